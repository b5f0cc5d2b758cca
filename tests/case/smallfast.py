"""Worlds in which the city put its document on 小额快救 on record, and cases on their way through it."""

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


def filled(begins: date = BEGINS, ends: date | None = None, **replaced: str) -> str:
    """The shipped text with a document and its days, some of its lines written otherwise."""
    text = TEXT.replace("# document = ", f'document = "{DOCUMENT}" # ')
    last = "" if ends is None else f"\nvalid_to = {ends}"
    text = text.replace("# valid_from = ", f"valid_from = {begins}{last} # ")
    for line in replaced.values():
        was, _, now = line.partition(" -> ")
        assert was in text, was
        text = text.replace(was, now)
    return text


def overlay(begins: date = BEGINS, ends: date | None = None, **replaced: str) -> Overlay:
    """The same, read and checked."""
    return parse_overlay(filled(begins, ends, **replaced), PACK)


def on_record(begins: date = BEGINS, ends: date | None = None, **replaced: str) -> World:
    """A world in which it counts."""
    return World(law=Law.of(law().packs, [overlay(begins, ends, **replaced)]))


PER_PERSON = {"per": 'chosen = "per-household"\nalternatives = ["per-person"] -> '
              'chosen = "per-person"\nalternatives = ["per-household"]'}  # fmt: skip
APART = {"year": 'chosen = "counted-in-year"\nalternatives = ["apart-from-year"] -> '
         'chosen = "apart-from-year"\nalternatives = ["counted-in-year"]'}  # fmt: skip
BESIDE = {"more": 'chosen = "against-later-sum"\nalternatives = ["beside-later-sum"] -> '
          'chosen = "beside-later-sum"\nalternatives = ["against-later-sum"]'}  # fmt: skip


def registered(about: About = ABOUT, world: World | None = None, **changes: object) -> Journey:
    """Accepted for a small sum at once."""
    at = received(about, world or on_record(), **changes)
    return at.go(c.AcceptApplication, procedure=Procedure.SMALL_FAST)


def granted(about: About = ABOUT, world: World | None = None) -> Journey:
    """And granted by the leader."""
    return registered(about, world).go(c.ApproveSmallRelief)
