"""Questions to the desks: what is mine to do, what waits for others, and how much lies with whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, not_, or_, select, true

from domain.case.moves import KEPT, NEVER, Party
from projections.desk_rows import DESKS, JUDGING, DeskRow
from projections.elsewhere import stopped
from projections.limit_boards import LATER, OVERDUE, SOON, SOON_DAYS, TODAY
from projections.reading import Page, in_area, page
from projections.rosters import ROSTERS

D = DESKS.c
ORDER = (D.due_on, D.case_id, D.post, D.party, D.township)


@dataclass(frozen=True, slots=True)
class Who:
    """An officer as a list sees one: the posts held there, every id of the human, and their kin."""

    posts: Collection[str]
    ids: Collection[str]
    kin: Collection[str] = ()


class ItemRow(DeskRow):
    """What waits, with how near its last day is."""

    mark: str


@dataclass(frozen=True, slots=True)
class Only:
    """What of a list is wanted: how near its last day is, at which stage, in which village."""

    mark: str | None = None
    stage: str | None = None
    village: str | None = None

    def within(self, today: date) -> ColumnElement[bool]:
        """The rows that are wanted."""
        wanted = ((_mark(today), self.mark), (D.stage, self.stage), (D.village, self.village))
        return and_(true(), *(column == value for column, value in wanted if value is not None))


ALL = Only()

Seats = Mapping[str, Who]
"""The areas an officer asks about (4, 6 or 9 digits), and who they are there."""


def mine(
    connection: Connection,
    seats: Seats,
    today: date,
    *,
    only: Only = ALL,
    after: str | None = None,
    size: int = 100,
) -> Page[ItemRow]:
    """What an officer may do now, what is due first before. Raises ``BadCursor``."""
    wanted = select(DESKS, _mark(today).label("mark")).where(_own(seats, today), only.within(today))
    return page(connection, wanted, ItemRow, ORDER, after, size)


def others(
    connection: Connection,
    seats: Seats,
    today: date,
    *,
    only: Only = ALL,
    after: str | None = None,
    size: int = 100,
) -> Page[ItemRow]:
    """What waits there for anybody else. Raises ``BadCursor``."""
    there = and_(or_(*(in_area(DESKS, area) for area in seats)), _stands())
    theirs = and_(there, not_(_own(seats, today)), only.within(today))
    wanted = select(DESKS, _mark(today).label("mark")).where(theirs)
    return page(connection, wanted, ItemRow, ORDER, after, size)


def counts(connection: Connection, seats: Seats, today: date) -> dict[str, int]:
    """How many cases lie with an officer: late, due today, soon, later or never."""
    first = select(D.case_id, func.min(D.due_on).label("due_on")).where(_own(seats, today))
    each = first.group_by(D.case_id).subquery()
    marked = select(_mark(today, each.c.due_on).label("mark")).subquery()
    wanted = select(marked.c.mark, func.count()).group_by(marked.c.mark)
    found = {mark: int(count) for mark, count in connection.execute(wanted)}
    return {mark: found.get(mark, 0) for mark in (OVERDUE, TODAY, SOON, LATER)}


def choices(connection: Connection, seats: Seats, today: date) -> tuple[list[str], list[str]]:
    """The stages and the villages of what lies with an officer; a lead has no stage."""
    wanted = select(D.stage, D.village).where(_own(seats, today)).distinct()
    found = [(stage, village) for stage, village in connection.execute(wanted)]
    stages, villages = ({*part} for part in zip(*found, strict=True)) if found else (set(), set())
    return sorted(stages - {""}), sorted(villages - {""})


def _own(seats: Seats, today: date) -> ColumnElement[bool]:
    return or_(*(and_(in_area(DESKS, area), _his(who, today)) for area, who in seats.items()))


def _his(who: Who, today: date) -> ColumnElement[bool]:
    """Of a post the officer holds, ripe, and not kept from them by what they did or whose kin they are."""
    day = today.isoformat()
    ripe = or_(
        and_(D.party == Party.OFFICE.value, or_(D.ripe <= day, D.ripe == KEPT), _stands()),
        and_(D.party.in_((Party.LOT.value, JUDGING)), _stands()),
        and_(D.party == Party.TIME.value, D.due_on < day, D.ripe != NEVER),
    )
    free = [not_(D.apart.contains(f",{id},", autoescape=True)) for id in sorted(who.ids)]
    strange = [not_(D.members.contains(f",{id},", autoescape=True)) for id in sorted(who.kin)]
    return and_(D.post.in_(sorted(who.posts)), ripe, *free, *strange)


def _stands() -> ColumnElement[bool]:
    """What waits for the lot waits only where the county has drawn too few (18.1.2) and the case is the
    next by its draw; what such a county may not decide meanwhile waits for nobody else. What is known
    elsewhere and open waits for whoever judges it, and what it stops for nobody.
    """
    too_few = ROSTERS.c.short == 1
    short = D.county.in_(select(ROSTERS.c.county).where(too_few))
    unknown = select(ROSTERS.c.county).where(too_few, ROSTERS.c.next_case.is_(None))
    following = D.case_id.in_(select(ROSTERS.c.next_case).where(too_few))
    drawn = and_(D.party != Party.LOT.value, or_(D.ripe != KEPT, not_(short)))
    lot = and_(D.party == Party.LOT.value, or_(following, D.county.in_(unknown)))
    judged = D.party == JUDGING
    free = or_(and_(judged, stopped(DESKS)), and_(~judged, ~stopped(DESKS)))
    return and_(or_(drawn, lot), free)


def _mark(today: date, due: ColumnElement[Any] = D.due_on) -> ColumnElement[Any]:
    day, near = today.isoformat(), (today + timedelta(days=SOON_DAYS)).isoformat()
    return case((due < day, OVERDUE), (due == day, TODAY), (due <= near, SOON), else_=LATER)
