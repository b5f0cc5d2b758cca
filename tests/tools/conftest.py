"""What tests of the command line work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.histories import History, kept_history


@pytest.fixture(params=["sqlite", "postgresql"])
def history(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[History]:
    """The history an earlier release kept, which holds neither law nor check values, chosen in the
    settings, on each kind of database.
    """
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    with kept_history(tmp_path, server) as kept:
        monkeypatch.setenv("RELIEF_DATABASE", kept.database)
        monkeypatch.setenv("RELIEF_MASTER_KEY", str(kept.key))
        monkeypatch.setenv("RELIEF_TOKEN_KEY", str(kept.folder / "relief-tokens.key"))
        yield kept
