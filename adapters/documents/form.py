"""申请审批表 (A16.7, A18): application, means, inquiry, opinions and decision on one form."""

from adapters.documents.content import Block, Cell, Document, Role, Row, Style, Table
from adapters.documents.form_inputs import ApplicationForm, FormMember
from adapters.documents.layout import band, p, sheet
from adapters.documents.wording import day, figures, sum_or_blank
from domain.case.terms import DocumentKind, Opinion

COLUMNS = 24
"""The form is one grid: widths are told in twenty-fourths."""

BLANK = "　　　　　"
OPINIONS = {
    Opinion.POSITIVE: "符合救助条件，建议给予临时救助。",
    Opinion.NEGATIVE: "不符合救助条件，建议不予救助。",
}
CONSENT = (
    "本人承诺所填内容和所交材料真实、完整；本人及家庭成员授权民政部门及其委托单位核对家庭经济状况；"
    "知悉以欺瞒手段骗取救助资金须予退回并承担相应责任。"
)


def application_form(said: ApplicationForm) -> Document:
    """申请审批表. Parts nobody filled yet are left to be written by hand."""
    rows = (
        *_applicant(said),
        *_members(said.members),
        *_matter(said),
        *_means(said),
        *_inquiry(said),
        *_township(said),
        *_county(said),
    )
    number = f"受理编号：{said.paper.case}　　填表日期：{day(said.paper.on)}"
    blocks: list[Block] = [p(Style.NOTE, number), Table((1,) * COLUMNS, rows)]
    if said.attachments:
        blocks.append(p(Style.NOTE, "附件：" + "；".join(said.attachments) + "。"))
    return sheet(DocumentKind.FORM, said.paper, blocks)


def _applicant(said: ApplicationForm) -> tuple[Row, ...]:
    one = said.applicant
    agent = (_cells((3, "受托人"), (21, one.agent)),) if one.agent else ()
    return (
        band("申请人基本情况", COLUMNS),
        _cells(
            (3, "姓名"),
            (5, one.name),
            (2, "性别"),
            (2, one.sex),
            (4, "身份号码"),
            (8, one.id_number),
        ),
        _cells((3, "户籍地"), (9, one.registered_at), (3, "现居住地"), (9, one.lives_at)),
        _cells(
            (3, "联系电话"),
            (5, one.phone),
            (4, "户籍情形"),
            (6, one.residence),
            (3, "人口"),
            (3, _size(said)),
        ),
        *agent,
    )


def _size(said: ApplicationForm) -> str:
    return f"{len(said.members)}人"


def _members(members: tuple[FormMember, ...]) -> tuple[Row, ...]:
    head = (
        (3, "姓名"),
        (2, "关系"),
        (7, "公民身份号码"),
        (2, "年龄"),
        (3, "健康"),
        (3, "职业学业"),
    )
    rows = [_labels(*head, (4, "上年收入"))]
    for one in members:
        texts = (
            (3, one.name),
            (2, one.relation),
            (7, one.id_number),
            (2, "" if one.age is None else str(one.age)),
            (3, one.health),
            (3, one.occupation),
            (4, figures(one.income)),
        )
        rows.append(Row(tuple(Cell(t, span=n, role=Role.CENTRED) for n, t in texts)))
    return (band("家庭成员", COLUMNS), *rows)


def _matter(said: ApplicationForm) -> tuple[Row, ...]:
    subject = "■家庭　□个人" if said.household else "□家庭　■个人"
    account = said.account
    return (
        band("申请事项", COLUMNS),
        _cells((3, "救助对象"), (6, subject), (3, "救助类型"), (12, said.category)),
        _cells((3, "困难事由"), (6, said.cause), (3, "办理程序"), (12, said.procedure)),
        _wide("申请理由", said.statement, 26),
        _cells((3, "户名"), (6, account.holder), (3, "开户银行"), (12, account.bank)),
        _wide("账号", account.number),
        _wide(
            "承诺与授权", CONSENT, 24, (f"申请人（签名、捺印）：{BLANK}　{day(said.consent_on)}",)
        ),
    )


def _means(said: ApplicationForm) -> tuple[Row, ...]:
    means = said.means
    year = last = ""
    if means.grants_this_year is not None:
        year = f"{means.grants_this_year}次，累计{figures(means.granted_this_year) or '0.00元'}"
        last = "无"
    if means.last_granted_on:
        last = f"{day(means.last_granted_on)}，{figures(means.last_granted)}"
    return (
        band("家庭经济状况", COLUMNS),
        _cells(
            (4, "上年家庭收入"),
            (4, figures(means.income)),
            (3, "家庭存款"),
            (5, figures(means.deposits)),
            (4, "生活必需支出"),
            (4, figures(means.spending)),
        ),
        _cells((4, "本年已获救助"), (8, year), (4, "最近一次救助"), (8, last)),
        _wide("财产状况", means.property_note),
        _wide("其他救助赔偿", means.other_aid),
    )


def _inquiry(said: ApplicationForm) -> tuple[Row, ...]:
    done = said.inquiry
    visitors = f"入户人员（签名）：{'、'.join(done.visitors) or BLANK * 2}　{day(done.visited_on)}"
    appraisal = (
        "未组织"
        if done.appraised_on is None
        else (f"{day(done.appraised_on)}，参加{done.participants}人，同意{done.in_favour}人")
    )
    return (
        band("调查核实", COLUMNS),
        _wide("经济状况核对", done.check),
        _wide(
            "村（居）协助意见",
            done.village_opinion,
            24,
            (f"负责人（签名）：{BLANK}　（公章）　{day(None)}",),
        ),
        _wide("入户调查", done.findings, 26, (visitors,)),
        _wide("民主评议", appraisal),
    )


def _township(said: ApplicationForm) -> tuple[Row, ...]:
    part = said.township
    opinion = OPINIONS[part.opinion] if part.opinion else ""
    notice = (
        f"地点：{part.notice_place}\n时间：{day(part.notice_from)}至{day(part.notice_to)}\n"
        f"异议情况：{part.objections}"
    )
    signed = (
        f"经办人（签名）：{part.caseworker or BLANK}　主管领导（签名）：{part.leader or BLANK}",
        f"（公章）　{day(part.signed_on)}",
    )
    text = f"{opinion}{part.reasons}\n建议救助金额：{sum_or_blank(part.recommended)}"
    if part.basis:
        text += f"\n核定依据：{part.basis}"
    return (
        band("乡镇（街道）审核", COLUMNS),
        _wide("审核意见", text, 40, signed),
        _wide("公示情况", notice if part.notice_from else "", 20),
    )


def _county(said: ApplicationForm) -> tuple[Row, ...]:
    part = said.county
    drawn = {None: "", True: "已抽中入户抽查", False: "未抽中入户抽查"}[part.drawn]
    boxes = {None: "□□", True: "■□", False: "□■"}[part.approved]
    decision = (
        f"{boxes[0]}批准　　{boxes[1]}不予批准　　{part.reasons}\n"
        f"救助金额：{sum_or_blank(part.amount)}"
    )
    signed = (
        f"审批人（签名）：{part.approver or BLANK}",
        f"（公章）　{day(part.decided_on)}",
    )
    checker = (f"核查人（签名）：{part.checker or BLANK}",)
    return (
        band("县（区）民政部门审批", COLUMNS),
        _wide("审查情况", "\n".join(text for text in (drawn, part.checked) if text), 22, checker),
        _wide("审批意见", decision, 42, signed),
    )


def _cells(*parts: tuple[int, str]) -> Row:
    """Label, value, label, value …, each with its width."""
    roles = (Role.LABEL, Role.TEXT)
    return Row(tuple(Cell(t, span=n, role=roles[i % 2]) for i, (n, t) in enumerate(parts)))


def _labels(*parts: tuple[int, str]) -> Row:
    return Row(tuple(Cell(t, span=n, role=Role.LABEL) for n, t in parts))


def _wide(label: str, text: str, height: float = 0.0, foot: tuple[str, ...] = ()) -> Row:
    cells = (Cell(label, span=4, role=Role.LABEL), Cell(text, span=COLUMNS - 4, foot=foot))
    return Row(cells, height)
