"""Worlds in which the city put its document on 小额快救 on record, and cases on their way through it."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from adapters.packs import law
from adapters.packs.county import parse_overlay
from domain.ground.terms import Procedure
from domain.law.overlay import Overlay
from domain.law.pack import Law
from tests.case.journey import Journey
from tests.case.journeys import received
from tests.case.words import About, yuan
from tests.case.world import PACK, World
from tests.support import commands as c

TEXT = files("domain.law").joinpath("documents/small-fast.toml").read_text(encoding="utf-8")
DOCUMENT = "拉民发〔2025〕1号（虚构）"
BEGINS = date(2025, 1, 1)
ABOUT = About(amount=yuan(500))


Replaced = Mapping[str, str]
"""Lines of the shipped text, and what stands in their places."""
NOTHING: Replaced = {}


def chosen(was: str, now: str) -> Replaced:
    """A reading chosen the other way."""
    line = 'chosen = "{}"\nalternatives = ["{}"]'
    return {line.format(was, now): line.format(now, was)}


def filled(begins: date = BEGINS, ends: date | None = None, replaced: Replaced = NOTHING) -> str:
    """The shipped text with a document and its days, some of its lines written otherwise."""
    text = TEXT.replace("# document = ", f'document = "{DOCUMENT}" # ')
    last = "" if ends is None else f"\nvalid_to = {ends}"
    text = text.replace("# valid_from = ", f"valid_from = {begins}{last} # ")
    for was, now in replaced.items():
        assert was in text, was
        text = text.replace(was, now)
    return text


def overlay(
    begins: date = BEGINS, ends: date | None = None, replaced: Replaced = NOTHING
) -> Overlay:
    """The same, read and checked."""
    return parse_overlay(filled(begins, ends, replaced), PACK)


def on_record(
    begins: date = BEGINS, ends: date | None = None, replaced: Replaced = NOTHING
) -> World:
    """A world in which it counts."""
    return World(law=Law.of(law().packs, [overlay(begins, ends, replaced)]))


PER_PERSON = chosen("per-household", "per-person")
APART = chosen("counted-in-year", "apart-from-year")
BESIDE = chosen("against-later-sum", "beside-later-sum")


def registered(about: About = ABOUT, world: World | None = None, **changes: object) -> Journey:
    """Accepted for a small sum at once."""
    at = received(about, world or on_record(), **changes)
    return at.go(c.AcceptApplication, procedure=Procedure.SMALL_FAST)


def granted(about: About = ABOUT, world: World | None = None) -> Journey:
    """And granted by the leader."""
    return registered(about, world).go(c.ApproveSmallRelief)
