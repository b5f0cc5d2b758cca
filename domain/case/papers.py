"""申请材料: which papers an application needs (A16, A17)."""

from domain.case.state import Case
from domain.case.terms import Material, Residence

ALWAYS = frozenset(
    {
        Material.LETTER,
        Material.RESIDENCE_PAPER,
        Material.IDENTITY_CARD,
        Material.HARDSHIP_PROOF,
        Material.INCOME_PROPERTY_PROOF,
        Material.MEANS_CHECK_CONSENT,
        Material.APPLICATION_FORM,
    }
)
"""A16, items one to seven."""


def required(residence: Residence, by_agent: bool) -> frozenset[Material]:
    """The papers an application needs: more for permit holders (A16/2) and through agents (A17)."""
    papers = ALWAYS
    if residence is Residence.PERMIT:
        papers = papers | {Material.ORIGIN_PROOF}
    if by_agent:
        papers = papers | {Material.ENTRUSTMENT}
    return papers


def missing(case: Case) -> frozenset[Material]:
    """What is still not there."""
    return required(case.asked.residence, case.asked.by_agent) - case.materials
