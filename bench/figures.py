"""A figure: what was measured, beside a peer, a floor or the machine's own measure in the same run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from time import perf_counter
from typing import Any, TypeVar

from bench.costs import Cost, loop, middle

LOOP = "a loop of 1,000 additions"
"""What stands for the machine where there is no peer: 10 µs on the one the targets were set on."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``other`` is the peer, floor or nothing; ``target`` is words.

    ``met`` is ``None`` where nothing was promised: the figure explains another one. ``cost`` and
    ``others`` are what one operation costs, ours and the other's.
    """

    name: str
    ours: float
    unit: str
    peer: str = ""
    other: float | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""
    cost: Cost | None = None
    others: Cost | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the other."""
        return None if not self.other else self.ours / self.other

    def least(self, ratio: float) -> "Figure":
        """The same, promised to be at least so many times the other."""
        met = self.ratio is not None and self.ratio >= ratio
        return replace(self, target=f"≥ {ratio:.3g}×", met=met)

    def most(self, ratio: float) -> "Figure":
        """The same, promised to be at most so many times the other."""
        met = self.ratio is not None and self.ratio <= ratio
        return replace(self, target=f"≤ {ratio:,.3g}×", met=met)

    def within(self, most: float) -> "Figure":
        """The same, promised to be no more than this: for what no machine makes more or less."""
        return replace(self, target=f"≤ {most:g}", met=self.ours <= most)

    def as_data(self) -> dict[str, Any]:
        """For ``--json``."""
        return {**asdict(self), "ratio": self.ratio}


def in_processor(name: str, ours: Cost, peer: str, other: Cost, note: str = "") -> Figure:
    """How many commands a second of processor time, client and server together."""
    mine, theirs = 1 / ours.processor, 1 / other.processor
    unit = "commands/s of processor"
    return Figure(name, mine, unit, peer, theirs, note=note, cost=ours, others=other)


def by_the_clock(name: str, ours: Cost, peer: str, other: Cost, note: str = "") -> Figure:
    """How many commands a second by the clock."""
    mine, theirs = 1 / ours.wall, 1 / other.wall
    return Figure(name, mine, "commands/s", peer, theirs, note=note, cost=ours, others=other)


def in_loops(
    name: str, seconds: float, unit: str, cost: Cost | None = None, note: str = ""
) -> Figure:
    """A time beside the machine's own measure, taken now. ``unit`` is s, ms or µs."""
    scale = {"s": 1.0, "ms": 1e3, "µs": 1e6}[unit]
    return Figure(name, seconds * scale, unit, LOOP, loop() * scale, note=note, cost=cost)


def interleaved(
    rounds: int,
    contestants: Sequence[Callable[[int], T]],
    warm: int = 1,
    chosen: Callable[[list[T]], T] = median,  # type: ignore[assignment]
) -> list[T]:
    """One of each contestant's rounds, the median unless told.

    They are taken in turn (A B A B …) so that noise hits all alike.
    """
    taken: list[list[T]] = [[] for _ in contestants]
    for n in range(warm + rounds):
        for one, results in zip(contestants, taken, strict=True):
            result = one(n)
            if n >= warm:
                results.append(result)
    return [chosen(results) for results in taken]


def in_turn(rounds: int, contestants: Sequence[Callable[[int], Cost]]) -> list[Cost]:
    """What each contestant's operation costs: medians of rounds taken in turn, after one to warm up."""
    return interleaved(rounds, contestants, chosen=middle)


def rate(work: Callable[[], object], count: int) -> float:
    """Calls a second over ``count`` calls."""
    started = perf_counter()
    for _ in range(count):
        work()
    return count / (perf_counter() - started)


HEAD = "figure", "ours", "client + server", "peer or floor", "its value", "client + server"
RULES = "|---|--:|--:|---|--:|--:|--:|---|---|"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table. Processor times are of one operation."""
    head = f"| {' | '.join(HEAD)} | ratio | target | met |"
    return "\n".join([head, RULES, *map(_line, figures)])


def _line(figure: Figure) -> str:
    ratio = f"{_number(figure.ratio)}" if figure.ratio is not None else ""
    other = _number(figure.other) if figure.other is not None else ""
    met = {True: "yes", False: "**no**", None: ""}[figure.met]
    ours = f"{_number(figure.ours)} {figure.unit}".rstrip()
    name = f"{figure.name} ({figure.note})" if figure.note else figure.name
    cells = (name, ours, _cost(figure.cost), figure.peer, other, _cost(figure.others), ratio)
    return f"| {' | '.join(cells)} | {figure.target} | {met} |"


def _cost(cost: Cost | None) -> str:
    if cost is None:
        return ""
    factor, unit = (1e6, "µs") if cost.processor < 1e-2 else (1e3, "ms")
    return f"{_number(cost.client * factor)} + {_number(cost.server * factor)} {unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
