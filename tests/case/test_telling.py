"""告知: whoever applied is told when money is credited, and when it comes back (A27)."""

from datetime import date, time
from typing import Any

import pytest

from domain.case.moves import moves
from domain.case.service.facts import PaymentTold
from domain.ground.posts import Post
from domain.ground.refusal import Code
from domain.ground.service_terms import TellingWay
from domain.ground.terms import Recipient
from tests.case import journeys as j
from tests.case.story import Wrong, given, rows, sentence
from tests.case.words import About, after
from tests.support import commands as c

DECEMBER = date(2026, 12, 7)


def in_december() -> j.Journey:
    """Accepted on Monday 7 December 2026; whoever empties a box of objections does so before noon."""
    journey = j.accepted(About(day=DECEMBER))
    journey.world.hour = time(13)
    return journey


def paid_in_december() -> j.Journey:
    """Credited a fortnight after Monday 7 December 2026."""
    return j.paid(in_december())


def a_week_later() -> j.Journey:
    """And nobody said a word for a week."""
    journey = paid_in_december()
    return journey.on(after(8, journey.about.day))


WRONG: tuple[Wrong, ...] = (
    *rows(j.approved, c.TellOfPayment, ("nothing is known", Code.NOTHING_TO_DO, "27", None)),
    *rows(
        lambda: j.paid().go(c.TellOfPayment),
        c.TellOfPayment,
        ("they were told", Code.DONE_ALREADY, "27", None),
    ),
    *rows(
        j.paid,
        c.TellOfPayment,
        ("of that payment", Code.PAYMENT_UNKNOWN, "27", "payment", {"payment": 2}),
        ("not tomorrow", Code.DATE_IN_FUTURE, None, "told_on", {"told_on": after(30)}),
        ("not before the answer", Code.DATE_TOO_EARLY, None, "told_on", {"told_on": after(-1)}),
        (
            "nobody was entrusted",
            Code.FIELD_INVALID,
            "27",
            "told",
            {"told": Recipient.AGENT},
        ),
        ("no office", Code.FIELD_INVALID, "27", "told", {"told": Recipient.COUNTY}),
    ),
    *rows(
        a_week_later,
        c.TellOfPayment,
        (
            "late without a reason",
            Code.LATENESS_UNREASONED,
            "内部§补录",
            "late_reason",
            {"told_on": after(8, DECEMBER)},
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_telling_has_its_bounds(case: Wrong) -> None:
    """Each check says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("27")
@pytest.mark.parametrize("way", TellingWay)
def test_the_family_is_told_once_that_the_money_is_there(way: TellingWay) -> None:
    """Whom, how and when is on record; nothing of the sum is said again."""
    story = given(j.paid).when(c.TellOfPayment, way=way, told=Recipient.RELATIVE)
    day = story.journey.about.day
    told: dict[str, Any] = {"payment": 1, "credited": True, "told": Recipient.RELATIVE}
    story.then(PaymentTold(on=day, way=way, **told))
    assert story.journey.case.payments.untold == ()


@pytest.mark.article("27")
def test_money_that_came_back_is_told_apart_from_what_was_credited_later() -> None:
    """Both are told, each of its own payment."""
    journey = j.corrected(j.failed()).go(c.InstructPayment).go(c.ConfirmPayment, payment=2)
    story = given(journey).when(c.TellOfPayment, payment=2)
    assert [one.payment for one in story.journey.case.payments.untold] == [1]
    story.when(c.TellOfPayment, payment=1)
    back, there = story.journey.world.facts(PaymentTold)[::-1]
    assert isinstance(back, PaymentTold) and isinstance(there, PaymentTold)
    assert (back.credited, there.credited) == (False, True)


@pytest.mark.article("27")
def test_whoever_must_tell_sees_it_until_the_file_is_closed() -> None:
    """It keeps no file open: the bank has told the family as well."""
    journey = j.paid()

    def telling() -> list[tuple[Post, ...]]:
        case, world = journey.case, journey.world
        pack = world.pack(case, journey.about.day, case.asked.township)
        found = moves(case, pack, world.limits(case.id))
        return [one.posts for one in found if one.command is c.TellOfPayment]

    assert telling() == [(Post.CASEWORKER, Post.COUNTY_CHECKER)]
    journey.go(c.FeedBackResult).serve().go(c.CloseCase)
    assert telling() == []


@pytest.mark.article("27")
@pytest.mark.parametrize(
    ("end", "limit"),
    [(c.ConfirmPayment, "credit-telling"), (c.ReportPaymentFailure, "return-telling")],
)
def test_telling_has_its_days(end: type[c.Command], limit: str) -> None:
    """Three working days, internal; each kind of answer has its own."""
    journey = j.approved(in_december()).go(c.InstructPayment, end)
    assert journey.world.limits("L-1")[limit].started_on == journey.about.day
    journey.go(c.TellOfPayment)
    assert limit not in journey.world.limits("L-1")
