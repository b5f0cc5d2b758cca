"""The hash of a document that is served: of the file the service hands out, where nobody typed one."""

from domain.case.situation import Situation
from domain.ground.terms import DocumentFormat, DocumentKind
from relief.api.documents import worded
from relief.api.problems import Problem
from relief.console.forms.asked import FILLED_IN
from relief.console.sent import Fields, one
from relief.console.view import Seat
from relief.documents.papers import Unprintable


async def hashed(seat: Seat, situation: Situation | None, typed: Fields) -> Fields:
    """What was typed, with the hash of the document named there; as it was where that is none yet."""
    kind, number = one(typed, "document"), one(typed, "number").strip()
    if one(typed, FILLED_IN).strip() or situation is None or kind not in {*DocumentKind}:
        return typed
    if number and not (number.isascii() and number.isdecimal() and len(number) < 4):
        return typed
    told = one(typed, "format")
    format = DocumentFormat(told) if told in {*DocumentFormat} else DocumentFormat.PDF
    wanted = (DocumentKind(kind), int(number) if number else None)

    def drawn() -> str:
        papers = seat.desk.service.papers
        facts = papers.facts(situation.case.id).upto(situation.case.version)
        _, found = worded(papers, situation, facts, seat.officer, *wanted)
        return str(papers.file(found.document, format).sha256)

    try:
        return {**typed, FILLED_IN: [await seat.desk.blocking(drawn)]}
    except (Problem, Unprintable):
        return typed
