"""The time limits of a case as they were known at some moment: folded from the facts up to then."""

from collections.abc import Iterable
from operator import attrgetter

from domain.ground.facts import Recorded
from domain.law.pack import Law
from projections.limit_rows import LIMITS, LimitRow
from projections.limits import TimeLimits
from projections.rows import DictRows
from projections.tables import typed


def known(law: Law, facts: Iterable[Recorded]) -> list[LimitRow]:
    """Every limit that ran or runs by these facts, of the case and of the calendar, in order of its
    start: what was late then, whatever is known since.
    """
    rows, limits = DictRows(), TimeLimits(law)
    for recorded in sorted(facts, key=attrgetter("position")):
        limits.project(rows, recorded)
    found = [typed(LimitRow, row) for row in rows.find(LIMITS)]
    order = ("started_on", "limit", "key", "occurrence")
    return sorted(found, key=lambda row: tuple(row[name] for name in order))  # type: ignore[literal-required]
