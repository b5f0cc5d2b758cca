"""What a question is: its address, whom it concerns, its words, its answer's model.

Routes, ways on, tags, whom a question concerns and the OpenAPI document are made of it; titles are
the dictionary's.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.requests import Request

from domain.ground.posts import Post
from relief.api.looked import Check, Head, looked
from relief.api.openapi import asks, downloads, keepable, posted, tells_anyone, uploads
from relief.api.routes import NUMBERS, Tag

_NAMED = re.compile(r"\{([a-z]+)\}")
_NUMBERS = frozenset(about.value for about in NUMBERS)


class Whom(Enum):
    """Whom a question concerns, and so who may ask it."""

    ANYONE = auto()
    """Answered without asking who asks; says nothing of any case, but to who has the code of its slip."""
    OFFICER = auto()
    """Any officer; the answer depends on no case."""
    SESSION = auto()
    """The session at hand alone, and whoever signed in with it."""
    POSTS = auto()
    """Those who really hold one of certain posts."""
    AREA = auto()
    """An area, and whoever has it in their territory."""
    NUMBER = auto()
    """The case or lead that its path names, and whoever has that in their territory."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``also``: the statuses it is refused with beside those of its kind.

    ``body``: what is sent, where its words are personal or many; ``status``: of its answer;
    ``posts``: of whom it is for, by ``Whom.POSTS``; ``kept``: a client that has the answer already
    is told so by 304; ``files``: it answers a file of one of these media types;
    ``sent``: it is sent one; ``sends``: the headers of its answer that its kind does not tell.
    """

    name: str
    path: str
    answer: type[BaseModel]
    whom: Whom
    tag: Tag = Tag.READING
    also: tuple[int, ...] = ()
    method: str = "get"
    body: type[BaseModel] | None = None
    status: int = 200
    posts: frozenset[Post] = frozenset()
    kept: bool = False
    files: Mapping[Any, str] = field(default_factory=dict)
    sent: Collection[str] = ()
    sends: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """What its path names by a number."""
        return tuple(name for name in _NAMED.findall(self.path) if name in _NUMBERS)

    def said(self) -> dict[str, Any]:
        """What its route says to the framework."""
        anyone = self.whom is Whom.ANYONE
        if self.body is not None:
            said = posted(
                self.name, self.body, self.answer, *self.numbers, also=self.also, anyone=anyone
            )
        elif self.sent:
            said = uploads(self.sent, self.answer, *self.numbers, also=self.also)
        elif anyone:
            said = tells_anyone(self.answer, *self.also, status=self.status)
        else:
            said = asks(self.answer, *self.numbers, also=self.also)
        if self.files:
            said = downloads(said, self.files)
        return keepable(said) if self.kept else said

    def way(self, **numbers: str) -> str:
        """Its address with these numbers in it. Raises ``KeyError`` for one that is not given."""
        return self.path.format(**numbers)

    def on(
        self, made: APIRouter, *checks: Check, heads: tuple[Head, ...] = ()
    ) -> Callable[[Any], Any]:
        """Serves the question by the function that is put below this line.

        ``checks``: what it asks of its conditions beside their form, before it is answered;
        ``heads``: what it asks of its headers.
        """

        async def look(request: Request) -> None:
            anyone = self.whom is Whom.ANYONE
            await looked(request, self.body, checks, anyone=anyone, heads=heads)

        return made.api_route(
            self.path,
            methods=[self.method.upper()],
            operation_id=self.name,
            tags=[self.tag.value],
            status_code=self.status,
            dependencies=[Depends(look)],
            **self.said(),
        )
