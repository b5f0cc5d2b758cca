"""Who is who: identity numbers on a form become persons, known or new."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from adapters.store.recorder import EventRecorder
from domain.case.amendment.commands import AmendApplication, CorrectApplication
from domain.case.evidence.commands import AttachEvidence
from domain.case.intake.commands import SubmitApplication
from domain.case.knowledge.commands import JudgeName
from domain.case.records import Account, Incident, Member
from domain.ground.commands import Command
from domain.ground.files import SealedFile
from domain.ground.history import PersonRow
from domain.ground.identity import normal
from domain.ground.people import PersonId, Private
from domain.ground.places import Places
from domain.registers.keys.commands import IntroduceIndexKey
from domain.registers.leads.commands import RecordLead
from domain.registers.officers.commands import DeclareKinship, NameOfficer
from relief.people.children import Children, by_numbers
from relief.people.helpers import Helpers, Officials
from relief.people.households import Household, Households
from relief.people.indexing import Indexing


def place_holder(place: int) -> PersonId:
    """How a form names its n-th member before anyone knows who that is."""
    return PersonId(f"#{place}")


Uploaded = Callable[[str, str], SealedFile | None]
"""The file that waits for a case under a number, if there is one."""


class Elsewhere:
    """What is known of somebody by other applications: nothing, where nobody looks."""

    def of(self, case: str, person: PersonId) -> int:
        """How many other names somebody has in other applications than this one."""
        return 0

    def held(self, person: PersonId) -> bool:
        """Whether they have grants, or an application that goes on."""
        return True


NO_PLACES, NOWHERE = Places({}), Elsewhere()


class People:
    """Finds persons by the blind index of their identity number; introduces new ones. Finds files."""

    def __init__(
        self,
        store: EventRecorder,
        master: MasterKey,
        sealer: KeySealer,
        household: Households = lambda case: Household(),
        uploaded: Uploaded = lambda case, file: None,
        officials: Officials = lambda township: {},
        elsewhere: Elsewhere = NOWHERE,
        places: Callable[[], Places] = lambda: NO_PLACES,
    ) -> None:
        self._store = store
        self._master = master
        self._sealer = sealer
        self._helpers = Helpers(store, master, sealer, household, officials)
        self._children = Children(store, master, sealer, household, elsewhere.held)
        self._uploaded = uploaded
        self._elsewhere = elsewhere
        self._places = places
        self.indexing = Indexing(master, store.people_by_id)

    def identify(self, command: Command) -> tuple[Command, Sequence[PersonRow]]:
        """The command about real persons, and the rows of those not stored yet."""
        if isinstance(command, SubmitApplication):
            return self._applicants(command)
        if isinstance(command, AmendApplication | CorrectApplication):
            return self._amended(command)
        if isinstance(command, AttachEvidence):
            return replace(command, sealed=self._uploaded(command.case, command.file)), ()
        if isinstance(command, JudgeName):
            others = self._elsewhere.of(command.case, command.person)
            return replace(command, others=others), ()
        if isinstance(command, RecordLead):
            row = self._sealer.new_person(f"lead/{command.case}")
            about = PersonId(row.person_id)
            return replace(command, whereabouts=command.whereabouts.bound(about)), (row,)
        if isinstance(command, DeclareKinship):
            return self._kin(command)
        if isinstance(command, NameOfficer):
            return self._named(command)
        if isinstance(command, IntroduceIndexKey):
            return self.indexing.introduced(command)
        return self._children.identify(command) or self._helpers.identify(command)

    def _kin(self, command: DeclareKinship) -> tuple[DeclareKinship, Sequence[PersonRow]]:
        """Whom an officer is kin to: known already, or to be known by this number from now on."""
        number = normal(command.id_number.reveal())
        index = self._master.blind_index(number)
        known = by_numbers(self._store, self._master, [index]).get(index)
        row = known or self._sealer.new_person(number)
        person = row.whose
        named = replace(command, person=person, id_number=Private(person, number))
        return named, () if known else (row,)

    def _named(self, command: NameOfficer) -> tuple[NameOfficer, Sequence[PersonRow]]:
        """An officer has a key of their own, under which their name is kept whatever it becomes."""
        own = f"officer/{command.case}"
        index = self._master.blind_index(normal(own))
        known = self._store.people_by_blind_index([index]).get(index)
        row = known or self._sealer.new_person(own)
        return replace(command, person=row.whose), () if known else (row,)

    def _applicants(
        self, command: SubmitApplication
    ) -> tuple[SubmitApplication, Sequence[PersonRow]]:
        members, otherwise, new = self._children.listed(command.members)
        named = {place_holder(n): member.person for n, member in enumerate(members)}
        identified = replace(
            command,
            members=members,
            otherwise=otherwise,
            account=with_holder(command.account, named),
            incident=self._indexed(command.incident),
        )
        return identified, new

    def _amended(
        self, command: AmendApplication | CorrectApplication
    ) -> tuple[AmendApplication | CorrectApplication, Sequence[PersonRow]]:
        told = command.changes
        members, otherwise, new = self._children.listed(told.members, command.case)
        incident = None if told.incident is None else self._indexed(told.incident)
        changes = replace(told, members=members, incident=incident)
        return replace(command, changes=changes, otherwise=otherwise), new

    def _indexed(self, incident: Incident) -> Incident:
        """The incident with its place indexed: equal places of one matter are told by it alone."""
        spot = self._places().spot(incident.place.reveal())
        index = self._master.place_index(spot)
        return replace(incident, place_index=index)


def with_holder(account: Account | None, named: dict[PersonId, PersonId]) -> Account | None:
    """The account in the name of the person the form pointed at."""
    if account is None:
        return None
    return replace(account, holder=named.get(account.holder, account.holder))


def listed(members: Sequence[Member]) -> tuple[Member, ...]:
    """Members of a form, numbered as place holders."""
    return tuple(replace(m, person=place_holder(n)) for n, m in enumerate(members))
