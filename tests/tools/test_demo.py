"""The demo is the main job: it must end, repeat itself, and leave a whole history."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.journal import Journal
from domain.case.amendment.facts import NumberJoined
from domain.ground.facts import Recorded
from domain.ground.places import Succession
from domain.registers.divisions.facts import DivisionsProposed
from domain.registers.roster.facts import CaseDrawnAgain
from domain.time.calendar import Calendar
from domain.time.due import last_day
from domain.time.notices import (
    LHASA,
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from relief.cli import main
from relief.demo.changed import changed, told
from relief.demo.city import ENDING, SUCCESSOR
from relief.demo.desk import RECORDER, SECOND_RECORDER
from relief.demo.families import Families
from relief.demo.holds import HOLDS, holding
from relief.demo.plan import Fixed, fire, moment
from relief.demo.run import put_off
from relief.installation import divisions, law_of
from relief.settings import Settings
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
    "passed-on-file": (e.FilePassedOn,),
    "moved-limit": (e.TimeLimitRecomputed,),
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
    assert main(["demo", "--to-the-end", "--cases", CASES, "--folder", str(at)]) == 0
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
    assert main(["demo", "--to-the-end", "--cases", "20", "--folder", str(folder)]) == 0
    return history(folder)


def test_the_same_seed_tells_the_same_history(small: list[Recorded], tmp_path: Path) -> None:
    """Same input, same facts: only keys and sealed boxes differ."""
    assert main(["demo", "--to-the-end", "--cases", "20", "--folder", str(tmp_path)]) == 0
    histories = []
    for one in (small, history(tmp_path)):
        facts = [r for r in one if r.stream != "keys"]
        histories.append(
            [(plain(r.stream), r.version, plain(repr(r.fact)), r.officer) for r in facts]
        )
    assert histories[0] == histories[1]


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


def test_the_later_weeks_hold_an_extension_a_mistake_and_a_township_that_passes(
    small: list[Recorded],
) -> None:
    """Each by the city, the last two by two hands; what a mistake moved, moved again."""
    found = changed(small)
    asked = {one.version: one.officer for one in small if isinstance(one.fact, DivisionsProposed)}
    (confirmed,) = found.confirmed
    assert (asked.popitem()[1], confirmed.officer) == (RECORDER.id, SECOND_RECORDER.id)
    extended, wrong, back = found.notices[-3:]
    assert isinstance(extended.fact, HolidayNoticeRecorded)
    assert extended.fact.effect is NoticeEffect.AMENDS
    assert isinstance(back.fact, HolidayNoticeWithdrawn) and back.fact.number == wrong.version
    assert (wrong.officer, back.officer) == (RECORDER.id, SECOND_RECORDER.id)
    assert found.moved[extended.position] > 0
    assert found.moved[back.position] >= found.moved[wrong.position] > 0
    assert sorted(found.passed.values()) == [False, False, True]


def test_the_later_weeks_end_right(small: list[Recorded]) -> None:
    """Every file that passed on was closed by its successor; every limit that moved ends as of now."""
    passed = [one.stream for one in small if isinstance(one.fact, e.FilePassedOn)]
    cases: dict[str, list[Recorded]] = {stream: [] for stream in passed}
    for one in small:
        if one.stream in cases:
            cases[one.stream].append(one)
    for facts in cases.values():
        names = [type(one.fact) for one in facts]
        assert names[-1] is e.CaseClosed
        later = facts[names.index(e.FilePassedOn) :]
        assert not any(ENDING in one.officer for one in later)
        assert any(SUCCESSOR in one.officer for one in later)
    days = Calendar.of([one.fact for one in small if isinstance(one.fact, CalendarFact)], LHASA)
    law, moved = law_of(Settings()), {}
    for one in small:
        if isinstance(fact := one.fact, e.TimeLimitRecomputed):
            moved[one.stream, fact.limit, fact.key, fact.started_on] = one.position, fact.now
    wrong, back = (one.position for one in changed(small).notices[-2:])
    for (_, limit, _, start), (position, now) in moved.items():
        # What ended while the mistake counted keeps the day it was told then.
        if not wrong < position < back:
            assert now == last_day(law.on(start).limits[limit], start, days), limit
    assert any(position > back for position, _ in moved.values())


def test_what_the_city_changed_is_said_in_sentences(small: list[Recorded]) -> None:
    """Who recorded it, which days and offices, and what became of it."""
    places = divisions(Settings())
    passed = {ENDING: Succession(ENDING, SUCCESSOR, date(2026, 3, 10))}
    said = list(told(changed(small), replace(places, passed=passed)))
    assert [one.partition("：")[0] for one in said] == ["放假延长", "误登撤回", "区划承接"]
    assert "2026-02-27" in said[0] and "未印发" in said[1]
    assert (
        "自2026-03-10起旁多乡由唐古乡承接；承接案卷3件（含待答复的移送1件），其中已归档3件"
        in said[2]
    )


def test_who_is_off_on_a_day_freed_since_goes_on_on_the_next_that_is_worked() -> None:
    """But for what cannot wait, and for the city itself."""
    freed = HolidayNoticeRecorded(
        region=LHASA, year=2026, name="甲", off=(date(2026, 3, 10),), makeup=(), document="乙",
        source="丙", confidence="official", on=date(2026, 3, 9),
    )  # fmt: skip
    days, at = Calendar.of([freed], LHASA), moment(10, month=3)
    families = Families(1)
    waits = Fixed(at, 0, "").plan(families, ["540102002"])
    urgent = fire(at, 0, "").plan(families, ["540102002"])
    assert put_off(at, waits, days) == moment(11, month=3)
    assert put_off(at, urgent, days) == put_off(at, None, days) == at


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
