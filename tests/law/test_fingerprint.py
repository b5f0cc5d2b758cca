"""The fingerprint of a law changes exactly when something that decides changes."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapters.packs.county import parse_overlay
from adapters.packs.form import fingerprint
from adapters.packs.held import at_11a5808
from adapters.packs.parser import PackError, parse
from domain.law.casework import Casework
from domain.law.held import AT_11A5808, held
from domain.law.outcome import Outcomes
from domain.law.pack import Law, Pack
from domain.time.limits import Limits
from tests.law.dating import ENTRIES, FIRST, TEXT, standing, value, with_entries
from tests.law.test_dated import DAY, EVE, SHIPPED, histories, text_of
from tests.law.test_overlay import TEXT as COUNTY
from tests.support.lengths import walk

OF_11A5808 = dict(AT_11A5808["lhasa-2018-202"])
"""The shipped law as it stood at commit 11a5808, by the first day of each period."""

LABELS = ("title", "note", "why", "question", "name", "summary", "start", "end", "alternatives")


def decides(thing: Any, ordered: bool = False) -> Any:
    """What a rule would be without its labels: an account of its own, of the rules as they are built.

    Only the tiers of a scale and the limits of a sum stand in an order that decides.
    """
    if isinstance(thing, Pack | Outcomes | Casework | Limits) or not is_dataclass(thing):
        return plain(thing, ordered)
    kept = [f.name for f in fields(thing) if f.compare and f.name not in LABELS]
    return type(thing).__name__, {n: decides(getattr(thing, n), n == "limits") for n in kept}


def plain(thing: Any, ordered: bool) -> Any:
    """The same of a collection, or of what only collects."""
    match thing:
        case Pack() | Outcomes() | Casework() | Limits():
            kept = [f.name for f in fields(thing) if f.compare and f.name not in LABELS]
            return {name: decides(getattr(thing, name)) for name in kept}
        case dict():
            return {key: decides(one, ordered=True) for key, one in thing.items()}
        case tuple() if ordered:
            return tuple(decides(one) for one in thing)
        case tuple():
            return sorted(map(repr, map(decides, thing)))
        case frozenset():
            return sorted(map(str, thing))
        case _:
            return thing


def says(pack: Pack) -> Any:
    """All that decides in a pack, as rules."""
    readings = {id: one.chosen for id, one in pack.readings.items()}
    bare = replace(pack, readings={}, first=DAY, last=None, decisive=(), provisions={})
    bare = replace(bare, outcomes=replace(pack.outcomes, published=()))
    return readings, decides(bare)


def otherwise_than_held(day: date) -> list[str]:
    """The entries that say something else on a day than they did at commit 11a5808."""
    then = {one.entry: one.digest for one in at_11a5808().entries if one.on(day)}
    now = SHIPPED.on(day).digests
    return sorted(entry for entry in {*then, *now} if then.get(entry) != now.get(entry))


def test_the_shipped_law_is_that_of_commit_11a5808() -> None:
    """Facts stored by then rest on it: an entry of then is corrected by another, never edited."""
    for day, then in OF_11A5808.items():
        assert SHIPPED.on(day).fingerprint == then, (
            f"domain/law/packs/lhasa-2018-202.toml says otherwise on {day} than it did:"
            f" {otherwise_than_held(day)}. What is new says since when (from), what was wrong is"
            " corrected by one more entry (corrects)"
        )
    assert held("lhasa-2018-202", date(2023, 12, 31)) == SHIPPED.on(FIRST).fingerprint
    assert held("lhasa-2018-202", EVE) == OF_11A5808[date(2024, 1, 1)]
    assert held("lhasa-2018-202", date(2018, 12, 2)) is held("beihe-2022-9", EVE) is None


def test_the_form_is_written_down() -> None:
    """Numbered, in lower case hexadecimal, of digests in whatever order."""
    assert fingerprint(["b", "a"]) == fingerprint(["a", "b"]) != fingerprint(["a"])
    assert fingerprint([]) == "1:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 2000\n", 'value = "2000.00"\n'),
        ("value = 30\n", "value = 30 # 三成\n"),
        ('value = "1.5"', 'value = "3/2"'),
        ("up_to = 3000\n", 'up_to = "3000.0"\n'),
        ('causes = ["fire", "lightning"', 'causes = ["lightning", "fire"'),
        ('citation = "18.1.1"\nkeyed = true', 'citation = "18.1.1"\nextends = false\nkeyed = true'),
        ('rounding = "AMB-33"', 'rounding = "half-up-once"'),
        ('note = "原则上：县级可例外准许"\n', ""),
        ('title = "家庭年累计"', 'title = "家庭年度累计"'),
        ("\nfrom = 2018-12-03\n", "\n"),
        ("step = 1\n", "step = 1\nfrom = 2018-12-03\n"),
        ('chosen = "calendar-year"\nalternatives = ["rolling-year"]\nwhy = "第',
         'chosen = "calendar-year"\nalternatives = ["rolling-year"]\nwhy = "又第'),
    ],
)  # fmt: skip
def test_what_decides_nothing_leaves_it_as_it_is(old: str, new: str) -> None:
    """Another way of writing the same sum, list, default or reading; titles, notes, days of the same."""
    assert old in TEXT
    pack = parse(TEXT.replace(old, new))
    for day in (FIRST, EVE, DAY):
        assert pack.on(day).fingerprint == SHIPPED.on(day).fingerprint
        assert says(pack.on(day)) == says(SHIPPED.on(day))


@pytest.mark.article("8.1/4")
def test_the_provision_by_which_a_cost_is_taken_off_decides() -> None:
    """It is kept with the rule like every other entry's: another one is another law (8.1/4)."""
    taken = 'takes = "medical-aid"\ncitation = "8.1/4"'
    pack = parse(TEXT.replace(taken, taken.replace("8.1/4", "8.1/5")))
    assert pack.fingerprint != SHIPPED.fingerprint
    assert says(pack) != says(SHIPPED)


def test_entries_under_a_reading_not_chosen_decide_nothing() -> None:
    """A tier of 90 per cent above 10,000 waits for its reading; read so, it counts (AMB-08)."""
    other = 'step = 4\npercent = 90\ncitation = "11.2"'
    pack = parse(TEXT.replace(other, other.replace("90", "85")))
    assert pack.fingerprint == SHIPPED.fingerprint
    choice = {"AMB-08": "continue-90"}
    assert pack.read_as(choice).fingerprint != SHIPPED.read_as(choice).fingerprint


def test_a_county_has_a_fingerprint_of_its_own() -> None:
    """The city's and its additions together, from its first day on."""
    laid = Law.of([SHIPPED], [parse_overlay(COUNTY, SHIPPED)])
    stricter = COUNTY.replace("length = 5\n", "length = 4\n")
    other = Law.of([SHIPPED], [parse_overlay(stricter, SHIPPED)])
    place, day = "540121100", date(2021, 1, 1)
    assert laid.governing(day - timedelta(days=1), place).fingerprint == OF_11A5808[FIRST]
    found = {law.governing(day, place).fingerprint for law in (laid, other)}
    assert len(found | {OF_11A5808[FIRST]}) == 3


PLACES = [(t, n, key) for t, some in ENTRIES.items() for n, e in enumerate(some) for key in e]


def otherwise(one: Any) -> st.SearchStrategy[Any]:
    """Another value of the same sort."""
    match one:
        case bool():
            return st.just(not one)
        case int():
            return st.integers(0, 100)
        case list():
            return st.one_of(
                st.permutations(one),
                st.lists(st.sampled_from(one), unique=True) if one else st.just(one),
            )
        case date():
            return st.dates(FIRST, DAY)
        case dict():
            return st.just(one)
        case _:
            return st.sampled_from(
                ["18.1.1", "11", "none", "甲", "approver", "calendar-year", str(one)]
            )


Edit = tuple[str, int, str, Any]
"""Table, place in it, key, and what it says instead."""


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """One key of one entry, written otherwise."""
    table, number, key = draw(st.sampled_from(PLACES))
    return table, number, key, draw(otherwise(ENTRIES[table][number][key]))


def edited(table: str, number: int, key: str, new: Any) -> str:
    """The pack's text with that key as it is now."""
    parts = TEXT.split(f"[[{table}]]\n")
    lines = parts[number + 1].split("\n")
    at = next(n for n, text in enumerate(lines) if text.startswith(f"{key} = "))
    end = at + 1
    while lines[at].endswith("[") and not lines[end - 1].startswith("]"):
        end += 1
    parts[number + 1] = "\n".join([*lines[:at], f"{key} = {value(new)}", *lines[end:]])
    return f"[[{table}]]\n".join(parts)


@settings(
    max_examples=walk(20, 60), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
@given(edits())
def test_it_changes_exactly_when_something_that_decides_changes(edit: Edit) -> None:
    """Whatever one key of one entry says otherwise: the rules differ where the fingerprint does."""
    try:
        pack = parse(edited(*edit))
    except PackError:
        return
    for day in {*SHIPPED.book.since, *pack.book.since}:
        same = pack.on(day).fingerprint == SHIPPED.on(day).fingerprint
        assert same == (says(pack.on(day)) == says(SHIPPED.on(day)))


@settings(
    max_examples=walk(8, 20), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
@given(histories())
def test_a_day_keeps_its_fingerprint_whatever_is_added_for_later_days(history: Any) -> None:
    """From one period to the next it changes where what decides does, and no earlier day ever has it."""
    pack = parse(text_of(history))
    first = min(day for said in history.values() for day in said)
    for day in (FIRST, first - timedelta(days=1)):
        assert pack.on(day).fingerprint == SHIPPED.on(day).fingerprint
    pages = [pack.on(day) for day in pack.book.since]
    for one in pages:
        for other in pages:
            assert (one.fingerprint == other.fingerprint) == (says(one) == says(other))


def test_a_change_and_its_undoing_have_the_first_fingerprint_again() -> None:
    """What decides is the same as before the change, whatever was shipped before that."""
    last = SHIPPED.first
    changed_on, undone_on = last + timedelta(days=1), last + timedelta(days=2)
    cap = next(e for e in standing("parameter", undone_on) if e["id"] == "household_cap")
    pack = parse(with_entries([
        ("parameter", {**cap, "value": 1, "from": changed_on}),
        ("parameter", {**cap, "from": undone_on}),
    ]))  # fmt: skip
    found = [pack.on(day).fingerprint for day in (last, changed_on, undone_on)]
    assert found[0] == found[2] != found[1]
