"""Changing one's own password or second factor on the local list."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.ground.refusal import Code
from relief.api import cookies, reading
from relief.api.addresses import CHANGE_PASSWORD, CHANGE_SECOND_FACTOR, OFFER_SECOND_FACTOR
from relief.api.desk import Desk
from relief.api.problems import Fault, Problem
from relief.api.records import Body
from relief.api.shown import answer
from relief.api.signing import address_of, device_of
from relief.api.signing_models import (
    ChangePassword,
    ChangeSecondFactor,
    OfferSecondFactor,
)
from relief.outside import LONGEST, SHORTEST, UnfitOffer, UnfitPassword
from relief.people.credentials import NotLocal, OwnCredentials, Proof
from relief.words.edges import Edge

T = TypeVar("T")
Said = TypeVar("Said", bound=Body)


def own_credentials(desk: Desk) -> APIRouter:
    """``/v1/session/password`` and ``/v1/session/second-factor``."""
    made = APIRouter()
    own = OwnCredentials(desk.service.sign_in)

    @CHANGE_PASSWORD.on(made)
    async def password(request: Request) -> Response:
        token, said = await asked(desk, request, ChangePassword)
        proof = Proof(token, said.password, said.code, address_of(request), device_of(request))
        await changing(desk, lambda: own.change_password(proof, said.new_password))
        return answer({"changed": True})

    @OFFER_SECOND_FACTOR.on(made)
    async def offer(request: Request) -> Response:
        token, _ = await asked(desk, request, OfferSecondFactor)
        offered = await changing(desk, lambda: own.offer(token))
        return answer({"address": offered.address, "offer": offered.sealed})

    @CHANGE_SECOND_FACTOR.on(made)
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
