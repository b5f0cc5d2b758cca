"""受理通知书, 一次性补正告知书, 不予受理告知书 (articles 14 to 17)."""

from dataclasses import dataclass
from datetime import date

from adapters.documents.content import Block, Document, Style
from adapters.documents.inputs import Addressee, Limit, Missing, Paper, Rights
from adapters.documents.layout import contact, last_day, letter, p, papers_table
from adapters.documents.review import rights_of_review
from adapters.documents.wording import day
from domain.case.terms import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What 受理通知书 says. ``outstanding`` papers may follow later (A17.2), by ``outstanding_by``.

    ``warns`` is the provision on what is got by deceit, in words.
    """

    paper: Paper
    to: Addressee
    applied_on: date
    accepted_on: date
    category: str
    procedure: str
    examination: Limit
    warns: str = ""
    outstanding: tuple[Missing, ...] = ()
    outstanding_by: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deficiencies:
    """What 一次性补正告知书 says (A16.2): everything that is missing, once."""

    paper: Paper
    to: Addressee
    received_on: date
    missing: tuple[Missing, ...]
    supplement_by: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRefusal:
    """What 不予受理告知书 says (A16.1). ``way_out``: what the applicant can do instead."""

    paper: Paper
    to: Addressee
    applied_on: date
    reasons: str
    way_out: str = ""
    rights: Rights


def acceptance_notice(said: Acceptance) -> Document:
    """受理通知书."""
    paper, you = said.paper, said.to.you
    papers = "，材料可以后补" if said.outstanding else "，材料齐全"
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            f"{you}于{day(said.applied_on)}提出的临时救助申请（受理编号：{paper.case}）已收悉。经审查，"
            f"该申请属于本机关受理范围{papers}。依照{paper.basis}的规定，"
            f"本机关自{day(said.accepted_on)}起予以受理。现将有关事项通知如下：",
        ),
        p(Style.HEADING, "一、申请事项"),
        p(
            Style.BODY,
            f"救助类型：{said.category}。办理程序：{said.procedure}。",
        ),
        p(Style.HEADING, "二、审核时限"),
        p(Style.BODY, f"本机关完成审核的时限为{last_day(said.examination)}，自受理之日起计算。"),
        p(Style.HEADING, "三、需要配合的事项"),
        p(
            Style.BODY,
            f"请{you}配合家庭经济状况核对和入户调查，如实说明收入、财产、支出和人口情况。情况发生变化的，"
            f"请及时告知本机关。以欺瞒手段骗取救助资金的，{_deceit(said)}追回资金并依法处理。",
        ),
        *_later_papers(said),
        p(Style.HEADING, f"{'五' if said.outstanding else '四'}、进度查询"),
        p(Style.BODY, f"可凭受理编号向本机关查询办理进度。{contact(paper.issuer)}"),
        p(Style.BODY, "特此通知。"),
    ]
    return letter(DocumentKind.ACCEPTANCE, paper, blocks)


def _deceit(said: Acceptance) -> str:
    return f"依照{said.warns}的规定" if said.warns else "依照有关规定"


def _later_papers(said: Acceptance) -> tuple[Block, ...]:
    if not said.outstanding:
        return ()
    by = f"请于{day(said.outstanding_by.last_day)}前" if said.outstanding_by else "请尽快"
    return (
        p(Style.HEADING, "四、需要后补的材料"),
        p(Style.BODY, f"因情况紧急，本机关先行受理。下列材料{by}补交："),
        papers_table(said.outstanding),
    )


def deficiency_notice(said: Deficiencies) -> Document:
    """一次性补正告知书. Raises ``ValueError`` where nothing is missing."""
    if not said.missing:
        raise ValueError("a notice of deficiencies must list something")
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            f"本机关于{day(said.received_on)}收到{you}的临时救助申请（收件编号：{paper.case}）。经核对，"
            f"申请材料尚不齐全。依照{paper.basis}的规定，"
            f"现将需要补正的全部材料一次性告知如下，共{len(said.missing)}项：",
        ),
        papers_table(said.missing),
        p(Style.BODY, _by(said)),
        p(
            Style.BODY,
            "除上列材料外，本机关不再就本次申请要求补充其他材料。补正确有困难的，可以向本机关说明，"
            "本机关或者村（居）民委员会将予以协助。",
        ),
        p(Style.BODY, f"材料提交及咨询：{paper.issuer.name}。{contact(paper.issuer)}"),
        p(Style.BODY, "特此告知。"),
    ]
    return letter(DocumentKind.DEFICIENCIES, paper, blocks)


def _by(said: Deficiencies) -> str:
    """The limit for the supplement; one the office set is said to be its own, and none is none."""
    limit = said.supplement_by
    if limit is None:
        return f"请{said.to.you}尽快补齐上列材料。"
    own = "" if limit.statutory else "该期限由本机关为便于办理而设定，并非法定期限。"
    return (
        f"请自收到本告知书之日起{last_day(limit)}内补齐上列材料。{own}逾期未补齐的，"
        f"本次申请按终止办理归档，{said.to.you}可以随时重新提出申请。"
    )


def acceptance_refusal(said: AcceptanceRefusal) -> Document:
    """不予受理告知书."""
    paper, you = said.paper, said.to.you
    way_out = (p(Style.BODY, f"其他办理途径：{said.way_out}"),) if said.way_out else ()
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            f"{you}于{day(said.applied_on)}提出的临时救助申请（收件编号：{paper.case}）已收悉。"
            f"经审查，本机关依照{paper.basis}的规定，决定不予受理。理由如下：",
        ),
        p(Style.BODY, said.reasons),
        *way_out,
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(Style.BODY, f"如有疑问，可以向本机关咨询。{contact(paper.issuer)}"),
        p(Style.BODY, "特此告知。"),
    ]
    return letter(DocumentKind.ACCEPTANCE_REFUSAL, paper, blocks)
