"""``relief divisions FILE``: the same reader as the interface's, and one proposal for one file (kind H)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from domain.case.authority import Post
from relief.clock import SimulatedClock
from relief.tools.divisions import divisions
from relief.tools.output import Output
from tests.api.words import officer
from tests.support.offices import at, serving
from tests.support.register import appoint

Capture = pytest.CaptureFixture[str]
CITY = officer("basang", Post.CITY_OFFICER, "5401")
ENDING = {
    "effect": "ends",
    "code": "540121200",
    "last_day": "2026-12-31",
    "successor": "540121201",
}


def written(folder: Path, **changes: Any) -> Path:
    """A document in a file, as the interface takes it."""
    words = {
        "document": "藏政函〔2026〕1号（虚构）",
        "source": "虚构",
        "changes": [ENDING],
        **changes,
    }
    file = folder / "divisions.json"
    file.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_file_is_proposed_once_and_every_fault_of_it_is_told(
    database: URL, tmp_path: Path, capsys: Capture
) -> None:
    """By its own sentences, for another hand to confirm; the same file again is done already."""
    clock = SimulatedClock(at(date(2026, 11, 30)))
    with serving(tmp_path, database, clock) as service:
        appoint(service, CITY)
        told = []
        for _ in range(2):
            assert divisions(service, written(tmp_path), CITY.id, Output(json=True)) == 0
            told.append(json.loads(capsys.readouterr().out))
        assert [one["repeated"] for one in told] == [False, True]
        assert told[0]["number"] == told[1]["number"] == 2
        assert service.divisions.township("540121200", date(2027, 1, 1)) is not None
        itself = written(tmp_path, changes=[{**ENDING, "successor": "540121200"}])
        assert divisions(service, itself, CITY.id, Output()) == 1
        assert "承接自身" in capsys.readouterr().err
        wrong = written(tmp_path, changes=[{**ENDING, "code": "x"}])
        assert divisions(service, wrong, CITY.id, Output()) == 1
        assert divisions(service, tmp_path / "none.json", CITY.id, Output()) == 3
        assert divisions(service, written(tmp_path), "nobody", Output()) == 1
