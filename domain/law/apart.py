"""Laws side by side: no two of one name, and no two for one day and area."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar

from domain.ground.sayings import Saying


class Placed(Protocol):
    """A pack, or a county's overlay: where and when it holds."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def area(self) -> str:
        """Where."""

    @property
    def valid_from(self) -> date:
        """Its first day."""

    @property
    def valid_to(self) -> date | None:
        """Its last day, where it has one."""


P = TypeVar("P", bound=Placed)


class Twice(ValueError):
    """Laws that cannot stand beside each other: ``clashes`` are all of them, each with a way out."""

    def __init__(self, clashes: Iterable[Saying]) -> None:
        self.clashes = tuple(clashes)
        super().__init__(Saying("{clashes}", clashes=self.clashes))


def apart(what: Saying, some: Iterable[P]) -> tuple[P, ...]:
    """In order of area and first day. Raises ``Twice`` where two would both apply."""
    ordered = tuple(sorted(some, key=lambda one: (one.area, one.valid_from)))
    found = tuple(_clashes(what, ordered))
    if found:
        raise Twice(found)
    return ordered


def _clashes(what: Saying, some: tuple[P, ...]) -> Iterator[Saying]:
    """Every two of one id, and every two of one area that hold on one day."""
    ids = [one.id for one in some]
    if len(set(ids)) != len(ids):
        yield Saying("two {what} share an id", what=what)
    for one, two in combinations(some, 2):
        if _about(one) == _about(two) and one.id != two.id and _together(one, two):
            yield Saying(
                "{what} {id!r} and {other!r} cover the same day",
                what=what,
                id=one.id,
                other=two.id,
            )


def _together(one: Placed, two: Placed) -> bool:
    """Whether both hold on some day."""
    first, then = sorted((one, two), key=lambda law: law.valid_from)
    return first.valid_to is None or first.valid_to >= then.valid_from


def _about(one: Placed) -> tuple[str, str]:
    """Where it holds, and what an overlay adds to."""
    return one.area, str(getattr(one, "pack", ""))
