"""报备/补签表 (A18.2.1): a delegated approval reported to the county and countersigned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from adapters.documents.content import Cell, Document, Role, Row, Style, Table
from adapters.documents.inputs import Limit, Paper
from adapters.documents.layout import band, last_day, p, row, sheet
from adapters.documents.wording import day, sum_in_full
from domain.case.terms import DocumentKind
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersignature:
    """What 报备/补签表 says. The county's part stays blank where ``county_agrees`` is ``None``.

    Where nothing is to be ``countersigned`` it is filed only, and has no such part.
    """

    paper: Paper
    county: str
    applicant: str
    village: str
    members: int
    category: str
    cause: str
    urgency: str
    accepted_on: date
    approved_on: date
    amount: Money
    method: str = ""
    delegation: str
    findings: str
    opinion: str
    caseworker: str = ""
    leader: str = ""
    countersigned: bool = True
    countersign_by: Limit | None
    county_agrees: bool | None = None
    county_reasons: str = ""
    county_signer: str = ""
    county_signed_on: date | None = None


def countersignature_form(said: Countersignature) -> Document:
    """报备/补签表."""
    rows = (
        row("报备单位", said.paper.issuer.name, "受理编号", said.paper.case),
        row("申请人", said.applicant, "所在村（居）", said.village),
        row("救助人数", f"{said.members}人", "救助类型", said.category),
        row("急难类型", said.cause, "委托文件", said.delegation),
        row("受理日期", day(said.accepted_on), "审批日期", day(said.approved_on)),
        _wide("救助金额", sum_in_full(said.amount)),
        _wide("发放方式", said.method),
        _wide("紧急情形", said.urgency, height=16),
        _wide("核查情况", said.findings, height=20),
        _wide("乡镇（街道）审批意见", said.opinion, height=36, foot=_township(said)),
        *(_county_part(said) if said.countersigned else ()),
    )
    request = "报备，请予补签" if said.countersigned else "报备"
    blocks = (
        p(Style.ADDRESSEE, f"{said.county}："),
        p(
            Style.NOTE,
            f"依照{said.paper.basis}的规定，现将受委托审批的临时救助事项{request}。",
        ),
        Table((16, 30, 16, 34), rows),
        p(Style.NOTE, "本表一式两份，乡镇（街道）和县（区）民政部门各存一份。"),
    )
    return sheet(DocumentKind.COUNTERSIGNATURE, said.paper, blocks)


def _wide(label: str, text: str, *, height: float = 0.0, foot: tuple[str, ...] = ()) -> Row:
    return Row((Cell(label, role=Role.LABEL), Cell(text, span=3, foot=foot)), height)


def _township(said: Countersignature) -> tuple[str, ...]:
    return (
        f"经办人（签名）：{said.caseworker or _BLANK}　主管领导（签名）：{said.leader or _BLANK}",
        f"（公章）　{day(said.paper.on)}",
    )


def _county_part(said: Countersignature) -> Iterator[Row]:
    """What the county writes, and until when."""
    yield band("以下由县（区）民政部门填写", 4)
    if said.countersign_by is not None:
        yield _wide("补签时限", f"自审批之日起{last_day(said.countersign_by)}")
    yield _wide("补签意见", _county(said), height=40, foot=_county_foot(said))


def _county(said: Countersignature) -> str:
    boxes = {None: ("□", "□"), True: ("■", "□"), False: ("□", "■")}[said.county_agrees]
    return f"{boxes[0]}同意补签　　{boxes[1]}不予补签\n理由：{said.county_reasons}"


def _county_foot(said: Countersignature) -> tuple[str, ...]:
    return (
        f"审批人（签名）：{said.county_signer or _BLANK}",
        f"（公章）　{day(said.county_signed_on)}",
    )


_BLANK = "　　　　　　"
