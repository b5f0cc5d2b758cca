"""Signing in with a certified provider: it works, and fails rightly."""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import text

from adapters.identity import provider as rules
from adapters.identity.registered import WrongProvider
from domain.case.authority import Post
from domain.registers.officers import commands as c
from relief.api import cookies
from relief.people.providers import CALLBACK
from relief.settings import WrongSetting
from tests.api.conftest import codes
from tests.identity.conftest import HERE, SUBJECT, TOWNSHIP, WORKER, Opening, Signing
from tests.support.following import catch_up
from tests.support.provider import AUDIENCE, RealProvider, key, public, through

pytestmark = pytest.mark.day

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what is asked of no database."""

FAILED = (401, ["sign-in-failed"])
STRANGER = (401, ["unauthenticated"])


def told(answer: httpx.Response) -> tuple[int, list[str]]:
    """Status and codes."""
    return answer.status_code, codes(answer)


def assertion(provider: RealProvider, **changes: Any) -> dict[str, str]:
    """How a system asks the provider for an access token."""
    now = int(time())
    claims = {
        "iss": "bank",
        "sub": "bank",
        "aud": provider.issuer,
        "iat": now,
        "exp": now + 60,
        "jti": uuid4().hex,
        **changes,
    }
    header = {"alg": "RS256", "kid": provider.system.kid}
    return {
        "grant_type": "client_credentials",
        "scope": "relief",
        "resource": AUDIENCE,
        "client_assertion_type": ASSERTION,
        "client_assertion": jwt.encode(header, claims, provider.system),
    }


def access_token(provider: RealProvider, audience: str = AUDIENCE) -> str:
    """A real access token of the system "bank"."""
    answer = httpx.post(
        f"{provider.issuer}/token", data=assertion(provider) | {"resource": audience}
    )
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


def forged(provider: RealProvider, signer: RSAKey | None = None, **changes: Any) -> str:
    """An access token as the provider makes them, some of it changed, by any signer."""
    now = int(time())
    header = {"alg": "RS256", "typ": "at+jwt", "kid": provider.keys[0].kid}
    claims: dict[str, Any] = {
        "iss": provider.issuer,
        "sub": "bank",
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + 300,
    }
    for name, value in changes.items():
        place = header if name in {"alg", "typ", "kid"} else claims
        place.pop(name, None)
        if value is not None:
            place[name] = value
    made = RSAKey.import_key((signer or provider.keys[0]).as_pem(private=True))
    return jwt.encode(header, claims, made, algorithms=["RS256", "RS512"])


@pytest.fixture
def system(signing: Signing, provider: RealProvider) -> Signing:
    """The system "bank" is an officer too: finance of the county."""
    signing.appoint("bank.system", Post.FINANCE, division=TOWNSHIP[:6])
    signing.link(provider.issuer, "bank.system", "bank")
    return signing


def test_an_officer_signs_in_works_and_signs_out(signing: Signing) -> None:
    """Code with PKCE, a session in a cookie no page can read, and nothing left after the end."""
    answer = signing.sign_in()
    assert answer.status_code == 200, answer.text
    assert (answer.json()["officer"], answer.json()["posts"]) == (WORKER, ["caseworker"])
    cookie = next(
        one for one in answer.headers.get_list("set-cookie") if f"{cookies.SESSION}=" in one
    )
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    session = signing.http.get("/v1/session")
    assert session.json()["appointments"][0]["division"] == TOWNSHIP
    catch_up(signing.service)
    assert signing.http.get("/v1/worklist").status_code == 200
    offer = signing.http.post("/v1/session/second-factor/offer", json={})
    assert told(offer) == (409, ["not-signed-in-locally"])
    held = signing.http.cookies[cookies.SESSION]
    assert signing.http.delete("/v1/session").json() == {"signed_out": True}
    assert (
        told(signing.http.get("/v1/session", headers={"Cookie": f"{cookies.SESSION}={held}"}))
        == STRANGER
    )
    log = [one.entry.event for one in signing.service.sign_in.door.log.page(10)]
    assert log == ["signed out", "signed in"]


@ONE_STORE
def test_the_authority_of_a_fact_names_the_appointment(signing: Signing) -> None:
    """By what power: the number of the appointment, however somebody signed in."""
    from tests.api.words import application

    signing.sign_in()
    day = signing.clock.now().date()
    body = application(incident={"cause": "fire", "on": day.isoformat(), "place": "雪莲村"})
    done = signing.http.post("/v1/cases", json=body, headers={"Idempotency-Key": "1"})
    assert done.status_code == 201, done.text
    stream = f"case-{done.json()['case']}"
    (first, *_) = signing.service.journal.read((stream,))[stream]
    held = signing.service.officers.current().entry(WORKER).appointments[0]
    assert (first.officer, first.authority.appointment) == (WORKER, held.number)


@ONE_STORE
def test_another_sites_page_gives_no_command_in_somebodys_name(signing: Signing) -> None:
    """The browser says where a request was made; reading is not changing."""
    signing.sign_in()
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert told(signing.http.delete("/v1/session", headers=headers)) == STRANGER
    assert signing.http.delete("/v1/session", headers={"Origin": HERE}).status_code == 200


def test_an_unlinked_subject_is_nobody(signing: Signing, provider: RealProvider) -> None:
    """Whoever the provider knows and the register does not; and at once when it is unlinked."""
    assert signing.sign_in().status_code == 200
    signing.record(
        c.UnlinkSignIn(case=WORKER, issuer=provider.issuer, subject=SUBJECT, document="注销")
    )
    assert told(signing.http.get("/v1/session")) == (401, ["not-appointed"])
    assert told(signing.sign_in()) == (401, ["not-appointed"])


def test_an_ended_appointment_ends_the_session(signing: Signing) -> None:
    """Not when it next expires: at once."""
    signing.sign_in()
    held = signing.service.officers.current().entry(WORKER).appointments[0]
    yesterday = signing.clock.now().date() - timedelta(days=1)
    signing.record(
        c.EndAppointment(case=WORKER, number=held.number, last_day=yesterday, document="免职")
    )
    assert told(signing.http.get("/v1/worklist")) == (401, ["not-appointed"])


def test_a_session_ends_when_idle_and_after_its_longest_time(signing: Signing) -> None:
    """Idle for half an hour, or ten hours in all, whatever was done meanwhile."""
    signing.sign_in()
    for _ in range(2):
        signing.clock.later += timedelta(minutes=29)
        assert signing.http.get("/v1/session").status_code == 200
    signing.clock.later += timedelta(minutes=31)
    assert told(signing.http.get("/v1/session")) == (401, ["token-expired"])
    assert told(signing.http.get("/v1/session")) == STRANGER
    signing.clock.later = timedelta()
    signing.sign_in()
    for _ in range(20):
        signing.clock.later += timedelta(minutes=29)
        assert signing.http.get("/v1/session").status_code == 200
    signing.clock.later += timedelta(minutes=29)
    assert told(signing.http.get("/v1/session")) == (401, ["token-expired"])


def test_a_code_is_used_once(signing: Signing) -> None:
    """The same way back again, and the same code on another way."""
    address = through(signing.begin())
    begun = signing.http.cookies[cookies.BEGUN]
    assert signing.back(address).status_code == 200
    signing.http.cookies.set(cookies.BEGUN, begun, domain="relief.test", path="/")
    assert told(signing.back(address)) == FAILED
    code = parse_qs(urlsplit(address).query)["code"][0]
    another = through(signing.begin())
    assert told(signing.back(another, code=code)) == FAILED


def test_a_way_back_that_was_not_begun_here_leads_nowhere(signing: Signing) -> None:
    """Wrong state, somebody else's browser, no browser memory, too late."""
    address = through(signing.begin())
    assert told(signing.back(address, state="x" * 43)) == FAILED
    mine = signing.http.cookies[cookies.BEGUN]
    signing.begin()
    assert told(signing.back(address)) == FAILED
    signing.http.cookies.clear()
    assert told(signing.back(address)) == FAILED
    signing.http.cookies.set(cookies.BEGUN, mine, domain="relief.test", path="/")
    signing.clock.later = timedelta(minutes=11)
    assert told(signing.back(address)) == FAILED


def changed(address: str, **changes: str) -> str:
    """An address with other words in its query."""
    parts = urlsplit(address)
    query = {name: one[0] for name, one in parse_qs(parts.query).items()}
    return parts._replace(query=urlencode({**query, **changes})).geturl()


@ONE_STORE
def test_an_identity_asked_for_by_somebody_else_does_not_count(signing: Signing) -> None:
    """The nonce in the identity is this browser's, or it is refused."""
    assert told(signing.back(through(changed(signing.begin(), nonce="another")))) == FAILED


@ONE_STORE
def test_a_code_somebody_else_asked_for_does_not_count(signing: Signing) -> None:
    """PKCE: a code bound to another verifier is worth nothing here."""
    other = rules.challenge("somebody else's verifier, long enough to be one")
    assert told(signing.back(through(changed(signing.begin(), code_challenge=other)))) == FAILED


@ONE_STORE
def test_a_foreign_issuer_is_refused(signing: Signing) -> None:
    """On the way back, and in the discovery document."""
    assert told(signing.back(through(signing.begin()), iss="https://evil.example")) == FAILED


@ONE_STORE
def test_a_provider_that_calls_itself_something_else_is_none(
    opening: Opening, provider: RealProvider
) -> None:
    """The registered issuer and the one found there are the same, letter by letter."""
    other = provider.issuer.replace("127.0.0.1", "localhost")
    made = opening(sign_in_issuer=other, sign_in_client="relief")
    answer = made.http.get("/v1/sign-in/provider")
    assert told(answer) == (503, ["sign-in-provider-unavailable"])


@ONE_STORE
def test_a_system_signs_in_with_its_own_key(system: Signing, provider: RealProvider) -> None:
    """Client credentials with a private key; an assertion counts once at the provider."""
    answer = system.bearing(access_token(provider))
    assert answer.status_code == 200, answer.text
    assert (answer.json()["officer"], answer.json()["posts"]) == ("bank.system", ["finance"])
    once = assertion(provider)
    assert httpx.post(f"{provider.issuer}/token", data=once).status_code == 200
    assert httpx.post(f"{provider.issuer}/token", data=once).status_code == 401


NOT_FOR_US_NOW: tuple[dict[str, Any], ...] = (
    {"aud": "urn:somebody:else"},
    {"aud": None},
    {"exp": 1_700_000_000},
    {"exp": None},
    {"nbf": 4_000_000_000},
    {"iat": 4_000_000_000},
    {"iss": "https://evil.example"},
    {"iss": None},
    {"sub": None},
    {"sub": ""},
    {"sub": 7},
    {"typ": "JWT"},
    {"typ": None},
    {"kid": None},
    {"kid": "unknown"},
    {"alg": "RS512"},
)


@ONE_STORE
def test_a_token_that_is_not_for_us_now_is_refused(system: Signing, provider: RealProvider) -> None:
    """Wrong audience, expired, not yet good, foreign issuer, nobody, another kind, no such key.

    One that differs by nothing is accepted, so each is refused for what it differs by.
    """
    assert system.bearing(forged(provider)).status_code == 200
    accepted = [
        changes
        for changes in NOT_FOR_US_NOW
        if told(system.bearing(forged(provider, **changes))) != STRANGER
    ]
    assert accepted == []


@ONE_STORE
def test_a_real_token_for_somebody_else_is_refused(system: Signing, provider: RealProvider) -> None:
    """The provider itself made it, for another audience."""
    assert told(system.bearing(access_token(provider, "urn:somebody:else"))) == STRANGER


@ONE_STORE
def test_an_expired_real_token_is_refused(system: Signing, provider: RealProvider) -> None:
    """Good for five minutes, and a minute for clocks that differ."""
    token = access_token(provider)
    system.clock.later = timedelta(seconds=300 + 30)
    assert system.bearing(token).status_code == 200
    system.clock.later = timedelta(seconds=300 + 90)
    assert told(system.bearing(token)) == STRANGER


@ONE_STORE
def test_an_unknown_key_is_refused(system: Signing, provider: RealProvider) -> None:
    """Under its own name, and under the name of the provider's."""
    stranger = key("stranger")
    assert told(system.bearing(forged(provider, stranger, kid="stranger"))) == STRANGER
    assert told(system.bearing(forged(provider, stranger))) == STRANGER


@ONE_STORE
def test_a_token_without_a_signature_is_refused(system: Signing, provider: RealProvider) -> None:
    """``alg: none``, and the public key taken for a shared secret."""
    real = forged(provider)
    _, body, _ = real.split(".")
    for word in ("none", "None", "NONE"):
        head = urlsafe_b64encode(
            f'{{"alg":"{word}","typ":"at+jwt","kid":"{provider.keys[0].kid}"}}'.encode()
        )
        unsigned = f"{head.decode().rstrip('=')}.{body}."
        assert told(system.bearing(unsigned)) == STRANGER
    head = urlsafe_b64encode(
        f'{{"alg":"HS256","typ":"at+jwt","kid":"{provider.keys[0].kid}"}}'.encode()
    )
    signed = f"{head.decode().rstrip('=')}.{body}"
    mac = hmac.new(provider.keys[0].as_pem(private=False), signed.encode(), sha256).digest()
    shared = urlsafe_b64encode(mac).decode().rstrip("=")
    assert told(system.bearing(f"{signed}.{shared}")) == STRANGER


@ONE_STORE
def test_an_identity_is_not_an_access_token(system: Signing, provider: RealProvider) -> None:
    """What is said to a browser opens nothing as a token."""
    identity = forged(provider, aud="relief", typ=None, sub=SUBJECT)
    assert told(system.bearing(identity)) == STRANGER


@ONE_STORE
def test_after_a_key_was_turned_the_new_one_counts_and_the_old_no_more(
    system: Signing, provider: RealProvider
) -> None:
    """Both while both are published; afterwards a withdrawn key is worth nothing."""
    old, new = provider.keys[0], key("second")
    first = access_token(provider)
    assert system.bearing(first).status_code == 200
    provider.turn(new, old)
    system.clock.later += timedelta(seconds=rules.REFETCH_SECONDS + 1)
    assert system.bearing(access_token(provider)).status_code == 200
    assert system.bearing(first).status_code == 200
    provider.turn(new)
    system.clock.later += timedelta(seconds=rules.KEYS_SECONDS + 1)
    provider.keys = [old]
    signed_by_old = forged(provider, iat=_now(system), exp=_now(system) + 300)
    provider.keys = [new]
    assert (
        system.bearing(forged(provider, iat=_now(system), exp=_now(system) + 300)).status_code
        == 200
    )
    assert told(system.bearing(signed_by_old)) == STRANGER
    assert system.sign_in().status_code in {200, 401}


def _now(signing: Signing) -> int:
    return int(signing.clock.now().timestamp())


@ONE_STORE
def test_people_sign_in_after_a_key_was_turned(signing: Signing, provider: RealProvider) -> None:
    """The identity is signed by a key nobody saw before: the keys are asked for again."""
    assert signing.sign_in().status_code == 200
    provider.turn(key("second"))
    signing.clock.later = timedelta(seconds=rules.REFETCH_SECONDS + 1)
    assert signing.sign_in().status_code == 200


@ONE_STORE
def test_unknown_keys_do_not_make_us_call_the_provider_again_and_again(
    system: Signing, provider: RealProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most once in half a minute, whatever tokens name."""
    assert system.bearing(access_token(provider)).status_code == 200
    fetched: list[str] = []
    asked = system.service.sign_in.provider
    assert asked is not None
    real = asked._fetch

    def fetch() -> None:
        fetched.append("keys")
        real()

    monkeypatch.setattr(asked, "_fetch", fetch)
    system.clock.later += timedelta(seconds=rules.REFETCH_SECONDS + 1)
    for n in range(20):
        assert told(system.bearing(forged(provider, kid=f"unknown-{n}"))) == STRANGER
    assert len(fetched) == 1


@ONE_STORE
def test_while_the_provider_is_away_known_keys_count_until_they_are_old(
    system: Signing, provider: RealProvider
) -> None:
    """Then nobody is let in: a withdrawn key must not be good for ever."""
    token = access_token(provider)
    assert system.bearing(token).status_code == 200
    provider.stop()
    system.clock.later += timedelta(seconds=60)
    assert system.bearing(token).status_code == 200
    system.clock.later += timedelta(seconds=rules.KEYS_SECONDS)
    assert told(system.bearing(token)) == (503, ["sign-in-provider-unavailable"])


@ONE_STORE
def test_we_prove_ourselves_with_a_private_key_where_one_is_registered(
    opening: Opening, tmp_path: Path
) -> None:
    """``private_key_jwt`` at the token endpoint; a public client would be turned away there."""
    us = RSAKey.generate_key(2048)
    file = tmp_path / "client.pem"
    file.write_bytes(us.as_pem(private=True))
    file.chmod(0o600)
    named = RSAKey.import_key({**public(us), "kid": us.thumbprint()})
    with RealProvider(HERE + CALLBACK, us=named) as running:
        made = opening(sign_in_issuer=running.issuer, sign_in_client="relief", sign_in_key=file)
        made.appoint()
        made.link(running.issuer)
        assert made.sign_in().status_code == 200
        plain = opening(sign_in_issuer=running.issuer, sign_in_client="relief")
        assert told(plain.sign_in()) == FAILED


def test_nothing_secret_is_kept_or_logged(signing: Signing) -> None:
    """The table holds hashes; the log holds neither code nor token nor state."""
    address = through(signing.begin())
    given = {name: one[0] for name, one in parse_qs(urlsplit(address).query).items()}
    secrets = [given["code"], given["state"], signing.http.cookies[cookies.BEGUN]]
    signing.back(address)
    secrets.append(signing.http.cookies[cookies.SESSION])
    with signing.service.sign_in.door._engine.connect() as connection:
        rows = [
            str(row)
            for table in ("sign_in_sessions", "sign_ins_begun", "sign_in_log")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert rows
    for secret in secrets:
        assert not any(secret in row for row in rows)
        assert secret not in signing.log.getvalue()


@pytest.mark.parametrize(
    "issuer",
    ["http://sign-in.example", "ftp://sign-in.example", "https://user:pw@sign-in.example", "x"],
)
@ONE_STORE
def test_only_https_is_registered(opening: Opening, issuer: str) -> None:
    """Plain http is for this very machine only."""
    with pytest.raises(WrongProvider):
        opening(sign_in_issuer=issuer, sign_in_client="relief")


@ONE_STORE
def test_development_tokens_and_real_signing_in_exclude_each_other(opening: Opening) -> None:
    """Whoever holds the token key would be anybody."""
    with pytest.raises(WrongSetting, match="DEVELOPMENT"):
        opening(development=True, sign_in_local=True)


@ONE_STORE
def test_an_address_nobody_registered_is_never_called(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A discovery document may not send us elsewhere (no forged requests of ours)."""
    issuer = "https://sign-in.example"
    called: list[str] = []

    class Elsewhere(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            called.append(str(request.url))
            document = {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/auth",
                "token_endpoint": "http://169.254.169.254/latest/meta-data",
                "jwks_uri": f"{issuer}/jwks",
            }
            return httpx.Response(200, json=document)

    made = opening(sign_in_issuer=issuer, sign_in_client="relief")
    asked = made.service.sign_in.provider
    assert asked is not None
    monkeypatch.setattr(asked, "_http", httpx.Client(transport=Elsewhere()))
    assert told(made.http.get("/v1/sign-in/provider"))[0] == 503
    assert called == [f"{issuer}/.well-known/openid-configuration"]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(302, headers={"Location": "http://169.254.169.254/"}),
        httpx.Response(500, text="x"),
        httpx.Response(200, text="[]"),
        httpx.Response(200, content=b"x" * (rules.LARGEST_ANSWER + 1)),
    ],
    ids=["redirect", "fault", "no object", "too long"],
)
@ONE_STORE
def test_what_is_no_answer_is_none(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, answer: httpx.Response
) -> None:
    """Redirects are not followed, and nothing is read without end."""
    made = opening(sign_in_issuer="https://sign-in.example", sign_in_client="relief")
    asked = made.service.sign_in.provider
    assert asked is not None
    transport = httpx.MockTransport(lambda request: answer)
    monkeypatch.setattr(asked, "_http", httpx.Client(transport=transport))
    refused = told(made.http.get("/v1/sign-in/provider"))
    assert refused == (503, ["sign-in-provider-unavailable"])
