"""The ways on from a case to every question about it."""

from relief.api.addresses import ASSESSMENT, CASE_DOCUMENTS, CASE_LIMITS, HISTORY, NEXT_STEPS

WAYS = {
    "history": HISTORY,
    "assessment": ASSESSMENT,
    "next_steps": NEXT_STEPS,
    "time_limits": CASE_LIMITS,
    "documents": CASE_DOCUMENTS,
}
"""Where one goes from a case, as its answer calls it."""


def links(case: str) -> dict[str, str]:
    """The addresses of everything else that is told of a case."""
    return {name: question.way(case=case) for name, question in WAYS.items()}
