"""From what was typed to the body of a command, and where each part of the body was typed.

Inputs are named as paths in a body: ``members.0.name``. How many rows a list has on the page is said
beside it (``rows:members``), so that an empty row is not lost while others are added.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from relief.api.fields import LONGEST_LIST
from relief.console.forms import asked as a
from relief.console.forms.asked import Field, Form
from relief.console.sent import Fields

ROWS = "rows:"
"""What the number of rows of a list on the page is named by, before the list's own name."""
MEMBERS = "members"
"""The list whose rows a place names."""

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,18}")


@dataclass(slots=True)
class Said:
    """A body as JSON, and by the path of each part of it the name of the input it came from."""

    body: dict[str, Any]
    places: dict[str, str] = field(default_factory=dict)


def said(form: Form, typed: Fields) -> Said:
    """What was typed as the body it stands for; rows and records left empty are not there."""
    found = Said({})
    order = {was: now for now, was in enumerate(_rows(form, typed))}
    found.body = _record(form, typed, "", "", found.places, order)
    return found


def _rows(form: Form, typed: Fields) -> list[int]:
    """The rows of the list of members that are filled in."""
    for one in form.fields:
        if one.name == MEMBERS and one.kind == a.RECORDS:
            return filled(one, typed, MEMBERS)
    return []


def _record(
    form: Form,
    typed: Fields,
    path: str,
    place: str,
    places: dict[str, str],
    order: Mapping[int, int],
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for one in form.fields:
        here, there = f"{path}{one.name}", f"{place}{one.name}"
        places[here] = there
        value = _value(one, typed, here, there, places, order)
        if value is not None:
            made[one.name] = value
    return made


def _value(
    one: Field,
    typed: Fields,
    path: str,
    place: str,
    places: dict[str, str],
    order: Mapping[int, int],
) -> Any:
    """What stands in an input; ``None`` where nothing does."""
    if one.inner is not None and one.kind == a.RECORD:
        there = one.needed or present(one.inner, typed, f"{place}.")
        inner = (one.inner, typed, f"{path}.", f"{place}.", places, order)
        return _record(*inner) if there else None
    if one.inner is not None:
        rows = filled(one, typed, place)
        for now, was in enumerate(rows):
            places[f"{path}.{now}"] = f"{place}.{was}"
        made = [
            _record(one.inner, typed, f"{path}.{now}.", f"{place}.{was}.", places, order)
            for now, was in enumerate(rows)
        ]
        return made or ([] if one.needed else None)
    given = [value for value in typed.get(place, ()) if value.strip()]
    if one.kind == a.MANY:
        return given or ([] if one.needed else None)
    if one.kind == a.LINES:
        lines = [line.strip() for text in given for line in text.split("\n") if line.strip()]
        return [_single(one.each, line, order) for line in lines] or ([] if one.needed else None)
    return _single(one.kind, given[-1].strip(), order) if given else None


def _single(kind: str, text: str, order: Mapping[int, int]) -> Any:
    """A single value as JSON has it; what cannot be read stays as it was typed, to be refused."""
    if kind == a.FLAG and text in ("true", "false"):
        return text == "true"
    if kind == a.PLACE and _WHOLE.fullmatch(text):
        return order.get(int(text), int(text))
    return int(text) if kind == a.WHOLE and _WHOLE.fullmatch(text) else text


def count(typed: Fields, place: str, least: int = 0) -> int:
    """How many rows a list has on the page."""
    told = typed.get(f"{ROWS}{place}", [""])[-1]
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else least
    return min(number, LONGEST_LIST)


def filled(one: Field, typed: Fields, place: str) -> list[int]:
    """The rows of a list in which something stands."""
    assert one.inner is not None
    every = range(count(typed, place))
    return [n for n in every if present(one.inner, typed, f"{place}.{n}.")]


def present(form: Form, typed: Fields, place: str) -> bool:
    """Whether anything was typed into a record: what stands there anyway was not."""
    for one in form.fields:
        here = f"{place}{one.name}"
        if one.inner is not None and one.kind == a.RECORD:
            if present(one.inner, typed, f"{here}."):
                return True
        elif one.inner is not None:
            if filled(one, typed, here):
                return True
        elif any(text.strip() and text != one.usual for text in typed.get(here, ())):
            return True
    return False


def typed_of(form: Form, body: Mapping[str, Any], place: str = "") -> Fields:
    """The inputs that stand for a body: what ``said`` makes of them is the body again."""
    return dict(_typed(form, body, place))


def _typed(form: Form, body: Mapping[str, Any], place: str) -> Iterator[tuple[str, list[str]]]:
    for one in form.fields:
        here, value = f"{place}{one.name}", body.get(one.name)
        if one.inner is not None and one.kind == a.RECORD:
            if value is not None:
                yield from _typed(one.inner, value, f"{here}.")
        elif one.inner is not None:
            yield f"{ROWS}{here}", [str(len(value or ()))]
            for n, row in enumerate(value or ()):
                yield from _typed(one.inner, row, f"{here}.{n}.")
        elif value is None:
            if one.usual:
                yield here, [one.usual]
        elif one.kind == a.MANY:
            yield here, [str(each) for each in value]
        elif one.kind == a.LINES:
            yield here, ["\n".join(map(_text, value))]
        else:
            yield here, [_text(value)]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def with_row(typed: Fields, place: str) -> Fields:
    """One more row at the end of a list."""
    return {**typed, f"{ROWS}{place}": [str(min(count(typed, place) + 1, LONGEST_LIST))]}


def without_row(typed: Fields, row: str) -> Fields:
    """A list without one of its rows; those after it move up."""
    place, _, number = row.rpartition(".")
    rows = count(typed, place)
    if not number.isdecimal() or int(number) >= rows:
        return typed
    gone, made = int(number), dict[str, list[str]]()
    moved = re.compile(rf"((?:{re.escape(ROWS)})?){re.escape(place)}\.([0-9]+)(\..*)?")
    for name, values in typed.items():
        found = moved.fullmatch(name)
        at = int(found[2]) if found else -1
        if found is None or at < gone:
            made[name] = values
        elif at > gone:
            made[f"{found[1]}{place}.{at - 1}{found[3] or ''}"] = values
    return {**made, f"{ROWS}{place}": [str(rows - 1)]}
