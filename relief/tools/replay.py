"""``relief replay CASE``: a case's whole history, each fact with who, when and by what power."""

from projections.casefile import case_file
from relief.bootstrap import Service
from relief.streams import case_stream
from relief.tools.output import Output

HEAD = ("版本", "日期", "事实", "经办", "岗位", "依据", "阶段")


def replay(service: Service, case: str, output: Output) -> int:
    """Print the case. Returns 0, or 3 where there is no such case."""
    recorded = service.journal.read((case_stream(case),))[case_stream(case)]
    if not recorded:
        output.line(f"没有此案件：{case}")
        return 3
    entries = case_file(recorded)
    if output.json:
        output.data(entries)
        return 0
    rows = [
        (
            entry.version,
            entry.on,
            entry.fact,
            entry.officer,
            entry.authority.post,
            entry.authority.article,
            entry.stage,
        )
        for entry in entries
    ]
    output.line(f"案件 {case}（{len(entries)} 条事实）")
    output.table(HEAD, rows)
    return 0
