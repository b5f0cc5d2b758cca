"""Whether the order of steps of a pack leads from the application to the closing of the file."""

from collections.abc import Iterator, Mapping

from adapters.packs.findings import Findings
from adapters.packs.schema import Entry
from domain.ground.sayings import Saying
from domain.ground.terms import Category, Procedure
from domain.law.casework import Casework
from domain.law.mistakes import Fault
from domain.law.outcome import Outcomes
from domain.law.steps import StepRule, circle, edges, nowhere, placed
from domain.law.terms import Step

Steps = list[Entry | None]


def check_steps(outcomes: Outcomes, written: Mapping[str, Steps], found: Findings) -> None:
    """No circle, and no step that can never come, in any procedure and for any kind; each told once.

    Kinds that follow the same rules stand in the same order, which is looked at once.
    """
    entries, told = written.get("step", []), set[tuple[int, str | None, Saying]]()
    for procedure in Procedure:
        seen: list[dict[Step, StepRule]] = []
        for category in outcomes.categories:
            rules = placed(outcomes.casework.steps, procedure, category)
            if rules in seen:
                continue
            seen.append(rules)
            for index, key, message, fault in _wrong(rules, entries, procedure, category):
                if (index, key, message) not in told:
                    told.add((index, key, message))
                    found.add("step", index, key, message, fault)


def check_quick(written: Mapping[str, Steps], casework: Casework, found: Findings) -> None:
    """No steps and no notice of 小额快救 in a text that has no such procedure."""
    if casework.small_fast is not None:
        return
    for table, key in (("step", "procedure"), ("procedure", "id")):
        for index, entry in enumerate(written.get(table, [])):
            if entry is not None and entry.get(key) == Procedure.SMALL_FAST:
                what = Saying(
                    "this text has no procedure {name!r}", name=Procedure.SMALL_FAST.value
                )
                found.add(table, index, key, what, Fault.UNREACHABLE)


def _wrong(
    rules: Mapping[Step, StepRule], entries: Steps, procedure: Procedure, category: Category
) -> Iterator[tuple[int, str | None, Saying, Fault]]:
    lost = list(nowhere(rules, procedure))
    for step, key, other in lost:
        index = _place(entries, procedure, category, step)
        if other in edges(rules, procedure):
            why = Saying("it can never come {key} {other}", key=key, other=other)
        else:
            why = Saying("{other} is not asked there", other=other)
        yield index, key, why, Fault.UNREACHABLE
    around = () if lost else circle(rules, procedure)
    if around:
        own = [step for step in around if step in rules]
        index = max(_place(entries, procedure, category, step) for step in own)
        row = entries[index] or {}
        key = next((one for one in ("after", "before") if one in row), "id")
        yield index, key, Saying("a circle: {steps}", steps=around), Fault.CIRCLE


def _place(entries: Steps, procedure: Procedure, category: Category, step: Step) -> int:
    """Where the rule of a step for a kind stands in the file: its own before that of all kinds."""
    fitting = [
        (bool(entry.get("categories")), index)
        for index, entry in enumerate(entries)
        if entry is not None
        and (entry["procedure"], entry["id"]) == (procedure, step)
        and (not entry.get("categories") or category in entry["categories"])
    ]
    return max(fitting)[1]
