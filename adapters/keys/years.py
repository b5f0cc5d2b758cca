"""Index keys of years: wrapped where persons' keys are, opened once, gone for good with their fact.

A year's key lies among the persons' keys under a name of its own, so that whatever looks after those
(wrapping anew, retiring a master key, emptying, scrubbing, copies) looks after it as well.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_bytes

from adapters.keys.boxes import KEY_BYTES, derived
from adapters.keys.keys import MasterKey
from adapters.keys.sealer import Lookup
from domain.ground.history import YEAR_KEY, IndexKeyGone, PersonRow
from domain.ground.indexes import NORMAL, Index, IndexKind
from domain.ground.personal import Reckoned

HEX_DIGITS = 32
"""Of 64: 128 bits are more than enough to tell values apart, and facts stay small."""


def row_id(year: int) -> str:
    """Under which name a year's key lies among the persons' keys."""
    return f"{YEAR_KEY}{year}"


def new_year_key(master: MasterKey, year: int) -> tuple[PersonRow, Reckoned]:
    """A random key for a year, not stored yet, and its check value."""
    secret, id = token_bytes(KEY_BYTES), row_id(year)
    return PersonRow(id, id, master.wrap(id, secret)), check_value(secret)


def check_value(secret: bytes) -> Reckoned:
    """What only this key yields and what leads nowhere (hex)."""
    value = hmac.new(derived(secret, "check-value"), b"relief/index-year", sha256).hexdigest()
    return Reckoned(value)


def unwrapped(master: MasterKey, row: PersonRow) -> bytes:
    """A year's key. Raises ``WrongKey``, ``MasterKeyMissing``."""
    return master.unwrap(row.person_id, row.wrapped_key)


class YearKey:
    """The key of one year, one for each kind of value derived from it. Never shown."""

    __slots__ = ("_keys", "year")

    def __init__(self, year: int, secret: bytes) -> None:
        self.year = year
        self._keys: Mapping[IndexKind, bytes] = {
            kind: derived(secret, f"index/{kind.value}") for kind in IndexKind
        }

    def __repr__(self) -> str:
        return f"‹index key of {self.year}›"

    def index(self, kind: IndexKind, field: str, text: str) -> Index:
        """The index of a clear value; an empty one where nothing in it can be compared."""
        return self.of(kind, field, NORMAL[kind](text))

    def of(self, kind: IndexKind, field: str, plain: str) -> Index:
        """The index of a value written as it is compared."""
        keyed = hmac.digest(self._keys[kind], plain.encode(), "sha256").hex() if plain else ""
        return Index(kind=kind, field=field, year=self.year, value=keyed[:HEX_DIGITS])


class YearKeys:
    """The index keys of years, each looked up and unwrapped once until told to forget. Thread-safe."""

    def __init__(self, master: MasterKey, lookup: Lookup) -> None:
        self._master = master
        self._lookup = lookup
        self._known: dict[int, YearKey | None] = {}

    def of(self, year: int) -> YearKey | None:
        """The key of a year; ``None`` where none was made. Raises ``IndexKeyGone``."""
        known = self._known
        if year not in known:
            row = self._lookup([row_id(year)]).get(row_id(year))
            if row is not None and not row.wrapped_key:
                raise IndexKeyGone(year)
            known[year] = None if row is None else YearKey(year, unwrapped(self._master, row))
        return known[year]

    def forget(self) -> None:
        """Drop every year's key from memory, and that there was none."""
        self._known = {}
