"""Sealing private text under its person's own key."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.keys.boxes import open_bytes, seal_bytes
from adapters.keys.keys import MasterKey
from domain.ground.history import KeyGone, KeyMissing, PersonRow
from domain.ground.people import PersonId, Private

Lookup = Callable[[Sequence[str]], Mapping[str, PersonRow]]


class KeySealer:
    """Seals and opens; keeps the keys of the last ``remembered`` persons unwrapped in memory.

    ``lookup`` finds stored persons (``recorder.people_by_id``). Persons created but not stored
    yet are made known with ``introduce``.
    """

    def __init__(self, master: MasterKey, lookup: Lookup, remembered: int = 4096) -> None:
        self._master = master
        self._lookup = lookup
        self._remembered = remembered
        self._ciphers: OrderedDict[str, AESGCM] = OrderedDict()
        self._lock = Lock()

    def new_person(self, id_number: str) -> PersonRow:
        """A person created and introduced; store the row together with the first sealed fact."""
        person = self._master.new_person(id_number)
        self.introduce([person])
        return person

    def introduce(self, people: Iterable[PersonRow]) -> None:
        """Make persons known whose rows are stored only together with the facts being sealed."""
        for person in people:
            self._remember(person)

    def forget(self, person_id: str) -> None:
        """Drop a person's key from memory (after shredding it in the store)."""
        with self._lock:
            self._ciphers.pop(person_id, None)

    def forget_all(self) -> None:
        """Drop every person's key from memory."""
        with self._lock:
            self._ciphers.clear()

    def keep(self, ids: Sequence[str]) -> frozenset[PersonId]:
        """Those of these persons who have a key in the store now; the others' are forgotten here.

        Raises ``KeyMissing`` for somebody the store does not know: no key of theirs was destroyed.
        """
        found = self._lookup(ids)
        strangers = [id for id in ids if id not in found]
        if strangers:
            raise KeyMissing(f"there is no key for person {strangers[0]}")
        kept = frozenset(PersonId(id) for id, row in found.items() if row.wrapped_key)
        for person_id in ids:
            if person_id not in kept:
                self.forget(person_id)
        return kept

    def seal(self, private: Private, stream: str, version: int, field: str) -> Private:
        """The value sealed for exactly this stream, version and field.

        Raises ``KeyMissing`` (``KeyGone`` where it was destroyed); ``ValueError`` where the value
        is sealed already.
        """
        cipher = self._cipher(private.about)
        box = seal_bytes(cipher, private.reveal().encode(), _place(stream, version, field))
        return Private(private.about, None, box)

    def open(self, private: Private, stream: str, version: int, field: str) -> str:
        """The clear text. Raises ``KeyMissing``, or ``WrongKey`` where it was sealed elsewhere."""
        if private.box is None:
            return private.reveal()
        cipher = self._cipher(private.about)
        return open_bytes(cipher, private.box, _place(stream, version, field)).decode()

    def _cipher(self, person_id: str) -> AESGCM:
        with self._lock:
            cipher = self._ciphers.get(person_id)
            if cipher is not None:
                self._ciphers.move_to_end(person_id)
                return cipher
        person = self._lookup([person_id]).get(person_id)
        if person is None:
            raise KeyMissing(f"there is no key for person {person_id}")
        if not person.wrapped_key:
            raise KeyGone(person_id)
        return self._remember(person)

    def _remember(self, person: PersonRow) -> AESGCM:
        cipher = AESGCM(self._master.unwrap(person.person_id, person.wrapped_key))
        with self._lock:
            self._ciphers[person.person_id] = cipher
            while len(self._ciphers) > self._remembered:
                self._ciphers.popitem(last=False)
        return cipher


def _place(stream: str, version: int, field: str) -> bytes:
    return f"{stream}|{version}|{field}".encode()
