"""The letters that tell the family what was decided: each is owed after a decision."""

from collections.abc import Mapping

from domain.case.state import Moment
from domain.ground.terms import CountersignatureOutcome, DocumentKind

DECISIONS: Mapping[str, DocumentKind] = {
    "relief-approved": DocumentKind.RELIEF_APPROVAL,
    "relief-refused": DocumentKind.RELIEF_REFUSAL,
    "decision-changed": DocumentKind.CHANGE,
    "decision-revoked": DocumentKind.REVOCATION,
    "acceptance-undone": DocumentKind.ACCEPTANCE_UNDOING,
    "application-struck": DocumentKind.STRIKING,
    "acceptance-refused": DocumentKind.ACCEPTANCE_REFUSAL,
    "handed-to-competent": DocumentKind.HANDOVER,
    "countersignature-refused": DocumentKind.COUNTERSIGNATURE_REFUSAL,
}
"""By the name of the fact each rests on, as their rows say; all are for the family."""


BY_COUNTY, BY_TOWNSHIP = "by-the-county", "by-the-township"
"""Which office did what either may do, as limits ask for it: it serves the letter."""


def letter_of(moment: Moment) -> DocumentKind | None:
    """The letter that a fact is told by. A defect of form is put right, and decides nothing."""
    if CountersignatureOutcome.FORMAL.value in moment.conditions:
        return None
    return DECISIONS.get(moment.name)
