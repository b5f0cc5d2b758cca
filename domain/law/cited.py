"""Which provisions a docstring or function cites, which facts it brings about, what it is called."""

import re
from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from itertools import chain
from types import CodeType, FunctionType
from typing import Any

from domain.facts import FACTS, Fact
from domain.law.citations import PLACE, NoSuchProvision, cite

STATEMENTS: Mapping[str, str] = {
    **dict.fromkeys(("12.1", "12.2", "12.3"), "12"),
    **dict.fromkeys(("15.1", "15.2"), "15"),
    **dict.fromkeys(("16.1", "16.2", "16.3"), "16/1"),
    "16.4": "16/2",
    **dict.fromkeys(("17.1", "17.2"), "17"),
    **dict.fromkeys(("19.1", "19.2"), "19"),
}
"""``A16.2`` counts the statements of an article, ``16.2`` its items; where that differs."""

CIVIL = re.compile(r"民法典 ?§(\d+)")
GROUP = re.compile(r"\(([^()]*)\)")
TOKEN = re.compile(
    rf"(?P<mark>A?)(?P<first>{PLACE.pattern})(?:\s+(?:to A?(?P<last>\d+\.\d+)|[一-鿿]+))?"
)
READING = re.compile(r"AMB-\d+")


def citations(text: str) -> frozenset[str]:
    """The places cited in a text, in the notation of ``cite``, whether or not they exist.

    In brackets, as ``(18.1.1, AMB-16)`` or ``(A18.1.1)``; brackets that hold anything else as well
    count only where an ``A`` marks the citation: ``(4, 6 or 9 digits)`` cites nothing.
    """
    found = {f"民法典§{article}" for article in CIVIL.findall(text)}
    for group in GROUP.findall(text):
        parts = [part.strip() for part in re.split("[,;:]", group)]
        tokens = [TOKEN.fullmatch(part) for part in parts]
        pure = all(t or READING.fullmatch(p) for t, p in zip(tokens, parts, strict=True))
        found.update(chain(*(_places(t) for t in tokens if t and (pure or t["mark"]))))
    return frozenset(found)


def _places(token: re.Match[str]) -> Iterator[str]:
    first, last = token["first"], token["last"]
    if last is None:
        yield STATEMENTS.get(first, first) if token["mark"] else first
        return
    whole, start = first.rsplit(".", 1)
    yield from (f"{whole}.{n}" for n in range(int(start), int(last.rsplit(".", 1)[1]) + 1))


def exists(place: str) -> bool:
    """Whether there is such a provision."""
    try:
        cite(place)
    except NoSuchProvision:
        return False
    return True


def cited_by(function: Callable[..., Any]) -> frozenset[str]:
    """What a function cites: in its docstring, and in the reasons and lacks it answers with."""
    in_words = citations(function.__doc__ or "")
    if not isinstance(function, FunctionType):
        return in_words
    return in_words.union(*(_answered(code) for code in _codes(function.__code__)))


def _answered(code: CodeType) -> Iterator[str]:
    if {"reason", "Lack"}.intersection(code.co_names):
        for constant in code.co_consts:
            if isinstance(constant, str) and (PLACE.fullmatch(constant) or "§" in constant):
                yield constant


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code and that of the functions within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def produced(function: Callable[..., Any]) -> frozenset[type[Fact]]:
    """The facts a function brings about, itself or through functions of the domain it calls."""
    kinds = {fact.__name__: fact for fact in FACTS.values()}
    seen: set[FunctionType] = set()
    found: set[type[Fact]] = set()
    todo: list[Any] = [function]
    while todo:
        one = todo.pop()
        if not isinstance(one, FunctionType) or one in seen:
            continue
        seen.add(one)
        names = set(chain(*(code.co_names for code in _codes(one.__code__))))
        found.update(kinds[name] for name in names & kinds.keys())
        called = (one.__globals__.get(name) for name in names)
        todo.extend(f for f in called if getattr(f, "__module__", "").startswith("domain."))
    return frozenset(found)


def label(function: Callable[..., Any]) -> str:
    """A function's name; a check made for a field with that field: ``said(document)``."""
    name, _, inner = function.__qualname__.partition(".<locals>")
    cells = (cell.cell_contents for cell in function.__closure__ or ())
    fields = [content for content in cells if isinstance(content, str)]
    return f"{name.lstrip('_')}({', '.join(fields)})" if inner else name


def doc(thing: Any) -> str:
    """The first paragraph of what a thing says of itself, on one line; nothing where it is silent."""
    return " ".join(cleandoc(thing.__doc__ or "").partition("\n\n")[0].split())
