"""What answers about the proof look like."""

from datetime import datetime

from relief.api.answers import Answer


class CheckpointLine(Answer):
    """A checkpoint; ``witnesses`` are those known by their key that signed it."""

    size: int
    root: str
    made_at: datetime
    witnesses: list[str]
    stamped: bool


class LogLine(Answer):
    """A log: how many entries it has, and its newest checkpoints, the newest first."""

    log: str
    title: str
    origin: str
    entries: int
    checkpoints: list[CheckpointLine]


class ProofState(Answer):
    """How the proof of this installation stands; ``unwatched``: seconds since the watcher looked."""

    installation: str
    logs: list[LogLine]
    folders: int
    addresses: int
    broken: list[str]
    red: list[str]
    unwatched: int
