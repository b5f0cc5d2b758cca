"""What a document may do to divisions: asked of each of its changes, and every fault is told.

Asked when it is proposed, and again when it is confirmed: what counts may have changed in between.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.ground.declared import carries, internal
from domain.ground.editions import since as began
from domain.ground.places import AROUND, VILLAGE, Division, Level, Places, called
from domain.ground.posts import CITY
from domain.ground.refusal import Code, Reason, reason
from domain.ground.texts import blank
from domain.registers.divisions import commands as c
from domain.registers.divisions.facts import CHANGES, DivisionChange, DivisionEffect
from domain.registers.divisions.situation import Situation
from domain.registers.divisions.state import after, since

Asked = c.ProposeDivisions | c.ConfirmDivisions
SUCCESSION = "行政诉讼法§26"
DIGITS = dict(zip(Level, (CITY, *AROUND), strict=True))
NEW, NAMED = DivisionEffect.ESTABLISHES, DivisionEffect.RENAMES
ENDS, PASSES = DivisionEffect.ENDS, DivisionEffect.PASSES
NEEDED = {
    NEW: ("name", "kind", "level", "parent", "first_day"),
    NAMED: ("first_day",),
    ENDS: ("last_day",),
    PASSES: ("first_day", "successor"),
}
"""What each effect must say."""
SAID = {
    NEW: {*NEEDED[NEW], "last_day", "origin", "seat", "address", "phone"},
    NAMED: {"first_day", "name", "kind", "seat", "address", "phone"},
    ENDS: {"last_day", "successor"},
    PASSES: {"first_day", "successor"},
}
"""What each effect may say: anything else belongs to another."""
EVERY = ("name", "kind", "level", "parent", "first_day", "last_day", "successor", "origin", "seat",
         "address", "phone")  # fmt: skip


def placed(s: Situation, command: Asked) -> Iterator[tuple[int, DivisionChange]]:
    """Each change that is asked about, with its place in the document."""
    return enumerate(changes(s, command))


def changes(s: Situation, command: Asked) -> tuple[DivisionChange, ...]:
    """The changes that are asked about: those sent, or those of the proposal that is to count."""
    if isinstance(command, c.ProposeDivisions):
        return tuple(command.changes)
    asked = s.divisions.proposal(command.number)
    return () if asked is None else asked.changes


def at(command: Asked, n: int, field: str) -> str:
    """Where a fault stands: in the words that were sent."""
    return f"changes.{n}.{field}" if isinstance(command, c.ProposeDivisions) else "number"


def _against(
    kind: Code, command: Asked, n: int, field: str, article: str = CHANGES, **facts: object
) -> Reason:
    return reason(kind, article, at(command, n, field), **facts)


def planned(s: Situation, command: Asked) -> Places:
    """The divisions as they would be once it counts."""
    return after(s.places, changes(s, command), "", "")


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and blank(value))


@began(3)
@carries(CHANGES, "A change says what it does, and nothing that belongs to another.")
def says_its_effect(s: Situation, command: Asked) -> tuple[Reason, ...]:
    found = []
    for n, one in placed(s, command):
        told = {name for name in EVERY if not _empty(getattr(one, name))}
        lacking = [name for name in NEEDED[one.effect] if name not in told]
        if one.effect is ENDS and "last_day" not in lacking and since(one) is None:
            lacking.append("last_day")
        if one.effect is NAMED and not told & {"name", "kind", "seat", "address", "phone"}:
            lacking.append("name")
        beyond = sorted(told - SAID[one.effect])
        found += [
            _against(Code.DIVISION_VAGUE, command, n, name, effect=one.effect)
            for name in (*lacking, *beyond)
        ]
    return tuple(found)


@began(3)
@carries(CHANGES, "A code says by its length what level it is of, and lies in what it is part of.")
def fits_its_code(s: Situation, command: Asked) -> tuple[Reason, ...]:
    found = []
    for n, one in placed(s, command):
        if not one.code.isascii() or not one.code.isdecimal() or len(one.code) not in AROUND:
            found.append(_against(Code.DIVISION_MISFITS, command, n, "code", division=one.code))
        elif one.level is not None and DIGITS.get(one.level) != len(one.code):
            found.append(_against(Code.DIVISION_MISFITS, command, n, "level", division=one.code))
        elif one.effect is NEW and one.parent and one.parent != _around(one.code):
            found.append(_against(Code.DIVISION_MISFITS, command, n, "parent", division=one.code))
        elif one.successor and len(one.successor) != len(one.code):
            found.append(
                _against(Code.DIVISION_MISFITS, command, n, "successor", division=one.code)
            )
    return tuple(found)


def _around(code: str) -> str:
    return code[: AROUND.get(len(code), CITY)]


@began(3)
@carries("3", "A city says what becomes of its own divisions, and they pass to its own.")
def of_its_city(s: Situation, command: Asked) -> tuple[Reason, ...]:
    city = s.officer.division[:CITY]
    return tuple(
        _against(Code.DIVISION_OF_OTHER_CITY, command, n, field, "3", division=code)
        for n, one in placed(s, command)
        for field in ("code", "successor", "origin")
        if (code := getattr(one, field)) and not code.startswith(city)
    )


@began(3)
@carries(CHANGES, "A division ends no earlier than it begins.")
def ends_after_it_begins(s: Situation, command: Asked) -> tuple[Reason, ...]:
    found = []
    for n, one in placed(s, command):
        first = one.first_day
        if one.effect is ENDS and (known := s.places.table.get(one.code)):
            first = known[-1].valid_from
        if one.last_day is not None and first is not None and one.last_day < first:
            found.append(_against(Code.DIVISION_ENDS_TOO_EARLY, command, n, "last_day", day=first))
    return tuple(found)


@began(3)
@carries(SUCCESSION, "No division stands for itself, by way of others neither.")
def succeeds_another(s: Situation, command: Asked) -> tuple[Reason, ...]:
    passed = _passing(s, command)
    return tuple(
        _against(
            Code.DIVISION_SUCCEEDS_ITSELF, command, n, "successor", SUCCESSION, division=one.code
        )
        for n, one in placed(s, command)
        if _circle(one, passed)
    )


def _passing(s: Situation, command: Asked) -> dict[str, str]:
    """Who stands for whom, with what is asked about."""
    said = {one.code: one.successor for one in changes(s, command) if one.successor}
    return {code: one.successor for code, one in s.places.passed.items()} | said


def _circle(one: DivisionChange, passed: dict[str, str]) -> bool:
    return bool(one.successor) and one.code in _line(one.successor, passed)


def _line(code: str, passed: dict[str, str]) -> set[str]:
    """A division, and all who stand for it one after the other."""
    found = set[str]()
    while code not in found:
        found.add(code)
        code = passed.get(code, code)
    return found


@began(3)
@carries(CHANGES, "What a division is part of is there when it begins.")
def parent_there(s: Situation, command: Asked) -> tuple[Reason, ...]:
    then = planned(s, command)
    return tuple(
        _against(Code.DIVISION_PARENT_UNKNOWN, command, n, "parent", division=one.parent)
        for n, one in placed(s, command)
        if one.effect is NEW
        and one.code.startswith(s.officer.division[:CITY])
        and one.parent
        and one.first_day is not None
        and then.find(one.parent, one.first_day) is None
    )


@began(3)
@carries(CHANGES, "A code names one division, and is not used again once another stands for it.")
def names_one(s: Situation, command: Asked) -> tuple[Reason, ...]:
    then, found, before = planned(s, command), [], set[tuple[str, DivisionEffect]]()
    for n, one in placed(s, command):
        again = (one.code, one.effect) in before
        before.add((one.code, one.effect))
        meets = _meets(s.places, one) if one.effect is NEW else False
        if again or meets or (one.effect is ENDS and _goes_on(s.places, then, one)):
            found.append(_against(Code.DIVISION_OVERLAPS, command, n, "code", division=one.code))
    return tuple(found)


def _meets(places: Places, one: DivisionChange) -> bool:
    """Whether what is new would be there on a day on which its code says another."""
    first, last = one.first_day or date.min, one.last_day or date.max
    return one.code in places.passed or any(
        (each.valid_from or date.min) <= last and first <= (each.valid_to or date.max)
        for each in places.table.get(one.code, ())
    )


def _goes_on(places: Places, then: Places, one: DivisionChange) -> bool:
    """Whether something is on record of a division for days after those on which it is to end.

    What the same document says of it counts as well: what ended has no name from a later day on.
    """
    if one.last_day is None:
        return False
    last = one.last_day
    named = (each.valid_from for each in then.table.get(one.code, ()))
    passing = (each.since for each in places.passed.values() if each.successor == one.code)
    return any(day is not None and day > last for day in (*named, *passing))


@began(3)
@carries(CHANGES, "What is renamed or ends is there, and so is whoever is to stand for it.")
def is_there(s: Situation, command: Asked) -> tuple[Reason, ...]:
    then, passed = planned(s, command), _passing(s, command)
    found = []
    for n, one in placed(s, command):
        for field, code, day in _named(one):
            if field == "successor" and _circle(one, passed):
                continue
            held = then if field in ("successor", "origin") else s.places
            if day is not None and (one.effect is not PASSES or field == "successor"):
                there = held.find(code, day) is not None
            else:
                there = day is None or held.ended(code, day)
            if not there:
                found.append(_against(Code.DIVISION_NOT_THERE, command, n, field, division=code))
        if _over_already(s.places, one):
            found.append(_against(Code.DONE_ALREADY, command, n, "code"))
    return tuple(found)


def _over_already(places: Places, one: DivisionChange) -> bool:
    """Whether it is on record already that it ends, or who stands for it: that is withdrawn first."""
    if one.code in places.passed:
        return one.effect in (ENDS, PASSES)
    if one.effect is not ENDS or one.last_day is None:
        return False
    there = places.find(one.code, one.last_day) is not None
    return there and all(each.valid_to is not None for each in places.table[one.code])


def _named(one: DivisionChange) -> Iterator[tuple[str, str, date | None]]:
    """Each division a change names beside what it establishes, and the day on which it must be there."""
    if one.effect is not NEW:
        yield "code", one.code, one.last_day if one.effect is ENDS else one.first_day
    if one.successor:
        yield "successor", one.successor, since(one)
    if one.origin:
        yield "origin", one.origin, None if one.first_day is None else one.first_day - timedelta(1)


@began(3)
@internal("No two divisions of one township, county or city bear one name on one day.")
def named_apart(s: Situation, command: Asked) -> tuple[Reason, ...]:
    then = planned(s, command)
    return tuple(
        reason(Code.FIELD_INVALID, field=at(command, n, "name"), fault="name-taken")
        for n, one in placed(s, command)
        if one.effect in (NEW, NAMED) and not blank(one.name) and _taken(then, one)
    )


def _taken(then: Places, one: DivisionChange) -> bool:
    """Whether a neighbour bears its new name on a day on which it does."""
    own = [each for each in then.table.get(one.code, ()) if each.valid_from == one.first_day]
    return any(
        called(each.name) == called(one.name) and _meet(each, mine)
        for code, some in then.table.items()
        if code != one.code and len(code) == len(one.code) and _around(code) == _around(one.code)
        for each in some
        for mine in own
    )


def _meet(one: Division, other: Division) -> bool:
    """Whether both are there on some day."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_to or date.max, other.valid_to or date.max)


@began(3)
@carries(CHANGES, "What still has townships or villages in it does not end.")
def has_no_parts(s: Situation, command: Asked) -> tuple[Reason, ...]:
    then = planned(s, command)
    found = []
    for n, one in placed(s, command):
        day = since(one)
        if one.effect is not ENDS or day is None or len(one.code) == VILLAGE:
            continue
        left = [d for d in _from(then, one.code, day) if d.code != one.code]
        if left:
            named = "；".join(d.name for d in left)
            found.append(_against(Code.DIVISION_HAS_PARTS, command, n, "code", parts=named))
    return tuple(found)


def _from(places: Places, area: str, day: date) -> Iterator[Division]:
    """Every division in an area that is there on a day, or comes later."""
    for code in sorted(places.table):
        if code.startswith(area):
            yield from (d for d in places.table[code] if d.valid_to is None or d.valid_to >= day)


@began(3)
@carries(SUCCESSION, "What still has open cases passes to another.")
def cases_pass(s: Situation, command: Asked) -> tuple[Reason, ...]:
    return tuple(
        _against(Code.DIVISION_CASES_OPEN, command, n, "successor", SUCCESSION, count=count)
        for n, one in placed(s, command)
        if one.effect is ENDS and not one.successor and (count := s.lying(one.code).open)
    )


@began(3)
@carries(CHANGES, "No day that is over or runs is rewritten: something was decided on it.")
def rewrites_no_day(s: Situation, command: Asked) -> tuple[Reason, ...]:
    """What is new may have begun: nothing was decided there under another name."""
    tomorrow = s.today + timedelta(days=1)
    return tuple(
        _against(
            Code.DIVISION_REACHES_BACK,
            command,
            n,
            "last_day" if one.effect is ENDS else "first_day",
            earliest=s.today if one.effect is ENDS else tomorrow,
        )
        for n, one in placed(s, command)
        if one.effect is not NEW and (day := since(one)) is not None and day < tomorrow
    )


CHECKS = (
    *(says_its_effect, fits_its_code, of_its_city, ends_after_it_begins, succeeds_another),
    *(parent_there, names_one, named_apart, is_there, has_no_parts, cases_pass, rewrites_no_day),
)
"""Everything that is asked of what a document does."""
