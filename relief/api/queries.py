"""What may be asked of a list: closed models, so that a mistyped filter is refused, not ignored."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from domain.ground.places import normal
from domain.ground.terms import Category, Procedure, Stage
from domain.time.limits import Basis
from projections.reading import LARGEST_PAGE
from relief.api import fields as f
from relief.api.lists import DeskList, LeadState, LimitState, NoticeState, ReadyPart

LONGEST_CURSOR = 600
LARGEST_POSITION = 2**62
"""Beyond what any history reaches, and what any database can hold."""


def _cursor(given: str) -> str:
    """The cursor as the ledgers know it; only as it was given out, to the letter."""
    try:
        inner = urlsafe_b64decode(given.encode() + b"=" * (-len(given) % 4)).decode()
    except ValueError:
        inner = None
    if inner is None or cursor(inner) != given:
        raise f.fault("not-a-cursor")
    return inner


def _place(given: Any) -> int:
    """The number of an entry in a log that a cursor leads to; no log holds larger ones."""
    if len(str(given)) > LONGEST_CURSOR:
        raise f.fault("too-long", most=LONGEST_CURSOR)
    inner = _cursor(str(given))
    if not inner.isdecimal() or int(inner) > LARGEST_POSITION:
        raise f.fault("not-a-cursor")
    return f.whole(inner)


Cursor = Annotated[str, Field(max_length=LONGEST_CURSOR), AfterValidator(_cursor)]
LogCursor = Annotated[
    int, PlainValidator(_place), WithJsonSchema({"type": "string", "maxLength": LONGEST_CURSOR})
]
"""The cursor of a log that numbers its entries."""


def cursor(inner: str | None) -> str | None:
    """A ledger's cursor as clients see it: opaque, fit for an address."""
    return None if inner is None else urlsafe_b64encode(inner.encode()).decode().rstrip("=")


Position = Annotated[int, Field(strict=True, ge=0, le=LARGEST_POSITION), f.Spelled]
PageSize = Annotated[int, Field(strict=True, ge=1, le=LARGEST_PAGE), f.Spelled]
Year = Annotated[int, Field(strict=True, ge=2000, le=2200), f.Spelled]
Area = Annotated[
    f.DIVISION,
    AfterValidator(normal),
]


class Query(BaseModel):
    """What every list can be asked."""

    model_config = ConfigDict(extra="forbid")

    after: Position | None = Field(None)

    @field_validator("*", mode="after")
    @classmethod
    def in_order(cls, value: Any, told: ValidationInfo) -> Any:
        """What lasts from a day to a day ends no earlier than it begins."""
        name = told.field_name or ""
        begins = told.data.get(f"{name.removesuffix('_to')}_from") if name.endswith("_to") else None
        if value is not None and begins is not None and value < begins:
            raise f.fault("dates-out-of-order")
        return value


class ReadyQuery(BaseModel):
    """What readiness is asked for."""

    model_config = ConfigDict(extra="forbid")

    part: ReadyPart = ReadyPart.ALL


class InPages(BaseModel):
    """How much a page of a list holds."""

    model_config = ConfigDict(extra="forbid")

    limit: PageSize = 100


class Paged(InPages, Query):
    """A list in pages."""

    cursor: Cursor | None = None


class InArea(Paged):
    """A list of an area; without one, of the officer's whole territory."""

    area: Area | None = None


class ReviewsQuery(BaseModel):
    """待复查决定的查询条件。"""

    model_config = ConfigDict(extra="forbid")

    area: Area | None = None


class LedgerQuery(Paged):
    """台账查询条件。"""

    stage: Stage | None = None
    category: Category | None = None
    procedure: Procedure | None = None
    year: Year | None = None
    approved_from: f.DayField | None = None
    approved_to: f.DayField | None = None
    as_of: Position | None = Field(None)


class CaseLimitsQuery(Query):
    """一案时限查询条件。"""

    as_of: Position | None = Field(None)


class LimitsQuery(InArea):
    """时限查询条件。"""

    state: LimitState = LimitState.RUNNING
    time_limit: str | None = Field(None, max_length=60)
    basis: Basis | None = None


class DeskQuery(InArea):
    """待办查询条件。"""

    whose: DeskList = DeskList.MINE


class LoadQuery(Query):
    """人员待办件数的查询条件。"""

    area: Area | None = None


class NoticesQuery(InArea):
    """公示查询条件。"""

    state: NoticeState | None = None
    posted_from: f.DayField | None = None
    posted_to: f.DayField | None = None


class LeadsQuery(InArea):
    """线索查询条件。"""

    state: LeadState = LeadState.OPEN


class ReferencesQuery(BaseModel):
    """参考标准查询条件。"""

    model_config = ConfigDict(extra="forbid")

    series: str | None = Field(None, max_length=60)
    region: f.AreaField | None = None
    on: f.DayField | None = None


class DelegationsQuery(Query):
    """委托查询条件。"""

    in_force: f.DayField | None = None


class StepsQuery(BaseModel):
    """下一步查询条件。"""

    model_config = ConfigDict(extra="forbid")

    command: str | None = Field(None, max_length=60)


class DueQuery(BaseModel):
    """起算日与时限。"""

    model_config = ConfigDict(extra="forbid")

    start: f.DayField
    limit: str = Field(max_length=60)


def iso(day: date | None) -> str | None:
    """A day as the ledgers keep it."""
    return None if day is None else day.isoformat()
