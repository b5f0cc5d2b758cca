"""``relief notice FILE``: a holiday notice from a file: what it would move; with its mark, recorded.

The file is the very body that ``POST /v1/calendar/notices`` takes, read by the same reader.
"""

from pathlib import Path

from adapters.store.places import NotBuilt
from domain.case.authority import Officer
from domain.ground.refusal import Refused
from domain.registers.calendar.commands import RecordHolidayNotice
from domain.registers.calendar.foreseen import Foreseen
from relief.api.bodies import command_of
from relief.api.routes import ROUTES
from relief.bootstrap import Service
from relief.foreseeing import Moving, foresee, moving
from relief.office.requests import Request, client_id
from relief.terminal import complain
from relief.tools import bodies
from relief.tools.output import Output
from relief.tools.refused import told
from relief.words.days import source
from relief.words.dictionary import of
from relief.words.sentences import say, titles

ROUTE = next(one for one in ROUTES if one.command is RecordHolidayNotice)


def notice(service: Service, file: Path, officer: str, shown: str | None, output: Output) -> int:
    """Show what the notice would move, or record it. Returns 0; 1 where refused; 3 without a file."""
    try:
        raw = file.read_bytes()
    except OSError:
        complain(say("notice.no-file", file=file))
        return 3
    command = read(raw, shown)
    if command is None:
        return 1
    who = bodies.giver(service, officer)
    if shown is not None:
        return recorded(service, command, who, raw, output)
    found = foresee(service, command, who)
    if isinstance(found, Refused):
        told(found)
        return 1
    shows(service, found, output)
    return 0


def read(raw: bytes, shown: str | None) -> RecordHolidayNotice | None:
    """The command in a file; nothing where that is wrong, which is told with every fault."""
    body = bodies.read(raw, RecordHolidayNotice)
    if body is None:
        return None
    if shown is not None:
        body = body.model_copy(update={"shown": shown})
    command = command_of(ROUTE, body, "")
    assert isinstance(command, RecordHolidayNotice)
    return command


def recorded(
    service: Service, command: RecordHolidayNotice, who: Officer, raw: bytes, output: Output
) -> int:
    """Record what was shown; the same file with the same mark is recorded once."""
    id = client_id(who.id, f"notice/{service.master.digest(raw)}/{command.shown}")
    request = Request(command, who, id, service.master.digest(id.encode()))
    done = service.office.execute(request)
    if isinstance(done, Refused):
        told(done)
        return 1
    if output.json:
        output.data({"position": done.position, "facts": done.facts, "repeated": done.repeated})
    output.line(say("notice.recorded", holidays=len(done.facts), position=done.position))
    return 0


def shows(service: Service, found: Foreseen, output: Output) -> None:
    """The days that turn, the limits that move, and the mark that confirms both."""
    moved = counted(service, found)
    if output.json:
        output.data(as_data(found, moved))
    rows = [
        (one.was.day, of(one.was.kind), of(one.becomes.kind), source(one.becomes.source))
        for one in found.days
    ]
    output.line(say("notice.days", count=len(rows)))
    output.table(titles("notice.days-head"), rows)
    if moved is None:
        output.line(say("notice.no-ledgers"))
    else:
        output.line(say("notice.limits", count=moved.total))
        lines = [(move.title, move.was, move.becomes, count) for move, count in moved.moves]
        output.table(titles("notice.limits-head"), lines)
        if moved.left_off:
            output.line(say("notice.left-off", count=moved.left_off))
    output.line(say("notice.mark", mark=found.mark))


def counted(service: Service, found: Foreseen) -> Moving | None:
    """The limits that move; nothing while there are no ledgers to count them in."""
    try:
        with service.ledgers.reading() as connection:
            return moving(connection, service.law, found)
    except NotBuilt:
        return None


def as_data(found: Foreseen, moved: Moving | None) -> dict[str, object]:
    """The same for programs."""
    return {
        "mark": found.mark,
        "days": [
            {"day": one.was.day, "was": one.was.kind.value, "becomes": one.becomes.kind.value}
            for one in found.days
        ],
        "moving": None if moved is None else moved.total,
        "left_off": None if moved is None else moved.left_off,
        "limits": []
        if moved is None
        else [
            {"limit": m.limit, "last_day": m.was, "new_last_day": m.becomes, "count": count}
            for m, count in moved.moves
        ],
    }
