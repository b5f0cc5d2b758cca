"""The documents of a case: which there are, the files themselves, and which were served."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from adapters.documents.render import MEDIA_TYPES
from domain.authority import REVEALERS, Officer
from domain.case import events as e
from domain.case.situation import Situation
from domain.case.terms import DocumentFormat, DocumentKind
from domain.refusal import Code, reason
from projections.casefile import public_fields
from relief.api import answers as a
from relief.api.access import noted
from relief.api.casefile import asked
from relief.api.desk import Desk
from relief.api.openapi import TEXT, asks
from relief.api.problems import Problem, faults, told
from relief.api.routes import Tag
from relief.api.shown import answer
from relief.api.territory import competent, territory
from relief.documents.catalogue import STANDINGS, Available, Standing, catalogue, coming, look
from relief.documents.facts import CaseFacts
from relief.documents.papers import Papers, Told, Unprintable, drawn
from relief.documents.telling import rule_of

LARGEST_SERIAL = 1000
BINARY = {"type": "string", "format": "binary"}
HEADERS = {
    "Relief-Document-SHA256": {"description": "文件的SHA-256摘要", "schema": TEXT},
    "Relief-Document-Standing": {"description": "issued、ready或draft", "schema": TEXT},
    "Relief-Document-Version": {"description": "文书所依据的案件版本", "schema": TEXT},
}


def papers(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}/documents`` and each document below it."""
    made = APIRouter(prefix="/v1/cases/{case}/documents", tags=[Tag.PAPERS.value])

    @made.get(
        "",
        summary="文书：可以制发哪些，为什么还不行，已送达哪些",
        operation_id="Documents",
        **asks(a.Documents, "case"),
    )
    async def documents(request: Request) -> Response:
        officer, situation = await asked(desk, request)
        facts = await desk.blocking(lambda: desk.service.office.papers.facts(situation.case.id))
        items = [shown(one, situation, facts, officer) for one in catalogue(situation)]
        headers = {"ETag": f'"{situation.case.version}"'}
        return answer({"case": situation.case.id, "items": items}, headers)

    @made.get(
        "/{kind}",
        summary="文书：打印件或可编辑件",
        operation_id="Document",
        response_class=Response,
        **file(),
    )
    async def document(
        request: Request,
        kind: DocumentKind,
        format: DocumentFormat = DocumentFormat.PDF,
        number: int | None = Query(None, ge=1, le=LARGEST_SERIAL, description="同类文书中的第几份"),
    ) -> Response:
        officer, situation = await asked(desk, request)
        competent(officer, REVEALERS, situation.case.asked.township)

        def file() -> Response:
            seen = look(situation, kind)
            noted(desk, request, officer, seen)
            papers = desk.service.office.papers
            return drawing(papers, situation, officer, kind, format, number)

        return await desk.blocking(file)

    return made


def file() -> dict[str, Any]:
    """What the route of a file says to the framework."""
    said = asks(a.Documents, "case", also=(400, 403, 409))
    content = {kind: {"schema": BINARY} for kind in MEDIA_TYPES.values()}
    described = {"description": "文书", "content": content, "headers": HEADERS}
    return {**said, "responses": {200: described}}


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
        rendered = drawn(found.document, format)
    except Unprintable as error:
        cannot = reason(Code.DOCUMENT_NOT_PRINTABLE, field="kind", fault=error.why)
        raise Problem(*faults((cannot,), territory(officer).holds)) from None
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
    raise Problem(*faults(following.reasons, territory(officer).holds))


def shown(
    one: Available, situation: Situation, facts: CaseFacts, officer: Officer
) -> dict[str, Any]:
    """One line of the list."""
    number = None if one.place is None else one.place.serial
    href = f"/v1/cases/{situation.case.id}/documents/{one.kind.value}"
    return {
        "document": one.kind.value,
        "title": rule_of(situation.pack, one.kind).title,
        "standing": one.standing.value,
        "standing_text": STANDINGS[one.standing],
        "number": number,
        "version": None if one.place is None else one.place.version,
        "href": None if one.standing is Standing.NOT_YET else href,
        "formats": [one.value for one in DocumentFormat],
        "served": services(facts, one),
        "reasons": [told(fault) for fault in faults(one.reasons, territory(officer).holds)],
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
