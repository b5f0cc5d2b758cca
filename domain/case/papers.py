"""申请材料: which papers an application needs, as the pack and its county list them (16, 17)."""

from collections.abc import Iterable

from domain.case.records import Agent
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Category, Material, Residence
from domain.law.pack import Pack


@carries("16 16.8 17", "The papers the law of the day asks for, the county's own among them.")
def required(s: Situation) -> frozenset[str]:
    asked = s.case.asked
    rules = s.pack.outcomes.casework.papers(asked.category, asked.residence, asked.by_agent)
    return frozenset(rule.id for rule in rules)


@carries(
    "16", "What is still not there. Once everything missing was told, nothing else is asked for."
)
def missing(s: Situation) -> frozenset[str]:
    wanted = required(s) if s.case.notified is None else s.case.notified
    return wanted - s.case.materials


@carries("16 17", "What an application does not bring along of the papers it needs.")
def lacking(
    s: Situation,
    category: Category,
    residence: Residence,
    by_agent: bool,
    handed_in: Iterable[str],
) -> tuple[str, ...]:
    rules = s.pack.outcomes.casework.papers(category, residence, by_agent)
    return tuple(sorted({rule.id for rule in rules} - frozenset(handed_in)))


@carries("17", "An entrustment that does not say how its agent is reached is not complete.")
def complete(materials: Iterable[str], agent: Agent | None) -> frozenset[str]:
    whole = agent is None or agent.phone is not None
    return frozenset(materials) - (frozenset() if whole else {Material.ENTRUSTMENT})


def known(pack: Pack) -> frozenset[str]:
    """Every paper a pack and its county have a name for."""
    return frozenset(rule.id for rule in pack.outcomes.casework.materials)


def titles(pack: Pack, papers: Iterable[str]) -> str:
    """The papers as the pack calls them, in its order."""
    named = {rule.id: rule.title for rule in pack.outcomes.casework.materials}
    wanted = frozenset(papers)
    strange = sorted(wanted - named.keys())
    return "；".join([*(title for id, title in named.items() if id in wanted), *strange])


def papers_missing(
    s: Situation, papers: Iterable[str], article: str, field: str | None = None
) -> Reason:
    """These papers are not there: their names for programs, their titles for people."""
    lacking = sorted(papers)
    return reason(
        Code.MATERIALS_MISSING,
        article,
        field,
        missing=",".join(lacking),
        titles=titles(s.pack, lacking),
    )
