"""任用、回避、登录: what happens in the register of officers."""

from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.facts import Fact, fact
from domain.ground.people import PersonId, Private
from domain.ground.posts import Post


@says("亲属关系: whose case an officer keeps out of (公务员法 §74, §76).")
class Kinship(StrEnum):
    SELF = "self"
    SPOUSE = "spouse"
    LINEAL = "lineal-blood"
    COLLATERAL = "collateral-blood"
    AFFINITY = "near-affinity"
    OTHER = "other-interest"


class Credential(StrEnum):
    """登录凭证 of the local list of officers."""

    PASSWORD = "password"
    SECOND_FACTOR = "second-factor"


@fact("officer-appointed", version=2)
@says("An officer holds a post in a division, by a document; ``valid_to`` is the last day.")
class OfficerAppointed(Fact):
    """``deputy_for`` is whom they stand in for, who is away."""

    on: date
    number: str
    officer: str
    post: Post
    division: str
    valid_from: date
    valid_to: date | None
    document: str
    deputy_for: str | None = None


@fact("appointment-ended")
@says("An appointment ends with ``last_day``; what was done under it stands.")
class AppointmentEnded(Fact):
    on: date
    number: str
    officer: str
    last_day: date
    document: str


@fact("kinship-declared")
@says("An officer is kin to a person, or concerned in their matter: no act in that person's cases.")
class KinshipDeclared(Fact):
    on: date
    officer: str
    person: PersonId
    relation: Kinship
    document: str


@fact("kinship-withdrawn")
@says("A declaration was wrong, or the relation has ended.")
class KinshipWithdrawn(Fact):
    on: date
    officer: str
    person: PersonId
    document: str


@fact("officer-named")
@says("An officer's name and telephone, as they stand on papers and are told to colleagues.")
class OfficerNamed(Fact):
    """Sealed under a key of the officer's own, ``person``; a later one stands instead."""

    on: date
    officer: str
    person: PersonId
    name: Private
    phone: Private | None
    document: str


@fact("sign-in-linked")
@says(
    "Whoever the issuer knows by this subject is the officer. The subject names nobody by itself."
)
class SignInLinked(Fact):
    on: date
    officer: str
    issuer: str
    subject: str
    document: str


@fact("sign-in-unlinked")
@says("The issuer's subject is nobody again.")
class SignInUnlinked(Fact):
    on: date
    officer: str
    issuer: str
    subject: str
    document: str


@fact("credential-changed")
@says("A credential of the local list was set or (``present`` false) taken away. Never the secret.")
class CredentialChanged(Fact):
    on: date
    officer: str
    credential: Credential
    present: bool


OfficerFact = (
    OfficerAppointed
    | AppointmentEnded
    | KinshipDeclared
    | KinshipWithdrawn
    | OfficerNamed
    | SignInLinked
    | SignInUnlinked
    | CredentialChanged
)
