"""A refusal from memory is given once the history was asked whether anything moved; and decided once."""

from typing import Any

from domain.ground.refusal import Code, Refused
from relief.office.office import Office
from tests.case import journeys as j
from tests.case.test_keeping import free
from tests.case.words import giver
from tests.case.world import World
from tests.support import commands as c


def counted(office: Office) -> list[type[c.Command]]:
    """What the office decides on from now on, each time it does."""
    decided: list[type[c.Command]] = []
    decide: Any = office._decided

    def once(request: Any, row: Any, command: c.Command, looked: Any) -> Any:
        decided.append(type(command))
        return decide(request, row, command, looked)

    office._decided = once  # type: ignore[method-assign]
    return decided


def ask(world: World, at: j.Journey, command: type[c.Command]) -> Any:
    """Have a world's office do it, in the words and on the day of a journey."""
    return world.execute(at.words(command), giver(command), at.about.day)


def codes(answer: Any) -> set[Code]:
    """Why it was refused."""
    assert isinstance(answer, Refused), answer
    return {reason.code for reason in answer.reasons}


def test_what_is_refused_from_memory_is_decided_once_where_nothing_moved() -> None:
    """Memory holds the very states the history adds up to: a second decision would be the first."""
    at = free()
    first = ask(at.world, at, c.ConfirmKeyDestruction)
    decided = counted(at.world.office)
    assert ask(at.world, at, c.ConfirmKeyDestruction) == first
    assert codes(first) == {Code.NOT_PROPOSED}
    assert decided == [c.ConfirmKeyDestruction]


def test_what_is_refused_from_memory_is_decided_again_where_another_office_moved_it() -> None:
    """The refusal was of what is no longer so; what is asked is done."""
    at = free()
    other = at.world.beside()
    assert codes(ask(at.world, at, c.ConfirmKeyDestruction)) == {Code.NOT_PROPOSED}
    assert not isinstance(ask(other, at, c.ProposeKeyDestruction), Refused)
    decided = counted(at.world.office)
    assert not isinstance(ask(at.world, at, c.ConfirmKeyDestruction), Refused)
    assert decided == [c.ConfirmKeyDestruction] * 2


def test_what_another_office_did_already_is_said_by_whoever_remembers_less() -> None:
    """The refusal tells of the history as it stands, not of what is remembered."""
    at = free()
    other = at.world.beside()
    assert codes(ask(at.world, at, c.ConfirmKeyDestruction)) == {Code.NOT_PROPOSED}
    for command in (c.ProposeKeyDestruction, c.ConfirmKeyDestruction):
        assert not isinstance(ask(other, at, command), Refused)
    assert Code.NOT_PROPOSED not in codes(ask(at.world, at, c.ConfirmKeyDestruction))
