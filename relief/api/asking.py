"""The addresses of questions: one table, each with its chapter and its answer's model.

Routes, ways on and the OpenAPI document are made from it; titles are the dictionary's.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from relief.api.openapi import asks, keepable, tells_anyone
from relief.api.routes import NUMBERS, Tag

_NAMED = re.compile(r"\{([a-z]+)\}")
_NUMBERS = frozenset(about.value for about in NUMBERS)


@dataclass(frozen=True, slots=True)
class Question:
    """A question by ``GET``. ``also``: the statuses it is refused with beside those of its kind.

    ``anyone``: it is answered without asking who asks. ``kept``: a client that has the answer
    already is told so by 304.
    """

    name: str
    path: str
    answer: type[BaseModel]
    tag: Tag = Tag.READING
    also: tuple[int, ...] = ()
    anyone: bool = False
    kept: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """What its path names by a number."""
        return tuple(name for name in _NAMED.findall(self.path) if name in _NUMBERS)

    def said(self) -> dict[str, Any]:
        """What its route says to the framework."""
        said = (
            tells_anyone(self.answer, *self.also)
            if self.anyone
            else asks(self.answer, *self.numbers, also=self.also)
        )
        return keepable(said) if self.kept else said

    def way(self, **numbers: str) -> str:
        """Its address with these numbers in it. Raises ``KeyError`` for one that is not given."""
        return self.path.format(**numbers)

    def on(self, made: APIRouter) -> Callable[[Any], Any]:
        """Serves the question by the function that is put below this line."""
        return made.get(self.path, operation_id=self.name, tags=[self.tag.value], **self.said())
