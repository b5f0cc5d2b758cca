"""An assessment as an answer: every finding with its article and the values it rests on."""

from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from domain.assessment.result import (
    Applied,
    Assessment,
    Checked,
    Decider,
    Lack,
    ReferenceUsed,
    Verdict,
)
from domain.case.state import FOLLOWING
from domain.ground.money import Money
from domain.ground.terms import Course, FollowUp, Procedure
from domain.law.casework import DelegationRule
from domain.law.pack import Pack
from domain.law.terms import Frequency
from domain.time.limits import Limit
from relief.api.problems import article_text
from relief.api.questions import Asked
from relief.words.dictionary import of
from relief.words.law import unit
from relief.words.verdicts import lack

AS_IT_IS = frozenset({str, int, bool, type(None)})
"""What JSON has by itself."""

COUNTY_DECIDES = "4/2"
"""The county approves, unless it delegated."""


def cited(article: str, pack: Pack) -> dict[str, Any]:
    """An article as the pack has it, and how a document cites it."""
    own = pack.cited(article)
    return {"article": own, "article_text": article_text(own)}


def told(found: Assessment, pack: Pack, asked: Asked) -> dict[str, Any]:
    """The whole answer."""
    question = asked.question
    return {
        "on": question.on.isoformat(),
        "township": question.township,
        "pack": pack.id,
        "document": pack.document,
        "verdict": {
            "code": found.verdict.value,
            "title": of(found.verdict),
            **cited(decisive(found, pack), pack),
        },
        "covered": covered(found, pack),
        "tests": [test(one, pack) for one in found.tests],
        "grounds": grounds(found, pack),
        "elsewhere": None
        if found.elsewhere is None
        else {"code": found.elsewhere.value, "title": of(found.elsewhere)},
        "missing": lacks(found.missing, pack),
        "amount": amount(found, pack),
        "room": room(found, pack),
        "decider": decider(found, pack),
        "flags": [{"code": flag.value, "title": of(flag)} for flag in found.flags],
        "limits": [limit(one, pack) for one in limits(found, pack)],
        "materials": materials(asked, pack),
        "values": values(found, pack),
        "trace": plain(found.trace),
    }


def decisive(found: Assessment, pack: Pack) -> str:
    """The article the verdict rests on."""
    work = pack.outcomes.casework
    match found.verdict:
        case Verdict.NOT_COVERED:
            return found.coverage.article
        case Verdict.ELSEWHERE:
            return "8.2"
        case Verdict.TEST_FAILED:
            return next(t.article for t in found.tests if t.answer == "no" and t.binding)
        case Verdict.GROUND:
            return next(g.article for g in found.grounds if g.holds)
        case Verdict.SAME_MATTER | Verdict.TOO_OFTEN:
            same = found.verdict is Verdict.SAME_MATTER
            rule = work.frequency(Frequency.MATTER if same else Frequency.YEAR)
            return "12" if rule is None else str(rule.citation)
        case Verdict.INCOMPLETE:
            return found.missing[0].article
        case _:
            reckoning = found.trace.reckoning
            return "11" if reckoning is None else reckoning.article


def lacks(some: tuple[Lack, ...], pack: Pack) -> list[dict[str, Any]]:
    """What is missing, each with the provision that asks for it."""
    return [
        {"what": one.what, "title": lack(one, pack), **cited(one.article, pack)} for one in some
    ]


def covered(found: Assessment, pack: Pack) -> dict[str, Any]:
    """Whether the kind of hardship is there."""
    coverage = found.coverage
    return {
        "answer": coverage.answer.value,
        "title": of(coverage.answer),
        **cited(coverage.article, pack),
        "failed": lacks(coverage.failed, pack),
        "missing": lacks(coverage.missing, pack),
    }


def test(one: Checked, pack: Pack) -> dict[str, Any]:
    """A test of hardship with both of its sides."""
    return {
        "id": one.test,
        "title": next((t.title for t in pack.outcomes.tests if t.id == one.test), one.test),
        "answer": one.answer.value,
        "answer_title": of(one.answer),
        "binding": one.binding,
        "overridden": one.overridden,
        "left": plain(one.left),
        "right": plain(one.right),
        **cited(one.article, pack),
    }


def grounds(found: Assessment, pack: Pack) -> list[dict[str, Any]]:
    """Grounds of refusal pointed to or found."""
    titles = {rule.id: rule.title for rule in pack.outcomes.casework.grounds}
    return [
        {
            "id": one.ground,
            "title": titles[one.ground],
            "candidate": one.candidate,
            "holds": one.holds,
            **cited(one.article, pack),
        }
        for one in found.grounds
    ]


def amount(found: Assessment, pack: Pack) -> dict[str, Any] | None:
    """The range that may be granted; nothing while something is missing for it."""
    reckoning = found.trace.reckoning
    if found.amount is None or reckoning is None:
        return None
    return {**plain(found.amount), "kind": reckoning.kind.value, **cited(reckoning.article, pack)}


def room(found: Assessment, pack: Pack) -> dict[str, Any]:
    """What the yearly totals leave."""
    reckoning = found.trace.reckoning
    pools = () if reckoning is None else reckoning.pools
    return {
        "left": plain(found.room),
        "pools": [
            {**plain(use), "title": pack.outcomes.pools[use.pool].title, **cited(use.article, pack)}
            for use in pools
        ],
    }


def decider(found: Assessment, pack: Pack) -> dict[str, Any]:
    """Who decides, by what provision."""
    rule, article = delegation(found, pack), COUNTY_DECIDES
    if found.decider is Decider.TOWNSHIP and rule is not None:
        article = str(rule.citation)
    return {"code": found.decider.value, "title": of(found.decider), **cited(article, pack)}


def course(found: Assessment) -> Course:
    """The course a case with this outcome would take (18)."""
    question = found.trace.question
    if question.procedure is Procedure.GENERAL:
        return Course.GENERAL
    if found.decider is Decider.TOWNSHIP:
        return Course.URGENT_TOWNSHIP
    return Course.URGENT_SEAT if question.lives_in_seat else Course.URGENT_OTHER


def limits(found: Assessment, pack: Pack) -> list[Limit]:
    """The time limits of that course."""
    never, way = impossible(found, pack), course(found).value
    return [
        one
        for one in pack.limits
        if (not one.courses or way in one.courses) and never.isdisjoint(one.when)
    ]


def impossible(found: Assessment, pack: Pack) -> frozenset[str]:
    """Conditions that cannot hold, whoever decides: what would follow the other's decision (18.2.1)."""
    if found.decider is Decider.COUNTY:
        return frozenset({"delegated", *FOLLOWING.values()})
    rule = delegation(found, pack)
    asked = () if rule is None else rule.duties
    return frozenset({"not-delegated", *(FOLLOWING[d] for d in FollowUp if d not in asked)})


def delegation(found: Assessment, pack: Pack) -> DelegationRule | None:
    """The rule by which a township may decide on such a case."""
    asked = found.trace.question
    return pack.outcomes.casework.delegation(asked.procedure, asked.circumstances.category)


def limit(one: Limit, pack: Pack) -> dict[str, Any]:
    """A time limit, statutory or the office's own: never shown as each other."""
    return {
        "id": one.id,
        "title": one.title,
        "length": one.length,
        "unit": one.unit.value,
        "unit_title": of(one.unit),
        "basis": one.basis.value,
        "basis_title": of(one.basis),
        "duty": one.duty,
        **cited(one.citation, pack),
    }


def materials(asked: Asked, pack: Pack) -> list[dict[str, Any]]:
    """The papers such an application needs (16, 17)."""
    question = asked.question
    papers = pack.outcomes.casework.papers(
        question.circumstances.category, asked.residence, asked.by_agent
    )
    return [{"id": one.id, "title": one.title, **cited(str(one.citation), pack)} for one in papers]


def values(found: Assessment, pack: Pack) -> dict[str, Any]:
    """Every value that was used: of the pack, and recorded as of a year or day."""
    day = found.trace.question.accepted_on
    return {
        "parameters": [parameter(one, pack, day) for one in found.trace.applied],
        "references": [reference(one, pack) for one in found.trace.references],
    }


def parameter(one: Applied, pack: Pack, day: date) -> dict[str, Any]:
    """A value of the pack."""
    title = pack.parameter(one.id, day).title
    units = {"unit_title": unit(one.id, one.unit)}
    return {**plain(one), "title": title, **units, **cited(one.article, pack)}


def reference(one: ReferenceUsed, pack: Pack) -> dict[str, Any]:
    """A recorded value with its document; ``older``: not the one that was asked for."""
    rule = pack.outcomes.series[one.series]
    return {
        "title": rule.title,
        "older": one.older,
        **plain(one.fact),
        **cited(str(rule.citation), pack),
    }


def plain(value: Any) -> Any:
    """Records as JSON has them: sums in yuan as text, days in ISO form."""
    kind: Any = type(value)
    if kind in AS_IT_IS:
        return value
    if kind is tuple:
        return [plain(one) for one in value]
    if kind is Money:
        return str(value)
    if kind is date:
        return value.isoformat()
    if issubclass(kind, StrEnum):
        return value.value
    return {name: plain(getattr(value, name)) for name in _names(kind)}


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a record. Raises ``TypeError`` for what is none."""
    return tuple(one.name for one in fields(kind))
