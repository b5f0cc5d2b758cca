"""Keys: who may read them, what they seal, and that nothing opens in another place."""

from pathlib import Path

import pytest

from adapters.keys.keys import MasterKey, UnsafeMasterKey, WrongKey
from adapters.keys.sealer import KeySealer
from adapters.store.mapper import FactMapper
from adapters.store.recorder import EventRecorder
from domain.ground.history import KeyMissing
from domain.ground.people import PersonId, Private
from tests.store.samples import SAMPLES, recorded
from tests.store.test_mapper import SECRET, opened

MASTER = MasterKey(bytes(range(32)))


def test_a_new_master_key_is_for_its_owner_only(tmp_path: Path) -> None:
    """Created 0600, loaded again to the same key, refused once others may read it."""
    path = tmp_path / "master.key"
    created = MasterKey.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert MasterKey.load(path).blind_index("1") == created.blind_index("1")
    with pytest.raises(FileExistsError):
        MasterKey.create(path)
    path.chmod(0o640)
    with pytest.raises(UnsafeMasterKey):
        MasterKey.load(path)


def test_a_blind_index_shows_equality_and_nothing_else() -> None:
    """The same number gives the same index under one master key only."""
    index = MASTER.blind_index("54010219900101123x")
    assert index == MASTER.blind_index(" 54010219900101123X ")
    assert index != MasterKey(bytes(32)).blind_index("54010219900101123X")
    assert index != MASTER.digest(b"54010219900101123X")
    assert "5401" not in index


def test_a_wrapped_key_belongs_to_one_person() -> None:
    """Wrapped keys cannot be swapped between rows."""
    person = MASTER.new_person("1")
    assert len(MASTER.unwrap(person.person_id, person.wrapped_key)) == 32
    with pytest.raises(WrongKey):
        MASTER.unwrap("somebody-else", person.wrapped_key)


def test_a_box_opens_only_where_it_was_sealed() -> None:
    """Moved to another stream, version, field or person, it is refused."""
    sealer = KeySealer(MASTER, lambda ids: {})
    one, two = sealer.new_person("1"), sealer.new_person("2")
    private = Private(PersonId(one.person_id), SECRET)
    sealed = sealer.seal(private, "case-1", 1, "name")
    assert sealer.open(sealed, "case-1", 1, "name") == SECRET
    for place in (("case-2", 1, "name"), ("case-1", 2, "name"), ("case-1", 1, "address")):
        with pytest.raises(WrongKey):
            sealer.open(sealed, *place)
    stolen = Private(PersonId(two.person_id), None, sealed.box)
    with pytest.raises(WrongKey):
        sealer.open(stolen, "case-1", 1, "name")


def test_a_person_created_now_is_sealed_for_now_and_opened_later(recorder: EventRecorder) -> None:
    """The key exists in memory first, is stored with the fact, and is found again by lookup."""
    sealer = KeySealer(MASTER, recorder.people_by_id)
    person = sealer.new_person("540102199001011234")
    fact = opened()
    about = PersonId(person.person_id)
    fact = type(fact)(household=(), address=Private(about, SECRET), opened_on=fact.opened_on)
    original = recorded("case-1", 1, fact)
    stored = FactMapper(sealer, facts=SAMPLES).to_stored_event(original)
    recorder.insert_events([stored], people=[person])
    later = FactMapper(KeySealer(MASTER, recorder.people_by_id), facts=SAMPLES)
    assert later.opened(later.to_domain_event(recorder.select_events("case-1")[0])) == original


def test_an_unknown_person_has_no_key() -> None:
    """Neither sealing nor opening invents one; and only so many keys stay in memory."""
    sealer = KeySealer(MASTER, lambda ids: {}, remembered=1)
    first = sealer.new_person("1")
    sealer.new_person("2")
    for about in ("nobody", first.person_id):
        with pytest.raises(KeyMissing):
            sealer.seal(Private(PersonId(about), SECRET), "case-1", 1, "name")
