"""Commands in the right words as bodies, every personal value in them marked and written down."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any

from domain.case.records import Account, Helper, Member
from domain.ground.money import Money
from domain.ground.people import Private
from relief.api.bodies import BODIES
from relief.api.records import model
from tests.case.words import RIGHT, About
from tests.support import commands as c

_NUMBER = re.compile(r"[0-9]{11,19}X?|[0-9]{17}X")


@dataclass
class Marks:
    """Values that must turn up nowhere, and what is said without them."""

    values: set[str] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=count)

    def text(self) -> str:
        """A personal text like no other."""
        mark = f"机密卷宗{next(self._numbers):05d}号勿外传"
        self.values.add(mark)
        return mark

    def private(self, value: Private) -> str:
        """Numbers must be valid and mark themselves; any other text is replaced by a mark."""
        text = value.reveal()
        if not _NUMBER.fullmatch(text):
            return self.text()
        self.values.add(text)
        return text

    def body(
        self, kind: type[c.Command], about: About, people: list[str], **changes: Any
    ) -> dict[str, Any]:
        """The body of a command; ``people``: the persons of the case, where there is one."""
        command = dataclasses.replace(RIGHT[kind](about), **changes)
        names = BODIES[kind].model_fields
        made = {
            name: self._json(getattr(command, "case" if name == "region" else name), people)
            for name in names
        }
        if kind is c.RecordDeath:
            made["person"] = people[-1]
        return {name: value for name, value in made.items() if value is not None}

    def _json(self, value: Any, people: list[str]) -> Any:
        match value:
            case Private():
                return self.private(value)
            case Money():
                return str(value)
            case StrEnum():
                return value.value
            case date():
                return value.isoformat()
            case tuple() | list():
                return [self._json(one, people) for one in value]
            case _ if dataclasses.is_dataclass(value):
                return self._record(value, people)
            case _:
                return value

    def _record(self, value: Any, people: list[str]) -> dict[str, Any]:
        names = model(type(value)).model_fields
        told = {name: self._json(getattr(value, name), people) for name in names}
        if isinstance(value, Account):
            told["holder"] = people[0] if people else 0
        if isinstance(value, Member | Helper):
            told.pop("person", None)
        return {name: inner for name, inner in told.items() if inner is not None}
