"""Reasons by our articles, told by those of the law of the case."""

from dataclasses import replace

from domain.ground.refusal import Reason
from domain.law.pack import Pack


def by_own_law(pack: Pack, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The same reasons, each citing what the law of the case says."""
    if not reasons or not pack.provisions:
        return reasons
    return tuple(
        one if one.article is None else replace(one, article=pack.cited(one.article))
        for one in reasons
    )
