"""Numbers of cases beyond an officer's territory: what is known of them may count, never be named."""

from collections.abc import Callable
from typing import Any

from relief.words.sentences import say

ELSEWHERE = say("api.beyond")
"""What stands in the place of such a number."""


def unnamed(told: Any, within: Callable[[str], bool]) -> Any:
    """An answer in which earlier grants of other territories have no number (4/2, 12)."""
    if isinstance(told, list):
        return [unnamed(one, within) for one in told]
    if not isinstance(told, dict):
        return told
    shown = {name: unnamed(inner, within) for name, inner in told.items()}
    if shown.get("same_matter") is not None:
        shown["same_matter"] = _number(shown["same_matter"], within)
    if isinstance(shown.get("earlier"), list):
        shown["earlier"] = [
            {**grant, "case": _number(grant["case"], within)} for grant in shown["earlier"]
        ]
    return shown


def _number(case: str, within: Callable[[str], bool]) -> str:
    return case if within(case) else ELSEWHERE
