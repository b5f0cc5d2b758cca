"""``relief checkpoint --page``: the newest checkpoints as a sheet of squares, for whoever keeps paper.

What a square holds is the signed note itself, byte for byte: read by any telephone it is the file that
``verify_bundle.py --note`` takes.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from adapters.aside import new
from adapters.drawing.squares import Sheet, Square, drawn
from adapters.proof.prover import Made
from domain.ground.document import Undrawable
from relief.bootstrap import Service
from relief.clock import LHASA
from relief.tools.output import Output
from relief.upkeep.checkpointing import named, public_keys
from relief.words.dictionary import word
from relief.words.sentences import say

IN_GROUPS = 8
"""So many digits of a root are read at once."""
KEYS_SIDE = 70.0
"""Millimetres: four keys are more than a note."""


def written(service: Service, made: Sequence[Made], path: Path, output: Output) -> int:
    """Write the sheet into a file that is not there yet. Returns 0, or 1 where it cannot be made."""
    if not made:
        output.line(say("checkpoint.page-none"))
        return 1
    try:
        data = drawn(sheet(service, made))
    except Undrawable as error:
        output.line(say("checkpoint.page-unprintable", word=word("unprintable", error.why)))
        return 1
    try:
        with os.fdopen(new(path), "wb") as out:
            out.write(data)
    except FileExistsError:
        output.line(say("checkpoint.page-there", path=path))
        return 1
    output.line(say("checkpoint.page-made", path=path))
    return 0


def sheet(service: Service, made: Sequence[Made]) -> Sheet:
    """What stands on it: a square for each log's note, and one for the public keys."""
    now = service.clock.now().astimezone(LHASA)
    name = made[0].point.origin.rpartition("/")[0]
    at = now.isoformat(" ", "minutes").partition("+")[0]
    return Sheet(
        title=say("checkpoint.page-title"),
        issuer=name,
        on=now.date(),
        lines=(say("checkpoint.page-what", name=name, at=at), say("checkpoint.page-use")),
        squares=(*map(noted, made), keyed(public_keys(service))),
    )


def noted(one: Made) -> Square:
    """The note of a log, and what it says."""
    root = " ".join(grouped(one.point.root.hex()))
    lines = (
        say("checkpoint.page-size", log=named(one.log), size=one.point.size),
        one.point.origin,
        say("checkpoint.page-root", root=root),
    )
    return Square(one.note.encode(), lines)


def keyed(keys: Sequence[str]) -> Square:
    """The public keys, one a line."""
    told = "".join(f"{key}\n" for key in keys)
    return Square(told.encode(), (say("checkpoint.page-keys"), *keys), KEYS_SIDE)


def grouped(digits: str) -> Iterator[str]:
    """So that two people can read them to each other."""
    for at in range(0, len(digits), IN_GROUPS):
        yield digits[at : at + IN_GROUPS]
