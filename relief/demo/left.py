"""What a demo leaves beside its data: the moment at which it stopped, and whom one may be in it.

By this file alone a folder is known for a demo's: nothing else is ever served as one.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relief.usage import WrongWords
from relief.words.sentences import say

FILE = "relief-demo.json"


@dataclass(frozen=True, slots=True)
class Left:
    """Where the demo's clock stands, and the ids of its officers."""

    at: datetime
    officers: tuple[str, ...]


def leave(place: Path, left: Left) -> None:
    """Write it down."""
    told = {"at": left.at.isoformat(), "officers": left.officers}
    place.joinpath(FILE).write_text(json.dumps(told), encoding="utf-8")


def found(place: Path) -> Left:
    """What a demo left in a folder. Raises ``WrongWords`` where none did."""
    try:
        told = json.loads(place.joinpath(FILE).read_text(encoding="utf-8"))
        return Left(datetime.fromisoformat(told["at"]), tuple(map(str, told["officers"])))
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongWords("serve", say("demo.none-there", path=place.absolute())) from None
