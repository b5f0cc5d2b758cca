"""``relief limits CASE``: the time limits a case runs under, each with its last day."""

from domain.case.authority import CITY
from domain.case.clock import running
from domain.case.governing import law_of
from domain.case.state import Case
from domain.law.pack import Pack
from domain.time.due import LOCAL, reckon
from relief.bootstrap import Service
from relief.office.streams import case_stream, fold
from relief.tools.limits import basis
from relief.tools.output import Output
from relief.words.sentences import say, titles

KEYS = ("limit", "title", "start", "last_day", "basis")


def of_case(service: Service, case: str, output: Output) -> int:
    """The limits that run now. Returns 0, or 3 for an unknown case."""
    stream = case_stream(case)
    recorded = service.journal.read((stream,))[stream]
    if not recorded:
        output.line(say("limits.unknown", case=case))
        return 3
    state: Case = fold(stream, recorded)
    pack = pack_of(service, state)
    calendar = service.calendars.current(state.asked.township[:CITY])
    rows = []
    for run in running(state, pack).values():
        limit = pack.limit(run.limit, run.started_on)
        end = reckon(limit, run.started_on, calendar, run.started_at)
        last = end.last_day if end.until is None else end.until.astimezone(LOCAL)
        rows.append((run.limit, limit.title, run.started_on, last, basis(limit)))
    if output.json:
        output.data([dict(zip(KEYS, r, strict=True)) for r in rows])
    output.table(titles("limits.of-case"), rows)
    if not rows:
        output.line(say("limits.none", case=case))
    return 0


def pack_of(service: Service, case: Case) -> Pack:
    """The pack a case lives under."""
    return law_of(case, service.law, service.clock.now().date(), case.asked.township)
