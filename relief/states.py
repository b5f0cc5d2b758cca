"""A bounded memory of stream states. Only a hint: every write is checked against its version."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

from adapters.journal import Journal
from domain.facts import Recorded
from relief.streams import fold, kind_of


class States:
    """States of streams, remembered up to ``limit``, read from the journal when asked afresh."""

    def __init__(self, journal: Journal, limit: int = 4096) -> None:
        self._journal = journal
        self._limit = limit
        self._known: OrderedDict[str, Any] = OrderedDict()
        self._lock = Lock()

    def load(self, streams: Sequence[str], *, fresh: bool) -> tuple[dict[str, Any], bool]:
        """The states, and whether any of them came from memory and may be old."""
        known: dict[str, Any] = {}
        if not fresh:
            with self._lock:
                known = {s: self._known[s] for s in streams if s in self._known}
        wanted = [s for s in streams if s not in known]
        return {**known, **self._read(wanted)}, bool(known)

    def _read(self, streams: Sequence[str]) -> dict[str, Any]:
        whole = [s for s in streams if not kind_of(s).last_only]
        read = self._journal.read(whole) if whole else {}
        states = {stream: fold(stream, facts) for stream, facts in read.items()}
        for stream in streams:
            if kind_of(stream).last_only:
                last = self._journal.last(stream)
                states[stream] = fold(stream, () if last is None else (last,))
        self._keep(states)
        return states

    def advance(self, states: dict[str, Any], recorded: Sequence[Recorded]) -> dict[str, Any]:
        """The states after facts that were just saved; remembered from now on."""
        after = {
            stream: fold(stream, [r for r in recorded if r.stream == stream], states[stream])
            for stream in {r.stream for r in recorded} & states.keys()
        }
        self._keep(after)
        return after

    def _keep(self, states: dict[str, Any]) -> None:
        with self._lock:
            for stream, state in states.items():
                held = self._known.get(stream)
                if held is not None and held.version > state.version:
                    continue
                self._known[stream] = state
                self._known.move_to_end(stream)
            while len(self._known) > self._limit:
                self._known.popitem(last=False)
