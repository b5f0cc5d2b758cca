"""A deed asked about again, long after: the words and the situation of then, as far as they are told.

Facts do not keep every word, nor what everything looked like. What is not told is left out of the
words and the situation made here, so that whoever asks for it learns that it is ``UNTOLD``, and
nothing is ever answered from a guess.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from domain.account.account import Accounts
from domain.account.home import Homes
from domain.assessment.engine import Assessor
from domain.case.amendment.commands import ConfirmCorrection, RejectCorrection
from domain.case.authority import Officer
from domain.case.ending.commands import RecordDeath
from domain.case.inquiry.commands import RecordCommunityAppraisal, RecordHomeVisit
from domain.case.intake import facts as e
from domain.case.knowledge.commands import JoinHousehold, PartHousehold
from domain.case.notice.commands import PostPublicNotice
from domain.case.payment.commands import (
    ConfirmPayment,
    DeliverGoods,
    PayCash,
    RecordPaymentReturn,
    RejectAccountCorrection,
    TakeBack,
)
from domain.case.plain import Said
from domain.case.resting import Rests, stands
from domain.case.service.commands import RecordFailedService, ServeDocument, TellOfPayment
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.table import RULES
from domain.ground.commands import Command
from domain.ground.facts import Fact, Recorded
from domain.ground.places import Places, lies_in
from domain.ground.posts import Post
from domain.ground.refusal import Reason, Reasons, gather
from domain.law.pack import Law, NoLawInForce, Pack
from domain.law.reference import References
from domain.registers.delegations.state import Delegations
from domain.registers.officers.state import Officers
from domain.time.calendar import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stood beside a case when something was recorded in it."""

    law: Law
    assessor: Assessor
    places: Places
    calendar: Calendar
    references: References
    accounts: Accounts
    around: Accounts
    homes: Homes
    delegations: Delegations
    officers: Officers


CALLED: Mapping[type[Command], Mapping[str, str]] = {
    RecordHomeVisit: {"visited_on": "on"},
    RecordCommunityAppraisal: {"held_on": "on"},
    PostPublicNotice: {"posted_on": "on"},
    PayCash: {"handed_on": "on"},
    DeliverGoods: {"handed_on": "on"},
    ConfirmPayment: {"paid_on": "on"},
    RecordPaymentReturn: {"returned_on": "on"},
    TakeBack: {"returned_on": "on"},
    ServeDocument: {"delivered_on": "on", "number": "serial"},
    TellOfPayment: {"told_on": "on"},
    RecordFailedService: {"attempted_on": "on", "number": "serial"},
    RecordDeath: {"died_on": "on"},
    PartHousehold: {"parted_on": "on"},
    JoinHousehold: {"joined_on": "on"},
    RejectAccountCorrection: {"request": "number"},
    ConfirmCorrection: {"correction": "number"},
    RejectCorrection: {"correction": "number"},
}
"""Words that the fact keeps under another name. ``on`` is else the day of the deed itself."""

OWN_DAYS = ("received_on", "accepted_on", "ended_on")
"""What commands call the day of a deed that is theirs to say; facts call it ``on``."""


@lru_cache(maxsize=512)
def renamed(kind: Any) -> Mapping[str, str]:
    """The words of a command that its fact keeps under another name."""
    own = {name: "on" for name in OWN_DAYS if name in get_type_hints(kind)}
    return {**own, **CALLED.get(kind, {})}


UNTOLD = None
"""What is answered where a question needs a word or a circumstance that nothing tells."""


def asked_again(question: Callable[..., Reasons], *of: Any) -> tuple[Reason, ...] | None:
    """The reasons a guard or check has; ``UNTOLD`` where it needs what nothing tells.

    That is a word left out, a value still sealed, law nobody knows any more, or a case that never
    came as far as the rule takes for granted: then something before it was out of order.
    """
    try:
        found = question(*of)
        return () if found is None else gather((found,))
    except (ValueError, NoLawInForce):
        return UNTOLD
    except AttributeError as error:
        asked: Any = type(error.obj)
        held = (*of, *(one.command for one in of if isinstance(one, Said)))
        if any(error.obj is one for one in held) and error.name in _slots(asked):
            return UNTOLD
        raise


@lru_cache(maxsize=256)
def _slots(kind: type) -> frozenset[str]:
    return frozenset(get_type_hints(kind))


def words(kind: type[Command], case: str, facts: Sequence[Fact]) -> Command:
    """The command as its facts tell it: a word they do not keep is not there."""
    made: Command = object.__new__(kind)
    object.__setattr__(made, "case", case)
    of: Any = kind
    for name, place, kept, may_lack in _told(of, tuple(map(type, facts))):
        value = getattr(facts[place], kept)
        if value is not None or may_lack:
            object.__setattr__(made, name, value)
    for name, place, whole, parts in _told_in_parts(of, tuple(map(type, facts))):
        object.__setattr__(made, name, whole(**{x: getattr(facts[place], x) for x in parts}))
    return made


@lru_cache(maxsize=512)
def _told_in_parts(
    kind: Any, facts: tuple[type[Fact], ...]
) -> tuple[tuple[str, int, Any, tuple[str, ...]], ...]:
    """Each word of several parts that one fact keeps part by part: a file, with all known of it."""
    found = []
    for name, wanted in get_type_hints(kind).items():
        whole: Any = next(iter(_parts(wanted)), None)
        if len(_parts(wanted)) != 1 or not is_dataclass(whole):
            continue
        parts = {part: _parts(hint) for part, hint in get_type_hints(whole).items()}
        for at, fact in enumerate(facts):
            hints = {part: _parts(hint) for part, hint in get_type_hints(fact).items()}
            if parts.items() <= hints.items():
                found.append((name, at, whole, tuple(parts)))
    return tuple(found)


@lru_cache(maxsize=512)
def _told(kind: Any, facts: tuple[type[Fact], ...]) -> tuple[tuple[str, int, str, bool], ...]:
    """Each word, the fact that keeps it, under which name, and whether it may be missing."""
    hints, called = [get_type_hints(one) for one in facts], renamed(kind)
    found = []
    for name, wanted in get_type_hints(kind).items():
        kept = called.get(name, name)
        at = next((n for n, has in enumerate(hints) if kept in has), None)
        if name != "case" and at is not None and _parts(wanted) == _parts(hints[at][kept]):
            found.append((name, at, kept, type(None) in get_args(wanted)))
    return tuple(found)


def _parts(hint: Any) -> frozenset[Any]:
    """A type, or what it is a union of, whether or not it may be missing; tuples whole."""
    union = get_args(hint) if type(None) in get_args(hint) else (hint,)
    return frozenset(union) - {type(None)}


def day_of(kind: type[Command], recorded: Recorded) -> date:
    """The day a deed was done: as its fact says, else the one it was recorded on."""
    of: Any = kind
    if "on" in renamed(of).values():
        return recorded.recorded_at.date()
    on: date = getattr(recorded.fact, "on", recorded.recorded_at.date())
    return on


def law_named(recorded: Recorded) -> str:
    """The law a deed says it was decided by: an acceptance itself, every other in its envelope."""
    fact = recorded.fact
    return fact.pack if isinstance(fact, e.ApplicationAccepted) else recorded.law


def laws(
    case: Case, law: Law, day: date, place: str, ground: Rests | None, named: str
) -> tuple[Pack, ...]:
    """The law a deed may have been decided by: as known now, or before a correction of it.

    A case has that of its acceptance; before, it is the one ``named`` when the deed was recorded: what
    a county added later was not there. ``ground`` is on what the case rests. None where something
    else decides under that name now, or nobody knows that law any more: whoever asks it would accuse
    by rules that were not there.
    """
    if ground is not None and not stands(ground, law):
        return ()
    try:
        return law.pages(case.pack or _of_then(law, day, place, named), case.accepted_on or day)
    except NoLawInForce:
        return ()


def _of_then(law: Law, day: date, place: str, named: str) -> str:
    """The law named then, where it is one of that day and place; else the one that governs there.

    Raises ``NoLawInForce`` where nobody knows it.
    """
    page = law.pack(named, day) if named else law.governing(day, place)
    added = page.overlay
    parts = (page,) if added is None else (page, added)
    if all(one.covers(day) and lies_in(place, one.area) for one in parts):
        return page.name
    return law.governing(day, place).name


def situation(
    kind: type[Command], case: Case, recorded: Recorded, who: str, beside: Beside, pack: Pack
) -> Situation:
    """What a rule might look at then."""
    day, power = day_of(kind, recorded), recorded.authority
    posts = frozenset(post for post in Post if post == power.post)
    ids = beside.officers.human(who)
    told = {
        "case": case,
        "pack": pack,
        "calendar": beside.calendar,
        "places": beside.places,
        "today": day,
        "now": recorded.recorded_at,
        "officer": Officer(who, posts, power.division, beside.officers.kin(who), ids=ids),
        "assessor": beside.assessor,
        "references": beside.references,
        "accounts": beside.accounts,
        "around": beside.around,
        "homes": beside.homes,
        "delegations": beside.delegations,
        "officers": beside.officers,
        "answers": {},
        "asked": RULES[kind],
    }
    made: Situation = object.__new__(Situation)
    for name, value in told.items():
        object.__setattr__(made, name, value)
    return made
