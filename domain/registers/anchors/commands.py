"""What an officer, or the system, may ask of the register of anchors."""

from dataclasses import dataclass

from domain.ground.commands import Command
from domain.ground.declared import says


@dataclass(frozen=True, slots=True, kw_only=True)
@says("how far a log has come; ``case`` is the name of the log.")
class AnchorLog(Command):
    """``digest`` (hex SHA-256) is the one of entry ``number``; an empty log has number 0."""

    number: int
    digest: str
