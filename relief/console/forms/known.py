"""Who of an application is known here already: told before it is handed in, and kept as a look."""

from dataclasses import dataclass

from domain.case.authority import REVEALERS
from domain.ground.access import Why
from relief.api.access import found
from relief.api.access_models import PersonSearch
from relief.api.problems import Problem
from relief.console.forms.typed import count
from relief.console.pages import HOME, division
from relief.console.sent import Fields, one
from relief.console.view import Seat
from relief.words.dictionary import word

TOO_MANY = 429
MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Known:
    """A file that names somebody of the application; ``row`` is their place in it."""

    row: int
    number: str
    relation: str
    place: str
    on: str
    way: str


async def known_files(seat: Seat, typed: Fields) -> list[Known]:
    """The files in the officer's own territory that name somebody listed, by identity number.

    Each number is asked for to check who somebody is. Raises ``Problem`` 429 for who asks for many.
    """
    if not seat.officer.posts & REVEALERS:
        return []
    told = []
    for row in range(count(typed, MEMBERS)):
        number = one(typed, f"{MEMBERS}.{row}.id_number").strip()
        asked = PersonSearch(id_number=number, reason=Why.IDENTITY)
        try:
            items = await found(seat.desk, seat.request, seat.officer, asked) if number else []
        except Problem as problem:
            if problem.status == TOO_MANY:
                raise
            continue
        told += [_line(seat, row + 1, each) for each in items]
    return told


def _line(seat: Seat, row: int, file: dict[str, str]) -> Known:
    relation = word("Relation", file["relation"]) if file["relation"] else word("FileKind", "lead")
    way = f"{HOME}/cases/{file['number']}" if file["kind"] == "case" else ""
    place = division(seat.desk, file["township"])
    return Known(row, file["number"], relation, place, file["on"], way)
