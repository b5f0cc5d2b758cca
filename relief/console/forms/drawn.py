"""A form as its template draws it: each control with its words, what was typed, and what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relief.console.forms import asked as a
from relief.console.forms.asked import Field, Form
from relief.console.forms.typed import ROWS, count
from relief.console.sent import Fields
from relief.words.screens import screen

FEWEST = 7
"""From so many choices on, a closed list is a list to open instead of a row of buttons."""

WHOLE_LINE = frozenset({a.LONG, a.LINES, a.MANY, a.RECORDS, a.FILE})
NARROW = frozenset({a.MONEY, a.AREA, a.WHOLE, a.DAY})
"""Controls by the room they take on a line; a record of more than ``FEW`` fields takes all of it."""
FEW = 4

CODES = frozenset({a.PERSON, a.PLACE, a.PAPER, a.TOWNSHIP})
"""What is chosen by name, so that how its code is typed need not be told."""

Faults = Mapping[str, Sequence[Mapping[str, Any]]]
"""What is wrong, by the name of the input it is about."""

Known = Mapping[str, Sequence[tuple[str, str]]]
"""What may be chosen that no closed list says, by the kind of the control."""


@dataclass(slots=True)
class Control:
    """One field on the page, or a record or list of them."""

    name: str
    id: str
    kind: str
    label: str
    hint: str
    example: str
    needed: bool
    values: list[str]
    choices: Sequence[tuple[str, str]]
    radios: bool
    faults: Sequence[Mapping[str, Any]]
    rare: bool = False
    usual: str = ""
    groups: list["Group"] = field(default_factory=list)
    rows: list[list["Group"]] = field(default_factory=list)

    @property
    def value(self) -> str:
        """What stands in a single input."""
        return self.values[-1] if self.values else ""

    @property
    def touched(self) -> bool:
        """Whether something stands there that does not stand there anyway, or is wrong with it."""
        typed = any(one.strip() and one != self.usual for one in self.values)
        return typed or bool(self.faults or self.rows) or any(one.touched for one in self.groups)

    @property
    def width(self) -> str:
        """How much of a line it takes."""
        inner = [one for group in self.groups for one in group.controls]
        if self.kind in WHOLE_LINE or len(inner) > FEW or any(one.groups for one in inner):
            return "full"
        return "narrow" if self.kind in NARROW else "part"


@dataclass(slots=True)
class Group:
    """Controls that stand together."""

    title: str
    controls: list[Control]

    @property
    def usual(self) -> list[Control]:
        """What is always shown."""
        return [one for one in self.controls if not one.rare]

    @property
    def rare(self) -> list[Control]:
        """What is folded away."""
        return [one for one in self.controls if one.rare]

    @property
    def touched(self) -> bool:
        """Whether something stands in it."""
        return any(one.touched for one in self.controls)

    @property
    def open(self) -> bool:
        """Whether something stands in what is folded away, so that it is not."""
        return any(one.touched for one in self.rare)


def id_of(name: str) -> str:
    """The id of an input, by its name: what a summary of faults links to."""
    return f"f-{name.replace('.', '-')}"


def drawn(form: Form, typed: Fields, faults: Faults, known: Known, place: str = "") -> list[Group]:
    """The groups of a form, as they stand with what was typed."""
    return [
        Group(title, [_control(one, typed, faults, known, place) for one in those])
        for title, those in form.groups
    ]


def _control(one: Field, typed: Fields, faults: Faults, known: Known, place: str) -> Control:
    name = f"{place}{one.name}"
    kind = one.each if one.kind == a.LINES and one.each in known else one.kind
    choices = _choices(one, kind, typed, known)
    shape = _shape(one, kind, bool(choices))
    values = _values(one, shape, typed.get(name, ()))
    told = (bool(choices) and kind in CODES) or (kind == a.MONEY and bool(place))
    made = Control(
        name=name,
        id=id_of(name),
        kind=shape,
        label=one.words.label,
        hint="" if told else one.words.hint,
        example="" if told else one.words.example,
        needed=one.needed,
        values=values if name in typed or not one.usual else [one.usual],
        choices=(*choices, *((each, each) for each in _unlisted(values, choices))),
        radios=0 < len(choices) < FEWEST and (kind == a.FLAG or not place),
        faults=faults.get(name, ()),
        rare=one.rare,
        usual=one.usual,
    )
    if one.inner is not None and one.kind == a.RECORD:
        made.groups = drawn(one.inner, typed, faults, known, f"{name}.")
    elif one.inner is not None:
        rows = range(count(typed, name))
        made.rows = [drawn(one.inner, typed, faults, known, f"{name}.{n}.") for n in rows]
    return made


def _values(one: Field, shape: str, typed: Sequence[str]) -> list[str]:
    """What stands in an input; of a list to choose from each line by itself."""
    if one.kind == a.LINES and shape == a.MANY:
        return [line.strip() for text in typed for line in text.split("\n") if line.strip()]
    return list(typed)


def _unlisted(values: Sequence[str], choices: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What was typed though it is none of the choices: it is not lost, and is refused in words."""
    known = {value for value, _ in choices}
    return (one for one in values if choices and one.strip() and one not in known)


def _shape(one: Field, kind: str, chosen: bool) -> str:
    """The control as drawn: what may be chosen is chosen, what may not is typed."""
    if one.kind == a.LINES:
        return a.MANY if chosen else a.LINES
    if kind in (a.PERSON, a.PLACE, a.PAPER, a.TOWNSHIP):
        return a.ONE if chosen else a.LINE
    return kind


def _choices(one: Field, kind: str, typed: Fields, known: Known) -> Sequence[tuple[str, str]]:
    if kind == a.FLAG:
        return (("true", screen("forms.yes")), ("false", screen("forms.no")))
    if kind == a.PLACE:
        return tuple(_places(typed))
    return one.choices or known.get(kind, ())


def _places(typed: Fields) -> Iterator[tuple[str, str]]:
    """The rows of the list of members, each with the name typed there."""
    for n in range(count(typed, "members")):
        name = typed.get(f"members.{n}.name", [""])[-1].strip()
        yield str(n), screen("forms.row", number=n + 1, name=name)


def pairs(typed: Fields) -> Iterator[tuple[str, str]]:
    """Everything typed, to be sent along hidden."""
    for name, values in typed.items():
        for value in values:
            yield name, value


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page on which answers are checked: where it stands, what it is called, what it says."""

    id: str
    label: str
    text: str


def lines(groups: Sequence[Group], called: str = "") -> Iterator[Line]:
    """What was typed, line by line; what was left empty is not told."""
    for control in (one for group in groups for one in group.controls):
        label = f"{called}{control.label}"
        yield from lines(control.groups, f"{label}{screen('forms.of')}")
        for n, row in enumerate(control.rows, 1):
            yield from lines(row, f"{label}{screen('forms.item', number=n)}{screen('forms.of')}")
        words = dict(control.choices)
        told = [words.get(value, value) for value in control.values if value.strip()]
        if told and not control.groups and not control.rows:
            yield Line(control.id, label, screen("forms.comma").join(told))


def hidden(typed: Fields) -> dict[str, list[str]]:
    """What of a form's inputs is the body's: not the key, the version, or which button was pressed."""
    return {name: values for name, values in typed.items() if not name.startswith("_")}


__all__ = ["ROWS", "Control", "Group", "Line", "drawn", "hidden", "id_of", "lines", "pairs"]
