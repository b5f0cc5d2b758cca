"""What a function looks at in a situation, read out of the function itself and all that it calls."""

from collections.abc import Callable, Iterator
from dis import get_instructions
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from domain.ground.rows import Rule
from domain.ground.streams import FIELDS, Stream

SITUATION = frozenset({"s", "situation"})
"""What a rule calls its situation."""

KINDS = {field: kind for kind, field in FIELDS.items()}


def looked_at(rule: Rule) -> dict[Stream, str]:
    """The kinds of streams the lines of a row may look at, each with a function that does."""
    found: dict[Stream, str] = {}
    for line in (*rule.guards, *rule.checks, *rule.cautions, rule.facts):
        for function in reached(line):
            for kind in looks(function):
                found.setdefault(kind, f"{function.__module__}.{function.__qualname__}")
    return found


@cache
def reached(start: Callable[..., Any]) -> tuple[FunctionType, ...]:
    """A function and every function of ours it can call."""
    found: dict[FunctionType, None] = {}
    ahead: list[Any] = [start]
    while ahead:
        one = ahead.pop()
        if (
            isinstance(one, FunctionType)
            and one not in found
            and one.__module__.startswith("domain")
        ):
            found[one] = None
            ahead.extend(named(one))
    return tuple(found)


@cache
def looks(function: FunctionType) -> frozenset[Stream]:
    """The kinds of streams a function looks at itself: ``s.accounts`` and the like."""
    return frozenset(
        KINDS[name]
        for code in codes(function.__code__)
        for holder, name in attributes(code)
        if holder in SITUATION and name in KINDS
    )


def named(function: FunctionType) -> Iterator[Any]:
    """What a function names: globals, what modules hold, what it was made over."""
    for code in codes(function.__code__):
        for name in (
            step.argval for step in get_instructions(code) if step.opname == "LOAD_GLOBAL"
        ):
            yield function.__globals__.get(name)
        for holder, name in attributes(code):
            module = function.__globals__.get(holder)
            if isinstance(module, ModuleType):
                yield getattr(module, name, None)
    for cell in function.__closure__ or ():
        yield cell.cell_contents


def codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the functions written inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def attributes(code: CodeType) -> Iterator[tuple[str, str]]:
    """Each ``holder.name`` in the code."""
    holder = ""
    for step in get_instructions(code):
        if step.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            yield holder, str(step.argval)
        holder = ""
        if step.opname.startswith(("LOAD_FAST", "LOAD_DEREF", "LOAD_GLOBAL")):
            last = step.argval[-1] if isinstance(step.argval, tuple) else step.argval
            holder = str(last)
