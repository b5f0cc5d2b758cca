"""The documents of a case: which there are, the files themselves, and which were served."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import REVEALERS, Officer
from domain.case.documents import places
from domain.case.service import facts as e
from domain.case.situation import Situation
from domain.case.table import LETTERS
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import DocumentFormat, DocumentKind
from projections.casefile import public_fields
from relief.api.access import noted
from relief.api.addresses import CASE_DOCUMENTS, DOCUMENT
from relief.api.casefile import asked as asked_about
from relief.api.desk import Desk
from relief.api.document_models import Paper
from relief.api.fields import Spelled
from relief.api.problems import Place, Problem, faults, told
from relief.api.shown import answer
from relief.api.territory import competent, territory
from relief.documents.catalogue import Available, Standing, catalogue, coming, look
from relief.documents.facts import CaseFacts
from relief.documents.papers import Papers, Told, Unprintable
from relief.documents.telling import rule_of
from relief.words.dictionary import of


class DocumentQuery(BaseModel):
    """文书查询条件。"""

    model_config = ConfigDict(extra="forbid")

    format: DocumentFormat = DocumentFormat.PDF
    number: Annotated[int, Field(strict=True, ge=1, le=1000), Spelled] | None = None


def papers(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}/documents`` and each document below it."""
    made = APIRouter()

    @CASE_DOCUMENTS.on(made)
    async def documents(request: Request) -> Response:
        officer, situation = await asked_about(desk, request)
        items = await desk.blocking(lambda: listed(desk, situation, officer))
        headers = {"ETag": f'"{situation.case.version}"'}
        return answer({"case": situation.case.id, "items": items}, headers)

    _files(made, desk)
    return made


def listed(desk: Desk, situation: Situation, officer: Officer) -> list[dict[str, Any]]:
    """Every document of a case as it stands, and how often it was served."""
    facts = desk.service.papers.facts(situation.case.id)
    return [shown(one, situation, facts, officer) for one in catalogue(situation)]


def _files(made: APIRouter, desk: Desk) -> None:
    @DOCUMENT.on(made)
    async def document(
        request: Request,
        kind: DocumentKind,
        asked: Annotated[DocumentQuery, Query()],
    ) -> Response:
        officer, situation = await asked_about(desk, request)
        competent(officer, REVEALERS, territory(officer).of_case(situation.case))

        def file() -> Response:
            seen = look(situation, kind)
            noted(desk, request, officer, seen)
            papers = desk.service.papers
            return drawing(papers, situation, officer, kind, asked.format, asked.number)

        return await desk.blocking(file)


def drawing(
    papers: Papers,
    situation: Situation,
    officer: Officer,
    kind: DocumentKind,
    format: DocumentFormat,
    number: int | None,
) -> Response:
    """The file: the document issued, else as it would stand today. Raises ``Problem`` 409."""
    facts = papers.facts(situation.case.id).upto(situation.case.version)
    try:
        standing, found = worded(papers, situation, facts, officer, kind, number)
        rendered = papers.file(found.document, format)
    except Unprintable as error:
        cannot = reason(Code.DOCUMENT_NOT_PRINTABLE, field="kind", fault=error.why)
        raise about_kind((cannot,), officer) from None
    name = f"{situation.case.id}-{kind.value}-{found.place.serial}.{format.value}"
    headers = {
        "Content-Disposition": f"attachment; filename={quote(name)}",
        "Relief-Document-SHA256": rendered.sha256,
        "Relief-Document-Standing": standing.value,
        "Relief-Document-Version": str(found.place.version),
    }
    return Response(rendered.data, 200, headers, rendered.media_type)


def worded(
    papers: Papers,
    situation: Situation,
    facts: CaseFacts,
    officer: Officer,
    kind: DocumentKind,
    number: int | None,
) -> tuple[Standing, Told]:
    """The document in words. One that may go up today comes before those that hung."""
    following = coming(situation, kind)
    if following.standing is Standing.READY and number is None:
        return following.standing, papers.preview(facts, kind, situation)
    issued = papers.issued(facts, kind, number)
    if issued is not None:
        return Standing.ISSUED, issued
    if following.standing is Standing.DRAFT and number is None:
        return following.standing, papers.preview(facts, kind, situation)
    often = len(places(situation.case, LETTERS[kind]))
    if following.reasons and not often:
        raise about_kind(following.reasons, officer)
    (fault,) = faults((not_so_many(situation, kind, often),), territory(officer).holds)
    raise Problem(replace(fault, place=Place.QUERY))


def about_kind(reasons: Iterable[Reason], officer: Officer) -> Problem:
    """Why there is no document of a kind: the kind stands in the path, whatever the rules call it."""
    found = faults(reasons, territory(officer).holds)
    return Problem(*(replace(one, field="kind", place=Place.PATH) for one in found))


def not_so_many(situation: Situation, kind: DocumentKind, often: int) -> Reason:
    """There is no document of that number: it was not issued so often yet."""
    article = situation.pack.cited(LETTERS[kind].article)
    return reason(Code.DOCUMENT_NOT_ISSUED, article, "number", document=kind, issued=often)


def shown(
    one: Available, situation: Situation, facts: CaseFacts, officer: Officer
) -> dict[str, Any]:
    """One line of the list."""
    number = None if one.place is None else one.place.serial
    href = DOCUMENT.way(case=situation.case.id, kind=one.kind.value)
    return {
        "document": one.kind.value,
        "title": rule_of(situation.pack, one.kind, situation.today).title,
        "standing": one.standing.value,
        "standing_text": of(one.standing),
        "number": number,
        "version": None if one.place is None else one.place.version,
        "href": None if one.standing is Standing.NOT_YET else href,
        "formats": [one.value for one in DocumentFormat],
        "served": services(facts, one),
        "reasons": [told(fault, Paper) for fault in faults(one.reasons, territory(officer).holds)],
    }


def services(facts: CaseFacts, one: Available) -> list[dict[str, Any]]:
    """How often, how and on whom a document was served, with the hash of each file."""
    found = []
    for recorded in facts.recorded:
        fact = recorded.fact
        if not isinstance(fact, e.DocumentServed) or one.place is None:
            continue
        if (fact.document, fact.serial) == (one.kind, one.place.serial):
            found.append({"officer": recorded.officer, **public_fields(fact)})
    return found
