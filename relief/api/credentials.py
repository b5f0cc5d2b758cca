"""Choosing one's own password and second factor on the local list, and changing them."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.ground.refusal import Code
from relief.api import cookies, reading
from relief.api.addresses import (
    ACCEPT_INVITATION,
    CHANGE_PASSWORD,
    CHANGE_SECOND_FACTOR,
    OFFER_SECOND_FACTOR,
    OFFER_TO_INVITED,
)
from relief.api.desk import Desk
from relief.api.problems import Fault, Problem
from relief.api.records import Body
from relief.api.shown import answer
from relief.api.signing import address_of, device_of
from relief.api.signing_models import (
    AcceptInvitation,
    ChangePassword,
    ChangeSecondFactor,
    OfferSecondFactor,
    OfferToInvited,
)
from relief.outside import LONGEST, SHORTEST, UnfitOffer, UnfitPassword
from relief.people.credentials import Invitations, Invited, NotLocal, OwnCredentials, Proof
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


def invitations(desk: Desk) -> APIRouter:
    """``/v1/sign-in/invitation``: without a session, by what whoever administers handed over."""
    made = APIRouter()
    those = Invitations(desk.service.sign_in)

    @OFFER_TO_INVITED.on(made)
    async def offer(request: Request) -> Response:
        said = await shown(desk, request, OfferToInvited)
        invited = Invited(said.officer, said.invitation, address_of(request))
        offered = await changing(desk, lambda: those.offer(invited), Edge.SIGN_IN_FAILED)
        return answer({"address": offered.address, "offer": offered.sealed})

    @ACCEPT_INVITATION.on(made)
    async def accept(request: Request) -> Response:
        said = await shown(desk, request, AcceptInvitation)
        invited = Invited(said.officer, said.invitation, address_of(request))
        await changing(
            desk,
            lambda: those.accept(invited, said.password, said.offer, said.code),
            Edge.SIGN_IN_FAILED,
            ("password", "code"),
        )
        return answer({"changed": True})

    return made


async def shown(desk: Desk, request: Request, model: type[Said]) -> Said:
    """The words of somebody who is not signed in, from this very site. Raises ``Problem``."""
    said, _ = reading.body(await reading.raw_body(request, reading.SMALL_BODY), model)
    assert isinstance(said, model)
    if not cookies.from_here(request):
        raise Problem(Fault(Edge.UNAUTHENTICATED))
    desk.knocking(address_of(request))
    return said


async def asked(desk: Desk, request: Request, model: type[Said]) -> tuple[str, Said]:
    """The session at hand, and the words. Raises ``Problem`` 409 for who came by a token."""
    await desk.officer(request)
    said, _ = reading.body(await reading.raw_body(request, reading.SMALL_BODY), model)
    assert isinstance(said, model)
    token = cookies.held(request, cookies.SESSION)
    if token is None or request.headers.get("authorization"):
        raise Problem(Fault(Edge.NOT_LOCAL))
    return token, said


async def changing(
    desk: Desk,
    work: Callable[[], T],
    wrong: Edge = Edge.CREDENTIALS_WRONG,
    fields: tuple[str, str] = ("new_password", "new_code"),
) -> T:
    """What a change comes to: ``wrong`` where the proof is, ``fields`` what is new.

    Raises ``Problem`` 401, 403, 409, 422 and 429.
    """
    password, code = fields

    def tried() -> T:
        try:
            return work()
        except NotLocal:
            raise Problem(Fault(Edge.NOT_LOCAL)) from None
        except UnfitPassword:
            facts = {"least": str(SHORTEST), "most": str(LONGEST)}
            raise Problem(Fault(Code.FIELD_INVALID, None, password, facts)) from None
        except UnfitOffer:
            raise Problem(Fault(Code.FIELD_INVALID, None, code)) from None

    return await desk.proving(tried, wrong)
