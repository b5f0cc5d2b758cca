"""Index keys of years: what is told equal under one, and that it goes for good with its fact."""

import string
from collections.abc import Iterator

import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from adapters.keys.keys import MasterKey, WrongKey
from adapters.keys.years import (
    HEX_DIGITS,
    YearKey,
    YearKeys,
    check_value,
    new_year_key,
    row_id,
    unwrapped,
)
from adapters.store.engines import sqlite_engine
from adapters.store.factory import install_store, open_recorder, store_engine
from adapters.store.recorder import EventRecorder
from domain.case.indexed import FIELDS, HINTING, Indexed, Meeting, NotIndexed, meeting
from domain.ground.facts import FACTS
from domain.ground.history import IndexKeyGone, PersonRow
from domain.ground.indexes import NORMAL, IndexKind
from domain.ground.people import Private
from tests.support.histories import History, kept_history
from tests.support.postgres import role_url

MASTER = MasterKey(bytes(range(32)))
KEY = YearKey(2026, bytes(32))
WIDE = str.maketrans(string.digits, "０１２３４５６７８９")
TIBETAN = str.maketrans(string.digits, "༠༡༢༣༤༥༦༧༨༩")
NUMBERS = st.text(string.digits, min_size=7, max_size=19)
SPACES = st.lists(st.sampled_from(["", " ", "-", "　", "\u200b"]), min_size=20, max_size=20)
FACT = b'{"fact":{"year":2026}}'


@given(NUMBERS, NUMBERS, SPACES, st.sampled_from([None, WIDE, TIBETAN]))
def test_numbers_are_equal_under_a_key_where_they_are_equal_in_digits(
    one: str, other: str, spaces: list[str], script: dict[int, int] | None
) -> None:
    """However they are written; and no two others are."""
    written = "".join(a + b for a, b in zip(one, spaces, strict=False))
    written = written if script is None else written.translate(script)
    for kind in (IndexKind.ACCOUNT, IndexKind.TELEPHONE):
        index = KEY.index(kind, "x", written)
        assert index == KEY.index(kind, "x", one)
        equal = NORMAL[kind](one) == NORMAL[kind](other)
        assert (KEY.index(kind, "x", other) == index) is equal
        assert one not in repr(index) and len(index.value) == HEX_DIGITS


@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_are_equal_under_a_key_where_they_say_the_same(one: str, other: str) -> None:
    """Names and findings: width, blanks, punctuation and letter case count for nothing."""
    for kind in (IndexKind.AGENT, IndexKind.WITNESS, IndexKind.FINDINGS, IndexKind.ADDRESS):
        equal = NORMAL[kind](one) == NORMAL[kind](other)
        assert (KEY.index(kind, "x", one) == KEY.index(kind, "x", other)) is equal
        assert KEY.index(kind, "x", f" {one}。\n") == KEY.index(kind, "x", one)
        assert (KEY.index(kind, "x", one).value == "") is (NORMAL[kind](one) == "")


def test_equal_values_of_two_kinds_years_or_installations_never_meet() -> None:
    """One number, as account and as telephone, in two years, under two keys: all different."""
    number = "1380000000012"
    values = {
        key.index(kind, "x", number).value
        for key in (KEY, YearKey(2026, bytes(range(32))), YearKey(2027, bytes([7] * 32)))
        for kind in (IndexKind.ACCOUNT, IndexKind.TELEPHONE, IndexKind.FINDINGS)
    }
    assert len(values) == 9


@pytest.mark.parametrize(
    ("one", "other"),
    [("+86 138-0000-0000", "13800000000"), ("0086138 0000 0000", "１３８００００００００")],
)
def test_a_mobile_number_is_the_same_with_and_without_the_countrys_code(
    one: str, other: str
) -> None:
    """As it is dialled at home; another number that begins with 86 stays what it is."""
    index = KEY.index(IndexKind.TELEPHONE, "x", one)
    assert index == KEY.index(IndexKind.TELEPHONE, "x", other)
    assert NORMAL[IndexKind.TELEPHONE]("8630000") == "8630000"


def test_two_values_meet_under_a_year_they_share_or_nobody_can_tell() -> None:
    """Same, apart, or unknown: no index, no common year. What says nothing meets nothing."""

    def told(**by_year: str) -> Indexed:
        return Indexed(IndexKind.ACCOUNT, {int(y[1:]): value for y, value in by_year.items()})

    assert meeting(told(y2026="a"), told(y2026="a", y2025="b")) is Meeting.SAME
    assert meeting(told(y2026="a"), told(y2026="b")) is Meeting.APART
    assert meeting(told(y2026="a"), told(y2028="a")) is Meeting.UNKNOWN
    assert meeting(told(y2026=""), told(y2026="")) is Meeting.APART
    assert meeting(NotIndexed(IndexKind.ACCOUNT), told(y2026="a")) is Meeting.UNKNOWN
    assert meeting(NotIndexed(IndexKind.AGENT), told(y2026="a")) is Meeting.APART


NOT_INDEXED = {
    "messages-agreed.phone": "where messages go, and not what the family is reached by elsewhere",
    "officer-named.phone": "an officer's, for colleagues: no family is reached by it",
    "complaint-answered.findings": "an answer to a complaint, not the record of a visit",
    "household-parted.findings": "what an officer concluded from papers, not the record of a visit",
    "likeness-judged.findings": "what an officer concluded from papers, not the record of a visit",
    "household-joined.findings": "what an officer concluded from papers, not the record of a visit",
    "name-judged.findings": "what an officer concluded from papers, not the record of a visit",
    "death-judged.findings": "what an officer concluded from papers, not the record of a visit",
    "doubt-resolved.findings": "what a caseworker concluded from papers, not the record of a visit",
    "objection-resolved.findings": "an answer to an objection, not the record of a visit",
    "member-died.guardian.phone": "a guardian of orphans, of whom no account is held against others",
    "home-visited.helpers.name": "known again by a random identifier already",
    "county-verified.helpers.name": "known again by a random identifier already",
}
"""Values of the kinds that are indexed, and why these are not."""
NAMED = (
    *("account.number", "phone", "contact.address"),
    *("agent.name", "witness", "findings", "helpers.name"),
)


def test_every_account_telephone_agent_witness_and_finding_of_a_fact_is_indexed() -> None:
    """A new fact that holds one is indexed, or it is listed with its reason."""
    found = {
        path
        for kind in FACTS.values()
        if kind.__module__.startswith("domain.")
        for path in private_paths(kind)
        if path.endswith(NAMED)
    }
    every = [(kind, path) for table in (FIELDS, HINTING) for kind in table for path in table[kind]]
    indexed = {f"{kind.NAME}.{path}" for kind, path in every}
    assert found == indexed | set(NOT_INDEXED)
    assert all("indexes" in kind.__dataclass_fields__ for kind, _ in every)  # type: ignore[attr-defined]


def private_paths(kind: type) -> Iterator[str]:
    """Where private text stands in a fact, items of lists without their number."""
    from domain.ground.shapes import shape_of

    seen: list[str] = []
    hints = Hints()
    hints.of(kind, kind.NAME, seen)  # type: ignore[attr-defined]
    assert bool(seen) == (shape_of(kind).walk is not None)
    yield from seen


class Hints:
    """Walks the types of a fact."""

    def of(self, hint: object, path: str, seen: list[str]) -> None:
        """Note each private text."""
        import typing
        from dataclasses import fields, is_dataclass

        if hint is Private:
            seen.append(path)
        elif isinstance(hint, type) and is_dataclass(hint):
            named = typing.get_type_hints(hint)
            for one in fields(hint):
                self.of(named[one.name], f"{path}.{one.name}", seen)
        else:
            for part in typing.get_args(hint):
                self.of(part, path, seen)


@pytest.fixture
def row(recorder: EventRecorder) -> PersonRow:
    """The key of 2026, stored."""
    made, _ = new_year_key(MASTER, 2026)
    recorder.insert_events([], people=[made])
    return made


def test_a_years_key_opens_for_its_year_and_by_its_check_value(
    recorder: EventRecorder, row: PersonRow
) -> None:
    """Looked up once; no other row opens it, and another key has another check value."""
    keys = YearKeys(MASTER, recorder.people_by_id)
    index = keys.of(2026)
    assert index is not None and keys.of(2025) is None
    assert YearKeys(MASTER, recorder.people_by_id).of(2026) is not index
    assert keys.of(2026) is index and "2026" in repr(index)
    secret = unwrapped(MASTER, row)
    assert check_value(secret) != check_value(bytes(32)) and secret.hex() not in check_value(secret)
    with pytest.raises(WrongKey):
        unwrapped(MASTER, PersonRow(row_id(2025), row_id(2025), row.wrapped_key))


def test_the_fact_destroys_the_key_and_nothing_else_does(
    database: URL, recorder: EventRecorder, row: PersonRow
) -> None:
    """Emptied in the same transaction, by a fact of the keys' own stream and of that very year."""
    sqlite = database.get_backend_name() == "sqlite"
    engine = sqlite_engine(database) if sqlite else store_engine(database)
    empty = text("UPDATE people SET wrapped_key = '' WHERE person_id = 'index-2026'")
    for stream, version, fact in (("keys", 1, b'{"fact":{"year":2025}}'), ("case-1", 1, FACT)):
        recorder.insert_events([StoredEvent(stream, version, "index-key-destroyed/1", fact)])
        with engine.connect() as connection, pytest.raises(DBAPIError, match="destroyed"):
            connection.execute(empty)
        assert recorder.people_by_id(["index-2026"])["index-2026"] == row
    keys = YearKeys(MASTER, recorder.people_by_id)
    held = keys.of(2026)
    recorder.insert_events([StoredEvent("keys", 2, "index-key-destroyed/1", FACT)])
    assert recorder.people_by_id(["index-2026"])["index-2026"].wrapped_key == ""
    assert keys.of(2026) is held
    keys.forget()
    with pytest.raises(IndexKeyGone):
        keys.of(2026)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="destroyed"):
        connection.execute(text("UPDATE people SET wrapped_key = 'again'"))
    engine.dispose()


def test_the_lesser_role_destroys_a_years_key_by_its_fact(postgres_url: URL) -> None:
    """It may append the fact; the database empties the key."""
    made, _ = new_year_key(MASTER, 2026)
    with role_url(postgres_url) as (role, lesser):
        install_store(postgres_url, role)
        ours = open_recorder(lesser)
        try:
            ours.insert_events([], people=[made])
            ours.insert_events([StoredEvent("keys", 1, "index-key-destroyed/1", FACT)])
            assert ours.people_by_id(["index-2026"])["index-2026"].wrapped_key == ""
        finally:
            ours.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_history_of_an_earlier_release_learns_to_lose_a_years_key(
    kind: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    """Installing puts the newer guards in the place of the older ones."""
    server = request.getfixturevalue("postgres") if kind == "postgresql" else None
    with kept_history(tmp_path_factory.mktemp("kept"), server) as history:
        assert loses(history)


def loses(history: History) -> bool:
    """Whether a year's key goes by its fact, once installed anew."""
    install_store(history.database)
    made, _ = new_year_key(MASTER, 2026)
    recorder = open_recorder(history.database)
    try:
        recorder.insert_events([], people=[made])
        version = max((s.originator_version for s in recorder.select_events("keys")), default=0)
        fact = StoredEvent("keys", version + 1, "index-key-destroyed/1", FACT)
        recorder.insert_events([fact])
        return recorder.people_by_id(["index-2026"])["index-2026"].wrapped_key == ""
    finally:
        recorder.close()
