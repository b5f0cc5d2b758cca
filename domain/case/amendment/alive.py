"""第十四条: a death that was recorded by mistake is withdrawn by two hands, and parted nobody."""

from domain.account.home import NOBODY
from domain.account.home import stream as home_stream
from domain.account.known import DeathWithdrawn, PersonsJoined
from domain.case.amendment import commands as c
from domain.case.situation import Situation
from domain.case.state import Asked
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change


@since(3)
@carries(
    "14.1",
    "Who was recorded dead by mistake is or was of the application, and stands so somewhere.",
)
def dead_by_mistake(s: Situation, command: c.CorrectApplication) -> tuple[Reason, ...]:
    asked, told = s.case.asked, command.changes
    ours = {*asked.members, *asked.died, *(one.person for one in told.members)}
    return tuple(
        reason(Code.DEATH_UNKNOWN, "14.1", f"changes.alive.{place}")
        for place, person in enumerate(told.alive)
        if person not in ours or s.homes.get(person, NOBODY).died is None
    )


def alive_again(s: Situation, asked: Asked) -> tuple[Change, ...]:
    """Nobody is told of the death any more, and whom it parted lives together as before."""
    found = list[Change]()
    for person in asked.alive:
        home = s.homes.get(person, NOBODY)
        if home.died is None:
            continue
        withdrawn = DeathWithdrawn(on=s.today, person=person, case=s.case.id)
        others = tuple(
            tie.other
            for tie in home.ties
            if tie.died and (tie.other in asked.alive or _lives(s, tie.other))
        )
        sides = {person: others, **dict.fromkeys(others, (person,))} if others else {}
        found.append(Change(withdrawn, home_stream(person)))
        for one, those in sides.items():
            joined = PersonsJoined(on=home.died, person=one, case=s.case.id, others=those)
            found.append(Change(joined, home_stream(one)))
    return tuple(found)


def _lives(s: Situation, person: PersonId) -> bool:
    return s.homes.get(person, NOBODY).died is None
