"""What answers look like, for the OpenAPI document: closed models beside the code that makes them.

Lines of ledgers and records of a case are derived from the rows and dataclasses they show, by the
rules of ``relief.api.shown``; the tests hold every answer they get against these models.
"""

from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from domain.case import state
from domain.case.terms import Cause, DocumentFormat, DocumentKind, Manner, Recipient
from domain.facts import Authority
from domain.money import Money
from projections.delegations import DelegationRow
from projections.leads import LeadRow
from projections.limit_boards import WorkRow
from projections.limits import LimitRow
from projections.notices import BoardRow
from projections.register import CaseRow
from relief.api.shown import FEN, LISTS, named
from relief.documents.catalogue import Standing

Yuan = Annotated[
    str,
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$", "description": "人民币元"}),
]
Day = date
Anything = dict[str, Any]


class Answer(BaseModel):
    """An answer has these fields, all of them and no others."""

    model_config = ConfigDict(extra="forbid")


def line(name: str, row: Any, **renamed: str) -> Any:
    """The model of a ledger's row as ``shown.row`` shows it."""
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
    return create_model(name, __base__=Answer, __doc__=f"台账的一行：{name}。", **parts)


def record(kind: Any) -> Any:
    """The model of a record of the case as ``casefile.shown`` shows it, sums in yuan."""
    hints = get_type_hints(kind)
    parts: dict[str, Any] = {one.name: (_plain(hints[one.name]), ...) for one in fields(kind)}
    return create_model(kind.__name__, __base__=Answer, __doc__=kind.__doc__, **parts)


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
WORK_LINE = line("WorkLine", WorkRow)
LIMIT_LINE = line("TimeLimitLine", LimitRow)
NOTICE_LINE = line("PublicNoticeLine", BoardRow)
LEAD_LINE = line("LeadLine", LeadRow)
DELEGATION_LINE: Any = line("DelegationLine", DelegationRow)

EXAMINATION = record(state.Examination)
NOTICE = record(state.Notice)
COUNTY = record(state.County)
APPROVAL = record(state.Approval)
AUTHORITY: Any = record(Authority)


class IncidentShown(Answer):
    """事由：原因和日期。地点属个人信息，不在此列。"""

    cause: Cause
    on: Day


def page_of(name: str, one: Any, **more: Any) -> Any:
    """A page of lines: the cursor of the next page, or null."""
    parts: dict[str, Any] = {item: (kind, ...) for item, kind in more.items()}
    return create_model(
        name,
        __base__=Answer,
        __doc__="一页；next为下一页的游标。",
        items=(list[one], ...),
        next=(str | None, ...),
        **parts,
    )


class Totals(Answer):
    """合计：户次和人次分列，金额为元。"""

    cases: int
    persons: int
    approved_cases: int
    approved_households: int
    approved_individuals: int
    approved_persons: int
    approved: Yuan
    paid: Yuan


class Figures(Answer):
    """案件的要项。"""

    stage: str
    ending: str | None
    procedure: str | None
    recommended: Yuan | None
    approved: Yuan | None
    paid: Yuan
    notice_round: int
    open_objection: int | None
    limits: list[str]


class PersonShown(Answer):
    """申请所列人员，姓名和号码已遮蔽。"""

    person: str
    relation: str
    name: str
    id_number: str


class ContactShown(Answer):
    """联系方式，已遮蔽。"""

    phone: str | None
    address: str | None


class AccountShown(Answer):
    """账户，已遮蔽。"""

    holder: str
    bank: str
    number: str


class AgentShown(Answer):
    """受托人，已遮蔽。"""

    reason: str
    organisation: str | None
    name: str
    phone: str


CASE: type[Answer] = create_model(
    "CaseNow",
    __base__=Figures,
    __doc__="案件现状。个人信息均已遮蔽；查阅已记录。",
    people=(list[PersonShown], ...),
    contact=(ContactShown, ...),
    account=(AccountShown | None, ...),
    agent=(AgentShown | None, ...),
    case=(str, ...),
    version=(int, ...),
    township=(str, ...),
    village=(str, ...),
    subject=(str, ...),
    category=(str, ...),
    channel=(str, ...),
    residence=(str, ...),
    incident=(IncidentShown, ...),
    applied_on=(Day, ...),
    accepted_on=(Day | None, ...),
    applicant=(str, ...),
    members=(list[str], ...),
    materials=(list[str], ...),
    outstanding=(list[str], ...),
    urgent_kind=(str | None, ...),
    law=(str, ...),
    examination=(EXAMINATION | None, ...),
    notice=(NOTICE | None, ...),
    objections=(list[str | None], ...),
    spot_check=(bool, ...),
    county=(COUNTY, ...),
    approval=(APPROVAL | None, ...),
    fed_back=(bool, ...),
    referrals=(list[bool | None], ...),
)


class HistoryEntry(Answer):
    """案卷中的一项事实，和此后的要项。"""

    version: int
    fact: str
    fact_version: int
    on: Day
    recorded_at: datetime
    officer: str
    authority: AUTHORITY
    articles: list[str]
    articles_text: list[str]
    law: str
    fields: Anything
    after: Figures


class CaseHistory(Answer):
    """案卷：全部经过。"""

    case: str
    items: list[HistoryEntry]


class Step(Answer):
    """一个可能的步骤，能否办理，为什么还不行。"""

    command: str
    title: str
    href: str
    if_match: bool
    allowed: bool
    reasons: list[Anything] = Field(description="与拒绝时的errors相同")
    cautions: list[Anything] = Field(description="填写的内容须能应对的事项，形式同reasons")


class NextSteps(Answer):
    """下一步。"""

    case: str
    items: list[Step]


class Service(Answer):
    """一次送达。"""

    officer: str
    on: Day
    document: DocumentKind
    serial: int
    number: str
    format: DocumentFormat
    sha256: str = Field(description="所送达文件的SHA-256摘要")
    edition: str
    version: int
    calendar: int
    manner: Manner
    served_on: Recipient
    receipt: str


class Paper(Answer):
    """一种文书：已制发、可张贴、草稿，或为什么还不行。"""

    document: DocumentKind
    title: str
    standing: Standing
    standing_text: str
    number: int | None = Field(description="同类文书中的第几份")
    version: int | None = Field(description="所依据的案件版本")
    href: str | None
    formats: list[DocumentFormat]
    served: list[Service]
    reasons: list[Anything] = Field(description="与拒绝时的errors相同")


class Documents(Answer):
    """案件的文书。"""

    case: str
    items: list[Paper]


TOWNSHIP_LEDGER = page_of("TownshipLedgerPage", REGISTER_LINE)
COUNTY_LEDGER = page_of(
    "CountyLedgerPage",
    REGISTER_LINE,
    totals=Totals,
    by_category=dict[str, Totals],
    by_township=dict[str, Totals],
)
WORKLIST = page_of("WorklistPage", WORK_LINE, counts=dict[str, int])
TIME_LIMITS = page_of("TimeLimitsPage", LIMIT_LINE)
PUBLIC_NOTICES = page_of("PublicNoticesPage", NOTICE_LINE)
LEADS = page_of("LeadsPage", LEAD_LINE)


class DelegationList(Answer):
    """委托登记。"""

    items: list[DELEGATION_LINE]


class DayOfLimit(Answer):
    """时限中的一天：是否计入，依据何在。"""

    day: Day
    counted: bool
    number: int | None
    reason: str
    source: str | None


class DueAnswer(Answer):
    """时限届满日及逐日说明。"""

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
    """已登记的一项数值和公布它的文件。"""

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


class ReferenceList(Answer):
    """已登记的参考标准数值。"""

    version: int
    items: list[ReferenceItem]


class Alive(Answer):
    """进程在运行。"""

    status: str


class Ready(Answer):
    """能够办理；lag为台账落后的事实数。"""

    status: str
    head: int
    ledgers: int
    lag: int


class VersionAnswer(Answer):
    """版本；development为真时接受自行签发的试用令牌，不得用于真实办理。"""

    version: str
    development: bool
