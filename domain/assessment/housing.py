"""基本住房 (第九条): how much of what a household spends on its home is necessary spending."""

from dataclasses import dataclass
from fractions import Fraction

from domain.assessment.inputs import Circumstances, Spending
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.law.outcome import HardshipTest
from domain.law.pack import Pack
from domain.law.terms import DangerousHome, LargeHome, Quantity

BASIC_AREA = "basic_housing_area"
"""The parameter that bounds basic housing, in square metres a head (9)."""

HUNDREDTHS = 100
"""In which parts of a square metre an area is told."""


@dataclass(frozen=True, slots=True)
class BasicHousing:
    """What a test counts of spending on a home; ``area`` in square metres a head, if bounded."""

    area: int | None
    large: LargeHome
    dangerous: DangerousHome

    @property
    def whole(self) -> bool:
        """Whether every home counts whole."""
        return self.large is LargeHome.WHOLE and self.dangerous is DangerousHome.COUNTED

    def spent(self, circumstances: Circumstances) -> Fraction | int | None:
        """E in fen, exact, with no more of the home in it than is basic."""
        spending = circumstances.spending
        if spending is None:
            return None
        if spending.housing is None:
            return spending.fen
        home = spending.housing.amount.fen
        return spending.fen - home + basic_part(home, spending, self)


@carries("9 AMB-42 AMB-43", "Of a home larger than basic housing, or in danger, the basic part.")
def basic_part(home: int, spending: Spending, basic: BasicHousing) -> Fraction | int:
    if spending.housing_dangerous and basic.dangerous is DangerousHome.NOT_COUNTED:
        return 0
    area, most = spending.housing_area, basic.area
    large = area is not None and most is not None and area > most * HUNDREDTHS
    if not large or basic.large is LargeHome.WHOLE:
        return home
    if area is None or most is None or basic.large is LargeHome.NOT_COUNTED:
        return 0
    return Fraction(home * most * HUNDREDTHS, area)


@carries("9", "Whether larger homes count in part and nobody said how large this one is.")
def area_unsaid(spending: Spending | None, basic: BasicHousing) -> bool:
    if spending is None or spending.housing is None or basic.area is None:
        return False
    return basic.large is not LargeHome.WHOLE and spending.housing_area is None


def basic_housing(test: HardshipTest, area: int | None) -> BasicHousing:
    """What a test counts of a home."""
    return BasicHousing(area, test.large_home, test.dangerous_home)


def necessary(pack: Pack, circumstances: Circumstances) -> Money | None:
    """E as the law of a day counts it, a fraction of a fen dropped; as told where no test asks it."""
    if circumstances.spending is None:
        return None
    day = pack.first
    area = pack.count(BASIC_AREA, day) if pack.has(BASIC_AREA, day) else None
    for test in pack.outcomes.tests:
        if test.left is Quantity.NECESSARY_SPENDING:
            spent = basic_housing(test, area).spent(circumstances)
            return None if spent is None else Money(int(spent))
    return Money(circumstances.spending.fen)
