"""Which streams a command looks at, and how each kind of stream is folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from domain import anchoring, delegation, keeping, lead, officers, reference, sampling
from domain.account import account
from domain.account.events import AccountFact
from domain.authority import Officer, city_for
from domain.case import commands as c
from domain.case import evolve as case_evolve
from domain.case.events import CaseFact
from domain.case.state import Case
from domain.facts import Recorded

CALENDAR = "calendar"
WHOLE_CITY = "5401"
"""The place of what concerns the installation: its officers and keys."""

OF_PERSONS = (c.ProposeKeyDestruction, c.ConfirmKeyDestruction)
"""Commands about a person's key."""

OF_MASTER_KEYS = (c.IntroduceMasterKey, c.RetireMasterKey)
"""Commands about the keys of the house."""

OF_OFFICERS = (
    c.AppointOfficer,
    c.EndAppointment,
    c.DeclareKinship,
    c.WithdrawKinship,
    c.LinkSignIn,
    c.RecordCredential,
)
"""Commands about an officer, with those made from them."""

OF_THE_HOUSE = (*OF_OFFICERS, *OF_PERSONS, *OF_MASTER_KEYS, c.AnchorLog)
"""Commands that concern no case and no township."""


def case_stream(case: str) -> str:
    """The stream of a case."""
    return f"case-{case}"


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
    fact = cast(sampling.CaseCountedForSpotCheck, recorded.fact)
    return sampling.Roster(recorded.version, fact.received, fact.selected)


KINDS = {
    "case": Kind(
        case_evolve.NEW,
        lambda state, r: case_evolve.evolve(
            state, cast(CaseFact, r.fact), r.officer, r.recorded_at
        ),
    ),
    "account": Kind(
        account.PersonAccount(), lambda state, r: account.evolve(state, cast(AccountFact, r.fact))
    ),
    "delegations": Kind(
        delegation.Delegations(),
        lambda state, r: delegation.evolve(state, cast(delegation.DelegationFact, r.fact)),
    ),
    "lead": Kind(lead.Lead(), lambda state, r: lead.evolve(state, cast(lead.LeadFact, r.fact))),
    "person": Kind(
        keeping.PersonKey(),
        lambda state, r: keeping.evolve(state, cast(keeping.PersonFact, r.fact), r.officer),
    ),
    "keys": Kind(
        keeping.MasterKeys(),
        lambda state, r: keeping.with_master_key(state, cast(keeping.MasterKeyFact, r.fact)),
    ),
    "anchors": Kind(
        anchoring.Anchors(),
        lambda _, r: anchoring.newest(cast(anchoring.LogAnchored, r.fact), r.version),
        last_only=True,
    ),
    "officers": Kind(
        officers.Officers(),
        lambda state, r: officers.evolve(state, cast(officers.OfficerFact, r.fact)),
    ),
    "reference": Kind(
        reference.References(),
        lambda state, r: reference.evolve(state, cast(reference.ReferenceValueRecorded, r.fact)),
    ),
    "spot": Kind(sampling.Roster(), _roster, last_only=True),
}
"""By the first word of the stream's name."""


def kind_of(stream: str) -> Kind:
    """How a stream is folded. Raises ``KeyError`` for a kind nobody knows."""
    return KINDS[stream.partition("-")[0]]


ASKS_THE_LAW = (
    c.SignOpinion,
    c.ApproveRelief,
    c.ApproveUnderDelegation,
    c.RefuseRelief,
    c.ReturnForReexamination,
)
"""Commands held to what the law prescribes: they look at the reference values on record."""

READS_VALUES = (*ASKS_THE_LAW, c.GrantDelegation)
"""Commands that need the reference values: a ceiling may be a multiple of one."""

ONLY_READ = (c.RecordCircumstances, c.SignOpinion, c.RefuseRelief, c.ReturnForReexamination)
"""Commands that look at accounts and write nothing there: no version would tell that they are old."""


def beside(command: c.Command, case: Case) -> tuple[str, ...]:
    """The streams a command looks at beside its case."""
    match command:
        case c.RecordCircumstances() | c.WithdrawApplication() | c.RecordDeath():
            return accounts(case)
        case c.RefuseCountersignature() | c.ReportPaymentFailure():
            return accounts(case)
        case _ if isinstance(command, ASKS_THE_LAW):
            return everything_beside(case)
        case c.ReceiveAtCounty():
            return county(case, sampling.stream)
        case c.SubmitApplication():
            return () if command.lead is None else (lead.stream(command.lead),)
        case c.RecordLead() | c.CloseLead():
            return (lead.stream(command.case),)
        case c.GrantDelegation() | c.RevokeDelegation():
            return (delegation.stream(command.case),)
        case c.RecordReferenceValue():
            return (reference.STREAM,)
        case _ if isinstance(command, OF_OFFICERS):
            return (officers.STREAM,)
        case _ if isinstance(command, (*OF_PERSONS, *OF_MASTER_KEYS, c.AnchorLog)):
            return (own_stream(command),)
        case _:
            return ()


def everything_beside(case: Case) -> tuple[str, ...]:
    """What stands beside a case: its members' accounts and, in urgency, the county's delegations."""
    if case.urgent_kind is None:
        return accounts(case)
    return (*accounts(case), *county(case, delegation.stream))


def accounts(case: Case) -> tuple[str, ...]:
    """The accounts of all persons of the application."""
    if case.application is None:
        return ()
    return tuple(account.stream(person) for person in case.application.members)


def county(case: Case, stream: Callable[[str], str]) -> tuple[str, ...]:
    """A stream of the case's county."""
    return () if case.application is None else (stream(case.application.township[:6]),)


def own_stream(command: c.Command) -> str:
    """The stream a command's own facts go to."""
    match command:
        case c.RecordLead() | c.CloseLead():
            return lead.stream(command.case)
        case c.GrantDelegation() | c.RevokeDelegation():
            return delegation.stream(command.case)
        case c.RecordHolidayNotice():
            return CALENDAR
        case c.RecordReferenceValue():
            return reference.STREAM
        case _ if isinstance(command, OF_OFFICERS):
            return officers.STREAM
        case _ if isinstance(command, OF_PERSONS):
            return keeping.stream(command.case)
        case _ if isinstance(command, OF_MASTER_KEYS):
            return keeping.MASTER_KEYS
        case c.AnchorLog():
            return anchoring.stream(command.case)
        case _:
            return case_stream(command.case)


def place_of(command: c.Command, case: Case, lead_township: str, officer: Officer) -> str:
    """The division a command is about: authority is asked there."""
    match command:
        case c.SubmitApplication() | c.RecordLead():
            return command.township
        case c.CloseLead():
            return lead_township
        case c.GrantDelegation() | c.RevokeDelegation():
            return command.case
        case c.RecordHolidayNotice() | c.RecordReferenceValue():
            return city_for(command.case, officer)
        case _ if isinstance(command, OF_THE_HOUSE):
            return WHOLE_CITY
        case _:
            return case.asked.township


def fold(stream: str, facts: Sequence[Recorded], start: Any = None) -> Any:
    """A stream's state after some facts."""
    kind = kind_of(stream)
    state = kind.empty if start is None else start
    for recorded in facts:
        state = kind.fold(state, recorded)
    return state
