"""The law changed after a month of work, by the real command line: in place, from a day on, corrected.

The program lies in a folder of its own, where its pack is edited as the README says.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copytree, ignore_patterns
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from relief.clock import LHASA
from tests.law.dating import FIRST, TEXT, changed, with_entries
from tests.support.histories import kept_history
from tests.support.lengths import walk
from tests.support.worker import free_port

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "projections", "adapters", "relief")
PACK = "domain/law/packs/lhasa-2018-202.toml"
FEW = "6"
PATIENCE = 180.0
TOP = {"scale": "education", "step": 5}
TODAY = datetime.now(LHASA).date()
IN_PLACE = TEXT.replace("step = 1\nup_to = 3000\n", "step = 1\nup_to = 4000\n")
DATED = [changed("tier", TOP, percent=90, **{"from": TODAY})]
CORRECTED = [
    *DATED,
    changed("parameter", {"id": "household_cap"}, value=9000, corrects=FIRST, known_from=TODAY),
]

pytestmark = [pytest.mark.day, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Program:
    """A copy of the program and its settings."""

    folder: Path
    settings: Mapping[str, str]

    def comes_with(self, text: str) -> None:
        """From now on its pack says this."""
        (self.folder / PACK).write_text(text, encoding="utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of its own command line."""
        return subprocess.run(
            self._command(*words), cwd=self.folder, env=self._environment(), capture_output=True,
            text=True, timeout=300, check=False,
        )  # fmt: skip

    def told(self, *words: str) -> Any:
        """What a command says of itself, after it ended well."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr + done.stdout
        return json.loads(done.stdout.strip().splitlines()[-1])

    @contextmanager
    def serving(self) -> Iterator[httpx.Client]:
        """The service, and a reader of the whole city who asks it."""
        token = self.run("token", "rd", "5401", "city-reader").stdout.strip()
        port = free_port()
        process = subprocess.Popen(
            self._command("serve"), cwd=self.folder, env=self._environment(RELIEF_PORT=str(port))
        )
        named = {"Authorization": f"Bearer {token}"}
        try:
            with httpx.Client(
                base_url=f"http://127.0.0.1:{port}", headers=named, timeout=60
            ) as http:
                deadline = monotonic() + PATIENCE
                while not answers(http):
                    assert monotonic() < deadline and process.poll() is None
                    sleep(0.1)
                yield http
        finally:
            process.terminate()
            process.wait(timeout=60)

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "relief.cli", *words]

    def _environment(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("RELIEF_")}
        return {**kept, **self.settings, "PYTHONPATH": str(self.folder), **more}


def answers(http: httpx.Client) -> bool:
    """Whether it can take commands."""
    try:
        return http.get("/readyz", params={"part": "commands"}).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(params=["a demo", "a kept month on postgresql"][: walk(1, 2)])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Program]:
    """The program over a month of work: just told by the demo, or by the release before."""
    folder, data = tmp_path / "program", tmp_path / "data"
    data.mkdir()
    for room in ROOMS:
        copytree(ROOT / room, folder / room, ignore=ignore_patterns("__pycache__"))
    keys = {
        "RELIEF_MASTER_KEY": str(data / "relief.key"),
        "RELIEF_TOKEN_KEY": str(data / "relief-tokens.key"),
        "RELIEF_DEVELOPMENT": "yes",
    }
    if request.param == "a demo":
        made = Program(folder, {**keys, "RELIEF_DATABASE": f"sqlite:///{data}/relief.db"})
        done = made.run("demo", "--to-the-end", "--cases", FEW, "--folder", str(data))
        assert done.returncode == 0, done.stderr
        yield made
        return
    postgres = "postgresql" in request.param
    with kept_history(data, request.getfixturevalue("postgres") if postgres else None) as kept:
        yield Program(folder, {**keys, "RELIEF_DATABASE": kept.database})


def fees(day: date) -> dict[str, Any]:
    """College fees of 8,000.01 yuan, paid a few days before a day on which they are asked about."""
    source = {"certainty": "verified", "evidence": "visit-1", "on": str(day - timedelta(days=3))}
    first = day - timedelta(days=360)
    return {
        "subject": "household", "category": "education-expenditure", "cause": "schooling",
        "household_size": 4, "other_aid": "covered-still-difficult", "township": "540102003",
        "on": str(day), "evidence": ["enrolment-proof", "fee-receipts", "visit-record"],
        "statements": [
            {"claim": claim, "holds": True, "source": source}
            for claim in ("remaining-cost-still-heavy", "property-within-subsistence-rules")
        ],
        "spending": {
            "start": str(first), "end": str(day - timedelta(days=6)),
            "food": {"amount": "30000.00", "source": source},
        },
        "means": {
            "deposits": {"amount": "1000.00", "source": source},
            "income_last_year": {"amount": "12000.00", "source": source},
        },
        "schooling": [{
            "id": "fees-1", "child": "member-3", "paid_on": str(day - timedelta(days=5)),
            "stage": "college", "tuition": "6500.01", "lodging": "1500.00",
        }],
    }  # fmt: skip


def proposed(http: httpx.Client, day: date) -> str:
    """What a new case of that day comes to."""
    answer = http.post("/v1/assessments", json=fees(day))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["amount"]["proposed"])


def corrected(told: Any) -> list[str]:
    """The notes of ``relief verify`` on decisions to be looked at again."""
    return [note for note in told["notes"] if "后来作了更正" in note]


def test_the_law_changes_and_no_decision_of_the_past_does(program: Program) -> None:
    """A tier edited in place: no start, by name. The same file again, and all is whole.

    A row more, from today on: what was decided stands and is reckoned to the same, new cases follow
    the row. A correction: what was decided on the wrong entry stands and is listed.
    """
    assert program.run("sweep").returncode == 0
    whole = program.told("verify")
    assert whole["faults"] == [] and whole["decisions"] > 0
    program.comes_with(IN_PLACE)
    refused = program.run("serve")
    assert refused.returncode == 1 and "条目“tier medical 1”" in refused.stderr
    found = program.run("verify")
    assert found.returncode == 4 and "条目“tier medical 1”" in found.stdout
    program.comes_with(with_entries(DATED))
    with program.serving() as http:
        assert [proposed(http, day) for day in (TODAY - timedelta(days=1), TODAY)] == [
            "7600.01", "7200.01",
        ]  # fmt: skip
        assert http.get("/v1/reviews").json() == {"items": []}
    after = program.told("verify")
    assert (after["faults"], corrected(after)) == ([], [])
    assert after["decisions"] == whole["decisions"]
    program.comes_with(with_entries(CORRECTED))
    with program.serving() as http:
        items = http.get("/v1/reviews").json()["items"]
    listed = program.told("verify")
    assert items and listed["faults"] == []
    assert len(items) == len(corrected(listed))
    assert {one["why"] for one in items} == {"law-corrected"}
