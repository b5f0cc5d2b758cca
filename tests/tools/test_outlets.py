"""What a terminal, a disk or an address cannot take is told in a sentence: no tool ends in a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.day, pytest.mark.slow]

ROOT = Path(__file__).parents[2]


def ran(
    folder: Path, *words: bytes | str, out: str | None = None, **more: bytes | str
) -> tuple[int, str, str]:
    """What a tool came to, in a process of its own: code, what it said, what it complained of."""
    named = {os.fsencode(k): os.fsencode(v) for k, v in more.items()}
    environment = {b"PYTHONPATH": os.fsencode(str(ROOT)), **named}
    with open(out or os.devnull, "wb") as outlet:
        done = subprocess.run(
            [sys.executable, "-m", "relief", *words],
            cwd=folder,
            env=environment,
            stdout=outlet if out else subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = (done.stdout or b"").decode("utf-8", "replace")
    return done.returncode, said, done.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "words", [("limits",), ("law",), ("calendar", "2026-03-02", "+2wd"), ("--help",)]
)
def test_a_full_disk_is_told(words: tuple[str, ...], tmp_path: Path) -> None:
    """At the first line or at the last flush."""
    code, _, told = ran(tmp_path, *words, out="/dev/full")
    assert code == 1 and "Traceback" not in told and "Exception" not in told
    assert told.splitlines()[-1].startswith("结果没有全部写出（磁盘已满）。")


@pytest.mark.parametrize("words", [("limits",), ("law",), ("--help",), ("verify",), ("nothing",)])
def test_a_terminal_without_our_letters_fails_nothing(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    """They are written by their numbers."""
    code, said, told = ran(tmp_path, *words, PYTHONIOENCODING="ascii")
    usual = ran(tmp_path, *words)
    assert code == usual[0] and "Traceback" not in told
    assert (said + told).isascii() and "\\u" in said + told


@pytest.mark.parametrize("tool", ["verify", "sweep", "limits", "follow", "install", "calendar"])
def test_a_setting_that_is_no_text_is_named(tool: str, tmp_path: Path) -> None:
    """Before anything is opened or made."""
    words = ("calendar", "2026-03-02", "+2wd") if tool == "calendar" else (tool,)
    address = b"sqlite:///" + os.fsencode(tmp_path) + b"/\xff.db"
    code, said, told = ran(tmp_path, *words, RELIEF_DATABASE=address)
    assert (code, said) == (2, "") and "RELIEF_DATABASE" in told and "UTF-8" in told
    assert "Traceback" not in told and not [*tmp_path.iterdir()]


def test_an_argument_that_is_no_text_is_told(tmp_path: Path) -> None:
    """Whichever tool it is given to."""
    for words in ((b"law", b"\xff"), (b"replay", b"\xff"), (b"\xff",)):
        code, _, told = ran(tmp_path, *words)
        assert code in (1, 2, 3) and "Traceback" not in told, told
