"""承接: the commands by which a file or a lead passes to whoever stands for a township that is no more."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from domain.case.authority import CITY, SYSTEM
from domain.case.state import Case
from domain.case.streams import OWN
from domain.case.table import row_of
from domain.case.transfer.commands import PassOnFile
from domain.case.transfer.passing import passing
from domain.ground.commands import Command
from domain.ground.places import Places
from domain.ground.streams import Stream
from domain.registers.leads.commands import PassOnLead
from domain.registers.leads.state import Lead
from relief.office.requests import Request, system_id
from relief.office.states import States

PASSING = (PassOnFile, PassOnLead)


def passing_on(request: Request, places: Places, states: States, day: date) -> Request | None:
    """What must be recorded before a command about a case or lead; ``None`` where it lies where it did."""
    row, command = row_of(request.command), request.command
    about = row.own in (Stream.CASE, Stream.LEAD) and not row.opens
    if not places.passed or not about or isinstance(command, PASSING):
        return None
    stream = OWN[row.own](command.case)
    state: Case | Lead = states.load((stream,), fresh=False)[0][stream]
    if isinstance(state, Lead):
        lies = places.standing(state.township, day)
        passes = lies != state.township
        return passed_on(PassOnLead(case=command.case), state.township, lies) if passes else None
    fact = passing(state, places, day)
    if fact is None:
        return None
    moved = fact.township if fact.township != fact.origin else fact.village_code
    return passed_on(PassOnFile(case=command.case), fact.origin, fact.received or moved)


def passed_on(command: Command, origin: str, there: str) -> Request:
    """The system's command for one case or lead of a township that another stands for: given once."""
    id = system_id("passed-on", command.case, origin, there)
    system = replace(SYSTEM, division=there[:CITY])
    return Request(command, system, id, sha256(id.encode()).hexdigest())
