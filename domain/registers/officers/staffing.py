"""Who is in post at an office on a day, counted by humans; and how few can carry a whole course."""

from datetime import date

from domain.ground.posts import ADMINISTRATORS, COUNTY, LEVEL, TOWNSHIP
from domain.registers.officers.state import Officers

NEEDED = {TOWNSHIP: 2, COUNTY: 5}
"""The fewest humans that a course of every procedure needs at an office of each level.

A test derives them from the tables of powers and duties; they are stated here to warn who appoints.
"""

THIRD = 3
"""An office with so many has a hand left for cash and goods beside the two who signed."""


def in_post(register: Officers, id: str, place: str, day: date) -> bool:
    """Whether somebody holds a post that reaches a place on a day; administrators touch no case."""
    who = register.officer(id, day)
    return who is not None and any(
        a.post not in ADMINISTRATORS and place.startswith(a.division) for a in who.appointments
    )


def humans(register: Officers, office: str, day: date) -> int:
    """How many hold a post of the procedure in this very office on a day, each human once."""
    return len(
        {
            register.human(id)
            for id, entry in register.entries.items()
            for a in entry.appointments
            if a.post in LEVEL and a.division == office and a.in_force(day)
        }
    )


def short_handed(register: Officers, township: str, day: date) -> bool:
    """Whether a township has no third officer in post."""
    return humans(register, township, day) < THIRD


def lacking(register: Officers, office: str, day: date) -> int | None:
    """How many humans an office has where it has fewer than a course needs, else ``None``."""
    have = humans(register, office, day)
    return have if have < NEEDED.get(len(office), 0) else None
