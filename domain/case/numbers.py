"""Numbers of papers, asked of the words: said at all, and vouched for where one stands again (内部)."""

from typing import Any

from domain.case.situation import Situation
from domain.ground.declared import internal
from domain.ground.editions import since
from domain.ground.numbers import normal
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Check
from domain.ground.terms import NumberKind


def numbered(field: str, kind: NumberKind) -> Check:
    """A check of a paper's number, by the name of its field and the kind of paper."""

    @since(2)
    @internal(
        "The number says something: blanks and hyphens alone are none.", name=f"numbered({field})"
    )
    def check(situation: Situation, command: Any) -> Reason | None:
        number: str | None = getattr(command, field)
        if number is not None and not normal(kind, number):
            return reason(Code.FIELD_MISSING, field=field)
        return None

    return check


def vouched(s: Situation, **numbers: str | None) -> tuple[NumberKind, ...]:
    """Of which numbers (by kind, ``bank_serial="…"``) another person said why they stand again."""
    asked = {NumberKind(kind.replace("_", "-")): number for kind, number in numbers.items()}
    return tuple(
        kind
        for kind, number in asked.items()
        if number is not None
        and any(
            (one.kind, one.number) == (kind, normal(kind, number)) and one.by not in s.officer.ids
            for one in s.case.vouched
        )
    )
