"""The questions about one case, and the ways on from the case to each of them."""

from relief.api import case_models as a
from relief.api.asking import Question
from relief.api.assessments import CaseAssessment
from relief.api.routes import CASE, Tag

CASE_NOW = Question("Case", CASE, a.CASE)
HISTORY = Question("CaseHistory", f"{CASE}/history", a.CaseHistory)
ASSESSMENT = Question("CaseAssessment", f"{CASE}/assessment", CaseAssessment, also=(409,))
NEXT_STEPS = Question("NextSteps", f"{CASE}/next-steps", a.NextSteps, also=(400,))
TIME_LIMITS = Question("CaseTimeLimits", f"{CASE}/time-limits", a.CaseTimeLimits, also=(400,))
DOCUMENTS = Question("Documents", f"{CASE}/documents", a.Documents, Tag.PAPERS)

WAYS = {
    "history": HISTORY,
    "assessment": ASSESSMENT,
    "next_steps": NEXT_STEPS,
    "time_limits": TIME_LIMITS,
    "documents": DOCUMENTS,
}
"""Where one goes from a case, as its answer calls it."""


def links(case: str) -> dict[str, str]:
    """The addresses of everything else that is told of a case."""
    return {name: question.way(case=case) for name, question in WAYS.items()}
