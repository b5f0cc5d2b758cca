"""Who was recorded by another name under the same number: found by opening the names, which are kept sealed
and compared nowhere else.
"""

from collections.abc import Collection, Iterator

from adapters.journal import Journal
from domain.account.account import stream as account_stream
from domain.account.home import NOBODY, Homes, stream
from domain.case.amendment.facts import ApplicationAmended
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.state import OVER
from domain.ground.masks import DESTROYED
from domain.ground.people import PersonId
from domain.ground.texts import spelled
from relief.office.streams import case_stream, fold
from relief.people.households import LISTED
from relief.people.people import Elsewhere
from relief.people.personal import Personal

MOST = 8
"""In how many other applications, the newest, names are looked for."""


class Namings(Elsewhere):
    """Compares what the members of an application are called with other applications that list them."""

    def __init__(self, journal: Journal, personal: Personal) -> None:
        self._journal = journal
        self._personal = personal

    def otherwise(
        self, case: str, members: Collection[PersonId], homes: Homes
    ) -> dict[PersonId, int]:
        """How many other names each has elsewhere; nobody who has none. Dots, blanks and width count for
        nothing.
        """
        others = tuple(elsewhere(case, members, homes))
        if not others:
            return {}
        own, found = self._names(case, members), dict[PersonId, set[str]]()
        for other in others:
            for person, name in self._names(other, members).items():
                if own.get(person, name) != name:
                    found.setdefault(person, set()).add(name)
        return {person: len(names) for person, names in found.items()}

    def of(self, case: str, person: PersonId) -> int:
        """How many other names one has, by what is known of them now."""
        at = stream(person)
        home = fold(at, self._journal.read((at,))[at])
        return self.otherwise(case, (person,), {person: home}).get(person, 0)

    def held(self, person: PersonId) -> bool:
        """Whether somebody has a grant that stands, or is listed by an application that goes on."""
        at, account = stream(person), account_stream(person)
        known = self._journal.read((at, account))
        if fold(account, known[account]).standing:
            return True
        listings = fold(at, known[at]).listings
        return any(self._going_on(one.case, person) for one in listings)

    def _going_on(self, number: str, person: PersonId) -> bool:
        at = case_stream(number)
        case = fold(at, self._journal.read((at,))[at])
        asked = case.application
        return asked is not None and person in asked.members and case.stage not in OVER

    def _names(self, case: str, persons: Collection[PersonId]) -> dict[PersonId, str]:
        """What a case calls these persons now."""
        naming = self._journal.of_kinds(case_stream(case), ApplicationSubmitted, ApplicationAmended)
        told = self._personal.values(naming, ("name",), persons)
        return {
            one.person: spelled(one.text)
            for one in told
            if LISTED.match(one.path) and one.text != DESTROYED
        }


def elsewhere(case: str, members: Collection[PersonId], homes: Homes) -> Iterator[str]:
    """The newest other applications that list one of them."""
    every = (one for who in members for one in homes.get(who, NOBODY).listings if one.case != case)
    newest = sorted(every, key=lambda one: (one.on, one.case), reverse=True)
    yield from list(dict.fromkeys(one.case for one in newest))[:MOST]
