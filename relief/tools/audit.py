"""``relief audit``: a bundle that proves itself, and the program that checks it without us."""

import argparse
import shlex
from importlib.resources import files
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from relief.audit.bundling import NoCheckpoint, NoSuchCase, bundle, sampled
from relief.audit.packing import Parts, pretty
from relief.audit.sampling import TooEarly
from relief.bootstrap import Service
from relief.opening import NoAccessLog
from relief.tools.asking import asked_for, wanted
from relief.tools.output import Output
from relief.tools.replay import at_the_console
from relief.words.sayings import cannot
from relief.words.sentences import say

VERIFIER = "verify_bundle.py"


def bundled(asked: argparse.Namespace, service: Service, output: Output) -> int:
    """Write a bundle. Returns 0; 3 where there is no such case, 1 where it cannot be made."""
    wanted = asked_for(asked)
    try:
        made = bundle(service, wanted, at_the_console(), asked.out)
    except NoSuchCase:
        output.line(say("audit.none"))
        return 3
    except NoCheckpoint:
        output.line(say("audit.no-checkpoint"))
        return 1
    except FileExistsError:
        output.line(say("audit.there", path=asked.out))
        return 1
    except PersistenceError:
        raise NoAccessLog(say("replay.log-down")) from None
    told(made, asked.out, output)
    return 0


def told(made: Parts, path: Path, output: Output) -> None:
    """What the bundle holds, and how it is checked."""
    sizes = {name: log.size for name, log in made.logs.items()}
    if output.json:
        output.data({"file": path, "scope": made.scope, "logs": sizes})
    counts = {name: len([*log.entries]) for name, log in made.logs.items()}
    facts, rows = counts["facts"], counts["rows"]
    looks, personal = counts.get("access", 0), len(made.personal)
    output.line(
        say("audit.made", path=path, facts=facts, rows=rows, looks=looks, personal=personal)
    )
    output.line(say("audit.check", command=shlex.join(("python3", VERIFIER, str(path)))))


def drawn(asked: argparse.Namespace, service: Service, output: Output) -> int:
    """Draw a sample into a file. Returns 0; 1 where there is no seed yet or the file is there."""
    try:
        sample = sampled(service, wanted(asked))
        with asked.out.open("xb") as out:
            out.write(pretty(sample))
    except (NoCheckpoint, TooEarly):
        output.line(say("audit.too-early", upto=asked.upto))
        return 1
    except FileExistsError:
        output.line(say("audit.there", path=asked.out))
        return 1
    if output.json:
        output.data(sample)
    output.line(
        say(
            "audit.drawn",
            population=sample["population"],
            count=sample["count"],
            checkpoint=sample["checkpoint"],
            value=sample["value"],
            source=sample["source"],
        )
    )
    for stream in sample["drawn"]:
        output.line(f"  {stream.partition('-')[2]}")
    return 0


def verifier(folder: Path, output: Output) -> int:
    """Lay the program that checks bundles into a folder. Returns 0, or 1 where it cannot be."""
    source = files("relief.audit").joinpath(VERIFIER).read_bytes()
    path = folder / VERIFIER
    try:
        path.write_bytes(source)
    except OSError as error:
        output.line(say("audit.unwritable", path=path, cannot=cannot(error)))
        return 1
    if output.json:
        output.data({"file": path})
    output.line(say("audit.laid", path=path))
    return 0
