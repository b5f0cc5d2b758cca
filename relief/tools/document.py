"""``relief document``: a case's documents; one of them as a file; a file against the record."""

from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from adapters.documents import edition
from domain.authority import SYSTEM
from domain.case import events as e
from domain.case.situation import Situation
from domain.case.terms import DocumentFormat, DocumentKind
from relief.bootstrap import Service
from relief.documents.catalogue import STANDINGS, Available, Standing, catalogue, coming, look
from relief.documents.facts import CaseFacts
from relief.documents.papers import Papers, Told, Unprintable, drawn
from relief.documents.telling import rule_of
from relief.looks import Whence
from relief.terms import FACTS, in_chinese
from relief.tools.output import Output
from relief.tools.replay import at_the_console

HEAD = ("文书", "名称", "第几份", "情况", "依据版本")
SERVED = ("日期", "文书", "文号", "方式", "受送达人", "格式", "摘要")


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
        output.line(f"没有此案件：{case}")
        return 3
    papers = service.office.papers
    if wanted.kind is not None:
        seen = look(situation, DocumentKind(wanted.kind))
        service.looks.note(at_the_console(), seen, Whence("console", ""))
    if wanted.check is not None:
        return check(papers, case, wanted.check, output)
    if wanted.kind is None:
        return listed(papers, situation, output)
    try:
        return written(papers, situation, DocumentKind(wanted.kind), wanted, output)
    except Unprintable as error:
        output.line(f"该文书无法生成：{in_chinese(error.why)}")
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
        output.line(f"{FACTS[e.DocumentServed.NAME]}：")
        output.table(SERVED, [service_line(one) for one in served])
    return 0


def line(one: Available, situation: Situation) -> tuple[object, ...]:
    """One document of the list."""
    at = one.place
    return (
        one.kind.value,
        rule_of(situation.pack, one.kind).title,
        at.serial if at else "",
        STANDINGS[one.standing],
        at.version if at else "",
    )


def service_line(one: e.DocumentServed) -> tuple[object, ...]:
    """One service of the list."""
    return (
        one.on,
        one.document.value,
        one.number,
        in_chinese(one.manner.value),
        in_chinese(one.served_on.value),
        one.format.value,
        one.sha256,
    )


def written(
    papers: Papers, situation: Situation, kind: DocumentKind, wanted: Wanted, output: Output
) -> int:
    """One document into a file of its own. Returns 3 where there is none yet."""
    told = found(papers, situation, kind, wanted.number)
    if told is None:
        output.line(f"尚无此文书：{in_chinese(kind.value, 'document')}")
        return 3
    file = drawn(told.document, wanted.format)
    path = wanted.out or Path(f"{situation.case.id}-{kind.value}.{wanted.format.value}")
    path.write_bytes(file.data)
    if output.json:
        output.data({"file": path, "sha256": file.sha256, "draft": told.document.draft})
    mark = "（草稿）" if told.document.draft else ""
    output.line(f"{told.document.title}{mark}：{path}")
    output.line(f"SHA-256 {file.sha256}")
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


def check(papers: Papers, case: str, path: Path, output: Output) -> int:
    """Whether a file is one that was served, and can still be drawn. Returns 4 where it is not."""
    digest = sha256(path.read_bytes()).hexdigest()
    facts = papers.facts(case)
    for recorded in facts.recorded:
        served = recorded.fact
        if isinstance(served, e.DocumentServed) and served.sha256 == digest:
            again = drawn_again(papers, facts, served)
            if output.json:
                output.data({**asdict(served), "again": again})
            output.line(f"✓ 与第{recorded.version}版所载一致：{served.number}，{served.on}送达")
            output.line(f"  {AGAIN[again]}")
            return 0
    if output.json:
        output.data({"sha256": digest, "served": False})
    output.line(f"✗ 本案没有送达过此文件：{digest}")
    return 4


AGAIN = {
    "same": "依当时的案件重新生成，逐字节相同",
    "other-edition": "由另一版本的文书模板或程序库生成，不能逐字节比对",
    "differs": "依当时的案件重新生成，与所送达的不同",
    "unprintable": "已不能重新生成",
}


def drawn_again(papers: Papers, facts: CaseFacts, served: e.DocumentServed) -> str:
    """What comes of drawing a served file again: a key of ``AGAIN``."""
    if served.edition != edition():
        return "other-edition"
    try:
        again = papers.again(facts, served)
    except Unprintable:
        return "unprintable"
    return "same" if again.sha256 == served.sha256 else "differs"
