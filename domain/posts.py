"""Posts, who holds them, and for how long: what authority is asked about."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.people import PersonId


class Post(StrEnum):
    """岗位."""

    CASEWORKER = "caseworker"
    TOWNSHIP_LEADER = "township-leader"
    COUNTY_CHECKER = "county-checker"
    APPROVER = "approver"
    FINANCE = "finance"
    CITY_OFFICER = "city-officer"
    CITY_READER = "city-reader"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system-administrator"
    SECURITY_ADMIN = "security-administrator"
    AUDIT_ADMIN = "audit-administrator"
    SYSTEM = "system"


ADMINISTRATORS = frozenset({Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDIT_ADMIN})
"""三员: they keep the system, its officers and its logs, apart from each other and from every case.

An internal rule (GB/T 22239 level 3), not the regulation's.
"""

CITY, COUNTY, TOWNSHIP = 4, 6, 9
"""Length of a division code at each level: the level is read from the code."""

LEVEL = {
    Post.CASEWORKER: TOWNSHIP,
    Post.TOWNSHIP_LEADER: TOWNSHIP,
    Post.COUNTY_CHECKER: COUNTY,
    Post.APPROVER: COUNTY,
    Post.FINANCE: COUNTY,
}
"""The level a post is held at. Posts absent here act for the city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One post in one division, from a day to a day (both included; no last day: until ended)."""

    number: str
    post: Post
    division: str
    valid_from: date
    valid_to: date | None
    document: str

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def meets(self, other: "Appointment") -> bool:
        """Whether there is a day on which both hold."""
        first = max(self.valid_from, other.valid_from)
        return all(a.valid_to is None or first <= a.valid_to for a in (self, other))


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who acts: posts held in one division (4, 6 or 9 digits), and whose kin they are.

    ``appointments``, where there are any, say by what acts and until when the posts are held; they
    may lie in several divisions, and ``posts`` and ``division`` are then those of the widest.
    """

    id: str
    posts: frozenset[Post]
    division: str
    kin: frozenset[PersonId] = frozenset()
    appointments: tuple[Appointment, ...] = ()


SYSTEM = Officer("system", frozenset({Post.SYSTEM}), "5401")
"""The sweep: records what the passing of time brings about, and nothing else."""


def appointed(id: str, kin: frozenset[PersonId], appointments: tuple[Appointment, ...]) -> Officer:
    """An officer by appointments, acting in the widest division. Raises ``ValueError`` without any."""
    if not appointments:
        raise ValueError("nobody acts without an appointment")
    return _acting(id, kin, appointments, min((a.division for a in appointments), key=len))


def acting(officer: Officer, place: str) -> Officer:
    """The same officer in that one of their divisions whose territory holds ``place``, if any."""
    if place.startswith(officer.division) or not officer.appointments:
        return officer
    nearer = [a.division for a in officer.appointments if place.startswith(a.division)]
    if not nearer:
        return officer
    return _acting(officer.id, officer.kin, officer.appointments, min(nearer, key=len))


def _acting(
    id: str, kin: frozenset[PersonId], appointments: tuple[Appointment, ...], division: str
) -> Officer:
    posts = frozenset(a.post for a in appointments if a.division == division)
    return Officer(id, posts, division, kin, appointments)


def divisions(officer: Officer) -> tuple[str, ...]:
    """Every division an officer holds posts in."""
    return tuple({a.division: None for a in officer.appointments}) or (officer.division,)


def city_for(region: str, officer: Officer) -> str:
    """The city that decides on a matter of a region: its own; the officer's for a wider one (3, 34)."""
    own = region.isdecimal() and len(region) >= CITY
    return (region if own else officer.division)[:CITY]


def reaches(officer: Officer, place: str) -> bool:
    """Whether a division lies in the officer's territory: division codes are prefixes."""
    if not officer.appointments:
        return place.startswith(officer.division)
    return any(place.startswith(a.division) for a in officer.appointments)
