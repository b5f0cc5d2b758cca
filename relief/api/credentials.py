"""Changing one's own password or second factor on the local list."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from domain.ground.refusal import Code
from relief.api import cookies, reading
from relief.api.desk import Desk
from relief.api.openapi import POSTED, REF, SIGNED_IN, problem
from relief.api.problems import Fault, Problem
from relief.api.records import Body
from relief.api.routes import Tag
from relief.api.shown import answer
from relief.api.signing import address_of, device_of
from relief.api.signing_models import (
    ChangePassword,
    ChangeSecondFactor,
    CredentialsChanged,
    Offered,
    OfferSecondFactor,
)
from relief.outside import LONGEST, SHORTEST, UnfitOffer, UnfitPassword
from relief.people.credentials import NotLocal, OwnCredentials, Proof
from relief.words.refusals import Edge

T = TypeVar("T")
Said = TypeVar("Said", bound=Body)


def own_credentials(desk: Desk) -> APIRouter:
    """``/v1/session/password`` and ``/v1/session/second-factor``."""
    made = APIRouter(tags=[Tag.OFFICERS.value])
    own = OwnCredentials(desk.service.sign_in)

    @made.post("/v1/session/password", **told(ChangePassword))
    async def password(request: Request) -> Response:
        token, said = await asked(desk, request, ChangePassword)
        proof = Proof(token, said.password, said.code, address_of(request), device_of(request))
        await changing(desk, lambda: own.change_password(proof, said.new_password))
        return answer({"changed": True})

    @made.post(
        "/v1/session/second-factor/offer",
        **told(OfferSecondFactor, Offered),
    )
    async def offer(request: Request) -> Response:
        token, _ = await asked(desk, request, OfferSecondFactor)
        offered = await changing(desk, lambda: own.offer(token))
        return answer({"address": offered.address, "offer": offered.sealed})

    @made.post("/v1/session/second-factor", **told(ChangeSecondFactor))
    async def second_factor(request: Request) -> Response:
        token, said = await asked(desk, request, ChangeSecondFactor)
        proof = Proof(token, said.password, said.code, address_of(request), device_of(request))
        await changing(desk, lambda: own.take_up(proof, said.offer, said.new_code))
        return answer({"changed": True})

    return made


async def asked(desk: Desk, request: Request, model: type[Said]) -> tuple[str, Said]:
    """The session at hand, and the words. Raises ``Problem`` 409 for who came by a token."""
    await desk.officer(request)
    said, _ = reading.body(await reading.raw_body(request, reading.SMALL_BODY), model)
    assert isinstance(said, model)
    token = cookies.held(request, cookies.SESSION)
    if token is None or request.headers.get("authorization"):
        raise Problem(Fault(Edge.NOT_LOCAL))
    return token, said


async def changing(desk: Desk, work: Callable[[], T]) -> T:
    """What a change comes to. Raises ``Problem`` 403, 409, 422 and 429."""

    def tried() -> T:
        try:
            return work()
        except NotLocal:
            raise Problem(Fault(Edge.NOT_LOCAL)) from None
        except UnfitPassword:
            facts = {"least": str(SHORTEST), "most": str(LONGEST)}
            raise Problem(Fault(Code.FIELD_INVALID, None, "new_password", facts)) from None
        except UnfitOffer:
            raise Problem(Fault(Code.FIELD_INVALID, None, "new_code")) from None

    return await desk.proving(tried, Edge.CREDENTIALS_WRONG)


def told(said: type[Body], found: type[BaseModel] = CredentialsChanged) -> dict[str, Any]:
    """What such a route says to the framework."""
    body = {"schema": {"$ref": REF.format(model=said.__name__)}}
    result = {"schema": {"$ref": REF.format(model=found.__name__)}}
    return {
        "operation_id": said.__name__,
        "response_model": None,
        "openapi_extra": {
            "requestBody": {"required": True, "content": {"application/json": body}},
            "responses": {
                "200": {"description": "", "content": {"application/json": result}},
                **{str(status): problem(status) for status in sorted({*POSTED, 403, 409})},
            },
            "security": SIGNED_IN,
        },
    }
