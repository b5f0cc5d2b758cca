"""A figure: what was measured, next to what it is compared with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``other`` is the peer, floor or nothing; ``target`` is words.

    ``met`` is ``None`` where nothing was promised: the figure explains another one.
    """

    name: str
    ours: float
    unit: str
    peer: str = ""
    other: float | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the other."""
        return None if not self.other else self.ours / self.other

    def as_data(self) -> dict[str, Any]:
        """For ``--json``."""
        return {**asdict(self), "ratio": self.ratio}


def at_least(
    name: str,
    ours: float,
    unit: str,
    floor: float,
    note: str = "",
    peer: str = "",
    other: float | None = None,
) -> Figure:
    """A figure that should not be below a number; the peer beside it promises nothing."""
    return Figure(name, ours, unit, peer, other, f"≥ {floor:,.0f}", ours >= floor, note)


def at_most(name: str, ours: float, unit: str, ceiling: float, note: str = "") -> Figure:
    """A figure that should not be above a number."""
    return Figure(name, ours, unit, target=f"≤ {ceiling:,.0f}", met=ours <= ceiling, note=note)


def times(
    name: str, ours: float, unit: str, peer: str, other: float, wanted: float | None, note: str = ""
) -> Figure:
    """A figure that should be so many times the peer's; ``None``: nothing was promised."""
    if wanted is None:
        return Figure(name, ours, unit, peer, other, note=note)
    return Figure(name, ours, unit, peer, other, f"≥ {wanted:g}×", ours >= wanted * other, note)


def interleaved(
    rounds: int,
    contestants: Sequence[Callable[[int], float]],
    warm: int = 1,
    chosen: Callable[[list[float]], float] = median,
) -> list[float]:
    """One of each contestant's rounds, the median unless told.

    They are taken in turn (A B A B …) so that noise hits all alike.
    """
    taken: list[list[float]] = [[] for _ in contestants]
    for n in range(warm + rounds):
        for one, results in zip(contestants, taken, strict=True):
            result = one(n)
            if n >= warm:
                results.append(result)
    return [chosen(results) for results in taken]


def rate(work: Callable[[], object], count: int) -> float:
    """Calls a second over ``count`` calls."""
    started = perf_counter()
    for _ in range(count):
        work()
    return count / (perf_counter() - started)


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| figure | ours | peer or floor | its value | ratio | target | met |",
        "|---|--:|---|--:|--:|---|---|",
    ]
    lines += [_line(figure) for figure in figures]
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else ""
    other = _number(figure.other) if figure.other is not None else ""
    met = {True: "yes", False: "**no**", None: ""}[figure.met]
    ours = f"{_number(figure.ours)} {figure.unit}"
    name = f"{figure.name} ({figure.note})" if figure.note else figure.name
    return f"| {name} | {ours} | {figure.peer} | {other} | {ratio} | {figure.target} | {met} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
