"""送达."""

from domain.case.changing import replace
from domain.case.service.facts import (
    DocumentServed,
    PaymentTold,
    ServiceFact,
    ServiceFailed,
    SlipRenewed,
)
from domain.case.state import Case
from domain.ground.facts import unfolded


def evolve(case: Case, fact: ServiceFact) -> Case:
    """The case after a document was handed over, or an attempt to do so."""
    match fact:
        case DocumentServed():
            to = (fact.document, fact.serial, fact.served_on)
            return replace(case, served=case.served | {to})
        case ServiceFailed():
            tried = (fact.document, fact.serial, fact.manner)
            return replace(case, undelivered=case.undelivered | {tried})
        case PaymentTold():
            left = tuple(one for one in case.payments.untold if one.payment != fact.payment)
            return replace(case, payments=replace(case.payments, untold=left))
        case SlipRenewed():
            return replace(case, slips=fact.number)
        case _:
            unfolded(fact, __name__)
