"""What lies beside the proofs in a bundle: packs, days, words, and the letters as they went out."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from domain.case.service.facts import DocumentServed
from domain.ground.facts import Recorded
from relief.audit.packing import pretty
from relief.bootstrap import Service
from relief.documents.papers import Unprintable
from relief.settings import Settings
from relief.words import dictionary

WORDS = ("facts", "fields", "values", "commands", "law")
"""Of the dictionary, what an auditor reads facts by."""


def appended(service: Service) -> dict[str, bytes]:
    """The packs, the days that are known, the words."""
    days = msgspec.to_builtins(service.calendars.current().facts)
    words = {name: dictionary.file(name) for name in WORDS}
    told = {"calendar.json": pretty(days), "dictionary.json": pretty(words)}
    return {**told, **dict(packs(service.settings))}


def packs(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Every file of the law: as shipped, and what this installation laid beside it."""
    for one in files("domain.law").joinpath("packs").iterdir():
        if one.name.endswith(".toml"):
            yield f"law/{one.name}", one.read_bytes()
    for room, folder in (("cities", settings.packs), ("counties", settings.overlays)):
        for path in sorted(Path(folder).glob("*.toml")) if folder else ():
            yield f"law/{room}/{path.name}", path.read_bytes()


def letters(service: Service, recorded: Sequence[Recorded]) -> dict[str, bytes]:
    """The letters of a case that were served, where this edition draws the very bytes again."""
    found, papers = {}, service.papers
    for one in recorded:
        if isinstance(served := one.fact, DocumentServed):
            facts = papers.facts(one.stream.partition("-")[2])
            try:
                again = papers.again(facts, served)
            except Unprintable:
                continue
            if again.sha256 == served.sha256:
                found[f"documents/{served.sha256}.{served.format.value}"] = again.data
    return found
