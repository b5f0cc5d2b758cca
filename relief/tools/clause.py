"""One clause in full: its rules with their guards and checks, and every value the pack has for it."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain

from adapters.packs.gazette import Gazette
from domain.case.decide import RULES
from domain.coverage.coverage import Backing, Kind, within
from domain.ground.declared import declared
from domain.ground.declared import named as called
from domain.ground.rows import Rule
from domain.law.citations import cite
from domain.law.pack import Pack
from domain.law.parts import Parameter, ParameterUnit
from domain.time.limits import Limit
from relief.tools.limits import basis, duty, length
from relief.tools.output import Output
from relief.words.dictionary import command, fact, of, word
from relief.words.law import summary, unit
from relief.words.lists import joined
from relief.words.readings import reading, several
from relief.words.rules import asks, does
from relief.words.sentences import say, titles

Row = tuple[object, ...]

ENTRIES = (
    Kind.PACK,
    Kind.CATEGORY,
    Kind.TEST,
    Kind.BASE,
    Kind.AMOUNT,
    Kind.SCALE,
    Kind.POOL,
    Kind.SERIES,
    Kind.PROCEDURE,
    Kind.DELEGATION,
    Kind.FREQUENCY,
    Kind.GROUND,
    Kind.MATERIAL,
)
"""Entries of a pack: parameters, limits and readings apart."""

LISTED = {Kind.BASE: "Costs", Kind.AMOUNT: "AmountKind", Kind.PROCEDURE: "NoticeTime"}
"""Entries that say a value of a closed list, with its table in the dictionary."""

BARE = frozenset({ParameterUnit.FLAG})
"""Units that are not told: a flag stands alone."""


def show(
    place: str,
    backings: Sequence[Backing],
    pack: Pack,
    lacks: Sequence[Row],
    tests: Sequence[Row],
    output: Output,
    text: Gazette | None = None,
) -> None:
    """Print everything behind a provision and its parts; what is empty is left out."""
    provision = cite(place)
    output.line(
        say(
            "law.clause.title",
            document=provision.document,
            wording=provision.wording,
            place=place,
        )
    )
    output.line(summary(provision))
    article(place, text, output)
    rules(place, backings, output)
    section("powers", powers(backings, place), output)
    section("functions", functions(backings, place), output)
    section("entries", entries(backings, place, pack), output)
    section("parameters", (parameter(p) for p in pack.parameters if on(p, place)), output)
    section("limits", (limit(x) for x in pack.limits if on(x, place)), output)
    section("readings", readings(place, backings, pack), output)
    section("facts", facts(backings, place), output)
    section("tests", [(where,) for where, _ in tests], output)
    section("lacks", lacks, output)


def article(place: str, text: Gazette | None, output: Output) -> None:
    """The own text of the article that a provision is of, and the hash of the file it is from."""
    lines = own_text(place, text)
    if text is not None and lines:
        output.line()
        output.line(say("law.gazette.title", article=cite(_article(place)).wording))
        for line in lines:
            output.line(line)
        output.line(say("law.gazette.hash", sha256=text.sha256))


def own_text(place: str, text: Gazette | None) -> tuple[str, ...]:
    """The lines of that article; none of other law, nor where no text was given."""
    return () if text is None else text.articles.get(_article(place), ())


def _article(place: str) -> str:
    """The number of the article, the whole place where it is of other law."""
    return place if "§" in place else re.split(r"[./]", place)[0]


def section(name: str, rows: Sequence[Row] | Iterator[Row], output: Output) -> None:
    """A titled table; nothing at all without rows."""
    some = list(rows)
    if some:
        output.line()
        title = say(f"law.sections.{name}")
        output.line(say("law.clause.section", title=title, count=len(some)))
        output.table(titles(f"law.heads.{name}"), some)


def rules(place: str, backings: Sequence[Backing], output: Output) -> None:
    """Each rule of the provision with all it asks; then what rules of other articles ask by it."""
    own = [
        (c.__name__, command(c.__name__), r) for c, r in RULES.items() if within(r.article, place)
    ]
    rows = [line for name, text, rule in own for line in asked(name, text, rule)]
    section("rules", rows, output)
    mine = {name for name, _, _ in own}
    others = [
        (b.name, asks(b.name, b.of[0]), cites(b, place), titled(b.of), "、".join(b.of))
        for b in backings
        if b.kind in (Kind.GUARD, Kind.CHECK) and not mine.intersection(b.of)
    ]
    section("others", others, output)


def asked(name: str, text: str, rule: Rule) -> Iterator[Row]:
    """A rule, then its guards (asked of the case) and checks (asked of the words)."""
    yield say("law.clause.command"), name, text, rule.article
    for sort, functions in (("guard", rule.guards), ("check", rule.checks)):
        for function in functions:
            said = declared(function)
            rests = say("law.clause.internal") if said.internal else ", ".join(sorted(said.places))
            sentence = asks(called(function), name)
            yield f"  {say(f'law.clause.{sort}')}", f"  {called(function)}", sentence, rests


def functions(backings: Sequence[Backing], place: str) -> list[Row]:
    """What works for rules and assessments, by name, with its sentence; a part of another function
    has no name of its own to people.
    """
    some = (b for b in backings if b.kind is Kind.FUNCTION)
    return [
        (
            say("law.clause.part-of") if b.name.startswith("_") else b.name,
            does(b.name),
            cites(b, place),
        )
        for b in some
    ]


def titled(commands: Sequence[str]) -> str:
    """Commands as people call them."""
    return joined(command(one) for one in commands)


def facts(backings: Sequence[Backing], place: str) -> list[Row]:
    """Facts by their stable name, with what they are called."""
    return [(b.name, fact(b.name), cites(b, place)) for b in backings if b.kind is Kind.FACT]


def powers(backings: Sequence[Backing], place: str) -> list[Row]:
    """Who may give which command."""
    some = (b for b in backings if b.kind is Kind.POWER)
    return [(b.name, command(b.name), posts(b), cites(b, place)) for b in some]


def posts(power: Backing) -> str:
    """The posts of a power, in words."""
    return joined(word("Post", one) for one in power.text.split(", ") if one)


def entries(backings: Sequence[Backing], place: str, pack: Pack) -> list[Row]:
    """The pack's entries."""
    some = (b for b in backings if b.kind in ENTRIES)
    return [(of(b.kind), b.name, entry(b, pack), cites(b, place)) for b in some]


def entry(b: Backing, pack: Pack) -> str:
    """What an entry says: its title; where that is a value of a list or a parameter, its word."""
    if b.kind in LISTED:
        return word(LISTED[b.kind], b.text)
    if b.kind is Kind.SCALE:
        return say("law.clause.scale")
    if b.kind is Kind.PACK and b.name != pack.id:
        return say("law.clause.county")
    titles_of = {p.id: p.title for p in pack.parameters}
    return titles_of.get(b.text, b.text)


def cites(backing: Backing, place: str) -> str:
    """Which parts of the provision a thing cites."""
    return ", ".join(sorted(p for p in backing.places if within(p, place)))


def on(entry: Parameter | Limit, place: str) -> bool:
    """Whether an entry rests on the provision or a part of it."""
    return within(str(entry.citation), place)


def parameter(p: Parameter) -> Row:
    """A value with its unit, whether the law or the office set it, and since when."""
    value = f"{p.value}{'' if p.unit in BARE else unit(p.id, p.unit)}"
    if p.unit is ParameterUnit.PERCENT and isinstance(p.value, Fraction):
        value = say("law.clause.percent", value=p.value * 100)
    return p.id, p.title, value, of(p.basis), p.start, p.citation, p.note


def limit(x: Limit) -> Row:
    """A time limit, as ``relief limits`` shows it."""
    return x.id, x.title, length(x), basis(x), duty(x), x.citation


def readings(place: str, backings: Sequence[Backing], pack: Pack) -> Iterator[Row]:
    """Ambiguities of the provision, and those that what stands behind it names.

    The codes, which a proposal to read otherwise names, are in the order of the readings before.
    """
    named_behind = set(chain(*(b.readings for b in backings)))
    for r in pack.readings.values():
        if within(str(r.citation), place) or r.id in named_behind:
            chosen, others = reading(r.id, r.chosen), several(r.id, r.alternatives)
            yield r.id, r.question, chosen, others, "、".join(r.possible), r.why, r.citation
