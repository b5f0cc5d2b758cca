"""``relief replay CASE``: a case's whole history, each fact with who, when and by what power."""

from collections.abc import Sequence
from dataclasses import asdict
from getpass import getuser

from eventsourcing.persistence import PersistenceError

from domain.case.authority import Officer
from domain.ground.access import Act, Why
from domain.ground.facts import FACTS, Recorded
from domain.ground.names import AT_THE_CONSOLE
from projections.casefile import Entry, case_file
from relief.bootstrap import Service
from relief.office.streams import case_stream
from relief.opening import NoAccessLog
from relief.people.looks import CONSOLE, Seen, Whence
from relief.people.masking import FIELDS
from relief.people.personal import Value
from relief.tools.output import Output
from relief.words.dictionary import fact, word
from relief.words.fields import of_path
from relief.words.notes import notes_on
from relief.words.sentences import say, titles

VALUES = titles("replay.values")
HEAD = titles("replay.head")


def replay(service: Service, case: str, why: Why | None, output: Output) -> int:
    """Print the case, masked; with a reason the clear values too. The look is kept first.

    Returns 0, or 3 where there is no such case.
    """
    stream = case_stream(case)
    recorded = service.journal.read((stream,))[stream]
    if not recorded:
        output.line(say("replay.unknown", case=case))
        return 3
    values = looked_at(service, case, recorded, why)
    entries = case_file(service.personal.masked(recorded), service.law)
    if output.json:
        shown = [asdict(entry) for entry in entries]
        output.data(shown if why is None else {"facts": shown, "values": [*map(asdict, values)]})
        return 0
    rows = [
        (
            entry.version,
            entry.on,
            fact(entry.name),
            entry.officer,
            word("Post", entry.authority.post),
            entry.authority.article,
            word("Stage", entry.after.stage),
        )
        for entry in entries
    ]
    output.line(say("replay.title", case=case, count=len(entries), held_to=held_to(entries)))
    output.table(HEAD, rows)
    for entry in entries:
        for note in notes_on(entry.not_indexed):
            output.line(say("replay.note", version=entry.version, fact=fact(entry.name), note=note))
    output.table(
        VALUES, [(v.version, fact(v.fact), of_path(v.path, FACTS[v.fact]), v.text) for v in values]
    )
    return 0


def held_to(entries: Sequence[Entry]) -> str:
    """The editions of the rules the facts were decided under, and from which fact on."""
    first = {entry.rules: entry.version for entry in reversed(entries)}
    told = [say("replay.edition", edition=edition) for edition in sorted(first)]
    since = (
        [say("replay.from", what=first[edition]) for edition in sorted(first)]
        if len(first) > 1
        else [""]
    )
    return say("replay.by") + "、".join(map("".join, zip(told, since, strict=True)))


def looked_at(
    service: Service, case: str, recorded: Sequence[Recorded], why: Why | None
) -> list[Value]:
    """The clear values, where there is a reason; either way the look is in the access log first."""
    fields = () if why is None else tuple(sorted(FIELDS))
    seen = Seen(
        act=Act.MASKED if why is None else Act.REVEALED,
        case=case,
        persons=service.personal.persons(recorded),
        fields=fields or ("history",),
        why=why,
    )
    noted(service, seen)
    return service.personal.values(recorded, fields)


def noted(service: Service, seen: Seen) -> None:
    """Keep a look before anything is shown. Raises ``NoAccessLog`` where it cannot be kept now."""
    try:
        service.looks.note(at_the_console(), seen, Whence(CONSOLE, ""))
    except PersistenceError:
        raise NoAccessLog(say("replay.log-down")) from None


def at_the_console() -> Officer:
    """Whoever runs a tool on the server: known to the operating system, holding no post."""
    return Officer(f"{AT_THE_CONSOLE}{getuser()}", frozenset(), "-")
