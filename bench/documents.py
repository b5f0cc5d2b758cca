"""A document of a case as a PDF: the first that a process draws, and those after it."""

from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from bench.costs import Cost, metered, middle
from bench.databases import SQLITE, Databases, service
from bench.figures import Figure, in_loops
from bench.general import TOWNSHIPS, DeskClock, Walk, desks
from domain.ground.terms import DocumentFormat, DocumentKind
from relief.bootstrap import Service

FIRST_LOOPS, NEXT_LOOPS = 50_000, 30_000
"""0.5 s for the first and 0.3 s for another, where a loop takes 10 µs."""
KIND = DocumentKind.FORM


def drawn(opened: Service, case: str) -> int:
    """One document worded from its facts, and drawn. Raises ``RuntimeError`` where there is none."""
    papers = opened.papers
    told = papers.issued(papers.facts(case), KIND, None)
    if told is None:
        raise RuntimeError(f"{case} has no {KIND}")
    return bool(papers.file(told.document, DocumentFormat.PDF).data)


def _in_a_process(folder: Path, url: str, rounds: int, told: Connection) -> None:
    """A process that has drawn nothing yet. Every document is another: no file is remembered."""
    from sqlalchemy import make_url

    clock = DeskClock()
    with service(make_url(url), folder, clock) as opened:
        at = desks(TOWNSHIPS[0])
        cases = [Walk(opened.office, clock, at).run().case for _ in range(rounds + 1)]
        costs = [metered(lambda case=case: drawn(opened, case)) for case in cases]  # type: ignore[misc]
        told.send([(one.wall, one.client) for one in costs])


def figures(bases: Databases, quick: bool) -> list[Figure]:
    """Both, in processor time."""
    ours, theirs = get_context("spawn").Pipe()
    with bases.fresh(SQLITE) as url:
        asked = (Path(bases.folder), str(url), 1 if quick else 9, theirs)
        drawing = get_context("spawn").Process(target=_in_a_process, args=asked, daemon=True)
        drawing.start()
        theirs.close()
        first, *others = [Cost(*one) for one in ours.recv()]
        drawing.join()
    later = median(one.processor for one in others)
    return [
        in_loops("a document, the first of a process", first.processor, "ms", first).most(
            FIRST_LOOPS
        ),
        in_loops("a document, another", later, "ms", middle(others)).most(NEXT_LOOPS),
    ]
