"""How entries of a pack about casework, their keys and types already right, become rules."""

from collections.abc import Mapping

from adapters.packs.findings import Findings, read
from adapters.packs.keys import cited, one_of, some_of
from adapters.packs.outcome_schema import CASEWORK_TABLES
from adapters.packs.schema import Entry
from adapters.packs.values import Mistake
from domain.ground.sayings import Saying
from domain.ground.terms import Category, FollowUp, FundSource, Procedure, Residence
from domain.law.casework import (
    Casework,
    DelegationRule,
    FrequencyRule,
    FundRule,
    GroundRule,
    MaterialRule,
    ProcedureRule,
)
from domain.law.mistakes import Fault
from domain.law.steps import COURSE, StepRule
from domain.law.terms import Frequency, LateDay, NoticeTime, Renotice, Signal, Step, Window
from domain.time.limits import Basis

Written = dict[str, list[Entry | None]]
"""The entries of each table by name; ``None`` where an entry does not apply."""


WITHOUT_ACT = {"county": True, "township": False}
"""Who decides small urgent cases where no act delegates, and whether an act is needed then."""


def procedure(entry: Entry) -> ProcedureRule:
    """Raises ``Mistake`` where a notice has no time limit, or a limit no notice."""
    notice = one_of(NoticeTime, entry, "notice")
    if (notice is NoticeTime.NONE) == ("notice_limit" in entry):
        raise Mistake("notice", Saying("a notice needs notice_limit, and none has it"))
    return ProcedureRule(
        procedure=one_of(Procedure, entry, "id"),
        notice=notice,
        citation=cited(entry),
        basis=one_of(Basis, entry, "basis"),
        notice_limit=entry.get("notice_limit"),
        renotice=one_of(Renotice, entry, "renotice") if "renotice" in entry else None,
        categories=frozenset(some_of(Category, entry, "categories")),
    )


def step(entry: Entry) -> StepRule:
    """Raises ``Mistake`` where it names what no list has, or an order of what is not asked."""
    which, asked = one_of(Step, entry, "id"), entry.get("asked", True)
    if not asked and which in COURSE:
        raise Mistake("asked", Saying("no order ends without {step}", step=which), Fault.ENDLESS)
    for key in ("after", "before"):
        if key in entry and not asked:
            raise Mistake(key, Saying("what is not asked has no order"))
    return StepRule(
        procedure=one_of(Procedure, entry, "procedure"),
        step=which,
        asked=asked,
        citation=cited(entry),
        after=some_of(Step, entry, "after"),
        before=some_of(Step, entry, "before"),
        categories=frozenset(some_of(Category, entry, "categories")),
    )


def delegation(entry: Entry) -> DelegationRule:
    """Raises ``Mistake`` where it names what no list has, or an act where none can delegate."""
    procedure, registered = one_of(Procedure, entry, "procedure"), act_needed(entry)
    if registered and procedure is not Procedure.URGENT:
        raise Mistake(
            "registered", Saying("an act delegates kinds of urgency: only in the urgent procedure")
        )
    return DelegationRule(
        procedure=procedure,
        ceiling=entry["ceiling"],
        registered=registered,
        seat=entry["seat"],
        citation=cited(entry),
        series=entry.get("series"),
        categories=frozenset(some_of(Category, entry, "categories")),
        duties=some_of(FollowUp, entry, "duties"),
        late=one_of(LateDay, entry, "late") if "late" in entry else None,
    )


def act_needed(entry: Entry) -> bool:
    """Whether the township decides only where an act delegates (AMB-23). Raises ``Mistake``.

    A pack says so itself, or names the reading that says who decides without an act.
    """
    chosen = entry["registered"]
    if isinstance(chosen, bool):
        return chosen
    if chosen not in WITHOUT_ACT:
        raise Mistake(
            "registered",
            Saying("must be true, false, or a reading of {what}", what=tuple(WITHOUT_ACT)),
        )
    return WITHOUT_ACT[chosen]


def fund(entry: Entry) -> FundRule:
    """Raises ``Mistake`` where no such source is known."""
    return FundRule(one_of(FundSource, entry, "id"), entry["title"], cited(entry))


def ground(entry: Entry) -> GroundRule:
    """Raises ``Mistake`` where nobody and nothing could ever establish it."""
    if not entry["needs_finding"] and "signal" not in entry:
        raise Mistake("needs_finding", Saying("without a finding it needs a signal"))
    return GroundRule(
        id=entry["id"],
        title=entry["title"],
        citation=cited(entry),
        needs_finding=entry["needs_finding"],
        start=entry["from"],
        end=entry.get("to"),
        signal=one_of(Signal, entry, "signal") if "signal" in entry else None,
    )


def material(entry: Entry) -> MaterialRule:
    """Raises ``Mistake`` where it names what no list has."""
    return MaterialRule(
        id=entry["id"],
        title=entry["title"],
        citation=cited(entry),
        start=entry["from"],
        end=entry.get("to"),
        categories=frozenset(some_of(Category, entry, "categories")),
        residences=frozenset(some_of(Residence, entry, "residences")),
        by_agent=entry.get("by_agent", False),
    )


def frequency(entry: Entry) -> FrequencyRule:
    """Raises ``Mistake`` where a yearly count names no number."""
    per = one_of(Frequency, entry, "per")
    if (per is Frequency.YEAR) != ("count" in entry):
        raise Mistake("count", Saying("a yearly count names its parameter, a matter has none"))
    return FrequencyRule(
        per=per,
        count=entry.get("count"),
        exception=entry.get("exception"),
        citation=cited(entry),
        window=one_of(Window, entry, "window") if "window" in entry else None,
    )


def casework(written: Written, found: Findings) -> Casework:
    """The casework tables; what is wrong in them goes to ``found``."""
    tables = {name: written.get(name, []) for name in CASEWORK_TABLES}
    procedures = read(
        "procedure", tables["procedure"], CASEWORK_TABLES["procedure"], procedure, found
    )
    delegations = read(
        "delegation", tables["delegation"], CASEWORK_TABLES["delegation"], delegation, found
    )
    grounds = read("ground", tables["ground"], CASEWORK_TABLES["ground"], ground, found)
    materials = read("material", tables["material"], CASEWORK_TABLES["material"], material, found)
    counts = read("frequency", tables["frequency"], CASEWORK_TABLES["frequency"], frequency, found)
    funds = read("fund", tables["fund"], CASEWORK_TABLES["fund"], fund, found)
    steps = read("step", tables["step"], CASEWORK_TABLES["step"], step, found)
    once("fund", {i: r.id for i, r in funds.items()}, found, "id")
    _apart("procedure", {i: (r.procedure, r.categories) for i, r in procedures.items()}, found)
    by_step = {i: (f"{r.procedure} {r.step}", r.categories) for i, r in steps.items()}
    _apart("step", by_step, found)
    once("frequency", {i: r.per for i, r in counts.items()}, found, "per")
    return Casework(
        tuple(procedures.values()),
        tuple(delegations.values()),
        tuple(grounds.values()),
        tuple(materials.values()),
        tuple(counts.values()),
        tuple(funds.values()),
        tuple(steps.values()),
    )


def _apart(
    table: str, those: Mapping[int, tuple[str, frozenset[Category]]], found: Findings
) -> None:
    """No two entries of a table speak of one thing for one kind, nor for all kinds."""
    seen: dict[str, list[frozenset[Category]]] = {}
    for index, (id, kinds) in those.items():
        before = seen.setdefault(id, [])
        if any(kinds & other or kinds == other for other in before):
            found.add(table, index, "id", Saying("{id} is defined twice", id=id))
        before.append(kinds)


def once(table: str, ids: Mapping[int, object], found: Findings, key: str) -> None:
    """No two entries of a table may have one id."""
    seen: set[object] = set()
    for index, id in ids.items():
        if id in seen:
            found.add(table, index, key, Saying("{id} is defined twice", id=id))
        seen.add(id)
