"""转介单 (article 21): the least the receiver needs to help."""

from dataclasses import dataclass
from datetime import date

from adapters.documents.content import Cell, Document, Role, Row, Style, Table
from adapters.documents.inputs import Limit, Paper
from adapters.documents.layout import band, contact, last_day, p, row, sheet
from adapters.documents.wording import day, sum_in_full
from domain.case.terms import DocumentKind
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """What 转介单 says. ``id_number`` is printed for public offices only, never for a ``charity``.

    ``granted`` is the relief already given, ``reply_by`` the day an answer is asked for. ``need`` and
    ``consented_on`` are left to be written by hand where nobody recorded them.
    """

    paper: Paper
    serial: int
    receiver: str
    purpose: str
    charity: bool = False
    applicant: str
    id_number: str = ""
    phone: str
    village: str
    members: int
    category: str
    granted: Money | None
    granted_on: date | None = None
    need: str = ""
    consented_on: date | None = None
    handler: str = ""
    reply_by: Limit | None = None


def referral_slip(said: Referral) -> Document:
    """转介单, with the receiver's answer to be returned below."""
    blocks = (
        p(Style.ADDRESSEE, f"{said.receiver}："),
        p(
            Style.NOTE,
            "下列救助对象在给予临时救助后基本生活仍有困难，依照"
            f"{said.paper.basis}的规定，现转介你单位，请予协助办理。",
        ),
        Table((16, 34, 16, 30), (*_person(said), *_matter(said), *_answer(said))),
        p(Style.NOTE, "本单所载个人信息仅用于办理所列转介事项，不得另作他用。"),
    )
    return sheet(DocumentKind.REFERRAL, said.paper, blocks)


def _person(said: Referral) -> tuple[Row, ...]:
    identity = (
        () if said.charity or not said.id_number else (_wide("公民身份号码", said.id_number),)
    )
    return (
        row("受理编号", said.paper.case, "转介次序", f"第{said.serial}次"),
        row("救助对象", said.applicant, "联系电话", said.phone),
        *identity,
        row("所在村（居）", said.village, "家庭人口", f"{said.members}人"),
        row("救助类型", said.category, "转介事项", said.purpose),
    )


def _matter(said: Referral) -> tuple[Row, ...]:
    granted = f"{day(said.granted_on)}，{sum_in_full(said.granted)}" if said.granted else "无"
    foot = (f"经办人（签名）：{said.handler or '　　　　　　'}", f"（公章）　{day(said.paper.on)}")
    return (
        _wide("已获临时救助", granted),
        _wide("尚存困难及需求", said.need, height=34),
        _wide(
            "本人意见",
            "同意转介，并同意向接收单位提供本单所列信息。",
            height=20,
            foot=(f"签名（捺印）：　　　　　　　{day(said.consented_on)}",),
        ),
        _wide("转介单位", f"{said.paper.issuer.name}\n{contact(said.paper.issuer)}", 30, foot),
    )


def _answer(said: Referral) -> tuple[Row, ...]:
    asked = f"（请自收到之日起{last_day(said.reply_by)}内送回）" if said.reply_by else ""
    return (
        band(f"接收单位回执{asked}", 4),
        _wide(
            "办理情况",
            "□已接收　　□不予接收\n办理结果：",
            44,
            ("经办人（签名）：　　　　　　　", f"（公章）　{day(None)}"),
        ),
    )


def _wide(label: str, text: str, height: float = 0.0, foot: tuple[str, ...] = ()) -> Row:
    return Row((Cell(label, role=Role.LABEL), Cell(text, span=3, foot=foot)), height)
