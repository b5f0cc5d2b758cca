"""The session on the auditor's page: run again from what the page shows, block after block.

``python -m tests.audit.session`` writes what is printed now into the page.
"""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stdout
from glob import glob
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sqlalchemy import make_url

from relief.cli import main
from relief.clock import SystemClock
from tests.support.proving import CLOCK, Proven, recorded_anew
from tests.support.written import FENCED, ROOT

PAGE = ROOT / "docs" / "audit.md"
PYTHON, SQLITE = "python3", "sqlite3"
CHANCE = (
    (r"relief/[0-9a-f]{16}", "relief/#"),
    (r"\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*", "+#"),
    (r"\b[0-9a-f]{64}\b", "#"),
    (r"\b\d{9}-\d{8}-[0-9A-Z]{6}\b", "#"),
)
"""What another run has otherwise: names, keys, roots, and the cases that are drawn by them."""


def begun(folder: Path) -> Proven:
    """An office with a history, and the folder it deposits into, as the auditor finds them."""
    made = recorded_anew(folder, make_url(f"sqlite:///{folder / 'office.db'}"))
    (folder / "witness").rename(folder / "deposits")
    return made


def surroundings(made: Proven) -> Mapping[str, str]:
    """The settings of the office's machine."""
    return {
        "RELIEF_DATABASE": made.settings.database,
        "RELIEF_MASTER_KEY": str(made.settings.master_key),
        "RELIEF_PROOF_KEY": str(made.settings.proof_key),
        "RELIEF_WITNESSES": str(made.folder / "deposits"),
    }


def shown() -> list[str]:
    """The blocks of the page that begin with a command, each as it stands there."""
    text = PAGE.read_text(encoding="utf-8")
    return [told for _, told in FENCED.findall(text) if told.startswith("$ ")]


def run(line: str) -> tuple[int, str]:
    """How a command line ends on that day, and what it prints. Raises ``ValueError`` for any other."""
    words = [one for word in shlex.split(line) for one in (sorted(glob(word)) or [word])]
    words, out = (words[:-2], words[-1]) if words[-2:-1] == [">"] else (words, "")
    match words[0]:
        case "relief":
            printed = StringIO()
            on_that_day = patch.object(SystemClock, "now", lambda _: CLOCK.now())
            with redirect_stdout(printed), on_that_day:
                code = main(words[1:])
            text = printed.getvalue()
        case "python3":
            started = [sys.executable, "-I", *words[1:]]
            done = subprocess.run(started, capture_output=True, text=True, check=False)
            code, text = done.returncode, done.stdout
        case "sqlite3":
            with sqlite3.connect(words[1]) as opened:
                opened.executescript(words[2])
            opened.close()
            code, text = 0, ""
        case _:
            raise ValueError(line)
    if out:
        Path(out).write_text(text, encoding="utf-8")
        text = ""
    return code, text


def told(block: str) -> Iterator[str]:
    """The command lines of a block: each whole, its further lines joined."""
    for line in block.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            yield line.removeprefix("$ ")


def without_chance(text: str) -> str:
    """What every run prints alike."""
    for pattern, instead in CHANCE:
        text = re.sub(pattern, instead, text)
    return text


def written_anew() -> None:
    """Put into the page what is printed now."""
    text = PAGE.read_text(encoding="utf-8")
    with TemporaryDirectory() as place:
        made = begun(Path(place))
        os.environ.update(surroundings(made))
        with chdir(place):
            for block in shown():
                commands = block[: block.rindex("$ ")] + block[block.rindex("$ ") :].split("\n")[0]
                printed = "".join(run(line)[1] for line in told(block))
                text = text.replace(block, f"{commands}\n{printed}".replace(f"{place}/", ""), 1)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    written_anew()
