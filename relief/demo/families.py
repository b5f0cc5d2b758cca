"""Synthetic families: invented names and villages, identity numbers born 1900 to 1910."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from domain.ground.identity import check_digit
from domain.ground.personal import luhn

FIRST = (
    "扎西",
    "次仁",
    "丹增",
    "洛桑",
    "格桑",
    "卓玛",
    "央金",
    "德吉",
    "白玛",
    "旺堆",
    "达瓦",
    "尼玛",
)
SECOND = (
    "顿珠",
    "拉姆",
    "平措",
    "曲珍",
    "罗布",
    "措姆",
    "多吉",
    "曲扎",
    "玉珍",
    "边巴",
    "仓决",
    "晋美",
)
VILLAGES = ("雪莲村", "青稞村", "云杉村", "玛瑙村", "银湖村", "金露村", "松石村", "虹桥村")
SIZES = (1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 12)
RELATIONS = ("spouse", "child", "child", "parent", "child", "other")


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    name: str
    id_number: str


@dataclass(frozen=True, slots=True)
class Family:
    """An invented family; the first person is the applicant."""

    village: str
    phone: str
    address: str
    card: str
    persons: tuple[Person, ...]

    @property
    def other_card(self) -> str:
        """The card they have after the first was closed."""
        return with_luhn(f"62999901{self.card[8:-1]}")

    def members(self) -> list[dict[str, str]]:
        """As an application lists them."""
        return [
            {
                "relation": "applicant" if n == 0 else RELATIONS[(n - 1) % len(RELATIONS)],
                "name": person.name,
                "id_number": person.id_number,
            }
            for n, person in enumerate(self.persons)
        ]


class Families:
    """Makes families, each person once, from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._made = 0

    def make(self, county: str, size: int | None = None) -> Family:
        """A family of a county."""
        draw = self._random
        persons = tuple(self._person(county) for _ in range(size or draw.choice(SIZES)))
        return Family(
            village=draw.choice(VILLAGES),
            phone=f"1390000{draw.randrange(10_000):04d}",
            address=f"虚构路{draw.randrange(1, 200)}号",
            card=with_luhn(f"62999900{draw.randrange(10**10):010d}"),
            persons=persons,
        )

    def _person(self, county: str) -> Person:
        draw = self._random
        self._made += 1
        born = date(1900, 1, 1) + timedelta(days=(self._made * 7) % 4000)
        first = f"{county}{born:%Y%m%d}{self._made % 1000:03d}"
        name = draw.choice(FIRST) + draw.choice(SECOND)
        return Person(name, first + check_digit(first))


def with_luhn(digits: str) -> str:
    """A card number with its check digit."""
    return next(digits + last for last in "0123456789" if luhn(digits + last))
