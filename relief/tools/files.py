"""``relief files``: files no fact names, since when that is known, and their removal by hand."""

from adapters.files.store import FilesDown
from relief.bootstrap import Service
from relief.clock import LHASA
from relief.evidence.orphans import Orphan, Orphans
from relief.tools.output import Output
from relief.words.sentences import say


def files(service: Service, remove: bool, output: Output) -> int:
    """Tell each, and remove those whose time is over where that was asked for.

    Returns 0, 4 where some remain, and 1 where the files cannot be reached.
    """
    orphans = Orphans(service.filing.store, service.journal, service.clock)
    try:
        found = orphans.look()
        removed = orphans.remove(found) if remove else 0
    except FilesDown:
        output.line(say("kept.down"))
        return 1
    if output.json:
        output.data({"unnamed": [_told(one) for one in found], "removed": removed})
    for one in found:
        told = _told(one)
        since, until = told["since"], told["until"]
        output.line(say("kept.unnamed", file=one.file, since=since, until=until))
    if remove:
        output.line(say("kept.removed", count=removed))
    elif not found:
        output.line(say("kept.none"))
    return 4 if len(found) > removed else 0


def _told(one: Orphan) -> dict[str, str]:
    day = "%Y-%m-%d"
    since, until = (at.astimezone(LHASA).strftime(day) for at in (one.since, one.until))
    return {"file": one.file, "since": since, "until": until}
