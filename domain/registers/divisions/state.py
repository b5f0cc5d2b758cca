"""The register of divisions: what is on record, by whom, what counts, and what it adds up to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.ground.facts import unfolded
from domain.ground.places import Division, Level, Places, Succession
from domain.registers.divisions.facts import (
    DivisionChange,
    DivisionEffect,
    DivisionFact,
    DivisionsConfirmed,
    DivisionsInstalled,
    DivisionsProposed,
    DivisionsRejected,
    DivisionsWithdrawn,
)

STREAM = "divisions"
"""The stream that holds the whole register: its rules look across divisions."""


@dataclass(frozen=True, slots=True)
class Load:
    """What lies in a division: open cases, all cases, open leads, delegations that name it."""

    open: int = 0
    cases: int = 0
    leads: int = 0
    delegations: int = 0


Lying = Callable[[str], Load]
"""What lies in a division, by its code, as far as the ledgers know."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact of the register, with its number and who recorded it."""

    number: int
    fact: DivisionFact
    by: str


@dataclass(frozen=True, slots=True)
class Divisions:
    """Everything on record; ``version`` counts it. ``pending`` are proposals without an answer.

    ``counting`` are the numbers of what counts, in the order in which it came to.
    """

    noted: tuple[Noted, ...] = ()
    pending: frozenset[int] = frozenset()
    counting: tuple[int, ...] = ()

    @property
    def version(self) -> int:
        """How many facts were folded."""
        return len(self.noted)

    @property
    def cities(self) -> frozenset[str]:
        """The cities whose divisions are on record from an installation."""
        facts = (one.fact for one in self.noted)
        return frozenset(one.city for one in facts if isinstance(one, DivisionsInstalled))

    def proposal(self, number: int) -> DivisionsProposed | None:
        """What was proposed under a number."""
        fact = self.noted[number - 1].fact if 0 < number <= self.version else None
        return fact if isinstance(fact, DivisionsProposed) else None

    def hands(self, number: int) -> tuple[str, ...]:
        """Who proposed something, and who confirmed it."""
        said = (self.noted[number - 1], *(one for one in self.noted if _answers(one, number)))
        return tuple(one.by for one in said)

    def places(self, base: Places) -> Places:
        """What counts, all together; over ``base`` where no installation is on record."""
        facts = [self.noted[number - 1].fact for number in self.counting]
        if any(isinstance(one, DivisionsInstalled) for one in facts):
            base = Places.of(())
        for one in facts:
            if isinstance(one, DivisionsInstalled):
                base = after(base, one.changes, "", one.source)
            elif isinstance(one, DivisionsProposed):
                base = after(base, one.changes, one.document, one.source)
        return base


def _answers(one: Noted, number: int) -> bool:
    return isinstance(one.fact, DivisionsConfirmed) and one.fact.number == number


def evolve(state: Divisions, fact: DivisionFact, officer: str) -> Divisions:
    """The register after one more fact."""
    number = state.version + 1
    noted = (*state.noted, Noted(number, fact, officer))
    match fact:
        case DivisionsInstalled():
            return replace(state, noted=noted, counting=(*state.counting, number))
        case DivisionsProposed():
            return replace(state, noted=noted, pending=state.pending | {number})
        case DivisionsConfirmed():
            left, counting = state.pending - {fact.number}, (*state.counting, fact.number)
            return replace(state, noted=noted, pending=left, counting=counting)
        case DivisionsRejected():
            return replace(state, noted=noted, pending=state.pending - {fact.number})
        case DivisionsWithdrawn():
            counting = tuple(one for one in state.counting if one != fact.number)
            return replace(state, noted=noted, counting=counting)
        case _:
            unfolded(fact, __name__)


ORDER = tuple(DivisionEffect)
"""What one document does, is done in this order: what is new is there before it stands for another."""


def in_order(changes: Iterable[DivisionChange]) -> list[DivisionChange]:
    """The changes of a document as they are done, townships before their county."""
    return sorted(changes, key=lambda one: (ORDER.index(one.effect), -len(one.code)))


def after(places: Places, changes: Iterable[DivisionChange], document: str, source: str) -> Places:
    """The divisions after what a document does. What it says of what is not there does nothing."""
    table, passed = dict(places.table), dict(places.passed)
    for one in in_order(changes):
        known = table.get(one.code, ())
        match one.effect:
            case DivisionEffect.ESTABLISHES if one.level is not None:
                table[one.code] = (*known, _established(one, one.level, document, source))
            case DivisionEffect.RENAMES:
                table[one.code] = _renamed(known, one, document, source)
            case DivisionEffect.ENDS:
                table[one.code] = tuple(_ended(each, one) for each in known)
            case _:
                pass
        began = since(one)
        if one.successor and began is not None:
            passed[one.code] = Succession(one.code, one.successor, began)
    return Places(table, passed)


def since(one: DivisionChange) -> date | None:
    """From which day on a change does what it does; ``None`` where it says none.

    The last of all days ends nothing: none comes after it.
    """
    if one.effect is not DivisionEffect.ENDS:
        return one.first_day
    return None if one.last_day in (None, date.max) else one.last_day + timedelta(days=1)


def _established(one: DivisionChange, level: Level, document: str, source: str) -> Division:
    return Division(
        code=one.code,
        name=one.name,
        level=level,
        kind=one.kind,
        parent=one.parent,
        valid_from=one.first_day,
        valid_to=one.last_day,
        seat=one.seat,
        source=source,
        document=document,
        address=one.address,
        phone=one.phone,
    )


def _renamed(
    known: tuple[Division, ...], one: DivisionChange, document: str, source: str
) -> tuple[Division, ...]:
    """The division by its old name to the day before, and by its new one from then on."""
    found: list[Division] = []
    for each in known:
        if one.first_day is None or not each.exists(one.first_day):
            found.append(each)
            continue
        anew = replace(
            each,
            name=one.name or each.name,
            kind=one.kind or each.kind,
            seat=each.seat if one.seat is None else one.seat,
            address=one.address or each.address,
            phone=one.phone or each.phone,
            valid_from=one.first_day,
            document=document,
            source=source,
        )
        found += [replace(each, valid_to=one.first_day - timedelta(days=1)), anew]
    return tuple(found)


def _ended(each: Division, one: DivisionChange) -> Division:
    here = one.last_day is not None and each.exists(one.last_day)
    return replace(each, valid_to=one.last_day) if here else each
