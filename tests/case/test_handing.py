"""第十九、二十、三十条: whose hand gives out cash and goods, and before whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.case.decide import RULES, standing
from domain.case.payment import facts as e
from domain.ground.money import ZERO
from domain.ground.people import PersonId
from domain.ground.posts import Officer, Post
from domain.ground.refusal import Code
from domain.ground.terms import FundSource, Stage
from domain.registers.officers.facts import Kinship
from domain.registers.officers.state import Officers
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, SMALL, yuan
from tests.support import commands as c

HANDING = (c.PayCash, c.DeliverGoods)
SECOND_FINANCE = p.officer("co-finance-2", p.COUNTY, Post.FINANCE)
TWO = p.register(p.CASEWORKER, p.LEADER, p.CHECKER, p.APPROVER, p.FINANCE, *p.IN_COUNTY)
"""A township with two officers in post."""


def delegated(officers: Officers = TWO) -> j.Journey:
    """The caseworker visited and signed, the leader decided, in an office of so many."""
    world = j.with_delegation().staffed(officers)
    return j.urgent_examined(world=world).go(c.ApproveUnderDelegation)


def released() -> j.Journey:
    """County finance gave out the sum to an office of two."""
    return delegated().go(c.ReleaseForHandover)


def kin_of_the_family() -> Officers:
    """An office of two, and a colleague in the county who is kin."""
    entries = dict(TWO.entries)
    entries["co-a"] = replace(entries["co-a"], kin={p.GESANG.applicant: Kinship.OTHER})
    return Officers(entries=entries)


@pytest.mark.article("19", "30")
@pytest.mark.parametrize("command", HANDING)
def test_who_visited_and_signed_hands_over_nothing(command: type[c.Command]) -> None:
    """With a third officer in post there is another hand (19, 30)."""
    at = delegated(p.REGISTER).go(c.ReleaseForHandover)
    story = given(at).when(command, p.CASEWORKER)
    story.then_refused(Code.DUTIES_NOT_SEPARATE, article="30")


@pytest.mark.parametrize("command", HANDING)
@pytest.mark.parametrize("who", [p.OTHER, p.FINANCE])
def test_another_hand_is_not_short_handed(command: type[c.Command], who: Officer) -> None:
    """A colleague without a part in the case, or county finance, needs no release."""
    story = given(delegated(p.REGISTER)).when(command, who)
    assert not story.reasons
    assert isinstance(story.last, tuple)
    assert getattr(story.last[0], "short_handed", None) is False


@pytest.mark.article("19", "30")
@pytest.mark.parametrize("command", HANDING)
def test_an_office_of_two_hands_over_what_finance_released(command: type[c.Command]) -> None:
    """The fact says that the office was short-handed; the release is used up (19, 30)."""
    source: dict[str, Any] = {"source": FundSource.FISCAL}
    witness: dict[str, Any] = {
        "witness": p.secret("村委会主任"),
        "witness_id": PersonId("witness-1"),
    }
    given(delegated()).when(command, p.CASEWORKER, **source, **witness).then_refused(
        Code.NOT_RELEASED, article="30", about="amount"
    )
    story = given(released()).when(command, p.CASEWORKER, **source, **witness)
    assert isinstance(story.last, tuple), story.reasons
    (fact,) = story.last
    assert isinstance(fact, e.CashDisbursed | e.GoodsDelivered)
    assert (fact.short_handed, fact.witness_id) == (True, "witness-1")
    assert story.journey.case.payments.released == ZERO
    assert story.at(Stage.PAID)


def test_the_leader_who_examined_is_not_excused() -> None:
    """Only the caseworker's part is joined with handing over."""
    both = p.officer("tw-both", p.TOWNSHIP, Post.CASEWORKER, Post.TOWNSHIP_LEADER)
    world = j.with_delegation().staffed(p.register(p.CASEWORKER, both, p.FINANCE))
    at = j.signed(j.urgent_accepted(world=world)).go(c.CompleteExamination, by=both)
    at.go(c.ApproveUnderDelegation, by=both).go(c.ReleaseForHandover)
    given(at).when(c.PayCash, both).then_refused(Code.DUTIES_NOT_SEPARATE, article="30")


@pytest.mark.article("30")
def test_the_office_is_counted_by_humans_on_the_day() -> None:
    """One human with two posts is one; who left yesterday is not in post (30)."""
    again = p.officer(p.LEADER.id, p.TOWNSHIP, Post.CASEWORKER)
    gone = p.register(p.OTHER, until=MONDAY - timedelta(days=1)).entries
    few = p.register(p.CASEWORKER, p.LEADER, again)
    at = delegated(Officers(entries={**few.entries, **gone})).go(c.ReleaseForHandover)
    assert not given(at).when(c.PayCash, p.CASEWORKER).reasons
    there = p.register(p.OTHER, until=MONDAY).entries
    full = delegated(Officers(entries={**few.entries, **there})).go(c.ReleaseForHandover)
    given(full).when(c.PayCash, p.CASEWORKER).then_refused(Code.DUTIES_NOT_SEPARATE)


@pytest.mark.article("19", "30")
def test_what_was_released_is_not_paid_twice_and_comes_back() -> None:
    """One release at a time; what is out is set apart until it is handed over or returned (19, 30)."""
    story = given(delegated())
    story.when(c.ReleaseForHandover).then(like(e.HandoverReleased, amount=SMALL))
    story.when(c.ReleaseForHandover).then_refused(Code.RELEASE_OPEN, Code.ABOVE_UNPAID_AMOUNT)
    story.when(c.InstructPayment).then_refused(Code.RELEASE_OPEN)
    story.when(c.PayCash, p.FINANCE).then_refused(Code.DUTIES_NOT_SEPARATE)
    story.when(c.PayCash, SECOND_FINANCE).then_refused(Code.RELEASE_OPEN)
    story.when(c.DeliverGoods, SECOND_FINANCE).then_refused(Code.RELEASE_OPEN)
    story.when(c.ReturnRelease).then(
        like(e.ReleaseReturned, amount=SMALL, reason=p.kept("改由县级发放"))
    )
    story.when(c.ReturnRelease).then_refused(Code.NOT_RELEASED)
    story.when(c.PayCash, SECOND_FINANCE).then(like(e.CashDisbursed, short_handed=False))


def test_part_of_a_release_may_be_handed_over() -> None:
    """The rest is still out."""
    story = given(released).when(c.PayCash, p.CASEWORKER, amount=yuan(800))
    story.then(like(e.CashDisbursed, unpaid=SMALL - yuan(800)))
    assert story.journey.case.payments.released == SMALL - yuan(800)
    story.when(c.PayCash, p.CASEWORKER, amount=SMALL).then_refused(
        Code.ABOVE_UNPAID_AMOUNT, Code.NOT_RELEASED
    )


def by_id(officer: str, **more: Any) -> dict[str, Any]:
    """A witness named by an officer's id."""
    return {"witness": None, "witness_id": None, "witness_officer": officer, **more}


def named(person: str, name: str = "村民") -> dict[str, Any]:
    """A witness named by name, found to be this person."""
    return {"witness": p.secret(name), "witness_id": PersonId(person)}


CASH_WRONG = rows(
    delegated,
    c.PayCash,
    ("cash has a witness", Code.FIELD_MISSING, None, "witness", {"witness": None}),
    ("blanks are no witness", Code.FIELD_MISSING, None, "witness", {"witness": p.secret(" ")}),
    ("one witness in one way", Code.FIELD_INVALID, None, "witness", {"witness_officer": "co-a"}),
    ("a member of the family", Code.NOT_AN_OUTSIDER, "30", "witness", named(p.GESANG.persons[1])),
    ("a helper who went along", Code.NOT_AN_OUTSIDER, "30", "witness", named("helper-1")),
    ("an officer under a name", Code.FIELD_INVALID, "30", "witness", named("w", "TW-CASEWORKER")),
    ("one in full width", Code.FIELD_INVALID, "30", "witness", named("w", "ｔｗ-Caseworker")),
    ("one with a gap", Code.FIELD_INVALID, "30", "witness", named("w", "tw-case\u3000worker")),
    ("nobody on the register", Code.OFFICER_UNKNOWN, "30", "witness_officer", by_id("zz")),
    ("who visited", Code.NOT_AN_OUTSIDER, "30", "witness_officer", by_id("TW-caseworker")),
    ("who hands over", Code.NOT_AN_OUTSIDER, "30", "witness_officer", by_id(p.FINANCE.id)),
)

WRONG: tuple[Wrong, ...] = (
    *CASH_WRONG,
    *rows(
        lambda: delegated(kin_of_the_family()),
        c.PayCash,
        ("kin of the family", Code.NOT_AN_OUTSIDER, "30", "witness_officer", by_id("co-a")),
    ),
    *rows(
        released,
        c.DeliverGoods,
        (
            "goods too have a witness in a short-handed office",
            Code.FIELD_MISSING,
            None,
            "witness",
            {"officer": p.CASEWORKER, "source": FundSource.FISCAL},
        ),
        (
            "from the fund that was released",
            Code.NOT_RELEASED,
            "30",
            "amount",
            {"officer": p.CASEWORKER, **named("w")},
        ),
        (
            "a witness of goods is of another family",
            Code.NOT_AN_OUTSIDER,
            "30",
            "witness",
            {"officer": p.CASEWORKER, "source": FundSource.FISCAL, **named(p.GESANG.applicant)},
        ),
    ),
    *rows(
        delegated,
        c.ReleaseForHandover,
        ("more than nothing", Code.AMOUNT_NOT_POSITIVE, None, "amount", {"amount": ZERO}),
        ("within the approval", Code.ABOVE_UNPAID_AMOUNT, "30", "amount", {"amount": yuan(1801)}),
        ("from a fund of the law", Code.FIELD_INVALID, "22", "source", {"source": "elsewhere"}),
    ),
    *rows(
        lambda: j.ordered(),
        c.ReleaseForHandover,
        ("not beside an order at the bank", Code.PAYMENT_PENDING, "19", None, {"amount": yuan(1)}),
    ),
    *rows(
        released,
        c.ReturnRelease,
        ("the return says why", Code.FIELD_MISSING, None, "reason", {"reason": p.secret(" ")}),
    ),
)


@pytest.mark.parametrize("wrong", WRONG, ids=sentence)
def test_handing_over_refuses_what_the_law_does_not_allow(wrong: Wrong) -> None:
    """Exactly this reason, and nothing recorded."""
    wrong.holds()


def test_an_officer_outside_the_case_may_witness() -> None:
    """By id, in the one spelling."""
    given(delegated()).when(c.PayCash, **by_id("CO-A")).then(
        like(e.CashDisbursed, witness=None, witness_officer="co-a", witness_id=None)
    )


@pytest.mark.article("19", "30")
@pytest.mark.parametrize("command", [c.PayCash, c.DeliverGoods, c.InstructPayment])
def test_what_was_set_apart_is_told_before_any_words(command: type[c.Command]) -> None:
    """Whoever asks what may be done now learns that nothing is left to pay beside it."""
    at = j.delegated()
    at.world.staffed(p.register(p.CASEWORKER, p.LEADER, p.SECOND_CASEWORKER, p.FINANCE))
    at.go(c.ReleaseForHandover)
    seen = at.world.situation(at.words(command), SECOND_FINANCE, at.about.day)
    assert Code.RELEASE_OPEN in {one.code for one in standing(seen, RULES[command])}
