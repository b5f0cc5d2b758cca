"""Brings an open file to its end by nothing but what its lists name, day after day."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.case.authority import CITY, LEVEL, Officer
from domain.case.moves import Move, Party, moves
from domain.case.state import Case
from domain.case.table import RULES
from domain.ground.money import ZERO
from domain.ground.refusal import Code, Refused, gather
from domain.ground.terms import Stage
from tests.case.answering import ANSWERS, LOT, Asked, answered
from tests.case.fitting import AMOUNTS, Step
from tests.case.machine import Machine, kind_of, prescribed
from tests.case.world import World
from tests.support import commands as c

WAITS = (1, 2, 8, 30, 60)
"""So many days pass one after the other where nothing can be done on a day."""
VARIANTS = 30
"""So many ways each act is worded before it is taken to be impossible."""
BACK = (c.ReturnForReexamination, c.RejectCorrection, c.ApproveRevision, c.RefuseCountersignature)
"""What is tried last: it leads around."""


class Stuck(AssertionError):
    """Nothing on any list leads the case on."""


def waiting(world: World, case: Case, day: date) -> tuple[Move, ...]:
    """What a case waits for, with what is known elsewhere of its persons."""
    pack = world.pack(case, day, case.asked.township)
    homes = {person: world.home(person) for person in case.asked.members}
    return moves(case, pack, world.limits(case.id), homes)


def brought(machine: Machine, number: str, most: int = 90) -> int:
    """Acts until the case is closed, or an order that was out brought it a debt. Raises ``Stuck``."""
    done = list[str]()
    while len(done) <= most:
        case = machine.world.case(number)
        if case.stage is Stage.CLOSED or case.debt > ZERO:
            return len(done)
        act = acted(machine, case, len(done))
        if act is None:
            break
        done.append(act)
    case = machine.world.case(number)
    names = [one.command.__name__ for one in waiting(machine.world, case, machine.day)]
    raise Stuck(f"{number} at {case.stage} on {machine.day}: {names}; done {done}; {case}")


def acted(machine: Machine, case: Case, so_far: int) -> str | None:
    """The next act somebody can do, today or when some days passed; which it was."""
    for wait in (0, *WAITS):
        machine.day += timedelta(days=wait)
        found = sorted(waiting(machine.world, case, machine.day), key=order)
        for move in found:
            for variant in range(VARIANTS):
                if given(machine, case, move, so_far + variant, whole=not variant % 2):
                    return move.command.__name__
    return None


def order(move: Move) -> tuple[bool, bool, bool]:
    """The office first, then the applicant and time; what leads around last."""
    return move.command in BACK, move.party is not Party.OFFICE, not move.meets


def given(machine: Machine, case: Case, move: Move, variant: int, *, whole: bool) -> bool:
    """Whether one of those it waits for can do it in these words; ``whole``: of the whole sum.

    Where the refusal asks for photographs first, those: of what was examined before any were asked;
    and where another case is drawn first, that one.
    """
    negative = variant % 3 == 2
    step = Step(
        case=kind_of(case.id),
        command=5 * variant if negative else 1 + 15 * variant,
        officer=10_000,
        amount=variant % len(AMOUNTS),
        days=0,
        onward=True,
        exception=whole,
        chance=1 + variant * 29,
    )
    machine.tried += 1
    if move.lifting:
        return found_out(machine, case, move, variant)
    asked = prescribed(machine.words(move.command, case, step), machine, step)
    for who in somebody(case, move):
        done = machine.give(asked, who)
        if isinstance(done, Refused) and Code.PHOTOGRAPHS_MISSING in {x.code for x in done.reasons}:
            done = machine.give(machine.words(c.AttachEvidence, case, step), who)
        if isinstance(done, Refused) and answered(machine, case, done, variant, LOT):
            done = machine.give(asked, who)
        if not isinstance(done, Refused):
            return True
    return False


def found_out(machine: Machine, case: Case, move: Move, variant: int) -> bool:
    """Whether one of those it waits for can judge what is known elsewhere, as what it stops says."""
    about, rule = Asked(case, machine.day, variant), RULES[move.command]
    words = object.__new__(move.command)
    object.__setattr__(words, "case", case.id)
    for who in somebody(case, move):
        seen = machine.world.situation(words, who, machine.day)
        reasons = [one for guard in rule.lifts for one in gather((guard(seen),))]
        judging = [told for one in reasons for told, _ in ANSWERS[one.code](one, about)]
        done = [machine.give(told, who) for told in judging if type(told) is move.command]
        if any(not isinstance(one, Refused) for one in done):
            return True
    return False


def somebody(case: Case, move: Move) -> Iterator[Officer]:
    """One of each post it waits for who never saw the file."""
    for post in move.posts:
        division = move.place[: LEVEL.get(post, CITY)]
        yield Officer(f"fresh-{move.command.__name__}-{post}", frozenset({post}), division)
