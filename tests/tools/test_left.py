"""Where a history is gone and what it left lies there, nobody begins another one unseen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from adapters.access.log import install_access
from adapters.identity.door import install_door
from adapters.identity.log import NOBODY, Entry
from adapters.store.factory import install_store
from adapters.store.follower import LedgersAhead
from relief import left, opening
from relief.bootstrap import build
from relief.cli import main
from relief.keeper import keeper
from relief.left import HistoryGone, none_lost
from relief.settings import Settings
from relief.tools.follow import follow_current
from tests.support.enrolling import enrol
from tests.support.histories import CASE, History, kept_history
from tests.support.worker import free_port
from tests.tools.test_reading import state
from tests.tools.test_refused import EVERY

pytestmark = [pytest.mark.day, pytest.mark.slow]

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

OF_THE_HISTORY = ("events", "commands", "people", "claims", "tracking", "places")


@pytest.fixture(params=["sqlite", "postgresql"])
def history(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: Patch
) -> Iterator[History]:
    """A history with all that lies beside it, on each kind of database, chosen in the settings."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    with kept_history(tmp_path, server) as kept:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("RELIEF_DATABASE", kept.database)
        monkeypatch.setenv("RELIEF_PORT", str(free_port()))
        monkeypatch.setenv("RELIEF_MASTER_KEY", str(kept.key))
        service = build(settings(kept))
        service.sign_in.door.log.note(Entry(0.0, NOBODY, "failed", "local", "192.0.2.1"))
        enrol(service.sign_in, "zhang.san", "geheimes Wort")
        service.close()
        shelf = tmp_path / "relief-files" / "kept" / "0a"
        shelf.mkdir(parents=True)
        (shelf / ("0a" * 16)).write_bytes(b"sealed")
        yield kept


OWN = {("law",), ("demo",)}
"""Commands that ask no history: of the law alone, or one of their own."""

ASKING = (["serve"], ["follow"], ["replay", CASE], ["calendar", "2026-03-02", "+2wd"])
"""Of each way to open a history one tool; all are asked where all was left."""


def settings(history: History) -> Settings:
    """Where the history and its key are."""
    return Settings(database=history.database, master_key=history.key)


def lost(history: History) -> None:
    """The history is gone; all else stays."""
    if history.on_sqlite:
        for end in ("", "-wal", "-shm"):
            (history.folder / f"relief.db{end}").unlink(missing_ok=True)
    else:
        history.run(*(f"DROP TABLE IF EXISTS {table} CASCADE" for table in OF_THE_HISTORY))


def emptied(history: History) -> None:
    """The tables of the history are there, and nothing is in them."""
    lost(history)
    install_store(history.database)


def without_facts(history: History) -> None:
    """Of all tables of the history the facts' alone was lost, and is made anew."""
    history.run(f"DROP TABLE events{'' if history.on_sqlite else ' CASCADE'}")
    install_store(history.database)


LEFT = {
    "查阅记录": ("relief-access.db", "access_log"),
    "登录记录": ("relief-sign-in.db", "sign_in_log"),
    "本地登录名册": ("relief-sign-in.db", "sign_in_credentials"),
    "台账": ("relief-ledgers-1.db", "ledgers_1.followers"),
    "案件文件": ("relief-files", ""),
}
"""What only a history brings about: where it lies on SQLite, and in which table of PostgreSQL's."""


def alone(history: History, what: str) -> None:
    """Of all that was left only this is there."""
    kept, mine = LEFT[what]
    for file, table in LEFT.values():
        path = history.folder / file
        if file != kept and path.is_dir():
            shutil.rmtree(path)
        elif file != kept and history.on_sqlite:
            for end in ("", "-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
        elif table not in ("", mine):
            cascade = "" if history.on_sqlite else " CASCADE"
            history.run(f"DROP TABLE IF EXISTS {table}{cascade}", beside=file)


@pytest.mark.parametrize(("what", "gone"), [*((one, lost) for one in LEFT), ("查阅记录", emptied)])
def test_whatever_a_history_left_keeps_another_from_beginning(
    what: str, gone: Callable[[History], None], history: History, capsys: Capture
) -> None:
    """Each kind by itself: the service does not start, no tool works, and nothing is made or changed."""
    gone(history)
    alone(history, what)
    before = state(history)
    for words in ASKING:
        assert main(words) == 1, words
        told = capsys.readouterr()
        assert "原来的历史不见了" in told.err and what in told.err and told.out == "", words
        assert not any(one in told.err for one in LEFT if one != what)
    assert main(["verify"]) == 4
    assert what in capsys.readouterr().err
    with pytest.raises(HistoryGone):
        build(settings(history))
    assert state(history) == before


@pytest.mark.parametrize("gone", [lost, emptied, without_facts])
def test_no_command_begins_another_history(
    gone: Callable[[History], None], history: History, capsys: Capture, monkeypatch: Patch
) -> None:
    """Every command that asks a history refuses, names all that was left, and makes nothing."""
    monkeypatch.setenv("RELIEF_DEVELOPMENT", "yes")
    gone(history)
    before = state(history)
    for one in EVERY.keys() - OWN:
        assert main(EVERY[one].split()) == (4 if one == ("verify",) else 1), one
        told = capsys.readouterr()
        assert "原来的历史不见了" in told.err and told.out == "", one
        assert all(one in told.err for one in LEFT)
        assert ("收据" in told.err) == (gone is without_facts)
    assert state(history) == before


def test_the_law_with_files_beside_the_program_asks_as_well(
    history: History, monkeypatch: Patch
) -> None:
    """It says of each whether it counts, which nobody can where the history is gone."""
    lost(history)

    class Files:
        """Some lie beside."""

        def beside(self) -> list[str]:
            """One."""
            return ["somewhere"]

    monkeypatch.setattr(opening, "files_of", lambda _: Files())
    with pytest.raises(HistoryGone):
        opening.waiting(settings(history))


def test_ledgers_are_not_given_up_for_a_history_that_is_gone(history: History) -> None:
    """Where one went back they are folded anew; where nothing is recorded any more they are the last
    that tells of it."""
    kept = keeper(settings(history))
    try:
        kept.follower().catch_up()
        place = kept.ledgers.current().name
        without_facts(history)
        with pytest.raises(LedgersAhead):
            follow_current(kept, Event())
        assert kept.ledgers.current().name == place
    finally:
        kept.close()


def test_all_that_was_left_is_named_without_a_password(history: History, capsys: Capture) -> None:
    """And where nothing is left, somebody begins: a key and a follower's empty ledgers are no trace."""
    lost(history)
    assert main(["serve"]) == 1
    told = capsys.readouterr().err
    assert all(one in told for one in LEFT) and told.count("RELIEF_DATABASE") == 1
    install_access(history.database)
    for file, table in LEFT.values():
        if (history.folder / file).is_dir():
            shutil.rmtree(history.folder / file)
        elif history.on_sqlite:
            (history.folder / file).unlink(missing_ok=True)
        else:
            history.run(f"DROP TABLE {table} CASCADE") if table else None
    install_access(history.database)
    install_door(history.database)
    install_store(history.database)
    none_lost(settings(history))
    build(settings(history)).close()


def test_a_history_with_facts_is_asked_for_nothing_beside_it(
    history: History, monkeypatch: Patch
) -> None:
    """Its logs may be ahead of an older copy that was put back: that is for ``verify`` to tell."""

    def asked(*_: object) -> Iterator[str]:
        raise AssertionError("what lies beside was looked at")

    monkeypatch.setattr(left, "left_behind", asked)
    none_lost(settings(history))


def test_a_history_begun_beside_an_older_log_is_told(history: History, capsys: Capture) -> None:
    """As an earlier release let it happen: the log has entries from before the first fact."""
    assert main(["verify"]) == 4
    told = [line for line in capsys.readouterr().out.splitlines() if "才开始" in line]
    assert len(told) == 1 and "登录记录始于1970-01-01" in told[0]
