"""小额快救, by chance: never above its ceiling, never twice for one matter, the year right in any order."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ground.money import ZERO, Money
from domain.ground.refusal import Refused
from domain.ground.terms import Procedure
from tests.case import people as p
from tests.case.journey import Journey
from tests.case.journeys import approved, received
from tests.case.smallfast import ABOUT, APART, BESIDE, PER_PERSON, on_record
from tests.case.words import after, yuan
from tests.case.world import World
from tests.support import commands as c

CAP, STANDARD, TIMES, GRANTS = yuan(10000), yuan(600), 2, 2
MEMBERS = len(p.GESANG.members)


@dataclass(frozen=True)
class Asked:
    """A sum for one of a few matters, at once or in the ordinary way."""

    at_once: bool
    matter: int
    amount: Money


@dataclass
class Year:
    """The family's year by a reckoning of its own: three lines, no law."""

    per_person: bool
    apart: bool
    beside: bool
    had: list[Asked] = field(default_factory=list)

    def counted(self) -> list[Asked]:
        """What counts in the year."""
        return [one for one in self.had if not (one.at_once and self.apart)]

    def allows(self, asked: Asked) -> bool:
        """Whether the office may grant it."""
        before = [one for one in self.had if one.matter == asked.matter]
        used = total(self.counted())
        if not asked.at_once:
            if not self.beside and self.apart:
                used += total([one for one in before if one.at_once])
            twice = any(not one.at_once for one in before)
            return not twice and len(self.counted()) < GRANTS and asked.amount + used <= CAP
        most = Money(STANDARD.fen * (MEMBERS if self.per_person else 1))
        times = sum(one.at_once for one in self.had)
        fits = self.apart or (len(self.counted()) < GRANTS and asked.amount + used <= CAP)
        return not before and asked.amount <= most and times < TIMES and fits


def total(some: list[Asked]) -> Money:
    """The sums together."""
    return sum((one.amount for one in some), ZERO)


SUMS = st.one_of(
    st.sampled_from(["0.01", "599.99", "600", "600.01", "1800", "1800.01"]).map(yuan),
    st.integers(1, 990_000).map(Money),
)
ASKED = st.builds(Asked, at_once=st.booleans(), matter=st.integers(0, 2), amount=SUMS)


def lies(world: World, asked: Asked, number: int) -> Journey:
    """The family's next application on the counter; one matter is one fire."""
    day = after(21 * number)
    about = replace(ABOUT, case=f"L-{number}", amount=asked.amount, day=day)
    fire = Journey(replace(ABOUT, case=f"M-{asked.matter}")).words(c.SubmitApplication)
    return received(about, world, incident=fire.incident)  # type: ignore[attr-defined]


def granted(world: World, asked: Asked, number: int) -> tuple[World, bool]:
    """What the office does with it."""
    at = lies(world, asked, number)
    if asked.at_once:
        at.go(c.AcceptApplication, procedure=Procedure.SMALL_FAST)
        return at.world, not isinstance(at.do(c.ApproveSmallRelief, p.APPROVER), Refused)
    try:
        return approved(at.go(c.AcceptApplication)).world, True
    except AssertionError as refused:
        assert "was refused" in str(refused)
        return at.world, False


@settings(max_examples=60, deadline=None)
@given(st.lists(ASKED, min_size=2, max_size=5), st.booleans(), st.booleans(), st.booleans())
def test_whatever_is_asked_for_in_whatever_order(
    asked: list[Asked], per_person: bool, apart: bool, beside: bool
) -> None:
    """What the office grants is what a reckoning of three lines allows; the accounts add up to it."""
    readings = (PER_PERSON, per_person), (APART, apart), (BESIDE, beside)
    world = on_record(replaced={k: v for words, so in readings if so for k, v in words.items()})
    year = Year(per_person, apart, beside)
    for number, one in enumerate(asked):
        world, given_ = granted(world, one, number)
        assert given_ == year.allows(one), (number, one)
        if given_:
            year.had.append(one)
        for person in p.GESANG.persons:
            account = world.account(person)
            assert sum((g.amount for g in account.standing), ZERO) == total(year.had)
            assert sum(g.small is not None for g in account.standing) <= TIMES
