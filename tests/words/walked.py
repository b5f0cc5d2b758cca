"""What the tests of words walk: closed lists, records, rows, models; all of the house is imported."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, get_args, get_type_hints, is_typeddict

from pydantic import BaseModel

import adapters
import domain
import projections
import relief
from domain.case.table import RULES
from domain.ground.facts import FACTS

T = TypeVar("T")

FLOORS = (domain, projections, adapters, relief)
APART = frozenset({"relief.__main__"})
"""What runs when it is imported."""


def modules() -> Iterator[Any]:
    """Every module of the house."""
    for floor in FLOORS:
        for found in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
            if found.name not in APART:
                yield importlib.import_module(found.name)


MODULES = tuple(modules())


def of_house(kind: type) -> bool:
    """Whether a class is the house's own."""
    return kind.__module__.partition(".")[0] in {floor.__name__ for floor in FLOORS}


def below(kind: type[T]) -> Iterator[type[T]]:
    """Every class made from one."""
    for own in type.__subclasses__(kind):
        yield own
        yield from below(own)


def closed_lists() -> list[type[Enum]]:
    """Every closed list of values."""
    lists = {kind for kind in below(Enum) if of_house(kind) and kind.__members__}
    return sorted(lists, key=lambda kind: (kind.__module__, kind.__name__))


def facts() -> dict[str, type]:
    """Every fact of the house by its stable name: tests declare facts too."""
    return {name: kind for name, kind in FACTS.items() if of_house(kind)}


def records() -> list[type]:
    """Every record that a command or fact holds, and they themselves."""
    found: dict[type, None] = {}

    def walk(hint: Any) -> None:
        if isinstance(hint, type) and is_dataclass(hint):
            if hint not in found:
                found[hint] = None
                for inner in get_type_hints(hint).values():
                    walk(inner)
            return
        for inner in get_args(hint):
            walk(inner)

    for kind in (*RULES, *facts().values()):
        walk(kind)
    return list(found)


def rows() -> list[type]:
    """Every row of a ledger."""
    found = {
        kind
        for module in MODULES
        for kind in vars(module).values()
        if is_typeddict(kind) and of_house(kind)
    }
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def models() -> list[type[BaseModel]]:
    """Every body, query and answer of the API."""
    found = {kind for kind in below(BaseModel) if of_house(kind)}
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def columns(kind: type) -> list[str]:
    """The fields of a record, row or model; sums in fen are called as those in yuan."""
    if is_dataclass(kind):
        return [one.name for one in fields(kind)]
    if issubclass(kind, BaseModel):
        return list(kind.model_fields)
    return [name.removesuffix("_fen") for name in get_type_hints(kind)]


def hints(kind: type) -> dict[str, Any]:
    """What the fields of a record, row or model may hold."""
    if issubclass(kind, BaseModel):
        return {name: one.annotation for name, one in kind.model_fields.items()}
    return get_type_hints(kind)
