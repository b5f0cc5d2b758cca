"""Whose move it is: the awaited acts of a case as its own history tells them, and who may give each.

Of every row that is awaited and whose turn it is, the stage and the guards are asked: the very ones
that answer "why not yet". What they would look at beside the case (accounts, delegations, the
calendar, the day, who asks) is not there and forbids nothing: whoever shows a list asks those moves
again that are not ``sure``, as the command would be asked. What hangs on the county's share of spot
checks, or on a day that is known, is told by ``ripe``; what something known elsewhere of its persons
would stop, by ``stops``, and the acts that answer it are told beside it as ``lifting``. Whoever has
what is known elsewhere at hand (``homes``) is told what is so.

Four parties move a case: the office, through officers of certain posts; the applicant, whose papers
an officer only enters; time, where the system itself acts on the day after a limit's last; and the
lot, where another case that was drawn fell away: whether it did lies with the county's roster.
Whoever did a deed that is kept apart from the act, under whichever id, has no such move: ``apart``
names them by the ids that stand in the history.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from domain.account.home import Homes
from domain.case.asking import UNTOLD, asked_again
from domain.case.authority import place_in
from domain.case.decision.sampling import share_kept
from domain.case.gates import box_emptied
from domain.case.intake.facts import ApplicationLapsed
from domain.case.notice.facts import PublicNoticeEnded
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.table import RULES
from domain.case.turns import not_drawn
from domain.ground.commands import Command
from domain.ground.posts import Post
from domain.ground.rows import Guard, Rule
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.law.pack import Pack
from domain.time.limits import Expiry
from domain.time.running import Running, RunningLimits


class Party(StrEnum):
    """Who moves a case."""

    OFFICE = "office"
    APPLICANT = "applicant"
    TIME = "time"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Move:
    """An act that a case waits for, in a township. ``meets`` are the limits it would stop.

    ``sure``: nothing beside the case, and nobody's own hand, can stand against it. ``ripe`` tells from
    when it may be given where that is not now: a day, ``KEPT`` or ``NEVER``. ``stops`` are the guards
    that would stop it where something is known elsewhere that nobody judged; of a ``lifting`` one
    those which it answers: it is awaited only while one of them stops something.
    """

    command: type[Command]
    party: Party
    posts: tuple[Post, ...]
    place: str
    apart: frozenset[str]
    meets: tuple[Running, ...]
    sure: bool
    ripe: str = ""
    stops: frozenset[Guard] = frozenset()
    lifting: bool = False


KEPT = "kept"
"""Given only while the county has drawn as many as it must."""
NEVER = "never"
"""Given by the system alone: it has no address."""

ENDS = {
    Expiry.LAPSES: ApplicationLapsed.NAME,
    Expiry.ENDS_NOTICE: PublicNoticeEnded.NAME,
}
"""What follows from the end of a limit, by what its end means."""


def awaited_at(stage: Stage) -> tuple[tuple[type[Command], Rule], ...]:
    """The rows that may be awaited at a stage."""
    return tuple(
        (command, rule)
        for command, rule in RULES.items()
        if rule.awaited and rule.own is Stream.CASE and stage in rule.stages | rule.later
    )


AWAITED = {stage: awaited_at(stage) for stage in Stage}
"""The rows that may be awaited at each stage."""


LIFTED = frozenset(guard for rule in RULES.values() for guard in rule.lifts)
"""The guards that another act answers."""

BROUGHT = {command: frozenset(fact.NAME for fact in rule.brings) for command, rule in RULES.items()}
"""The facts each may bring about, by name: what stops limits."""


def moves(
    case: Case, pack: Pack, limits: RunningLimits, homes: Homes | None = None
) -> tuple[Move, ...]:
    """Everything the case waits for. Empty once nobody can do anything more about it.

    Without ``homes`` what is known elsewhere stops nothing, and what would answer it is told.
    """
    return tuple(_moves(_alone(case, pack, homes), limits, homes is not None))


def _moves(s: Situation, limits: RunningLimits, told: bool) -> Iterator[Move]:
    runs = [(run, _stops(s.pack, run)) for run in limits.values()]
    stopping = frozenset[Guard]()
    for command, rule in AWAITED[s.case.stage]:
        found = None if rule.lifts else _waited(rule, s)
        if found is not None:
            stopping |= found.stops
            if not (told and found.stops):
                yield _move(command, s, found, runs)
    for command, rule in AWAITED[s.case.stage]:
        answers = stopping.intersection(rule.lifts)
        if answers and not (told and not rule.turn(s)):
            yield _move(command, s, _Found(party(rule), told, answers), runs)


def waits(rule: Rule, s: Situation) -> bool:
    """Whether a case waits for an act as it is, or will once it is as far; all beside it is known."""
    if not rule.lifts or not rule.turn(s):
        return rule.turn(s)
    found = [guard for guard in rule.lifts if asked_again(guard, s)]
    return bool(found) and not _stopping(s.case, s.pack).isdisjoint(found)


def _stopping(case: Case, pack: Pack) -> frozenset[Guard]:
    """The guards about what is known elsewhere of the acts that a case waits for otherwise."""
    s = _alone(case, pack)
    every = (_waited(rule, s) for _, rule in AWAITED[case.stage] if not rule.lifts)
    return frozenset[Guard]().union(*(one.stops for one in every if one is not None))


def _move(
    command: type[Command],
    s: Situation,
    found: "_Found",
    runs: Sequence[tuple[Running, set[str]]],
) -> Move:
    rule = RULES[command]
    return Move(
        command=command,
        party=found.party,
        posts=tuple(p for p in rule.by if p is not Post.SYSTEM and rule.whose(s, p)),
        place=place_in(rule, s.case),
        apart=apart(s.case, rule),
        meets=_met(BROUGHT[command], runs),
        sure=found.sure,
        ripe=ripe(rule, s),
        stops=found.stops,
        lifting=bool(rule.lifts),
    )


def _met(brought: frozenset[str], runs: Sequence[tuple[Running, set[str]]]) -> tuple[Running, ...]:
    """The limits that such facts stop; where they stop none for certain, those they may stop."""
    certain = tuple(run for run, stops in runs if not brought.isdisjoint(stops))
    return certain or tuple(
        run
        for run, stops in runs
        if not brought.isdisjoint(stop.partition(":")[0] for stop in stops)
    )


def _stops(pack: Pack, run: Running) -> set[str]:
    """The facts that stop a limit, and what follows from its end."""
    limit = pack.limit(run.limit, run.started_on)
    return {*limit.stops, ENDS.get(limit.expiry, "")}


def ripe(rule: Rule, s: Situation) -> str:
    """From when an act may be given that is in order, as far as the case tells."""
    if rule.address is None:
        return NEVER
    if share_kept in rule.guards and not_drawn(s):
        return KEPT
    free = None if s.case.notice is None else s.case.notice.free_on
    return "" if free is None or box_emptied not in rule.guards else free.isoformat()


class _Found(NamedTuple):
    """Whom an act waits for, whether each guard had all it looks at, and what may stop it yet."""

    party: Party
    sure: bool
    stops: frozenset[Guard] = frozenset()


def _waited(rule: Rule, s: Situation) -> _Found | None:
    """How a case waits for an act; ``None`` where it does not. Asked up to the first guard against it."""
    if not rule.in_order(s.case, s.pack) or not rule.turn(s):
        return None
    mover, stops = party(rule), list[Guard]()
    sure = not rule.under_delegation and not rule.short_handed
    for guard in rule.guards:
        reasons = asked_again(guard, s)
        sure = sure and reasons is not UNTOLD
        if guard in LIFTED and reasons != ():
            stops.append(guard)
        elif reasons and guard in rule.families:
            mover = Party.APPLICANT
        elif reasons:
            return None
    return _Found(mover, sure, frozenset(stops))


def party(rule: Rule) -> Party:
    """Who moves by an act."""
    if rule.applicants:
        return Party.APPLICANT
    if rule.by_lot:
        return Party.LOT
    return Party.TIME if Post.SYSTEM in rule.by else Party.OFFICE


def apart(case: Case, rule: Rule) -> frozenset[str]:
    """Who had a hand in the case that keeps them from the act, whatever the office is short of."""
    hands = [
        doers
        for deed, doers in zip(rule.apart.deeds, rule.apart.read(case.hands), strict=True)
        if deed not in rule.short_handed
    ]
    return frozenset().union(*hands)


def _alone(case: Case, pack: Pack, homes: Homes | None = None) -> Situation:
    """The case by itself: whoever asks for anything beside it learns that nobody told."""
    made: Situation = object.__new__(Situation)
    beside = {} if homes is None else {"homes": homes}
    told = {"case": case, "pack": pack, "answers": {}, "asked": None, **beside}
    for name, value in told.items():
        object.__setattr__(made, name, value)
    return made
