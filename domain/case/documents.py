"""Where in a case its documents stand, and a document as the office draws it."""

from dataclasses import dataclass
from datetime import date

from domain.case.state import Case
from domain.ground.letters import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a case a document stands: ``serial`` among those of its kind, ``founded`` the version
    of the fact it rests on, ``version`` that of the case whose state it tells."""

    serial: int
    founded: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A document as the system draws it now; ``issuer`` is the division of the office that issues it.

    ``text_digest`` is the SHA-256 of its words, ``sha256`` that of the file.
    """

    place: Place
    number: str
    issued_on: date
    issuer: str
    text_digest: str
    sha256: str
    edition: str
    calendar: int


def places(case: Case, rests: Letter) -> tuple[Place, ...]:
    """The documents of a kind that a case has, in order. A version counts facts, as moments do."""
    founded = [
        version
        for version, moment in enumerate(case.moments, start=1)
        if moment.name == rests.fact.NAME
        and (not rests.conditions or rests.conditions & moment.conditions)
    ]
    return tuple(
        Place(serial=serial, founded=at, version=case.version if rests.grows else at)
        for serial, at in enumerate(founded, start=1)
    )


def place(case: Case, rests: Letter, serial: int | None = None) -> Place | None:
    """One of them, the last where no serial is named; ``None`` where there is no such."""
    for one in reversed(places(case, rests)):
        if serial is None or one.serial == serial:
            return one
    return None
