"""Reads the policy packs that are shipped with the system, and the counties' overlays beside it."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from domain.law.overlay import Overlay
from domain.law.overlays import parse_overlay
from domain.law.pack import Law, Pack
from domain.law.parse import parse

FOLDER = "packs"


class PackUnreadable(ValueError):
    """A city's file cannot be used: which file, and every reason."""


class OverlayUnreadable(ValueError):
    """A county's file cannot be used: which file, and every reason."""


@cache
def shipped() -> tuple[Pack, ...]:
    """Every packaged policy pack, read once. Raises ``PackError`` where one is not valid."""
    folder = files("domain.law").joinpath(FOLDER)
    texts = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(parse(folder.joinpath(name).read_text(encoding="utf-8")) for name in texts)


def further(folder: Path) -> tuple[Pack, ...]:
    """The law of further cities: every ``.toml`` file of a folder.

    Raises ``PackUnreadable``, and ``OSError`` where there is no such folder.
    """
    named = sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    return tuple(map(_city, named))


def _city(file: Path) -> Pack:
    try:
        return parse(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PackUnreadable(f"{file.name}: {error}") from error


def overlays(folder: Path, packs: tuple[Pack, ...]) -> tuple[Overlay, ...]:
    """The counties' additions (10.10, 16.8, 34): every ``.toml`` file of a folder.

    Raises ``OverlayUnreadable``, and ``OSError`` where there is no such folder.
    """
    named = sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    return tuple(overlay(file, packs) for file in named)


def overlay(file: Path, packs: tuple[Pack, ...]) -> Overlay:
    """One county's additions to the pack its file names. Raises ``OverlayUnreadable``."""
    try:
        text = file.read_text(encoding="utf-8")
        return parse_overlay(text, _meant(text, packs))
    except ValueError as error:
        raise OverlayUnreadable(f"{file.name}: {error}") from error


def _meant(text: str, packs: tuple[Pack, ...]) -> Pack:
    """The pack an overlay is for; the first one where it names none, to be told so by its check."""
    head = tomllib.loads(text).get("overlay")
    wanted = head.get("pack") if isinstance(head, dict) else None
    return next((pack for pack in packs if pack.id == wanted), packs[0])


def law(folder: Path | None = None, cities: Path | None = None) -> Law:
    """The law as shipped, with further cities and the counties' additions where folders are named.

    Raises ``PackError``, ``PackUnreadable``, ``OverlayUnreadable``, and ``ValueError`` where two of
    an area overlap.
    """
    packs = (*shipped(), *(() if cities is None else further(cities)))
    return Law.of(packs, () if folder is None else overlays(folder, packs))
