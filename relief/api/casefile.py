"""Questions about one case: where it stands, its file, what the asking officer can do next."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.access import Act
from domain.authority import Officer, authorise
from domain.case.commands import Command
from domain.case.decide import RULES, cautioned, standing
from domain.case.entitlement import against, assessed
from domain.case.situation import Situation
from domain.case.state import Case
from domain.law.clauses import by_own_law
from domain.refusal import Reason
from projections.casefile import Entry, case_file, figures, public, public_fields
from relief.api import answers as a
from relief.api.access import noted
from relief.api.assessed import told as assessment_told
from relief.api.assessments import CaseAssessment
from relief.api.beyond import unnamed
from relief.api.desk import Desk
from relief.api.giving import numbered
from relief.api.openapi import asks
from relief.api.problems import Problem, article_text, faults, told
from relief.api.questions import Asked
from relief.api.routes import ROUTES, About, CommandRoute, Tag
from relief.api.shown import answer
from relief.api.shown import public as in_yuan
from relief.api.territory import territory
from relief.looks import Seen
from relief.streams import case_stream

PERSONAL = ("members", "contact", "account", "agent")
"""What a case shows of its people."""

STEPS = tuple(route for route in ROUTES if route.about is About.CASE)


def cases(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}`` and what hangs below it."""
    made = APIRouter(prefix="/v1/cases/{case}", tags=[Tag.READING.value])

    @made.get("", summary="案件现状", operation_id="Case", **asks(a.CASE, "case"))
    async def case(request: Request) -> Response:
        officer, situation = await asked(desk, request)
        headers = {"ETag": f'"{situation.case.version}"'}
        those = await desk.blocking(lambda: persons(desk, request, officer, situation))
        return answer({**shown(situation, desk), **those}, headers)

    @made.get(
        "/history",
        summary="案卷：全部经过",
        operation_id="CaseHistory",
        **asks(a.CaseHistory, "case"),
    )
    async def history(request: Request) -> Response:
        officer, situation = await asked(desk, request)
        entries = await desk.blocking(lambda: file(desk, request, officer, situation))
        headers = {"ETag": f'"{len(entries)}"'}
        items = [unnamed(entry(one), territory(officer).holds) for one in entries]
        return answer({"case": situation.case.id, "items": items}, headers)

    @made.get(
        "/assessment",
        summary="按登记情况核定的结果",
        operation_id="CaseAssessment",
        **asks(CaseAssessment, "case", also=(409,)),
    )
    async def assessment(request: Request) -> Response:
        officer, situation = await asked(desk, request)
        headers = {"ETag": f'"{situation.case.version}"'}
        within = territory(officer).holds
        return answer(unnamed(prescribed(situation, within), within), headers)

    @made.get(
        "/next-steps",
        summary="下一步：可以办什么，为什么还不行",
        operation_id="NextSteps",
        **asks(a.NextSteps, "case"),
    )
    async def next_steps(request: Request) -> Response:
        officer, situation = await asked(desk, request)
        steps = [step(route, situation, officer) for route in STEPS]
        headers = {"ETag": f'"{situation.case.version}"'}
        return answer({"case": situation.case.id, "items": steps}, headers)

    return made


async def asked(desk: Desk, request: Request) -> tuple[Officer, Situation]:
    """Who asks, and the case in the path. Raises ``Problem`` 404 where it is not theirs to see."""
    officer = await desk.officer(request)
    number = numbered(request, About.CASE)
    found = await desk.blocking(lambda: desk.service.office.situation(number, officer))
    mine = territory(officer)
    return officer, mine.seen(found, lambda one: one.case.asked.township, About.CASE)


def file(desk: Desk, request: Request, officer: Officer, situation: Situation) -> list[Entry]:
    """The case file, masked; kept in the access log first."""
    stream = case_stream(situation.case.id)
    records = desk.service.journal.read((stream,))[stream]
    _masked_read(desk, request, officer, situation, ("history",))
    return case_file(desk.service.personal.masked(records), desk.service.law)


def persons(desk: Desk, request: Request, officer: Officer, situation: Situation) -> dict[str, Any]:
    """Who applied, masked; kept in the access log first."""
    first = desk.service.journal.first(case_stream(situation.case.id))
    _masked_read(desk, request, officer, situation, PERSONAL)
    (masked,) = desk.service.personal.masked([first])
    told = public_fields(masked.fact)
    return {"people": told["members"], **{name: told[name] for name in PERSONAL[1:]}}


def _masked_read(
    desk: Desk, request: Request, officer: Officer, situation: Situation, fields: tuple[str, ...]
) -> None:
    case = situation.case
    seen = Seen(act=Act.MASKED, case=case.id, persons=case.asked.members, fields=fields)
    noted(desk, request, officer, seen)


def prescribed(situation: Situation, within: Callable[[str], bool]) -> dict[str, Any]:
    """What the law prescribes on what is recorded, as 试算 tells it. Raises ``Problem``."""
    found, applied = assessed(situation), situation.case.asked
    if found is None:
        raise Problem(*faults(by_own_law(situation.pack, against(situation)), within))
    asked = Asked(found.trace.question, applied.residence, applied.by_agent)
    record = situation.case.circumstances
    number = None if record is None else record.number
    return {"record": number, **assessment_told(found, situation.engine.pack, asked)}


def shown(situation: Situation, desk: Desk) -> dict[str, Any]:
    """Where a case stands. No personal values: persons by their identifiers."""
    case = situation.case
    asked = case.asked
    return {
        "case": case.id,
        "version": case.version,
        **in_yuan(public_figures(case, desk)),
        "township": asked.township,
        "village": asked.village,
        "subject": asked.subject.value,
        "category": asked.category.value,
        "channel": asked.channel.value,
        "residence": asked.residence.value,
        "incident": {"cause": asked.matter.cause.value, "on": asked.matter.on.isoformat()},
        "applied_on": asked.on.isoformat(),
        "accepted_on": public(case.accepted_on),
        "applicant": asked.applicant,
        "members": list(asked.members),
        "materials": sorted(case.materials),
        "outstanding": sorted(case.outstanding),
        "urgent_kind": public(case.urgent_kind),
        "law": situation.pack.name,
        "examination": _sums(case.examination),
        "notice": _sums(case.notice),
        "objections": [public(outcome) for outcome in case.objections],
        "spot_check": case.county.spot_check,
        "county": public(case.county),
        "approval": _sums(case.approval),
        "fed_back": case.fed_back,
        "referrals": list(case.referrals),
    }


def public_figures(case: Case, desk: Desk) -> Any:
    """The key figures, their limits as a list."""
    found = asdict(figures(case, desk.service.law))
    return {**found, "limits": list(found["limits"])}


SUMS = frozenset({"amount", "recommended"})


def _sums(record: Any) -> Any:
    """A record of the case with its sums in yuan."""
    if record is None:
        return None
    found = public(record)
    assert isinstance(found, dict)
    return in_yuan({f"{n}_fen" if n in SUMS else n: value for n, value in found.items()})


def entry(one: Entry) -> dict[str, Any]:
    """An entry of the case file."""
    return {
        "version": one.version,
        "fact": one.name,
        "fact_version": one.fact_version,
        "on": one.on.isoformat(),
        "recorded_at": one.recorded_at.isoformat(),
        "officer": one.officer,
        "authority": asdict(one.authority),
        "articles": list(one.articles),
        "articles_text": [*map(article_text, one.articles)],
        "law": one.law,
        "fields": one.fields,
        "after": in_yuan({**asdict(one.after), "limits": list(one.after.limits)}),
    }


def step(route: CommandRoute, situation: Situation, officer: Officer) -> dict[str, Any]:
    """Whether this officer may give this command now, and every reason why not.

    Cautions are what the words will have to answer for, such as a fact that is still missing.
    """
    within = territory(officer).holds
    rule, reasons = RULES[route.command], [*_power(route.command, situation, officer)]
    reasons += standing(situation, rule)
    cautions = [one for one in cautioned(situation, rule) if one not in reasons]
    return {
        "command": route.name,
        "title": route.summary,
        "href": route.path.format(case=situation.case.id),
        "if_match": route.decision,
        "allowed": not reasons,
        "reasons": [told(fault) for fault in faults(reasons, within)],
        "cautions": [told(fault) for fault in faults(cautions, within)],
    }


def _power(kind: type[Command], situation: Situation, officer: Officer) -> tuple[Reason, ...]:
    """What stands between the officer and the command. Authority looks at its kind only."""
    words: Command = object.__new__(kind)
    case = situation.case
    place, day = case.asked.township, situation.today
    allowed = authorise(words, officer, place, case, day, situation.delegations, situation.pack)
    return allowed if isinstance(allowed, tuple) else ()
