"""What a thing carries of the law, and what it says of itself, declared beside it as data.

Docstrings are for readers of the code: ``python -OO`` has none, and nothing is read out of them.
A declaration is an attribute of the very function or class it stands above; calls cost nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

READING = re.compile(r"AMB-\d+")
"""How a doubtful passage is named; everything else cited is a provision."""

_KEPT_IN = "__declared__"


@dataclass(frozen=True, slots=True)
class Declared:
    """The provisions carried, the readings followed, and a line that says what the thing is.

    ``name`` is what a thing made by a factory is called. ``internal``: a rule of the house, which
    no article asks for.
    """

    places: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    summary: str = ""
    name: str = ""
    internal: bool = False


SILENT = Declared()
"""Of what nothing is declared."""


def carries(cited: str, summary: str = "", *, name: str = "") -> Callable[[T], T]:
    """Declare what is carried, in one line: ``"18.1.1 AMB-30"``, provisions and readings.

    Raises ``ValueError`` where nothing is cited: that would be ``internal``.
    """
    every = frozenset(cited.split())
    if not every:
        raise ValueError("nothing is cited")
    readings = frozenset(filter(READING.fullmatch, every))
    return _keep(Declared(every - readings, readings, summary, name))


def internal(summary: str, *, name: str = "") -> Callable[[T], T]:
    """Declare a guard or check that is a rule of the house: no article asks for it."""
    return _keep(Declared(summary=summary, name=name, internal=True))


def says(summary: str) -> Callable[[T], T]:
    """Declare what a word is (a command, a fact, a record, a list) that cites nothing."""
    return _keep(Declared(summary=summary))


def _keep(declared: Declared) -> Callable[[T], T]:
    def keep(thing: T) -> T:
        held: Any = thing
        setattr(held, _KEPT_IN, declared)
        if held.__doc__ is None:
            held.__doc__ = declared.summary
        return thing

    return keep


def declared(thing: Any) -> Declared:
    """What stands declared above a thing; of a subclass only what stands above itself."""
    found = getattr(thing, "__dict__", {}).get(_KEPT_IN, SILENT)
    return found if isinstance(found, Declared) else SILENT


def is_declared(thing: Any) -> bool:
    """Whether anything is."""
    return declared(thing) is not SILENT


def named(thing: Any) -> str:
    """What a thing is called: by its declaration where it was made by a factory, else as written."""
    return declared(thing).name or str(thing.__name__).lstrip("_")
