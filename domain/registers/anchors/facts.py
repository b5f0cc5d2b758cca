"""A log is anchored."""

from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.facts import Fact, fact


class KeptLog(StrEnum):
    """The logs that only grow."""

    ACCESS = "access"
    SIGN_IN = "sign-in"


@fact("log-anchored")
@says(
    "The log had ``number`` entries; ``digest`` (hex SHA-256) chains the newest to all before it."
)
class LogAnchored(Fact):
    on: date
    log: KeptLog
    number: int
    digest: str
