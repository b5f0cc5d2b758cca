"""Everything a rule may look at, put together for one command or question."""

from datetime import date
from typing import Any

from domain.account import account
from domain.anchoring import Anchors
from domain.assessment.engine import Assessor
from domain.authority import Officer, city_for, reaches
from domain.case import commands as c
from domain.case.situation import Situation
from domain.case.state import Case
from domain.delegation import Delegations
from domain.keeping import Files, MasterKeys, PersonKey, file_of
from domain.law.pack import Law, Pack
from domain.lead import Lead
from domain.officers import Officers
from domain.people import PersonId
from domain.places import Places
from domain.reference import References
from domain.sampling import Roster
from relief.calendars import Calendars
from relief.clock import Clock
from relief.dossiers import Dossier
from relief.officers import OfficerRegister
from relief.streams import place_of

NO_DOSSIER = Dossier((), 0, False)
"""A command that is not about all files of one person."""


class Situations:
    """Knows what is the same for every case: law, places, calendar, officers, the day."""

    def __init__(
        self,
        law: Law,
        places: Places,
        calendars: Calendars,
        officers: OfficerRegister,
        clock: Clock,
    ) -> None:
        self._law = law
        self._places = places
        self._calendars = calendars
        self._officers = officers
        self._clock = clock
        self._assessor = Assessor(law)

    def of(
        self,
        command: c.Command,
        officer: Officer,
        case: Case,
        states: dict[str, Any],
        references: References,
        dossier: Dossier = NO_DOSSIER,
    ) -> Situation:
        """Everything a rule may look at. A case keeps the pack of its acceptance (AMB-40)."""
        now = self._clock.now()
        today = now.date()
        accounts: dict[PersonId, account.PersonAccount] = {}
        found: dict[type, Any] = {}
        for stream, state in states.items():
            if isinstance(state, account.PersonAccount):
                accounts[PersonId(stream.removeprefix("account-"))] = state
            else:
                found[type(state)] = state
        beside_it = found.get(Lead, Lead())
        place = place_of(command, case, beside_it.township, officer)
        # Who asks about a place out of reach is refused, and needs neither law nor calendar of it.
        known = place if reaches(officer, place) else officer.division
        return Situation(
            case=case,
            pack=self._governing(case, known, today),
            calendar=self._calendars.current(city_for(known, officer)),
            places=self._places,
            today=today,
            now=now,
            officer=officer,
            assessor=self._assessor,
            references=references,
            accounts=accounts,
            delegations=found.get(Delegations, Delegations()),
            roster=found.get(Roster, Roster()),
            lead=beside_it,
            officers=found.get(Officers) or self._officers.current(),
            key=found.get(PersonKey, PersonKey()),
            files=Files(
                tuple(file_of(states[stream]) for stream in dossier.streams),
                dossier.seen,
                dossier.known,
            ),
            master_keys=found.get(MasterKeys, MasterKeys()),
            anchors=found.get(Anchors, Anchors()),
        )

    def _governing(self, case: Case, place: str, today: date) -> Pack:
        """The law of the case; before acceptance, and beside cases, that of the day and place."""
        if case.pack is not None:
            return self._law.pack(case.pack)
        return self._law.governing(today, place)
