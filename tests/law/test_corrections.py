"""A wrong entry is corrected by another one that names it: what was decided on it is still found."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from adapters.packs.county import parse_overlay
from adapters.packs.dated import QUESTION
from adapters.packs.parser import parse
from domain.ground.money import Money
from domain.law.pack import Law
from domain.registers.law.state import UNTIL, of_pack
from domain.registers.law.state import changed as changed_entries
from tests.law.dating import ENTRIES, FIRST, TEXT, changed, with_entries
from tests.law.test_overlay import TEXT as COUNTY
from tests.law.test_pack import line_of, problems

KNOWN = date(2026, 7, 1)
ASSERTED = {
    table: [entry for entry in some if "corrects" not in entry] for table, some in ENTRIES.items()
}
"""The shipped pack's entries by table, as if none had ever been wrong."""


def whole(entries: Mapping[str, list[dict[str, Any]]]) -> str:
    """A file with these entries and the shipped one's head."""
    every = [(table, one) for table, some in entries.items() for one in some]
    return with_entries(every, TEXT[: TEXT.index("[[")])


PLAIN = whole(ASSERTED)
SHIPPED = parse(PLAIN)
TIER = {"scale": "medical", "step": 1}


def corrected(
    keys: dict[str, Any], known: date = KNOWN, table: str = "tier", **new: Any
) -> tuple[str, dict[str, Any]]:
    """An entry that stands in the place of the one that begins on the pack's first day."""
    return changed(table, keys, **{"corrects": FIRST, "known_from": known, **new})


ONCE = with_entries([corrected(TIER, up_to=4000)], PLAIN)


@pytest.mark.article("11.2")
def test_a_correction_holds_for_every_day_and_what_was_known_before_is_still_found() -> None:
    """4,000 always was the edge; by 3,000, as it was taken to be, old decisions are found (11.2)."""
    pack = parse(ONCE)
    for day in (FIRST, date(2024, 5, 6), KNOWN, KNOWN + timedelta(days=900)):
        now, before = Law.of([pack]).pages(pack.id, day)
        assert now.scale("medical")[0].up_to == Money.of_yuan(4000)
        assert before.scale("medical")[0].up_to == Money.of_yuan(3000)
        assert before.fingerprint == SHIPPED.on(day).fingerprint != now.fingerprint
    assert (pack.book.known, [book.known for book in pack.book.earlier]) == (KNOWN, [None])


@pytest.mark.parametrize("table", sorted(QUESTION.keys() & ASSERTED.keys() - {"provision"}))
def test_any_entry_of_any_table_is_corrected_as_if_it_had_been_written_so(table: str) -> None:
    """The law known now is that of the file with the entry put right; that known before is as it was."""
    place = next(n for n, e in enumerate(ASSERTED[table]) if "to" not in e)
    entry = ASSERTED[table][place]
    right = {**entry, **put_right(table, entry)}
    told = {"corrects": entry.get("from", FIRST), "known_from": KNOWN}
    pack = parse(with_entries([(table, {**right, **told})], PLAIN))
    others = [one for n, one in enumerate(ASSERTED[table]) if n != place]
    in_place = parse(whole({**ASSERTED, table: [*others[:place], right, *others[place:]]}))
    for day in (FIRST, KNOWN):
        now, before = Law.of([pack]).pages(pack.id, day)
        assert before.fingerprint == SHIPPED.on(day).fingerprint
        assert now.fingerprint == in_place.on(day).fingerprint
    assert in_place.on(KNOWN).fingerprint != SHIPPED.on(KNOWN).fingerprint


def put_right(table: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Something else that decides."""
    match table:
        case "document":
            return {"sign": "改"}
        case "reading":
            chosen, *rest = entry["alternatives"]
            return {"chosen": chosen, "alternatives": [entry["chosen"], *rest]}
        case _:
            return {"citation": "18"}


def test_a_correction_may_itself_be_corrected() -> None:
    """Each state of knowledge is kept, the oldest first; the newest one counts."""
    pack = parse(
        with_entries(
            [
                corrected(TIER, up_to=4000),
                corrected(TIER, KNOWN + timedelta(days=9), up_to=5000),
            ],
            PLAIN,
        )
    )
    edges = [page.scale("medical")[0].up_to for page in Law.of([pack]).pages(pack.id, KNOWN)]
    assert edges == [Money.of_yuan(yuan) for yuan in (5000, 4000, 3000)]


def test_a_correction_is_itself_corrected_on_the_day_it_became_known() -> None:
    """Each corrects the one before it in the file, and what was decided between them is found by name."""
    tables = [corrected(TIER, up_to=one) for one in (4000, 3500, 3600)]
    other = corrected({"scale": "medical", "step": 2}, citation="18")
    files = [[tables[0], other], [tables[0], other, tables[1]], [tables[0], other, *tables[1:]]]
    packs = [parse(with_entries(some, PLAIN)) for some in files]
    for day in (FIRST, KNOWN):
        pages = Law.of([packs[-1]]).pages(packs[-1].id, day)
        edges = [page.scale("medical")[0].up_to for page in pages]
        assert edges == [Money.of_yuan(one) for one in (3600, 3500, 4000, 3000)]
        before = [pack.on(day).fingerprint for pack in (packs[1], packs[0], SHIPPED)]
        assert [page.fingerprint for page in pages[1:]] == before
    for was, now in pairwise(map(of_pack, packs)):
        names = [(one.entry, one.first) for one in now.entries]
        assert len(set(names)) == len(names)
        found = changed_entries(was.entries, now.entries)
        gone = [one for one in found if one.gone or (UNTIL in one.entry and one.was is not None)]
        assert gone == []
    taken_back = changed_entries(of_pack(packs[2]).entries, of_pack(packs[1]).entries)
    assert any(one.gone for one in taken_back)


def test_the_wrong_first_day_is_corrected_too() -> None:
    """What was taken to begin in one year began in another; the entry before holds until then."""
    begins = changed("tier", TIER, up_to=4000, **{"from": date(2026, 1, 1)})
    wrong = {"corrects": date(2026, 1, 1), "known_from": KNOWN, "from": date(2025, 1, 1)}
    pack = parse(with_entries([begins, changed("tier", TIER, up_to=4000, **wrong)], PLAIN))
    edges = [page.scale("medical")[0].up_to for page in pages_of(pack, date(2025, 6, 1))]
    assert edges == [Money.of_yuan(4000), Money.of_yuan(3000)]
    edges = [page.scale("medical")[0].up_to for page in pages_of(pack, date(2024, 6, 1))]
    assert edges == [Money.of_yuan(3000), Money.of_yuan(3000)]


def pages_of(pack: Any, day: date) -> tuple[Any, ...]:
    """The law of a day, known now and before."""
    return Law.of([pack]).pages(pack.id, day)


def test_a_county_lies_on_what_was_known_then() -> None:
    """Its additions are the same, the city's entry beneath them is the one of before."""
    pack = parse(ONCE)
    overlay = parse_overlay(COUNTY, pack)
    day = date(2021, 9, 6)
    now, before = Law.of([pack], [overlay]).pages(f"{pack.id}+{overlay.id}", day)
    assert now.overlay is before.overlay is overlay
    assert before.fingerprint == SHIPPED.under(parse_overlay(COUNTY, SHIPPED)).on(day).fingerprint
    assert now.fingerprint != before.fingerprint


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ({"known_from": None}, "needs 'corrects' and 'known_from'"),
        ({"corrects": None}, "needs 'corrects' and 'known_from'"),
        ({"corrects": date(2020, 1, 1)}, "no such entry begins on 2020-01-01"),
        ({"scale": "unheard"}, "no such entry begins on 2018-12-03"),
    ],
)
def test_what_corrects_nothing_is_refused_with_its_line(new: dict[str, Any], message: str) -> None:
    """Half a correction, or one of an entry that is not there."""
    table, entry = corrected(TIER, up_to=4000)
    text = with_entries(
        [(table, {k: v for k, v in {**entry, **new}.items() if v is not None})], PLAIN
    )
    told = problems(text)
    assert message in [said for _, said in told]
    assert all(line > line_of(PLAIN, "[[document]]") for line, said in told if said == message)
