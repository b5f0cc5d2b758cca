"""A case across New Year on real databases: the moved last day enters its history, once."""

from dataclasses import fields, replace
from pathlib import Path

from sqlalchemy import URL

from domain.case.ending import facts as e
from domain.registers.calendar.foreseen import Foreseen
from projections import limit_boards
from projections.casefile import case_file
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.foreseeing import foresee
from relief.office.streams import case_stream
from relief.upkeep.sweep import Sweep
from tests.case import people as p
from tests.case.test_recomputed_limits import FIRST, LATE, NEW_YEAR, SECOND, TODAY
from tests.case.words import About
from tests.support import commands as c
from tests.support.offices import Counter, at, serving


def swept(service: Service) -> int:
    """What a sweep recorded, of ledgers that are up to date before and after."""
    service.follower().catch_up()
    acted = Sweep(service).run().acted
    service.follower().catch_up()
    return acted


def test_a_case_across_new_year_shows_its_moved_limit_in_its_file(
    database: URL, tmp_path: Path
) -> None:
    """Two sweeps before and after the notice: one fact, the ledger agrees, a replay too."""
    clock = SimulatedClock(at(LATE))
    with serving(tmp_path, database, clock) as service:
        counter = Counter(service)
        about = About(case="N-1", day=LATE)
        counter.go(about, c.SubmitApplication, c.AcceptApplication)
        clock.set(at(TODAY))
        assert swept(service) == 0
        seen = foresee(service, NEW_YEAR, p.CITY)
        assert isinstance(seen, Foreseen)
        shown = replace(NEW_YEAR, shown=seen.mark)
        words = {field.name: getattr(shown, field.name) for field in fields(shown)}
        counter.go(about, c.RecordHolidayNotice, **words)
        assert [swept(service) for _ in range(3)] == [1, 0, 0]
        stream = case_stream("N-1")
        entries = case_file(service.journal.read((stream,))[stream], service.law)
        told = [one for one in entries if one.name == e.TimeLimitRecomputed.NAME]
        assert [(one.fields["was"], one.fields["now"]) for one in told] == [
            (FIRST.isoformat(), SECOND.isoformat())
        ]
        assert told[0].officer == "system" and told[0].articles == ("民法典§203",)
        with service.ledgers.reading() as connection:
            (row,) = [
                one
                for one in limit_boards.of_case(connection, "N-1")
                if one["limit"] == "examination"
            ]
        assert (row["last_day"], row["moved_from"], row["provisional"]) == (
            SECOND.isoformat(),
            None,
            False,
        )
