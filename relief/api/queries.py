"""What may be asked of a list: closed models, so that a mistyped filter is refused, not ignored."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from domain.case.terms import Category, Stage
from domain.places import normal
from domain.time.limits import Basis
from projections.reading import LARGEST_PAGE


def _cursor(given: str) -> str:
    """The cursor as the ledgers know it."""
    try:
        return urlsafe_b64decode(given.encode() + b"=" * (-len(given) % 4)).decode()
    except ValueError:
        raise PydanticCustomError("cursor", "cursor") from None


Cursor = Annotated[str, Field(max_length=600), AfterValidator(_cursor)]


def cursor(inner: str | None) -> str | None:
    """A ledger's cursor as clients see it: opaque, fit for an address."""
    return None if inner is None else urlsafe_b64encode(inner.encode()).decode().rstrip("=")


def _area(given: str) -> str:
    if len(given) not in (4, 6, 9):
        raise PydanticCustomError("area", "area")
    return normal(given)


Position = Annotated[int, Field(ge=0, le=2**62)]
Area = Annotated[
    str, Field(pattern=r"^[0-9]+$", description="行政区划代码（4、6或9位）"), AfterValidator(_area)
]


class Query(BaseModel):
    """What every list can be asked."""

    model_config = ConfigDict(extra="forbid")

    after: Position | None = Field(None, description="等到台账到达该位置再回答（至多约2秒）")


class Paged(Query):
    """A list in pages."""

    cursor: Cursor | None = None
    limit: int = Field(100, ge=1, le=LARGEST_PAGE)


class InArea(Paged):
    """A list of an area; without one, of the officer's whole territory."""

    area: Area | None = None


class LedgerQuery(Paged):
    """台账查询条件。"""

    stage: Stage | None = None
    category: Category | None = None
    year: int | None = Field(None, ge=2000, le=2200)
    approved_from: date | None = None
    approved_to: date | None = None
    as_of: Position | None = Field(None, description="按历史位置查询当时所知的台账")


class LimitsQuery(InArea):
    """时限查询条件。"""

    state: Literal["running", "late", "missed", "met", "ended"] = "running"
    time_limit: str | None = Field(None, max_length=60)
    basis: Basis | None = None


class NoticesQuery(InArea):
    """公示查询条件。"""

    state: Literal["up", "objection", "interrupted", "down", "ended"] | None = None
    posted_from: date | None = None
    posted_to: date | None = None


class LeadsQuery(InArea):
    """线索查询条件。"""

    state: Literal["open", "closed"] = "open"


class DelegationsQuery(Query):
    """委托查询条件。"""

    in_force: date | None = None


class DueQuery(BaseModel):
    """起算日与时限。"""

    model_config = ConfigDict(extra="forbid")

    start: date
    limit: str = Field(max_length=60)


def iso(day: date | None) -> str | None:
    """A day as the ledgers keep it."""
    return None if day is None else day.isoformat()
