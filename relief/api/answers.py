"""What answers look like, for the OpenAPI document: closed models beside the code that makes them.

Lines of ledgers and records of a case are derived from the rows and dataclasses they show, by the
rules of ``relief.api.shown``; the tests hold every answer they get against these models. Those of
one case stand in ``case_models``, of decisions reckoned again in ``recomputed_models``.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, WithJsonSchema, create_model

from domain.ground.declared import declared
from domain.ground.money import Money
from projections.delegations import DelegationRow
from projections.leads import LeadRow
from projections.limit_boards import WorkRow
from projections.limit_rows import LimitRow
from projections.notices import BoardRow
from projections.register_moves import CaseRow
from relief.api.limit_words import TITLES
from relief.api.shown import HREF, LISTS, files, named
from relief.sums import FEN
from relief.words.sentences import say

Yuan = Annotated[
    str,
    WithJsonSchema(
        {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$", "description": say("api.types.yuan")}
    ),
]
Day = date
Anything = dict[str, Any]


class Answer(BaseModel):
    """An answer has these fields, all of them and no others."""

    model_config = ConfigDict(extra="forbid")


def line(name: str, row: Any, also: Sequence[str] = (), **renamed: str) -> Any:
    """The model of a ledger's row as ``shown.row`` shows it; ``also``: the words beside its codes."""
    parts: dict[str, Any] = {}
    for field, hint in get_type_hints(row).items():
        told = named(field, renamed)
        if told is None:
            continue
        kinds = get_args(hint) or (hint,)
        if field.endswith(FEN):
            hint = Yuan | None if NoneType in kinds else Yuan
        elif field in LISTS:
            hint = list[str]
        parts[told] = (hint, ...)
    if files(get_type_hints(row)):
        parts[HREF] = (str, ...)
    parts |= dict.fromkeys(also, (str, ...))
    return create_model(name, __base__=Answer, __doc__=f"A line of a ledger: {name}.", **parts)


def record(kind: Any) -> Any:
    """The model of a record of the case as ``casefile.shown`` shows it, sums in yuan."""
    hints = get_type_hints(kind)
    parts: dict[str, Any] = {one.name: (_plain(hints[one.name]), ...) for one in fields(kind)}
    return create_model(kind.__name__, __base__=Answer, __doc__=declared(kind).summary, **parts)


def _plain(hint: Any) -> Any:
    """How a value of a record reads in JSON."""
    if get_origin(hint) in (UnionType, Union):
        kinds = [_plain(one) for one in get_args(hint)]
        return Union[tuple(kinds)]  # noqa: UP007 (the kinds are known only now)
    if hint is Money:
        return Yuan
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return hint


REGISTER_LINE = line("RegisterLine", CaseRow, amount_fen="approved_fen")
WORK_LINE = line("WorkLine", WorkRow, TITLES)
LIMIT_LINE = line("TimeLimitLine", LimitRow, TITLES)
NOTICE_LINE = line("PublicNoticeLine", BoardRow)
LEAD_LINE = line("LeadLine", LeadRow)
DELEGATION_LINE: Any = line("DelegationLine", DelegationRow)


def page_of(name: str, one: Any, **more: Any) -> Any:
    """A page of lines: the cursor of the next page, or null."""
    parts: dict[str, Any] = {item: (kind, ...) for item, kind in more.items()}
    return create_model(
        name,
        __base__=Answer,
        __doc__="A page; ``next`` is the cursor of the one after.",
        items=(list[one], ...),
        next=(str | None, ...),
        **parts,
    )


class Totals(Answer):
    """Sums in yuan; grants and persons counted apart."""

    cases: int
    persons: int
    approved_cases: int
    approved_households: int
    approved_individuals: int
    approved_persons: int
    approved: Yuan
    paid: Yuan


TOWNSHIP_LEDGER = page_of("TownshipLedgerPage", REGISTER_LINE)
COUNTY_LEDGER = page_of(
    "CountyLedgerPage",
    REGISTER_LINE,
    totals=Totals,
    by_category=dict[str, Totals],
    by_procedure=dict[str, Totals],
    by_township=dict[str, Totals],
)
WORKLIST = page_of("WorklistPage", WORK_LINE, counts=dict[str, int])
TIME_LIMITS = page_of("TimeLimitsPage", LIMIT_LINE)
PUBLIC_NOTICES = page_of("PublicNoticesPage", NOTICE_LINE)
LEADS = page_of("LeadsPage", LEAD_LINE)


class DeskAct(Answer):
    """An act that a case waits for, and where it is done."""

    command: str
    title: str
    method: str | None
    href: str | None


class DeskItem(Answer):
    """A case or lead that waits: what for, whose it is, since when, and when it is due by which law."""

    case: str | None
    lead: str | None
    village: str
    applicant: str
    name: str | None
    stage: str | None
    post: str
    post_title: str
    waits_for: str
    waits_for_title: str
    acts: list[DeskAct]
    since: Day
    due_on: Day | None
    mark: str
    time_limit: str | None
    title: str | None
    basis: str | None
    article: str | None
    article_text: str | None


DESK = page_of("DeskPage", DeskItem, counts=dict[str, int])


class OfficerLoad(Answer):
    """How many cases lie with an officer."""

    officer: str
    division: str
    posts: list[str]
    counts: dict[str, int]
    total: int


class OfficeLoad(Answer):
    """How many lie with each officer of an office."""

    items: list[OfficerLoad]


class DelegationList(Answer):
    """Delegations of a county."""

    items: list[DELEGATION_LINE]


class DayOfLimit(Answer):
    """One day of a limit: whether it counts, by what source, and whether that is firm."""

    day: Day
    counted: bool
    number: int | None
    reason: str
    reason_text: str
    firm: bool
    source: str | None
    source_text: str


class DueAnswer(Answer):
    """When a limit ends, day by day."""

    limit: str
    title: str
    length: int
    unit: str
    basis: str
    article: str
    article_text: str
    start: Day
    last_day: Day
    warning_day: Day
    provisional: bool
    calendar: str
    days: list[DayOfLimit]


class ReferenceItem(Answer):
    """A figure on record and the document that published it."""

    series: str
    region: str
    period: int | None
    valid_from: Day | None
    valid_to: Day | None
    published_on: Day | None
    value: Yuan
    unit: str
    document: str
    source: str
    recorded_on: Day


class SeriesLine(Answer):
    """A series of figures that the law of today asks for; ``yearly``: by year, else from a day on."""

    series: str
    title: str
    unit: str
    unit_title: str
    yearly: bool
    article: str
    article_text: str


class ReferenceList(Answer):
    """Reference values on record, and the series there are."""

    version: int
    series: list[SeriesLine]
    items: list[ReferenceItem]


class Alive(Answer):
    """The process runs."""

    status: str


class Reckoned(Answer):
    """How far the decisions were reckoned again by this release and the law that counts."""

    edition: str
    decisions: int
    differing: int
    finished_at: str | None


class Ready(Answer):
    """Whether work can be done; ``lag`` in facts, ``waiting`` files of law that do not count yet."""

    status: str
    head: int
    ledgers: int
    lag: int
    edition: str
    not_ready: list[str]
    waiting: list[str]
    reckoned: Reckoned


class VersionAnswer(Answer):
    """The version; in development tokens of one's own making are taken, in a demo all is invented."""

    version: str
    development: bool
    demo: bool
