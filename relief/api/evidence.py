"""The files of a case: taken in as they come, listed with those that are the same, handed out whole."""

import re
from asyncio import timeout
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from domain.case.authority import REVEALERS, Officer
from domain.case.evidence.facts import EvidenceAttached
from domain.case.evidence.rules import ATTACHERS
from domain.case.situation import Situation
from domain.ground.access import Act
from domain.ground.facts import Recorded
from domain.ground.files import SealedFile
from domain.ground.refusal import Code
from projections.evidence import EvidenceRow, alike
from relief.api import reading
from relief.api.access import noted
from relief.api.addresses import CASE_EVIDENCE, EVIDENCE_FILE, UPLOAD
from relief.api.casefile import asked as asked_about
from relief.api.desk import Desk
from relief.api.fields import FileField
from relief.api.problems import Fault, Place, Problem
from relief.api.shown import answer
from relief.api.territory import competent, territory
from relief.evidence.filing import OtherBytes
from relief.office.requests import client_id
from relief.office.streams import case_stream
from relief.outside import FILE_TYPES, LARGEST_FILE, MOST_PAGES, NoFile, NotBuilt, NotTaken, Spool
from relief.people.looks import Seen
from relief.words.edges import Edge

Same = list[EvidenceRow] | None
"""Files that are the same; ``None`` while there are no ledgers to tell."""
Arriving = Callable[[Spool], Awaitable[str]]
"""Puts a file aside as it comes; its media type, as its sender says."""
UPLOAD_SECONDS = 300.0
"""How long a file may take to arrive: 20 MiB over the line of a township."""
UNFIT = {
    "empty": Edge.FILE_EMPTY,
    "too-large": Edge.BODY_TOO_LARGE,
    "not-as-said": Edge.FILE_NOT_AS_SAID,
    "bomb": Edge.FILE_TOO_MUCH,
    "locked": Edge.FILE_LOCKED,
    "active": Edge.FILE_ACTIVE,
    "too-many-pages": Edge.FILE_PAGES,
    "unreadable": Edge.FILE_UNREADABLE,
}
_NAME = re.compile(r"filename\*?\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
_PATH = re.compile(r"[/\\\x00-\x1f]|\.\.|%2f|%5c|%00|%2e%2e", re.IGNORECASE)


def evidence(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}/files``, ``…/evidence`` and each file below it."""
    made = APIRouter()

    @UPLOAD.on(made, heads=(reading.idempotency_key, said_type, named_plainly))
    async def upload(request: Request) -> Response:
        officer, situation = await asked_about(desk, request)
        key, media = reading.idempotency_key(request), said_type(request)

        async def arriving(spool: Spool) -> str:
            await received(desk, request, spool)
            return media

        taken, repeated = await taken_in(desk, officer, situation, key, arriving)
        return await _uploaded(desk, officer, situation.case.id, taken, repeated)

    _kept(made, desk)
    return made


def _kept(made: APIRouter, desk: Desk) -> None:
    @CASE_EVIDENCE.on(made)
    async def files(request: Request) -> Response:
        officer, situation = await asked_about(desk, request)
        told = {"case": situation.case.id, "items": await files_of(desk, officer, situation)}
        return answer(told, {"ETag": f'"{situation.case.version}"'})

    @EVIDENCE_FILE.on(made)
    async def one_file(request: Request, file: FileField) -> Response:
        officer, situation = await asked_about(desk, request)
        competent(officer, REVEALERS, situation.case.asked.township)
        there = await _of(desk, situation.case.id)
        place = next((n for n, (_, fact) in enumerate(there, 1) if fact.file == file), None)
        if place is None:
            raise Problem(Fault(Edge.FILE_ABSENT, field="file", place=Place.PATH))
        return await desk.blocking(
            lambda: handed(desk, request, officer, situation.case.id, place, there[place - 1][1])
        )


async def files_of(desk: Desk, officer: Officer, situation: Situation) -> list[dict[str, Any]]:
    """The files of a case, each with the other cases that have the same."""
    case, there = situation.case.id, await _of(desk, situation.case.id)
    same = await _alike(desk, [fact.likeness for _, fact in there])
    return [line(one, fact, officer, case, same) for one, fact in there]


async def _of(desk: Desk, case: str) -> list[tuple[Recorded, EvidenceAttached]]:
    """The files of a case, each with its envelope."""
    stream = case_stream(case)
    records = await desk.blocking(lambda: desk.service.journal.read((stream,))[stream])
    return [(one, one.fact) for one in records if isinstance(one.fact, EvidenceAttached)]


async def taken_in(
    desk: Desk, officer: Officer, situation: Situation, key: str, arriving: Arriving
) -> tuple[SealedFile | EvidenceAttached, bool]:
    """A file kept under the key of its request, and whether it was before. Raises ``Problem``.

    ``arriving`` puts it aside as it comes, and says of what type it is said to be.
    """
    competent(officer, frozenset(ATTACHERS), situation.case.asked.township)
    case, filing = situation.case, desk.service.filing
    file = filing.number(case.id, client_id(officer.id, key))
    held = next((o for o in await _of(desk, case.id) if o[1].file == file), None)
    if held is not None:
        return held[1], True
    with desk.arriving():
        return await _taken(desk, situation, file, arriving)


async def _taken(
    desk: Desk, situation: Situation, file: str, arriving: Arriving
) -> tuple[SealedFile, bool]:
    filing, case = desk.service.filing, situation.case
    spool = await desk.blocking(filing.spool)
    try:
        media = await arriving(spool)
        return await desk.filing(
            lambda: filing.take(case.id, file, media, spool, case.asked.members)
        )
    except NotTaken as refused:
        facts = {"most": str(MOST_PAGES)} if UNFIT[refused.why] is Edge.FILE_PAGES else {}
        raise Problem(Fault(UNFIT[refused.why], facts=facts)) from None
    except OtherBytes:
        raise Problem(Fault(Code.IDEMPOTENCY_KEY_REUSED)) from None
    finally:
        spool.close()


async def received(desk: Desk, request: Request, spool: Spool) -> None:
    """The body, as it comes, put aside sealed. Raises ``Problem`` 408, 413."""
    large = Problem(
        Fault(Edge.BODY_TOO_LARGE, facts={"most": str(LARGEST_FILE)}),
        headers={"Connection": "close"},
    )
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdecimal() or int(length[:12]) > LARGEST_FILE:
        raise large
    try:
        async with timeout(UPLOAD_SECONDS):
            async for part in request.stream():
                if spool.size + len(part) > LARGEST_FILE:
                    raise large
                await desk.blocking(partial(spool.add, part))
            await desk.blocking(spool.end)
    except TimeoutError:
        fault = Fault(Edge.BODY_TOO_SLOW, facts={"seconds": str(int(UPLOAD_SECONDS))})
        raise Problem(fault, headers={"Connection": "close"}) from None


def said_type(request: Request) -> str:
    """What the file is said to be. Raises ``Problem`` 415."""
    return known_type(request.headers.get("content-type", ""))


def known_type(given: str) -> str:
    """A media type that is taken. Raises ``Problem`` 415."""
    kind = given.partition(";")[0].strip().lower()
    if kind not in FILE_TYPES:
        raise Problem(Fault(Edge.FILE_TYPE_WRONG))
    return kind


def named_plainly(request: Request) -> None:
    """A name is not kept; one that leads somewhere is not taken for a mistake. Raises ``Problem``."""
    for header in request.headers.getlist("content-disposition"):
        found = _NAME.search(header)
        if found is not None and _PATH.search(found[1]):
            raise Problem(Fault(Edge.FILE_NAME_LEADS))


async def _alike(desk: Desk, likenesses: Sequence[str]) -> Same:
    """The files that are the same as one of these, as far as the ledgers are."""

    def found() -> Same:
        try:
            with desk.service.ledgers.reading() as connection:
                return alike(connection, likenesses)
        except NotBuilt:
            return None

    return await desk.blocking(found) if likenesses else []


async def _uploaded(
    desk: Desk, officer: Officer, case: str, file: SealedFile | EvidenceAttached, repeated: bool
) -> Response:
    same = await _alike(desk, [file.likeness])
    return answer(
        {
            "case": case,
            "file": file.file,
            "media": file.media,
            "size": file.size,
            "pages": file.pages,
            "taken_on": None if file.taken_on is None else file.taken_on.isoformat(),
            "repeated": repeated,
            **told_alike(file.likeness, officer, case, same),
        }
    )


def told_alike(likeness: str, officer: Officer, case: str, same: Same) -> dict[str, Any]:
    """The other cases with the same file: by number where the officer may know of them."""
    if same is None:
        return {"alike": None, "elsewhere": None}
    others = {o["case_id"]: o["township"] for o in same if o["likeness"] == likeness}
    others.pop(case, None)
    mine = territory(officer)
    known = [number for number, township in others.items() if mine.holds(township)]
    return {"alike": known, "elsewhere": len(others) - len(known)}


def line(
    one: Recorded, fact: EvidenceAttached, officer: Officer, case: str, same: Same
) -> dict[str, Any]:
    """A file of a case."""
    return {
        "version": one.version,
        "on": fact.on.isoformat(),
        "officer": one.officer,
        "file": fact.file,
        "kind": fact.kind.value,
        "of": fact.of.value,
        "number": fact.number,
        "paper": fact.paper,
        "media": fact.media,
        "size": fact.size,
        "pages": fact.pages,
        "sha256": fact.sha256,
        "taken_on": None if fact.taken_on is None else fact.taken_on.isoformat(),
        "camera_on": None if fact.camera_on is None else fact.camera_on.isoformat(),
        **told_alike(fact.likeness, officer, case, same),
        "href": EVIDENCE_FILE.way(case=case, file=fact.file),
    }


def handed(
    desk: Desk, request: Request, officer: Officer, case: str, place: int, fact: EvidenceAttached
) -> Response:
    """The file, once the look is kept and its bytes are proven. Raises ``Problem`` 409."""
    filing = desk.service.filing
    persons = tuple(one.person for one in fact.keys)
    noted(desk, request, officer, Seen(act=Act.FILE, case=case, persons=persons))
    try:
        clear = filing.clear(fact)
        whole = filing.whole(fact)
    except NoFile:
        raise Problem(Fault(Edge.FILE_DAMAGED)) from None
    if not whole:
        raise Problem(Fault(Edge.FILE_DAMAGED))
    headers = {
        "Content-Disposition": f"attachment; filename={case}-{place}.{FILE_TYPES[fact.media]}",
        "Content-Length": str(fact.size),
        "Relief-File-SHA256": fact.sha256,
    }
    return StreamingResponse(clear, 200, headers, fact.media)
