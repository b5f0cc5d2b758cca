"""The local list: password and one-time code, each wrong one slower, nobody told who exists."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest

from adapters.identity.door import Door
from adapters.identity.knocking import Knock
from adapters.identity.passwords import STEP_SECONDS, UnfitPassword
from adapters.identity.tokens import issue
from adapters.keys.files import FileKeys
from domain.case.authority import SYSTEM, Post
from domain.case.authority import Officer as Person
from domain.registers.officers import commands as c
from domain.registers.officers.facts import Credential
from relief.api import cookies
from relief.cli import main
from relief.people.signing import FREE_FAILURES, LONGEST_WAIT_SECONDS, waiting
from relief.tools.keys import retire, rotate
from relief.tools.output import Output
from relief.tools.serve import loudly
from tests.api.conftest import codes
from tests.identity.conftest import SECURITY, WORKER, Opening, Signing
from tests.support.enrolling import enrol, secret
from tests.support.offices import all_at_once

pytestmark = [pytest.mark.day, pytest.mark.slow]

PASSWORD = "correct horse battery"
FAILED = (401, ["sign-in-failed"])

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Officer:
    """Somebody on the local list, with their authenticator."""

    def __init__(self, signing: Signing, id: str = WORKER) -> None:
        self.signing, self.id = signing, id
        self.address = enrol(signing.service.sign_in, id, PASSWORD)
        self.codes = pyotp.TOTP(secret(self.address))

    def code(self) -> str:
        """What the authenticator shows now."""
        return self.codes.at(int(self.signing.clock.now().timestamp()))

    def later(self) -> str:
        """A code no earlier one stands in the way of."""
        self.signing.clock.later += timedelta(seconds=2 * STEP_SECONDS + 10)
        return self.code()

    def change(self, what: str, **words: str) -> httpx.Response:
        """Change something of one's own, by the right factors unless other ones are named."""
        body = {"password": PASSWORD, **words}
        if "code" not in body:
            body["code"] = self.later()
        return self.signing.http.post(f"/v1/session/{what}", json=body)

    def sign_in(self, password: str = PASSWORD, code: str | None = None) -> httpx.Response:
        """With these, or the right ones."""
        body = {"officer": self.id, "password": password, "code": code or self.code()}
        return self.signing.http.post("/v1/sign-in/local", json=body)


@pytest.fixture
def signing(opening: Opening) -> Signing:
    """An appointed caseworker on the local list."""
    made = opening(sign_in_local=True)
    made.clock.still = made.clock.now()
    made.appoint()
    return made


@pytest.fixture
def officer(signing: Signing) -> Officer:
    """The caseworker, enrolled, the credentials on record."""
    return enrolled(signing)


def enrolled(signing: Signing) -> Officer:
    """The caseworker on the local list, the credentials on record."""
    made = Officer(signing)
    for one in Credential:
        signing.record(c.RecordCredential(case=WORKER, credential=one, present=True), SYSTEM)
    return made


def told(answer: httpx.Response) -> tuple[int, list[str]]:
    """Status and codes."""
    return answer.status_code, codes(answer)


def test_password_and_code_open_a_session(officer: Officer) -> None:
    """Both factors, and the officer of the register."""
    answer = officer.sign_in()
    assert answer.status_code == 200, answer.text
    assert answer.json()["officer"] == WORKER
    assert officer.signing.http.get("/v1/session").json()["posts"] == ["caseworker"]
    assert "HttpOnly" in answer.headers["set-cookie"]


def test_a_code_is_used_once(officer: Officer) -> None:
    """Nor is any earlier one good afterwards; the next one is."""
    code = officer.code()
    assert officer.sign_in(code=code).status_code == 200
    assert told(officer.sign_in(code=code)) == FAILED
    before = officer.codes.at(int(officer.signing.clock.now().timestamp()) - STEP_SECONDS)
    assert told(officer.sign_in(code=before)) == FAILED
    officer.signing.clock.later = timedelta(seconds=2 * STEP_SECONDS + 10)
    assert officer.sign_in().status_code == 200


@ONE_STORE
def test_neither_factor_is_enough(officer: Officer) -> None:
    """A wrong password with the right code, the right password with a wrong or old code."""
    assert told(officer.sign_in(password="wrong horse battery")) == FAILED
    old = officer.codes.at(int(officer.signing.clock.now().timestamp()) - 10 * STEP_SECONDS)
    assert told(officer.sign_in(code=old)) == FAILED


def test_an_officer_changes_their_own_password(officer: Officer) -> None:
    """By both factors of now; every other session ends, this one goes on, and it is on record."""
    http, fresh = officer.signing.http, "wrong zebra battery"
    assert officer.sign_in().status_code == 200
    stolen = {"Cookie": f"{cookies.SESSION}={http.cookies[cookies.SESSION]}"}
    assert officer.sign_in(code=officer.later()).status_code == 200
    code = officer.later()
    short = officer.change("password", code=code, new_password="short")
    assert told(short) == (422, ["field-invalid"]) and "12至256" in short.text
    wrong = officer.change("password", code=code, password=fresh, new_password=fresh)
    assert told(wrong) == (403, ["credentials-wrong"])
    assert officer.change("password", code=code, new_password=fresh).json() == {"changed": True}
    again = officer.change("password", code=code, password=fresh, new_password=PASSWORD)
    assert told(again) == (403, ["credentials-wrong"])
    assert http.get("/v1/session").status_code == 200
    http.cookies.clear()
    assert told(http.get("/v1/session", headers=stolen)) == (401, ["unauthenticated"])
    assert told(officer.sign_in(code=officer.later())) == FAILED
    assert officer.sign_in(password=fresh).status_code == 200
    events = [one.entry.event for one in officer.signing.service.sign_in.door.log.page(20)]
    assert events[:5] == ["signed in", "refused", "refused", "password changed", "refused"]
    assert fresh not in officer.signing.log.getvalue()


def test_a_new_authenticator_is_taken_up_by_a_code_of_its_own(officer: Officer) -> None:
    """Offered, then taken up with both old factors; whoever cannot show its code keeps the old one."""
    sign_in = officer.signing.service.sign_in
    assert officer.sign_in().status_code == 200
    offered = officer.signing.http.post("/v1/session/second-factor/offer", json={}).json()
    (secret,) = parse_qs(urlsplit(offered["address"]).query)["secret"]
    new, old, code = pyotp.TOTP(secret), officer.codes, officer.later()
    shown = new.at(int(officer.signing.clock.now().timestamp()))
    words = {"code": code, "offer": offered["offer"], "new_code": shown}
    others = sign_in.passwords.offer("another").sealed
    for wrong in ({"new_code": code}, {"offer": others}, {"offer": "x"}):
        answer = officer.change("second-factor", **(words | wrong))
        assert told(answer) == (422, ["field-invalid"]) and "new_code" in answer.text
    assert officer.change("second-factor", **words).json() == {"changed": True}
    assert officer.signing.http.get("/v1/session").status_code == 200
    assert told(officer.sign_in(code=officer.later())) == FAILED
    officer.codes = new
    assert officer.sign_in().status_code == 200
    assert old.secret != secret and secret not in officer.signing.log.getvalue()
    assert "second factor changed" in [one.entry.event for one in sign_in.door.log.page(20)]


@ONE_STORE
def test_a_session_is_no_place_to_guess_a_password(officer: Officer) -> None:
    """Wrong factors count like those at the door, and make both wait."""
    assert officer.sign_in().status_code == 200
    for _ in range(FREE_FAILURES):
        wrong = officer.change("password", password="x" * 12, new_password="y" * 12)
        assert told(wrong) == (403, ["credentials-wrong"])
    closed = officer.change("password", code=officer.code(), new_password="y" * 12)
    assert told(closed) == (429, ["too-many-requests"])
    assert told(officer.sign_in()) == (429, ["too-many-requests"])


def test_nobody_learns_who_is_on_the_list(officer: Officer) -> None:
    """A stranger is answered, and made to wait, byte for byte like somebody with a wrong password."""
    stranger = Officer.__new__(Officer)
    stranger.signing, stranger.id, stranger.codes = officer.signing, "nobody.here", officer.codes
    seen = []
    for one in (officer, stranger):
        answers = [one.sign_in(password="wrong horse battery") for _ in range(FREE_FAILURES + 1)]
        for answer in answers:
            answer.headers.pop("x-request-id")
        seen.append(
            [
                (a.status_code, [e | {} for e in a.json()["errors"]], dict(a.headers))
                for a in answers
            ]
        )
    assert seen[0] == seen[1]
    assert seen[0][-1][0] == 429


def test_failures_make_the_next_attempt_wait_longer_and_are_kept(officer: Officer) -> None:
    """Right or wrong: while the door is closed nothing is looked at; a restart opens it no sooner."""
    for _ in range(FREE_FAILURES):
        assert told(officer.sign_in(password="wrong horse battery")) == FAILED
    closed = officer.sign_in()
    assert told(closed) == (429, ["too-many-requests"])
    assert int(closed.headers["retry-after"]) >= 1
    door = officer.signing.service.sign_in.door
    again = Door(officer.signing.service.settings.database)
    knock = officer.signing.service.sign_in._knock(WORKER, "testclient", None)
    now = officer.signing.clock.now().timestamp()
    assert again.attempt(knock, now, waiting) > 0
    again.close()
    officer.signing.clock.later += timedelta(seconds=waiting(FREE_FAILURES) + 1)
    assert officer.sign_in().status_code == 200
    events = [(one.entry.officer, one.entry.event) for one in door.log.page(10)]
    assert events == [
        (WORKER, "signed in"),
        (WORKER, "made to wait"),
        *[(WORKER, "refused")] * FREE_FAILURES,
    ]


def test_the_wait_doubles_and_has_an_end() -> None:
    """Slow enough for guessing to be hopeless, short enough not to lock anybody out for a day."""
    waits = [waiting(n) for n in range(1, 40)]
    assert waits[: FREE_FAILURES - 1] == [0.0] * (FREE_FAILURES - 1)
    slow = waits[FREE_FAILURES - 1 :]
    assert slow[:4] == [2.0, 4.0, 8.0, 16.0]
    assert slow == sorted(slow) and slow[-1] == LONGEST_WAIT_SECONDS


def test_guesses_made_at_the_same_moment_are_counted_one_by_one(signing: Signing) -> None:
    """Twenty at once get no more tries than twenty one after the other."""
    door = signing.service.sign_in.door
    results = all_at_once([lambda: door.attempt(Knock("pair"), 1000.0, waiting)] * 20)
    assert sum(wait == 0 for wait in results) == FREE_FAILURES


@ONE_STORE
def test_new_credentials_and_none_end_the_sessions_of_the_old(officer: Officer) -> None:
    """Whoever stole a session loses it when the password changes."""
    assert officer.sign_in().status_code == 200
    Officer(officer.signing)
    assert told(officer.signing.http.get("/v1/session")) == (401, ["unauthenticated"])


@ONE_STORE
def test_the_local_list_is_closed_where_it_was_not_chosen(opening: Opening) -> None:
    """A password opens nothing where officers sign in elsewhere."""
    made = opening()
    made.appoint()
    assert told(Officer(made).sign_in()) == FAILED
    ways = made.http.get("/v1/sign-in").json()
    assert ways == {"provider": False, "local": False, "development": False}


@ONE_STORE
def test_a_development_token_opens_nothing_in_production(signing: Signing) -> None:
    """Not even a well-signed one."""
    signed = issue(
        signing.service.settings.token_key, SECURITY, signing.clock.now(), timedelta(hours=1)
    )
    assert told(signing.bearing(signed)) == (401, ["unauthenticated"])
    assert signing.http.get("/v1/version").json()["development"] is False


def test_secrets_are_sealed_or_hashed_and_never_in_the_history(officer: Officer) -> None:
    """Neither password nor seed stands in any table; a seed moved to another officer opens nothing."""
    door = officer.signing.service.sign_in.door
    held = door.credential(WORKER)
    assert held is not None
    assert held.password.startswith("$argon2id$")
    seed = officer.codes.secret
    assert PASSWORD not in str(held) and seed not in str(held)
    store = officer.signing.service.journal
    facts = [str(recorded.fact) for recorded in store.read(("officers",))["officers"]]
    assert any("CredentialChanged" in fact for fact in facts)
    assert not any(PASSWORD in fact or seed in fact or held.password in fact for fact in facts)
    officer.sign_in()
    assert PASSWORD not in officer.signing.log.getvalue()
    door.keep(replace(held, officer="another"))
    with pytest.raises(Exception, match="fit"):
        officer.signing.service.sign_in.passwords.right("another", PASSWORD, "000000", 0.0)


@ONE_STORE
def test_second_factors_follow_the_master_key(officer: Officer) -> None:
    """After a rotation the same code still counts, and the old key can go only then."""
    service = officer.signing.service
    file, door = service.master.keys, service.sign_in.door
    assert isinstance(file, FileKeys)
    old = file.current()
    administrator = c.AppointAdministrator(
        case=SECURITY.id,
        number="任安1",
        post=Post.SECURITY_ADMIN,
        division="5401",
        valid_from=date(2020, 1, 1),
        document="任用通知",
    )
    officer.signing.record(administrator, Person("city", frozenset({Post.CITY_OFFICER}), "5401"))
    assert door.sealed_under(old, True) == 1
    assert rotate(service, SECURITY.id, Output()) == 0
    assert file.current() != old
    assert door.sealed_under(old, True) == 0
    assert door.sealed_otherwise(file.current()) == []
    assert retire(service, old, SECURITY.id, Output()) == 0
    assert officer.sign_in().status_code == 200


@ONE_STORE
def test_who_keeps_officers_reads_the_register_and_the_log(officer: Officer) -> None:
    """The security administrator does, a caseworker does not; pages follow each other."""
    officer.sign_in()
    for path in ("/v1/officers", "/v1/sign-ins"):
        assert told(officer.signing.http.get(path)) == (403, ["post-not-competent"])
    signing = officer.signing
    signing.appoint("keeper", Post.CITY_OFFICER, division="5401")
    keeper = Officer(signing, "keeper")
    for one in Credential:
        signing.record(c.RecordCredential(case="keeper", credential=one, present=True), SYSTEM)
    assert keeper.sign_in().status_code == 200
    first = signing.http.get("/v1/officers", params={"limit": 1}).json()
    assert [one["officer"] for one in first["items"]] == ["keeper"]
    assert first["items"][0]["kin"] is None
    rest = signing.http.get("/v1/officers", params={"cursor": first["next"]}).json()
    assert [one["officer"] for one in rest["items"]] == [WORKER]
    assert rest["items"][0]["credentials"] == ["password", "second-factor"]
    assert rest["next"] is None
    assert told(signing.http.get("/v1/sign-ins")) == (403, ["post-not-competent"])


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The command line on a fresh installation."""
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/relief.key")
    monkeypatch.setenv("RELIEF_TOKEN_KEY", f"{tmp_path}/tokens.key")
    yield monkeypatch


def test_the_first_administrator_is_appointed_once_and_invited(
    machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the machine, while nobody could appoint one; neither factor is asked for or shown there."""
    assert main(["install"]) == 0
    assert main(["officers", "first", "zhang.san", "--issuer", "https://i.example"]) == 2
    assert main(["officers", "first", "zhang.san"]) == 0
    assert main(["officers", "first", "li.si"]) == 1
    assert "已有安全管理员" in capsys.readouterr().err
    assert main(["officers", "invite", "zhang.san"]) == 0
    said = capsys.readouterr().out
    assert "72小时" in said and "otpauth" not in said and len(said.split()[-1]) == 32
    assert main(["officers", "invite", "nobody"]) == 1
    assert main(["officers", "remove-password", "zhang.san"]) == 0
    assert main(["officers", "remove-password", "zhang.san"]) == 1


def test_development_tokens_are_signed_in_development_only(
    machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Production has no use for them."""
    words = ["token", "zhang.san", "540121200", "caseworker"]
    assert main(words) == 1
    assert "RELIEF_DEVELOPMENT" in capsys.readouterr().err
    machine.setenv("RELIEF_DEVELOPMENT", "yes")
    assert main(words) == 0


@ONE_STORE
def test_a_password_is_neither_short_nor_endless(signing: Signing) -> None:
    """Twelve characters at least; nobody makes us hash a book."""
    for password in ("x" * 11, "x" * 257):
        with pytest.raises(UnfitPassword):
            signing.service.sign_in.passwords.hashed(password)


@ONE_STORE
def test_development_says_so_on_every_start(
    opening: Opening, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, in the log, and to whoever asks how to sign in."""
    made = opening(development=True)
    loudly(made.service.settings)
    assert "开发模式" in capsys.readouterr().err
    assert "development tokens are accepted" in made.log.getvalue()
    assert made.http.get("/v1/sign-in").json()["development"] is True
    assert made.http.get("/v1/version").json()["development"] is True
    assert cookies.SESSION.startswith("__Host-")
