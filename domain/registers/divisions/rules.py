"""Beside the case: divisions that are set up, renamed, end and pass on (行政区划管理条例 §9)."""

from collections.abc import Collection, Iterator

from domain.ground.declared import carries
from domain.ground.editions import since as began
from domain.ground.names import folded
from domain.ground.places import VILLAGE
from domain.ground.posts import CITY, Post
from domain.ground.refusal import Code, Reason, gather, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.divisions import commands as c
from domain.registers.divisions.changing import CHECKS
from domain.registers.divisions.facts import (
    CHANGES,
    DivisionChange,
    DivisionEffect,
    DivisionsConfirmed,
    DivisionsInstalled,
    DivisionsProposed,
    DivisionsRejected,
    DivisionsWithdrawn,
)
from domain.registers.divisions.foreseen import mark
from domain.registers.divisions.situation import Situation
from domain.registers.divisions.state import since

NO_CASE = stages(Stage.UNKNOWN)
Answered = c.ConfirmDivisions | c.RejectDivisions


@began(3)
@carries(
    CHANGES, "A city's divisions are installed once: what comes after is proposed and confirmed."
)
def not_installed(s: Situation, command: c.InstallDivisions) -> Reason | None:
    known = command.case in s.divisions.cities
    return reason(Code.DONE_ALREADY, CHANGES) if known else None


def _among(s: Situation, number: int, those: Collection[int]) -> Reason | None:
    """Whether a number is that of a proposal of the officer's own city, and one of those."""
    asked = s.divisions.proposal(number)
    if asked is not None and asked.city == s.officer.division[:CITY] and number in those:
        return None
    return reason(Code.DIVISIONS_UNKNOWN, CHANGES, "number", number=number)


def _by_another(s: Situation, number: int, did: str) -> Reason | None:
    """Whether the officer had no hand in a proposal, where there is one."""
    if s.divisions.proposal(number) is None:
        return None
    if s.officer.ids.isdisjoint(map(folded, s.divisions.hands(number))):
        return None
    return reason(Code.DUTIES_NOT_SEPARATE, CHANGES, did=did)


@began(3)
@carries(CHANGES, "It was proposed by this city, and nobody answered yet.")
def division_proposed(s: Situation, command: Answered) -> Reason | None:
    return _among(s, command.number, s.divisions.pending)


@began(3)
@carries(CHANGES, "Two persons: who proposed it does not confirm it.")
def confirmed_by_another(s: Situation, command: c.ConfirmDivisions) -> Reason | None:
    return _by_another(s, command.number, "proposed")


@began(3)
@carries(
    "3 行政区划管理条例§9 行政诉讼法§26",
    "Nothing stands against it by what counts since it was proposed.",
)
def still_holds(s: Situation, command: c.ConfirmDivisions) -> tuple[Reason, ...]:
    return gather(check(s, command) for check in CHECKS)


@began(3)
@carries(CHANGES, "What it moves was shown, and still is what was shown.")
def divisions_shown(s: Situation, command: c.ConfirmDivisions) -> Reason | None:
    if s.divisions.proposal(command.number) is None:
        return None
    if command.shown == mark(s.divisions, command.number):
        return None
    return reason(Code.DIVISIONS_NOT_SHOWN, CHANGES, "shown")


@began(3)
@carries(CHANGES, "It was confirmed in this city, and was not withdrawn before.")
def divisions_count(s: Situation, command: c.WithdrawDivisions) -> Reason | None:
    return _among(s, command.number, s.divisions.counting)


@began(3)
@carries(CHANGES, "Two persons: who proposed or confirmed it does not say that it was a mistake.")
def withdrawn_by_another(s: Situation, command: c.WithdrawDivisions) -> Reason | None:
    return _by_another(s, command.number, "noted")


@began(3)
@carries(CHANGES, "Nothing rests on it: no day of it has come, nobody is appointed by it.")
def nothing_rests(s: Situation, command: c.WithdrawDivisions) -> tuple[Reason, ...]:
    asked = s.divisions.proposal(command.number)
    return tuple(
        reason(Code.DIVISIONS_RESTED_ON, CHANGES, "number", division=one.code)
        for one in (() if asked is None else asked.changes)
        if _rested_on(s, one)
    )


def _rested_on(s: Situation, one: DivisionChange) -> bool:
    """What is new rests on nothing until somebody is appointed there, or something lies there; by a
    village applications go from its first day on.
    """
    if one.effect is not DivisionEffect.ESTABLISHES or len(one.code) == VILLAGE:
        day = since(one)
        return day is not None and day <= s.today
    lies = s.lying(one.code)
    return bool(lies.cases or lies.leads or lies.delegations) or any(
        held.division.startswith(one.code)
        for entry in s.officers.entries.values()
        for held in entry.appointments
    )


@began(3)
@carries(CHANGES, "Nothing was confirmed of the same divisions since: what came last goes first.")
def divisions_last(s: Situation, command: c.WithdrawDivisions) -> Reason | None:
    asked, order = s.divisions.proposal(command.number), s.divisions.counting
    if asked is None or command.number not in order:
        return None
    mine = {code for one in asked.changes for code in (one.code, one.successor) if code}
    for number in order[order.index(command.number) + 1 :]:
        later = s.divisions.proposal(number)
        if later and any(mine.intersection(_concerned(one)) for one in later.changes):
            return reason(Code.DIVISIONS_BUILT_UPON, CHANGES, "number", number=number)
    return None


def _concerned(one: DivisionChange) -> Iterator[str]:
    """The divisions a change is about."""
    yield from (code for code in (one.code, one.parent, one.successor, one.origin) if code)


def installed(s: Situation, command: c.InstallDivisions) -> tuple[Change, ...]:
    """The divisions an installation begins with."""
    fact = DivisionsInstalled(
        on=s.today, city=command.case, source=command.source, changes=tuple(command.changes)
    )
    return (Change(fact),)


def proposal(s: Situation, command: c.ProposeDivisions) -> tuple[Change, ...]:
    """提出区划变更."""
    fact = DivisionsProposed(
        on=s.today,
        city=s.officer.division[:CITY],
        document=command.document,
        source=command.source,
        changes=tuple(command.changes),
    )
    return (Change(fact),)


def confirmed(s: Situation, command: c.ConfirmDivisions) -> tuple[Change, ...]:
    """确认区划变更."""
    return (Change(DivisionsConfirmed(on=s.today, number=command.number)),)


def rejected(s: Situation, command: c.RejectDivisions) -> tuple[Change, ...]:
    """不予确认区划变更."""
    return (Change(DivisionsRejected(on=s.today, number=command.number, reason=command.reason)),)


def withdrawn(s: Situation, command: c.WithdrawDivisions) -> tuple[Change, ...]:
    """撤回区划变更的登记."""
    return (Change(DivisionsWithdrawn(on=s.today, number=command.number, reason=command.reason)),)


RULES: Rules = {
    c.InstallDivisions: Rule(
        article=CHANGES,
        by=(Post.SYSTEM,),
        reads=(Stream.DIVISIONS,),
        writes=(Stream.DIVISIONS,),
        stages=NO_CASE,
        checks=(*said("changes"), not_installed),
        facts=installed,
        brings=(DivisionsInstalled,),
    ),
    c.ProposeDivisions: Rule(
        article=CHANGES,
        by=(Post.CITY_OFFICER,),
        by_article="34",
        reads=(Stream.DIVISIONS,),
        writes=(Stream.DIVISIONS,),
        address="proposals",
        stages=NO_CASE,
        checks=(*said("document", "source", "changes"), *CHECKS),
        facts=proposal,
        brings=(DivisionsProposed,),
    ),
    c.ConfirmDivisions: Rule(
        article=CHANGES,
        by=(Post.CITY_OFFICER,),
        by_article="34",
        reads=(Stream.DIVISIONS,),
        writes=(Stream.DIVISIONS,),
        address="confirmation",
        stages=NO_CASE,
        checks=(division_proposed, confirmed_by_another, still_holds, divisions_shown),
        facts=confirmed,
        brings=(DivisionsConfirmed,),
    ),
    c.RejectDivisions: Rule(
        article=CHANGES,
        by=(Post.CITY_OFFICER,),
        by_article="34",
        reads=(Stream.DIVISIONS,),
        writes=(Stream.DIVISIONS,),
        address="rejection",
        stages=NO_CASE,
        checks=(*said("reason"), division_proposed),
        facts=rejected,
        brings=(DivisionsRejected,),
    ),
    c.WithdrawDivisions: Rule(
        article=CHANGES,
        by=(Post.CITY_OFFICER,),
        by_article="34",
        reads=(Stream.DIVISIONS, Stream.OFFICERS),
        writes=(Stream.DIVISIONS,),
        address="withdrawal",
        stages=NO_CASE,
        checks=(
            *said("reason"),
            divisions_count,
            withdrawn_by_another,
            nothing_rests,
            divisions_last,
        ),
        facts=withdrawn,
        brings=(DivisionsWithdrawn,),
    ),
}
