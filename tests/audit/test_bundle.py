"""``relief audit bundle``: what was recorded, handed out so that a stranger's program takes it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from domain.case.authority import Officer
from domain.ground.access import Act, Why
from relief.audit import verify_bundle
from relief.audit.asked import Asked
from relief.audit.bundling import NoSuchCase, bundle, sampled
from relief.audit.sampling import TooEarly, Wanted
from relief.audit.verify_bundle import Proved, Wrong, verify
from relief.bootstrap import Service
from relief.cli import main
from relief.opening import for_reading
from tests.audit.changing import opened
from tests.support.postgres import fresh_database
from tests.support.proving import CLOCK, Proven, recorded_anew

pytestmark = pytest.mark.slow
AUDITOR = Officer("local:auditor", frozenset(), "-")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def proven(
    request: pytest.FixtureRequest, postgres: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proven]:
    """A history with checkpoints and a witness, on each database."""
    folder = tmp_path_factory.mktemp("bundled")
    with ExitStack() as until_the_end:
        url = make_url(f"sqlite:///{folder / 'proven.db'}")
        if request.param == "postgresql":
            url = until_the_end.enter_context(fresh_database(postgres))
        yield recorded_anew(folder, url)


@contextmanager
def looking(proven: Proven) -> Iterator[Service]:
    """The service as ``relief audit bundle`` opens it."""
    service = for_reading(proven.settings, CLOCK, keys=True, looks=True)
    try:
        yield service
    finally:
        service.close()


def bundled(proven: Proven, path: Path, asked: Asked) -> Proved:
    """A bundle, and what the verifier says of it with every note the witness holds."""
    with looking(proven) as service:
        bundle(service, asked, AUDITOR, path)
    return verify(path, kept=notes(proven))


def notes(proven: Proven) -> list[tuple[str, bytes]]:
    """The newest notes the witness holds, one of each log."""
    found = sorted((proven.folder / "witness").rglob("checkpoint"))
    assert len(found) == 4
    return [(str(one), one.read_bytes()) for one in found]


@pytest.fixture(scope="module")
def case(proven: Proven) -> str:
    """The case with the most facts."""
    found = proven.run(
        "SELECT stream FROM events WHERE substr(stream, 1, 5) = 'case-' GROUP BY stream"
        " ORDER BY count(*) DESC, stream LIMIT 1"
    )
    return str(found[0][0]).removeprefix("case-")


def test_a_case_is_told_whole_and_sealed(proven: Proven, case: str, tmp_path: Path):
    """Every fact and its save; no personal text in clear; the look is on record."""
    proved = bundled(proven, tmp_path / "b.zip", Asked(case=case))
    versions = [f["version"] for f in proved.facts.values() if f["stream"] == f"case-{case}"]
    assert versions == [*range(1, len(versions) + 1)] and len(versions) > 5
    assert proved.personal == 0 and proved.rows > len(versions) // 2 and not proved.whole
    with looking(proven) as service:
        (look,) = service.looks.log.page(case=case, officer=AUDITOR.id, size=1)
    assert (look.entry.act, look.entry.reason) == (Act.MASKED.value, None)


def test_with_a_reason_boxes_are_opened(proven: Proven, case: str, tmp_path: Path):
    """Clear values, each where its box stands; and the reason is on record."""
    asked = Asked(case=case, why=Why.AUDIT, papers=True)
    proved = bundled(proven, tmp_path / "b.zip", asked)
    assert proved.personal > 0 and (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    with looking(proven) as service:
        (look,) = service.looks.log.page(case=case, officer=AUDITOR.id, size=1)
    assert (look.entry.act, look.entry.reason) == (Act.REVEALED.value, "audit")


def test_a_township_is_whole_with_the_list_of_everything(proven: Proven, case: str, tmp_path: Path):
    """All its cases of the period, and nothing left out; alone in a folder it holds as well."""
    place, day = case.partition("-")[0], case.split("-")[1]
    first = date.fromisoformat(f"{day[:4]}-{day[4:6]}-01")
    asked = Asked(township=place, first=first, last=date(2100, 1, 1), whole=True)
    proved = bundled(proven, tmp_path / "b.zip", asked)
    assert proved.whole and f"case-{case}" in {one["stream"] for one in proved.facts.values()}
    shutil.copy(verify_bundle.__file__, tmp_path)
    run = [sys.executable, "-I", "verify_bundle.py", "b.zip"]
    assert subprocess.run(run, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    scope = json.loads(opened(tmp_path / "b.zip")["manifest.json"])["scope"]
    assert scope["township"] == place and scope["after"] < scope["upto"]


@pytest.mark.parametrize("reason", [None, Why.AUDIT])
def test_a_period_is_every_township_s(proven: Proven, reason: Why | None, tmp_path: Path):
    """Whatever was begun in it, wherever; without days a township's cases of all times; each is whole.

    Clear values are told for a reason only, and then of every case that is told.
    """
    asked = "SELECT stream, position, body FROM events WHERE version = 1 AND stream LIKE 'case-%'"
    begun = {s: json.loads(body)["at"][:10] for s, _, body in proven.run(f"{asked} ORDER BY 2")}
    days = sorted({*begun.values()})
    first, last = days[len(days) // 4], days[len(days) // 2]
    wanted = {stream for stream, day in begun.items() if first <= day <= last}
    within = replace(Asked(), first=date.fromisoformat(first), last=date.fromisoformat(last))
    proved = bundled(proven, tmp_path / "a.zip", replace(within, why=reason, whole=True))
    assert proved.whole and told(proved) == wanted and len({s[:14] for s in wanted}) > 1
    assert bool(proved.personal) == (reason is not None)
    place = sorted(begun)[0].removeprefix("case-").partition("-")[0]
    proved = bundled(proven, tmp_path / "b.zip", Asked(township=place, why=reason, whole=True))
    assert proved.whole and told(proved) == {s for s in begun if s.startswith(f"case-{place}")}
    assert bool(proved.personal) == (reason is not None)


def told(proved: Proved) -> set[str]:
    """The cases of which a bundle tells the facts and not their hashes only."""
    every = {one["stream"] for one in proved.facts.values() if "body" in one}
    return {one for one in every if one.startswith("case-")}


def test_a_sample_is_drawn_again_from_the_bundle(proven: Proven, case: str, tmp_path: Path):
    """Of all cases received until a position, by a later checkpoint: another draw does not hold."""
    found = proven.run("SELECT max(position) FROM events WHERE name = 'received-by-county/1'")
    last = int(found[0][0])
    wanted = Wanted(
        fact="received-by-county",
        division="5401",
        after=0,
        upto=last,
        count=3,
        value="08 11 21",
        source="s",
    )
    with looking(proven) as service:
        draws = [
            sampled(service, one)
            for one in (wanted, replace(wanted, count=5), replace(wanted, count=5, value="x"))
        ]
        with pytest.raises(TooEarly):
            sampled(service, replace(wanted, upto=10**9))
    three, five, other = (one["drawn"] for one in draws)
    assert five[:3] == three and five != other and draws[0]["population"] > 5
    asked = Asked(case=case, samples=tuple(draws))
    assert bundled(proven, tmp_path / "a.zip", asked).drawn == 3
    false = {**draws[0], "drawn": [*three[:2], other[0] if other[0] not in three else other[1]]}
    with pytest.raises(Wrong, match="drawn-otherwise"):
        bundled(proven, tmp_path / "b.zip", Asked(case=case, samples=(false,)))
    for changed in ({"value": "x"}, {"count": 2}, {"upto": last - 1}, {"population": 1}):
        told = ({**draws[0], **changed},)
        with pytest.raises(Wrong, match=r"drawn-otherwise|not-later"):
            bundled(proven, tmp_path / f"{[*changed]}.zip", Asked(case=case, samples=told))


def test_what_is_not_there_is_not_bundled(proven: Proven, tmp_path: Path):
    """No such case, no case in that period: nothing is written."""
    early = Asked(township="540102002", first=date(2001, 1, 1), last=date(2001, 12, 31))
    for asked in (Asked(case="540102002-20260214-AAAAAA"), early):
        with looking(proven) as service, pytest.raises(NoSuchCase):
            bundle(service, asked, AUDITOR, tmp_path / "b.zip")
        assert not [*tmp_path.iterdir()]


def test_a_bundle_of_a_changed_history_does_not_hold(proven: Proven, case: str, tmp_path: Path):
    """A body changed by the owner of the database: the verifier names its place. Last: it stays so."""
    found = proven.run(
        "SELECT position, body FROM events WHERE stream = ? AND version = 3", (f"case-{case}",)
    )
    position, body = found[0]
    changed = body.replace('"rules":', '"rules": ', 1)
    assert changed != body
    proven.run("UPDATE events SET body = ? WHERE position = ?", (changed, position))
    try:
        with looking(proven) as service:
            bundle(service, Asked(case=case), AUDITOR, tmp_path / "b.zip")
        with pytest.raises(Wrong) as told:
            verify(tmp_path / "b.zip")
        assert told.value.what == "not-in-log" and told.value.slots["number"] == position
    finally:
        proven.run("UPDATE events SET body = ? WHERE position = ?", (body, position))


@pytest.mark.day
def test_from_the_command_line_to_a_strangers_machine(
    proven: Proven, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Drawn, bundled, the program laid beside it, checked by it; a file that is there is not replaced."""
    monkeypatch.setenv("RELIEF_DATABASE", proven.settings.database)
    monkeypatch.setenv("RELIEF_MASTER_KEY", str(proven.settings.master_key))
    monkeypatch.setenv("RELIEF_PROOF_KEY", str(proven.settings.proof_key))
    sample, made = tmp_path / "sample.json", tmp_path / "b.zip"
    drawn = ("--fact", "case-closed", "--division", "5401", "--upto", "600", "--count", "4")
    said = ("--value", "08 11 21", "--source", "彩票", "--out", str(sample))
    assert main(["audit", "draw", *drawn, *said]) == 0
    (held, *_) = (proven.folder / "witness").rglob("facts/checkpoints/*")
    asked = ["--sample", str(sample), "--note", str(held), "--out", str(made)]
    assert main(["audit", "bundle", "--case", case, *asked]) == 0
    assert main(["audit", "bundle", "--case", case, "--out", str(made)]) == 1
    assert (
        main(["audit", "bundle", "--case", "540102002-20260214-AAAAAA", "--out", f"{made}x"]) == 3
    )
    assert main(["audit", "verifier", str(tmp_path)]) == 0
    run = [sys.executable, "-I", "verify_bundle.py", "b.zip", "--note", str(held)]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "抽样1项" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--case", "540102002-20260214-AAAAAA", "--township", "540102002"),
        ("--case", "540102002-20260214-AAAAAA", "--period", "2026-01-01/2026-12-31"),
        ("--township", "540102002", "--papers"),
        ("--case", "540102002-20260214-AAAAAA", "--papers"),
        ("--case", "540102002-20260214-AAAAAA", "--sample", "/dev/null"),
        ("--case", "540102002-20260214-AAAAAA", "--note", "/dev/null"),
    ],
)
def test_wrong_words_are_told_before_anything_is_opened(words: tuple[str, ...], tmp_path: Path):
    """Nothing asked for, a case and others, letters without a reason, no sample, no note."""
    assert main(["audit", "bundle", *words, "--out", str(tmp_path / "b.zip")]) == 2
    assert [*tmp_path.iterdir()] == []


@pytest.mark.day
def test_a_witness_from_the_command_line(tmp_path: Path, proven: Proven):
    """Begun, told whom to trust, it looks into the office's deposits; without its memory it ends."""
    place, keys = tmp_path / "w", tmp_path / "keys"
    found = sorted((proven.folder / "witness").rglob("keys"))
    keys.write_text("".join(one.read_text(encoding="utf-8") for one in found), encoding="utf-8")
    assert main(["witness", "begin", str(place), "city"]) == 0
    assert main(["witness", "begin", str(place), "city"]) == 1
    assert main(["witness", "trust", str(place), str(keys)]) == 0
    assert main(["witness", "look", str(place), str(proven.folder / "witness")]) == 0
    assert main(["witness", "look", str(place), str(tmp_path)]) == 0
    assert main(["witness", "restore", str(place), "relief/0011223344556677/facts", "3", "x"]) == 4
    (place / "memory").unlink()
    assert main(["witness", "look", str(place), str(proven.folder / "witness")]) == 4
    assert main(["witness", "end", str(place), "city"]) == 2
    assert main(["witness", "end", str(place), "city-2"]) == 0
    assert main(["witness", "look", str(tmp_path / "none"), str(tmp_path)]) == 3
