"""Outcomes kept outside the repository, so that a run that was broken off goes on where it was."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from tests.mutants.forks import End, Outcome
from tests.mutants.killed import FILE, ROOT

FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "relief-mutants"
SOURCES = ("domain", "adapters", "tests")


def kept_in() -> Path:
    """The file for exactly these sources."""
    return FOLDER / f"{_sources()}.jsonl"


def kept(file: Path) -> dict[str, Outcome]:
    """What was found before with the same sources: whatever was noticed."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    found = (json.loads(line) for line in lines)
    outcomes = (
        Outcome(**(one | {"end": End(one["end"]), "proven": tuple(one["proven"])})) for one in found
    )
    return {one.mutant: one for one in outcomes if one.end is End.KILLED}


def keep(file: Path, outcome: Outcome) -> None:
    """One more."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")


def _sources() -> str:
    """A name for everything that can change an outcome; the records themselves cannot."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".py", ".toml") and file != FILE:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
