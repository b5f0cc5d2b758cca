"""What a review or a court took away, as a case remembers it: what each decision rested on."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from domain.assessment.inputs import Circumstances, Finding, Source
from domain.assessment.result import Trace
from domain.case.beside import Annulled, Papers, Rested
from domain.case.changing import replace
from domain.case.state import Case
from domain.ground.money import Money


def decided(case: Case, rests: Rested, trace: Trace | None) -> Papers:
    """With what a new decision rests on: of a sum that was not reckoned anew, what it rested on before."""
    found = None if trace is None else trace.question.circumstances
    before = case.papers.rested
    if found is None and before is not None and rests.ground is None:
        found = before.circumstances
    rested = replace(rests, version=case.version + 1, circumstances=found)
    return replace(case.papers, rested=rested)


def revoked(case: Case, *, others: bool) -> Papers:
    """With what is not to be decided again: what others annulled, or a sum of theirs that was taken back.

    Annulled for the way it came about alone, it may be decided again as it was.
    """
    was, wanted = case.papers.rested, case.proposal
    if was is None:
        return case.papers
    least = wanted.least if others and wanted is not None else bound_sum(case)
    again = others and not (wanted is not None and wanted.procedural)
    if not again and least is None:
        return case.papers
    one = Annulled(was=was, again=again, least=least)
    return replace(case.papers, annulled=(*case.papers.annulled, one))


def bound_sum(case: Case) -> Money | None:
    """The sum that stands, where others said it."""
    stands = case.approval
    return stands.amount if stands is not None and stands.bound else None


def binds(case: Case, amount: Money) -> bool:
    """Whether a new approval carries out what others said was to be paid at least."""
    return any(one.least is not None and amount >= one.least for one in case.papers.annulled)


def same_facts(was: Circumstances | None, now: Circumstances) -> bool:
    """Whether nothing is so now that was not before, whatever paper says so, and from which day.

    A ground of refusal that somebody found is what is made of the facts, and none of them.
    """
    return was is not None and substance(was) == substance(now)


def substance(value: Any) -> Any:
    """What is said to be so, without where it comes from."""
    if isinstance(value, tuple):
        return tuple(substance(one) for one in value if not isinstance(one, Finding))
    if not is_dataclass(value) or isinstance(value, (type, Money)):
        return value
    said = ((one.name, getattr(value, one.name)) for one in fields(value))
    return tuple((name, substance(one)) for name, one in said if not isinstance(one, Source))


def evidence_in(value: Any) -> Iterator[str]:
    """Every paper that is named for what is said to be so, without the blanks in its name."""
    if isinstance(value, Source):
        yield plain(value.evidence)
    elif isinstance(value, Finding):
        yield from map(plain, value.evidence)
    elif isinstance(value, tuple):
        for one in value:
            yield from evidence_in(one)
    elif is_dataclass(value) and not isinstance(value, (type, Money)):
        for each in fields(value):
            yield from evidence_in(getattr(value, each.name))


def plain(paper: str) -> str:
    """The name of a paper as it is compared."""
    return "".join(paper.split()).casefold()
