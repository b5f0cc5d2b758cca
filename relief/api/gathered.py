"""Every fault of a question in one answer: those of its form, and those of what is left readable.

A part that cannot be read is set aside and the rest is looked at, so that nobody has to hand in a
form five times to hear of five faults.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from domain.assessment.faults import Fault as Found
from domain.assessment.faults import Wrong, faults, out_of_window, unknown_to
from domain.ground.places import Places
from domain.ground.refusal import Code
from domain.law.pack import Law, NoLawInForce, Pack
from relief.api import reading
from relief.api.problems import Fault, Problem
from relief.api.questions import OWN_NAMES, Asked, AssessmentQuestion, asked
from relief.words.edges import Edge

ROUNDS = 4
"""How often unreadable parts are set aside: a record, what it lay in, and the field itself."""

NO_FORM = frozenset(
    {Edge.BODY_NOT_JSON, Edge.BODY_TOO_LARGE, Edge.BODY_TOO_DEEP, Edge.BODY_TOO_MANY}
)
"""What leaves nothing to look at."""

_ITEM = re.compile(r"([a-z_]+)\.([0-9]+)(.*)")


@dataclass(slots=True)
class Readable:
    """What could be read: the fields set aside, and the places list items had before.

    ``given``: the fields the body has; the others stand as they are understood where none is given.
    """

    asked: Asked
    given: frozenset[str]
    aside: frozenset[str] = frozenset()
    places: dict[str, list[int]] = field(default_factory=dict)


def question(raw: bytes, law: Law, places: Places, today: date) -> Asked:
    """The question a body asks. Raises ``Problem`` with every fault there is."""
    formal: tuple[Fault, ...] = ()
    more = 0
    try:
        body, _ = reading.body(raw, AssessmentQuestion)
        given = frozenset(n for n in body.model_fields_set if getattr(body, n) is not None)
        read: Readable | None = Readable(asked(body), given)
    except Problem as problem:
        formal, more = problem.faults, problem.more
        if any(fault.code in NO_FORM for fault in formal):
            raise
        read = salvaged(json.loads(raw or b"{}"), today)
    wrong = () if read is None else tuple(of_facts(read, law, places, today))
    if formal or wrong:
        raise Problem(*formal, *wrong, more=more)
    assert read is not None
    return read.asked


def salvaged(body: dict[str, Any], today: date) -> Readable | None:
    """The question without its unreadable parts; ``None`` where too little is left of it."""
    aside: set[str] = set()
    places = {name: list(range(len(v))) for name, v in body.items() if isinstance(v, list)}
    for _ in range(ROUNDS):
        try:
            whole = AssessmentQuestion.model_validate_json(json.dumps(body))
            given = frozenset(name for name in body if body[name] is not None)
            return Readable(asked(whole), given, frozenset(aside), places)
        except ValidationError as error:
            wrong = [e["loc"] for e in error.errors(include_url=False, include_input=False)]
            if not all(wrong):
                return None
            aside |= {str(loc[0]) for loc in wrong}
            set_aside(body, wrong, places)
            for name, stand_in in stand_ins(today).items():
                if name in aside:
                    body.setdefault(name, stand_in)
    return None


def stand_ins(today: date) -> dict[str, str]:
    """What takes the place of an unreadable field that must be there; nothing is said about it."""
    return {
        "on": today.isoformat(),
        "township": "540100000",
        "subject": "household",
        "category": "other-household",
        "cause": "other",
    }


def set_aside(
    body: dict[str, Any], wrong: list[tuple[int | str, ...]], places: dict[str, list[int]]
) -> None:
    """Take the smallest parts that can be missed out of a body: an item, an inner field, a field."""
    items: dict[str, set[int]] = {}
    for loc in wrong:
        name, inner = str(loc[0]), loc[1] if len(loc) > 1 else None
        value = body.get(name)
        if isinstance(value, list) and isinstance(inner, int):
            items.setdefault(name, set()).add(inner)
        elif isinstance(value, dict) and inner in value:
            value.pop(str(inner))
        else:
            body.pop(name, None)
    for name, gone in items.items():
        kept = [n for n in range(len(body.get(name, ()))) if n not in gone]
        if name in body:
            body[name] = [body[name][n] for n in kept]
            places[name] = [places[name][n] for n in kept]


def of_facts(read: Readable, law: Law, places: Places, today: date) -> Iterator[Fault]:
    """What cannot be, of the facts that could be read: the day, the place, the sums."""
    q, aside = read.asked.question, read.aside
    if q.on > today:
        yield Fault(Code.DATE_IN_FUTURE, field="on", facts={"day": q.on.isoformat()})
    there = places.township(q.township, min(q.on, today)) is not None
    pack = _pack(read, law, there=there)
    if "township" not in aside and not there:
        article = "3" if pack is None else pack.cited("3")
        yield Fault(Code.DIVISION_UNKNOWN, article, "township", {"division": q.township})
    if pack is None:
        day = accepted(read)
        if day is not None:
            yield invalid(day, "no-law-in-force")
        return
    rule = pack.outcomes.amount(q.circumstances.category)
    if rule is None:
        yield invalid("category", "not-relieved")
    base = None if rule is None or rule.base is None else pack.outcomes.bases[rule.base]
    known = None if "category" in aside else base
    doubts = (*(unknown_to(pack.outcomes, q) if there else ()), *out_of_window(pack, q))
    for found in (*faults(q, known, aside), *doubts):
        if aside.isdisjoint(rests_on(found, read)):
            yield invalid(path(found, read), found.wrong.value)


def rests_on(found: Found, read: Readable) -> set[str]:
    """The fields beside its own that a fault compares with: with one unread, it may only follow."""
    match found.wrong:
        case Wrong.NOT_THE_YEAR_BEFORE:
            return {"expense_year", *([] if "expense_year" in read.given else ["on"])}
        case Wrong.OTHER_MONTHS:
            return {"applied_on", *([] if "applied_on" in read.given else ["accepted_on", "on"])}
        case Wrong.OUT_OF_ORDER if found.field in ("on", "accepted_on"):
            return {"on", "accepted_on", "applied_on"}
        case Wrong.UNKNOWN:
            return {"accepted_on", *([] if "accepted_on" in read.given else ["on"])}
        case _:
            return set()


def _pack(read: Readable, law: Law, *, there: bool) -> Pack | None:
    """The law of the day of acceptance; the city's where the township is none."""
    q = read.asked.question
    try:
        return law.governing(q.accepted_on, q.township) if there else law.on(q.accepted_on)
    except NoLawInForce:
        return None


def accepted(read: Readable) -> str | None:
    """The field that says the day of acceptance; ``None`` where what was given cannot be read."""
    day = "accepted_on" if {"accepted_on"} & {*read.given, *read.aside} else "on"
    return None if day in read.aside else day


def path(found: Found, read: Readable) -> str:
    """The field as the body names it, and list items where they stood in it."""
    if found.field == "accepted_on":
        return accepted(read) or found.field
    item = _ITEM.fullmatch(found.field)
    if item and item[1] in read.places:
        return f"{item[1]}.{read.places[item[1]][int(item[2])]}{item[3]}"
    return OWN_NAMES.get(found.field, found.field)


def invalid(name: str, wrong: str) -> Fault:
    """A field and what is wrong with it."""
    return Fault(Code.FIELD_INVALID, field=name, facts={"fault": wrong})
