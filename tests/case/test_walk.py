"""Stories are told once: what was noted while they were told is what telling them again shows."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.case import test_hands, test_lapsing, test_turns
from tests.case.story import Seen
from tests.case.walk import Notes, is_story, stories, told_again
from tests.support.byfile import TELLING, ByFile

LEFT = {"tests/case/test_turns.py": 3, "tests/api/test_desks.py": 40, TELLING[0]: 900}
"""Files that wait, with as many tests."""


@pytest.mark.parametrize("module", [test_turns, test_lapsing])
def test_notes_are_what_telling_again_shows(module: ModuleType, tmp_path: Path) -> None:
    """Of a whole file, once its last story was told, and of none told in part."""
    notes, file = Notes(tmp_path), module.__name__.rpartition(".")[2]
    for tell, words in stories(module):
        assert notes.of(file) is None
        with notes.taken(module):
            tell(**words)
    assert notes.of(file) == told_again(file) != Seen()


def test_a_story_that_fails_is_noted_as_far_as_it_went(tmp_path: Path) -> None:
    """It fails where it is tested, and keeps no other from being noted."""
    notes = Notes(tmp_path)
    for _ in stories(test_turns):
        with pytest.raises(ZeroDivisionError), notes.taken(test_turns):
            _ = 1 / 0
    assert notes.of("test_turns") == Seen()


def test_what_asks_for_a_fixture_or_is_left_out_is_no_story() -> None:
    """Nothing is proven by it alone, told here or there."""
    (tell, _), *_ = stories(test_turns)
    assert is_story(test_turns, tell)
    assert not is_story(test_turns, test_notes_are_what_telling_again_shows)
    assert not is_story(test_hands, tell)


def waiting(*begun: str) -> ByFile:
    """A schedule with files that wait, and others some process has begun."""
    made = object.__new__(ByFile)
    made.long = frozenset({"tests/api/test_desks.py"})
    made.workqueue = {name: dict.fromkeys(range(n), False) for name, n in LEFT.items()}
    made.assigned_work = {"process": {name: {"a test": False} for name in begun}}
    return made


def test_whether_anything_was_left_out_is_asked_once_all_stories_are_told() -> None:
    """The long ones begin first, then the stories; while one is told, whatever else there is."""
    schedule = waiting()

    def first() -> str:
        found: str = max(schedule.workqueue, key=schedule._rank)
        del schedule.workqueue[found]
        return found

    assert [first(), first(), first()] == [
        "tests/api/test_desks.py",
        "tests/case/test_turns.py",
        TELLING[0],
    ]
    schedule = waiting("tests/case/test_steps.py")
    schedule.workqueue["tests/api/test_gate.py"] = {"a test": False}
    assert [first() for _ in range(4)][2:] == ["tests/api/test_gate.py", TELLING[0]]
