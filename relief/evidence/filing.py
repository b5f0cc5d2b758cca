"""Files of cases: an upload is looked at, stripped and sealed; what a case holds is handed out whole."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import IO

from adapters.files.looking import looked_at
from adapters.files.sealing import Sealing, joined, new_key, opened, shares
from adapters.files.spool import Spool, unnamed
from adapters.files.store import FilesDown, FilesGone, FileStore
from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from domain.case.evidence.facts import EvidenceAttached
from domain.ground.files import FileKey, SealedFile
from domain.ground.people import PersonId, Private
from relief.clock import Clock
from relief.evidence.waiting import LASTS, Hash, Upload, Waiting, place

UNFINISHED = timedelta(minutes=2)
"""After how long an upload that was told and has no bytes was broken off, and not still under way."""

FileKeys = Sequence[FileKey]


class OtherBytes(Exception):
    """The number of a request was used for another file."""


class Filing:
    """Takes files in and hands them out. Thread-safe; holds a piece of a file at a time."""

    def __init__(
        self,
        store: FileStore,
        aside: Path,
        master: MasterKey,
        sealer: KeySealer,
        clock: Clock,
        on_record: Callable[[], bool],
    ) -> None:
        self._on_record = on_record
        self.store = store
        self.waiting = Waiting(store)
        self._aside = aside
        self._master = master
        self._sealer = sealer
        self._clock = clock

    def stands(self) -> None:
        """Raises ``FilesGone`` where files are on record and what kept them is not there.

        It is not begun anew: files kept in a place that then goes again would be lost.
        """
        if not self.store.founded() and self._on_record():
            raise FilesGone("Gone")

    def spool(self) -> Spool:
        """Where an upload goes while it arrives. Raises ``FilesDown``."""
        self.stands()
        return Spool(self._aside)

    def number(self, case: str, request: str) -> str:
        """The number of the file that a request brings: the same request brings the same."""
        return self._master.digest(f"file|{case}|{request}".encode())[:32]

    def take(
        self, case: str, file: str, media: str, spool: Spool, persons: Sequence[PersonId]
    ) -> tuple[SealedFile, bool]:
        """Look at an upload and keep it sealed for these persons; an earlier one is told again.

        The flag says that it was an earlier one.

        Raises ``NotTaken``, ``OtherBytes``, ``FilesDown``, ``KeyMissing``.
        """
        received = Hash()
        for part in spool.clear():
            received.add(part)
        sent = self._master.digest(b"sent|" + media.encode() + received.digest())
        earlier = self._earlier(file, sent)
        if earlier is not None:
            return earlier, True
        self.stands()
        with unnamed(self._aside) as box:
            sealed = self._sealed(file, media, spool, persons, box)
            upload = Upload(case=case, at=self._clock.now(), sent=sent, sealed=sealed)
            if not self.waiting.tell(upload):
                raise FilesDown("UnderWay")
            size = box.seek(0, 2)
            self.store.keep(place(file), box, size)
        return sealed, False

    def _earlier(self, file: str, sent: str) -> SealedFile | None:
        """What the same request brought before. Raises ``OtherBytes``, ``FilesDown``."""
        known = self.waiting.of(file)
        if known is None:
            return None
        if known.sent != sent:
            raise OtherBytes
        if self.store.has(place(file)):
            return known.sealed
        if self._clock.now() - known.at < UNFINISHED:
            raise FilesDown("UnderWay")
        self.waiting.forget(file)
        return None

    def _sealed(
        self, file: str, media: str, spool: Spool, persons: Sequence[PersonId], box: IO[bytes]
    ) -> SealedFile:
        """The file as it is kept, its bytes in the box."""
        key, kept, written = new_key(), Hash(), Hash()

        def seal(clear: Iterator[bytes]) -> None:
            sealing = Sealing(key, file)
            for part in clear:
                box.write(written.add(sealing.add(kept.add(part))))
            box.write(written.add(sealing.end()))

        found, _ = looked_at(media, spool.clear(), seal)
        return SealedFile(
            file=file,
            media=media,
            size=kept.size,
            pages=found.pages,
            sha256=written.hex(),
            likeness=self._master.likeness(kept.digest()),
            keys=self._keys(file, key, persons),
            taken_on=found.taken_on,
        )

    def _keys(self, file: str, key: bytes, persons: Sequence[PersonId]) -> tuple[FileKey, ...]:
        """A share of the key for each person, sealed under theirs. Raises ``KeyMissing``."""
        parts = shares(key, len(persons))
        return tuple(
            FileKey(person=person, box=self._boxed(file, Private(person, part.hex())))
            for person, part in zip(persons, parts, strict=True)
        )

    def _boxed(self, file: str, share: Private) -> str:
        box = self._sealer.seal(share, f"evidence-{file}", 1, "key").box
        assert box is not None
        return box

    def told(self, case: str, file: str) -> SealedFile | None:
        """The file that waits for a case under this number, whole and not for too long."""
        known = self.waiting.of(file)
        if known is None or known.case != case or self._clock.now() - known.at > LASTS:
            return None
        return known.sealed if self.store.has(place(file)) else None

    def whole(self, held: EvidenceAttached) -> bool:
        """Whether the sealed bytes are those that were kept. Raises ``NoFile``."""
        seen = Hash()
        for part in self.store.read(place(held.file)):
            seen.add(part)
        return seen.hex() == held.sha256

    def clear(self, held: EvidenceAttached) -> Iterator[bytes]:
        """The clear bytes. Raises ``KeyMissing`` before the first, ``NotWhole``, ``NoFile``."""
        key = self.key(held.file, held.keys)
        return opened(key, held.file, self.store.read(place(held.file)))

    def key(self, file: str, keys: FileKeys) -> bytes:
        """The key of all its shares. Raises ``KeyMissing`` where anybody's was destroyed."""
        self._sealer.keep([one.person for one in keys])  # Another process may have destroyed one.
        boxes = (Private(one.person, None, one.box) for one in keys)
        return joined(
            [bytes.fromhex(self._sealer.open(b, f"evidence-{file}", 1, "key")) for b in boxes]
        )
