"""The streams a command looks at, by its row, and how each kind of stream is folded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from domain.account import account, home
from domain.account.events import AccountFact
from domain.account.known import HomeFact
from domain.case import evolve as case_evolve
from domain.case.authority import Officer, city_for, place_in
from domain.case.facts import CaseFact
from domain.case.state import Case
from domain.case.streams import BESIDE, OWN, case_stream
from domain.case.turns import not_drawn_of
from domain.ground.commands import Command
from domain.ground.facts import Recorded
from domain.ground.posts import CITY
from domain.ground.rows import Rule
from domain.ground.streams import Stream
from domain.law import reference
from domain.registers.anchors import state as anchoring
from domain.registers.anchors.facts import LogAnchored
from domain.registers.calendar import state as arranging
from domain.registers.delegations import state as delegation
from domain.registers.delegations.facts import DelegationFact
from domain.registers.divisions import state as dividing
from domain.registers.divisions.facts import DivisionFact
from domain.registers.keys import state as keeping
from domain.registers.keys.facts import MasterKeyFact, PersonFact
from domain.registers.law import state as enactment
from domain.registers.law.facts import EnactmentFact
from domain.registers.leads import state as lead
from domain.registers.leads.facts import LeadFact
from domain.registers.officers import state as officers
from domain.registers.officers.facts import OfficerFact
from domain.registers.roster import state as sampling
from domain.registers.roster.facts import RosterFact
from domain.time.notices import CalendarFact

__all__ = ["case_stream"]

CALENDAR = arranging.STREAM
WHOLE_CITY = "5401"
"""The place of what concerns the installation: its officers and keys."""


def lead_stream(number: str) -> str:
    """The stream of a lead."""
    return lead.stream(number)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of stream: its empty state, its fold, and whether its last fact is the whole state."""

    empty: Any
    fold: Callable[[Any, Recorded], Any]
    last_only: bool = False


def _roster(_: sampling.Roster, recorded: Recorded) -> sampling.Roster:
    fact = cast(RosterFact, recorded.fact)
    return sampling.Roster(recorded.version, fact.received, fact.selected, fact.reserve)


KINDS: Mapping[str, Kind] = {
    Stream.CASE: Kind(
        case_evolve.NEW,
        lambda state, r: case_evolve.evolve(
            state, cast(CaseFact, r.fact), r.officer, r.recorded_at
        ),
    ),
    Stream.ACCOUNTS: Kind(
        account.PersonAccount(), lambda state, r: account.evolve(state, cast(AccountFact, r.fact))
    ),
    Stream.HOMES: Kind(home.NOBODY, lambda state, r: home.evolve(state, cast(HomeFact, r.fact))),
    Stream.DELEGATIONS: Kind(
        delegation.Delegations(),
        lambda state, r: delegation.evolve(state, cast(DelegationFact, r.fact)),
    ),
    Stream.LEAD: Kind(lead.Lead(), lambda state, r: lead.evolve(state, cast(LeadFact, r.fact))),
    Stream.PERSON_KEY: Kind(
        keeping.PersonKey(),
        lambda state, r: keeping.evolve(state, cast(PersonFact, r.fact), r.officer),
    ),
    Stream.MASTER_KEYS: Kind(
        keeping.MasterKeys(),
        lambda state, r: keeping.with_master_key(state, cast(MasterKeyFact, r.fact)),
    ),
    Stream.ANCHORS: Kind(
        anchoring.Anchors(),
        lambda _, r: anchoring.newest(cast(LogAnchored, r.fact), r.version),
        last_only=True,
    ),
    Stream.CALENDAR: Kind(
        arranging.Notices(),
        lambda state, r: arranging.evolve(state, cast(CalendarFact, r.fact), r.officer),
    ),
    Stream.DIVISIONS: Kind(
        dividing.Divisions(),
        lambda state, r: dividing.evolve(state, cast(DivisionFact, r.fact), r.officer),
    ),
    Stream.LAW: Kind(
        enactment.Enacted(),
        lambda state, r: enactment.evolve(state, cast(EnactmentFact, r.fact), r.officer),
    ),
    Stream.OFFICERS: Kind(
        officers.Officers(),
        lambda state, r: officers.evolve(state, cast(OfficerFact, r.fact)),
    ),
    Stream.VALUES: Kind(
        reference.References(),
        lambda state, r: reference.evolve(state, cast(reference.ReferenceValueRecorded, r.fact)),
    ),
    Stream.ROSTER: Kind(sampling.Roster(), _roster, last_only=True),
}
"""By the first word of the stream's name."""


def kind_of(stream: str) -> Kind:
    """How a stream is folded. Raises ``KeyError`` for a kind nobody knows."""
    return KINDS[stream.partition("-")[0]]


def beside(row: Rule, command: Command, case: Case) -> tuple[str, ...]:
    """The streams a command looks at or writes to beside its case, by the row of the command."""
    return tuple(stream for kind in row.beside for stream in named(kind, row, command, case))


def named(kind: Stream, row: Rule, command: Command, case: Case) -> tuple[str, ...]:
    """The streams of a kind, for one command."""
    if kind is row.own:
        return (OWN[kind](command.case),)
    return BESIDE[kind](command, case)


def everything_beside(case: Case) -> tuple[str, ...]:
    """What any command about a case may look at before its words are known.

    The county's roster stands against deciding only what it counts and did not draw (18.1.2).
    """
    asked = Command(case=case.id)
    kinds = (
        Stream.ACCOUNTS,
        Stream.HOMES,
        Stream.DELEGATIONS,
        *((Stream.ROSTER,) * not_drawn_of(case)),
    )
    return tuple(stream for kind in kinds for stream in BESIDE[kind](asked, case))


def own_stream(row: Rule, command: Command) -> str:
    """The stream a command's own facts go to."""
    return OWN[row.own](command.case)


def place_of(
    row: Rule, command: Command, case: Case, states: Mapping[str, Any], officer: Officer
) -> str:
    """The division a command is about: authority is asked there."""
    if row.opens:
        township: str = getattr(command, "township")  # noqa: B009
        return township
    match row.own:
        case Stream.CASE:
            return place_in(row, case)
        case Stream.LEAD:
            found: lead.Lead = states[own_stream(row, command)]
            return found.township
        case Stream.DELEGATIONS:
            return command.case
        case Stream.VALUES:
            city = city_for(command.case, officer)
            return command.case if command.case.startswith(city) else city
        case Stream.CALENDAR:
            return city_for(command.case, officer)
        case Stream.DIVISIONS:
            return officer.division[:CITY]
        case Stream.LAW if row.address is not None:
            area: str = getattr(command, "area")  # noqa: B009
            return city_for(area, officer)
        case _:
            return WHOLE_CITY


def named_division(row: Rule, command: Command) -> tuple[str | None, str]:
    """The division a command is for, and by which field it names it; none where its path does."""
    for field in ("area", "township"):
        if hasattr(command, field):
            return field, str(getattr(command, field))
    if row.own in (Stream.VALUES, Stream.CALENDAR):
        return "region", command.case
    return None, command.case if row.own is Stream.DELEGATIONS else ""


def fold(stream: str, facts: Sequence[Recorded], start: Any = None) -> Any:
    """A stream's state after some facts."""
    kind = kind_of(stream)
    state = kind.empty if start is None else start
    for recorded in facts:
        state = kind.fold(state, recorded)
    return state
