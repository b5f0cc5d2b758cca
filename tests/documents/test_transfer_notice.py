"""移送告知书: from whom the application comes, who has it now, and what the family has to do."""

import pytest

from domain.ground.document import Document, Paragraph
from relief.documents.inputs import Addressee, Office, Paper, Regulation
from relief.documents.letters.transfer_notice import Transfer, transfer
from tests.case.words import MONDAY


def text(document: Document) -> str:
    """Everything it says in running text."""
    return "".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def notice(awaited: bool) -> str:
    """The letter of a family that moved."""
    paper = Paper(
        title="临时救助申请移送告知书",
        number="临救移〔2025〕L-1号",
        on=MONDAY,
        issuer=Office(name="测试乡人民政府", address="测试路1号", phone="0891-0000000"),
        case="L-1",
        regulation=Regulation(title="测试办法", number="测〔2018〕1号"),
        provisions="第十五条、第二十七条",
    )
    to = Addressee(applicant="格桑·测试", household=True)
    origin = Office(name="原测试乡人民政府", address="", phone="")
    return text(
        transfer(Transfer(paper=paper, to=to, origin=origin, ground="已迁居", awaited=awaited))
    )


@pytest.mark.article("27")
def test_it_says_from_whom_why_and_who_goes_on() -> None:
    """With the day, the provisions and where to ask; number and day of application stay."""
    said = notice(awaited=False)
    for part in ("原测试乡人民政府", "已迁居", "第十五条、第二十七条", "2025年3月10日", "L-1"):
        assert part in said
    assert "由测试乡人民政府办理" in said and "0891-0000000" in said
    assert "申请日期和受理编号不变" in said and "重新审查是否受理" in said


@pytest.mark.article("16/1")
def test_papers_still_awaited_are_handed_in_at_the_new_counter() -> None:
    """Within the days the family was told of."""
    said = notice(awaited=True)
    assert "原定期限内直接交到本机关" in said and "重新审查是否受理" not in said
