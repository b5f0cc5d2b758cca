"""``relief divisions FILE``: what a document says of divisions, from a file: proposed for another hand.

The file is the very body that ``POST /v1/divisions/proposals`` takes, read by the same reader; whoever
confirms it is shown what it moves (``/v1/divisions/confirmation/foreseen``).
"""

from pathlib import Path

from domain.ground.refusal import Refused
from domain.registers.divisions.commands import ProposeDivisions
from relief.api.bodies import command_of
from relief.api.routes import ROUTES
from relief.bootstrap import Service
from relief.office.requests import Request, client_id
from relief.terminal import complain
from relief.tools import bodies
from relief.tools.output import Output
from relief.tools.refused import told
from relief.words.sentences import say

ROUTE = next(one for one in ROUTES if one.command is ProposeDivisions)


def divisions(service: Service, file: Path, officer: str, output: Output) -> int:
    """Propose what the file says, once. Returns 0; 1 where refused; 3 without a file."""
    try:
        raw = file.read_bytes()
    except OSError:
        complain(say("divisions.no-file", file=file))
        return 3
    command = read(raw)
    if command is None:
        return 1
    who = bodies.giver(service, officer)
    id = client_id(who.id, f"divisions/{service.master.digest(raw)}")
    request = Request(command, who, id, service.master.digest(id.encode()))
    done = service.office.execute(request)
    if isinstance(done, Refused):
        told(done)
        return 1
    if output.json:
        output.data({"number": done.version, "position": done.position, "repeated": done.repeated})
    output.line(say("divisions.proposed", number=done.version, changes=len(command.changes)))
    return 0


def read(raw: bytes) -> ProposeDivisions | None:
    """The command in a file; nothing where that is wrong, which is told with every fault."""
    body = bodies.read(raw, ProposeDivisions)
    if body is None:
        return None
    command = command_of(ROUTE, body, "")
    assert isinstance(command, ProposeDivisions)
    return command
