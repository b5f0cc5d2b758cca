"""``relief law`` speaks Chinese: every sentence is the dictionary's, for everything it can show."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest

from domain.coverage.coverage import Coverage, Kind
from domain.ground.declared import named
from domain.law.provisions import INTERNAL, OTHER_LAW, PROVISIONS
from relief.tools import law as tool
from relief.tools.output import Output
from relief.tools.tested import naming_tests
from relief.words.dictionary import file, word
from relief.words.dictionary import table as words_of
from relief.words.law import COUNTED, unit
from relief.words.readings import reading
from relief.words.rules import asks, does
from tests.case.smallfast import TEXT as SMALL_FAST
from tests.law.dating import ENTRIES
from tests.law.test_declared import asked
from tests.support.complete import complete

BESIDE = tomllib.loads(SMALL_FAST)
"""What lies beside the law and is off: its entries are told in words as well."""

COVERAGE = Coverage.of(tool.regulation())

SHARED = {"papers_known", "urgent", "as_prescribed", "same_matter"}
"""Names that several functions have: the one sentence is true of each of them."""

CLAUSES = (
    None,
    *PROVISIONS,
    *(f"{law}§{place}" for law, places in OTHER_LAW.items() for place in places),
    *(f"内部§{place}" for place in INTERNAL),
)

CODES = {"名称", "条件", "命令", "条目", "取值", "读法", "代码", "时限", "位置"}
"""Columns of ids and of names that the code has; a cell there is a code as a whole, or Chinese."""

ENGLISH = re.compile(r"(?!AMB-\d)(?<![A-Z])[A-Za-z]{2,}")
"""Words, but for readings of the text as they are cited: AMB-09."""


HAN, PLACE = re.compile("[\u4e00-\u9fff]"), re.compile("tests/")
"""Beside every code of a row stands what it is called; a test is found by its place alone."""


@dataclass(frozen=True, slots=True)
class Kept(Output):
    """An output that keeps the lines and, apart from them, the cells under their titles."""

    lines: list[str] = field(default_factory=list)
    cells: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def line(self, text: str = "") -> None:
        """Keep a line."""
        self.lines.append(text)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Keep each cell with the title above it."""
        self.lines.extend(head)
        self.rows.extend([str(cell) for cell in row] for row in rows)
        self.cells.extend(
            (title, str(cell).strip())
            for row in rows
            for title, cell in zip(head, row, strict=True)
        )


def english(kept: Kept) -> Iterator[str]:
    """What stands there in English and is no code in a column of codes."""
    yield from filter(ENGLISH.search, kept.lines)
    for title, cell in kept.cells:
        if ENGLISH.search(cell) and not (title in CODES and is_code(cell)):
            yield f"{title}: {cell}"


def is_code(cell: str) -> bool:
    """One code, or several with commas between: never words with blanks between, nor a private name."""
    return all(re.fullmatch(r"(?!_)[\w.():/-]+", one.strip()) for one in re.split("[,、]", cell))


@pytest.fixture(scope="module", autouse=True)
def once() -> Iterator[None]:
    """The tests and the coverage are gathered once for all clauses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tool, "naming_tests", cache(naming_tests))
        patch.setattr(Coverage, "of", lambda pack: COVERAGE)
        yield


@pytest.mark.parametrize("clause", CLAUSES, ids=str)
def test_no_clause_is_told_in_english(clause: str | None) -> None:
    """The table of all articles, and each clause in full, with what stands behind it."""
    kept = Kept()
    assert tool.law(clause, kept) == 0
    assert kept.lines and [*english(kept)] == []
    assert all(HAN.search(" ".join(row)) for row in kept.rows if not PLACE.match(row[0]))


def test_every_reading_that_may_be_chosen_has_its_words_and_no_other() -> None:
    """Of every ambiguity the law has on any day; a new one fails here by name."""
    known: dict[str, set[str]] = {}
    for one in (*ENTRIES["reading"], *BESIDE["reading"]):
        known.setdefault(one["id"], set()).update((one["chosen"], *one["alternatives"]))
    worded = {id: set(said) for id, said in file("readings").items()}
    assert sum(map(len, known.values())) > 50
    assert worded == known
    for id, choices in known.items():
        said = [reading(id, one) for one in sorted(choices)]
        assert len(set(said)) == len(said) and not any(map(str.isascii, said)), id
    assert reading("AMB-99", "sideways") == "“sideways”"


def test_english_would_be_seen() -> None:
    """A sentence in a column of sentences or of codes, and in a line; a code in its column is none."""
    kept = Kept()
    kept.line("The urgent procedure.")
    kept.table(("名称", "说明"), [("  urgent", "Straight"), ("Only here", "仅限紧急程序。")])
    assert [*english(kept)] == ["The urgent procedure.", "说明: Straight", "名称: Only here"]


def test_every_rule_and_function_has_its_sentence_and_none_is_left_over() -> None:
    """Each guard, check, caution and function by its name; a new one fails here by name."""
    rules = {named(one) for _, one in asked()}
    rules |= {b.name for b in COVERAGE.backings if b.kind in (Kind.GUARD, Kind.CHECK)}
    functions = {b.name for b in COVERAGE.backings if b.kind is Kind.FUNCTION}
    assert len(rules) > 200 and len(functions) > 100
    for table, names in (
        ("asked", {name.partition("(")[0] for name in rules}),
        ("functions", {name.lstrip("_") for name in functions}),
    ):
        worded = file("rules")[table].keys()
        lacking, gone = sorted(names - worded), sorted(worded - names)
        assert not lacking, f"relief/words/zh-CN/rules.toml has no words for {lacking} in [{table}]"
        assert not gone, (
            f"relief/words/zh-CN/rules.toml words {gone} in [{table}]: nothing so called"
        )
    for one in COVERAGE.backings:
        if one.kind in (Kind.GUARD, Kind.CHECK):
            assert "{" not in asks(one.name, one.of[0])
        if one.kind is Kind.FUNCTION:
            assert does(one.name)


def test_one_sentence_stands_for_one_rule() -> None:
    """Where several share a name their sentence was written for all: no further one slips in."""
    said: dict[tuple[bool, str], set[str]] = {}
    for one in COVERAGE.backings:
        if one.kind in (Kind.GUARD, Kind.CHECK, Kind.FUNCTION):
            name = one.name.partition("(")[0].lstrip("_")
            said.setdefault((one.kind is Kind.FUNCTION, name), set()).add(one.text)
    assert {name for (_, name), texts in said.items() if len(texts) > 1} == SHARED


def test_every_count_of_the_law_says_what_it_counts() -> None:
    """13平方米, never a bare 13: each value of the shipped law, and no word for one that is gone."""
    every = (*ENTRIES["parameter"], *BESIDE["parameter"])
    counted = {one["id"] for one in every if one["unit"] == "count"}
    complete(words_of("values", COUNTED), counted, f"[{COUNTED}] in values.toml")
    assert unit("basic_housing_area", "count") == "平方米"
    assert unit("of-another-city", "count") == word("ParameterUnit", "count")
