"""A bounded memory of stream states. Only a hint: every write is checked against its version."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from domain.ground.facts import Recorded
from relief.office.ports import Journal
from relief.office.streams import fold, kind_of


class Known(NamedTuple):
    """A state, and by which fact it came about: version, command and moment tell it from any other."""

    state: Any
    newest: tuple[int, str, datetime] | None


class States:
    """States of streams, remembered up to ``limit``, read from the journal when asked afresh."""

    def __init__(self, journal: Journal, limit: int = 4096) -> None:
        self._journal = journal
        self._limit = limit
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._lock = Lock()

    def load(self, streams: Sequence[str], *, fresh: bool) -> tuple[dict[str, Any], bool]:
        """The states, and whether any of them came from memory and may be old."""
        known: dict[str, Any] = {}
        if not streams:
            return known, False
        if not fresh:
            with self._lock:
                known = {s: self._known[s].state for s in streams if s in self._known}
        wanted = [s for s in streams if s not in known]
        return ({**known, **self._read(wanted)} if wanted else known), bool(known)

    def remembered(self, stream: str) -> Any | None:
        """A state as it was last seen, which may be old; ``None`` where none is remembered."""
        known = self._known.get(stream)
        return None if known is None else known.state

    def _read(self, streams: Sequence[str]) -> dict[str, Any]:
        epoch = self._journal.epoch.number
        with self._lock:
            before = {stream: self._known.get(stream) for stream in streams}
        ends = {stream: _end(known) for stream, known in before.items()}
        asked = {s: end for s, end in ends.items() if end > 1 or not kind_of(s).last_only}
        read = self._journal.since(asked) if asked else {}
        found = dict[str, Known]()
        for stream in streams:
            known = _onwards(stream, read[stream], before[stream]) if stream in read else None
            found[stream] = known or self._anew(stream, before[stream])
        self._keep(found, epoch, before)
        return {stream: known.state for stream, known in found.items()}

    def _anew(self, stream: str, before: Known | None) -> Known:
        """A stream of which nothing is remembered that could be gone on from."""
        if not kind_of(stream).last_only:
            return _again(stream, self._journal.read((stream,))[stream], before)
        last = self._journal.last(stream)
        return _again(stream, () if last is None else (last,), before)

    def advance(self, states: dict[str, Any], recorded: Sequence[Recorded], epoch: int) -> None:
        """Remember the states after facts that were just saved, in an epoch of that number."""
        after = {}
        for stream in {r.stream for r in recorded} & states.keys():
            new = [r for r in recorded if r.stream == stream]
            after[stream] = Known(fold(stream, new, states[stream]), _newest(new))
        self._keep(after, epoch, {})

    def forget(self) -> None:
        """Remember nothing: the store went back."""
        with self._lock:
            self._known.clear()

    def _keep(self, found: dict[str, Known], epoch: int, before: dict[str, Known | None]) -> None:
        """Remember states. One of an older version only where nothing was saved since it was asked
        for: then the store holds no more than it, and what was remembered is gone."""
        with self._lock:
            if epoch != self._journal.epoch.number:
                return
            for stream, known in found.items():
                held = self._known.get(stream)
                newer = held is not None and held.state.version > known.state.version
                if newer and held is not before.get(stream):
                    continue
                self._known[stream] = known
                self._known.move_to_end(stream)
            while len(self._known) > self._limit:
                self._known.popitem(last=False)


def _newest(facts: Sequence[Recorded]) -> tuple[int, str, datetime] | None:
    return (facts[-1].version, facts[-1].command, facts[-1].recorded_at) if facts else None


def _end(known: Known | None) -> int:
    """From which version on a stream is asked for: the fact that memory ends in, or its first."""
    return 1 if known is None or known.newest is None else known.newest[0]


def _onwards(stream: str, facts: Sequence[Recorded], before: Known | None) -> Known | None:
    """A stream's state by its facts from there on; ``None`` where it does not hold that one any more."""
    if before is None or before.newest is None:
        return _again(stream, facts, before)
    if _newest(facts[:1]) != before.newest:
        return None
    new = facts[1:]
    return Known(fold(stream, new, before.state), _newest(new)) if new else before


def _again(stream: str, facts: Sequence[Recorded], before: Known | None) -> Known:
    """A stream's state. What was remembered need not be folded again where it ends in the same fact."""
    newest = _newest(facts)
    if before is not None and before.newest == newest:
        return before
    return Known(fold(stream, facts), newest)
