"""Reads the policy packs that are shipped with the system, and the counties' overlays beside it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from adapters.packs.county import parse_overlay
from adapters.packs.parser import PackError, parse
from domain.ground.sayings import Saying
from domain.law.overlay import Overlay
from domain.law.pack import Law, Pack

FOLDER = "packs"


class ShippedUnreadable(ValueError):
    """A file that comes with the program cannot be used: which file, and every reason."""


class PackUnreadable(ValueError):
    """A city's file cannot be used: which file, and every reason."""


class OverlayUnreadable(ValueError):
    """A county's file cannot be used: which file, and every reason."""


@cache
def shipped() -> tuple[Pack, ...]:
    """Every packaged policy pack, read once. Raises ``ShippedUnreadable`` where one is not valid."""
    folder = files("domain.law").joinpath(FOLDER)
    named = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return tuple(_read(file, ShippedUnreadable) for file in named if file.name.endswith(".toml"))


def _read(file: Traversable, unreadable: type[ValueError]) -> Pack:
    """A pack's file. Raises ``unreadable`` with its name and every reason."""
    try:
        return parse(file.read_bytes().decode("utf-8"))
    except ValueError as error:
        raise unreadable(Saying("{name}: {error}", name=file.name, error=error)) from error


def further(folder: Path) -> tuple[Pack, ...]:
    """The law of further cities: every ``.toml`` file of a folder.

    Raises ``PackUnreadable``, and ``OSError`` where there is no such folder.
    """
    named = sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    return tuple(_read(file, PackUnreadable) for file in named)


def overlays(folder: Path, packs: tuple[Pack, ...]) -> tuple[Overlay, ...]:
    """The counties' additions (10.10, 16.8, 34): every ``.toml`` file of a folder.

    Raises ``OverlayUnreadable``, and ``OSError`` where there is no such folder.
    """
    named = sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    return tuple(overlay(file, packs) for file in named)


def overlay(file: Path, packs: tuple[Pack, ...]) -> Overlay:
    """One county's additions to the pack its file names. Raises ``OverlayUnreadable``."""
    try:
        text = file.read_bytes().decode("utf-8")
        return _fitting(text, _meant(text, packs))
    except ValueError as error:
        raise OverlayUnreadable(Saying("{name}: {error}", name=file.name, error=error)) from error


def _fitting(text: str, meant: tuple[Pack, ...]) -> Overlay:
    """Checked against the pack, or against any of its versions that lie side by side."""
    for pack in meant[:-1]:
        try:
            return parse_overlay(text, pack)
        except PackError:
            continue
    return parse_overlay(text, meant[-1])


def _meant(text: str, packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """The pack an overlay is for; the first one where it names none, to be told so by its check."""
    head = tomllib.loads(text).get("overlay")
    wanted = head.get("pack") if isinstance(head, dict) else None
    return tuple(pack for pack in packs if pack.id == wanted) or packs[:1]


@dataclass(frozen=True, slots=True)
class Files:
    """What the program comes with, and what an installation lays beside it: read and checked.

    Several files of one name may lie side by side: which of them counts stands on record.
    """

    shipped: tuple[Pack, ...]
    cities: tuple[Pack, ...] = ()
    counties: tuple[Overlay, ...] = ()

    @property
    def law(self) -> Law:
        """All of them, the first of each name: for whom no record stands. Raises ``ValueError``."""
        packs = {one.id: one for one in reversed((*self.shipped, *self.cities))}
        counties = {one.id: one for one in reversed(self.counties)}
        return Law.of(packs.values(), counties.values())

    def beside(self) -> tuple[Pack | Overlay, ...]:
        """What did not come with the program."""
        return (*self.cities, *self.counties)


def files_in(folder: Path | None = None, cities: Path | None = None) -> Files:
    """The law as shipped, with further cities and the counties' additions where folders are named.

    Raises ``ShippedUnreadable``, ``PackUnreadable``, ``OverlayUnreadable``, and ``ValueError`` where one
    file lies there twice or takes the name of a shipped one.
    """
    more = () if cities is None else further(cities)
    known = (*shipped(), *more)
    found = Files(shipped(), more, () if folder is None else overlays(folder, known))
    told = {(one.id, hash_of(one)) for one in found.beside()}
    own = {one.id for one in found.shipped}
    if len(told) < len(found.beside()) or any(one.id in own for one in found.beside()):
        raise ValueError(Saying("two files share an id"))
    areas = {one.id: one.area for one in found.beside()}
    for one in found.beside():
        if areas[one.id] != one.area:
            raise ValueError(
                Saying("{id!r} is the name of a law of {area}", id=one.id, area=one.area)
            )
    return found


def hash_of(one: Pack | Overlay) -> str:
    """The hash of its file."""
    return one.book.sha256 if isinstance(one, Pack) else one.sha256


def law(folder: Path | None = None, cities: Path | None = None) -> Law:
    """The law of all these files, as if each counted. Raises as ``files_in`` and ``Law.of`` do."""
    return files_in(folder, cities).law
