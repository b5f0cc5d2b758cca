"""Commands that only read make nothing: no database, no key, no log, no ledger, no table."""

import argparse
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from relief.cli import main
from relief.options import WITNESS, parser
from relief.settings import Settings
from relief.tools.opened import OPENINGS, opening
from tests.support.histories import CASE, History, kept_history

pytestmark = [pytest.mark.day, pytest.mark.slow]

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

READING = {
    "verify": ("verify",),
    "law": ("law",),
    "limits": ("limits",),
    "limits of a case": ("limits", CASE),
    "calendar": ("calendar", "2026-03-02", "+2wd"),
    "access": ("access",),
    "replay": ("replay", CASE),
    "document list": ("document", CASE),
    "document": ("document", CASE, "application-form"),
    "document check": ("document", CASE, "--check", "/dev/null"),
    "keys show": ("keys", "show"),
    "notice": ("notice", "/dev/null", "--officer", "ci"),
    "audit bundle": ("audit", "bundle", "--case", CASE, "--out", "bundle.zip"),
    "audit draw": (
        *("audit", "draw", "--fact", "case-closed", "--division", "5401", "--upto", "1"),
        *("--count", "1", "--value", "1", "--source", "1", "--out", "sample.json"),
    ),
}
"""Every command that only reads, with words for the history kept of an earlier release."""

OF_THE_LAW = {"law", "limits"}
"""What reads no history at all."""

LOOKING = {"replay", "document"}
"""What shows persons: the look is on record first, which is all that changes."""

WRITING = {
    ("serve",),
    ("follow",),
    ("demo",),
    ("install",),
    ("rebuild",),
    ("sweep",),
    ("checkpoint",),
    ("audit", "verifier"),
    *(("witness", act) for act in WITNESS),
    ("divisions",),
    ("files",),
    ("token",),
    ("officers", "first"),
    ("officers", "invite"),
    ("officers", "remove-password"),
    ("keys", "rotate"),
    ("keys", "retire"),
    ("keys", "scrub"),
}
"""Every other command."""

ACTING = frozenset({"keys", "audit"})
"""Of which some acts read and others write."""

ANSWERS = {"document check": 4, "notice": 1, "audit bundle": 1, "audit draw": 1}
"""Exit codes other than 0 over a history that stands."""


def commands(
    of: argparse.ArgumentParser, before: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Every command of the command line, with what it is to do where that is a closed choice."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, tool in action.choices.items():
                yield from commands(tool, (*before, name))
            return
    yield before


def test_every_command_is_known_to_read_or_to_write() -> None:
    """A new command, or a new thing for one to do, fails here until it is told which."""
    known = {words[:2] if words[0] in ACTING else words[:1] for words in READING.values()}
    assert set(commands(parser())) == known | WRITING
    for words in READING.values():
        asked = parser().parse_args(words)
        assert asked.tool in {"law", "calendar"} or opening(asked).reads, words
    for tool, act in OPENINGS:
        if OPENINGS[tool, act].reads:
            assert tool in {words[0] for words in READING.values()}


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder, by its bytes."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def state(history: History) -> dict[str, object]:
    """All files, and on PostgreSQL all rows of all tables."""
    return {**contents(history.folder), **history.rows()}


@pytest.mark.parametrize("what", READING)
def test_a_path_where_nothing_is_stays_empty(
    what: str, tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """A mistyped path is told with its name, exit code 3; the law alone needs no history."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relieff.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/relief.key")
    assert main(READING[what]) == (0 if what in OF_THE_LAW else 3)
    said = capsys.readouterr().err
    assert what in OF_THE_LAW or ("没有这样的历史" in said and f"{tmp_path}/relieff.db" in said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", READING)
def test_a_postgresql_database_where_nothing_is_stays_empty(
    what: str, postgres_url: URL, tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """No table appears in an empty database; one that is not there is told without its password."""
    monkeypatch.chdir(tmp_path)
    url = postgres_url.set(password="geheim") if postgres_url.password is None else postgres_url
    for database in (url, url.set(database="relief_mistyped")):
        monkeypatch.setenv("RELIEF_DATABASE", database.render_as_string(hide_password=False))
        assert main(READING[what]) == (0 if what in OF_THE_LAW else 3)
        said = capsys.readouterr().err
        assert str(url.password) not in said
        assert what in OF_THE_LAW or ("没有这样的历史" in said and str(database.database) in said)
    assert (
        History(postgres_url.render_as_string(hide_password=False), tmp_path, tmp_path).rows() == {}
        and list(tmp_path.iterdir()) == []
    )


@pytest.mark.parametrize(
    "what",
    [
        *("rebuild", "sweep", "files"),
        *(
            "keys rotate --officer zhang.san",
            "keys retire --officer zhang.san --id mk-1",
            "keys scrub",
        ),
        "officers first zhang.san",
        "officers invite zhang.san",
        "officers remove-password zhang.san",
    ],
)
def test_what_works_on_a_history_begins_none(
    what: str, tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """Neither is a mistyped path rebuilt, swept, or given a new key or a first officer: whoever means
    a new installation is told what comes before.
    """
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relieff.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/relief.key")
    assert main(what.split()) == 3
    said = capsys.readouterr().err
    assert "没有这样的历史" in said
    assert ("请先运行relief install" in said) == ("first" in what)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def history(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: Patch
) -> Iterator[History]:
    """The history an earlier release kept, on each kind of database, chosen in the settings."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    folder, elsewhere = tmp_path / "history", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    with kept_history(folder, server) as kept:
        monkeypatch.setenv("RELIEF_DATABASE", kept.database)
        monkeypatch.setenv("RELIEF_MASTER_KEY", str(kept.key))
        yield kept


@pytest.mark.parametrize("what", READING)
def test_a_history_is_read_without_a_trace(what: str, history: History, capsys: Capture) -> None:
    """Byte for byte, row for row; where persons are shown, the access log alone has moved on."""
    before = state(history)
    assert main(READING[what]) == ANSWERS.get(what, 0), capsys.readouterr()
    after = state(history)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    logs = {"relief-access.db", "public.access_log", "public.access_persons", "public.access_asked"}
    assert changed <= (logs if what in LOOKING else set())
    assert bool(changed) == (what in LOOKING)


def test_a_read_only_server_is_verified_and_shows_nobody(
    postgres: URL, tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """A standby answers ``verify``; a look it cannot keep is not given."""
    with kept_history(tmp_path, postgres) as kept:
        monkeypatch.setenv("RELIEF_DATABASE", kept.database)
        monkeypatch.setenv("RELIEF_MASTER_KEY", str(kept.key))
        kept.run(f"ALTER DATABASE {kept.url.database} SET default_transaction_read_only = on")
        assert main(["verify"]) == 0
        assert main(["limits", CASE]) == 0
        capsys.readouterr()
        assert main(["replay", CASE]) == 1
        told = capsys.readouterr()
        assert told.out == "" and "查阅记录此刻写不进去" in told.err


def test_nothing_personal_is_shown_where_no_look_can_be_kept(
    history: History, capsys: Capture
) -> None:
    """The access log is gone: replay and a drawn document refuse, and make none."""
    history.without_access_log()
    before = state(history)
    for what in sorted(LOOKING):
        assert main(READING[what]) == 1
        told = capsys.readouterr()
        assert "没有查阅记录" in told.err and told.out == ""
    assert main(["verify"]) == 4
    assert "查阅记录：没有这份记录" in capsys.readouterr().out
    assert state(history) == before


def test_a_history_restored_without_its_ledgers_is_verified(
    history: History, capsys: Capture
) -> None:
    """They are told to be missing and are not made; everything else is checked."""
    history.without_ledgers()
    before = state(history)
    assert main(["verify"]) == 0
    told = capsys.readouterr().out
    assert "没有台账" in told and "重建" in told and "✓ 1256 条事实" in told
    assert state(history) == before


def test_ledgers_of_another_shape_are_no_fault(history: History, capsys: Capture) -> None:
    """They are told to be another edition's; the history itself is checked."""
    history.ledger("ALTER TABLE time_limits ADD COLUMN of_a_later_edition text")
    assert main(["verify"]) == 0
    assert "另一版本" in capsys.readouterr().out


def test_ledgers_that_say_something_else_are_a_fault(history: History, capsys: Capture) -> None:
    """Row for row, whatever the order of signs in the database's language."""
    assert main(["rebuild"]) == 0
    history.ledger("UPDATE register SET village = '另一村' WHERE to_position > 1000")
    assert main(["verify"]) == 4
    assert "台账“register”第" in capsys.readouterr().out


UNREADABLE = {
    "a later version": ("'relief-approved/99'", "body", "由更新的程序写入"),
    "later rules": ("name", 'replace(body, \'{"at"\', \'{"rules": 99,"at"\')', "更新的规则"),
    "no such fact": ("'relief-doubled/1'", "body", "没有这种事实"),
    "in pieces": ("name", "substr(body, 1, 100)", "内容残缺或被改动"),
}
"""A fact that this release cannot read: its name and body made of a good one's, and what is said."""


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_fact_that_cannot_be_read_is_a_finding_and_the_rest_is_checked(
    what: str, history: History, capsys: Capture
) -> None:
    """By stream, version and name, never by what it holds; no error ends the work."""
    name, body, why = UNREADABLE[what]
    newest = "SELECT max(position) FROM events WHERE name LIKE 'relief-approved/%'"
    version = "(SELECT max(version) + 1 FROM events AS e WHERE e.stream = events.stream)"
    place = "(SELECT max(position) + 1 FROM events)"
    history.run(
        "INSERT INTO events (position, stream, version, name, body)"
        f" SELECT {place}, stream, {version}, {name}, {body} FROM events WHERE position = ({newest})"
    )
    assert main(["verify"]) == 4
    told = capsys.readouterr().out
    (named,) = [line for line in told.splitlines() if line.startswith("✗ case-")]
    assert "条事实（relief-" in named and why in named
    assert "重放停在位置" in told and "✓" not in told


@pytest.mark.parametrize("stream", ["law-lhasa-2018-202", "keys"])
def test_where_even_the_law_or_the_keys_cannot_be_read_verify_says_so(
    stream: str, history: History, capsys: Capture
) -> None:
    """It cannot begin, which is a finding as well: 4; whoever would only read fails: 1."""
    assert main(["sweep"]) == 0
    place = "(SELECT max(position) + 1 FROM events)"
    newest = f"SELECT max(version) FROM events WHERE stream = '{stream}'"
    history.run(
        "INSERT INTO events (position, stream, version, name, body)"
        f" SELECT {place}, stream, version + 1, 'of-a-later-release/1', body FROM events"
        f" WHERE stream = '{stream}' AND version = ({newest})"
    )
    assert main(["verify"]) == 4
    assert f"读不出来的事实：“{stream}”第" in capsys.readouterr().err
    assert main(["replay", CASE]) == 1


def test_a_database_file_nobody_closed_is_read_and_left(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """After a crash the write-ahead log holds the newest facts: they are read, and stay there."""
    with kept_history(tmp_path, None) as kept:
        monkeypatch.setenv("RELIEF_DATABASE", kept.database)
        monkeypatch.setenv("RELIEF_MASTER_KEY", str(kept.key))
        file = make_url(kept.database).database or ""
        held = sqlite3.connect(file)
        held.execute("PRAGMA wal_autocheckpoint = 0")
        held.execute("INSERT INTO tracking VALUES ('somebody', 1)")
        held.commit()
        copied = {name: (tmp_path / name).read_bytes() for name in ("relief.db", "relief.db-wal")}
        held.close()
        for name, content in copied.items():
            (tmp_path / name).write_bytes(content)
        before = contents(tmp_path)
        assert main(["verify"]) == 0, capsys.readouterr()
        after = contents(tmp_path)
        after.pop("relief.db-shm", None)
        assert after == before


def test_the_settings_name_a_history_by_default() -> None:
    """``relief calendar`` takes the default path for one nobody chose."""
    assert Settings().database == "sqlite:///relief.db"
