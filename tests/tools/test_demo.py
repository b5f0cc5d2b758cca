"""The demo is the main job: it must end, repeat itself, and leave a whole history."""

import re
from pathlib import Path

import pytest

from adapters.journal import Journal
from domain.ground.facts import Recorded
from relief.cli import main
from relief.tools.output import padded, wide
from tests.support.lengths import WHOLE, walk
from tests.support.written import DEMO, missing, squeezed

CASES = str(walk(36, 320))
"""In a long walk the whole month of the README is told again, and every line of it held."""
HEADINGS = [line for line in squeezed(DEMO) if not re.search(r"[0-9…]", line)]
"""What the README shows of the month that depends on no family: titles and columns."""


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose history the tools work on."""
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/relief.key")
    monkeypatch.setenv("RELIEF_TOKEN_KEY", f"{tmp_path}/tokens.key")
    return tmp_path


def history(folder: Path) -> list[Recorded]:
    """Every fact, in order."""
    journal = Journal(f"sqlite:///{folder}/relief.db")
    try:
        return journal.following(0, 100_000)
    finally:
        journal.close()


def plain(text: str) -> str:
    """A fact's text without what chance may change: persons, sealed boxes, chains over both."""
    chance = r"about='[^']*'|PersonId\('[^']*'\)|'[0-9a-f]{32}'|account-[0-9a-f]{32}"
    return re.sub(rf"{chance}|(?<= )digest='[0-9a-f]{{64}}'", "", text)


def untimed(text: str) -> str:
    """Without how long it took."""
    return re.sub(r"\d+ 秒", "秒", text)


@pytest.mark.day
@pytest.mark.slow
def test_the_demo_prints_both_ledgers_broken_limits_and_one_case(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stranger sees what the README shows, and the history is whole."""
    assert main(["demo", "--cases", CASES, "--folder", str(at)]) == 0
    shown = capsys.readouterr().out
    assert [line for line in HEADINGS if line not in squeezed(shown)] == []
    if WHOLE:
        assert list(missing(untimed(DEMO), untimed(shown))) == []
    assert main(["verify"]) == 0
    case = re.search(r"案件 (\S+?)（", shown)
    assert case is not None
    assert main(["replay", case[1], "--json"]) == 0
    assert main(["limits", case[1]]) == 0
    assert main(["rebuild"]) == 0
    assert main(["verify", "--json"]) == 0


def test_the_same_seed_tells_the_same_history(tmp_path: Path) -> None:
    """Same input, same facts: only keys and sealed boxes differ."""
    told = []
    for name in ("one", "two"):
        assert main(["demo", "--cases", "20", "--folder", str(tmp_path / name)]) == 0
        facts = [r for r in history(tmp_path / name) if r.stream != "keys"]
        told.append([(plain(r.stream), r.version, plain(repr(r.fact)), r.officer) for r in facts])
    assert told[0] == told[1]


@pytest.mark.day
def test_tools_answer_with_meaningful_exit_codes(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """3 is not found, 2 is wrong words; a refused tool has made no history for the next one."""
    assert main(["replay", "nowhere"]) == 3
    assert main(["limits", "nowhere"]) == 3
    with pytest.raises(SystemExit, match="2"):
        main(["token", "somebody", "540121", "king"])
    assert main(["limits", "--json"]) == 0
    assert main(["sweep", "--json"]) == 3
    assert main(["install"]) == 0
    assert main(["sweep", "--json"]) == 0


def test_columns_line_up_under_chinese_signs() -> None:
    """A Chinese sign is two columns wide."""
    assert wide("案件a") == 5
    assert padded("案件", 6) == "案件  "
