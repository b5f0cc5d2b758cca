"""A decision reckoned again says whether it would come to the same; if not, what differs, and why."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.packs.parser import parse
from domain.assessment.tiers import exact, lowest
from domain.case.recomputation import Reckoned, Why, reckoned
from domain.ground.facts import Fact
from domain.ground.refusal import Code
from domain.law.pack import Law
from domain.law.reference import References, fold
from tests.case import journeys as j
from tests.case.prescribed import ILLNESS, bills, onward, told
from tests.case.story import given
from tests.case.test_dated_law import LOWER
from tests.case.words import yuan
from tests.case.world import LAW, World
from tests.law.dating import TEXT, changed, with_entries
from tests.support import commands as c
from tests.support import facts as e

EDGE = "step = 1\nup_to = 3000\n"
MOVED = Law.of([parse(TEXT.replace(EDGE, EDGE.replace("3000", "4000")))])
"""The edge of the first tier moved in place: 3,500 yuan earn 70 per cent instead of 80."""
RIGHT = {"up_to": 4000, "corrects": date(2018, 12, 3), "known_from": date(2025, 3, 1)}
CORRECTED = Law.of(
    [parse(with_entries([changed("tier", {"scale": "medical", "step": 1}, **RIGHT)]))]
)
"""The same as a correction: the edge always was at 4,000, and was taken to be at 3,000."""
RETITLED = Law.of([parse(TEXT.replace('title = "家庭年累计"', 'title = "家庭年度累计"'))])

ABOUT = replace(ILLNESS, amount=yuan(2800))


def decision(kind: type[Fact], world: World) -> Any:
    (fact,) = world.facts(kind)
    return fact


APPROVED = onward(told(ABOUT, bills=bills(1500, 2000))).go(c.ApproveRelief)
"""3,500 yuan of costs, 2,800.00 approved."""
KNOWN = APPROVED.world.references
FACT = decision(e.ReliefApproved, APPROVED.world)


def again(fact: Any = FACT, law: Law = LAW, known: References = KNOWN) -> Reckoned:
    found = reckoned(fact, law, known)
    assert found is not None
    return found


def unmarked(fact: Any) -> Any:
    """The decision as facts were before they carried fingerprints."""
    return replace(fact, law=None, assessment=replace(fact.assessment, fingerprint=None))


@pytest.mark.parametrize("law", [LAW, LOWER, RETITLED], ids=["same", "dated later", "retitled"])
def test_it_stands_where_nothing_that_decided_changed(law: Law) -> None:
    """The same law, one with entries of later days, or other titles: nothing differs."""
    for fact in (FACT, unmarked(FACT)):
        assert again(fact, law) == Reckoned(fact)
    refused = decision(e.ReliefRefused, j.refused().world)
    assert again(refused, law) == Reckoned(refused)


@pytest.mark.article("11.2")
def test_an_entry_edited_in_place_is_told_with_what_it_would_change() -> None:
    """2,800.00 would be 2,450.00, because the law of that day is not what it was (11.2)."""
    found = again(law=MOVED)
    assert found.why is Why.LAW
    told = {one.what: (one.was, one.now) for one in found.differences}
    assert told["amount.most"] == ("2800.00", "2450.00")
    assert told["trace.reckoning.shares.0.rate"] == ("4/5", "7/10")
    assert told["law"] == (FACT.assessment.fingerprint, MOVED.on(FACT.on).fingerprint)
    assert told["amount"][0] == "2800.00"


def test_a_decision_from_before_fingerprints_is_held_to_the_law_of_its_release() -> None:
    """It names its pack alone; what the pack said at commit 11a5808 is on record."""
    found = again(unmarked(FACT), MOVED)
    assert found.why is Why.LAW and found.differences[-1].what == "law"


@pytest.mark.article("11.2")
def test_a_decision_on_a_corrected_entry_stands_and_is_named() -> None:
    """2,800.00 stands; by what is known now it would be 2,450.00: somebody must look again (11.2)."""
    for fact in (FACT, unmarked(FACT)):
        found = again(fact, CORRECTED)
        assert found.why is Why.CORRECTED
        told = {one.what: (one.was, one.now) for one in found.differences}
        assert told["amount.most"] == ("2800.00", "2450.00")


def test_a_decision_that_a_correction_does_not_touch_is_not_named() -> None:
    """Another scale's tier was corrected: nobody need look at this one."""
    keys = {"scale": "education", "step": 1}
    right = {"up_to": 3000, "corrects": date(2018, 12, 3), "known_from": date(2025, 3, 1)}
    law = Law.of([parse(with_entries([changed("tier", keys, **right)]))])
    assert again(law=law) == Reckoned(FACT)


@drawn(st.integers(0, 10**9), st.integers(1, 1000), st.integers(2, 50))
def test_equal_sums_are_equal_by_whatever_scale_they_were_reckoned(
    fen: int, scale: int, times: int
) -> None:
    """A corrected tier changes the scale of all: a fraction written otherwise is no other fraction."""
    assert lowest(exact(fen, scale)) == lowest(exact(fen * times, scale * times))
    assert lowest(exact(fen + 1, scale)) != lowest(exact(fen, scale))


def read_otherwise(since: date, reading: str = "AMB-07", choice: str = "marginal") -> Law:
    """Tiers are read as marginal from a day on (AMB-07), as the bureau let know afterwards."""
    (pack, *others) = LAW.packs
    return Law((pack.interpreted(reading, choice, since, date(2025, 3, 1)), *others))


def approved_on(*costs: int) -> Any:
    """The approval of all that is due on some bills."""
    sums = {3000: yuan(2100), 3500: yuan(2800)}
    about = replace(ILLNESS, amount=sums[sum(costs)])
    journey = onward(told(about, bills=bills(*costs))).go(c.ApproveRelief)
    return decision(e.ReliefApproved, journey.world)


DAY = FACT.assessment.question.accepted_on


@pytest.mark.article("34")
@pytest.mark.parametrize("since", [DAY - timedelta(days=1), DAY], ids=["before", "that day"])
@pytest.mark.parametrize("fact", [FACT, unmarked(FACT)], ids=["marked", "unmarked"])
def test_a_decision_on_a_reading_that_was_corrected_stands_and_is_named(
    fact: Any, since: date
) -> None:
    """2,800.00 stands; read as the bureau reads it now it would be 2,500.00 (34, AMB-07)."""
    law = read_otherwise(since)
    found = again(fact, law)
    assert found.why is Why.CORRECTED
    told = {one.what: (one.was, one.now) for one in found.differences}
    assert told["amount.most"] == ("2800.00", "2500.00")
    assert told["amount"][0] == "2800.00"


@pytest.mark.article("34")
def test_a_reading_corrected_in_the_file_is_named_like_one_the_bureau_corrected() -> None:
    """The file's own correction of the reading says the same (34, AMB-07)."""
    right = {"chosen": "marginal", "alternatives": ["whole-amount"]}
    told = {"corrects": date(2018, 12, 3), "known_from": date(2025, 3, 1)}
    law = Law.of([parse(with_entries([changed("reading", {"id": "AMB-07"}, **right, **told)]))])
    found = again(law=law)
    assert found.why is Why.CORRECTED and again(approved_on(1500, 1500), law).why is None


@pytest.mark.article("34")
def test_a_reading_from_a_later_day_on_names_no_decision_of_before() -> None:
    """It holds from the day after acceptance: nothing about this decision was wrong (34)."""
    assert again(law=read_otherwise(DAY + timedelta(days=1))) == Reckoned(FACT)


@pytest.mark.article("34")
def test_a_decision_of_which_the_same_comes_under_either_reading_is_not_named() -> None:
    """3,000 yuan lie in the first tier: 2,100.00 either way (34, AMB-07)."""
    fact = approved_on(1500, 1500)
    assert again(fact, read_otherwise(DAY)) == Reckoned(fact)


@pytest.mark.article("18.2.1")
def test_a_township_decision_that_was_the_countys_is_named() -> None:
    """In the county's seat the township decides nothing, as it is read now (18.2.1, AMB-22)."""
    fact = decision(e.ReliefApproved, j.delegated().world)
    asked = replace(fact.assessment.question, lives_in_seat=True)
    in_seat = replace(fact, assessment=replace(fact.assessment, question=asked))
    law = read_otherwise(DAY, "AMB-22", "county")
    found = again(in_seat, law)
    assert found.why is Why.CORRECTED
    told = {one.what: (one.was, one.now) for one in found.differences}
    assert told["decider"] == ("township-by-delegation", "county")
    assert again(fact, law).why is None
    assert again(replace(in_seat, delegated=False), law).why is None


@pytest.mark.article("34")
def test_a_reading_taken_back_again_names_no_decision_on_it() -> None:
    """The bureau corrected its correction: the law reads as it did when this was decided (34)."""
    (pack, *others) = read_otherwise(DAY).packs
    back = pack.interpreted("AMB-07", "whole-amount", DAY, date(2025, 4, 1))
    assert again(law=Law((back, *others))) == Reckoned(FACT)


@pytest.mark.article("11.2")
def test_an_entry_put_right_is_named_beside_a_reading_of_which_nothing_comes() -> None:
    """The first tier's edge was wrong, and another ambiguity is read otherwise (11.2, AMB-33)."""
    (pack, *others) = CORRECTED.packs
    both = pack.interpreted("AMB-33", "down-once", DAY, date(2025, 4, 1))
    found = again(law=Law((both, *others)))
    assert found.why is Why.CORRECTED
    told = {one.what: (one.was, one.now) for one in found.differences}
    assert told["amount.most"] == ("2800.00", "2450.00")


def test_what_is_decided_after_a_correction_is_decided_by_it() -> None:
    """Accepted before it became known, decided afterwards: by the law as it always was."""
    pending = told(ABOUT, bills=bills(1500, 2000))
    pending.world.law = CORRECTED
    given(pending).when(c.SignOpinion, recommended=yuan(2800)).then_refused(
        Code.AMOUNT_OUTSIDE_RANGE
    )
    given(pending).when(c.SignOpinion, recommended=yuan(2450)).then(e.OpinionSigned)


def test_another_way_of_reckoning_is_told_apart_from_another_law() -> None:
    """The law's fingerprint is the same, the sum in the trace is not."""
    trace = FACT.assessment
    share = replace(trace.reckoning.shares[0], exact="1")
    strange = replace(trace, reckoning=replace(trace.reckoning, shares=(share,)))
    found = again(replace(FACT, assessment=strange))
    assert found.why is Why.RULES
    assert [one.what for one in found.differences] == ["trace.reckoning.shares.0.exact"]


def test_what_cannot_be_reckoned_any_more_says_what_is_missing() -> None:
    """Its law, or the figures that were known then."""
    elsewhere = replace(FACT, assessment=replace(FACT.assessment, pack="gone"))
    assert again(elsewhere).why is Why.NO_LAW
    assert again(known=fold(())).why is Why.VALUES


def test_what_has_no_trace_is_not_reckoned() -> None:
    """Opinions, and decisions from before traces were kept."""
    assert reckoned(replace(FACT, assessment=None), LAW, KNOWN) is None
    assert reckoned(decision(e.OpinionSigned, APPROVED.world), LAW, KNOWN) is None


def test_acceptance_opinions_and_decisions_name_the_same_law() -> None:
    """By the pack's name and the fingerprint of the acceptance's day."""
    wanted = LAW.pack("lhasa-2018-202", FACT.assessment.question.accepted_on)
    world = APPROVED.world
    for kind in (e.OpinionSigned, e.ApplicationExamined, e.ReliefApproved):
        law = decision(kind, world).law
        assert (law.name, law.fingerprint) == (wanted.name, wanted.fingerprint)
    accepted = decision(e.ApplicationAccepted, world)
    assert (accepted.pack, accepted.fingerprint) == (wanted.name, wanted.fingerprint)
    assert FACT.assessment.fingerprint == wanted.fingerprint
