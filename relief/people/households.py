"""Who is of a case, by name, and when its children were born: read from what was said of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from adapters.journal import Journal
from domain.case.amendment.amended import Naming
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.transfer.facts import FilePassedOn, FileTakenOver
from domain.ground.identity import born, normal
from domain.ground.people import PersonId
from domain.ground.texts import spelled
from relief.office.streams import case_stream
from relief.people.personal import Personal, Value

LISTED = re.compile(r"(changes[.])?members[.]")
"""Where what is said of those applied for stands in a fact."""


@dataclass(frozen=True, slots=True)
class Household:
    """The members of a case by their names, as ``spelled`` writes them, and the township that has it.

    ``born`` are the days of birth of those who were listed by them, as they were written, ``birthdays``
    those of everybody whose number or day tells one.
    """

    township: str = ""
    members: Mapping[str, PersonId] = field(default_factory=dict)
    born: Mapping[PersonId, str] = field(default_factory=dict)
    birthdays: Mapping[PersonId, date] = field(default_factory=dict)


Households = Callable[[str], Household]
"""The household of a case, by its number."""


def household_of(journal: Journal, personal: Personal, case: str) -> Household:
    """Whoever was listed in a case, by name; nobody where there is none, or nobody can be read any more."""
    township = ""
    records = journal.of_kinds(case_stream(case), *get_args(Naming), FileTakenOver, FilePassedOn)
    for one in records:
        if isinstance(one.fact, ApplicationSubmitted | FileTakenOver | FilePassedOn):
            township = one.fact.township
    naming = [one for one in records if isinstance(one.fact, Naming)]
    told = personal.values(naming, ("name", "born", "id_number"))
    values = [v for v in told if LISTED.match(v.path)]
    days = {v.person: birthday(v) for v in values if not v.path.endswith(".name")}
    return Household(
        township,
        {spelled(v.text): v.person for v in values if v.path.endswith(".name")},
        {v.person: v.text for v in values if v.path.endswith(".born")},
        {person: day for person, day in days.items() if day is not None},
    )


def birthday(value: Value) -> date | None:
    """The day of birth that a number or a day tells, if it tells one."""
    by_number = value.path.endswith(".id_number")
    try:
        return born(normal(value.text)) if by_number else date.fromisoformat(value.text.strip())
    except ValueError:
        return None
