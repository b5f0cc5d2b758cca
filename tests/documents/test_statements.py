"""Every document, drawn both ways, says what it must say."""

import pytest

from adapters.drawing import render
from domain.ground.document import Rendered
from domain.ground.terms import DocumentFormat
from relief.documents.form_inputs import BankAccount
from relief.documents.letters.relief_approval import way
from tests.documents import samples
from tests.documents.family import FAMILY
from tests.documents.reading import pdf_fonts, pdf_text, squeezed, word_text

REGULATION = "拉政发〔2018〕202号"
STATEMENTS = {
    "acceptance": ("受理通知书", "LZ-2026-000317", "5个工作日", "2026年3月12日", REGULATION),
    "conditional-acceptance": (
        "受托人：白玛央金",
        "情况紧急，本机关先行受理",
        "家庭（个人）遭遇困难",
        "2027年1月14日前",
        "第十七条",
    ),
    "deficiencies": (
        "一次性补正告知书",
        "共4项",
        "居民户口簿或居住证",
        "家庭经济状况核对授权书",
        "2026年4月2日",
        "并非法定期限",
        "第十六条第一款",
    ),
    "not-accepted": ("不予受理告知书", "第十二条", "60日内", "6个月内", "行政复议", "行政诉讼"),
    "approved": (
        "批准告知书",
        "壹仟捌佰贰拾元整",
        "困难程度减轻",
        "尾号2337",
        "自收到本告知书之日起60日内向林周县人民政府申请行政复议",
    ),
    "refused": (
        "不予批准告知书",
        "查明的事实",
        "31,850.00元",
        "第九条",
        "自收到本告知书之日起60日内向林周县人民政府申请行政复议",
        "6个月内依法向有管辖权的人民法院提起行政诉讼",
        "《社会救助暂行办法》第六十五条",
    ),
    "form": (
        "拉萨市城乡困难群众临时救助申请审批表",
        "贰仟壹佰元整",
        FAMILY[0].id_number,
        "经办人（签名）",
        "主管领导（签名）",
        "审批人（签名）",
        "公示期内未收到异议",
        "参加15人，同意14人",
        "核定依据：按规定可救助2,100.00元（困难情况第1号）",
    ),
    "public-notice": (
        "公示",
        "次仁旺堆",
        "格桑梅朵村",
        "3人",
        "2,100.00元",
        "2026年3月13日起至2026年3月19日止",
        "0891-0000101",
        "第十八条第（一）项第（1）目",
    ),
    "countersignature": (
        "报备（补签）表",
        "壹仟捌佰贰拾元整",
        "第十八条第（二）项第（1）目",
        "自审批之日起5日（截止日期为2026年3月10日）",
        "同意补签",
    ),
    "referral": ("转介单", "第二十一条", "最低生活保障", "接收单位回执", "不得另作他用"),
}


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, DocumentFormat], Rendered]:
    """Every document in every format, drawn once."""
    return {
        (name, f): render(make(), f) for name, make in samples.ALL.items() for f in DocumentFormat
    }


def test_every_document_has_its_statements_here():
    """A document nobody checks would pass unseen."""
    assert set(STATEMENTS) == set(samples.ALL)


@pytest.mark.parametrize("name", samples.ALL)
def test_the_printed_file_says_what_it_must(name: str, drawn):
    """Read back by another program: statements, number and issuer are there as text."""
    text = pdf_text(drawn[name, DocumentFormat.PDF].data)
    document = samples.ALL[name]()
    missing = [s for s in STATEMENTS[name] if squeezed(s) not in text]
    assert not missing
    assert squeezed(document.number) in text


@pytest.mark.parametrize("name", samples.ALL)
def test_the_editable_file_has_every_text_of_the_document(name: str, drawn):
    """Nothing is lost between the two formats."""
    text = word_text(drawn[name, DocumentFormat.DOCX].data)
    assert all(squeezed(piece) in text for piece in samples.ALL[name]().texts())


@pytest.mark.parametrize("name", samples.ALL)
def test_the_fonts_travel_in_the_printed_file(name: str, drawn):
    """Embedded, subset and with a map back to text: columns emb, sub, uni of ``pdffonts``."""
    fonts = pdf_fonts(drawn[name, DocumentFormat.PDF].data)
    assert fonts
    assert all(line[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


def test_of_an_account_the_letter_shows_the_last_figures():
    """The family knows its own by them; whoever finds the letter learns no number."""
    told = "".join(samples.approved().texts())
    assert "2337" in told and "22337" not in told


def test_a_family_without_an_account_is_told_so():
    """No blank is left where a number would stand."""
    nowhere = way(samples.TO, BankAccount())
    assert nowhere == "你户未登记收款账户，发放方式由受理申请的机关另行告知。"


def test_a_charity_does_not_get_the_identity_number():
    """It needs less than a public office does."""
    number = FAMILY[0].id_number
    public, charity = samples.referral(), samples.referral(charity=True)
    assert any(number in text for text in public.texts())
    assert not any(number in text for text in charity.texts())
