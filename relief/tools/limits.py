"""``relief limits``: every time limit in force, with its article; or the ones a case runs under."""

from domain.authority import CITY
from domain.case.clock import running
from domain.case.state import Case
from domain.law.pack import Pack
from domain.time.due import LOCAL, reckon
from domain.time.limits import Basis, Limit
from relief.bootstrap import Service
from relief.streams import case_stream, fold
from relief.tools.output import Output

KEYS = ("limit", "title", "start", "last_day", "basis")
UNITS = {
    "WORKING_DAY": "个工作日",
    "NATURAL_DAY": "日（自然日）",
    "SAME_DAY": "当日",
    "HOUR": "小时",
}


def limits(service: Service, case: str | None, output: Output) -> int:
    """Print the table of the law in force, or of a case. Returns 0, or 3 for an unknown case."""
    if case is not None:
        return of_case(service, case, output)
    pack = service.law.on(service.clock.now().date())
    if output.json:
        output.data([as_data(limit) for limit in pack.limits])
        return 0
    output.line(f"{pack.title}（{pack.document}）")
    rows = [(x.id, x.title, length(x), basis(x), x.citation, x.duty) for x in pack.limits]
    output.table(("时限", "名称", "长度", "性质", "依据", "责任岗位"), rows)
    return 0


def of_case(service: Service, case: str, output: Output) -> int:
    """The limits that run in a case now, each with its last day."""
    stream = case_stream(case)
    recorded = service.journal.read((stream,))[stream]
    if not recorded:
        output.line(f"没有此案件：{case}")
        return 3
    state: Case = fold(stream, recorded)
    pack = pack_of(service, state)
    calendar = service.calendars.current(state.asked.township[:CITY])
    rows = []
    for run in running(state, pack).values():
        limit = pack.limits[run.limit]
        end = reckon(limit, run.started_on, calendar, run.started_at)
        last = end.last_day if end.until is None else end.until.astimezone(LOCAL)
        rows.append((run.limit, limit.title, run.started_on, last, basis(limit)))
    if output.json:
        output.data([dict(zip(KEYS, r, strict=True)) for r in rows])
    output.table(("时限", "名称", "起算", "届满", "性质"), rows)
    return 0


def pack_of(service: Service, case: Case) -> Pack:
    """The pack a case lives under."""
    if case.pack is not None:
        return service.law.pack(case.pack)
    return service.law.governing(service.clock.now().date(), case.asked.township)


def length(limit: Limit) -> str:
    """5个工作日, 当日."""
    unit = UNITS[limit.unit.value]
    return unit if limit.length == 0 else f"{limit.length}{unit}"


def basis(limit: Limit) -> str:
    """法定 or 内部: never one for the other."""
    return "法定" if limit.basis is Basis.STATUTORY else "内部"


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
