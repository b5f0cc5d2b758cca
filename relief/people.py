"""Who is who: identity numbers on a form become persons, known or new."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from adapters.store.recorder import EventRecorder
from adapters.store.schema import PersonRow
from domain.case import commands as c
from domain.case.events import Account, Incident, Member
from domain.identity import normal
from domain.people import PersonId, Private


def person_index(master: MasterKey, number: str) -> str:
    """Under which blind index the person with an identity number is kept."""
    return master.blind_index(normal(number))


def place_holder(place: int) -> PersonId:
    """How a form names its n-th member before anyone knows who that is."""
    return PersonId(f"#{place}")


class People:
    """Finds persons by the blind index of their identity number; introduces new ones."""

    def __init__(self, store: EventRecorder, master: MasterKey, sealer: KeySealer) -> None:
        self._store = store
        self._master = master
        self._sealer = sealer

    def identify(self, command: c.Command) -> tuple[c.Command, Sequence[PersonRow]]:
        """The command about real persons, and the rows of those not stored yet."""
        if isinstance(command, c.SubmitApplication):
            return self._applicants(command)
        if isinstance(command, c.RecordLead):
            row = self._sealer.new_person(f"lead/{command.case}")
            about = PersonId(row.person_id)
            return replace(command, whereabouts=command.whereabouts.bound(about)), (row,)
        if isinstance(command, c.DeclareKinship):
            return self._kin(command)
        return command, ()

    def _kin(self, command: c.DeclareKinship) -> tuple[c.DeclareKinship, Sequence[PersonRow]]:
        """Whom an officer is kin to: known already, or to be known by this number from now on."""
        number = normal(command.id_number.reveal())
        index = self._master.blind_index(number)
        known = self._store.people_by_blind_index([index]).get(index)
        row = known or self._sealer.new_person(number)
        person = PersonId(row.person_id)
        named = replace(command, person=person, id_number=Private(person, number))
        return named, () if known else (row,)

    def _applicants(
        self, command: c.SubmitApplication
    ) -> tuple[c.SubmitApplication, Sequence[PersonRow]]:
        numbers = [normal(m.id_number.reveal()) for m in command.members]
        indexes = [person_index(self._master, number) for number in numbers]
        known = self._store.people_by_blind_index(indexes)
        rows = {
            index: known.get(index) or self._sealer.new_person(number)
            for index, number in dict(zip(indexes, numbers, strict=True)).items()
        }
        persons = [PersonId(rows[index].person_id) for index in indexes]
        named = {place_holder(n): person for n, person in enumerate(persons)}
        identified = replace(
            command,
            members=tuple(
                replace(m, person=person, id_number=Private(person, number))
                for m, person, number in zip(command.members, persons, numbers, strict=True)
            ),
            account=with_holder(command.account, named),
            incident=self._indexed(command.incident),
        )
        new = tuple(row for index, row in rows.items() if index not in known)
        return identified, new

    def _indexed(self, incident: Incident) -> Incident:
        """The incident with its place indexed: equal places of one matter are told by it alone."""
        index = self._master.place_index(incident.place.reveal())
        return replace(incident, place_index=index)


def with_holder(account: Account | None, named: dict[PersonId, PersonId]) -> Account | None:
    """The account in the name of the person the form pointed at."""
    if account is None:
        return None
    return replace(account, holder=named.get(account.holder, account.holder))


def listed(members: Sequence[Member]) -> tuple[Member, ...]:
    """Members of a form, numbered as place holders."""
    return tuple(replace(m, person=place_holder(n)) for n, m in enumerate(members))
