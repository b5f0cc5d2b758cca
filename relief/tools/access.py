"""``relief access``: who looked at which case, at whom, and why."""

from adapters.access.log import public
from relief.bootstrap import Service
from relief.terms import in_chinese
from relief.tools.output import Output

HEAD = ("序号", "时间", "人员", "岗位", "方式", "案件", "内容", "理由", "来源")


def access(
    service: Service,
    case: str | None,
    person: str | None,
    officer: str | None,
    limit: int,
    output: Output,
) -> int:
    """Print the newest looks. Returns 0, or 3 where there is none. Notes stay sealed."""
    found = service.looks.log.page(case=case, person=person, officer=officer, size=limit)
    if output.json:
        output.data([public(one) for one in found])
    output.table(
        HEAD,
        [
            (
                one.number,
                one.entry.at,
                one.entry.officer,
                "、".join(map(in_chinese, one.entry.posts)),
                in_chinese(one.entry.act),
                one.entry.case,
                ",".join(one.entry.fields),
                in_chinese(one.entry.reason or ""),
                one.entry.address,
            )
            for one in found
        ],
    )
    return 0 if found else 3
