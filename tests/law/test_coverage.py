"""Every provision of the regulation is accounted for, and nothing cites what does not exist."""

from dataclasses import replace

import pytest

from adapters.packs import shipped
from domain.case.decide import RULES
from domain.coverage.coverage import CARRIES, REASONING, Backing, Coverage, Kind, Standing
from domain.coverage.not_modelled import NOT_MODELLED, PARTLY, WITHOUT_CHOICE
from domain.law.citations import REGULATION
from domain.law.provisions import PROVISIONS
from tests.case.smallfast import BEGINS, overlay
from tests.support.complete import complete

PACK = next(pack for pack in shipped() if pack.document == REGULATION)
COVERAGE = Coverage.of(PACK)


def without(place: str) -> Coverage:
    """The account as it would be had nobody cited a provision."""
    cut = tuple(replace(b, places=b.places - {place}) for b in COVERAGE.backings)
    return replace(COVERAGE, backings=cut)


def test_all_35_articles_are_accounted_for() -> None:
    """No gap, no citation of nothing, no provision listed as left out that is there."""
    assert COVERAGE.faults() == ()
    assert all(COVERAGE.accounted(str(article)) for article in range(1, 36))


@pytest.mark.parametrize("place", [p for p in PROVISIONS if COVERAGE.carried(p)])
def test_a_provision_nobody_cites_any_more_is_a_fault(place: str) -> None:
    """Without its citations a provision falls silent, unless all of its parts speak for it."""
    fault = f"{place}: nothing behind it"
    by_parts = without(place).standing(place) is Standing.BY_PARTS
    assert (fault in without(place).faults()) is not by_parts


def test_what_is_cited_and_not_missed_by_any_test_counts_for_nothing() -> None:
    """A citation is a claim: it counts once a test that names the provision fails without it."""
    unproven = replace(COVERAGE, proven=COVERAGE.proven - {"10.3"})
    assert unproven.cited("10.3") and not unproven.carried("10.3")
    fault = "10.3: cited, but no test that names it fails when that is taken out"
    assert unproven.faults() == (fault,)
    assert not unproven.accounted("10")


@pytest.mark.article("10.3")
def test_one_removed_citation_is_enough() -> None:
    """Idle land is a ground in one place only: losing that entry fails the account (10.3)."""
    left = tuple(b for b in COVERAGE.backings if b.name != "10.3-leaves-land-idle")
    lost = replace(COVERAGE, backings=left)
    assert lost.faults() == ("10.3: nothing behind it",)
    assert not lost.accounted("10")


@pytest.mark.article("23/2")
def test_a_value_that_no_rule_applies_implements_nothing() -> None:
    """The last day of the yearly report in a pack would not be the report itself (23/2)."""
    value = Backing(Kind.PARAMETER, "report_due", frozenset({"23/2"}))
    only = replace(COVERAGE, backings=(*COVERAGE.backings, value))
    assert only.standing("23/2") is Standing.NOT_MODELLED
    unlisted = {p: why for p, why in NOT_MODELLED.items() if p != "23/2"}
    assert "23/2: nothing behind it" in replace(only, not_modelled=unlisted).faults()


def test_a_reason_for_what_is_there_is_a_fault() -> None:
    """Whoever builds a thing takes it off the list of what is not built."""
    listed = replace(COVERAGE, not_modelled={**NOT_MODELLED, "19": "Not yet."})
    assert "19: listed as not modelled, yet implemented" in listed.faults()
    listed = replace(COVERAGE, partly={**PARTLY, "29": "Half of it."})
    assert "29: listed as modelled in part, yet nothing is" in listed.faults()
    listed = replace(COVERAGE, not_modelled={**NOT_MODELLED, "36": "Not ours."})
    assert "36: listed, and there is no such provision" in listed.faults()


def test_what_was_not_yet_built_is_taken_off_the_list_once_it_is() -> None:
    """As soon as rules ask the assessment, no reason may say that they do not."""
    rules = [m for m in REASONING if m.__name__.startswith("domain.case.")]
    used = [getattr(thing, "__module__", "") for m in rules for thing in vars(m).values()]
    used += [str(getattr(thing, "__name__", "")) for m in rules for thing in vars(m).values()]
    wired = any(str(name).startswith("domain.assessment") for name in used)
    said = [p for p, why in PARTLY.items() if "not held to the assessment" in why]
    assert wired != bool(said)


def test_a_citation_of_nothing_is_a_fault() -> None:
    """A declaration of article 36 is named with what declares it."""
    wrong = Backing(Kind.GUARD, "guard", frozenset(), strange=frozenset({"36.1"}))
    faults = replace(COVERAGE, backings=(*COVERAGE.backings, wrong)).faults()
    assert faults == ("guard cites 36.1: there is no such provision",)


@pytest.mark.article("18.1.1")
def test_facts_stand_behind_the_articles_of_the_rules_that_bring_them_about() -> None:
    """A signature cites nothing itself; the rule that makes it does (18.1.1)."""
    behind = {b.name for b in COVERAGE.behind("18.1.1") if b.kind is Kind.FACT}
    assert "opinion-signed" in behind
    names = {fact.NAME for rule in RULES.values() for fact in rule.brings}
    assert {"application-submitted", "grant-charged", "case-counted-for-spot-check"} <= names


def test_every_ambiguity_offers_a_choice_or_says_why_not() -> None:
    """All are in the pack, in the document beside it (小额快救), or listed with the reason they have
    one reading; code names no other.
    """
    every = {f"AMB-{number:02}" for number in range(1, 47)}
    beside = overlay().on(BEGINS).readings
    listed = PACK.readings.keys() | beside.keys() | WITHOUT_CHOICE.keys()
    complete(
        listed,
        every,
        "the pack's [[reading]], with WITHOUT_CHOICE in domain/coverage/not_modelled.py,",
    )
    both = sorted(PACK.readings.keys() & WITHOUT_CHOICE.keys())
    assert not both, (
        f"{both} have a [[reading]] in the pack, and WITHOUT_CHOICE says they have none"
    )
    assert {r for b in COVERAGE.backings for r in b.readings} <= every


def test_every_reason_is_a_sentence() -> None:
    """Each provision left out, whole or in part, has one."""
    reasons = [*NOT_MODELLED.values(), *PARTLY.values(), *WITHOUT_CHOICE.values()]
    assert all(reason.endswith(".") and len(reason) > 20 for reason in reasons)
    assert not NOT_MODELLED.keys() & PARTLY.keys()


def test_only_words_and_values_do_not_carry() -> None:
    """Everything else in the account is a rule, a power, or an entry some rule reads."""
    words_only = {Kind.PARAMETER, Kind.READING, Kind.FACT, Kind.COMMAND, Kind.LIST}
    assert words_only | CARRIES == set(Kind)
