"""Both factors of the local list are chosen by the officer: nobody who administers ever knows them."""

from datetime import timedelta
from typing import Any

import httpx
import pyotp
import pytest

from adapters.identity.passwords import INVITED_SECONDS, STEP_SECONDS
from domain.case.authority import SYSTEM
from domain.registers.officers import commands as c
from domain.registers.officers.facts import Credential
from relief.people.signing import FREE_FAILURES
from tests.api.conftest import codes
from tests.identity.conftest import WORKER, Opening, Signing
from tests.support.enrolling import enrol, secret

pytestmark = [pytest.mark.day, pytest.mark.slow]

PASSWORD = "correct horse battery"
SAME = {"instance": ""}
"""What differs between any two refusals: the number of the request."""


@pytest.fixture
def signing(opening: Opening) -> Signing:
    """An appointed caseworker, whom the register has on the local list."""
    made = opening(sign_in_local=True)
    made.clock.still = made.clock.now()
    made.appoint()
    record(made, True)
    return made


def record(signing: Signing, present: bool) -> None:
    """What the tool puts on record beside the list."""
    for one in Credential:
        told = c.RecordCredential(case=WORKER, credential=one, present=present)
        signing.record(told, SYSTEM)


def invite(signing: Signing) -> str:
    """What the officer is handed."""
    sign_in = signing.service.sign_in
    return sign_in.passwords.invite(WORKER, sign_in.now())


def post(signing: Signing, path: str, **words: str) -> httpx.Response:
    """Somebody without a session."""
    return signing.http.post(f"/v1/sign-in/{path}", json={"officer": WORKER, **words})


def accept(signing: Signing, invitation: str, **changes: str) -> httpx.Response:
    """Choose both, with an authenticator that takes what is offered."""
    offered = post(signing, "invitation/offer", invitation=invitation)
    if offered.status_code != 200:
        return offered
    shown: dict[str, Any] = offered.json()
    words = {
        "invitation": invitation,
        "password": PASSWORD,
        "offer": shown["offer"],
        "code": code(signing, shown["address"]),
        **changes,
    }
    answer = post(signing, "invitation", **words)
    answer.extensions["address"] = shown["address"]
    return answer


def code(signing: Signing, address: str) -> str:
    """What the authenticator shows now."""
    return pyotp.TOTP(secret(address)).at(int(signing.clock.now().timestamp()))


def sign_in(signing: Signing, address: str, password: str = PASSWORD) -> httpx.Response:
    """With a code no earlier one stands in the way of."""
    signing.clock.later += timedelta(seconds=2 * STEP_SECONDS + 10)
    return post(signing, "local", password=password, code=code(signing, address))


def test_who_is_invited_chooses_both_factors_and_signs_in_by_them(signing: Signing) -> None:
    """Once: the invitation is used up, and the code of then as well."""
    invitation = invite(signing)
    done = accept(signing, invitation.lower())
    assert (done.status_code, done.json()) == (200, {"changed": True})
    address = done.extensions["address"]
    assert codes(post(signing, "local", password=PASSWORD, code=code(signing, address))) == [
        "sign-in-failed"
    ]
    assert sign_in(signing, address).json()["officer"] == WORKER
    assert codes(accept(signing, invitation)) == ["sign-in-failed"]
    events = [one.entry.event for one in signing.service.sign_in.door.log.page(10)]
    assert "invitation accepted" in events


def test_an_invitation_opens_nothing_by_itself(signing: Signing) -> None:
    """Neither as a password nor as what an authenticator keeps, for whoever handed it over."""
    invitation = invite(signing)
    made = pyotp.TOTP(invitation).at(int(signing.clock.now().timestamp()))
    for password in ("", invitation, PASSWORD):
        refused = post(signing, "local", password=password, code=made)
        assert codes(refused) in (["sign-in-failed"], ["too-many-attempts"])
    assert codes(signing.http.get("/v1/session")) == ["unauthenticated"]


def test_unfit_words_leave_the_invitation_as_it_was(signing: Signing) -> None:
    """A short password, a wrong code, somebody else's offer: told, and tried again."""
    invitation = invite(signing)
    for wrong, field in (
        ({"password": "short"}, "password"),
        ({"code": "000000"}, "code"),
        ({"offer": "A:AAAA"}, "code"),
    ):
        refused = accept(signing, invitation, **wrong)
        assert refused.status_code == 422
        assert [one["field"] for one in refused.json()["errors"]] == [field]
    assert accept(signing, invitation).status_code == 200


@pytest.mark.parametrize("late", [0, 1])
def test_an_invitation_ends_after_72_hours(signing: Signing, late: int) -> None:
    """To the second."""
    invitation = invite(signing)
    signing.clock.later += timedelta(seconds=INVITED_SECONDS - 1 + late)
    assert accept(signing, invitation).status_code == (401 if late else 200)


def test_a_later_invitation_or_a_removal_ends_an_earlier_one(signing: Signing) -> None:
    """And whatever the officer had: who lost their authenticator is invited anew."""
    first = invite(signing)
    second = invite(signing)
    assert codes(accept(signing, first)) == ["sign-in-failed"]
    assert accept(signing, second).status_code == 200
    third = invite(signing)
    assert codes(post(signing, "local", password=PASSWORD, code="123456")) == ["sign-in-failed"]
    record(signing, False)
    assert codes(accept(signing, third)) == ["sign-in-failed"]


def test_whoever_is_not_invited_is_told_nothing(signing: Signing) -> None:
    """An officer with both factors, one on no list, nobody: alike, and guesses are slowed."""
    enrol(signing.service.sign_in, WORKER, PASSWORD)
    told = [
        {**post(signing, "invitation/offer", officer=who, invitation="A" * 32).json(), **SAME}
        for who in (WORKER, "no.body")
    ]
    assert told[0] == told[1]
    for _ in range(FREE_FAILURES):
        answer = post(signing, "invitation/offer", invitation="A" * 32)
    assert answer.status_code == 429 and "retry-after" in answer.headers


def test_where_there_is_no_local_list_nobody_comes_in_by_an_invitation(opening: Opening) -> None:
    """However right it is."""
    made = opening(sign_in_local=False)
    made.clock.still = made.clock.now()
    made.appoint()
    record(made, True)
    assert accept(made, invite(made)).status_code == 401
