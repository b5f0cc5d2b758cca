"""The glossary has every term of the field that the code uses, once, under the name it has there."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import domain
from domain.ground import terms
from domain.ground.facts import FACTS
from domain.ground.posts import Post
from domain.ground.terms import Category
from relief.words.dictionary import fact as fact_word
from relief.words.dictionary import of

ROOT = Path(__file__).parents[2]
TEXT = ROOT.joinpath("GLOSSARY.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)[1:]
NAMES = {name: chinese for chinese, told in ROWS for name in re.findall(r"`([^`]+)`", told)}


def closed_lists() -> Iterator[str]:
    """The closed lists of the procedure."""
    for name, kind in vars(terms).items():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            yield name


def sources() -> str:
    """All code and data of the program."""
    files = (
        file
        for floor in ("domain", "projections", "adapters", "relief")
        for ending in ("py", "toml")
        for file in ROOT.joinpath(floor).rglob(f"*.{ending}")
    )
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def every_fact() -> dict[str, str]:
    """Class and stable name of each fact; all of the domain is imported to know them."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    return {fact.__name__: name for name, fact in FACTS.items() if name_of_house(fact)}


def in_one_word(name: str) -> bool:
    """Whether it could only stand as a word of its own."""
    return re.fullmatch(r"[\w-]+", name) is not None


def name_of_house(fact: type) -> bool:
    """Whether it is one of ours: tests declare facts too."""
    return fact.__module__.startswith("domain.")


def test_every_fact_has_its_term() -> None:
    """Each fact stands there, under the Chinese that officers read for it or the term within it."""
    for name, stored in every_fact().items():
        row = f"| {fact_word(stored)} | `{name}` |"
        assert name in NAMES, f"GLOSSARY.md has no row for the fact {name}: {row}"
        told = [chinese for chinese, row in ROWS if f"`{name}`" in row]
        called = fact_word(stored)
        bare = [re.sub("（.*?）", "", chinese) for chinese in told]
        assert any(called in chinese for chinese in told) or any(b in called for b in bare), name


def test_every_closed_list_of_the_procedure_is_named() -> None:
    """Who meets a list of values in the code finds what the field calls it."""
    unnamed = sorted(set(closed_lists()) - NAMES.keys())
    assert not unnamed, f"GLOSSARY.md has no row for the lists {unnamed}"


@pytest.mark.parametrize("value", [*Post, *Category])
def test_posts_and_kinds_of_hardship_stand_with_their_chinese(value: StrEnum) -> None:
    """The words officers use most are there one by one, as pages and papers have them."""
    assert of(value) in NAMES[value]


def test_every_name_is_one_of_the_code() -> None:
    """A name that was changed in the code is no longer told here."""
    code = sources()
    words = set(re.findall(r"[\w-]+", code))
    gone = [name for name in NAMES if name not in words and (in_one_word(name) or name not in code)]
    assert not gone, f"GLOSSARY.md names {gone}, and the code has nothing called so"


def test_terms_stand_once_in_the_order_of_their_sound() -> None:
    """Each term has one row, and one finds it where one looks for it."""
    told = [chinese for chinese, _ in ROWS]
    assert told == sorted(set(told), key=lambda term: term.encode("gb18030"))
