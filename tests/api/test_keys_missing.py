"""A key that is missing while the service runs: 503 with a code and a sentence, wherever a value opens."""

from asyncio import Runner
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapters.keys.keys import MasterKey
from adapters.keys.ring import Ring
from domain.case.authority import Officer, Post
from tests.api.asked import CHOICES, LISTS, body, operations
from tests.api.conftest import Api, codes
from tests.api.posts import TOWNSHIPS
from tests.api.words import application
from tests.api.world import World
from tests.case.words import MONDAY
from tests.support.enrolling import enrol
from tests.support.offices import at

TOWNSHIP = TOWNSHIPS[0]
TOWNSHIP_HANDS = Officer("th", frozenset({Post.CASEWORKER, Post.TOWNSHIP_LEADER}), TOWNSHIP)
COUNTY_HANDS = Officer(
    "ch", frozenset({Post.COUNTY_CHECKER, Post.APPROVER, Post.FINANCE}), TOWNSHIP[:6]
)
HOUSE = Officer("hh", frozenset({Post.AUDIT_ADMIN, Post.SECURITY_ADMIN}), "5401")

OPENING = {"Case", "CaseHistory", "RevealCase", "RevealLead", "Document", "SubmitApplication"}
"""Routes that open or seal values in the world below: each must have been refused for the key."""


def file_gone(api: Api) -> None:
    """The key file is no longer there."""
    api.service.settings.master_key.unlink()


def other_file(api: Api) -> None:
    """Another installation's key lies in its place."""
    rewrite(api, bytes(range(32)))


def half_a_file(api: Api) -> None:
    """Half of the key file is there."""
    rewrite(api, api.service.settings.master_key.read_bytes()[:16])


def open_to_others(api: Api) -> None:
    """Everybody may read it."""
    api.service.settings.master_key.chmod(0o644)


def key_not_in_ring(api: Api) -> None:
    """The ring lacks the key that persons are wrapped under."""
    ring = Ring.decode(api.service.settings.master_key.read_bytes()).with_key(bytes(range(32)))
    fresh = next(id for id in ring.keys if id != ring.now)
    rewrite(api, ring.using(fresh).without(ring.now).encode())


def nobody_known(api: Api) -> None:
    """The store knows no person any more."""
    api.service.sealer._lookup = lambda ids: {}


Break = Callable[[Api], None]
BREAKS = (file_gone, other_file, half_a_file, open_to_others, key_not_in_ring, nobody_known)

STILL: dict[Break, set[str]] = {
    key_not_in_ring: {"SubmitApplication"},
    nobody_known: {"SubmitApplication"},
}
"""What goes on: persons nobody knew yet are given keys of their own, under the key that is there."""


def rewrite(api: Api, content: bytes) -> None:
    """Another content in the key file, with another time stamp for certain."""
    path: Path = api.service.settings.master_key
    path.unlink()
    path.write_bytes(content)
    path.chmod(0o600)


@pytest.fixture
def world(api: Api) -> Iterator[World]:
    """A case on the board, an approved one, a lead; nothing of them in memory."""
    api.clock.set(at(MONDAY))
    with Runner() as loop:
        made = World(api, loop)
        made.settle(TOWNSHIP)
        yield made


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.__name__)
def test_every_route_says_that_the_key_is_missing(world: World, broken: Break) -> None:
    """No route answers 500; those that open or seal values answer 503 and how to go on."""
    api = world.api
    document = api.app.openapi()
    api.service.sealer._ciphers.clear()
    broken(api)
    refused = set()
    for one in operations(document):
        named = {
            **world.numbers[TOWNSHIP],
            "code": TOWNSHIP,
            "law": "lhasa-2018-202",
            "county": TOWNSHIP[:6],
            "officer": "cw",
        }
        query = {name: TOWNSHIP for name in LISTS.get(one.id, ()) if name not in one.names}
        said = words(one.id, body(one.said, document))
        for officer in (TOWNSHIP_HANDS, COUNTY_HANDS, HOUSE):
            answer = world.ask(officer, one, {**named, **CHOICES}, query, said)
            assert answer.status_code != 500, (one.id, answer.text)
            if answer.status_code == 503 and one.id != "Readiness":
                assert codes(answer) == ["keys-unavailable"], one.id
                assert "密钥" in answer.json()["detail"] and answer.headers["retry-after"]
                refused.add(one.id)
    assert OPENING - refused <= STILL.get(broken, set())


def words(id: str, plain: object) -> object:
    """Right words for those that do something with values."""
    match id:
        case "SubmitApplication":
            return application(serial=77, township=TOWNSHIP)
        case "RevealCase" | "RevealLead":
            return {"reason": "identity-check", "fields": ["name", "whereabouts"]}
        case _:
            return plain


def test_a_password_is_not_called_wrong_where_its_key_is_missing(api: Api) -> None:
    """The second factor of the local list cannot be opened: nobody is told to have mistyped."""
    api.service.sign_in.local = True
    enrol(api.service.sign_in, "zhang.san", "geheimes Wort")
    file_gone(api)
    words = {"officer": "zhang.san", "password": "geheimes Wort", "code": "123456"}
    answer = api.http.post("/v1/sign-in/local", json=words)
    assert (answer.status_code, codes(answer)) == (503, ["keys-unavailable"])


def test_a_server_that_still_wraps_under_a_retired_key_is_not_called_busy(api: Api) -> None:
    """It would wrap under the same key again, however often it is tried: the key is named."""
    first = MasterKey.load(api.service.settings.master_key).keys.current()
    store = api.service.journal.store
    store._transact(lambda run: run("INSERT INTO retired_master_keys VALUES (?)", (first,)))
    head = api.service.head()
    answer = api.post(TOWNSHIP_HANDS, "/v1/cases", application(serial=78, township=TOWNSHIP))
    assert (answer.status_code, codes(answer)) == (503, ["keys-unavailable"])
    assert api.service.head() == head
