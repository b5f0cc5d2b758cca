"""Proving keys by what they open, and the sentences that say which key is wanted and what to do."""

from collections.abc import Sequence
from pathlib import Path

from adapters.journal import Journal
from adapters.keys.keys import MARK, MasterKey, WrongKey
from adapters.keys.ring import MasterKeyMissing, OpenToOthers, UnsafeMasterKey
from adapters.keys.sealer import KeySealer
from adapters.keys.years import check_value, row_id, unwrapped
from adapters.store import reading
from adapters.store.recorder import EventRecorder
from domain.ground.history import PersonRow, also
from domain.ground.identity import normal
from domain.registers.keys.facts import CheckedBy, KeyCheck
from domain.registers.keys.state import MasterKeys
from relief.keys.boxes import Box, every_box
from relief.people.masking import field_of
from relief.words.dictionary import of
from relief.words.fields import of_path
from relief.words.sayings import cannot
from relief.words.sentences import say

SYSTEM_COMMANDS = "calendar/"
"""How the ids of commands begin whose digest the system reckons from the id alone."""
WAY_OUT = say("proof.put-back")


class KeysDoNotOpen(Exception):
    """The keys at hand are not those of this history. The sentence is for people."""


def loaded(path: Path) -> MasterKey:
    """The keys of a file. Raises ``FileNotFoundError`` where there is none, ``KeysDoNotOpen``."""
    try:
        return MasterKey.load(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        said = say("proof.unreadable", path=path, why=cannot(error))
        raise KeysDoNotOpen(said + say("proof.let-read")) from None
    except OpenToOthers:
        said = say("proof.too-open", path=path)
        raise KeysDoNotOpen(said + say("proof.narrow")) from None
    except UnsafeMasterKey:
        said = say("proof.broken", path=path)
        raise KeysDoNotOpen(said + WAY_OUT) from None


def proven(master: MasterKey, journal: Journal, path: Path) -> CheckedBy:
    """Why these keys are those of a history that keeps no check values yet.

    Its oldest sealed value opens, and the blind index of an opened identity number is the one kept.
    Where no value is sealed under anybody's key nothing can be lost, and nobody was ever told apart
    by it: any key will do. Raises ``KeysDoNotOpen``.
    """
    sealer = KeySealer(master, journal.store.people_by_id)
    opened = 0
    for box in every_box(journal):
        if box.person is None or box.destroyed:
            continue
        number = field_of(box.path) == "id_number"
        if opened and not number:
            continue
        text = _text(box, sealer, master, path)
        opened += 1
        if number and not leads_to(master, journal.store, text, box.person):
            raise KeysDoNotOpen(other_index(path, box))
        if number:
            break
    if not opened and not _unwraps_one(master, journal, path):
        return CheckedBy.NOTHING_SEALED
    _same_digest(master, journal, path)
    return CheckedBy.OPENED


def leads_to(master: MasterKey, store: EventRecorder, number: str, person: PersonRow) -> bool:
    """Whether a person is found by a number: kept under it, or by a number joined since."""
    index = master.blind_index(normal(number))
    if index == person.blind_index:
        return True
    joined = also("number", person.person_id)
    row = store.people_by_id([joined]).get(joined)
    return row is not None and row.blind_index == index


def _text(box: Box, sealer: KeySealer, master: MasterKey, path: Path) -> str:
    try:
        return box.opened(sealer)
    except (WrongKey, MasterKeyMissing):
        assert box.person is not None
        raise KeysDoNotOpen(unopened(path, box, master.keys.held())) from None


def _unwraps_one(master: MasterKey, journal: Journal, path: Path) -> bool:
    """Whether somebody has a key at all, which these keys then open."""
    found = journal.store.wrapped_otherwise("", limit=1)
    try:
        for person in found:
            master.unwrap(person.person_id, person.wrapped_key)
    except (WrongKey, MasterKeyMissing):
        named = _named(found[0].wrapped_key)
        raise KeysDoNotOpen(lacking(path, named, master.keys.held())) from None
    return bool(found)


def _same_digest(master: MasterKey, journal: Journal, path: Path) -> None:
    """A receipt of the system's agrees with the digest key, where there is one."""
    with journal.store.engine.connect() as connection:
        kept = reading.a_digest(connection, SYSTEM_COMMANDS)
    if kept is not None and master.digest(kept[0].encode()) != kept[1]:
        raise KeysDoNotOpen(say("proof.digest-differs", path=path, way_out=WAY_OUT))


def unopened_years(master: MasterKey, known: MasterKeys, journal: Journal) -> tuple[int, ...]:
    """The years whose index keys ought to stand, and do not open as the ones that were made."""
    years = known.years_standing()
    rows = journal.store.people_by_id([row_id(year) for year in years])
    opens = {year: _opens(master, rows.get(row_id(year)), known.years[year]) for year in years}
    return tuple(year for year in years if not opens[year])


def _opens(master: MasterKey, row: PersonRow | None, check: str) -> bool:
    if row is None or not row.wrapped_key:
        return False
    try:
        return check_value(unwrapped(master, row)) == check
    except (WrongKey, MasterKeyMissing):
        return False


def years_lost(years: Sequence[int]) -> str:
    """Index keys of years are not there, or are others."""
    return say("proof.year-keys", list="、".join(map(str, years)))


def absent(path: Path, wanted: Sequence[str]) -> str:
    """There is no file."""
    return say("proof.no-file", path=path, ids=_ids(wanted), way_out=WAY_OUT)


def another(path: Path, check: KeyCheck, wanted: Sequence[str], held: Sequence[str]) -> str:
    """The file holds another key under the same name, or none of that role."""
    role = of(check.role)
    return say(
        "proof.role-differs",
        path=path,
        role=role,
        key=check.key,
        ids=_ids(wanted),
        ids2=_ids(held),
        way_out=WAY_OUT,
    )


def strange(path: Path, wanted: Sequence[str], held: Sequence[str]) -> str:
    """The file holds none of the keys that are needed."""
    return say("proof.ids-differ", path=path, ids=_ids(wanted), ids2=_ids(held), way_out=WAY_OUT)


def lacking(path: Path, key: str, held: Sequence[str]) -> str:
    """A master key that is needed is not in the file."""
    return say(
        "proof.lacking", path=path, ids=_ids([key] if key else []), ids2=_ids(held), way_out=WAY_OUT
    )


def unopened(path: Path, box: Box, held: Sequence[str]) -> str:
    """The oldest sealed value does not open."""
    assert box.person is not None
    key, at = _named(box.person.wrapped_key), box.recorded
    return say(
        "proof.shut",
        path=path,
        position=at.position,
        field=of_path(box.path, type(box.recorded.fact)),
        ids=_ids([key] if key else []),
        ids2=_ids(held),
        way_out=WAY_OUT,
    )


def other_index(path: Path, box: Box) -> str:
    """An identity number is kept under another blind index."""
    return say("proof.index-differs", path=path, position=box.recorded.position, way_out=WAY_OUT)


def unwritable(path: Path, error: OSError) -> str:
    """No file can be made there."""
    way_out = say("proof.make-folder")
    return say("proof.no-place", path=path, why=cannot(error), way_out=way_out)


def _named(wrapped: str) -> str:
    return wrapped.partition(MARK)[0] if MARK in wrapped else ""


def _ids(ids: Sequence[str]) -> str:
    return say("proof.numbered", list="、".join(ids)) if ids else say("proof.own")
