"""What the README shows is what the commands print."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from relief.cli import main

README = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(\$ .+?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [block for block in BLOCKS if block.startswith("$ relief ")]
LEFT_OUT = "…"


def squeezed(text: str) -> list[str]:
    """Its lines without what only makes columns line up, and without empty ones."""
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def missing(shown: str, printed: str) -> Iterator[str]:
    """Lines shown that are not printed, in this order; neighbours are neighbours unless ``…`` says so."""
    lines, at, near = squeezed(printed), -1, True
    for line in squeezed(shown):
        if line == LEFT_OUT:
            near = False
            continue
        places = (at + 1,) if near else range(at + 1, len(lines))
        found = next((n for n in places if n < len(lines) and lines[n] == line), None)
        if found is None:
            yield line
        else:
            at, near = found, True


@pytest.mark.parametrize("block", COMMANDS, ids=lambda block: block.splitlines()[0])
def test_a_shown_command_prints_what_is_shown(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run as written on a fresh installation, with nothing changed but what ``…`` leaves out."""
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/relief.key")
    monkeypatch.setenv("RELIEF_TOKEN_KEY", f"{tmp_path}/tokens.key")
    command, _, shown = block.partition("\n")
    assert main(shlex.split(command)[2:]) == 0
    assert list(missing(shown, capsys.readouterr().out)) == []


def test_the_commands_of_the_law_are_shown() -> None:
    """The blocks above were found: the law, one clause, and a time limit."""
    assert {block.split()[2] for block in COMMANDS} == {"law", "calendar"}
    assert len(COMMANDS) == 3
