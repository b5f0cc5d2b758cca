"""A pack names its own ambiguities: what ours are called decides nothing there.

Beihe's file, with keys that name readings under Beihe's names.
"""

from datetime import date

import pytest

from adapters.packs.parser import PackError, parse
from domain.ground.money import Money
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Material
from domain.law.pack import Law
from tests.case import people as p
from tests.case.test_second_city import TEXT, Beihe, beihe, refused, signed
from tests.case.world import LAW
from tests.support import commands as c


def reading(id: str, chosen: str, *others: str) -> str:
    """An ambiguity by a name of Beihe's own."""
    listed = ", ".join(f'"{one}"' for one in others)
    return (
        f'\n[[reading]]\nid = "{id}"\nname = "x"\nquestion = "如何理解"\nchosen = "{chosen}"\n'
        f'alternatives = [{listed}]\nwhy = "原文如此"\ncitation = "7"\n'
    )


DAY = reading("BH-2", "late-day-refused", "allowed-flagged")
SUM = reading("BH-3", "any-change-renotice", "lower-with-reason-raise-renotice")
YEAR = reading("BH-4", "rolling-year", "calendar-year")
STRICT = TEXT.replace("registered = false\n", 'registered = false\nlate = "BH-2"\n') + DAY
FIRST = TEXT.replace(
    'notice = "after-approval"\n', 'notice = "before-approval"\nrenotice = "BH-3"\n'
)


def examined(text: str, choices: dict[str, str]) -> Beihe:
    """Signed by both under Beihe's law, read as it is chosen."""
    pack = parse(text)
    at = beihe()
    at.world.law = Law.of((*LAW.packs, pack.read_as(choices) if choices else pack))
    at.go(c.SubmitApplication, materials=(Material.IDENTITY_CARD,))
    return signed(at.go(c.AcceptApplication, c.ReportMeansCheck, c.RecordHomeVisit))


@pytest.mark.parametrize("allowed", [False, True])
def test_whether_a_township_decides_after_its_day_is_read_by_its_own_name(allowed: bool) -> None:
    """Under one reading the day is the last, under the other it is not (7)."""
    choices = {"BH-2": "allowed-flagged"} if allowed else {}
    at = examined(STRICT, choices).on(date(2023, 3, 7))
    done = at.do(c.ApproveUnderDelegation)
    assert isinstance(done, Refused) != allowed
    if not allowed:
        assert refused(done) == [Code.DAY_OVER]


@pytest.mark.parametrize("lower", [False, True])
def test_whether_a_lower_sum_hangs_anew_is_read_by_its_own_name(lower: bool) -> None:
    """Any change, or only a raise (7)."""
    choices = {"BH-3": "lower-with-reason-raise-renotice"} if lower else {}
    at = examined(FIRST + SUM, choices)
    at.go(c.PostPublicNotice).on(date(2023, 3, 10)).go(c.EndPublicNotice)
    assert at.case.notice is not None
    less = Money(at.case.notice.amount.fen - 1)
    done = at.do(c.ApproveUnderDelegation, amount=less, lowered_reason=p.secret("x"))
    assert isinstance(done, Refused) != lower
    if not lower:
        assert refused(done) == [Code.NOT_NOTICED_AMOUNT]


def test_the_year_of_the_count_is_read_by_its_own_name() -> None:
    """Its window is the pack's, whatever it calls the question; a value there is none of is refused."""
    text = TEXT.replace('per = "year"\n', 'per = "year"\nwindow = "BH-4"\n')
    assert parse(text + YEAR).outcomes.casework.frequencies[0].window == "rolling-year"
    with pytest.raises(PackError, match="window"):
        parse(text)
