"""What a bundle is asked to hold."""

from dataclasses import dataclass
from datetime import date

from domain.ground.access import Why
from relief.audit.packing import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a bundle is to hold: a ``case``, or all cases of a ``township``, of the days from ``first``
    to ``last``, or of both; without a township those of every one, without days those of all.

    ``why``: personal text is told in clear, for this reason. ``whole``: with the list of everything, so
    that nothing can be left out. ``papers``: the letters as they went out. ``samples`` are those of
    ``relief.audit.sampling``; ``held`` are sizes of checkpoints somebody kept, told where they were signed.
    """

    case: str | None = None
    township: str = ""
    first: date | None = None
    last: date | None = None
    why: Why | None = None
    whole: bool = False
    papers: bool = False
    samples: tuple[Json, ...] = ()
    held: frozenset[int] = frozenset()

    @property
    def listed(self) -> bool:
        """Whether everything is listed: a sample is drawn again from the list."""
        return self.whole or bool(self.samples)
