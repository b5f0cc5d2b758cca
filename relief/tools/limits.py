"""``relief limits``: every time limit in force, with its article; or the ones a case runs under."""

from datetime import date

from domain.case.authority import CITY
from domain.case.clock import running
from domain.case.governing import law_of
from domain.case.state import Case
from domain.law.pack import Law, Pack
from domain.time.due import LOCAL, reckon
from domain.time.limits import Limit
from relief.bootstrap import Service
from relief.office.streams import case_stream, fold
from relief.tools.output import Output
from relief.words.dictionary import knows, of, word
from relief.words.sentences import say, titles

KEYS = ("limit", "title", "start", "last_day", "basis")


def limits(service: Service, case: str | None, output: Output) -> int:
    """Print the table of the law in force, or of a case. Returns 0, or 3 for an unknown case."""
    if case is not None:
        return of_case(service, case, output)
    return in_force(service.law, service.clock.now().date(), output)


def in_force(law: Law, today: date, output: Output) -> int:
    """The table of the law in force on a day. Returns 0."""
    pack = law.on(today)
    if output.json:
        output.data([as_data(limit) for limit in pack.limits])
        return 0
    output.line(f"{pack.title}（{pack.document}）")
    rows = [(x.id, x.title, length(x), basis(x), x.citation, duty(x)) for x in pack.limits]
    output.table(titles("limits.of-law"), rows)
    return 0


def of_case(service: Service, case: str, output: Output) -> int:
    """The limits that run in a case now, each with its last day."""
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
    return 0


def pack_of(service: Service, case: Case) -> Pack:
    """The pack a case lives under."""
    return law_of(case, service.law, service.clock.now().date(), case.asked.township)


def length(limit: Limit) -> str:
    """5个工作日, 当日."""
    unit = of(limit.unit)
    return unit if limit.length == 0 else f"{limit.length}{unit}"


def basis(limit: Limit) -> str:
    """法定 or 内部: never one for the other."""
    return of(limit.basis)


def duty(limit: Limit) -> str:
    """Whose duty it is: a post, or the applicant."""
    return word("Post" if knows("Post", limit.duty) else "Recipient", limit.duty)


def as_data(limit: Limit) -> dict[str, object]:
    """A limit for programs."""
    return {
        "id": limit.id,
        "title": limit.title,
        "length": limit.length,
        "unit": limit.unit.value,
        "basis": limit.basis.value,
        "citation": limit.citation,
        "duty": limit.duty,
        "expiry": limit.expiry.value,
    }
