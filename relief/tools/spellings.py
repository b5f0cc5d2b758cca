"""Officers whom the history spells in more than one way: told by ``relief verify``, never mended.

Nothing is wrong with such a history: every spelling is read as one human.
"""

from collections import defaultdict

from domain.ground.facts import Recorded
from domain.ground.names import folded


class Spellings:
    """Collects how officers are written, in envelopes and in the facts of their register."""

    def __init__(self) -> None:
        self._found: dict[str, set[str]] = defaultdict(set)

    def note(self, recorded: Recorded) -> None:
        """Look at one fact."""
        self._add(recorded.officer)
        named = getattr(recorded.fact, "officer", None)
        for one in (named, *getattr(recorded.fact, "visitors", ())):
            if isinstance(one, str):
                self._add(one)

    def _add(self, id: str) -> None:
        self._found[folded(id)].add(id)

    def several(self) -> dict[str, tuple[str, ...]]:
        """The one id of each such officer, and every spelling there is of it."""
        return {id: tuple(sorted(ways)) for id, ways in sorted(self._found.items()) if ways != {id}}
