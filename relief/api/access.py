"""Looking at people: clear values for a reason, finding a person by number, who looked at whom."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import REVEALERS, Officer
from domain.ground.access import Act, Why
from domain.ground.facts import Recorded
from domain.ground.history import KeyGone
from domain.ground.identity import identity_number_fault
from domain.ground.masks import DESTROYED
from domain.ground.refusal import Code
from projections import applicants
from relief.api import fields as f
from relief.api import queries as q
from relief.api import reading
from relief.api.access_models import (
    LooksQuery,
    PersonSearch,
    Reveal,
)
from relief.api.addresses import ACCESS_LOG, PERSON_SEARCH, REVEAL_CASE, REVEAL_LEAD
from relief.api.asking import Question
from relief.api.desk import Desk
from relief.api.looked import numbered
from relief.api.positions import Wanted, ledger
from relief.api.probing import FIELD, answered, whence
from relief.api.problems import Fault, Problem, nowhere, refusal
from relief.api.routes import About
from relief.api.shown import answer, file
from relief.api.territory import competent, territory
from relief.office.gone import key_gone
from relief.office.streams import case_stream, fold, lead_stream
from relief.outside import Look, Noted, public
from relief.people.children import by_numbers, person_index
from relief.people.looks import Seen

PLACES = {About.CASE: case_stream, About.LEAD: lead_stream}


def looking(desk: Desk) -> APIRouter:
    """``…/reveal``, ``/v1/person-search`` and ``/v1/access-log``."""
    made = APIRouter()
    for about, question in ((About.CASE, REVEAL_CASE), (About.LEAD, REVEAL_LEAD)):
        _revealing(made, desk, about, question)

    @PERSON_SEARCH.on(made)
    async def search(request: Request) -> Response:
        officer = await desk.officer(request)
        raw = await reading.raw_body(request)
        competent(officer, PERSON_SEARCH.posts)
        asked, _ = await desk.aside.read(raw, lambda: reading.body(raw, PersonSearch))
        assert isinstance(asked, PersonSearch)
        return answer({"items": await found(desk, request, officer, asked)})

    @ACCESS_LOG.on(made)
    async def log(request: Request, asked: Annotated[LooksQuery, Query()]) -> Response:
        competent(await desk.officer(request), ACCESS_LOG.posts)
        return answer(await desk.blocking(lambda: page(desk, asked)))

    return made


def noted(desk: Desk, request: Request, officer: Officer, seen: Seen) -> None:
    """Keep a look in the access log: call it, on a thread, before the answer leaves.

    Raises ``Problem`` 409 where its note could be kept under nobody's key any more.
    """
    try:
        desk.service.looks.note(officer, seen, whence(request))
    except KeyGone as gone:
        raise refusal(key_gone(gone), territory(officer).holds) from None


def _revealing(made: APIRouter, desk: Desk, about: About, question: Question) -> None:
    @question.on(made)
    async def reveal(request: Request) -> Response:
        officer = await desk.officer(request)
        raw = await reading.raw_body(request)
        number = numbered(request, about)
        records = await desk.blocking(lambda: file_of(desk, officer, about, number))
        competent(officer, REVEALERS, place_of(officer, about, records))
        asked, _ = await desk.aside.read(raw, lambda: reading.body(raw, Reveal))
        assert isinstance(asked, Reveal)
        said(asked)
        return answer(await desk.blocking(lambda: clear(desk, request, officer, asked, records)))


def file_of(desk: Desk, officer: Officer, about: About, number: str) -> list[Recorded]:
    """The facts of a case or lead. Raises ``Problem`` 404 where it is not the officer's to see."""
    stream = PLACES[about](number)
    records = desk.service.journal.read((stream,))[stream]
    if not records:
        raise nowhere(about)
    territory(officer).seen(records, lambda those: place_of(officer, about, those), about)
    return records


def place_of(officer: Officer, about: About, records: list[Recorded]) -> str:
    """Where a case or lead lies for an officer."""
    state = fold(records[0].stream, records)
    return territory(officer).of_case(state) if about is About.CASE else str(state.township)


def said(asked: Reveal | PersonSearch) -> None:
    """Another reason than those listed is explained. Raises ``Problem`` 422."""
    if asked.reason is Why.OTHER and not (asked.note or "").strip():
        raise Problem(Fault(Code.FIELD_MISSING, field="note"))


def clear(
    desk: Desk, request: Request, officer: Officer, asked: Reveal, records: list[Recorded]
) -> dict[str, Any]:
    """The clear values asked for, once the look is kept. Raises ``Problem`` 422 for strangers."""
    personal = desk.service.personal
    there = personal.persons(records)
    if not set(asked.persons) <= set(there):
        raise Problem(Fault(Code.NOT_A_MEMBER, field="persons"))
    number = records[0].stream.partition("-")[2]
    fields = tuple(dict.fromkeys(field.value for field in asked.fields))
    seen = Seen(
        act=Act.REVEALED,
        case=number,
        persons=asked.persons or there,
        fields=fields,
        why=asked.reason,
        note=asked.note,
    )
    noted(desk, request, officer, seen)
    values = personal.values(records, fields, asked.persons)
    items = [
        {"version": v.version, "fact": v.fact, "field": v.path, "person": v.person, "value": v.text}
        for v in values
    ]
    return {"case": number, "items": items}


async def found(
    desk: Desk, request: Request, officer: Officer, asked: PersonSearch
) -> list[dict[str, str]]:
    """The files that name the person with this number, where the officer may ask for clear values.

    A person known elsewhere only is answered like one nobody knows; the look is kept all the same.
    Raises ``Problem`` 429 for who tries many numbers.
    """
    said(asked)
    fault = identity_number_fault(asked.id_number, desk.service.clock.now().date())
    if fault is not None:
        facts = {"fault": fault}
        raise Problem(Fault(Code.IDENTITY_NUMBER_WRONG, field="id_number", facts=facts))
    person = await desk.blocking(lambda: who(desk, request, officer, asked))
    if person is None:
        return []

    def read(connection: Connection) -> list[applicants.ApplicantRow]:
        return applicants.files_of(connection, person)

    files, _ = await ledger(desk, Wanted(0), read)
    mine = territory(officer, REVEALERS)
    return [file_line(one) for one in files if mine.holds(one["township"])]


def who(desk: Desk, request: Request, officer: Officer, asked: PersonSearch) -> str | None:
    """The person with a number, once it is kept that it was asked for. Raises ``Problem`` 429."""
    service = desk.service
    with service.probing.turn:
        weighed = answered(desk, request, officer, Act.SEARCHED, (asked.id_number,))
        index = person_index(service.master, asked.id_number)
        known = by_numbers(service.journal, service.master, [index]).get(index)
        persons = () if known is None else (f.person(known.whose),)
        seen = Seen(
            act=Act.SEARCHED,
            persons=persons,
            fields=FIELD,
            why=asked.reason,
            note=asked.note if persons else None,
            asked=weighed.asked,
            counted=weighed.counted,
        )
        noted(desk, request, officer, seen)
    return None if known is None else known.whose


def file_line(row: applicants.ApplicantRow) -> dict[str, str]:
    """A file that names the person."""
    kind, _, number = row["stream"].partition("-")
    return {
        "number": number,
        "kind": kind,
        "person": row["person"],
        "township": row["township"],
        "relation": row["relation"],
        "on": row["applied_on"],
        "href": file(number, kind),
    }


def page(desk: Desk, asked: LooksQuery) -> dict[str, Any]:
    """A page of the log, the newest first."""
    looks, register = desk.service.looks, desk.service.officers.current()
    lines = looks.log.page(
        case=asked.case,
        person=asked.person,
        officer=register.spelt(asked.officer) if asked.officer else None,
        before=asked.cursor,
        size=asked.limit + 1,
    )
    shown = lines[: asked.limit]
    more = len(lines) > len(shown)
    return {
        "items": [line(desk, one) for one in shown],
        "next": q.cursor(str(shown[-1].number)) if more else None,
    }


def line(desk: Desk, one: Noted[Look]) -> dict[str, Any]:
    """An entry with its note in clear; the audit administrator must be able to judge it."""
    try:
        note = desk.service.looks.note_of(one.entry)
    except KeyGone:
        note = DESTROYED
    return {**public(one), "note": note}
