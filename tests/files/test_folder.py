"""Files in a folder: whole or not at all, for their owner only, under names that lead nowhere else."""

import io
import os
from pathlib import Path

import pytest

from adapters.files.folder import FolderFiles
from adapters.files.store import FilesDown, NoFile


@pytest.fixture
def folder(tmp_path: Path) -> FolderFiles:
    """An empty one, which is not there yet."""
    return FolderFiles(tmp_path / "files")


def keep(folder: FolderFiles, name: str, data: bytes = b"sealed") -> None:
    """Keep a file of these bytes."""
    folder.keep(name, io.BytesIO(data), len(data))


def test_what_is_kept_is_read_again_and_removed_for_good(folder: FolderFiles) -> None:
    """Kept twice is kept once; removed twice is no fault."""
    for _ in range(2):
        keep(folder, "kept/a", bytes(200_000))
    assert b"".join(folder.read("kept/a")) == bytes(200_000)
    assert folder.has("kept/a") and [one.name for one in folder.listed("kept")] == ["kept/a"]
    for _ in range(2):
        folder.remove("kept/a")
    assert not folder.has("kept/a") and not list(folder.listed("kept"))
    with pytest.raises(NoFile):
        folder.read("kept/a")


def test_what_is_noted_first_stands(folder: FolderFiles) -> None:
    """Of two who note under one name, one is told that it was the other."""
    assert folder.note("waiting/a", b"first")
    assert not folder.note("waiting/a", b"second")
    assert b"".join(folder.read("waiting/a")) == b"first"
    assert [one.name for one in folder.listed("waiting")] == ["waiting/a"]


def test_only_its_owner_reads_it(folder: FolderFiles, tmp_path: Path) -> None:
    """Folders and files are closed to group and others."""
    keep(folder, "kept/a")
    for path in (tmp_path / "files").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_write_that_fails_leaves_nothing(
    folder: FolderFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name, and nothing of it beside."""

    def full(_: int) -> None:
        raise OSError(28, "no space left")

    keep(folder, "kept/a")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FilesDown):
        keep(folder, "kept/b")
    assert [path.name for path in (tmp_path / "files" / "kept").iterdir()] == ["a"]


@pytest.mark.parametrize(
    "name", ["../a", "kept/../../a", "kept//a", "/etc/passwd", "kept\\..\\a", ""]
)
def test_no_name_leads_out_of_it(folder: FolderFiles, name: str) -> None:
    """Names are our own; one that leads elsewhere is a mistake that ends here."""
    with pytest.raises(ValueError):
        folder.read(name)
