"""The letters that tell the family what was decided: each is owed after a decision."""

from collections.abc import Mapping

from domain.ground.terms import DocumentKind

DECISIONS: Mapping[str, DocumentKind] = {
    "relief-approved": DocumentKind.RELIEF_APPROVAL,
    "relief-refused": DocumentKind.RELIEF_REFUSAL,
    "decision-changed": DocumentKind.CHANGE,
    "decision-revoked": DocumentKind.REVOCATION,
    "acceptance-undone": DocumentKind.ACCEPTANCE_UNDOING,
    "acceptance-refused": DocumentKind.ACCEPTANCE_REFUSAL,
    "handed-to-competent": DocumentKind.HANDOVER,
}
"""By the name of the fact each rests on, as their rows say; all are for the family."""
