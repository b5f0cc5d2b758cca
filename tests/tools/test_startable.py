"""A start that is refused has changed nothing: whoever goes back to the release before finds it all."""

from collections.abc import Callable
from pathlib import Path
from socket import socket

import pytest

from relief.cli import main
from tests.support.histories import History
from tests.tools.test_enactment import MOVED, ship
from tests.tools.test_reading import state

pytestmark = [pytest.mark.day, pytest.mark.slow]

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
Refused = Callable[[History, Patch], None]


def by_its_law(history: History, patch: Patch) -> None:
    """An entry was edited in place that facts rest on."""
    ship(MOVED, patch)


def by_its_keys(history: History, patch: Patch) -> None:
    """The keys of another installation."""
    history.key.write_bytes(bytes(range(32)))


def by_no_keys(history: History, patch: Patch) -> None:
    """The file of keys is gone."""
    history.key.unlink()


def by_its_provider(history: History, patch: Patch) -> None:
    """A provider of sign-ins without what it takes."""
    patch.setenv("RELIEF_SIGN_IN_ISSUER", "https://sign-in.example")


def by_its_carriers(history: History, patch: Patch) -> None:
    """The folder of messages is not there."""
    patch.setenv("RELIEF_OUTBOX_FOLDER", "/nowhere/at/all")


def by_its_offices(history: History, patch: Patch) -> None:
    """The list of offices is not there."""
    patch.setenv("RELIEF_OFFICES", "/nowhere/at/all.toml")


def by_its_store_of_files(history: History, patch: Patch) -> None:
    """The key of the bucket is not there."""
    patch.setenv("RELIEF_FILES_S3", "https://files.example")
    patch.setenv("RELIEF_FILES_KEY", "/nowhere/at/all.key")


WAYS: tuple[Refused, ...] = (
    by_its_law,
    by_its_keys,
    by_no_keys,
    by_its_provider,
    by_its_carriers,
    by_its_offices,
    by_its_store_of_files,
)


@pytest.mark.parametrize("refused", WAYS)
def test_a_start_that_is_refused_has_changed_nothing(
    refused: Refused, history: History, monkeypatch: Patch, tmp_path: Path
) -> None:
    """Over a history of an earlier release no table, column, log, key or fact is made."""
    monkeypatch.chdir(tmp_path)
    refused(history, monkeypatch)
    before = state(history)
    for tool in ("serve", "sweep", "rebuild", "files"):
        assert main([tool]) in {1, 2}, tool
    assert state(history) == before


def test_a_second_server_at_a_taken_address_has_changed_nothing(
    history: History, monkeypatch: Patch
) -> None:
    """It brings no tables of its own before it is told that it cannot begin."""
    before = state(history)
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("RELIEF_PORT", str(other.getsockname()[1]))
        assert main(["serve"]) == 1
    assert state(history) == before
