"""The access log: durable before anything is shown, chained, and beyond every administrator."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from adapters.access.log import AccessLog, Look, access_engine, install_access
from adapters.store.errors import NotInstalled
from tests.support.postgres import role_url


def look(number: int, *, case: str = "c-1", officer: str = "cw", persons: int = 1) -> Look:
    """Somebody looked."""
    return Look(
        id=f"id-{number}",
        at="2026-03-02T10:00:00+08:00",
        officer=officer,
        posts=("caseworker",),
        division="540121200",
        act="masked-read",
        case=case,
        persons=tuple(f"p{n}" for n in range(persons)),
        fields=("members",),
        counted=tuple(f"mark-{n}" for n in range(persons)),
    )


@pytest.fixture
def log(database: URL) -> Iterator[AccessLog]:
    """An empty log on each database."""
    opened = AccessLog(database)
    yield opened
    opened.close()


def raw(database: URL, *statements: str) -> None:
    """Speak to the tables as their owner."""
    engine = access_engine(database)
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def disarmed(database: URL) -> None:
    """What somebody with the owner's password might do first."""
    tables = ("access_log", "access_persons", "access_asked")
    if database.get_backend_name() == "sqlite":
        names = [f"{t}_no_{act}" for t in tables for act in ("UPDATE", "DELETE")]
        raw(database, *(f"DROP TRIGGER {n}" for n in (*names, "access_log_in_order")))
    else:
        raw(database, *(f"DROP TRIGGER {t}_append_only ON {t}" for t in tables))


def test_looks_are_found_by_case_person_and_officer(log: AccessLog) -> None:
    """The newest first, page by page."""
    for number in range(5):
        log.note(look(number, case=f"c-{number % 2}", officer=f"o-{number % 3}"))
    assert [one.number for one in log.page()] == [5, 4, 3, 2, 1]
    assert [one.number for one in log.page(size=2, before=4)] == [3, 2]
    assert [one.number for one in log.page(case="c-1")] == [4, 2]
    assert [one.number for one in log.page(officer="o-0", person="p0")] == [4, 1]
    assert log.page(person="nobody") == []
    assert [one.id for one in log.counting({"o-0", "o-2"}, 2)] == ["id-3", "id-2"]
    assert log.page(case="c-0")[0].entry == look(4, case="c-0", officer="o-1")


def test_many_who_look_at_once_are_all_kept_in_one_chain(log: AccessLog) -> None:
    """They share transactions, and none is told "kept" before it is."""
    missing: list[int] = []

    def work(start: int) -> None:
        for number in range(start, start + 20):
            log.note(look(number, officer=f"o-{number}"))
            if not log.page(officer=f"o-{number}"):
                missing.append(number)

    threads = [Thread(target=work, args=(20 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (log.size(), missing, list(log.faults())) == (160, [], [])


def test_two_processes_write_one_chain(database: URL, log: AccessLog) -> None:
    """A second log over the same tables goes on where the first stands."""
    other = AccessLog(database)
    for number in range(6):
        (log, other)[number % 2].note(look(number))
    other.close()
    assert (log.size(), list(log.faults())) == (6, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET officer = 'somebody else'",
        "DELETE FROM access_log",
        "UPDATE access_persons SET person = 'somebody else'",
        "DELETE FROM access_persons",
        "UPDATE access_asked SET officer = 'somebody else'",
        "DELETE FROM access_asked",
    ],
)
def test_nobody_changes_what_was_noted(database: URL, log: AccessLog, statement: str) -> None:
    """Not even the owner of the tables, with plain SQL."""
    log.note(look(1))
    with pytest.raises(DBAPIError, match="append-only"):
        raw(database, statement)
    assert (log.size(), list(log.faults())) == (1, [])


TAMPERED: list[tuple[str, str]] = [
    ("UPDATE access_log SET body = replace(body, 'cw', 'cx') WHERE number = 2", "2 was changed"),
    ("UPDATE access_log SET officer = 'x' WHERE number = 2", "2 is filed under another name"),
    ("DELETE FROM access_log WHERE number = 2", "2 is missing"),
    ("UPDATE access_persons SET person = 'x' WHERE number = 2", "persons of entry 2"),
    ("DELETE FROM access_persons WHERE number = 2", "persons of entry 2"),
    ("UPDATE access_asked SET mark = 'x' WHERE number = 2", "marks of entry 2"),
    ("DELETE FROM access_asked WHERE number = 2", "marks of entry 2"),
]


@pytest.mark.parametrize(("statement", "fault"), TAMPERED, ids=[f for _, f in TAMPERED])
def test_what_was_changed_behind_the_walls_is_found(
    database: URL, log: AccessLog, statement: str, fault: str
) -> None:
    """Whoever takes the triggers away still breaks the chain."""
    for number in range(3):
        log.note(look(number))
    disarmed(database)
    raw(database, statement)
    assert any(fault in said for said in log.faults())


def test_the_lesser_role_notes_and_reads_and_nothing_else(postgres_url: URL) -> None:
    """Through the function only: it can neither write digests nor remove rows."""
    with role_url(postgres_url) as (role, lesser):
        install_access(postgres_url, role)
        log = AccessLog(lesser, create=False)
        log.note(look(1))
        assert (log.size(), list(log.faults())) == (1, [])
        log.close()
        for statement in (
            "INSERT INTO access_log VALUES (9, 'x', 'c', '{}', 'd')",
            "UPDATE access_log SET officer = 'x'",
            "DELETE FROM access_log",
            "TRUNCATE access_persons",
        ):
            with pytest.raises(DBAPIError, match="permission denied"):
                raw(lesser, statement)


def test_a_log_of_an_earlier_edition_is_brought_up_to_date_by_its_owner_only(database: URL) -> None:
    """Without the table of what was asked for it is refused, by name of what to do; none at all is not."""
    log = AccessLog(database)
    log.check_installed()
    disarmed(database)
    raw(database, "DROP TABLE access_asked")
    with pytest.raises(NotInstalled, match="relief install"):
        log.check_installed()
    install_access(database)
    log.check_installed()
    log.note(look(1))
    assert list(log.faults()) == []
    raw(database, "DROP TABLE access_asked", "DROP TABLE access_log")
    log.check_installed()


def test_what_was_kept_survives_without_a_close(sqlite_url: URL) -> None:
    """An entry is on disk when ``note`` returns: another reader finds it at once."""
    log = AccessLog(sqlite_url)
    log.note(look(1))
    seen: Callable[[], int] = AccessLog(sqlite_url, create=False).size
    assert seen() == 1
    assert Path(f"{sqlite_url.database}".removesuffix(".db") + "-access.db").exists()
