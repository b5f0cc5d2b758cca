"""Every entry of a pack has its days: one more entry changes a value from a day on, and no past."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapters.packs.county import parse_overlay
from adapters.packs.dated import QUESTION
from adapters.packs.parser import PackError, parse
from domain.ground.money import Money
from domain.ground.terms import Category
from domain.law.pack import Law, NoLawInForce, Pack
from domain.time.limits import Unit
from domain.time.running import NOTHING_RUNNING, RunningLimits, advance
from tests.law.dating import ENTRIES, FIRST, TEXT, changed, entry_of, standing, with_entries
from tests.law.test_overlay import TEXT as COUNTY
from tests.law.test_pack import line_of, problems

DAY = date(2027, 1, 1)
EVE = DAY - timedelta(days=1)
SHIPPED = parse(TEXT)


def says(pack: Pack) -> Pack:
    """A pack without its period: what it says."""
    return replace(pack, first=DAY, last=None)


def first_tier(pack: Pack) -> Money | None:
    return pack.scale("medical")[0].up_to


@pytest.mark.parametrize("table", sorted(QUESTION.keys() & ENTRIES.keys() - {"deduction"}))
def test_any_entry_of_any_table_may_be_written_again_from_a_day_on(table: str) -> None:
    """The same said again changes nothing, said otherwise it holds from that day, and only then."""
    again = [(table, {**e, "from": DAY}) for e in standing(table, DAY)]
    key = next(key for key in ("title", "why", "citation") if key in again[0][1])
    pack = parse(with_entries(again))
    undated = table not in ("parameter", "ground", "material")
    assert not undated or says(pack.on(EVE)) == says(SHIPPED.on(EVE))
    other = "18" if key == "citation" else "改"
    told = parse(with_entries([(table, {**e, key: other}) for _, e in again]))
    assert says(told.on(EVE)) == says(pack.on(EVE))
    assert says(told.on(DAY)) != says(pack.on(DAY))


@pytest.mark.article("8.1/4")
def test_what_is_taken_off_a_cost_has_its_days_too() -> None:
    """A deduction may end, and may begin (8.1/4)."""
    aid = entry_of("deduction", takes="medical-aid")
    line = 'takes = "medical-aid"\n'
    ends = parse(TEXT.replace(line, f"{line}to = {EVE}\n"))
    begins = parse(
        with_entries(
            [("deduction", {**aid, "from": DAY})], TEXT.replace(line, f"{line}to = {EVE}\n")
        )
    )
    for pack, wanted in ((ends, [6, 5]), (begins, [6, 6])):
        assert [len(pack.on(day).outcomes.bases["medical"].deducts) for day in (EVE, DAY)] == wanted


def test_every_table_but_published_figures_has_dates() -> None:
    """What is published brings its own days along; the head is the file's as a whole."""
    assert ENTRIES.keys() - QUESTION.keys() == {"published"}


@pytest.mark.article("11.2")
def test_moving_the_edge_of_a_tier_is_one_entry() -> None:
    """3,000 until the eve, 4,000 from the day: the next tier begins where the new one ends (11.2)."""
    pack = parse(with_entries([changed("tier", {"scale": "medical", "step": 1}, **{
        "up_to": 4000, "from": DAY,
    })]))  # fmt: skip
    assert first_tier(pack.on(EVE)) == Money.of_yuan(3000)
    assert first_tier(pack.on(DAY)) == Money.of_yuan(4000)
    edges = [tier.up_to and tier.up_to.fen // 100 for tier in pack.on(DAY).scale("medical")]
    assert edges == [4000, 6000, 10000, None]
    law = Law.of([pack])
    assert first_tier(law.on(EVE)) == Money.of_yuan(3000)
    page = law.on(DAY)
    assert page is law.pack("lhasa-2018-202", DAY) is law.on(page.last or date(2030, 5, 5))


def test_a_day_before_the_file_has_no_law() -> None:
    """And no entry of it holds."""
    with pytest.raises(NoLawInForce):
        SHIPPED.on(FIRST - timedelta(days=1))


CAP = {"id": "household_cap"}


@pytest.mark.parametrize(
    ("added", "at", "message"),
    [
        ([{"from": FIRST}], 'id = "household_cap"', "stands twice on 2018-12-03"),
        ([{"from": DAY}, {"from": DAY}], 'id = "household_cap"', "stands twice on 2027-01-01"),
        ([{"from": DAY, "to": date(2027, 6, 30)}, {"from": date(2027, 6, 30)}],
         "to = 2027-06-30", "stands twice on 2027-06-30"),
        ([{"from": DAY, "to": date(2027, 6, 29)}, {"from": date(2027, 7, 1)}],
         "from = 2027-07-01", "has a gap after 2027-06-29"),
        ([{"from": DAY, "to": EVE}], "to = 2026-12-31", "is before 'from'"),
    ],
)  # fmt: skip
def test_gaps_and_overlaps_are_refused_with_their_line(
    added: list[dict[str, date]], at: str, message: str
) -> None:
    """Two entries of one question neither leave a day out nor share one; days stand in order."""
    text = with_entries([changed("parameter", CAP, **days) for days in added])
    found = problems(text)
    last = text.rindex(at)
    assert (text[:last].count("\n") + 1, message) in [
        (line, said.removeprefix("'household_cap' ")) for line, said in found
    ]


def test_all_faults_of_all_days_are_told_together() -> None:
    """A gap, a scale that breaks on a later day, a day that is none: each once, with its line."""
    text = with_entries([
        changed("parameter", CAP, **{"from": DAY, "to": date(2027, 6, 29)}),
        changed("parameter", CAP, **{"from": date(2027, 8, 1)}),
        changed("tier", {"scale": "education", "step": 2}, **{"up_to": 9000, "from": DAY}),
        changed("fund", {"id": "donation"}, **{"from": "2027"}),
    ])  # fmt: skip
    said = [message for _, message in problems(text)]
    assert "'household_cap' has a gap after 2027-06-29" in said
    assert "'education' does not ascend (from 2027-01-01 on)" in said
    assert "must be date" in said
    assert len(said) == len(set(said))


def test_a_scale_is_whole_on_every_day() -> None:
    """A last tier that ends without another leaves the scale open above: refused from that day, and
    told once, whatever changes later.
    """
    top = 'scale = "education"\nstep = 5\n'
    later = changed("parameter", CAP, **{"from": DAY + timedelta(days=1)})
    text = with_entries([later], TEXT.replace(top, f"{top}to = {EVE}\n"))
    message = "'education' has no open tier at its end (from 2027-01-01 on)"
    assert problems(text) == [(line_of(text, "up_to = 8000"), message)]


def test_a_tier_without_its_step_does_not_slip_in_between_those_that_have_one() -> None:
    """A scale says the step of each tier, or of none: otherwise nobody knew which one it replaces."""
    text = with_entries([
        ("tier", {"scale": "medical", "up_to": 4000, "percent": 70, "citation": "11.2", "from": DAY})
    ])  # fmt: skip
    assert any("says the step" in said for _, said in problems(text))


def test_a_repeal_has_to_leave_a_law_that_holds_together() -> None:
    """An entry may end without another; what still names it is told, with the day."""
    cap = 'id = "household_cap"\n'
    found = problems(TEXT.replace(cap, f"{cap}to = {EVE}\n", 1))
    said = {message.partition(" (from")[0] for _, message in found}
    assert "there is no parameter 'household_cap' in yuan" in said
    gone = parse(TEXT.replace('id = "donation"\n', f'id = "donation"\nto = {EVE}\n', 1))
    funds = [len(gone.on(day).outcomes.casework.funds) for day in (EVE, DAY)]
    assert funds == [5, 4]


@pytest.mark.article("34")
def test_a_reading_chosen_from_a_day_on_changes_what_hangs_on_it() -> None:
    """Whole amounts until the eve, marginal tiers from the day (34, AMB-07)."""
    pack = parse(with_entries([changed("reading", {"id": "AMB-07"}, **{
        "chosen": "marginal", "alternatives": ["whole-amount"], "from": DAY,
    })]))  # fmt: skip
    kinds = [pack.on(day).outcomes.amounts[1].kind.value for day in (EVE, DAY)]
    assert kinds == ["tier-whole", "tier-marginal"]
    assert pack.on(EVE).read_as({"AMB-07": "marginal"}).outcomes.amounts[1].kind == kinds[1]


def test_a_county_may_date_what_it_adds_and_weakens_no_day() -> None:
    """Its ground from a day on; a limit longer than the city's of that later day is refused."""
    own = {"id": "new", "title": "新", "needs_finding": True, "citation": "10.10", "from": DAY}
    later = with_entries([("ground", own)], COUNTY)
    overlay = parse_overlay(later, SHIPPED)
    laid = Law.of([SHIPPED], [overlay])
    counts = [len(laid.governing(day, "540121100").outcomes.casework.grounds) for day in (EVE, DAY)]
    assert counts == [10, 11]
    stricter = parse(
        with_entries([changed("limit", {"id": "payment"}, **{"length": 3, "from": DAY})])
    )
    with pytest.raises(PackError, match=r"weakens the city's 3 \(from 2027-01-01 on\)"):
        parse_overlay(COUNTY, stricter)


LONGER = parse(with_entries([
    changed("limit", {"id": "county-decision"}, **{"length": 9, "from": DAY}),
    changed("limit", {"id": "examination"}, **{"length": 2, "from": DAY}),
    changed("limit", {"id": "county-receipt"}, **{"stops": ["relief-approved"], "from": DAY}),
]))  # fmt: skip


def run(*facts: tuple[str, date]) -> RunningLimits:
    running = NOTHING_RUNNING
    for name, day in facts:
        running = advance(running, LONGER.timetable, name, day, "general")
    return running


def length(running: RunningLimits, limit: str) -> int:
    return LONGER.limit(limit, running[limit].started_on).length


def test_a_limit_runs_by_its_entry_of_the_day_it_is_counted_from() -> None:
    """Neither a longer nor a shorter one that begins later touches it; the next one has it."""
    assert length(run(("received-by-county", EVE)), "county-decision") == 5
    assert length(run(("received-by-county", DAY)), "county-decision") == 9
    since = (("application-accepted", EVE), ("urgency-not-confirmed", DAY))
    assert length(run(*since), "examination") == 5


def test_a_limit_stops_by_its_own_entry() -> None:
    """What began under the old entry stops as that says, what began under the new as the new says."""
    old = run(("submitted-for-approval", EVE), ("received-by-county", DAY))
    new = run(("submitted-for-approval", DAY), ("received-by-county", DAY))
    assert "county-receipt" not in old and "county-receipt" in new
    assert "county-receipt" not in run(("submitted-for-approval", DAY), ("relief-approved", DAY))


def test_a_limit_counted_from_before_it_existed_is_none() -> None:
    """A new limit that counts from acceptance binds no case accepted before its first day."""
    new = {
        **entry_of("limit", id="examination"),
        "id": "second-look",
        "from": DAY,
        "basis": "INTERNAL",
    }
    pack = parse(with_entries([("limit", new)]))
    running = NOTHING_RUNNING
    for name, day in (("application-accepted", EVE), ("urgency-not-confirmed", DAY)):
        running = advance(running, pack.timetable, name, day, "general")
    assert "examination" in running and "second-look" not in running


CHANGES: dict[str, tuple[str, dict[str, Any], str, Any]] = {
    "cap": ("parameter", {"id": "household_cap"}, "value", st.integers(1, 90_000)),
    "share": ("parameter", {"id": "spot_check_rate"}, "value", st.integers(0, 100)),
    "rate": ("tier", {"scale": "medical", "step": 2}, "percent", st.integers(0, 100)),
    "edge": ("tier", {"scale": "medical", "step": 1}, "up_to", st.integers(1, 5_999)),
    "limit": ("limit", {"id": "payment"}, "length", st.integers(1, 90)),
    "fund": ("fund", {"id": "donation"}, "citation", st.sampled_from(["22.1", "22.2", "22"])),
    "reading": ("reading", {"id": "AMB-33"}, "chosen", st.sampled_from(["half-up-once", "down-once"])),
    "letter": ("document", {"id": "referral-slip"}, "sign", st.sampled_from(["临救转", "转", "新"])),
    "effects": ("category", {"id": "sudden-hardship"}, "effects", st.integers(0, 4)),
}  # fmt: skip
READ: dict[str, Any] = {
    "cap": lambda p: p.money("household_cap", p.first).fen // 100,
    "share": lambda p: int(p.rate("spot_check_rate", p.first) * 100),
    "rate": lambda p: int((p.scale("medical")[1].rate or 0) * 100),
    "edge": lambda p: (first_tier(p) or Money(0)).fen // 100,
    "limit": lambda p: p.limits["payment"].length,
    "fund": lambda p: str(p.outcomes.casework.funds[1].citation),
    "reading": lambda p: p.reading("AMB-33"),
    "letter": lambda p: next(d.sign for k, d in p.documents.items() if k == "referral-slip"),
    "effects": lambda p: p.outcomes.categories[Category.SUDDEN_HARDSHIP].effects,
}  # fmt: skip
DAYS = st.dates(FIRST + timedelta(days=1), date(2031, 12, 31)).filter(
    lambda day: day not in SHIPPED.book.since
)
"""Days on which nothing that is shipped begins."""


@st.composite
def histories(draw: st.DrawFn) -> dict[str, dict[date, Any]]:
    """For some of the questions, what is said from which day on."""
    return {
        what: draw(st.dictionaries(DAYS, CHANGES[what][3], min_size=1, max_size=2))
        for what in draw(st.sets(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3))
    }


def text_of(history: dict[str, dict[date, Any]]) -> str:
    """The pack's text with an entry for each change, in no order of days."""
    added = []
    for what, said in history.items():
        table, keys, key, _ = CHANGES[what]
        for day, new in said.items():
            entry = {**entry_of(table, **keys), key: new, "from": day}
            if what == "reading":
                entry["alternatives"] = [r for r in ("half-up-once", "down-once") if r != new]
            added.append((table, entry))
    return with_entries(added)


def shipped(what: str) -> list[date]:
    """Since when the shipped pack says what it says of a question."""
    table, keys, _, _ = CHANGES[what]
    said = [e for e in ENTRIES[table] if all(e.get(key) == keys[key] for key in keys)]
    return [e.get("from", FIRST) for e in said]


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(histories(), st.lists(DAYS, min_size=1, max_size=3))
def test_the_law_of_a_day_is_the_entries_of_that_day(
    history: dict[str, dict[date, Any]], days: list[date]
) -> None:
    """For any changes on any days: each question is answered by the last entry that began by then."""
    pack = parse(text_of(history))
    for day in [*days, *(day for said in history.values() for day in said)]:
        found = pack.on(day)
        assert found.first <= day and (found.last is None or day <= found.last)
        for what, read in READ.items():
            last = max(since for since in shipped(what) if since <= day)
            begun = [since for since in history.get(what, {}) if last < since <= day]
            wanted = history[what][max(begun)] if begun else read(SHIPPED.on(last))
            assert read(found) == wanted, what


def test_measures_differ() -> None:
    """The limits used above are of the sort they are taken for."""
    assert LONGER.limits["county-decision"].unit is Unit.WORKING_DAY
