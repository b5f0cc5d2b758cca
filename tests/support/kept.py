"""Histories that earlier releases left, opened by this release."""

from collections.abc import Iterator
from pathlib import Path

from adapters.journal import Journal
from domain.ground.facts import Recorded
from relief.bootstrap import Service, build
from relief.clock import Clock
from tests.support.earlier import unpacked
from tests.support.worker import settings_for


def opened(release: str, folder: Path, clock: Clock | None = None) -> Service:
    """This release over a copy of what that one left, unpacked in a folder."""
    return build(settings_for(unpacked(release, folder), folder), clock)


def facts(journal: Journal) -> Iterator[Recorded]:
    """Every fact of a history, in order."""
    for page in journal.pages(2_000):
        yield from page
