"""``relief officers``: the first security administrator, and invitations to the local list.

Done at the machine by whoever runs it; recorded as acts of the system. Password and second factor
are chosen by the officer who is invited: nobody else ever knows either.
"""

import argparse

from adapters.identity.passwords import INVITED_SECONDS
from domain.case.authority import SYSTEM, Post
from domain.ground.commands import Command
from domain.ground.refusal import Refused
from domain.registers.officers.commands import AppointAdministrator, LinkSignIn, RecordCredential
from domain.registers.officers.facts import Credential
from relief.bootstrap import Service
from relief.entropy import SystemEntropy
from relief.office.requests import Request, system_id
from relief.office.streams import WHOLE_CITY
from relief.terminal import complain
from relief.tools.output import Output
from relief.tools.refused import told
from relief.words.sentences import say


def officers(asked: argparse.Namespace, service: Service, output: Output) -> int:
    """Do one of them. 0 done, 1 refused, 2 wrong words."""
    if asked.act == "first":
        return first(asked, service, output)
    if asked.act == "invite":
        return invite(asked.officer, service, output)
    return remove_password(asked.officer, service, output)


def first(asked: argparse.Namespace, service: Service, output: Output) -> int:
    """Appoint somebody security administrator while nobody there could, and link their sign-in."""
    today = service.clock.now().date()
    appointing = AppointAdministrator(
        case=asked.officer,
        number=say("officers.number", officer=asked.officer, isoformat=today.isoformat()),
        post=Post.SECURITY_ADMIN,
        division=WHOLE_CITY,
        valid_from=today,
        document=asked.document,
    )
    if not _done(appointing, service):
        return 1
    if asked.issuer is not None:
        linking = LinkSignIn(
            case=asked.officer,
            issuer=asked.issuer,
            subject=asked.subject,
            document=asked.document,
        )
        if not _done(linking, service):
            return 1
    output.line(say("officers.appointed", officer=asked.officer, isoformat=today.isoformat()))
    return 0


def invite(officer: str, service: Service, output: Output) -> int:
    """Invite an appointed officer to the local list; what they had there ends. Shown this once."""
    if not service.officers.current().entry(officer).appointments:
        complain(say("officers.unknown", officer=officer))
        return 1
    for credential in Credential:
        if not _done(_credential(officer, credential, True), service):
            return 1
    invitation = service.sign_in.passwords.invite(officer, service.clock.now().timestamp())
    if output.json:
        output.data({"officer": officer, "invitation": invitation})
    output.line(say("officers.invitation", officer=officer, hours=INVITED_SECONDS // 3_600))
    output.line(invitation)
    return 0


def remove_password(officer: str, service: Service, output: Output) -> int:
    """Take somebody off the local list, and sign them out."""
    for credential in Credential:
        if not _done(_credential(officer, credential, False), service):
            return 1
    service.sign_in.door.drop(officer)
    output.line(say("officers.removed", officer=officer))
    return 0


def _credential(officer: str, credential: Credential, present: bool) -> RecordCredential:
    return RecordCredential(case=officer, credential=credential, present=present)


def _done(command: Command, service: Service) -> bool:
    """Give a command as the system, and say why where it is refused."""
    id = system_id("officers", command.case, SystemEntropy().token(16))
    digest = service.master.digest(id.encode())
    answer = service.office.execute(Request(command, SYSTEM, id, digest))
    if isinstance(answer, Refused):
        told(answer)
        return False
    return True
