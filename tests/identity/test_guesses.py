"""Guesses slow the guesser: the right officer gets in, at once on a known device, soon on any other."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from adapters.identity import knocking
from adapters.identity.knocking import Knock
from relief.api import cookies
from relief.people.signing import DEVICE_SECONDS, FREE_FAILURES, LONGEST_WAIT_SECONDS, waiting
from tests.identity.conftest import HERE, WORKER, Opening, Signing
from tests.identity.test_local import FAILED, PASSWORD, Officer, enrolled, told
from tests.support.enrolling import enrol
from tests.support.offices import all_at_once

pytestmark = [pytest.mark.day, pytest.mark.slow]

WAIT = (429, ["too-many-requests"])


@pytest.fixture
def signing(opening: Opening) -> Signing:
    """An appointed caseworker on the local list, at an installation with every bound as it comes."""
    made = opening(sign_in_local=True, address_rate=0.0, officer_rate=0.0)
    made.clock.still = made.clock.now()
    made.service.sign_in.passwords._hasher = PasswordHasher(
        time_cost=1, memory_cost=8, parallelism=1
    )
    made.appoint()
    return made


@pytest.fixture
def officer(signing: Signing) -> Officer:
    """The caseworker, enrolled."""
    return enrolled(signing)


class Browser:
    """A browser somewhere; what it keeps is its own."""

    def __init__(self, officer: Officer, address: str) -> None:
        self.officer = officer
        app = officer.signing.http.app  # type: ignore[attr-defined]
        made = TestClient(app, HERE, client=(address, 50_000))
        made.portal = officer.signing.http.portal  # type: ignore[attr-defined]
        self.http: httpx.Client = made

    def guess(self, name: str = WORKER) -> httpx.Response:
        """A wrong password."""
        body = {"officer": name, "password": "wrong horse battery", "code": "000000"}
        return self.http.post("/v1/sign-in/local", json=body)

    def right(self) -> httpx.Response:
        """Both right factors."""
        body = {"officer": WORKER, "password": PASSWORD, "code": self.officer.later()}
        return self.http.post("/v1/sign-in/local", json=body)


def flood(officer: Officer, addresses: Iterator[str], many: int) -> list[Browser]:
    """Guesses from so many addresses at the same time of day."""
    browsers = [
        Browser(officer, address) for address, _ in zip(addresses, range(many), strict=False)
    ]
    for browser in browsers:
        browser.guess()
    return browsers


def elsewhere() -> Iterator[str]:
    """Addresses of strangers."""
    return (f"10.{n // 250}.{n % 250}.9" for n in range(60_000))


def test_guesses_from_elsewhere_do_not_keep_the_officer_out(officer: Officer) -> None:
    """One guesser without end: it waits longer and longer, the officer's first try is looked at."""
    guesser = Browser(officer, "10.0.0.66")
    seen = [told(guesser.guess()) for _ in range(40)]
    assert seen[:FREE_FAILURES] == [FAILED] * FREE_FAILURES
    assert seen[FREE_FAILURES:] == [WAIT] * 37
    for n in range(8):
        assert Browser(officer, f"10.0.1.{n}").right().status_code == 200
        guesser.guess()


def test_a_known_device_is_let_through_whatever_others_do(officer: Officer) -> None:
    """While thirty clients guess at one name, and from the officer's own address as well."""
    mine = Browser(officer, "10.9.9.9")
    assert mine.right().status_code == 200
    flood(officer, elsewhere(), 30)
    beside = Browser(officer, "10.9.9.9")
    for _ in range(FREE_FAILURES + 3):
        beside.guess()
    assert told(beside.guess()) == WAIT
    assert mine.right().status_code == 200


def test_many_clients_at_one_name_take_turns(officer: Officer) -> None:
    """After twenty failures from anywhere a guess is looked at each few seconds, whoever makes it."""
    clock, addresses = officer.signing.clock, elsewhere()
    flood(officer, addresses, knocking.FREE_TRIES)
    begun, looked_at = clock.later, 0
    crowd = flood(officer, addresses, 12)
    while clock.later - begun < timedelta(seconds=40):
        looked_at += sum(told(one.guess()) == FAILED for one in crowd)
        clock.later += timedelta(seconds=1)
    assert 4 <= looked_at <= 40 / knocking.TURN_SECONDS + 1


def test_the_officer_on_a_new_device_waits_a_few_minutes_at_most(officer: Officer) -> None:
    """Behind fifty clients that guess at the same name all the while."""
    clock, addresses = officer.signing.clock, elsewhere()
    crowd = flood(officer, addresses, 50)
    mine, begun = Browser(officer, "10.9.9.9"), clock.later
    while (answer := mine.right()).status_code != 200:
        assert told(answer) == WAIT
        for one in crowd[::7]:
            one.guess()
        clock.later += timedelta(seconds=int(answer.headers["retry-after"]))
        waited = (clock.later - begun).total_seconds()
        assert waited < 2 * knocking.LONGEST_LINE_SECONDS
    assert waited <= knocking.LONGEST_LINE_SECONDS + knocking.TURN_SECONDS + 300


def test_after_a_calm_nobody_takes_turns(officer: Officer) -> None:
    """A quarter of an hour without a guess."""
    flood(officer, elsewhere(), knocking.FREE_TRIES + 5)
    assert told(Browser(officer, "10.7.0.1").guess()) == WAIT
    officer.signing.clock.later += timedelta(
        seconds=knocking.CALM_SECONDS + knocking.LONGEST_LINE_SECONDS
    )
    assert told(Browser(officer, "10.7.0.2").guess()) == FAILED


def test_a_name_nobody_has_is_answered_like_an_officers(officer: Officer) -> None:
    """Failures, waits and turns alike: who is on the list is not told by them."""
    seen = []
    for name in (WORKER, "nobody.here"):
        answers = [
            told(Browser(officer, a).guess(name))
            for a, _ in zip(elsewhere(), range(30), strict=False)
        ]
        seen.append(answers)
    assert seen[0] == seen[1]
    assert seen[0][-1] == WAIT


def test_a_device_is_known_for_whom_it_served_and_by_a_fresh_name_each_time(
    officer: Officer,
) -> None:
    """What is kept is a hash; a browser that was given somebody's cookie is not theirs."""
    mine = Browser(officer, "10.9.9.9")
    answer = mine.right()
    kept = mine.http.cookies[cookies.DEVICE]
    said = next(h for h in answer.headers.get_list("set-cookie") if cookies.DEVICE in h)
    assert {"HttpOnly", "Secure", f"Max-Age={int(DEVICE_SECONDS)}"} <= set(said.split("; "))
    sign_in = officer.signing.service.sign_in
    now = officer.signing.clock.now().timestamp()
    assert not sign_in.door.device(kept, WORKER, 0.0)
    assert sign_in.door.device(sign_in._device(kept), WORKER, now - 3600)
    assert not sign_in.door.device(sign_in._device(kept), "another", now - 3600)
    assert mine.right().status_code == 200
    assert mine.http.cookies[cookies.DEVICE] != kept
    assert not sign_in.door.device(sign_in._device(kept), WORKER, 0.0)
    assert kept not in officer.signing.log.getvalue()


def test_a_device_two_officers_share_is_known_for_both(officer: Officer) -> None:
    """The computer at the counter: whoever signs in there last does not make it forget the other."""
    door = officer.signing.service.sign_in.door
    door.know_device("first", None, "a", 1.0)
    door.know_device("second", "first", "b", 2.0)
    assert door.device("second", "a", 0.0) and door.device("second", "b", 0.0)
    assert not door.device("first", "a", 0.0)
    assert not door.device("second", "a", 1.5)


def test_devices_are_forgotten_with_the_credentials_and_with_time(officer: Officer) -> None:
    """Whoever stole one knows nothing by it after the password changed, nor after half a year."""
    mine, sign_in = Browser(officer, "10.9.9.9"), officer.signing.service.sign_in
    assert mine.right().status_code == 200
    kept = sign_in._device(mine.http.cookies[cookies.DEVICE])
    change = {"password": PASSWORD, "code": officer.later(), "new_password": PASSWORD + "!"}
    assert mine.http.post("/v1/session/password", json=change).status_code == 200
    assert not sign_in.door.device(kept, WORKER, 0.0)
    Officer(officer.signing)
    sign_in.door.know_device("d", None, WORKER, 0.0)
    enrol(sign_in, WORKER, PASSWORD)
    assert not sign_in.door.device("d", WORKER, 0.0)


def test_a_known_device_is_no_place_to_guess_either(officer: Officer) -> None:
    """Its own failures close it, for longer each time."""
    mine = Browser(officer, "10.9.9.9")
    assert mine.right().status_code == 200
    seen = [told(mine.guess()) for _ in range(FREE_FAILURES + 1)]
    assert seen == [FAILED] * FREE_FAILURES + [WAIT]


def test_turns_are_given_one_by_one(signing: Signing) -> None:
    """Clients that come at the same moment are given different turns, none beyond the longest."""
    door = signing.service.sign_in.door
    for n in range(knocking.FREE_TRIES):
        assert door.attempt(Knock(f"p{n}", "name", f"t{n}"), 1000.0, waiting) == 0
    given = all_at_once(
        [
            lambda n=n: door.attempt(Knock(f"q{n}", "name", f"u{n}"), 1000.0, waiting)  # type: ignore[misc]
            for n in range(10)
        ]
    )
    assert sorted(given) == [knocking.TURN_SECONDS * n for n in range(1, 11)]
    for n in range(100):
        late = door.attempt(Knock(f"r{n}", "name", f"v{n}"), 1000.0, waiting)
        assert late <= knocking.LONGEST_LINE_SECONDS < LONGEST_WAIT_SECONDS
