"""Mutants of what rules and assessments ask on their way: a function that carries a provision, gone."""

from collections.abc import Callable, Iterator
from functools import partial
from types import FunctionType
from typing import Any

from domain.coverage.coverage import reasoning
from tests.mutants.mutant import Kind, Mutant, room


def of_parts() -> Iterator[Mutant]:
    """Each function that carries something and is no guard or check of its own."""
    for name, thing, said in reasoning():
        if said.places and isinstance(thing, FunctionType):
            where = room(thing.__module__)
            yield Mutant(
                id=f"part:{where}.{name.lstrip('_')}",
                kind=Kind.PART,
                places=said.places,
                apply=partial(gone, thing),
                chapter=where,
            )


def gone(function: Any) -> None:
    """Let a function be there for nobody, whoever imported it before."""
    function.__defaults__ = function.__kwdefaults__ = None
    function.__code__ = _nothing.__code__


def _nothing(*_words: Any, **_more: Any) -> Callable[..., Any]:
    raise NotImplementedError("struck")
