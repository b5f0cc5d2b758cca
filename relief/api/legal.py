"""What the packs on record call what a client meets by its id, on whichever day it was in force."""

from collections.abc import Iterator, Mapping

from domain.law.overlay import Additions
from domain.law.pack import Law, Pack
from domain.time.limits import Limit


def limits(law: Law) -> Mapping[str, Limit]:
    """Every time limit of any pack, county and day, by its newest entry."""
    county = [one for added in additions(law) for one in added.limits]
    city = [one for pack in law.packs for table in pack.timetable.tables for one in table.table]
    return {one.id: one for one in (*county, *city)}


def materials(law: Law) -> Mapping[str, str]:
    """Every paper that a pack or a county asks for, by its newest title."""
    county = [one for added in additions(law) for one in added.casework.materials]
    city = [one for pack in days(law) for one in pack.outcomes.casework.materials]
    return {one.id: one.title for one in (*county, *city)}


def series(law: Law) -> Mapping[str, str]:
    """Every series of figures that a pack asks for, by its newest title."""
    return {one.id: one.title for pack in days(law) for one in pack.outcomes.series.values()}


def laws(law: Law) -> Mapping[str, str]:
    """Every pack, and every county's overlay, by its title."""
    overlays = {one.id: one.title for one in law.overlays}
    return {one.id: one.title for one in law.packs} | overlays


def days(law: Law) -> Iterator[Pack]:
    """Every pack on each day on which something in it changed, in order."""
    for pack in law.packs:
        yield from map(pack.on, pack.book.since)


def additions(law: Law) -> Iterator[Additions]:
    """What counties add, period by period."""
    for overlay in law.overlays:
        yield from overlay.periods.values()
