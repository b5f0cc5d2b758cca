"""The demo is the main job: it must end, repeat itself, and leave a whole history."""

import re
from pathlib import Path

import pytest

from adapters.journal import Journal
from domain.case.amendment.facts import NumberJoined
from domain.ground.facts import Recorded
from domain.registers.roster.facts import CaseDrawnAgain
from relief.cli import main
from relief.demo.holds import HOLDS, holding
from relief.tools.output import padded, wide
from tests.support import facts as e
from tests.support.lengths import WHOLE, walk
from tests.support.written import DEMO, missing, squeezed

CASES = str(walk(36, 320))
"""In a long walk the whole month of the README is told again, and every line of it held."""
MADE_OF = {
    "member-corrected": (e.ApplicationAmended, e.ApplicationCorrected),
    "newborn-joined": (NumberJoined,),
    "second-objection": (e.ObjectionLodged,),
    "revoked-approval": (e.DecisionRevoked,),
    "late-paper": (e.TimeLimitMissed,),
    "redrawn-visit": (CaseDrawnAgain,),
    "served-letter": (e.DocumentServed,),
    "undelivered-letter": (e.ServiceFailed,),
    "handed-over": (e.FileTakenOver,),
    "photographed-notice": (e.EvidenceAttached,),
}
"""What each thing that a month holds is told from."""
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
    """A fact's text without what chance may change: persons, sealed boxes, digests over both."""
    chance = r"about='[^']*'|PersonId\('[^']*'\)|'[0-9a-f]{32}'|(?:account|home)-[0-9a-f]{32}"
    digests = r"(?<= )(digest|sha256|likeness|box)='[^']*'"
    return re.sub(rf"{chance}|{digests}", "", text)


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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> list[Recorded]:
    """The shortest month in which everything happens that is not left to chance."""
    folder = tmp_path_factory.mktemp("small")
    assert main(["demo", "--cases", "20", "--folder", str(folder)]) == 0
    return history(folder)


def test_the_same_seed_tells_the_same_history(small: list[Recorded], tmp_path: Path) -> None:
    """Same input, same facts: only keys and sealed boxes differ."""
    assert main(["demo", "--cases", "20", "--folder", str(tmp_path)]) == 0
    told = []
    for one in (small, history(tmp_path)):
        facts = [r for r in one if r.stream != "keys"]
        told.append([(plain(r.stream), r.version, plain(repr(r.fact)), r.officer) for r in facts])
    assert told[0] == told[1]


@pytest.mark.parametrize("kind", HOLDS)
def test_the_month_holds_one_of_each(small: list[Recorded], kind: str) -> None:
    """People err and facts come late in it."""
    assert holding(small)[kind] > 0


@pytest.mark.parametrize("kind", HOLDS)
def test_a_month_without_its_facts_holds_none(small: list[Recorded], kind: str) -> None:
    """Each is told from what happened, not from what was planned."""
    without = [one for one in small if not isinstance(one.fact, MADE_OF[kind])]
    assert len(without) < len(small)
    assert holding(without)[kind] == 0


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
