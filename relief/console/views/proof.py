"""Checkpoints, witnesses and what the watcher found; and where the facts of a case lie in the log."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from relief.api.addresses import PROOF_READERS
from relief.api.asking import Whom
from relief.clock import LHASA
from relief.console.case import opened
from relief.console.view import Seat, View
from relief.office.streams import case_stream
from relief.readiness import WATCH_SECONDS
from relief.upkeep.proven import Log, Placed, placed, standing
from relief.words.dictionary import fact

PROOF = View("proof", "/proof", Whom.POSTS, posts=PROOF_READERS, menu=True, bare=True)
CASE_PROOF = View("case-proof", "/cases/{case}/proof", Whom.NUMBER, bare=True)


@PROOF.get
async def shown(seat: Seat) -> Response:
    """How every log stands, and whether anything was found wrong."""
    found = await seat.desk.blocking(lambda: standing(seat.desk.service))
    return seat.page(
        "proof.html",
        installation=found.installation,
        logs=[log(one) for one in found.logs],
        folders=found.folders,
        addresses=found.addresses,
        wrong=[*found.broken, *found.red],
        stopped=found.unwatched > WATCH_SECONDS,
    )


def log(one: Log) -> dict[str, Any]:
    """A log in words."""
    newest = one.checkpoints[0].size if one.checkpoints else 0
    return {
        "title": one.title,
        "origin": one.origin,
        "entries": one.entries,
        "uncovered": one.entries - newest,
        "checkpoints": [
            {"size": c.size, "root": c.root, "at": told(c.made_at), "witnesses": c.witnesses}
            | {"stamped": c.stamped}
            for c in one.checkpoints
        ],
    }


def told(at: str) -> str:
    """An instant as people read it here."""
    return datetime.fromisoformat(at).astimezone(LHASA).strftime("%Y-%m-%d %H:%M")


@CASE_PROOF.get
async def of_case(seat: Seat) -> Response:
    """Each fact of the case with its place in the log, proved anew against the newest checkpoint."""
    file, desk = await opened(seat), seat.desk
    stream, version = case_stream(file.situation.case.id), file.situation.case.version
    recorded = await desk.blocking(lambda: desk.service.journal.placed((stream,))[:version])
    point, found = await desk.blocking(lambda: placed(desk.service, recorded))
    names = {one.version: fact(one.fact.NAME) for one in recorded}
    return file.page(
        "case-proof.html",
        point=None if point is None else {"size": point.size, "root": point.root.hex()},
        origin="" if point is None else point.origin,
        items=[line(one, names) for one in found],
        wrong=[one.version for one in found if one.covered and not one.proved],
    )


def line(one: Placed, names: dict[int, str]) -> dict[str, Any]:
    """A fact's place in words."""
    state = "proved" if one.proved else "wrong" if one.covered else "later"
    about = {"version": one.version, "title": names[one.version], "position": one.position}
    return {**about, "leaf": one.leaf, "state": state, "proof": one.proof}
