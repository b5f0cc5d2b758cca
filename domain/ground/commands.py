"""What every command is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A request to change one thing. ``case`` is the case number (or lead, or county) it is about."""

    case: str
