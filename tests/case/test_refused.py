"""A refusal from memory is given once the history was asked whether anything moved; and decided once."""

from typing import Any

from domain.account.account import stream as account_stream
from domain.account.events import GrantCharged
from domain.ground.facts import Fact, Recorded
from domain.ground.history import CommandRow, Versions
from domain.ground.refusal import Code, Refused
from domain.law.reference import STREAM as VALUES
from relief.office.office import Office
from relief.office.streams import case_stream
from tests.case import journeys as j
from tests.case.founding import envelope
from tests.case.test_keeping import free
from tests.case.words import About, giver, yuan
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


def elsewhere(at: j.Journey, stream: str, fact: Fact) -> None:
    """Another process records something, of which this one's office hears nothing."""
    last = at.world.journal.last(stream)
    written = envelope(stream, 1 if last is None else last.version + 1, fact)
    at.world.journal.append([written], CommandRow(f"elsewhere/{stream}", "", "{}"))


def test_what_rests_on_an_account_another_office_wrote_to_is_decided_again() -> None:
    """The opinion only reads it: the room there was when it was remembered is granted since."""
    at = j.inquired(j.accepted())
    assert codes(at.do(c.SignOpinion, recommended=yuan(999_999))) == {Code.ABOVE_HOUSEHOLD_CAP}
    asked, person = at.case.asked, at.case.asked.members[0]
    granted = GrantCharged(on=at.about.day, person=person, case="L-9", subject=asked.subject,
                           category=asked.category, matter=asked.matter, amount=yuan(10_000),
                           beneficiary=True, expense_year=None, base=None)  # fmt: skip
    elsewhere(at, account_stream(person), granted)
    decided = counted(at.world.office)
    assert Code.ANNUAL_CAP_REACHED in codes(at.do(c.SignOpinion))
    assert decided == [c.SignOpinion] * 2


def test_what_rests_on_figures_another_office_recorded_is_decided_again() -> None:
    """Once more, upon the figures there are; and then they are remembered."""
    at = j.inquired(j.accepted())
    assert isinstance(at.do(c.SignOpinion, recommended=yuan(999_999)), Refused)
    figures = at.world.office.looking._references
    newest = figures.current().recorded[-1]
    elsewhere(at, VALUES, newest)
    decided = counted(at.world.office)
    at.go(c.SignOpinion)
    assert decided == [c.SignOpinion] * 2
    assert figures.current(fresh=False).recorded[-2:] == (newest, newest)


def test_a_refusal_upon_figures_is_decided_again_where_another_office_recorded_one() -> None:
    """It writes nothing that could be refused for what it rests on."""
    at = j.inquired(j.accepted())
    too_much: dict[str, Any] = {"recommended": yuan(999_999)}
    first = at.do(c.SignOpinion, **too_much)
    figures = at.world.office.looking._references
    decided = counted(at.world.office)
    assert at.do(c.SignOpinion, **too_much) == first
    elsewhere(at, VALUES, figures.current().recorded[-1])
    assert at.do(c.SignOpinion, **too_much) == first
    assert decided == [c.SignOpinion] * 3


def test_what_is_remembered_is_asked_for_from_its_end_on() -> None:
    """One fact of a stream that did not move, and what came since of one that did: never the rest."""
    at, number = j.examined(), About().case
    office, journal, other = at.world.office, at.world.journal, at.world.beside()
    read: list[int] = []
    since: Any = journal.since

    def noted(versions: Versions) -> dict[str, list[Recorded]]:
        found: dict[str, list[Recorded]] = since(versions)
        read.extend(one.version for one in found.get(case_stream(number), ()))
        return found

    journal.since = noted  # type: ignore[method-assign]
    kept, seen = (office.situation(number, giver(c.SignOpinion)) for _ in range(2))
    assert kept is not None and seen is not None and kept.case is seen.case
    assert read == [kept.case.version] * 2
    assert not isinstance(ask(other, at, c.PostPublicNotice), Refused)
    read.clear()
    moved = office.situation(number, giver(c.SignOpinion))
    assert moved is not None and moved.case == other.case(number) != kept.case
    assert read == [kept.case.version, kept.case.version + 1]


def test_what_stands_beside_a_case_that_moved_is_looked_at_as_well() -> None:
    """Once it is urgent, what the county delegated: it did not stand beside the case remembered."""
    at = j.Journey().go(c.GrantDelegation, c.SubmitApplication)
    office, other = at.world.office, at.world.beside()
    before = office.situation(at.about.case, giver(c.SignOpinion))
    assert before is not None and before.delegations.version == 0
    assert not isinstance(ask(other, at, c.EstablishUrgency), Refused)
    after = office.situation(at.about.case, giver(c.SignOpinion))
    assert after is not None and after.delegations.version == 1
