"""``relief notice FILE``: one file, one reader: what it would move, and the whole notice on record."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from domain.case.authority import Post
from relief.bootstrap import Service
from relief.cli import main
from relief.clock import SimulatedClock
from relief.tools.notice import notice
from relief.tools.output import Output
from tests.api.words import officer
from tests.support.offices import at, serving
from tests.support.register import appoint

Capture = pytest.CaptureFixture[str]
CITY = officer("basang", Post.CITY_OFFICER, "5401")
DAYS = {
    "元旦": ["2027-01-01"],
    "春节": [f"2027-02-{day:02d}" for day in range(5, 12)],
    "清明节": ["2027-04-05"],
    "劳动节": ["2027-05-01", "2027-05-02", "2027-05-03"],
    "端午节": ["2027-06-09"],
    "中秋节": ["2027-09-15"],
    "国庆节": [f"2027-10-{day:02d}" for day in range(1, 8)],
}
"""An invented arrangement of a year that the program does not know."""


def written(folder: Path, **changes: Any) -> Path:
    """The notice of the year in a file, as the interface takes it."""
    holidays = [{"name": n, "effect": "establishes", "off": off} for n, off in DAYS.items()]
    words = {
        "region": "national",
        "year": 2027,
        "document": "国办发明电〔2026〕7号（虚构）",
        "source": "虚构",
        "holidays": holidays,
        **changes,
    }
    file = folder / "notice.json"
    file.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    return file


def told(service: Service, file: Path, capsys: Capture, shown: str | None = None) -> Any:
    """What programs are told."""
    assert notice(service, file, CITY.id, shown, Output(json=True)) == 0
    return json.loads(capsys.readouterr().out)


def test_a_years_notice_is_shown_and_then_recorded_whole(
    database: URL, tmp_path: Path, capsys: Capture
) -> None:
    """Seven holidays at once, by the mark of what was shown; the same again is done already."""
    clock = SimulatedClock(at(date(2026, 11, 30)))
    with serving(tmp_path, database, clock) as service:
        appoint(service, CITY)
        file = written(tmp_path)
        shown = told(service, file, capsys)
        assert {one["day"] for one in shown["days"]} >= {"2027-02-09", "2027-10-04"}
        assert not service.calendars.current().firm(date(2027, 3, 1), date(2027, 3, 5))
        done = told(service, file, capsys, shown["mark"])
        assert done["facts"] == ["holiday-notice-recorded"] * 7
        assert service.calendars.current().firm(date(2027, 1, 1), date(2027, 10, 8))
        assert told(service, file, capsys, shown["mark"])["repeated"]
        assert notice(service, file, CITY.id, "0" * 16, Output()) == 1
        assert "该年该节日已有安排" in capsys.readouterr().err


def test_a_file_is_refused_as_a_body_is(database: URL, tmp_path: Path, capsys: Capture) -> None:
    """What is ill-formed, missing or against the statute is told by the same sentences, all of it."""
    clock = SimulatedClock(at(date(2026, 11, 30)))
    with serving(tmp_path, database, clock) as service:
        appoint(service, CITY)
        assert notice(service, tmp_path / "none.json", CITY.id, None, Output()) == 3
        file = written(tmp_path, year="2027", holidays=[{"name": "元旦"}])
        assert notice(service, file, CITY.id, None, Output()) == 1
        wrong = capsys.readouterr().err
        assert "应为整数" in wrong and "对已有安排的效力" in wrong
        worked = {"name": "元旦", "effect": "establishes", "off": [], "makeup": ["2027-01-01"]}
        file = written(tmp_path, holidays=[worked])
        assert notice(service, file, CITY.id, None, Output()) == 1
        both = capsys.readouterr().err
        assert "法定放假日" in both and "此项不合" in both


def test_only_the_city_records_a_notice(database: URL, tmp_path: Path, capsys: Capture) -> None:
    """Whoever is not in that post is refused by it, file or not."""
    clock = SimulatedClock(at(date(2026, 11, 30)))
    with serving(tmp_path, database, clock) as service:
        appoint(service, CITY)
        shown = told(service, written(tmp_path), capsys)
        assert notice(service, tmp_path / "notice.json", "nobody", shown["mark"], Output()) == 1
        assert "市级工作人员" in capsys.readouterr().err


def test_the_command_line_wants_a_file_and_who_gives_it() -> None:
    """Without one of them it says what lacks."""
    with pytest.raises(SystemExit) as refused:
        main(["notice", "notice.json"])
    assert refused.value.code == 2
