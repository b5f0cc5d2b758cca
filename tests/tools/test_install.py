"""Production: the owner installs, the service runs as a role that can only append."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, exc, text

from relief.cli import main

pytestmark = pytest.mark.day

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


def test_the_lesser_role_tells_its_keys_and_starts_with_no_others(
    lesser: URL, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Check values go the way of any fact; without the right key nothing starts and none is made."""
    key = tmp_path / "relief.key"
    assert main(["verify"]) == 0 and not key.exists()
    assert main(["sweep"]) == 0
    right = key.read_bytes()
    engine = create_engine(lesser)
    with engine.connect() as connection:
        told = "SELECT count(*) FROM events WHERE name LIKE 'key-checks-recorded/%'"
        assert connection.execute(text(told)).scalar() == 1
    engine.dispose()
    key.unlink()
    capsys.readouterr()
    for content in (None, bytes(32)):
        if content is not None:
            key.write_bytes(content)
            key.chmod(0o600)
        for words in (["sweep"], ["verify"]):
            assert main(words) == 1
            assert "需要编号" in capsys.readouterr().err
        assert (key.read_bytes() if key.exists() else None) == content
    key.write_bytes(right)
    assert main(["verify"]) == 0
