"""申请审批表 of the invented family, filled to the end."""

from datetime import date

from domain.ground.document import Document
from domain.ground.money import Money
from domain.ground.terms import Opinion
from relief.documents.form_inputs import (
    Applicant,
    ApplicationForm,
    BankAccount,
    CountyPart,
    Inquiry,
    Means,
    TownshipPart,
)
from relief.documents.form_sheet import application_form
from tests.documents.family import FAMILY, paper

STATEMENT = (
    "本人于2026年1月因病住院两次，经基本医疗保险、大病保险报销和医疗救助后，"
    "个人仍负担3,000.00元。家中主要靠务农收入，本人患病期间无法劳动，妻子须陪护，"
    "孩子正在上学，眼下生活出现困难，特申请临时救助。"
)

MEANS = Means(
    income=Money.of_yuan("26000.50"),
    deposits=Money.of_yuan("1200"),
    spending=Money.of_yuan("21340"),
    property_note="自有藏式平房1处（自住）、拖拉机1辆，无商品房和机动车。",
    other_aid="2026年2月获医疗救助4,100.00元。",
)

INQUIRY = Inquiry(
    check="2026年3月6日，核对结果与申报一致（核对报告：核报-17）",
    village_opinion="情况属实，同意上报。",
    visited_on=date(2026, 3, 9),
    visitors=("旦增", "央宗"),
    findings="住房完好，家中无贵重物品；住院费用结算单与申报一致；邻居证实其病后未能下地劳动。",
    appraised_on=date(2026, 3, 10),
    participants=15,
    in_favour=14,
)

TOWNSHIP_PART = TownshipPart(
    opinion=Opinion.POSITIVE,
    reasons="自负医疗费用3,000.00元，按70%计算。",
    recommended=Money.of_yuan("2100"),
    basis="按规定可救助2,100.00元（困难情况第1号）",
    caseworker="旦增",
    leader="索朗多吉",
    signed_on=date(2026, 3, 11),
    notice_place="格桑梅朵村村务公开栏",
    notice_from=date(2026, 3, 13),
    notice_to=date(2026, 3, 19),
    objections="公示期内未收到异议。",
)

COUNTY_PART = CountyPart(
    drawn=True,
    checked="材料齐全，2026年3月23日入户抽查，情况与申报一致。",
    approved=True,
    amount=Money.of_yuan("2100"),
    checker="拉巴",
    approver="德吉",
    decided_on=date(2026, 3, 25),
)


def form(statement: str = STATEMENT) -> Document:
    """申请审批表, filled to the end."""
    return application_form(
        ApplicationForm(
            paper=paper(
                "拉萨市城乡困难群众临时救助申请审批表", "春临救〔2026〕17号", date(2026, 3, 5)
            ),
            household=True,
            category="支出型困难家庭（医疗）",
            cause="突发重大疾病",
            procedure="一般程序",
            applicant=Applicant(
                name="次仁旺堆",
                sex="男",
                id_number=FAMILY[0].id_number,
                registered_at="林周县春堆乡格桑梅朵村三组8号",
                lives_at="林周县春堆乡格桑梅朵村三组8号",
                residence="本地户籍",
                phone="13900000000",
            ),
            members=FAMILY,
            statement=statement,
            means=MEANS,
            account=BankAccount(
                holder="次仁旺堆", bank="中国农业银行林周县支行", number="6228000000000000017"
            ),
            consent_on=date(2026, 3, 5),
            inquiry=INQUIRY,
            township=TOWNSHIP_PART,
            county=COUNTY_PART,
            attachments=("申请书", "户口簿复印件", "身份证复印件", "医疗费用结算单", "核对授权书"),
        )
    )
