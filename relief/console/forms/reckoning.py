"""What a sum comes to, line by line; and what it would come to on circumstances that are being typed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.case.inquiry.commands import RecordCircumstances
from domain.case.records import CircumstancesRecorded
from domain.case.situation import Situation
from domain.law.terms import AmountKind
from relief.api.casefile import prescribed
from relief.words.dictionary import of
from relief.words.screens import screen

RECKONED = frozenset({RecordCircumstances.__name__})
"""Forms on which the sum is reckoned while they are filled in."""


def if_recorded(
    situation: Situation, said: RecordCircumstances, within: Callable[[str], bool]
) -> dict[str, Any]:
    """What the law would prescribe, were this recorded. Nothing is. Raises ``Problem``."""
    case = situation.case
    before = 0 if case.circumstances is None else case.circumstances.number
    record = CircumstancesRecorded(
        on=situation.today,
        number=before + 1,
        expense_year=said.expense_year,
        circumstances=said.circumstances,
        periods=said.periods,
        also_year=said.also_year,
    )
    then = replace(case, circumstances=record, outdated=False)
    return prescribed(replace(situation, case=then, answers={}), within)


def lines(found: dict[str, Any], named: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The sum line by line: what, how much in yuan, and how it came about."""
    reckoning, amount = found["trace"]["reckoning"], found["amount"]
    if reckoning is None or amount is None:
        return
    if reckoning["base"] is not None:
        yield screen("decision.base"), reckoning["base"], of(AmountKind(reckoning["kind"]))
    for one in reckoning["shares"]:
        rate = one["rate"]
        whose = named.get(one["whose"], "")
        how = screen("decision.by-rate", base=one["base"], rate=rate) if rate else one["base"]
        yield screen("decision.share", whose=whose), exactly(one["exact"]), how
    for number, one in enumerate(reckoning["formulas"], 1):
        taken = screen("decision.taken") if one["taken"] else ""
        yield screen("decision.formula", number=number), exactly(one["exact"]), taken
    for one in reckoning["raised"]:
        yield screen("decision.raised"), one["most"], one["minutes"] or ""
    for one in reckoning["parts"]:
        proposed = one["amount"]["proposed"] or ""
        yield screen("decision.of-year", year=one["year"]), proposed, one["base"]
    if reckoning["earlier"] != "0.00":
        yield screen("decision.earlier"), f"−{reckoning['earlier']}", ""
    yield screen("decision.least"), amount["least"], ""
    yield screen("decision.most"), amount["most"], ""
    proposed = amount["proposed"]
    judged = screen("decision.judged") if amount["reasoned"] else ""
    yield screen("decision.proposed"), proposed or "", judged


def exactly(text: str) -> str:
    """An exact number of fen in yuan, with the fraction of a fen that is left."""
    fen, _, rest = text.partition("+")
    yuan = f"{int(fen) // 100}.{int(fen) % 100:02}"
    return screen("decision.rest", yuan=yuan, rest=rest) if rest else yuan
