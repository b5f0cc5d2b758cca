"""Offices in print: named after the divisions, with the addresses an installation knows of them."""

from collections.abc import Callable, Iterable
from datetime import date

from domain.ground.places import Contact, Division, Level, Places
from relief.documents.inputs import Office
from relief.words.sentences import say, titles

SUBDISTRICT, DISTRICT = titles("letters.streets")
"""Kinds of division whose offices are named otherwise: 街道办事处, and districts after their city."""
COURT = say("letters.court")
CIVIL_AFFAIRS = say("letters.civil-affairs")
GOVERNMENT = say("letters.government")


class Offices:
    """Names of offices by division code and day; of one that is no more, its last.

    An address the installation keeps goes before the register's. Raises ``KeyError`` for an unknown
    division.
    """

    def __init__(self, places: Callable[[], Places], contacts: Iterable[Contact] = ()) -> None:
        self._places = places
        self._contacts = tuple(contacts)

    def issuer(self, code: str, on: date) -> Office:
        """The office that acts for a division: 乡镇人民政府, 街道办事处, or the county's 民政局."""
        own, known = self._contact(code, on), self._division(code, on)
        return Office(
            name=(own and own.name) or self._name(code, on),
            address=own.address if own else known.address,
            phone=own.phone if own else known.phone,
        )

    def review(self, code: str, on: date) -> str:
        """Who reviews what the office decided: the county's government (行政复议法 §24)."""
        return f"{self._county(code[:6], on)}{GOVERNMENT}"

    def _name(self, code: str, on: date) -> str:
        division = self._division(code, on)
        if division.level is not Level.TOWNSHIP:
            return f"{self._county(code, on)}{CIVIL_AFFAIRS}"
        ending = say("letters.office") if division.kind == SUBDISTRICT else GOVERNMENT
        return f"{self._county(code[:6], on)}{division.name}{ending}"

    def _county(self, code: str, on: date) -> str:
        county = self._division(code, on)
        city = self._division(county.parent, on).name if county.kind == DISTRICT else ""
        return f"{city}{county.name}"

    def _division(self, code: str, on: date) -> Division:
        found = self._places().last_known(code, on)
        if found is None:
            raise KeyError(code)
        return found

    def _contact(self, code: str, on: date) -> Contact | None:
        for one in self._contacts:
            if one.code == code and one.covers(on):
                return one
        return None
