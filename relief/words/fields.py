"""What the fields of records are called, with hint and example; and the parts of a path in a body."""

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import get_args, get_type_hints

from relief.words.dictionary import CHINESE, Unworded, entry, table

ANYWHERE = "any"
"""The table of what a field is called wherever it stands."""

PRIVATE = "Private"
"""The table of what private fields are called where nothing says whose they are."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a field is called, what to mind when filling it in, and how a value looks."""

    label: str
    hint: str = ""
    example: str = ""


@cache
def labelled(field: str, record: str = "", language: str = CHINESE) -> Label:
    """The label of a field of a record (its class's name), or of any. Raises ``Unworded``."""
    own = table("fields", record, language).get(field) if record else None
    said = own or table("fields", ANYWHERE, language).get(field)
    if said is None:
        raise Unworded("fields", record or ANYWHERE, field)
    return Label(said) if isinstance(said, str) else Label(**said)


def label(field: str, record: str = "", language: str = CHINESE) -> str:
    """What a field is called. Raises ``Unworded``."""
    return labelled(field, record, language).label


def of_path(
    path: str, record: type | None = None, language: str = CHINESE, *, theirs: bool = False
) -> str:
    """What the parts of a path are called: ``members.0.name`` is 申请所列人员第1项的姓名.

    ``record`` is the class the path begins in, where that is known. ``theirs``: what has no name here
    is the client's own, and stays as it is. Raises ``Unworded``.
    """
    return "的".join(_parts(path, record, language, theirs))


def _parts(path: str, record: type | None, language: str, theirs: bool) -> Iterator[str]:
    said = ""
    for part in path.split("."):
        if part.isdigit():
            said += str(entry("fields", "path", "item", language)).format(number=int(part) + 1)
            continue
        if said:
            yield said
        said = _called(part, record.__name__ if record else "", language, theirs)
        record = _within(record, part)
    yield said


def _called(part: str, record: str, language: str, theirs: bool) -> str:
    try:
        return label(part, record, language)
    except Unworded:
        if theirs:
            return part
        raise


@cache
def _within(record: type | None, field: str) -> type | None:
    """The class of the records a field holds, if it is known and holds any."""
    if record is None or not is_dataclass(record):
        return None
    return next(_records(get_type_hints(record).get(field)), None)


def _records(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _records(inner)
