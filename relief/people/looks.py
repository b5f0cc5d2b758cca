"""Noting a look at personal data before it is given: who, what, why, from where."""

from dataclasses import dataclass

from adapters.access.log import AccessLog, Look
from adapters.keys.sealer import KeySealer
from domain.case.authority import Officer
from domain.ground.access import Act, Why
from domain.ground.people import PersonId, Private
from relief.clock import Clock
from relief.entropy import Entropy

NO_CASE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is about to be shown. ``case`` is a case or a lead; ``fields`` are named, never quoted."""

    act: Act
    case: str = NO_CASE
    persons: tuple[PersonId, ...] = ()
    fields: tuple[str, ...] = ()
    why: Why | None = None
    note: str | None = None
    asked: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


CONSOLE = "console"
"""The address of whoever looks by the command line."""


@dataclass(frozen=True, slots=True)
class Whence:
    """Where a request came from: the client's address and the request's number."""

    address: str
    request: str


class Looks:
    """Writes the access log. Nothing personal leaves before ``note`` returned."""

    def __init__(self, log: AccessLog, sealer: KeySealer, clock: Clock, entropy: Entropy) -> None:
        self.log = log
        self._sealer = sealer
        self._clock = clock
        self._entropy = entropy

    def note(self, officer: Officer, seen: Seen, whence: Whence) -> None:
        """Keep it durably. Raises what the log raises; then nothing may be shown.

        Raises ``KeyGone`` for a note about persons none of whom has a key any more.
        """
        id, persons = self._entropy.token(16), self._readable_first(seen)
        self.log.note(
            Look(
                id=id,
                at=self._clock.now().isoformat(),
                officer=officer.id,
                posts=tuple(sorted(post.value for post in officer.posts)),
                division=officer.division,
                act=seen.act.value,
                case=seen.case,
                persons=persons,
                fields=seen.fields,
                reason=None if seen.why is None else seen.why.value,
                note=self._sealed(id, persons, seen.note),
                address=whence.address,
                request=whence.request,
                asked=seen.asked,
                counted=seen.counted,
            )
        )

    def _readable_first(self, seen: Seen) -> tuple[PersonId, ...]:
        """The persons, those with a key first where there is a note: it is kept under the first."""
        if seen.note is None or not seen.persons:
            return seen.persons
        kept = self._sealer.keep(seen.persons)
        return tuple(sorted(seen.persons, key=lambda person: person not in kept))

    def _sealed(self, id: str, persons: tuple[PersonId, ...], note: str | None) -> str | None:
        """The note under the key of the first person, because it may speak of them."""
        if note is None or not persons:
            return None
        return self._sealer.seal(Private(persons[0], note), f"access-{id}", 1, "note").box

    def note_of(self, look: Look) -> str | None:
        """The note of a look in clear. Raises ``KeyMissing`` once the person's key is destroyed."""
        if look.note is None:
            return None
        boxed = Private(PersonId(look.persons[0]), None, look.note)
        return self._sealer.open(boxed, f"access-{look.id}", 1, "note")
