"""``relief replay CASE``: a case's whole history, each fact with who, when and by what power."""

from dataclasses import asdict

from projections.casefile import case_file
from relief.bootstrap import Service
from relief.streams import case_stream
from relief.terms import FACTS, in_chinese
from relief.tools.output import Output

HEAD = ("版本", "日期", "事实", "经办", "岗位", "依据", "此后阶段")


def replay(service: Service, case: str, output: Output) -> int:
    """Print the case. Returns 0, or 3 where there is no such case."""
    stream = case_stream(case)
    recorded = service.journal.read((stream,))[stream]
    if not recorded:
        output.line(f"没有此案件：{case}")
        return 3
    entries = case_file(recorded, service.law)
    if output.json:
        output.data([asdict(entry) for entry in entries])
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
    return 0
