"""Questions about one case: where it stands, its file, what the law prescribes in it."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.case.amendment.amended import amended, changes_of
from domain.case.authority import Officer
from domain.case.entitlement import against, assessed
from domain.case.governing import law_of
from domain.case.situation import Situation
from domain.case.state import Case
from domain.ground.access import Act
from domain.law.clauses import by_own_law
from projections.casefile import Entry, case_file, figures, public, public_fields
from relief.api.access import noted
from relief.api.addresses import ASSESSMENT, CASE_NOW, HISTORY
from relief.api.assessed import told as assessment_told
from relief.api.beyond import unnamed
from relief.api.desk import Desk
from relief.api.looked import numbered
from relief.api.problems import Problem, article_text, faults
from relief.api.questions import Asked
from relief.api.routes import About
from relief.api.shown import answer
from relief.api.territory import territory
from relief.api.ways import links
from relief.office.streams import case_stream, fold
from relief.people.looks import Seen
from relief.sums import in_yuan
from relief.words.notes import notes_on

PERSONAL = ("members", "contact", "account", "agent")
"""What a case shows of its people."""


def cases(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}`` and what hangs below it."""
    made = APIRouter()

    @CASE_NOW.on(made)
    async def case(request: Request) -> Response:
        officer, situation = await read_by(desk, request)
        headers = {"ETag": f'"{situation.case.version}"'}
        those = await desk.blocking(lambda: persons(desk, request, officer, situation))
        told = {**shown(situation, desk), **those, "links": links(situation.case.id, CASE_NOW)}
        return answer(told, headers)

    _past(made, desk)
    _coming(made, desk)
    return made


def _past(made: APIRouter, desk: Desk) -> None:
    @HISTORY.on(made)
    async def history(request: Request) -> Response:
        officer, situation = await read_by(desk, request)
        items = await desk.blocking(lambda: entries(desk, request, officer, situation))
        headers = {"ETag": f'"{len(items)}"'}
        return answer({"case": situation.case.id, "items": items}, headers)


def _coming(made: APIRouter, desk: Desk) -> None:
    @ASSESSMENT.on(made)
    async def assessment(request: Request) -> Response:
        officer, situation = await asked(desk, request)
        headers = {"ETag": f'"{situation.case.version}"'}
        within = territory(officer).holds
        return answer(unnamed(prescribed(situation, within), within), headers)


async def asked(desk: Desk, request: Request) -> tuple[Officer, Situation]:
    """Who asks, and the case in the path. Raises ``Problem`` 404 where it is not theirs to see."""
    officer = await desk.officer(request)
    number = numbered(request, About.CASE)
    found = await desk.blocking(lambda: desk.service.office.situation(number, officer))
    mine = territory(officer)
    return officer, mine.seen(found, lambda one: mine.of_case(one.case), About.CASE)


async def read_by(desk: Desk, request: Request) -> tuple[Officer, Situation]:
    """The same; whoever had the case before reads it as they left it. Raises ``Problem`` 404."""
    officer, situation, _ = await sighted(desk, request)
    return officer, situation


async def sighted(desk: Desk, request: Request) -> tuple[Officer, Situation, bool]:
    """The same, and whether the case has left them. Raises ``Problem`` 404."""
    officer = await desk.officer(request)
    number = numbered(request, About.CASE)
    found = await desk.blocking(lambda: desk.service.office.situation(number, officer))
    mine = territory(officer)
    until = None if found is None else mine.left(found.case)
    if found is not None and until is not None:
        return officer, await desk.blocking(lambda: as_left(desk, found, until)), True
    return officer, mine.seen(found, lambda one: mine.of_case(one.case), About.CASE), False


def as_left(desk: Desk, now: Situation, version: int) -> Situation:
    """A case as it stood after one of its facts."""
    stream, service = case_stream(now.case.id), desk.service
    case: Case = fold(stream, service.journal.read((stream,))[stream][:version])
    pack = law_of(case, service.law, now.today, case.asked.township)
    return replace(now, case=case, pack=pack, answers={})


def file(desk: Desk, request: Request, officer: Officer, situation: Situation) -> list[Entry]:
    """The case file, masked; kept in the access log first."""
    stream = case_stream(situation.case.id)
    records = desk.service.journal.read((stream,))[stream][: situation.case.version]
    _masked_read(desk, request, officer, situation, ("history",))
    return case_file(desk.service.personal.masked(records), desk.service.law)


def entries(
    desk: Desk, request: Request, officer: Officer, situation: Situation
) -> list[dict[str, Any]]:
    """The same as it is told: cases that lie elsewhere are not named."""
    within = territory(officer).holds
    return [unnamed(entry(one), within) for one in file(desk, request, officer, situation)]


def persons(desk: Desk, request: Request, officer: Officer, situation: Situation) -> dict[str, Any]:
    """Who applied, masked; kept in the access log first."""
    case, journal = situation.case, desk.service.journal
    paid, pending = case.payments, case.asked_for
    stream = case_stream(situation.case.id)
    on_record = None if paid.account is None else paid.account.version
    asked_for = None if paid.correction is None else paid.correction.account.version
    correcting = 1 if pending is None else pending.version
    wanted = sorted({1, on_record or 1, asked_for or 1, correcting, *case.amended})
    records = [journal.at(stream, version) for version in wanted]
    _masked_read(desk, request, officer, situation, PERSONAL)
    masked = desk.service.personal.masked(records)
    facts: dict[int, Any] = {one.version: one.fact for one in masked}
    by_version = {version: public_fields(fact) for version, fact in facts.items()}
    told = public_fields(amended(facts[1], [facts[n] for n in case.amended]))
    left = {person for n in case.amended for person in changes_of(facts[n]).left}
    gone = left.difference(case.asked.members)
    return {
        "people": [one for one in listed(told) if one["person"] not in gone],
        **{name: told[name] for name in PERSONAL[1:]},
        "account": by_version[on_record]["account"] if on_record else None,
        "account_correction": _correction(by_version[asked_for]) if asked_for else None,
        "correction": None if pending is None else _wanted(by_version[pending.version]),
    }


def listed(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The members of an application as it is told."""
    members: list[dict[str, Any]] = told["members"]
    return members


def _wanted(told: dict[str, Any]) -> dict[str, Any]:
    """What the application is asked to say instead, by whose number it is answered."""
    return {"number": told["number"], "changes": told["changes"]}


def _correction(told: dict[str, Any]) -> dict[str, Any]:
    """What is asked for instead of the account on record, by whose number it is answered."""
    return {"request": told["number"], "account": told["account"]}


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
    record = situation.case.known
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
        "village_code": asked.village_code or None,
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
        "complaints": list(case.complaints),
        "spot_check": case.county.spot_check,
        "county": public(case.county),
        "approval": _sums(case.approval),
        "proposal": _sums(case.proposal),
        "transfer": public(case.offer),
        "formerly": [one.township for one in case.formerly],
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
        "rules": one.rules,
        "fields": one.fields,
        "notes": notes_on(one.not_indexed),
        "after": in_yuan({**asdict(one.after), "limits": list(one.after.limits)}),
    }
