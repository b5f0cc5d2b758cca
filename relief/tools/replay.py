"""``relief replay CASE``: a case's whole history, each fact with who, when and by what power."""

from collections.abc import Sequence
from dataclasses import asdict
from getpass import getuser

from domain.access import Act, Why
from domain.authority import Officer
from domain.facts import Recorded
from projections.casefile import case_file
from relief.bootstrap import Service
from relief.looks import Seen, Whence
from relief.masking import FIELDS
from relief.personal import Value
from relief.streams import case_stream
from relief.terms import FACTS, in_chinese
from relief.tools.output import Output

VALUES = ("版本", "事实", "内容", "明文")
HEAD = ("版本", "日期", "事实", "经办", "岗位", "依据", "此后阶段")


def replay(service: Service, case: str, why: Why | None, output: Output) -> int:
    """Print the case, masked; with a reason the clear values too. The look is kept first.

    Returns 0, or 3 where there is no such case.
    """
    stream = case_stream(case)
    recorded = service.journal.read((stream,))[stream]
    if not recorded:
        output.line(f"没有此案件：{case}")
        return 3
    values = looked_at(service, case, recorded, why)
    entries = case_file(service.personal.masked(recorded), service.law)
    if output.json:
        shown = [asdict(entry) for entry in entries]
        output.data(shown if why is None else {"facts": shown, "values": [*map(asdict, values)]})
        return 0
    rows = [
        (
            entry.version,
            entry.on,
            FACTS[entry.name],
            entry.officer,
            in_chinese(entry.authority.post),
            entry.authority.article,
            in_chinese(entry.after.stage),
        )
        for entry in entries
    ]
    output.line(f"案件 {case}（{len(entries)} 条事实）")
    output.table(HEAD, rows)
    output.table(VALUES, [(v.version, FACTS[v.fact], v.path, v.text) for v in values])
    return 0


def looked_at(
    service: Service, case: str, recorded: Sequence[Recorded], why: Why | None
) -> list[Value]:
    """The clear values, where there is a reason; either way the look is in the access log first."""
    fields = () if why is None else tuple(sorted(FIELDS))
    seen = Seen(
        act=Act.MASKED if why is None else Act.REVEALED,
        case=case,
        persons=service.personal.persons(recorded),
        fields=fields or ("history",),
        why=why,
    )
    service.looks.note(at_the_console(), seen, Whence("console", ""))
    return service.personal.values(recorded, fields)


def at_the_console() -> Officer:
    """Whoever runs a tool on the server: known to the operating system, holding no post."""
    return Officer(f"os:{getuser()}", frozenset(), "-")
