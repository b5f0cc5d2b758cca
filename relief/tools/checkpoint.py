"""``relief checkpoint``: sign how far the logs have come, leave it with every witness."""

from pathlib import Path

from adapters.proof.logs import Gap
from adapters.proof.prover import Broken, Made
from relief.bootstrap import Service
from relief.tools.output import Output
from relief.upkeep import checkpointing
from relief.upkeep.checkpointing import named
from relief.words.sentences import say


def checkpoint(service: Service, output: Output, page: Path | None = None) -> int:
    """Make one of each log and say what became of it; ``page``: print them into this file as well.

    Returns 0; 4 where a log or a witness does not go on from the last one, 1 where a witness is away or
    the page cannot be made.
    """
    try:
        made = checkpointing.checkpoint(service)
    except Broken as error:
        output.line(say("checkpoint.broken", log=named(error.log), size=error.size))
        return 4
    except Gap as error:
        output.line(say("checkpoint.gap", log=named(error.log), number=error.number))
        return 4
    if output.json:
        output.data([_data(one) for one in made])
    for one in made:
        output.line(_made(one))
        for where, why in one.refused.items():
            output.line(_refused(where, why))
        if one.unstamped:
            output.line(say("checkpoint.unstamped", log=named(one.log)))
        for where in one.away:
            output.line(say("checkpoint.away", where=where))
    if not service.settings.witnesses.strip():
        output.line(say("checkpoint.no-witness"))
    code = 1 if any(one.away or one.unstamped for one in made) else 0
    if page is not None:
        from relief.tools.checkpoint_page import written

        code = max(code, written(service, made, page, output))
    return 4 if any(one.refused for one in made) else code


def keys(service: Service, output: Output) -> int:
    """List the public keys. Returns 0."""
    found = checkpointing.public_keys(service)
    if output.json:
        output.data(found)
    for key in found:
        output.line(key)
    return 0


def _made(one: Made) -> str:
    log, size, root = named(one.log), one.point.size, one.point.root.hex()
    if one.new:
        return say("checkpoint.made", log=log, size=size, root=root)
    return say("checkpoint.same", log=log, size=size, root=root)


def _refused(where: str, why: str) -> str:
    match why:
        case "shorter":
            return say("checkpoint.refused-shorter", where=where)
        case "another":
            return say("checkpoint.refused-another", where=where)
        case _:
            return say("checkpoint.refused-unread", where=where)


def _data(one: Made) -> dict[str, object]:
    return {
        "log": one.log,
        "origin": one.point.origin,
        "size": one.point.size,
        "root": one.point.root.hex(),
        "new": one.new,
        "note": one.note,
        "refused": one.refused,
        "away": one.away,
        "unstamped": one.unstamped,
    }
