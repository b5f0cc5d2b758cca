"""What a run of a time limit is called: by the law of the day it began, with its state and article."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.law.pack import Law, Pack
from domain.time.limits import Basis
from projections.limit_rows import LimitRow
from relief.api.problems import article_text
from relief.api.shown import row
from relief.words.dictionary import of, word

TITLES = ("title", "basis_title", "state_title", "article_text")
"""What stands in words beside the codes of a run."""


def title(one: LimitRow, pack: Pack) -> str:
    """What the law calls the limit on the day it began; the dictionary's word where it has none."""
    try:
        return pack.limit(one["limit"], date.fromisoformat(one["started_on"])).title
    except KeyError:
        return word("limit", one["limit"])


def titles(one: LimitRow, pack: Pack) -> dict[str, str | None]:
    """A run in words."""
    words = (
        title(one, pack),
        of(Basis(one["basis"])),
        word("LimitState", one["state"]),
        article_text(one["citation"]),
    )
    return dict(zip(TITLES, words, strict=True))


def line(found: Mapping[str, Any], law: Law) -> dict[str, Any]:
    """A ledger's row of a run, with its words beside its codes."""
    one: Any = found
    return {**row(found), **titles(one, law.pack(one["pack"]))}
