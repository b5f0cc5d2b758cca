"""``relief checkpoint``: sign how far the logs have come, leave it with every witness."""

from adapters.proof.logs import Gap
from adapters.proof.prover import Broken, Made
from relief.bootstrap import Service
from relief.tools.output import Output
from relief.upkeep import checkpointing
from relief.upkeep.checkpointing import named
from relief.words.sentences import say


def checkpoint(service: Service, output: Output) -> int:
    """Make one of each log and say what became of it.

    Returns 0; 4 where a log or a witness does not go on from the last one, 1 where a witness is away.
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
        key = "checkpoint.made" if one.new else "checkpoint.same"
        output.line(say(key, log=named(one.log), size=one.point.size, root=one.point.root.hex()))
        for where, why in one.refused.items():
            output.line(say(f"checkpoint.refused-{why}", where=where))
        for where in one.away:
            output.line(say("checkpoint.away", where=where))
    if not checkpointing.witnesses(service.settings):
        output.line(say("checkpoint.no-witness"))
    if any(one.refused for one in made):
        return 4
    return 1 if any(one.away for one in made) else 0


def keys(service: Service, output: Output) -> int:
    """List the public keys. Returns 0."""
    found = checkpointing.public_keys(service)
    if output.json:
        output.data(found)
    for key in found:
        output.line(key)
    return 0


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
    }
