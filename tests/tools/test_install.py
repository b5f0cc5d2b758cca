"""Production: the owner installs, the service runs as a role that can only append."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, exc, text

from relief.cli import main

ROLE = "relief_service"


@pytest.fixture
def lesser(postgres_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[URL]:
    """The database as the service sees it, installed by its owner through the command line."""
    role = f"{ROLE}_{postgres_url.database}"
    owner = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'service'"))
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/relief.key")
    monkeypatch.setenv("RELIEF_DATABASE", postgres_url.render_as_string(hide_password=False))
    assert main(["install", "--app-role", role]) == 0
    url = postgres_url.set(username=role, password="service")
    monkeypatch.setenv("RELIEF_DATABASE", url.render_as_string(hide_password=False))
    monkeypatch.setenv("RELIEF_INSTALL", "no")
    yield url
    with owner.connect() as connection:
        connection.execute(text(f"DROP OWNED BY {role} CASCADE"))
        connection.execute(text(f"DROP ROLE {role}"))
    owner.dispose()


def test_the_service_works_as_the_lesser_role_and_cannot_change_history(lesser: URL) -> None:
    """It records the calendar, keeps and rebuilds ledgers, verifies; raw SQL changes nothing."""
    assert main(["sweep"]) == 0
    assert main(["rebuild"]) == 0
    assert main(["verify"]) == 0
    engine = create_engine(lesser)
    assert main(["officers", "first", "zhang.san"]) == 0
    with engine.begin() as connection:
        connection.execute(text("SELECT relief_note_sign_in(ARRAY['a', 'b'])"))
        assert connection.execute(text("SELECT max(number) FROM sign_in_log")).scalar() == 2
    for statement in (
        "UPDATE events SET body = ''",
        "DELETE FROM events",
        "TRUNCATE events",
        "INSERT INTO sign_in_log VALUES (3, '{}', 'd')",
        "UPDATE sign_in_log SET body = ''",
        "DELETE FROM sign_in_log",
        "TRUNCATE sign_in_log",
    ):
        with engine.connect() as connection, pytest.raises(exc.ProgrammingError):
            connection.execute(text(statement))
    engine.dispose()
