"""How the proof stands: checkpoints, witnesses, and what the watcher found."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from relief.api.addresses import PROOF
from relief.api.desk import Desk
from relief.api.shown import answer
from relief.api.territory import competent
from relief.upkeep.proven import standing


def proving(desk: Desk) -> APIRouter:
    """``/v1/proof``."""
    made = APIRouter()

    @PROOF.on(made)
    async def proof(request: Request) -> Response:
        competent(await desk.officer(request), PROOF.posts)
        return answer(await desk.blocking(lambda: state(desk)))

    return made


def state(desk: Desk) -> dict[str, Any]:
    """How it stands now."""
    return asdict(standing(desk.service))
