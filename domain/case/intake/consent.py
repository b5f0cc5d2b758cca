"""The consent to checking means (16.6): what an urgent day needs of it before it is over."""

from collections.abc import Collection

from domain.case.intake import commands as c
from domain.case.papers import missing
from domain.case.situation import Situation
from domain.case.steps import order
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Material, Procedure
from domain.law.terms import Step


@since(3)
@carries("16.6 17 18.2.1", "An urgent case is examined the same day, and not without the consent.")
def consent_the_same_day(s: Situation) -> Reason | None:
    checked = order(s.case, s.pack).precedes(Step.MEANS_CHECK, Step.OPINION)
    urgent = s.case.urgent_kind is not None
    return consent_due(missing(s) if urgent and checked else frozenset())


@carries("16.6 18.2.1", "What is still to be handed in before an urgent day is over.")
def consent_due(papers: Collection[str]) -> Reason | None:
    if Material.MEANS_CHECK_CONSENT not in papers:
        return None
    return reason(Code.CONSENT_DUE_TODAY, "18.2.1")


def due_today(command: c.AcceptApplication) -> Reason | None:
    """What whoever accepted is told besides: it forbids nothing (18.2.1)."""
    urgent = command.procedure is Procedure.URGENT
    return consent_due(command.outstanding if urgent else ())
