"""What is said of tests is true of the tests there are."""

from pathlib import Path

from tests.support.byfile import LONG, TELLING

ROOT = Path(__file__).parents[1]


def test_files_that_begin_first_are_there() -> None:
    """A file that was renamed would begin last, and keep all waiting."""
    named = [*LONG.read_text(encoding="utf-8").split(), *TELLING]
    assert [file for file in named if not (ROOT / file).is_file()] == []
    assert len(named) == len(set(named))
