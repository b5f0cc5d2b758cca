"""A township's end, and other law, over a hundred thousand open cases: memory, and what others wait.

The cases stand in the history as commands wrote them. On the day ``relief serve`` passes them on; where
other law counts, it folds ledgers of that edition beside those of before. Somebody else asks meanwhile,
at a steady rate.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread

from sqlalchemy import URL

from bench.arranged import CITY, GROWTH_MB, SECONDS, SLOWER, Grown, p99
from bench.databases import POSTGRESQL, SQLITE, Databases, service
from bench.figures import Figure
from bench.general import MORNING
from bench.histories import TOWNSHIP, Pattern, write
from bench.serving import served
from bench.sweep import opened_cases
from domain.ground.commands import Command
from domain.ground.posts import Officer, Post
from domain.ground.refusal import Refused
from domain.registers.divisions.commands import ConfirmDivisions, ProposeDivisions
from domain.registers.divisions.facts import DivisionChange, DivisionEffect
from domain.registers.law.commands import ApproveLaw, ProposeLaw
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.dividing import on_record, would_move
from relief.office.requests import Request

OPEN = 100_000
TOO = Officer("bench-city-too", frozenset({Post.CITY_OFFICER}), "5401")
SUCCESSOR = "540121201"
COUNTY = Path(__file__).parents[1] / "tests" / "law" / "county.toml"
OVERLAY, SINCE = "linzhou-test", date(2027, 1, 1)
"""A county's additions that count from a day on which nothing was decided yet."""


def given(on: Service, command: Command, by: Officer) -> None:
    """A command of the city. Raises ``RuntimeError`` where it is refused."""
    id = f"bench-{type(command).__name__}"
    done = on.office.execute(Request(command, by, id, ""))
    if isinstance(done, Refused):
        raise RuntimeError(f"refused: {done.reasons}")


def township_ends(on: Service) -> None:
    """The township of all the cases passes into its neighbour: proposed, shown, confirmed."""
    ends = DivisionChange(
        effect=DivisionEffect.ENDS, code=TOWNSHIP, last_day=MORNING.date(), successor=SUCCESSOR
    )
    number = on_record(on.journal).version + 1
    said = {"case": "5401", "document": "虚构文件", "source": "bench"}
    given(on, ProposeDivisions(**said, changes=(ends,)), CITY)
    asked = ConfirmDivisions(case="5401", number=number)
    shown = would_move(on, asked, TOO)
    if isinstance(shown, Refused):
        raise RuntimeError(f"refused: {shown.reasons}")
    given(on, ConfirmDivisions(case="5401", number=number, shown=shown.mark), TOO)


def other_law(on: Service) -> None:
    """The county's additions come to count: proposed, approved."""
    (one,) = on.enactments.files.counties
    hash = one.sha256
    document = "林民〔2021〕1号（虚构）"
    proposed = ProposeLaw(
        case=OVERLAY, area="5401", sha256=hash, document=document, valid_from=SINCE
    )
    given(on, proposed, CITY)
    given(on, ApproveLaw(case=OVERLAY, area="5401", sha256=hash), TOO)


def laid(folder: Path) -> Path:
    """A folder with the county's file, of days to come."""
    (beside := folder / "overlays").mkdir(exist_ok=True)
    text = COUNTY.read_text(encoding="utf-8").replace("= 2021-", f"= {SINCE.year}-")
    (beside / "county.toml").write_text(text, encoding="utf-8")
    return beside


def filled(on: Service, clock: SimulatedClock, url: URL, many: int) -> None:
    """So many open cases in one township, ledgers up to date."""
    pattern = Pattern(on, clock)
    write(url, opened_cases(pattern, many), on.journal.head + 1)
    on.journal.store.max_notification_id()
    on.follower().catch_up()


def waited(url: URL, folder: Path, seconds: float, **also: str) -> tuple[float, float]:
    """Of a server that has something to take in: how it grew, and what another waited meanwhile."""
    others = list[float]()
    with served(url, folder, **also) as server, Grown(server.pid) as grown:
        asking = Thread(target=lambda: others.append(p99(server.port, seconds)))
        asking.start()
        asking.join()
    return grown.most, others[0]


Change = Callable[[Service], None]
IDLE = {"RELIEF_SWEEP": "no", "RELIEF_FOLLOW": "no"}
"""A server that has the change before it and does nothing about it."""


def moved(what: str, change: Change, kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """Somebody who asks a server that rests, then one that takes the change in."""
    many, seconds = (2_000, 2.0) if quick else (OPEN, SECONDS)
    folder, clock = Path(bases.folder), SimulatedClock(MORNING)
    with bases.fresh(kind) as url:
        with service(url, folder, clock) as on:
            filled(on, clock, url, many)
        beside = laid(folder)
        with service(url, folder, clock, beside) as on:
            change(on)
        also = {"RELIEF_OVERLAYS": str(beside), "RELIEF_TICK_SECONDS": "0.5"}
        _, alone = waited(url, folder, seconds, **also, **IDLE)
        grown, meanwhile = waited(url, folder, seconds, **also)
    note = f"{many:,} open cases"
    return [
        Figure(f"{what}, memory, {kind}", grown, "MB", note=note).within(GROWTH_MB),
        Figure(
            f"another's p99 while {what}, {kind}",
            meanwhile,
            "ms",
            "the same client alone",
            alone,
            note=note,
        ).most(SLOWER),
    ]


CHANGES: dict[str, tuple[str, Change]] = {
    "ending": ("a township's cases pass on", township_ends),
    "law": ("ledgers are folded under other law", other_law),
}
MEASURES = {
    f"{name}-{kind.lower()}": partial(moved, what, change, kind)
    for name, (what, change) in CHANGES.items()
    for kind in (SQLITE, POSTGRESQL)
}
"""By the name to ask for."""
