"""Is the process alive, can it work, which version is it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from relief import __version__
from relief.api.answers import Alive, Ready, VersionAnswer
from relief.api.desk import Desk
from relief.api.openapi import tells_anyone
from relief.api.positions import head
from relief.api.routes import Tag
from relief.api.shown import answer


def router(desk: Desk) -> APIRouter:
    """``/healthz``, ``/readyz``, ``/v1/version``."""
    made = APIRouter(tags=[Tag.SERVICE.value])

    @made.get("/healthz", summary="进程是否运行", operation_id="Health", **tells_anyone(Alive))
    async def health() -> Response:
        return answer({"status": "ok"})

    @made.get(
        "/readyz",
        summary="能否办理：数据库与台账",
        operation_id="Readiness",
        **tells_anyone(Ready, 503),
    )
    async def readiness(request: Request) -> Response:
        head, applied = await desk.blocking(lambda: _positions(desk))
        lag = head - applied
        return answer({"status": "ok", "head": head, "ledgers": applied, "lag": lag})

    @made.get("/v1/version", summary="版本", operation_id="Version", **tells_anyone(VersionAnswer))
    async def version() -> Response:
        development = desk.service.settings.development
        return answer({"version": __version__, "development": development})

    return made


def _positions(desk: Desk) -> tuple[int, int]:
    """Newest position, and how far the ledgers are. Raises where the database is away."""
    applied = desk.service.position()
    return head(desk.service), applied
