"""``relief law``: each article and what stands behind it; ``relief law 18.2``: one clause in full."""

import ast
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from adapters import packs
from domain.law.citations import REGULATION, cite
from domain.law.cited import citations, exists
from domain.law.coverage import Coverage, Kind, Standing, within
from domain.law.pack import Pack
from domain.law.provisions import CHAPTERS, PROVISIONS
from relief.tools.clause import ENTRIES, show
from relief.tools.output import Output

TESTS = Path(__file__).parents[2] / "tests"
"""Where the tests are in a checkout; an installation has none, and shows none."""

COLUMNS = {
    "rules": (Kind.RULE, Kind.GUARD, Kind.CHECK, Kind.POWER, Kind.FUNCTION),
    "values": (*ENTRIES, Kind.PARAMETER),
    "limits": (Kind.LIMIT,),
    "readings": (Kind.READING,),
    "facts": (Kind.FACT,),
}
HEAD = ("条", "内容", "规则", "取值", "时限", "读法", "事实", "测试", "情况")
STANDINGS = {
    Standing.CARRIED: "已实现",
    Standing.BY_PARTS: "已实现",
    Standing.NOT_MODELLED: "未建模",
    Standing.MISSING: "缺失",
}
Tests = Sequence[tuple[str, str, frozenset[str]]]
"""Where a test is, what it promises, what it cites."""


def law(clause: str | None, output: Output) -> int:
    """The table, or one clause. Returns 0, 3 for an unknown clause, 4 where an article is missing."""
    place = None if clause is None else clause.removeprefix("A")
    if place is not None and not exists(place):
        return unknown(place, nearest(place), output)
    pack = regulation()
    known, tests = Coverage.of(pack), cited_in_tests(TESTS)
    if place is None:
        return table(known, pack, tests, output)
    if output.json:
        output.data(summed(place, known, tests))
    else:
        lacks = [(p, *why) for p in PROVISIONS if within(p, place) and (why := lacking(p, known))]
        show(place, known.behind(place), pack, lacks, citing(place, tests), output)
    return 0


def unknown(clause: str, near: list[str], output: Output) -> int:
    """No such clause: the nearest ones that exist. Returns 3."""
    if output.json:
        output.data({"unknown": clause, "nearest": near})
    output.line(f"没有此条款：{clause}。相近的有：{'、'.join(near)}")
    return 3


def regulation() -> Pack:
    """The newest pack of the regulation."""
    return max((p for p in packs.shipped() if p.document == REGULATION), key=lambda p: p.valid_from)


def cited_in_tests(folder: Path) -> Tests:
    """Every test that cites a provision in its docstring.

    A file with citations of what does not exist here cites another city's document: left out.
    """
    found: list[tuple[str, str, frozenset[str]]] = []
    for file in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        tests = [t for t in ast.walk(tree) if isinstance(t, ast.FunctionDef) and is_test(t)]
        said = [(f"{file.relative_to(folder.parent)}::{t.name}", promise(t)) for t in tests]
        cited = [(where, text, citations(text)) for where, text in said]
        if all(exists(place) for _, _, places in cited for place in places):
            found += [one for one in cited if one[2]]
    return found


def is_test(function: ast.FunctionDef) -> bool:
    """Whether the test runner would run it."""
    return function.name.startswith("test_")


def promise(function: ast.FunctionDef) -> str:
    """A test's docstring on one line."""
    return " ".join((ast.get_docstring(function) or "").split())


def nearest(place: str) -> list[str]:
    """Provisions that exist and look like one that does not: its neighbours, else what is alike."""
    whole = place
    while whole and whole not in PROVISIONS:
        cut = max(whole.rfind("."), whole.rfind("/"))
        whole = whole[:cut] if cut > 0 else ""
    near = [p for p in PROVISIONS if whole and within(p, whole)]
    return near[:8] or get_close_matches(place, PROVISIONS, n=5, cutoff=0.0)


def table(known: Coverage, pack: Pack, tests: Tests, output: Output) -> int:
    """All articles, then every reason why something is not modelled, then the count."""
    articles = [str(article) for _, numbers in CHAPTERS.values() for article in numbers]
    faults = known.faults()
    accounted = sum(map(known.accounted, articles))
    if output.json:
        rows = [summed(article, known, tests) for article in articles]
        output.data({"document": pack.document, "articles": rows, "faults": faults})
    output.line(f"{pack.title}（{pack.document}）")
    output.table(HEAD, [row(article, known, tests) for article in articles])
    output.line()
    reasons = [(place, *why) for place in PROVISIONS if (why := lacking(place, known))]
    output.table(("条款", "情况", "理由"), reasons)
    for fault in faults:
        output.line(f"✗ {fault}")
    output.line(f"{accounted}/{len(articles)} 条")
    return 4 if faults else 0


def lacking(place: str, known: Coverage) -> tuple[str, str] | None:
    """What of a provision is not modelled, and why."""
    if place in known.partly:
        return "部分", known.partly[place]
    if place in known.not_modelled:
        return STANDINGS[Standing.NOT_MODELLED], known.not_modelled[place]
    return None


def standing(place: str, known: Coverage) -> str:
    """已实现, 部分 where it or a part of it lacks something, 未建模."""
    own = known.standing(place) if place in PROVISIONS else Standing.CARRIED
    partly = any(lacking(p, known) for p in PROVISIONS if within(p, place))
    return STANDINGS[own] if own is Standing.NOT_MODELLED or not partly else "部分"


def row(article: str, known: Coverage, tests: Tests) -> tuple[object, ...]:
    """An article's summary and how much stands behind it; ``·`` is none."""
    backings = known.behind(article)
    counts = [len({b.name for b in backings if b.kind in kinds}) for kinds in COLUMNS.values()]
    cited = len(citing(article, tests))
    shown = [count or "·" for count in (*counts, cited)]
    return (article, PROVISIONS[article], *shown, standing(article, known))


def citing(place: str, tests: Tests) -> list[tuple[str, str]]:
    """The tests that cite a provision or a part of it."""
    return [(where, text) for where, text, cited in tests if any(within(p, place) for p in cited)]


def summed(place: str, known: Coverage, tests: Tests) -> dict[str, object]:
    """A provision and the names of what stands behind it."""
    backings, provision = known.behind(place), cite(place)
    lacks = {p: lacking(p, known) for p in PROVISIONS if within(p, place)}
    return {
        "place": place,
        "wording": provision.wording,
        "summary": provision.summary,
        "standing": standing(place, known),
        "not_modelled": {p: why[1] for p, why in lacks.items() if why is not None},
        **{
            column: sorted({b.name for b in backings if b.kind in kinds})
            for column, kinds in COLUMNS.items()
        },
        "tests": [where for where, _ in citing(place, tests)],
    }
