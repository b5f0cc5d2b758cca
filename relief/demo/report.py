"""What the month came to: both ledgers, the broken limits, one case replayed."""

from collections import Counter

from projections import limit_boards
from relief.bootstrap import Service
from relief.demo.desk import CITY, Desks
from relief.demo.hardship import yuan
from relief.demo.story import Teller
from relief.sweep import Swept
from relief.terms import LIMIT_STATES, in_chinese
from relief.tools.limits import basis
from relief.tools.output import Output
from relief.tools.replay import replay


def report(
    service: Service,
    desks: Desks,
    told: list[Teller],
    swept: Swept,
    seconds: float,
    output: Output,
) -> None:
    """Print everything."""
    today = service.clock.now().date()
    counties = [d for d in service.divisions.inside("5401", today) if len(d.code) == 6]
    events = service.journal.store.max_notification_id()
    output.line(
        f"{len(told)} 件申请，{desks.requests} 次接口请求，{events} 条事实，{seconds:.0f} 秒"
    )
    county_ledgers(desks, [(d.code, d.name) for d in counties], output)
    township_ledger(desks, busiest(told), output)
    sums(told, output)
    not_relieved(told, output)
    broken(service, output)
    output.line()
    output.line(f"时限巡查：到期 {swept.due} 项，处理 {swept.acted} 项")
    refused = "，".join(f"{code} {n}" for code, n in desks.refusals.most_common())
    output.line(f"依法拒绝的请求：{refused}")
    output.line()
    replay(service, showcase(told), None, output)


def busiest(told: list[Teller]) -> str:
    """The township with the most applications."""
    return Counter(t.plan.township for t in told).most_common(1)[0][0]


def showcase(told: list[Teller]) -> str:
    """A case worth reading: one with an objection, else any."""
    marked = [t for t in told if t.plan.twist == "objection-unfounded"]
    return (marked or told)[0].case


def county_ledgers(desks: Desks, counties: list[tuple[str, str]], output: Output) -> None:
    """One line per county, from the API."""
    rows = []
    for code, name in counties:
        totals = desks.get(CITY, f"/v1/ledgers/county/{code}", limit=1)["totals"]
        rows.append(
            (
                name,
                totals["cases"],
                totals["approved_cases"],
                totals["approved_persons"],
                totals["approved"],
                totals["paid"],
            )
        )
    output.line()
    output.line("县级台账")
    head = ("县（区）", "申请件", "批准户次", "惠及人次", "批准金额（元）", "已发放（元）")
    output.table(head, rows)


def township_ledger(desks: Desks, township: str, output: Output) -> None:
    """The first lines of one township's ledger, from the API."""
    page = desks.get(CITY, f"/v1/ledgers/township/{township}", limit=12)
    output.line()
    output.line(f"乡镇台账 {township}（前 12 行）")
    rows = [
        (
            row["case"],
            row["village"],
            in_chinese(row["category"]),
            row["members"],
            in_chinese(row["stage"]),
            row["approved"] or "",
            row["paid"] or "",
        )
        for row in page["items"]
    ]
    output.table(("案件", "村居", "类型", "人口", "阶段", "批准（元）", "发放（元）"), rows)


def sums(told: list[Teller], output: Output) -> None:
    """How sums came about: some of each kind, costs and persons beside what the law prescribes."""
    some: dict[str, list[Teller]] = {}
    for t in told:
        if t.amount and not t.against:
            some.setdefault(t.plan.hardship.category, []).append(t)
    rows = [
        (
            t.case,
            in_chinese(t.plan.hardship.category),
            t.plan.hardship.members,
            yuan(sum(t.plan.hardship.costs)) if t.plan.hardship.costs else "",
            t.amount,
            "裁量" if t.plan.judged else "按标准",
        )
        for category in some.values()
        for t in category[:3]
    ]
    output.line()
    output.line("金额由来（每类前 3 件；费用虚构，金额由系统依第十一条计算或在其幅度内裁量）")
    output.table(("案件", "类型", "人口", "自负费用（元）", "建议金额（元）", "方式"), rows)


def not_relieved(told: list[Teller], output: Output) -> None:
    """A case for which nobody could sign, with the reasons given."""
    for t in told:
        if t.against:
            output.line()
            output.line(f"系统拒绝签署同意意见的一件 {t.case}：")
            for sentence in t.against:
                output.line(f"  {sentence}")
            return


def broken(service: Service, output: Output) -> None:
    """Limits that were missed or met late, by limit."""
    with service.ledgers.reading() as connection:
        counted = limit_boards.counts(connection, "5401")
    limits = service.law.on(service.clock.now().date()).limits
    rows = [
        (
            limits[row["limit"]].title,
            basis(limits[row["limit"]]),
            LIMIT_STATES[row["state"]],
            row["count"],
        )
        for row in counted
        if row["state"] in ("late", "missed")
    ]
    output.line()
    output.line("逾期时限")
    output.table(("时限", "性质", "状态", "件数"), rows)
