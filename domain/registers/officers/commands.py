"""What an officer, or the system, may ask of the register of officers."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import says
from domain.ground.editions import since
from domain.ground.people import UNKNOWN, PersonId, Private
from domain.ground.posts import Post
from domain.registers.officers.facts import Credential, Kinship


@dataclass(frozen=True, slots=True, kw_only=True)
@says("a post in a division, to a last day or until ended. Not for administrators' posts.")
class AppointOfficer(Command):
    """``deputy_for`` is an officer who is away, in whose post this one stands for that time."""

    number: str
    post: Post
    division: str
    valid_from: date
    valid_to: date | None = None
    document: str
    deputy_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@says("one of the three administrators' posts.")
class AppointAdministrator(AppointOfficer):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@says("the appointment holds to ``last_day``, yesterday for at once.")
class EndAppointment(Command):
    number: str
    last_day: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAdministration(EndAppointment):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@says("the officer is kin to somebody, who may never have applied yet.")
class DeclareKinship(Command):
    id_number: Private
    person: PersonId = UNKNOWN
    relation: Kinship
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawKinship(Command):
    person: PersonId
    document: str


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@says(
    "what the officer is called, and how colleagues reach them; it stands instead of what was said."
)
class NameOfficer(Command):
    name: Private
    phone: Private | None = None
    person: PersonId = UNKNOWN
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
@says("whoever the issuer knows by this subject is the officer.")
class LinkSignIn(Command):
    issuer: str
    subject: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkSignIn(LinkSignIn):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@says("a local password or second factor was set or taken away; never the secret.")
class RecordCredential(Command):
    credential: Credential
    present: bool


TELLING = (DeclareKinship, LinkSignIn)
"""What says who somebody is, or whose kin; with what is made from it."""
