"""``relief document``: a case's documents; one of them as a file; a file against the record."""

from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from domain.case.authority import SYSTEM
from domain.case.documents import places
from domain.case.service import facts as e
from domain.case.situation import Situation
from domain.case.table import LETTERS
from domain.ground.terms import DocumentFormat, DocumentKind
from relief.bootstrap import Service
from relief.documents.catalogue import Available, Standing, catalogue, coming, look
from relief.documents.facts import CaseFacts
from relief.documents.papers import Papers, Told, Unprintable
from relief.documents.telling import rule_of
from relief.tools.output import Output
from relief.tools.replay import noted
from relief.words.dictionary import fact, of, word
from relief.words.sayings import cannot
from relief.words.sentences import say, titles

HEAD = titles("document.head")
SERVED = titles("document.served")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file is wanted, or which one is to be checked."""

    kind: str | None = None
    format: DocumentFormat = DocumentFormat.PDF
    number: int | None = None
    out: Path | None = None
    check: Path | None = None


def document(service: Service, case: str, wanted: Wanted, output: Output) -> int:
    """Do what is wanted. Returns 0; 1 for what cannot be drawn; 3 for an unknown case or document;
    4 for a file that is none of the record.
    """
    situation = service.office.situation(case, SYSTEM)
    if situation is None:
        output.line(say("document.unknown", case=case))
        return 3
    papers = service.papers
    if wanted.kind is not None:
        seen = look(situation, DocumentKind(wanted.kind))
        noted(service, seen)
    if wanted.check is not None:
        return check(papers, case, wanted.check, output)
    if wanted.kind is None:
        return listed(papers, situation, output)
    try:
        return written(papers, situation, DocumentKind(wanted.kind), wanted, output)
    except Unprintable as error:
        output.line(say("document.unprintable", word=word("unprintable", error.why)))
        return 1


def listed(papers: Papers, situation: Situation, output: Output) -> int:
    """Every document of the case, and every service."""
    items = [*catalogue(situation)]
    recorded = papers.facts(situation.case.id).recorded
    served = [one.fact for one in recorded if isinstance(one.fact, e.DocumentServed)]
    if output.json:
        output.data({"documents": [asdict(one) for one in items], "served": [*map(asdict, served)]})
        return 0
    output.table(HEAD, [line(one, situation) for one in items])
    if served:
        output.line(f"{fact(e.DocumentServed.NAME)}：")
        output.table(SERVED, [service_line(one) for one in served])
    return 0


def line(one: Available, situation: Situation) -> tuple[object, ...]:
    """One document of the list."""
    at = one.place
    return (
        one.kind.value,
        rule_of(situation.pack, one.kind, situation.today).title,
        at.serial if at else "",
        of(one.standing),
        at.version if at else "",
    )


def service_line(one: e.DocumentServed) -> tuple[object, ...]:
    """One service of the list."""
    return (
        one.on,
        one.document.value,
        of(one.document),
        one.number,
        of(one.manner),
        of(one.served_on),
        of(one.format),
        one.sha256,
    )


def written(
    papers: Papers, situation: Situation, kind: DocumentKind, wanted: Wanted, output: Output
) -> int:
    """One document into a file of its own. Returns 3 where there is none yet."""
    told = found(papers, situation, kind, wanted.number)
    if told is None:
        output.line(lacking(situation, kind))
        return 3
    file = papers.file(told.document, wanted.format)
    path = wanted.out or Path(f"{situation.case.id}-{kind.value}.{wanted.format.value}")
    try:
        path.write_bytes(file.data)
    except OSError as error:
        output.line(say("document.unwritable", path=path, cannot=cannot(error)))
        return 1
    draft = bool(told.document.mark)
    if output.json:
        output.data({"file": path, "sha256": file.sha256, "draft": draft})
    mark = say("document.draft") if draft else ""
    output.line(f"{told.document.title}{mark}：{path}")
    output.line(say("document.digest", sha256=file.sha256))
    return 0


def found(
    papers: Papers, situation: Situation, kind: DocumentKind, number: int | None
) -> Told | None:
    """The document issued, else what it would say now; ``None`` where there is neither."""
    facts = papers.facts(situation.case.id).upto(situation.case.version)
    issued = papers.issued(facts, kind, number)
    if issued is not None or number is not None:
        return issued
    if coming(situation, kind).standing is Standing.NOT_YET:
        return None
    return papers.preview(facts, kind, situation)


def lacking(situation: Situation, kind: DocumentKind) -> str:
    """That there is no such document, or none of that number but so many."""
    often = len(places(situation.case, LETTERS[kind]))
    if often:
        return say("document.fewer", of=of(kind), often=often)
    return say("document.none", of=of(kind))


def check(papers: Papers, case: str, path: Path, output: Output) -> int:
    """Whether a file is one that was served, and can still be drawn. Returns 4 where it is not."""
    try:
        digest = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        output.line(say("document.unreadable", path=path, cannot=cannot(error)))
        return 3
    facts = papers.facts(case)
    for recorded in facts.recorded:
        served = recorded.fact
        if isinstance(served, e.DocumentServed) and served.sha256 == digest:
            again = drawn_again(papers, facts, served)
            if output.json:
                output.data({**asdict(served), "again": again})
            output.line(
                say("document.agrees", version=recorded.version, number=served.number, on=served.on)
            )
            output.line(f"  {AGAIN[again]}")
            return 0
    if output.json:
        output.data({"sha256": digest, "served": False})
    output.line(say("document.never-served", digest=digest))
    return 4


AGAIN = {
    "same": say("document.drawn-same"),
    "other-edition": say("document.drawn-otherwise"),
    "differs": say("document.drawn-different"),
    "unprintable": say("document.drawn-never"),
}


def drawn_again(papers: Papers, facts: CaseFacts, served: e.DocumentServed) -> str:
    """What comes of drawing a served file again: a key of ``AGAIN``."""
    if served.edition != papers.edition:
        return "other-edition"
    try:
        again = papers.again(facts, served)
    except Unprintable:
        return "unprintable"
    return "same" if again.sha256 == served.sha256 else "differs"
