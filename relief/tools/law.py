"""``relief law``: each article and what stands behind it; ``relief law 18.2``: one clause in full."""

from difflib import get_close_matches
from pathlib import Path

from adapters import packs
from adapters.packs.gazette import Gazette
from domain.coverage.coverage import Coverage, Kind, Standing, within
from domain.law.citations import REGULATION, cite, exists
from domain.law.pack import Pack
from domain.law.provisions import CHAPTERS, PROVISIONS
from relief.tools.clause import ENTRIES, own_text, show
from relief.tools.output import Output
from relief.tools.tested import Tests, naming_tests
from relief.words import law as words
from relief.words.dictionary import of
from relief.words.sayings import told
from relief.words.sentences import say, titles

TESTS = Path(__file__).parents[2] / "tests"
"""Where the tests are in a checkout; an installation has none, and shows none."""

COLUMNS = {
    "rules": (Kind.RULE, Kind.GUARD, Kind.CHECK, Kind.POWER, Kind.FUNCTION),
    "values": (*ENTRIES, Kind.PARAMETER),
    "limits": (Kind.LIMIT,),
    "readings": (Kind.READING,),
    "facts": (Kind.FACT,),
}


def law(clause: str | None, output: Output, text: Gazette | None = None) -> int:
    """The table, or one clause, with the articles' own text where the office gave it.

    Returns 0, 3 for an unknown clause, 4 where an article is missing.
    """
    place = None if clause is None else clause.removeprefix("A")
    if place is not None and not exists(place):
        return unknown(place, nearest(place), output)
    pack = regulation()
    known, tests = Coverage.of(pack), naming_tests(TESTS)
    if place is None:
        return table(known, pack, tests, output, text)
    if output.json:
        output.data({**summed(place, known, tests), "text": given(place, text)})
    else:
        lacks = [(p, *why) for p in PROVISIONS if within(p, place) and (why := lacking(p, known))]
        show(place, known.behind(place), pack, lacks, citing(place, tests), output, text)
    return 0


def given(place: str, text: Gazette | None) -> dict[str, object] | None:
    """The article's own text for programs, with the hash of the file; none without one."""
    lines = own_text(place, text)
    return None if text is None or not lines else {"lines": lines, "sha256": text.sha256}


def unknown(clause: str, near: list[str], output: Output) -> int:
    """No such clause: the nearest ones that exist. Returns 3."""
    if output.json:
        output.data({"unknown": clause, "nearest": near})
    if near:
        output.line(say("law.unknown", clause=clause, near="、".join(near)))
    else:
        output.line(say("law.unlike", clause=clause))
    return 3


def regulation() -> Pack:
    """The newest pack of the regulation."""
    return max((p for p in packs.shipped() if p.document == REGULATION), key=lambda p: p.valid_from)


ALIKE = 0.3
"""How like a provision what was typed must be, to have been meant for it."""


def nearest(place: str) -> list[str]:
    """Provisions that exist and look like one that does not: its neighbours, else what is alike."""
    whole = place
    while whole and whole not in PROVISIONS:
        cut = max(whole.rfind("."), whole.rfind("/"))
        whole = whole[:cut] if cut > 0 else ""
    near = [p for p in PROVISIONS if whole and within(p, whole)]
    return near[:8] or get_close_matches(place, PROVISIONS, n=5, cutoff=ALIKE)


def table(known: Coverage, pack: Pack, tests: Tests, output: Output, text: Gazette | None) -> int:
    """All articles, then every reason why something is not modelled, then the count."""
    articles = [str(article) for _, numbers in CHAPTERS.values() for article in numbers]
    faults = [told(one) for one in known.faults()]
    accounted = sum(map(known.accounted, articles))
    if output.json:
        rows = [summed(article, known, tests) for article in articles]
        output.data({"document": pack.document, "articles": rows, "faults": faults})
    output.line(f"{pack.title}（{pack.document}）")
    if text is not None:
        output.line(say("law.gazette.given", articles=len(text.articles), sha256=text.sha256))
    output.table(titles("law.head"), [row(article, known, tests) for article in articles])
    output.line()
    reasons = [(place, *why) for place in PROVISIONS if (why := lacking(place, known))]
    output.table(titles("law.lacks"), reasons)
    for fault in faults:
        output.line(f"✗ {fault}")
    output.line(say("law.count", accounted=accounted, all=len(articles)))
    return 4 if faults else 0


def lacking(place: str, known: Coverage) -> tuple[str, str] | None:
    """What of a provision is not modelled, and why."""
    if place in known.partly:
        return say("law.part"), words.partly(place)
    if place in known.not_modelled:
        return of(Standing.NOT_MODELLED), words.not_modelled(place)
    return None


def standing(place: str, known: Coverage) -> str:
    """已实现, 部分 where it or a part of it lacks something, 未建模."""
    own = known.standing(place) if place in PROVISIONS else Standing.CARRIED
    partly = any(lacking(p, known) for p in PROVISIONS if within(p, place))
    return of(own) if own is Standing.NOT_MODELLED or not partly else say("law.part")


def row(article: str, known: Coverage, tests: Tests) -> tuple[object, ...]:
    """An article's summary and how much stands behind it; ``·`` is none."""
    backings = known.behind(article)
    counts = [len({b.name for b in backings if b.kind in kinds}) for kinds in COLUMNS.values()]
    cited = len(citing(article, tests))
    shown = [count or "·" for count in (*counts, cited)]
    return (article, words.summary(cite(article)), *shown, standing(article, known))


def citing(place: str, tests: Tests) -> list[tuple[str, str]]:
    """The tests that name a provision or a part of it."""
    return [(where, text) for where, text, cited in tests if any(within(p, place) for p in cited)]


def summed(place: str, known: Coverage, tests: Tests) -> dict[str, object]:
    """A provision and the names of what stands behind it."""
    backings, provision = known.behind(place), cite(place)
    lacks = {p: lacking(p, known) for p in PROVISIONS if within(p, place)}
    return {
        "place": place,
        "wording": provision.wording,
        "summary": words.summary(provision),
        "standing": standing(place, known),
        "not_modelled": {p: why[1] for p, why in lacks.items() if why is not None},
        **{
            column: sorted({b.name for b in backings if b.kind in kinds})
            for column, kinds in COLUMNS.items()
        },
        "tests": [where for where, _ in citing(place, tests)],
    }
