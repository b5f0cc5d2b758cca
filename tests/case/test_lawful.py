"""A case held again to its rules: what was lawful stays so, what never was is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from adapters.packs.county import parse_overlay
from domain.case.lawful import Held, held
from domain.ground.editions import FIRST, RULES_EDITION
from domain.ground.facts import Recorded
from domain.ground.people import PersonId, Private
from domain.law.pack import Law
from domain.registers.officers.facts import Kinship
from domain.registers.officers.state import Officers
from tests.case import journeys as j
from tests.case import people as p
from tests.case.fitting import Step
from tests.case.machine import RUNS
from tests.case.replaying import Watched, again, against, beside, changed, history
from tests.case.test_handing import TWO
from tests.case.test_properties import REPEATABLE
from tests.case.world import World
from tests.law.test_overlay import TEXT as COUNTY
from tests.support import commands as c
from tests.support import facts as e
from tests.support.lengths import walk

UNTOLD = {
    "as_prescribed",
    "as_worded",
    "births_as_known",
    "births_still_as_known",
    "by_its_office",
    "capable_still",
    "found_without_doubt",
    "free_to_join",
    "guardian_for_a_minor",
    "lead_said",
    "leads_to_nobody",
    "parted_leads_to_nobody",
    "looks_alike",
    "nobody_elses",
    "not_refused_as_annulled",
    "not_before_issue",
    "nothing_blank_listed",
    "nothing_masked",
    "number_fits",
    "numbers_right",
    "own_finding",
    "next_by_lot",
    "plainly_written",
    "refusal_borne_out",
    "represented_by_an_adult",
    "said(findings)",
    "said(seed)",
    "same_file",
    "share_kept",
    "share_short",
    "somebody_joins",
    "sum_prescribed",
    "tests_known",
    "tried_after_issue",
}
"""What needs words that no fact keeps, who else was known by a number, a telephone or an account, how
old somebody was, a lead, the roster, or a document drawn that day."""

WHOLE: tuple[Callable[[], j.Journey], ...] = (
    j.closed,
    j.countersigned,
    j.countersignature_refused,
    j.urgent_verified,
    j.refused,
    j.corrected,
    j.returned,
    j.objected,
    j.notified,
)


@pytest.mark.article("18", "30")
@settings(REPEATABLE, max_examples=walk(4, 60))
@given(RUNS)
def test_whatever_an_office_lets_happen_is_lawful_when_held_again(steps: list[Step]) -> None:
    """Every deed of every random history, with the rules it was decided under (18, 30)."""
    machine = Watched()
    machine.run(steps)
    for stream, deeds in machine.again().items():
        for deed in deeds:
            assert not deed.against, (stream, deed)
            assert {*deed.untold} <= UNTOLD, deed
            assert deed.asked >= 5, deed


@pytest.mark.parametrize("journey", WHOLE)
def test_every_course_is_lawful_when_held_again(journey: Callable[[], j.Journey]) -> None:
    """And under the first edition too, where no command of it began later."""
    at = journey()
    assert not against(history(at), at.world)
    if journey is not j.corrected:
        assert not against(history(at, FIRST), at.world)


@pytest.mark.article("19", "30")
def test_order_and_answer_by_one_hand_are_named_since_they_are_two_duties() -> None:
    """Under the first edition they were one, and what was done then stands (19, 30)."""
    at = j.paid()
    facts = changed(history(at), "relief-disbursed", officer=p.FINANCE.id)
    orders = [one.officer for one in facts if isinstance(one.fact, e.PaymentInstructed)]
    assert orders == [p.FINANCE.id]
    assert against(facts, at.world) == [("relief-disbursed", "duties", "duties-not-separate")]
    assert not against([replace(one, rules=FIRST) for one in facts], at.world)


@pytest.mark.article("30")
def test_who_signed_and_approves_is_named_under_every_edition() -> None:
    """The oldest duties are as old as the rules (30)."""
    at = j.approved()
    for edition in (FIRST, RULES_EDITION):
        facts = changed(history(at, edition), "relief-approved", officer=p.CASEWORKER.id)
        named = ("relief-approved", "duties", "duties-not-separate")
        assert named in against(facts, at.world)


@pytest.mark.article("4", "18")
def test_a_post_or_division_without_the_power_is_named() -> None:
    """Whoever wrote another authority into a fact gave it a power nobody had (4, 18)."""
    at = j.approved()
    facts = history(at)
    (last,) = [one.authority for one in facts if one.fact.NAME == "relief-approved"]
    finance = changed(facts, "relief-approved", authority=replace(last, post="finance"))
    assert ("relief-approved", "post", "post-not-competent") in against(finance, at.world)
    invented = changed(facts, "relief-approved", authority=replace(last, post="emperor"))
    assert ("relief-approved", "post", "post-not-competent") in against(invented, at.world)
    for division in ("540102", "5401"):
        elsewhere = replace(last, division=division)
        told = against(changed(facts, "relief-approved", authority=elsewhere), at.world)
        assert ("relief-approved", "territory", "out-of-jurisdiction") in told


def test_an_appointment_that_was_not_in_force_is_named() -> None:
    """The register of that day says who held what."""
    at = j.approved()
    facts = history(at)
    (last,) = [one.authority for one in facts if one.fact.NAME == "relief-approved"]
    number = f"{p.APPROVER.id}-approver"
    held_it = changed(facts, "relief-approved", authority=replace(last, appointment=number))
    assert not against(held_it, at.world)
    named = ("relief-approved", "appointment", "post-not-competent")
    before = p.register(p.APPROVER, until=at.about.day - timedelta(days=1)).entries
    ended = at.world.copy().staffed(Officers(entries={**p.REGISTER.entries, **before}))
    assert named in against(held_it, ended)
    other = changed(facts, "relief-approved", authority=replace(last, appointment="invented"))
    assert named in against(other, at.world)


def kin_approving() -> Officers:
    """The approver is declared to be kin of the family."""
    entries = dict(p.REGISTER.entries)
    kin = {p.GESANG.applicant: Kinship.OTHER}
    entries[p.APPROVER.id] = replace(entries[p.APPROVER.id], kin=kin)
    return Officers(entries=entries)


@pytest.mark.article("公务员法§76")
def test_kin_of_the_family_is_named() -> None:
    """Whose kin an officer was known to be when it was done."""
    at, known = j.approved(), kin_approving()
    named = [("relief-approved", "kin", "kin-concerned")]
    assert against(history(at), at.world.copy().staffed(known)) == named
    twice = replace(known.entries[p.APPROVER.id], spellings=frozenset({"CO-Approver"}))
    entries = {**known.entries, p.APPROVER.id: twice}
    two = at.world.copy().staffed(Officers(entries=entries))
    assert not against(history(at, FIRST), two), "once these were two people"
    assert "kin" in again(history(at, FIRST), two)[-1].untold


def test_what_a_guard_of_the_case_refused_is_named() -> None:
    """A notice ended before its last day; a step left out."""
    at = j.cleared()
    facts = history(at)
    day = facts[0].recorded_at.date()
    early = [
        replace(one, fact=replace(one.fact, on=day))
        if isinstance(one.fact, e.PublicNoticeEnded)
        else one
        for one in facts
    ]
    assert [rule for _, rule, _ in against(early, at.world)] == ["period_over"]
    without = [one for one in facts if not isinstance(one.fact, e.MeansCheckReported)]
    assert ("opinion-signed", "visited_and_checked") in [
        (fact, rule) for fact, rule, _ in against(without, at.world)
    ]
    without = [one for one in facts if not isinstance(one.fact, e.ApplicationAccepted)]
    assert "stage" in {rule for _, rule, _ in against(without, at.world)}


def test_what_a_check_of_the_words_refused_is_named_where_the_fact_keeps_them() -> None:
    """More paid than was approved; a visitor nobody knows."""
    at = j.ordered()
    more = [
        replace(one, fact=replace(one.fact, amount=one.fact.amount + one.fact.amount))
        if isinstance(one.fact, e.PaymentInstructed)
        else one
        for one in history(at)
    ]
    assert [rule for _, rule, _ in against(more, at.world)] == ["within_approval"]
    strangers = [
        replace(one, fact=replace(one.fact, visitors=("tw-caseworker", "幽灵")))
        if isinstance(one.fact, e.HomeVisited)
        else one
        for one in history(at)
    ]
    assert [rule for _, rule, _ in against(strangers, at.world)] == ["visitors_known"]
    assert not against([replace(one, rules=FIRST) for one in strangers], at.world)


def test_sealed_words_are_counted_as_not_asked() -> None:
    """Nobody opens them for this, and nothing is passed that was not asked."""
    at = j.in_notice()

    def sealed(one: Recorded) -> Recorded:
        if not isinstance(one.fact, e.HomeVisited):
            return one
        box = Private(PersonId("格桑-1"), None, "box")
        return replace(one, fact=replace(one.fact, findings=box))

    clear, shut = again(history(at), at.world), again(map(sealed, history(at)), at.world)
    (was,) = [deed for deed in clear if deed.fact == "home-visited"]
    (now,) = [deed for deed in shut if deed.fact == "home-visited"]
    assert not now.against
    assert {*now.untold} - {*was.untold} >= {"nothing_masked"}
    assert now.asked + len(now.untold) == was.asked + len(was.untold)


@pytest.mark.article("30")
def test_ids_told_persons_apart_by_letter_case_once() -> None:
    """A visitor ``AP`` and the approver ``ap`` were two under the first edition; now they are one."""
    at = j.approved()
    facts = [
        replace(one, fact=replace(one.fact, visitors=(*one.fact.visitors, "CO-Approver")))
        if isinstance(one.fact, e.HomeVisited)
        else one
        for one in history(at, FIRST)
    ]
    assert not against(facts, at.world)
    now = [replace(one, rules=RULES_EDITION) for one in facts]
    assert ("relief-approved", "duties", "duties-not-separate") in against(now, at.world)
    spelled = changed(facts, "relief-approved", officer="CO-Approver")
    assert ("relief-approved", "duties", "duties-not-separate") in against(spelled, at.world)


def test_a_text_of_unseen_signs_was_a_text_once() -> None:
    """Then nothing about the words is asked; now it says nothing."""
    at = j.approved()
    facts = [
        replace(one, fact=replace(one.fact, report="\u200b\u2060"))
        if isinstance(one.fact, e.MeansCheckReported)
        else one
        for one in history(at, FIRST)
    ]
    assert not against(facts, at.world)
    (deed,) = [one for one in again(facts, at.world) if one.fact == "means-check-reported"]
    assert "said(report)" in deed.untold
    now = [replace(one, rules=RULES_EDITION) for one in facts]
    assert [rule for _, rule, _ in against(now, at.world)] == ["said(report)"]


@pytest.mark.article("19", "30")
def test_a_short_handed_office_is_counted_as_it_stood() -> None:
    """Who visited hands over where there was no third officer, and is named where there was."""
    world = j.with_delegation().staffed(TWO)
    at = j.urgent_examined(world=world).go(c.ApproveUnderDelegation, c.ReleaseForHandover)
    at.go(c.PayCash, by=p.CASEWORKER)
    assert not against(history(at), at.world)
    full = at.world.copy().staffed(p.REGISTER)
    assert against(history(at), full) == [("cash-disbursed", "duties", "duties-not-separate")]


def test_rules_do_not_become_older_in_one_case() -> None:
    """Whoever names older rules for a newer deed is found out; so is one deed in two envelopes."""
    at = j.paid()
    facts = history(at)
    back = [*facts[:-1], replace(facts[-1], rules=FIRST)]
    assert against(back, at.world) == [("relief-disbursed", "envelope", "edition-went-back")]
    forth = [*(replace(one, rules=FIRST) for one in facts[:-1]), facts[-1]]
    assert not against(forth, at.world)
    one = [replace(fact, command="one") for fact in facts[-2:]]
    assert ("envelope", "envelopes-differ") in [
        (rule, code) for _, rule, code in against([*facts[:-2], *one], at.world)
    ]


def test_a_fact_that_no_command_of_its_edition_brought_is_named() -> None:
    """A release under rules that knew none; an edition nobody numbered."""
    at = j.delegated().go(c.ReleaseForHandover)
    facts = history(at, FIRST)
    assert against(facts, at.world) == [("handover-released", "edition", "unknown-to-the-edition")]
    strange = [replace(one, rules=RULES_EDITION + 1) for one in history(at)]
    assert {code for _, _, code in against(strange, at.world)} == {"unknown-to-the-edition"}


def test_the_law_of_another_day_is_not_asked() -> None:
    """A case of a pack nobody knows any more: post, duties and stage are asked, the rest counted."""
    at = j.approved()
    facts = [
        replace(one, fact=replace(one.fact, pack="forgotten-2001"))
        if isinstance(one.fact, e.ApplicationAccepted)
        else one
        for one in history(at)
    ]
    found = again(facts, at.world)
    assert not [one for deed in found for one in deed.against]
    assert "barred" in found[-1].untold


@pytest.mark.article("16.8", "34")
def test_a_countys_paper_of_later_is_not_asked_of_what_was_accepted_before() -> None:
    """Each deed is held to the law it names: without the overlay, as it was; with it, as it is now."""
    at = j.approved()
    place, kind = at.about.township[:6], at.about.category
    text = COUNTY.replace('area = "540121"', f'area = "{place}"')
    text = text.replace('"sudden-hardship"', f'"{kind.value}"')
    later = at.world.copy()
    (pack,) = later.law.packs
    later.law = Law.of([pack], [parse_overlay(text, pack)])
    facts = [replace(one, law=pack.id) for one in history(at)]
    assert not against(facts, later)
    named = f"{pack.id}+linzhou-test"
    with_it = [
        replace(one, law=named, fact=replace(one.fact, pack=named, fingerprint=None))
        if isinstance(one.fact, e.ApplicationAccepted)
        else one
        for one in facts
    ]
    assert ("application-accepted", "papers_complete") in [
        (fact, rule) for fact, rule, _ in against(with_it, later)
    ]


def test_several_answers_about_what_was_known_are_each_asked() -> None:
    """Lawful by one of them is lawful: a server may not have seen the newest declaration yet."""
    at = j.approved()
    later, sooner = at.world.copy().staffed(kin_approving()), at.world

    def found(*known: World) -> list[Held]:
        deeds = held(history(at), lambda one, case: [beside(w, one, case, {}) for w in known])
        return [deed for deed in deeds if deed.against]

    assert found(later)
    assert not found(later, sooner)
