"""What is asked and answered about signing in and the register of officers."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.ground.posts import Post
from domain.registers.officers.facts import Kinship
from relief.api import queries as q
from relief.api.answers import Answer, Day
from relief.api.fields import OfficerField
from relief.api.records import Body


class WaysIn(Answer):
    """The ways to sign in; in development tokens of one's own making are taken."""

    provider: bool
    local: bool
    development: bool


class SentOff(Answer):
    """Where the browser goes to sign in."""

    address: str


Password = Annotated[
    str, Field(strict=True, max_length=256), Field(json_schema_extra={"writeOnly": True})
]
OneTimeCode = Annotated[
    str, Field(strict=True, max_length=10), Field(json_schema_extra={"writeOnly": True})
]


class LocalSignIn(Body):
    """Officer's id, password and one-time code."""

    officer: OfficerField
    password: Password
    code: OneTimeCode


class ChangePassword(Body):
    """Password, code of this moment, and the new password."""

    password: Password
    code: OneTimeCode
    new_password: Password


Invitation = Annotated[
    str, Field(strict=True, max_length=64), Field(json_schema_extra={"writeOnly": True})
]


class OfferToInvited(Body):
    """Officer's id and invitation: asks for a second factor; nothing changes yet."""

    officer: OfficerField
    invitation: Invitation


class AcceptInvitation(Body):
    """The invitation, a password of one's own choice, and a code of the second factor offered."""

    officer: OfficerField
    invitation: Invitation
    password: Password
    offer: Annotated[str, Field(strict=True, max_length=500)]
    code: OneTimeCode


class OfferSecondFactor(Body):
    """Asks for a new second factor; nothing changes yet."""


class Offered(Answer):
    """What an authenticator is told, shown once; ``offer`` comes back with the change."""

    address: str
    offer: str


class ChangeSecondFactor(Body):
    """Password, the old authenticator's code and the new one's."""

    password: Password
    code: OneTimeCode
    offer: Annotated[str, Field(strict=True, max_length=500)]
    new_code: OneTimeCode


class CredentialsChanged(Answer):
    """Changed; one's other sessions are over."""

    changed: bool


class Holding(Answer):
    """One appointment."""

    number: str
    post: Post
    division: str
    valid_from: Day
    valid_to: Day | None
    document: str
    deputy_for: str | None


class SessionAnswer(Answer):
    """Who is signed in and their posts; ``until`` is when to sign in again at the latest."""

    officer: str
    division: str
    posts: list[Post]
    appointments: list[Holding]
    until: datetime | None


class SignedOut(Answer):
    """Signed out."""

    signed_out: bool


class Kin(Answer):
    """A kinship on record."""

    person: str
    relation: Kinship


class OfficerLine(Answer):
    """An officer of the register; ``kin`` is told to two of the administrators only."""

    officer: str
    appointments: list[Holding]
    kin: list[Kin] | None
    credentials: list[str]
    linked: list[str]


class OfficerPage(Answer):
    """A page of the register of officers."""

    items: list[OfficerLine]
    next: str | None


class DoorLine(Answer):
    """One sign-in, failure, wait or sign-out; ``officer`` is ``-`` where there is none."""

    number: int
    at: datetime
    officer: str
    event: str
    method: str
    address: str


class DoorPage(Answer):
    """A page of the sign-in log."""

    items: list[DoorLine]
    next: str | None


class CallbackQuery(BaseModel):
    """What the sign-in service sends back by the browser; nothing else is looked at."""

    model_config = ConfigDict(extra="ignore")

    state: str = Field(max_length=200)
    code: str | None = Field(None, max_length=2000)
    iss: str | None = Field(None, max_length=500)


class PageQuery(q.InPages):
    """Where a page begins, and how much it holds."""

    cursor: q.Cursor | None = None


class DoorQuery(q.InPages):
    """Where a page of the sign-in log begins."""

    cursor: q.LogCursor | None = None
