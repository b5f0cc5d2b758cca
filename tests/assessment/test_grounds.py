"""Who is refused: the ten grounds, one relief per matter, twice a year (articles 10 and 12)."""

from typing import Any

import pytest

from adapters.packs.parser import parse
from domain.assessment.engine import Engine
from domain.assessment.inputs import Finding, Received, Signals
from domain.assessment.result import Assessment, Flag, Verdict
from domain.ground.terms import Ground
from tests.assessment.facts import DAY, PACK, medical, yuan
from tests.law.dating import TEXT


def lacks(found: Assessment) -> set[str]:
    return {lack.what for lack in found.missing}


def test_the_pack_has_the_ten_grounds_under_the_names_decisions_use() -> None:
    """10.1 to 10.10, each with its item; all but the station record need a person's finding."""
    rules = PACK.outcomes.casework.grounds
    assert [str(rule.citation) for rule in rules] == [f"10.{n}" for n in range(1, 11)]
    assert {rule.id for rule in rules} <= set(Ground)
    assert [rule.id for rule in rules if not rule.needs_finding] == [Ground.STATION_FRAUD]


RECEIVED = (Received("driver", yuan(2000), DAY, "paper-3"),)


@pytest.mark.article("10", "10.1", "10.2", "10.4", "10.5", "10.8")
@pytest.mark.parametrize(
    ("facts", "ground"),
    [
        ({"signals": Signals(check_refused=True, verifiable=False)}, Ground.REFUSES_CHECK),
        ({"signals": Signals(mismatch=yuan("500.01"))}, Ground.HIDES_OR_FORGES),
        ({"signals": Signals(able_without_work=True)}, Ground.REFUSES_WORK),
        (
            {"signals": Signals(realisable_assets=yuan(5000), basic_need=yuan(5000))},
            Ground.REALISABLE_ASSETS,
        ),
        (
            {"signals": Signals(third_party=True), "compensation": RECEIVED},
            Ground.COMPENSATED,
        ),
    ],
)
def test_a_machine_only_points(facts: dict[str, Any], ground: Ground) -> None:
    """A candidate refuses nobody; it must be decided by a person, either way (10)."""
    found = medical("3000", **facts)
    assert [(g.ground, g.candidate, g.holds) for g in found.grounds] == [(ground, True, False)]
    assert found.verdict is Verdict.INCOMPLETE and f"finding:{ground}" in lacks(found)
    for holds, verdict in ((True, Verdict.GROUND), (False, Verdict.DUE)):
        finding = Finding(ground, holds, "officer-1", DAY, ("paper-4",))
        assert medical("3000", findings=(finding,), **facts).verdict is verdict


@pytest.mark.article("10")
@pytest.mark.parametrize(
    "facts",
    [
        {"signals": Signals(check_refused=True, verifiable=True)},
        {"signals": Signals(check_refused=False, verifiable=False)},
        {"signals": Signals(mismatch=yuan(500))},
        {"signals": Signals(realisable_assets=yuan("4999.99"), basic_need=yuan(5000))},
        {"signals": Signals(realisable_assets=yuan(5000))},
        {"signals": Signals(third_party=True)},
        {"compensation": RECEIVED},
    ],
)
def test_what_is_not_enough_points_nowhere(facts: dict[str, Any]) -> None:
    """Both halves of a ground are needed, and more than the tolerance (10)."""
    assert medical("3000", **facts).grounds == ()


@pytest.mark.article("10")
@pytest.mark.parametrize(
    "ground",
    [Ground.IDLE_LAND, Ground.ILLEGAL_ACTIVITY, Ground.OWN_VIOLATION, Ground.COUNTY_GROUND],
)
def test_some_grounds_only_a_person_can_see(ground: Ground) -> None:
    """Choice, causation and the county's own grounds rest on findings alone (10)."""
    finding = Finding(ground, True, "officer-1", DAY, ("paper-4",))
    found = medical("3000", findings=(finding,))
    assert found.verdict is Verdict.GROUND
    assert [g.candidate for g in found.grounds] == [False]


def test_a_station_record_speaks_for_itself_until_a_person_finds_otherwise() -> None:
    """10.9 rests on what the system shows."""
    on_record = Signals(station_record=True)
    assert medical("3000", signals=on_record).verdict is Verdict.GROUND
    wrong = Finding(Ground.STATION_FRAUD, False, "officer-1", DAY, ("paper-4",))
    assert medical("3000", findings=(wrong,), signals=on_record).verdict is Verdict.DUE


@pytest.mark.article("12")
def test_the_third_grant_of_a_year_needs_the_county() -> None:
    """Two a year in principle; the county's recorded exception lifts it (12)."""
    assert medical("3000", grants_this_year=1).verdict is Verdict.DUE
    assert medical("3000", grants_this_year=2).verdict is Verdict.TOO_OFTEN
    again = medical("3000", grants_this_year=2, exception="paper-5")
    assert again.verdict is Verdict.DUE and Flag.EXCEPTION in again.flags


@pytest.mark.article("12")
@pytest.mark.parametrize(
    ("per", "facts", "verdict"),
    [
        ("year", {"grants_this_year": 2}, Verdict.TOO_OFTEN),
        ("matter", {"same_matter": "case-1"}, Verdict.SAME_MATTER),
    ],
)
def test_nobody_excepts_from_what_the_law_lets_nobody_except_from(
    per: str, facts: dict[str, Any], verdict: Verdict
) -> None:
    """A law that names no post for an exception knows none; from the other rule it still does (12)."""
    start = TEXT.index(f'[[frequency]]\nper = "{per}"')
    stricter = TEXT[:start] + TEXT[start:].replace('exception = "approver"\n', "", 1)
    rules = Engine(parse(stricter))
    assert medical("3000", rules=rules, exception="paper-5", **facts).verdict is verdict
    other = {"grants_this_year": 2} if per == "matter" else {"same_matter": "case-1"}
    assert medical("3000", rules=rules, exception="paper-5", **other).verdict is Verdict.DUE


@pytest.mark.article("12")
def test_the_same_matter_is_relieved_once() -> None:
    """一事一救, unless the county verified a special case (12)."""
    assert medical("3000", same_matter="case-1").verdict is Verdict.SAME_MATTER
    again = medical("3000", same_matter="case-1", exception="paper-5")
    assert again.verdict is Verdict.DUE
