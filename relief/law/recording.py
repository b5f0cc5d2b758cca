"""What a start records of the law: what came with the program, and at an installation what lies beside."""

from collections.abc import Iterator

from adapters.journal import Journal
from adapters.keys.keys import MasterKey
from adapters.packs.held import at_11a5808
from domain.case.authority import SYSTEM
from domain.case.intake.facts import ApplicationAccepted
from domain.ground.facts import topics
from domain.registers.law.commands import RecordLaw
from domain.registers.law.state import Document, of_pack
from relief.law.enactment import Enactments, document_of, on_record
from relief.office.requests import Request, system_id

ACCEPTED = topics(ApplicationAccepted)


def installed(enacting: Enactments, master: MasterKey) -> Iterator[Request]:
    """What the owner laid beside the program at installation, as commands of the system."""
    for one in enacting.files.beside() if enacting.installing else ():
        state = enacting.record[one.id]
        if state.newest is None:
            yield request(document_of(one), state.version, master)


def from_before(journal: Journal, master: MasterKey) -> Iterator[Request]:
    """What facts rest on that are older than any record of law: the pack shipped with 11a5808."""
    document = at_11a5808()
    newest = on_record(journal, [document.name])[document.name].newest
    if newest is None and rested_on_before(journal):
        yield request(document, 0, master)


def requests(enacting: Enactments, master: MasterKey) -> Iterator[Request]:
    """Every shipped file that is not the one on record, as a command of the system."""
    record = on_record(enacting.journal, [one.id for one in enacting.files.shipped])
    for document in map(of_pack, enacting.files.shipped):
        state = record[document.name]
        if state.newest is None or state.newest.sha256 != document.sha256:
            yield request(document, state.version, master)


def rested_on_before(journal: Journal) -> bool:
    """Whether anything was accepted, ever: asked only where no law is on record."""
    return bool(journal.following(0, 1, topics=ACCEPTED))


def request(document: Document, version: int, master: MasterKey) -> Request:
    """A file as a command of the system; after another one it may come again."""
    command = RecordLaw(
        case=document.name,
        pack=document.pack,
        document=document.document,
        area=document.area,
        valid_from=document.valid_from,
        valid_to=document.valid_to,
        sha256=document.sha256,
        entries=document.entries,
    )
    id = system_id("law", document.name, str(version), document.sha256)
    return Request(command, SYSTEM, id, master.digest(id.encode()))
