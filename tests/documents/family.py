"""The invented family and its offices. Birth years lie between 1900 and 1910: nobody living."""

from datetime import date

from domain.ground.identity import check_digit
from domain.ground.money import Money
from relief.documents.form_inputs import FormMember
from relief.documents.inputs import Office, Paper, Regulation

TOWNSHIP = Office(
    name="林周县春堆乡人民政府", address="林周县春堆乡便民服务大厅1号窗口", phone="0891-0000101"
)
COUNTY = Office(name="林周县民政局", address="林周县民政局社会救助股", phone="0891-0000202")


def identity_number(serial: int, year: int) -> str:
    """A valid number of somebody born on 5 June of a year from 1900 to 1910."""
    first17 = f"540121{year}0605{serial:03d}"
    return first17 + check_digit(first17)


REGULATION = Regulation(title="拉萨市临时救助实施细则（试行）", number="拉政发〔2018〕202号")


def paper(
    title: str,
    number: str,
    on: date,
    issuer: Office = TOWNSHIP,
    provisions: str = "",
    draft: bool = False,
    tibetan: str = "",
) -> Paper:
    """The head of a document of the invented case."""
    return Paper(
        title=title,
        number=number,
        on=on,
        issuer=issuer,
        case="LZ-2026-000317",
        regulation=REGULATION,
        provisions=provisions,
        draft=draft,
        tibetan=tibetan,
    )


FAMILY = (
    FormMember(
        name="次仁旺堆",
        relation="本人",
        id_number=identity_number(11, 1902),
        age=44,
        health="患病",
        occupation="务农",
        income=Money.of_yuan("16200"),
    ),
    FormMember(
        name="达娃卓嘎",
        relation="配偶",
        id_number=identity_number(28, 1903),
        age=41,
        health="健康",
        occupation="务农",
        income=Money.of_yuan("9800.50"),
    ),
    FormMember(
        name="平措",
        relation="子女",
        id_number=identity_number(37, 1910),
        age=15,
        health="健康",
        occupation="初中在读",
    ),
)
