"""What a fact class looks like inside: which keys its JSON has, and where private text sits.

Computed once for each class, so that facts without private text or nested records pay nothing.
"""

import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from domain.ground.people import Private

Check = Callable[[Any], bool]
Change = Callable[[Private, str], Any]
Walk = Callable[[Any, Change, str], Any]


class UnsupportedShape(TypeError):
    """A fact declares private text where it cannot be found again, such as in a mapping."""


@dataclass(frozen=True, slots=True)
class Shape:
    """``check``: does JSON have exactly this type's keys; ``walk``: change all private text.

    Either is ``None`` where there is nothing to do. What a walk leaves as it was is the same object;
    where a field holds nothing it is not walked.
    """

    check: Check | None
    walk: Walk | None


NOTHING = Shape(None, None)
_UNIONS = (typing.Union, types.UnionType)


@cache
def shape_of(hint: Any) -> Shape:
    """The shape of a type. Raises ``UnsupportedShape`` where private text could be missed."""
    while isinstance(hint, typing.NewType):
        hint = hint.__supertype__
    if hint is Private:
        return Shape(_is_private, lambda value, change, path: change(value, path))
    if isinstance(hint, type) and is_dataclass(hint):
        return _of_record(hint)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return shape_of(inner[0])
    if origin in _UNIONS:
        return _of_union([part for part in inner if part is not type(None)])
    if origin in (tuple, list) and inner:
        return _of_sequence(inner)
    return _of_other(hint, inner)


def _is_private(raw: Any) -> bool:
    """Sealed as stored; or clear, where an older version of the fact kept it as plain text."""
    if isinstance(raw, Private):
        return True
    return isinstance(raw, dict) and raw.keys() == {"about", "box"}


def _of_record(record: type) -> Shape:
    hints = typing.get_type_hints(record)
    names = [field.name for field in fields(record)]
    keys = frozenset(names)
    shapes = [(name, shape_of(hints[name])) for name in names]
    checks = [(name, shape.check) for name, shape in shapes if shape.check]
    walks = [(name, shape.walk) for name, shape in shapes if shape.walk]
    look = attrgetter(*names) if len(names) > 1 else lambda _: ()

    def check(raw: Any) -> bool:
        return raw.keys() == keys and all(inner(raw[name]) for name, inner in checks)

    def check_flat(raw: Any) -> bool:
        return bool(raw.keys() == keys)

    def walk(value: Any, change: Change, path: str) -> Any:
        stem = f"{path}." if path else ""
        changed = {}
        for name, inner in walks:
            before = getattr(value, name)
            if before is None:
                continue
            after = inner(before, change, stem + name)
            if after is not before:
                changed[name] = after
        if not changed:
            return value
        return record(**{**dict(zip(names, look(value), strict=False)), **changed})

    return Shape(check if checks else check_flat, walk if walks else None)


def _of_union(parts: list[Any]) -> Shape:
    shapes = [shape_of(part) for part in parts]
    if len(shapes) != 1:
        if any(shape.walk for shape in shapes):
            raise UnsupportedShape("private text in a union of several types")
        return NOTHING
    only_check, only_walk = shapes[0].check, shapes[0].walk
    return Shape(
        (lambda raw: raw is None or only_check(raw)) if only_check else None,
        only_walk,
    )


def _of_sequence(inner: tuple[Any, ...]) -> Shape:
    homogeneous = len(inner) == 1 or (len(inner) == 2 and inner[1] is Ellipsis)
    shapes = [shape_of(part) for part in (inner[:1] if homogeneous else inner)]
    if not homogeneous:
        if any(shape.walk for shape in shapes):
            raise UnsupportedShape("private text in a tuple of mixed types")
        return NOTHING
    only_check, only_walk = shapes[0].check, shapes[0].walk

    def walk(value: Any, change: Change, path: str) -> Any:
        assert only_walk is not None
        after = [
            item if item is None else only_walk(item, change, f"{path}.{n}")
            for n, item in enumerate(value)
        ]
        same = all(one is item for one, item in zip(after, value, strict=True))
        return value if same else type(value)(after)

    check = (lambda raw: all(map(only_check, raw))) if only_check else None
    return Shape(check, walk if only_walk else None)


def _of_other(hint: Any, inner: tuple[Any, ...]) -> Shape:
    for part in inner:
        if isinstance(part, type | types.GenericAlias) and shape_of(part).walk:
            raise UnsupportedShape(f"private text inside {hint}")
    return NOTHING
