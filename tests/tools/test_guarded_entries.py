"""Every kind of entry is guarded by the facts that rest on it, and by no others."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from adapters import packs
from adapters.packs import Files
from adapters.packs.dated import QUESTION
from adapters.packs.parser import parse
from domain.case.governing import BY_DEED
from relief.bootstrap import Service
from relief.cli import main
from relief.clock import SimulatedClock
from relief.law.enactment import Enactments
from relief.law.rewriting import LawRewritten, Rewritten, rewritten
from tests.case.people import family
from tests.case.words import MONDAY, About
from tests.law.dating import ENTRIES, with_entries
from tests.law.test_corrections import put_right
from tests.support import commands as c
from tests.support.offices import Counter, at, serving

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]

DAY = MONDAY + timedelta(days=1)
TOWNSHIP = "540121100"
TABLES = sorted(QUESTION.keys() & ENTRIES.keys() - {"provision"})


def again(table: str) -> dict[str, Any]:
    """An entry of the table that stands once more from the day on, saying the same."""
    entry = next(one for one in ENTRIES[table] if "to" not in one)
    return {**entry, "from": DAY}


def file_of(edited: str = "") -> str:
    """The shipped pack with an entry of every table from the day on, that of one table edited."""
    every: dict[str, Mapping[str, Any]] = {table: again(table) for table in TABLES}
    if edited:
        every[edited] = {**every[edited], **put_right(edited, every[edited])}
    return with_entries(every.items())


FILES = {table: parse(file_of(table)) for table in TABLES}
BASE = parse(file_of())


@pytest.fixture
def clock() -> SimulatedClock:
    """On the eve of the day."""
    return SimulatedClock(at(MONDAY))


@contextmanager
def started(
    pack: Any, folder: Path, database: URL, clock: SimulatedClock, patch: Patch
) -> Iterator[Service]:
    """The service as it comes with that file."""
    patch.setattr(packs, "shipped", lambda: (pack,))
    with serving(folder, database, clock) as service:
        yield service


def accepted_before(service: Service, clock: SimulatedClock) -> None:
    """A case accepted and approved on the eve, and paid on the day."""
    counter, case = Counter(service), About(f"{TOWNSHIP}-1-A", family(), township=TOWNSHIP)
    counter.approved_by_county(case)
    clock.set(at(DAY))
    counter.go(case, c.FeedBackResult, c.InstructPayment)


def accepted_since(service: Service) -> None:
    """Another one, accepted on the day."""
    other = About(f"{TOWNSHIP}-1-B", family("乙", serial=40), township=TOWNSHIP)
    Counter(service).go(other, c.SubmitApplication, c.AcceptApplication)


def named(table: str, service: Service) -> list[str]:
    """The entries that facts keep from being edited so."""
    enacting = Enactments(Files((FILES[table],)), service.journal)
    return [one.changed.entry for one in rewritten(enacting) if isinstance(one, Rewritten)]


def test_an_entry_is_guarded_by_the_kind_of_fact_that_rests_on_it(
    database: URL, tmp_path: Path, clock: SimulatedClock, monkeypatch: Patch
) -> None:
    """Deeds of the day guard what an office does by it; an acceptance of the day guards every entry.

    Until one of them is there, an entry may be put right where it stands.
    """
    with started(BASE, tmp_path, database, clock, monkeypatch) as service:
        assert {table: named(table, service) for table in TABLES} == {t: [] for t in TABLES}
        accepted_before(service, clock)
        guarded = {table for table in TABLES if named(table, service)}
        assert guarded == BY_DEED & set(TABLES) == {"parameter", "document", "fund", "limit"}
        accepted_since(service)
        for table in TABLES:
            assert any(one.partition(" ")[0] == table for one in named(table, service)), table


@pytest.mark.parametrize("table", ["fund", "limit", "tier"])
def test_the_start_is_refused_or_not_as_the_facts_have_it(
    table: str, database: URL, tmp_path: Path, clock: SimulatedClock, monkeypatch: Patch
) -> None:
    """A fund and a time limit that deeds of the day rest on; a tier that no acceptance rests on yet."""
    with started(BASE, tmp_path, database, clock, monkeypatch) as service:
        accepted_before(service, clock)
    if table == "tier":
        with started(FILES[table], tmp_path, database, clock, monkeypatch):
            return
    refused = pytest.raises(LawRewritten, match=f"的条目“{table} ")
    with refused, started(FILES[table], tmp_path, database, clock, monkeypatch):
        pass


@pytest.mark.day
@pytest.mark.slow
def test_verify_names_what_only_a_later_deed_rests_on(
    database: URL, tmp_path: Path, clock: SimulatedClock, monkeypatch: Patch, capsys: Capture
) -> None:
    """A fund that began after the acceptance, and the payment out of it."""
    with started(BASE, tmp_path, database, clock, monkeypatch) as service:
        accepted_before(service, clock)
    monkeypatch.setattr(packs, "shipped", lambda: (FILES["fund"],))
    monkeypatch.setenv("RELIEF_DATABASE", database.render_as_string(hide_password=False))
    monkeypatch.setenv("RELIEF_MASTER_KEY", str(tmp_path / "relief.key"))
    assert main(["verify"]) == 4
    assert "的条目“fund " in capsys.readouterr().out
