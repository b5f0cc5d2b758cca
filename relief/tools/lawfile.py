"""``relief law check FILE``: what is wrong with a file of law. ``relief law --pack NAME``: what one says."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from adapters.packs import Files, hash_of
from adapters.packs.county import parse_overlay
from adapters.packs.lines import Lines
from adapters.packs.parser import parse
from domain.ground.sayings import Saying
from domain.ground.terms import Category, Procedure
from domain.law.apart import Placed, Twice, apart
from domain.law.mistakes import Fault, PackError, Problem
from domain.law.overlay import Overlay
from domain.law.pack import Law, NoLawInForce, Pack
from domain.law.steps import Order
from domain.law.terms import Step
from relief.tools.clause import limit, parameter, section
from relief.tools.output import Output
from relief.usage import WrongWords
from relief.words.dictionary import of
from relief.words.lists import joined
from relief.words.readings import reading, several
from relief.words.sayings import mistake, reason, told
from relief.words.sentences import say

CHECK = "check"
"""What is said instead of a clause, where a file is looked at."""

FAULTY = 4
"""The exit code where something is wrong with the file; ``UNKNOWN``: no such pack."""
UNKNOWN = 3


def check(file: Path, files: Files, output: Output) -> int:
    """Every mistake of a pack or a county's overlay with its line and its sort, and clashes with others.

    Nothing is stored. Returns 0 for a file that could be used, 4 for one that could not. Raises
    ``WrongWords`` where there is no such file.
    """
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongWords("file", say("law.file.unreadable", what=reason(error))) from None
    problems: tuple[Problem, ...] = ()
    made: Pack | Overlay | None = None
    try:
        made = read(text, files)
    except PackError as error:
        problems = error.problems
    draft = drafted(text)
    found = (*problems, *(() if draft is None else clashes(draft, files)))
    problems = tuple(sorted(found, key=lambda one: one.line))
    if output.json:
        output.data(as_data(file, made, problems))
    for one in problems:
        output.line(line(one))
    if problems:
        output.line(say("law.file.faults", count=len(problems)))
        return FAULTY
    assert made is not None
    output.line(summed(made))
    return 0


def read(text: str, files: Files) -> Pack | Overlay:
    """A file as what it says it is. Raises ``PackError``."""
    try:
        head = tomllib.loads(text).get("overlay")
    except tomllib.TOMLDecodeError:
        head = None
    if not isinstance(head, dict):
        return parse(text)
    known = [one for one in (*files.shipped, *files.cities) if one.id == head.get("pack")]
    return parse_overlay(text, known[0] if known else files.shipped[0])


@dataclass(frozen=True, slots=True)
class Draft:
    """What the head of a file says of itself, whatever else is wrong with the file."""

    table: str
    id: str
    area: str
    valid_from: date
    valid_to: date | None
    pack: str
    lines: Lines

    def problem(self, key: str, message: Saying, fault: Fault = Fault.ENTRY) -> Problem:
        """A mistake in the head."""
        line = self.lines.of(self.table, 0, key) or 1
        return Problem(line, f"[{self.table}] {key}", message, fault)


def drafted(text: str) -> Draft | None:
    """The head, where it says what it is called, and where and when it holds."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    table = "overlay" if isinstance(raw.get("overlay"), dict) else "pack"
    head = raw.get(table)
    if not isinstance(head, dict):
        return None
    id, area, since, last = (head.get(key) for key in ("id", "area", "valid_from", "valid_to"))
    if not (isinstance(id, str) and isinstance(area, str) and type(since) is date):
        return None
    last = last if type(last) is date else None
    return Draft(table, id, area, since, last, str(head.get("pack", "")), Lines.of_text(text))


def clashes(draft: Draft, files: Files) -> Iterator[Problem]:
    """Laws of other names that hold where and when it does, and of its name that hold elsewhere."""
    packs: tuple[Placed, ...] = (*files.shipped, *files.cities)
    for one in (*packs, *files.counties):
        if one.id == draft.id and one.area != draft.area:
            message = Saying("{id!r} is the name of a law of {area}", id=one.id, area=one.area)
            yield draft.problem("id", message)
            break
    beside = files.counties if draft.table == "overlay" else packs
    others = {one.id: one for one in beside if one.id != draft.id}
    what = Saying("overlays") if draft.table == "overlay" else Saying("packs")
    try:
        apart(what, [*others.values(), draft])
    except Twice as error:
        for clash in error.clashes:
            if draft.id in clash.slots.values():
                yield draft.problem("area", clash, Fault.TWICE)


def line(problem: Problem) -> str:
    """A mistake as it is told everywhere, and of which sort it is."""
    return say("law.file.fault", what=mistake(problem), sort=of(problem.fault))


def summed(made: Pack | Overlay) -> str:
    """That a file could be used: what it is, where and when it holds, and its hash."""
    return say(
        "law.file.good",
        title=made.title,
        document=made.document,
        area=made.area,
        since=made.valid_from,
        sha256=hash_of(made),
    )


def as_data(
    file: Path, made: Pack | Overlay | None, problems: Iterable[Problem]
) -> dict[str, object]:
    """The same for programs."""
    return {
        "file": file.name,
        "id": None if made is None else made.id,
        "sha256": None if made is None else hash_of(made),
        "faults": [
            {
                "line": one.line,
                "where": one.where,
                "code": one.fault.value,
                "message": told(one.message),
            }
            for one in problems
        ],
    }


def explain(name: str, law: Law, output: Output) -> int:
    """What a pack says, in words: kinds, order, sums, who decides, limits, readings. Returns 0, or 3."""
    try:
        pack = law.pack(name)
    except NoLawInForce:
        known = joined(one.id for one in law.packs)
        output.line(say("law.file.no-pack", name=name, known=known))
        if output.json:
            output.data({"unknown": name, "known": [one.id for one in law.packs]})
        return UNKNOWN
    if output.json:
        output.data(told_whole(pack))
    output.line(f"{pack.title}（{pack.document}）")
    output.line(say("law.file.holds", area=pack.area, since=pack.valid_from, id=pack.id))
    section("kinds", kinds(pack), output)
    section("order", order(pack), output)
    section("deciders", deciders(pack), output)
    section("parameters", (parameter(one) for one in pack.parameters), output)
    section("limits", (limit(one) for one in pack.limits), output)
    section("readings", readings(pack), output)
    return 0


def told_whole(pack: Pack) -> dict[str, object]:
    """The same for programs."""
    return {
        "id": pack.id,
        "document": pack.document,
        "title": pack.title,
        "area": pack.area,
        "valid_from": pack.valid_from.isoformat(),
        "fingerprint": pack.fingerprint,
        "kinds": [list(map(str, row)) for row in kinds(pack)],
        "order": [list(map(str, row)) for row in order(pack)],
        "deciders": [list(map(str, row)) for row in deciders(pack)],
        "limits": [one.id for one in pack.limits],
        "readings": {one.id: one.chosen for one in pack.readings.values()},
    }


def kinds(pack: Pack) -> Iterator[tuple[object, ...]]:
    """Each kind of hardship, what it gets, and by which limits."""
    for category, rule in pack.outcomes.categories.items():
        amount = pack.outcomes.amount(category)
        if amount is None:
            continue
        pools = [
            pack.outcomes.pools[one].title for one in amount.limits if one in pack.outcomes.pools
        ]
        most = "" if amount.most is None else say("law.file.most", most=amount.most)
        other = [one.most for one in pack.outcomes.maxima if category in one.categories]
        raised = "".join(say("law.file.raised", most=one) for one in other)
        yield rule.title, of(amount.kind), most + raised, joined(pools), amount.citation


def order(pack: Pack) -> Iterator[tuple[object, ...]]:
    """The steps of each procedure in their order, with the notice; kinds alike told together."""
    work = pack.outcomes.casework
    for procedure in Procedure:
        alike: dict[tuple[str, str], list[Category]] = {}
        for category in pack.outcomes.categories:
            rule = work.procedure(procedure, category)
            notice = say("law.file.no-notice") if rule is None else of(rule.notice)
            steps = in_words(work.order(procedure, category))
            alike.setdefault((steps, notice), []).append(category)
        for (steps, notice), those in alike.items():
            every = len(those) == len(pack.outcomes.categories)
            whose = say("law.file.every-kind") if every else joined(map(of, those))
            yield of(procedure), whose, steps, notice


def in_words(found: Order) -> str:
    """The steps asked, each behind those that come before it."""
    steps = sorted(Step, key=lambda one: len(found.before.get(one, ())))
    steps = [one for one in steps if found.asks(one)]
    return f" {say('law.file.then')} ".join(map(of, steps))


def deciders(pack: Pack) -> Iterator[tuple[object, ...]]:
    """Up to how much a township decides, and what follows its decision."""
    titles = {one.id: one.title for one in pack.parameters}
    for rule in pack.outcomes.casework.delegations:
        every = not rule.categories
        whose = say("law.file.every-kind") if every else joined(map(of, sorted(rule.categories)))
        act = say("law.file.by-act") if rule.registered else say("law.file.without-act")
        duties = joined(map(of, rule.duties))
        yield of(rule.procedure), whose, titles[rule.ceiling], act, duties, rule.citation


def readings(pack: Pack) -> Iterator[tuple[object, ...]]:
    """Each ambiguity by the name the pack gives it, as it is read, and how else it could be."""
    for one in pack.readings.values():
        chosen, others = reading(one.id, one.chosen), several(one.id, one.alternatives)
        yield one.id, one.question, chosen, others, "、".join(one.possible), one.why, one.citation
