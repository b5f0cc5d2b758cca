"""公示 shows what may be shown and nothing else."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.drawing import render
from domain.ground.masks import masked_name as masked
from domain.ground.money import Money
from domain.ground.terms import INDIVIDUAL_CATEGORIES, Category, DocumentFormat
from relief.documents.letters.public_notice import Shown, plain
from relief.documents.telling import NotForDisplay
from tests.documents import samples
from tests.documents.family import FAMILY
from tests.documents.filled_form import form
from tests.documents.reading import pdf_text, word_text

FORBIDDEN = (
    *(member.id_number for member in FAMILY),
    "13900000000",
    "6228000000000000017",
    "中国农业银行",
    "三组8号",
    "住院",
    "患病",
    "初中",
    "精神",
    "未成年",
    "达娃卓嘎",
)
"""What the form of the same family holds, and the board must not."""


@pytest.mark.parametrize("masking", [False, True])
def test_nothing_of_a_marked_family_reaches_the_board(masking: bool):
    """Numbers, phone, account, house, illness and school stay in the file; the form has them."""
    document = samples.notice(masked=masking)
    in_form = "".join(form().texts())
    assert sum(mark in in_form for mark in FORBIDDEN) >= len(FORBIDDEN) - 2
    for text in (
        pdf_text(render(document, DocumentFormat.PDF).data),
        word_text(render(document, DocumentFormat.DOCX).data),
    ):
        assert not [mark for mark in FORBIDDEN if mark in text]
        assert ("次仁旺堆" in text) is not masking


def test_a_line_has_room_for_nothing_else():
    """A new field in ``Shown`` must be argued for here, against the list of what may be shown."""
    fields = {field.name for field in dataclasses.fields(Shown)}
    assert fields == {
        "name", "minor", "village", "members", "category", "title", "amount", "masked",
    }  # fmt: skip


def test_minors_are_always_masked():
    """Whether the family asks for it or not."""
    assert "平措" not in "".join(samples.notice().texts())
    assert "平*" in "".join(samples.notice().texts())


@pytest.mark.parametrize(
    ("name", "shown"), [("张小明", "张*"), ("次仁卓玛", "次*"), ("བཀྲ་ཤིས", "བཀྲ་*")]
)
def test_masking_keeps_the_first_sign(name: str, shown: str):
    """How long the rest is does not show."""
    assert masked(name) == shown


def test_all_individuals_are_called_the_same():
    """A finer category would tell who is a minor or mentally ill."""
    shown = {line(category=one, title=one.value).category_shown for one in INDIVIDUAL_CATEGORIES}
    assert shown == {"困难个人"}
    assert line(category=Category.EDUCATION, title="教育支出型").category_shown == "教育支出型"


@pytest.mark.parametrize(
    "village", ["格桑梅朵村8号", "格桑梅朵村８号", "格桑村༨", "一三九〇〇〇", "村" * 21]
)
def test_numbers_do_not_come_in_through_places(village: str):
    """Door numbers, phones and identity numbers, in whatever digits."""
    with pytest.raises(NotForDisplay):
        line(village=village)


@given(st.text(max_size=8), st.integers(10**4, 10**18))
def test_numbers_do_not_come_in_through_names(name: str, number: int):
    """Wherever in a name they stand."""
    with pytest.raises(NotForDisplay):
        line(name=f"{name}{number}")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("雪莲村3组", "雪莲村"),
        ("雪莲二村", "雪莲二村"),
        ("一三九〇〇", "一三"),
        ("12号", ""),
        ("村" * 25, "村" * 20),
    ],
)
def test_places_are_shown_as_far_as_they_have_no_numbers(place: str, shown: str):
    """A group's number does not keep a family's notice from hanging; it is left out."""
    assert plain(place) == shown


def test_villages_with_a_numeral_in_their_name_are_shown():
    """二村 is a name."""
    assert line(village="雪莲二村").village == "雪莲二村"


def line(
    name: str = "次仁旺堆",
    village: str = "格桑梅朵村",
    category: Category = Category.MEDICAL,
    title: str = "支出型困难家庭（医疗）",
) -> Shown:
    """A line of the notice."""
    return Shown(
        name=name,
        minor=False,
        village=village,
        members=3,
        category=category,
        title=title,
        amount=Money(210000),
    )
