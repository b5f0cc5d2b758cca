"""What is asked and answered when people are looked at."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from domain.access import Why
from projections.reading import LARGEST_PAGE
from relief.api import fields as f
from relief.api import queries as q
from relief.api.answers import Answer
from relief.api.records import Body
from relief.masking import FIELDS

FieldName = StrEnum("FieldName", {name.upper(): name for name in sorted(FIELDS)})  # type: ignore[misc]
"""The fields that can be asked for in clear, as facts name them."""


class Reveal(Body):
    """查阅明文：为什么，看谁的哪些内容。"""

    reason: Why
    note: f.TextField | None = None
    fields: Annotated[tuple[FieldName, ...], Field(min_length=1, max_length=len(FIELDS))]
    persons: Annotated[tuple[f.PersonField, ...], Field(max_length=f.LONGEST_LIST)] = ()


class PersonSearch(Body):
    """按公民身份号码查人：号码只在请求内容中，不进入地址。"""

    id_number: f.TextField
    reason: Why
    note: f.TextField | None = None


class RevealedValue(Answer):
    """一项明文：第几项事实、哪一处、关于谁。"""

    version: int
    fact: str
    field: str
    person: str
    value: str


class RevealedValues(Answer):
    """所查阅的明文。本次查阅已记录。"""

    case: str
    items: list[RevealedValue]


class PersonFile(Answer):
    """一份提到此人的案卷或线索。"""

    number: str
    kind: str
    person: str
    township: str
    relation: str
    on: str


class PersonFiles(Answer):
    """辖区内提到此人的案卷和线索。"""

    items: list[PersonFile]


class LookLine(Answer):
    """一次查阅：谁、何时、从何处、看了谁的什么、为什么。"""

    number: int
    at: str
    officer: str
    posts: list[str]
    division: str
    act: str
    case: str
    persons: list[str]
    fields: list[str]
    reason: str | None
    note: str | None
    address: str
    request: str
    digest: str


class LookPage(Answer):
    """查阅记录的一页；next为下一页的游标。"""

    items: list[LookLine]
    next: str | None


class LooksQuery(BaseModel):
    """查阅记录的查询条件。"""

    model_config = {"extra": "forbid"}

    case: str | None = Field(None, max_length=60)
    person: str | None = Field(None, pattern="^[0-9a-f]{32}$")
    officer: str | None = Field(None, max_length=100)
    cursor: q.Cursor | None = None
    limit: int = Field(100, ge=1, le=LARGEST_PAGE)


MODELS: tuple[type[BaseModel], ...] = (Reveal, PersonSearch, RevealedValues, PersonFiles)
"""What the document describes beside the bodies of commands."""
