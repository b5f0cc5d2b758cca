"""The shipped policy pack, and what a pack's text may not say."""

from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest

from adapters.packs import law, shipped
from adapters.packs.parser import PackError, parse
from domain.ground.money import Money
from domain.ground.terms import Category
from domain.law.pack import Law, NoLawInForce
from domain.time.limits import Basis, Expiry, Unit
from tests.words.walked import facts

DAY = date(2025, 6, 2)
LAW = law()
PACK = LAW.on(DAY)
LATER = LAW.on(date(2026, 12, 1))
"""The same once entries of December 2026 hold."""
TEXT = files("domain.law").joinpath("packs/lhasa-2018-202.toml").read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PackError) as raised:
        parse(text)
    return [(problem.line, problem.message) for problem in raised.value.problems]


@pytest.mark.article("35")
def test_the_law_is_in_force_from_the_day_of_issue() -> None:
    """On 3 December 2018 the pack is found, the day before there is none (35)."""
    assert LAW.on(date(2018, 12, 3)).id == "lhasa-2018-202"
    with pytest.raises(NoLawInForce):
        LAW.on(date(2018, 12, 2))
    with pytest.raises(NoLawInForce):
        LAW.on(DAY, area="5402")


def test_a_county_is_under_the_law_of_its_city() -> None:
    """A township code of Lhasa finds the city's pack."""
    assert LAW.on(DAY, area="540102003") is PACK
    assert LAW.pack("lhasa-2018-202", DAY) is PACK


@pytest.mark.article("11", "12", "18")
def test_the_values_of_the_regulation() -> None:
    """Ceiling 2,000, caps 10,000 and 5,000 yuan, twice a year, 30% (11, 12, 18)."""
    assert PACK.money("delegated_ceiling", DAY) == Money.of_yuan(2000)
    assert PACK.money("household_cap", DAY) == Money.of_yuan(10000)
    assert PACK.money("person_cap", DAY) == Money.of_yuan(5000)
    assert PACK.count("yearly_count", DAY) == 2
    assert PACK.rate("spot_check_rate", DAY) == Fraction(3, 10)


def test_a_value_is_asked_for_by_its_kind_and_its_day() -> None:
    """An amount is no count, and before its start a value does not exist."""
    with pytest.raises(TypeError):
        PACK.count("household_cap", DAY)
    with pytest.raises(NoLawInForce):
        PACK.money("household_cap", date(2018, 1, 1))


def test_the_scales_are_those_of_article_11() -> None:
    """Medical 70/80/90% and then the sum itself, education 60 to 95%."""
    medical, education = PACK.scale("medical"), PACK.scale("education")
    assert [tier.up_to and tier.up_to.fen // 100 for tier in medical] == [3000, 6000, 10000, None]
    assert medical[-1].flat == Money.of_yuan(10000)
    limits = [tier.up_to and tier.up_to.fen // 100 for tier in education]
    assert limits == [2000, 4000, 6000, 8000, None]
    assert [tier.rate for tier in education] == [Fraction(n, 100) for n in (60, 70, 80, 90, 95)]


@pytest.mark.article("11.2")
@pytest.mark.parametrize("reading", ["whole-amount", "marginal"])
def test_what_bounds_a_sum_for_bills_is_the_same_under_each_reading(reading: str) -> None:
    """10,000 a year for schooling, less what was granted for it, within the family's room (11.2)."""
    rules = PACK.read_as({"AMB-07": reading}).outcomes.amounts
    medical, education = (
        next(rule for rule in rules if kind in rule.categories)
        for kind in (Category.MEDICAL, Category.EDUCATION)
    )
    assert (medical.most, medical.limits) == (None, ("earlier-grants", "household-year"))
    assert education.most == Money.of_yuan(10000)
    assert education.limits == ("maximum", "earlier-grants", "household-year")


@pytest.mark.article("11")
@pytest.mark.parametrize("reading", ["joint", "separate"])
def test_the_caps_of_a_year_are_the_same_under_each_reading(reading: str) -> None:
    """10,000 yuan for a household, 5,000 for one person; what counts in them may differ (AMB-03)."""
    pools = PACK.read_as({"AMB-03": reading}).outcomes.pools
    assert {id: pool.cap for id, pool in pools.items()} == {
        "household-year": "household_cap",
        "person-year": "person_cap",
    }


@pytest.mark.parametrize(
    ("limit", "length", "unit"),
    [
        ("examination", 5, Unit.WORKING_DAY),
        ("public-notice", 7, Unit.NATURAL_DAY),
        ("county-decision", 5, Unit.WORKING_DAY),
        ("urgent-examination", 0, Unit.SAME_DAY),
        ("urgent-submission", 0, Unit.SAME_DAY),
        ("urgent-seat-decision", 0, Unit.SAME_DAY),
        ("urgent-verification", 3, Unit.NATURAL_DAY),
        ("urgent-decision", 2, Unit.NATURAL_DAY),
        ("countersignature", 5, Unit.NATURAL_DAY),
    ],
)
def test_the_statutory_limits(limit: str, length: int, unit: Unit) -> None:
    """The limits of article 18, as long as the text says."""
    found = PACK.limits[limit]
    assert (found.length, found.unit, found.basis) == (length, unit, Basis.STATUTORY)


def test_no_internal_limit_passes_for_law() -> None:
    """Exactly the limits written in article 18 are statutory."""
    statutory = {limit.id for limit in PACK.limits if limit.basis is Basis.STATUTORY}
    assert statutory == {
        "examination", "public-notice", "county-decision", "urgent-examination",
        "urgent-submission", "urgent-seat-decision", "urgent-verification", "urgent-decision",
        "countersignature",
    }  # fmt: skip


@pytest.mark.article("18.2.2")
def test_an_urgent_case_is_completed_within_two_days_of_its_check() -> None:
    """核查工作结束后2天内签署审批意见完成救助: statutory, and on the worklist of whoever pays."""
    found = LATER.limits["urgent-completion"]
    assert (found.length, found.unit, found.duty) == (2, Unit.NATURAL_DAY, "finance")
    assert (found.basis, found.expiry, found.extends) == (Basis.STATUTORY, Expiry.LATE, True)


OWN: list[tuple[str, int, Unit, str]] = [
    ("lead-triage", 1, Unit.WORKING_DAY, "caseworker"),
    ("relief-station-handover", 0, Unit.SAME_DAY, "caseworker"),
    ("acceptance", 0, Unit.SAME_DAY, "caseworker"),
    ("deficiency-notice", 5, Unit.WORKING_DAY, "caseworker"),
    ("supplement", 30, Unit.NATURAL_DAY, "applicant"),
    ("outstanding-materials", 10, Unit.WORKING_DAY, "applicant"),
    ("notice-posting", 1, Unit.WORKING_DAY, "caseworker"),
    ("notice-reposting", 1, Unit.WORKING_DAY, "caseworker"),
    ("objection-handling", 5, Unit.WORKING_DAY, "township-leader"),
    ("complaint-answer", 15, Unit.WORKING_DAY, "county-checker"),
    ("re-examination", 5, Unit.WORKING_DAY, "caseworker"),
    ("upheld-submission", 1, Unit.WORKING_DAY, "township-leader"),
    ("submission", 1, Unit.WORKING_DAY, "township-leader"),
    ("negative-submission", 1, Unit.WORKING_DAY, "township-leader"),
    ("county-receipt", 1, Unit.WORKING_DAY, "county-checker"),
    ("urgent-receipt", 0, Unit.SAME_DAY, "county-checker"),
    ("return-fix", 3, Unit.WORKING_DAY, "township-leader"),
    ("renewed-decision", 5, Unit.WORKING_DAY, "approver"),
    ("renewed-acceptance", 1, Unit.WORKING_DAY, "caseworker"),
    ("file-transfer", 2, Unit.WORKING_DAY, "caseworker"),
    ("transfer-acceptance", 1, Unit.WORKING_DAY, "caseworker"),
    ("feedback", 1, Unit.WORKING_DAY, "county-checker"),
    ("refusal-feedback", 1, Unit.WORKING_DAY, "county-checker"),
    ("filing", 1, Unit.WORKING_DAY, "township-leader"),
    ("countersignature-rectification", 3, Unit.WORKING_DAY, "township-leader"),
    ("payment", 10, Unit.WORKING_DAY, "finance"),
    ("urgent-payment", 1, Unit.WORKING_DAY, "finance"),
    ("payment-retry", 5, Unit.WORKING_DAY, "finance"),
    ("referral-answer", 10, Unit.WORKING_DAY, "caseworker"),
    ("approval-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("delegated-approval-service", 3, Unit.WORKING_DAY, "caseworker"),
    ("refusal-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("change-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("revocation-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("handover-service", 3, Unit.WORKING_DAY, "caseworker"),
    ("undoing-service", 3, Unit.WORKING_DAY, "caseworker"),
    ("striking-service", 3, Unit.WORKING_DAY, "caseworker"),
    ("county-handover-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("county-undoing-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("county-striking-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("deficiency-service", 3, Unit.WORKING_DAY, "caseworker"),
    ("raised-notice", 1, Unit.WORKING_DAY, "caseworker"),
    ("raised-payment", 20, Unit.WORKING_DAY, "finance"),
    ("unserved-archiving", 20, Unit.WORKING_DAY, "county-checker"),
    ("repayment", 5, Unit.WORKING_DAY, "finance"),
    ("credit-telling", 3, Unit.WORKING_DAY, "caseworker"),
    ("return-telling", 3, Unit.WORKING_DAY, "caseworker"),
    ("urgent-consent", 0, Unit.SAME_DAY, "applicant"),
    ("revision-answer", 5, Unit.WORKING_DAY, "approver"),
    ("reopened-examination", 5, Unit.WORKING_DAY, "caseworker"),
    ("urgent-reopened-examination", 1, Unit.WORKING_DAY, "township-leader"),
    ("acceptance-refusal-service", 3, Unit.WORKING_DAY, "caseworker"),
    ("countersignature-refusal-service", 3, Unit.WORKING_DAY, "county-checker"),
    ("archiving", 20, Unit.WORKING_DAY, "county-checker"),
    ("refusal-archiving", 20, Unit.WORKING_DAY, "county-checker"),
    ("unsigned-archiving", 20, Unit.WORKING_DAY, "county-checker"),
]
"""How long each takes that the office set itself, and on whose worklist it stands."""


@pytest.mark.parametrize(("limit", "length", "unit", "duty"), OWN)
def test_the_limits_the_office_set_itself(limit: str, length: int, unit: Unit, duty: str) -> None:
    """How long each takes and on whose worklist it stands; never shown as law."""
    found = LATER.limits[limit]
    assert (found.length, found.unit, found.duty) == (length, unit, duty)
    assert found.basis is Basis.INTERNAL


def test_every_limit_the_office_set_itself_stands_above() -> None:
    """One that no row states could become a day longer, and nobody would notice."""
    own = {one.id for one in LATER.limits if one.basis is Basis.INTERNAL}
    told = {limit for limit, *_ in OWN}
    assert own == told, f"OWN does not say how long {sorted(own - told)} take"


@pytest.mark.article("16/1", "18.1.1", "21")
def test_what_happens_once_a_limit_is_over() -> None:
    """One ends the notice, one lets an application lapse, one only reminds; all others are late."""
    ends = {limit.id: limit.expiry for limit in PACK.limits if limit.expiry is not Expiry.LATE}
    assert ends == {
        "public-notice": Expiry.ENDS_NOTICE,
        "supplement": Expiry.LAPSES,
        "referral-answer": Expiry.REMINDS,
    }


POSTED, APPROVED = ("public-notice-posted",), ("relief-approved",)


@pytest.mark.article("18.1.1", "18.1.2", "18.2.1")
@pytest.mark.parametrize(
    ("reading", "limit", "length", "unit", "starts", "first_day_counts"),
    [
        ("AMB-16:natural-days", "public-notice", 7, Unit.NATURAL_DAY, POSTED, False),
        (
            *("AMB-16:natural-days-posting-day-counted", "public-notice"),
            *(7, Unit.NATURAL_DAY, POSTED, True),
        ),
        ("AMB-16:working-days", "public-notice", 7, Unit.WORKING_DAY, POSTED, False),
        ("AMB-19:working-days", "countersignature", 5, Unit.WORKING_DAY, APPROVED, False),
        (
            *("AMB-25:submission", "county-decision"),
            *(5, Unit.WORKING_DAY, ("submitted-for-approval",), False),
        ),
    ],
)
def test_a_limit_under_each_reading(
    reading: str,
    limit: str,
    length: int,
    unit: Unit,
    starts: tuple[str, ...],
    first_day_counts: bool,
) -> None:
    """How it is counted changes with the reading; what stops it and what it is for does not."""
    found = PACK.read_as(dict([reading.split(":")])).limits[limit]
    chosen = PACK.limits[limit]
    assert (found.length, found.unit, found.starts) == (length, unit, starts)
    assert found.counts_start is first_day_counts
    assert found.extends is (unit is Unit.NATURAL_DAY and not first_day_counts)
    same = ("stops", "duty", "expiry", "basis", "citation", "courses", "when", "keyed")
    assert [getattr(found, name) for name in same] == [getattr(chosen, name) for name in same]


def test_another_reading_changes_the_limit() -> None:
    """Read as working days the notice is counted so, and only in the pack that was so read."""
    other = PACK.read_as({"AMB-16": "working-days"})
    assert other.limits["public-notice"].unit is Unit.WORKING_DAY
    assert PACK.limits["public-notice"].unit is Unit.NATURAL_DAY
    assert other.reading("AMB-16") == "working-days"
    with pytest.raises(ValueError, match="AMB-16"):
        PACK.read_as({"AMB-16": "a week"})


def test_every_mistake_is_named_with_its_line() -> None:
    """An unknown key, a wrong type and a missing provision are reported together, each by line."""
    text = (
        TEXT.replace('value = 2000\nunit = "yuan"', 'value = 2000\ncolour = "red"\nunit = "yuan"')
        .replace('length = 30\nunit = "NATURAL_DAY"', 'length = "30"\nunit = "NATURAL_DAY"')
        .replace('citation = "21"', 'citation = "36.1"')
    )
    found = problems(text)
    assert (line_of(text, 'colour = "red"'), "unknown key") in found
    assert (line_of(text, 'length = "30"'), "must be int") in found
    assert any(line == line_of(text, 'citation = "36.1"') for line, _ in found)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("valid_from = 2018-12-03", "valid_from = 2018-12-03\nvalid_to = 2018-01-01", "is before"),
        ('unit = "percent"', 'unit = "per cent"', "must be one of"),
        ("value = 30\n", "value = 130\n", "whole percentage"),
        ("value = 10000\n", "value = -1\n", "no amount"),
        ("up_to = 6000\n", "up_to = 2000\n", "does not ascend"),
        ('id = "yearly_count"', 'id = "person_cap"', "stands twice on 2018-12-03"),
        ('when = ["to-file"]', 'when = ["blue"]', "no such condition"),
        ('choice = "receipt"', 'choice = "whim"', "no reading"),
        ('id = "filing"', 'id = "payment"', "stands twice on"),
        ("[[tier]]", "[[stair]]", "unknown table"),
        ('unit = "factor"', "unit = factor", "Invalid value"),
    ],
)
def test_a_text_that_contradicts_itself_is_no_pack(old: str, new: str, message: str) -> None:
    """Dates in order, units known, values possible, tiers ascending, one value a day."""
    assert any(message in said and line for line, said in problems(TEXT.replace(old, new, 1)))


def test_two_packs_may_not_cover_one_day_in_one_area() -> None:
    """A successor must say when the earlier one ends; then each day has its law."""
    successor = TEXT.replace("lhasa-2018-202", "next").replace(
        "valid_from = 2018-12-03", "valid_from = 2026-07-01"
    )
    closed = TEXT.replace(
        "valid_from = 2018-12-03", "valid_from = 2018-12-03\nvalid_to = 2026-06-30"
    )
    with pytest.raises(ValueError, match="same day"):
        Law.of([parse(TEXT), parse(successor)])
    both = Law.of([parse(closed), parse(successor)])
    assert both.on(date(2026, 6, 30)).id == "lhasa-2018-202"
    assert both.on(date(2026, 7, 1)).id == "next"


def test_limits_name_facts_that_exist() -> None:
    """No limit, of whatever day, waits for a fact nobody can record."""
    limits = [limit for day in PACK.book.since for limit in PACK.on(day).limits]
    named = {name.partition(":")[0] for limit in limits for name in (*limit.starts, *limit.stops)}
    strange = sorted(named - facts().keys())
    assert not strange, (
        f"limits in domain/law/packs start or stop by {strange}: no fact is called so"
    )


def test_every_shipped_pack_is_valid() -> None:
    """All packs in the package parse, and each names its legal bases."""
    assert all(pack.bases for pack in shipped())


def test_the_limits_of_review_are_dated_and_cited() -> None:
    """Sixty days and six months, each by the law of its day; printed in every refusal."""
    for day, citation in (
        (date(2023, 12, 31), "行政复议法§9"),
        (date(2024, 1, 1), "行政复议法§20"),
    ):
        assert PACK.count("review_days", day) == 60
        assert str(PACK.parameter("review_days", day).citation) == citation
    assert PACK.count("litigation_months", DAY) == 6


def test_every_document_of_the_pack_has_its_title_and_basis() -> None:
    """Each rests on provisions that exist, or will; a strange one is named with its line."""
    for kind, rule in LAW.pack("lhasa-2018-202").documents.items():
        assert rule.basis and rule.title, f"the [[document]] {kind.value} has no title or no basis"
    text = TEXT.replace('basis = ["16.7"]', 'basis = ["36"]')
    assert problems(text)[0][0] == line_of(text, 'basis = ["36"]')
