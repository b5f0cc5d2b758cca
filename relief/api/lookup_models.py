"""What a client looks up, for the OpenAPI document: divisions, papers, who is in post."""

from domain.case.authority import Post
from domain.ground.places import Level
from relief.api.answers import Answer, Day


class DivisionLine(Answer):
    """A division as it is called on a day; ``seat``: null where that is not known (18.2.2)."""

    code: str
    name: str
    level: Level
    level_title: str
    kind: str
    parent: str
    seat: bool | None
    valid_from: Day | None
    valid_to: Day | None
    source: str


class DivisionList(Answer):
    """The divisions of a day, by code."""

    on: Day
    items: list[DivisionLine]


class MaterialLine(Answer):
    """A paper an application needs, by the name commands call it."""

    id: str
    title: str
    article: str
    article_text: str


class MaterialList(Answer):
    """The papers of a kind of application on a day, by the law of that day and place."""

    on: Day
    law: str
    items: list[MaterialLine]


class ColleagueLine(Answer):
    """Who holds a post on a day, by id and name: whom a command may name, and how to reach them."""

    officer: str
    post: Post
    post_title: str
    division: str
    deputy_for: str | None
    name: str | None
    phone: str | None


class ColleaguePage(Answer):
    """A page; ``next`` is the cursor of the one after."""

    on: Day
    items: list[ColleagueLine]
    next: str | None
