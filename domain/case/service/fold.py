"""送达."""

from domain.case.changing import replace
from domain.case.service.facts import ServiceFact
from domain.case.state import Case


def evolve(case: Case, fact: ServiceFact) -> Case:
    """The case after a document was handed over."""
    to = (fact.document, fact.serial, fact.served_on)
    return replace(case, served=case.served | {to})
