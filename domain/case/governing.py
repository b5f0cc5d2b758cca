"""Which day's law governs what: the one place that says so.

- **What a family is owed, and who decides on it** (kinds, tests, costs, tiers, sums, yearly totals,
  grounds, counts, delegation, the order of notice and decision, readings): the day of acceptance, for
  the whole case (AMB-12, AMB-40; 立法法§104: what is enacted later does not reach back). Before there is
  an acceptance, and for what hangs on no case, the day itself.
- **What an office does that day** (how many visit, how often a file may go back, from which funds it
  pays, how long files are kept, its letters, and the ways to contest a decision): the day of the deed,
  in the same pack. It takes nothing from what the family is owed.
- **A time limit**: the day from which it is counted (民法典§201). A limit that runs is neither moved nor
  stopped by an entry that begins later (``domain/time/timetable.py``).
"""

from datetime import date

from domain.case.state import Case
from domain.ground.places import lies_in
from domain.law.pack import Law, Pack

BY_DEED = frozenset({"parameter", "document", "fund", "limit", "pack", "clauses"})
"""Tables of which an entry of the day of the deed, or of the day a limit is counted from, may decide."""

AT_INTAKE = BY_DEED | {"category", "material", "step", "valid_to"}
"""The same before there is an acceptance: kinds, papers and when they may follow, and that the law is
in force at all.
"""


def law_of(case: Case, law: Law, day: date, place: str) -> Pack:
    """The law of a case: of its acceptance; before that, of the day and place, or of the village of it
    which the application names, where that was on record.

    Raises ``NoLawInForce`` where none is.
    """
    if case.pack is None:
        return law.governing(day, area_of(case, place))
    return law.pack(case.pack, case.accepted_on)


def area_of(case: Case, place: str) -> str:
    """By whose law goes what is done about a case in a place: by its village's, in its township."""
    asked = case.application
    if asked is None or asked.township != place:
        return place
    return asked.village_code or place


def last_law(law: Law, day: date, place: str) -> Pack:
    """The law of a place that ended last before a day, as it was on its last one: in its name the house
    is kept until the next begins. Raises ``NoLawInForce`` where none did.
    """
    ends = [one.valid_to for one in law.packs if lies_in(place, one.area) and one.valid_to]
    last = max((end for end in ends if end < day), default=day)
    return law.on(last, place)


def for_deeds(pack: Pack, day: date) -> Pack:
    """The same pack for what an office does on a day. Raises ``NoLawInForce`` before its first."""
    return pack.on(day)
