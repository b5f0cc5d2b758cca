"""Forms put aside by whoever fills them in: sealed, theirs alone, and gone after a week.

They are no part of the history. What they say is opened for the officer who typed it and for nobody
else; others may be told that something was begun, and by whom.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.identity.drafts import Begun, DraftStore, Of, Sealed
from adapters.keys.boxes import KEY_BYTES, open_bytes, seal_bytes
from adapters.keys.keys import MasterKey, WrongKey
from adapters.keys.ring import MasterKeyMissing
from domain.ground.names import folded
from relief.clock import LHASA, Clock

KEPT = timedelta(days=7)
"""How long a draft is there."""
MOST = 100
"""So many drafts of one officer are kept: who began more loses the oldest."""

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """That a form was begun: by whom, which command, about what, and when it was put aside."""

    officer: str
    command: str
    number: str
    saved: datetime

    @property
    def until(self) -> datetime:
        """When it is gone."""
        return self.saved + KEPT


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, over which version, and when it was put aside."""

    told: Told
    typed: Typed
    seen: str


class Drafts:
    """Puts forms aside and gives them back to who filled them in. Thread-safe."""

    def __init__(self, store: DraftStore, master: MasterKey, clock: Clock) -> None:
        self._store, self._master, self._clock = store, master, clock

    def save(
        self, officer: str, division: str, command: str, number: str, typed: Typed, seen: str = ""
    ) -> None:
        """Put aside what somebody typed, in place of what they put aside there before."""
        of = Of(folded(officer), command, number)
        clear = json.dumps({"typed": typed, "seen": seen}, ensure_ascii=False).encode()
        key, now = token_bytes(KEY_BYTES), self._clock.now().timestamp()
        box = seal_bytes(AESGCM(key), clear, _place(of).encode())
        begun = Begun(of, division, now)
        sealed = Sealed(begun, self._master.wrap(_place(of), key), box)
        self._store.keep(sealed, self._oldest(), MOST)

    def of(self, officer: str, command: str, number: str) -> Draft | None:
        """What they put aside there; nothing where that is gone, or no key opens it any more."""
        of = Of(folded(officer), command, number)
        held = self._store.one(of, self._oldest())
        if held is None:
            return None
        try:
            key = self._master.unwrap(_place(of), held.key)
            said = json.loads(open_bytes(AESGCM(key), held.box, _place(of).encode()))
        except (WrongKey, MasterKeyMissing):
            return None
        return Draft(_told(held.begun), said["typed"], said["seen"])

    def drop(self, officer: str, command: str, number: str) -> None:
        """Forget it: the command was given, or they want it no more."""
        self._store.drop(Of(folded(officer), command, number))

    def mine(self, officer: str) -> list[Told]:
        """What somebody put aside, the newest first."""
        return [_told(one) for one in self._store.mine(folded(officer), self._oldest())]

    def others(self, officer: str, areas: Sequence[str]) -> list[Told]:
        """What others who work in these areas began, the newest first; not what it says."""
        found = self._store.inside(areas, self._oldest())
        return [_told(one) for one in found if one.of.officer != folded(officer)]

    def rewrap(self) -> int:
        """Wrap the key of every draft under the current master key; how many were under another."""
        done = 0
        for held in self._store.otherwise(self._master.keys.current()):
            place = _place(held.begun.of)
            try:
                fresh = self._master.wrap(place, self._master.unwrap(place, held.key))
            except (WrongKey, MasterKeyMissing):
                continue
            done += self._store.rewrap(held, fresh)
        return done

    def under(self, key: str) -> int:
        """How many a master key wraps."""
        return self._store.under(key)

    def _oldest(self) -> float:
        return (self._clock.now() - KEPT).timestamp()


def _told(begun: Begun) -> Told:
    of, saved = begun.of, datetime.fromtimestamp(begun.saved, LHASA)
    return Told(of.officer, of.command, of.number, saved)


def _place(of: Of) -> str:
    """What a draft's key and text are bound to: neither opens anywhere else."""
    return f"draft|{of.officer}|{of.command}|{of.number}"
