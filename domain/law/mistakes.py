"""What is wrong with a pack's text, as whoever reads it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.ground.sayings import Saying


class Fault(StrEnum):
    """What sort of mistake it is, for programs."""

    ENTRY = "entry-not-valid"
    AREA = "no-such-area"
    NEVER_STARTS = "limit-never-starts"
    NEVER_STOPS = "limit-never-stops"
    UNREACHABLE = "step-unreachable"
    ENDLESS = "order-without-end"
    CIRCLE = "order-with-a-circle"
    TWICE = "two-laws-on-one-day"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a pack's text: its line (from 1; 0: unknown), where, and what is wrong."""

    line: int
    where: str
    message: Saying
    fault: Fault = Fault.ENTRY

    def __str__(self) -> str:
        return f"line {self.line}: {self.where}: {self.message}"


class PackError(ValueError):
    """A text that is no valid policy pack, with everything that is wrong about it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        once = dict.fromkeys(problems)
        self.problems = tuple(sorted(once, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))
