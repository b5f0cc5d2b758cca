"""What the fields of records are called, with hint and example; and the parts of a path in a body."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args, get_type_hints

from relief.words.dictionary import CHINESE, Unworded, entry, table

ANYWHERE = "any"
"""The table of what a field is called wherever it stands."""

MADE = "made"
"""Where the model of a body says which record it turns into."""

PRIVATE = "Private"
"""The table of what private fields are called where nothing says whose they are."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a field is called, what to mind when filling it in, and how a value looks."""

    label: str
    hint: str = ""
    example: str = ""


@cache
def labelled(field: str, record: str | type = "", language: str = CHINESE) -> Label:
    """The label of a field of a record (its class, or the name of it), or of any.

    Raises ``Unworded``.
    """
    names = (record,) if isinstance(record, str) else named(record)
    for name in (*filter(None, names), ANYWHERE):
        said = table("fields", name, language).get(field)
        if said is not None:
            return Label(said) if isinstance(said, str) else Label(**said)
    raise Unworded("fields", names[0] or ANYWHERE, field)


@cache
def named(record: type) -> tuple[str, ...]:
    """Whose words the fields of a class are told in: its own, those of what it turns into, its bases'."""
    classes = [one for one in record.__mro__ if one is not object]
    made = getattr(record, MADE, None)
    if isinstance(made, type):
        classes.insert(1, made)
    return tuple(one.__name__ for one in classes)


def label(field: str, record: str | type = "", language: str = CHINESE) -> str:
    """What a field is called. Raises ``Unworded``."""
    return labelled(field, record, language).label


def of_path(
    path: str, record: type | None = None, language: str = CHINESE, *, theirs: bool = False
) -> str:
    """What the parts of a path are called: ``members.0.name`` is 申请所列人员第1项的姓名.

    ``record`` is the class the path begins in, where that is known. ``theirs``: the last part is a
    name of the client's own, and stays as it is. Raises ``Unworded``.
    """
    return "的".join(_parts(path, record, language, theirs))


def _parts(path: str, record: type | None, language: str, theirs: bool) -> Iterator[str]:
    said, parts = "", path.split(".")
    for place, part in enumerate(parts, 1):
        if part.isdigit():
            said += str(entry("fields", "path", "item", language)).format(number=int(part) + 1)
            continue
        if said:
            yield said
        own = theirs and place == len(parts)
        said = part if own else label(part, record or "", language)
        record = _within(record, part)
    yield said


@cache
def _within(record: type | None, field: str) -> type | None:
    """The class of the records a field holds, if it is known and holds any."""
    if record is None or not _holds(record):
        return None
    return next(_records(get_type_hints(record).get(field)), None)


def _holds(kind: type) -> bool:
    """Whether a class is one of records, or the model of one."""
    return hasattr(kind, "__dataclass_fields__") or hasattr(kind, "model_fields")


def _records(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and not get_args(hint) and _holds(hint):
        yield hint
    for inner in get_args(hint):
        yield from _records(inner)
