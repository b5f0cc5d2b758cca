"""One clause in full: its rules with their guards and checks, and every value the pack has for it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain

from domain.case.decide import RULES
from domain.case.situation import Rule
from domain.law.citations import cite
from domain.law.cited import cited_by, doc, label
from domain.law.coverage import Backing, Kind, within
from domain.law.pack import Pack
from domain.law.parts import Parameter, ParameterUnit
from domain.time.limits import Basis, Limit
from relief.tools.limits import basis, length
from relief.tools.output import Output

Row = tuple[object, ...]

ENTRIES = {
    Kind.PACK: "政策版本",
    Kind.CATEGORY: "困难类型",
    Kind.TEST: "认定标准",
    Kind.BASE: "计算基数",
    Kind.AMOUNT: "救助标准",
    Kind.SCALE: "档位",
    Kind.POOL: "年累计",
    Kind.SERIES: "逐年数值",
    Kind.PROCEDURE: "程序",
    Kind.DELEGATION: "委托",
    Kind.FREQUENCY: "次数",
    Kind.GROUND: "不予救助情形",
    Kind.MATERIAL: "材料",
}
"""What entries of a pack are called, parameters, limits and readings apart."""

UNITS = {
    ParameterUnit.YUAN: "元",
    ParameterUnit.FACTOR: "倍",
    ParameterUnit.NATURAL_DAYS: "日（自然日）",
    ParameterUnit.MONTH_DAY: "（每年）",
}
"""What follows a value; counts and flags stand alone."""


PARAMETER = ("取值", "名称", "值", "性质", "起始", "依据", "说明")
LIMIT = ("时限", "名称", "长度", "性质", "责任岗位", "依据")
READING = ("读法", "问题", "采用", "可选", "理由", "依据")


def show(
    place: str,
    backings: Sequence[Backing],
    pack: Pack,
    lacks: Sequence[Row],
    tests: Sequence[Row],
    output: Output,
) -> None:
    """Print everything behind a provision and its parts; what is empty is left out."""
    provision = cite(place)
    output.line(f"{provision.document} {provision.wording}（{place}）")
    output.line(provision.summary)
    rules(place, backings, output)
    section("权限", ("命令", "岗位", "依据"), named(backings, Kind.POWER, place), output)
    section("函数", ("名称", "说明", "依据"), named(backings, Kind.FUNCTION, place), output)
    section("政策条目", ("种类", "条目", "内容", "依据"), entries(backings, place), output)
    section("取值", PARAMETER, (parameter(p) for p in pack.parameters if on(p, place)), output)
    section("时限", LIMIT, (limit(x) for x in pack.limits if on(x, place)), output)
    section("读法", READING, readings(place, backings, pack), output)
    section("事实", ("名称", "说明", "依据"), named(backings, Kind.FACT, place), output)
    section("测试", ("位置", "承诺"), tests, output)
    section("未实现的部分", ("条款", "情况", "理由"), lacks, output)


def section(
    title: str, head: Sequence[str], rows: Sequence[Row] | Iterator[Row], output: Output
) -> None:
    """A titled table; nothing at all without rows."""
    some = list(rows)
    if some:
        output.line()
        output.line(f"【{title}】{len(some)}")
        output.table(head, some)


def rules(place: str, backings: Sequence[Backing], output: Output) -> None:
    """Each rule of the provision with all it asks; then what rules of other articles ask by it."""
    own = [(c.__name__, doc(c), r) for c, r in RULES.items() if within(r.article, place)]
    rows = [line for name, text, rule in own for line in asked(name, text, rule)]
    section("规则", ("种类", "名称", "说明", "依据"), rows, output)
    mine = {name for name, _, _ in own}
    others = [
        (b.name, b.text, cites(b, place), "、".join(b.of))
        for b in backings
        if b.kind in (Kind.GUARD, Kind.CHECK) and not mine.intersection(b.of)
    ]
    section("其他规则中的条件", ("条件", "说明", "依据", "规则"), others, output)


def asked(name: str, text: str, rule: Rule) -> Iterator[Row]:
    """A rule, then its guards (asked of the case) and checks (asked of the words)."""
    yield "命令", name, text, rule.article
    for sort, functions in (("案情", rule.guards), ("内容", rule.checks)):
        for function in functions:
            cited = ", ".join(sorted(cited_by(function)))
            yield f"  {sort}", f"  {label(function)}", doc(function), cited


def named(backings: Sequence[Backing], kind: Kind, place: str) -> list[Row]:
    """Things of one kind by name."""
    return [(b.name, b.text, cites(b, place)) for b in backings if b.kind is kind]


def entries(backings: Sequence[Backing], place: str) -> list[Row]:
    """The pack's entries."""
    return [
        (ENTRIES[b.kind], b.name, b.text, cites(b, place)) for b in backings if b.kind in ENTRIES
    ]


def cites(backing: Backing, place: str) -> str:
    """Which parts of the provision a thing cites."""
    return ", ".join(sorted(p for p in backing.places if within(p, place)))


def on(entry: Parameter | Limit, place: str) -> bool:
    """Whether an entry rests on the provision or a part of it."""
    return within(str(entry.citation), place)


def parameter(p: Parameter) -> Row:
    """A value with its unit, whether the law or the office set it, and since when."""
    value = f"{p.value}{UNITS.get(p.unit, '')}"
    if p.unit is ParameterUnit.PERCENT and isinstance(p.value, Fraction):
        value = f"{p.value * 100}%"
    set_by = "法定" if p.basis is Basis.STATUTORY else "内部"
    return p.id, p.title, value, set_by, p.start, p.citation, p.note


def limit(x: Limit) -> Row:
    """A time limit, as ``relief limits`` shows it."""
    return x.id, x.title, length(x), basis(x), x.duty, x.citation


def readings(place: str, backings: Sequence[Backing], pack: Pack) -> Iterator[Row]:
    """Ambiguities of the provision, and those that what stands behind it names."""
    named_behind = set(chain(*(b.readings for b in backings)))
    for r in pack.readings.values():
        if within(str(r.citation), place) or r.id in named_behind:
            others = "、".join(r.alternatives)
            yield r.id, r.question, r.chosen, others, r.why, r.citation
