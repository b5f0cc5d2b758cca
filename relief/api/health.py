"""Is the process alive, can it work, which version is it."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from relief import __version__
from relief.api.addresses import HEALTH, READINESS, VERSION
from relief.api.desk import Desk
from relief.api.lists import ReadyPart
from relief.api.problems import Fault, Problem
from relief.api.queries import ReadyQuery
from relief.api.shown import answer
from relief.readiness import readiness


def reckoned(desk: Desk) -> dict[str, object]:
    """How far the decisions were reckoned again under this edition of what reckons."""
    kept = desk.service.reckonings
    return {"edition": kept.edition, **asdict(kept.progress())}


def router(desk: Desk) -> APIRouter:
    """``/healthz``, ``/readyz``, ``/v1/version``."""
    made = APIRouter()

    @HEALTH.on(made)
    async def health() -> Response:
        return answer({"status": "ok"})

    @READINESS.on(made)
    async def ready(asked: Annotated[ReadyQuery, Query()]) -> Response:
        found = await desk.blocking(lambda: readiness(desk.service))
        commands = asked.part is ReadyPart.COMMANDS
        causes = found.commands if commands else found.causes
        if causes:
            raise Problem(*(Fault(cause.code, facts=cause.facts) for cause in causes))
        return answer(
            {
                "status": "ok",
                "head": found.head,
                "ledgers": found.ledgers,
                "lag": found.head - found.ledgers,
                "edition": desk.service.ledgers.edition,
                "not_ready": [cause.code.value for cause in found.causes],
                "waiting": await desk.blocking(lambda: [*desk.service.enactments.not_counting()]),
                "reckoned": await desk.blocking(lambda: reckoned(desk)),
            }
        )

    @VERSION.on(made)
    async def version() -> Response:
        service = desk.service
        told = {"development": service.settings.development, "demo": bool(service.sign_in.staged)}
        return answer({"version": __version__, **told})

    return made
