"""``relief officers``: the first security administrator, and the local list's credentials.

Done at the machine by whoever runs it; recorded as acts of the system. Passwords come from a
prompt or standard input, never from the command line.
"""

import argparse
import getpass
import sys

from adapters.identity.passwords import UnfitPassword
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
from relief.words.sayings import reason
from relief.words.sentences import say


def officers(asked: argparse.Namespace, service: Service, output: Output) -> int:
    """Do one of them. 0 done, 1 refused, 2 wrong words."""
    if asked.act == "first":
        return first(asked, service, output)
    if asked.act == "add-password":
        return add_password(asked.officer, service, output)
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


def add_password(officer: str, service: Service, output: Output) -> int:
    """Give an appointed officer a password and a second factor; the factor is shown this once."""
    if not service.officers.current().entry(officer).appointments:
        complain(say("officers.unknown", officer=officer))
        return 1
    try:
        enrolled = service.sign_in.passwords.enrol(officer, _password())
    except UnfitPassword as error:
        complain(say("officers.password", error=reason(error)))
        return 1
    for credential in Credential:
        if not _done(_credential(officer, credential, True), service):
            return 1
    if output.json:
        output.data({"officer": officer, "authenticator": enrolled.address})
    output.line(say("officers.second-factor"))
    output.line(enrolled.address)
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


def _password() -> str:
    """From a prompt where somebody sits there, else the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(say("officers.ask-password"))
    return sys.stdin.readline().rstrip("\r\n")


def _done(command: Command, service: Service) -> bool:
    """Give a command as the system, and say why where it is refused."""
    id = system_id("officers", command.case, SystemEntropy().token(16))
    digest = service.master.digest(id.encode())
    answer = service.office.execute(Request(command, SYSTEM, id, digest))
    if isinstance(answer, Refused):
        told(answer)
        return False
    return True
