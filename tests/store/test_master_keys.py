"""Master keys change while everything goes on: nothing is rewritten, nothing lost, nothing kept."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from adapters.identity.tokens import token_key
from adapters.keys.boxes import WrongKey, open_bytes, seal_bytes
from adapters.keys.files import FileKeys, create
from adapters.keys.keys import MasterKey
from adapters.keys.ring import KeysNotReplaced, MasterKeyMissing, Ring, UnsafeMasterKey
from adapters.keys.sealer import KeySealer
from adapters.store.engines import sqlite_engine
from adapters.store.errors import MasterKeyRetired
from adapters.store.factory import install_store, open_recorder, store_engine
from adapters.store.recorder import EventRecorder
from domain.ground.history import PersonRow
from domain.ground.people import PersonId, Private
from domain.registers.keys.facts import KeyCheck
from tests.store.test_mapper import SECRET
from tests.support.postgres import role_url

RAW = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A key file as the first edition wrote it: 32 bytes."""
    file = tmp_path / "relief.key"
    file.write_bytes(RAW)
    file.chmod(0o600)
    return file


def old_row(name: str) -> PersonRow:
    """A person as the first edition stored one: no key id before the box."""
    person = MasterKey(RAW).new_person(name)
    return PersonRow(person.person_id, person.blind_index, person.wrapped_key.partition(":")[2])


def test_what_the_first_edition_wrote_still_opens(path: Path) -> None:
    """Wrapped keys without an id belong to the first key; indexes are what they were."""
    person = old_row("1")
    now = MasterKey.load(path)
    assert len(now.unwrap(person.person_id, person.wrapped_key)) == 32
    assert now.blind_index("1") == MasterKey(RAW).blind_index("1") == person.blind_index


def test_indexes_and_digests_outlive_every_master_key(path: Path) -> None:
    """The first key can go: what was indexed is found, what was digested is told apart."""
    before = MasterKey.load(path)
    index, digest = before.blind_index("1"), before.digest(b"x")
    keys = FileKeys(path)
    first, second = keys.current(), keys.add()
    assert keys.current() == first
    keys.use(second)
    keys.remove(first)
    after = MasterKey.load(path)
    assert (after.blind_index("1"), after.digest(b"x")) == (index, digest)
    assert RAW not in path.read_bytes() and path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(MasterKeyMissing):
        after.unwrap("p", old_row("1").wrapped_key)


def test_a_running_server_notices_a_new_key_in_the_file(path: Path) -> None:
    """New persons are wrapped under it, and what another process wrapped under it opens."""
    server, tool = MasterKey.load(path), FileKeys(path)
    tool.use(tool.add())
    person = MasterKey(tool).new_person("2")
    assert person.wrapped_key.startswith(tool.current())
    assert len(server.unwrap(person.person_id, person.wrapped_key)) == 32
    assert server.new_person("3").wrapped_key.startswith(tool.current())


def test_the_current_key_cannot_be_removed_and_a_broken_file_is_refused(path: Path) -> None:
    """Nor may others read it, whenever that changed."""
    keys = FileKeys(path)
    with pytest.raises(ValueError, match="current"):
        keys.remove(keys.current())
    with pytest.raises(MasterKeyMissing):
        keys.use("0" * 16)
    path.chmod(0o644)
    with pytest.raises(UnsafeMasterKey):
        keys.current()
    for broken in (
        b"",
        RAW[:31],
        b"{}",
        b'{"form": "relief-master-keys/1", "keys": {}}',
        RAW + b"x",
    ):
        with pytest.raises(UnsafeMasterKey):
            Ring.decode(broken)


@pytest.fixture
def persons(recorder: EventRecorder) -> list[PersonRow]:
    """Twelve persons of the first edition."""
    rows = [old_row(str(n)) for n in range(12)]
    recorder.insert_events([], people=rows)
    return rows


def test_persons_are_wrapped_anew_and_what_was_sealed_still_opens(
    path: Path, recorder: EventRecorder, persons: list[PersonRow]
) -> None:
    """Page by page, and again without harm; a sealer with an old memory reads on."""
    master = MasterKey.load(path)
    sealer = KeySealer(master, recorder.people_by_id)
    about = PersonId(persons[0].person_id)
    sealed = sealer.seal(Private(about, SECRET), "case-1", 1, "name")
    keys = FileKeys(path)
    first = keys.current()
    keys.use(keys.add())
    for _ in range(2):
        after = ""
        while page := recorder.wrapped_otherwise(keys.current(), after, 5):
            recorder.rewrap([(one, master.rewrapped(one)) for one in page])
            after = page[-1].person_id
    assert recorder.wrapped_otherwise(keys.current()) == []
    assert recorder.retire_master_key(first, original=True) == 0
    keys.remove(first)
    for one in (sealer, KeySealer(MasterKey.load(path), recorder.people_by_id)):
        assert one.open(sealed, "case-1", 1, "name") == SECRET
    found = recorder.people_by_blind_index([persons[0].blind_index])
    assert found[persons[0].blind_index].person_id == about


def test_a_key_in_use_is_not_retired_and_a_retired_one_not_used(
    path: Path, recorder: EventRecorder, persons: list[PersonRow]
) -> None:
    """A server that did not notice in time is refused by the database itself."""
    late = MasterKey(RAW)
    keys = FileKeys(path)
    first = keys.current()
    keys.use(keys.add())
    assert recorder.retire_master_key(first, original=True) == 12
    master = MasterKey.load(path)
    recorder.rewrap([(one, master.rewrapped(one)) for one in persons[:11]])
    assert recorder.retire_master_key(first, original=True) == 1
    recorder.rewrap([(persons[11], master.rewrapped(persons[11]))])
    assert recorder.retire_master_key(first, original=True) == 0
    with pytest.raises(MasterKeyRetired):
        recorder.insert_events([], people=[late.new_person("late")])


def test_what_changed_meanwhile_is_not_overwritten(
    path: Path, recorder: EventRecorder, persons: list[PersonRow]
) -> None:
    """Two rotations at once: who looked at an older row changes nothing."""
    keys = FileKeys(path)
    keys.use(keys.add())
    master = MasterKey.load(path)
    one = persons[0]
    recorder.rewrap([(one, master.rewrapped(one))])
    now = recorder.people_by_id([one.person_id])[one.person_id].wrapped_key
    recorder.rewrap([(one, "stale:AAAA")])
    assert recorder.people_by_id([one.person_id])[one.person_id].wrapped_key == now


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people SET wrapped_key = ''",
        "UPDATE people SET blind_index = 'x' || person_id",
        "UPDATE people SET person_id = 'x' || person_id",
        "DELETE FROM people",
    ],
)
def test_no_key_is_lost_but_by_its_fact(
    database: URL, recorder: EventRecorder, persons: list[PersonRow], statement: str
) -> None:
    """Not even the owner's plain SQL destroys keys or moves persons; the database refuses."""
    sqlite = database.get_backend_name() == "sqlite"
    engine = sqlite_engine(database) if sqlite else store_engine(database)
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"destroyed|deleted"):
        connection.execute(text(statement))
    engine.dispose()
    assert recorder.people_by_id([persons[0].person_id])[persons[0].person_id] == persons[0]


class Service:
    """A key management service as far as the port goes: it never gives a master key out."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._inside: dict[str, Any] = {"kms-1": AESGCM(RAW)}
        self.now = "kms-1"

    def current(self) -> str:
        """The newest."""
        return self.now

    def original(self) -> str:
        """There was no first edition here."""
        return ""

    def held(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self._inside)

    def wrap(self, key: str, clear: bytes, place: bytes) -> str:
        """Inside."""
        return seal_bytes(self._inside[key], clear, place)

    def unwrap(self, key: str, wrapped: str, place: bytes) -> bytes:
        """Inside."""
        if key not in self._inside:
            raise MasterKeyMissing(key)
        return open_bytes(self._inside[key], wrapped, place)

    def lookup(self) -> tuple[bytes, bytes]:
        """Kept there as well."""
        return bytes(32), RAW

    def checks(self) -> tuple[KeyCheck, ...]:
        """Reckoned there."""
        return ()


def test_a_key_management_service_fits_the_same_port() -> None:
    """Wrapped there, bound to the person, found by the same blind index."""
    master = MasterKey(Service())
    person = master.new_person("1")
    assert person.wrapped_key.startswith("kms-1:")
    assert len(master.unwrap(person.person_id, person.wrapped_key)) == 32
    with pytest.raises(WrongKey):
        master.unwrap("another", person.wrapped_key)
    with pytest.raises(MasterKeyMissing):
        master.unwrap(person.person_id, person.wrapped_key.replace("kms-1", "kms-0"))
    assert repr(master) == "‹master key›"


def test_the_lesser_role_destroys_by_the_fact_and_leaves_the_scrubbing(postgres_url: URL) -> None:
    """It appends the fact, the database empties the key; rewriting the table is the owner's."""
    person = MasterKey(RAW).new_person("1")
    box = person.wrapped_key.rpartition(":")[2].encode()
    gone = StoredEvent(f"person-{person.person_id}", 1, "key-destroyed/1", b'{"fact":{"seen":0}}')
    with role_url(postgres_url) as (role, lesser):
        install_store(postgres_url, role)
        ours, owners = open_recorder(lesser), open_recorder(postgres_url)
        try:
            ours.insert_events([], people=[person])
            ours.rewrap([(person, person.wrapped_key)])
            ours.insert_events([gone])
            assert ours.people_by_id([person.person_id])[person.person_id].wrapped_key == ""
            assert ours.people_by_blind_index([person.blind_index]) == {}
            assert not ours.scrub()
            assert owners.scrub()
            folder, place = owners._fetch(
                "SELECT current_setting('data_directory'), pg_relation_filepath('people')"
            )[0]
            files = (Path(folder) / place).parent.iterdir()
            assert not [one for one in files if one.is_file() and box in one.read_bytes()]
        finally:
            ours.close()
            owners.close()


def beside(path: Path) -> list[str]:
    """What lies in the folder of the keys, beside them."""
    return sorted(one.name for one in path.parent.iterdir() if one != path)


def _fails(number: int) -> Any:
    def failing(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    return failing


@pytest.mark.parametrize(("step", "number"), [("replace", 16), ("replace", 1), ("fsync", 28)])
def test_a_key_file_that_cannot_be_replaced_leaves_no_key_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    """Mounted alone, immutable, a full disk: it is as it was, however often one tries."""
    keys, before = FileKeys(path), path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(os, step, _fails(number))
        for _ in range(3):
            with pytest.raises(KeysNotReplaced, match=re.escape(str(path))):
                keys.add()
            with pytest.raises(KeysNotReplaced):
                keys.replaceable()
    assert path.read_bytes() == before and beside(path) == []
    keys.use(keys.add())


def test_where_nothing_can_be_taken_away_again_it_is_emptied(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder to which names may only be added."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _fails(1))
        patched.setattr(Path, "unlink", _fails(1))
        with pytest.raises(KeysNotReplaced):
            FileKeys(path).add()
    (left,) = beside(path)
    assert path.with_name(left).read_bytes() == b""


@pytest.mark.parametrize("make", [create, token_key])
def test_a_key_that_could_not_be_made_whole_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    """Nor half of it, under any name."""
    monkeypatch.setattr(os, "fsync", _fails(28))
    with pytest.raises(OSError, match="space"):
        make(tmp_path / "new.key")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_change_left_is_told_and_goes_with_the_next(path: Path) -> None:
    """Whole or cut off; what is another ring's, or called otherwise, is let be."""
    keys = FileKeys(path)
    keys.add()
    whole = path.read_bytes()
    told = {f"{path.name}.{n:016x}": whole[: len(whole) // n] for n in (1, 2, 9, 60)}
    others = {
        f"{path.name}.{'a' * 16}": Ring.of(bytes(32)).encode(),
        f"{path.name}.old": whole,
        f"{path.name}.{'b' * 16}": b"something else",
    }
    for name, content in (told | others).items():
        path.with_name(name).write_bytes(content)
    assert [one.name for one in keys.left()] == sorted(told)
    keys.add()
    assert beside(path) == sorted(others) and keys.left() == ()
