"""Reads the policy packs that are shipped with the system."""

from importlib.resources import files

from domain.law.pack import Law, Pack
from domain.law.parse import parse

FOLDER = "packs"


def shipped() -> tuple[Pack, ...]:
    """Every packaged policy pack. Raises ``PackError`` where one is not valid."""
    folder = files("domain.law").joinpath(FOLDER)
    texts = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(parse(folder.joinpath(name).read_text(encoding="utf-8")) for name in texts)


def law() -> Law:
    """The law as shipped. Raises ``PackError``, and ``ValueError`` where packs overlap."""
    return Law.of(shipped())
