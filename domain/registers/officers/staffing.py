"""Who is in post at an office on a day, counted by humans; and how few can carry a whole course."""

from datetime import date

from domain.ground.duties import NOTHING, Deed
from domain.ground.posts import ADMINISTRATORS, COUNTY, LEVEL, TOWNSHIP, Post
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
    return len(_holding(register, frozenset(LEVEL), office, day))


def _holding(
    register: Officers, posts: frozenset[Post], division: str, day: date
) -> set[frozenset[str]]:
    """Who really holds one of these posts in this very division on a day, each human by all their ids."""
    found = set()
    for id, entry in register.entries.items():
        if any(a.post in posts and a.division == division for a in entry.appointments):
            who = register.officer(id, day)
            held = () if who is None else who.appointments
            if any(a.post in posts and a.division == division for a in held):
                found.add(register.human(id))
    return found


def short_handed(register: Officers, township: str, day: date) -> bool:
    """Whether a township has no third officer in post."""
    return humans(register, township, day) < THIRD


def only_approver(register: Officers, who: frozenset[str], county: str, day: date) -> bool:
    """Whether somebody is the one human in post who approves for a county."""
    approvers = _holding(register, frozenset({Post.APPROVER}), county, day)
    return len(approvers) == 1 and not who.isdisjoint(*approvers)


def excused(
    register: Officers,
    who: frozenset[str],
    post: str,
    place: str,
    day: date,
    deeds: frozenset[Deed],
) -> frozenset[Deed]:
    """Of what a short-handed office may join: all where the caseworker's township has no third officer,
    or the approver is the only one of the county; else nothing.
    """
    if not deeds:
        return NOTHING
    if post == Post.APPROVER:
        return deeds if only_approver(register, who, place[:COUNTY], day) else NOTHING
    short = post == Post.CASEWORKER and short_handed(register, place, day)
    return deeds if short else NOTHING


def lacking(register: Officers, office: str, day: date) -> int | None:
    """How many humans an office has where it has fewer than a course needs, else ``None``."""
    have = humans(register, office, day)
    return have if have < NEEDED.get(len(office), 0) else None
