"""Posts, who holds them, and for how long: what authority is asked about."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.people import PersonId
from domain.ground.places import Places


@says("岗位.")
class Post(StrEnum):
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


TOWNSHIP_DESK = (Post.CASEWORKER, Post.TOWNSHIP_LEADER)
COUNTY_DESK = (Post.COUNTY_CHECKER, Post.APPROVER)


@dataclass(frozen=True, slots=True)
class Power:
    """The posts that may do a thing, and the article that says so.

    ``needs`` is reckoned from the posts: each with its level, and whether it administers.
    """

    posts: tuple[Post, ...]
    article: str
    needs: tuple[tuple[Post, int, bool], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Looked up once here, not at every question."""
        needs = tuple((p, LEVEL.get(p, CITY), p in ADMINISTRATORS) for p in self.posts)
        object.__setattr__(self, "needs", needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One post in one division, from a day to a day (both included; no last day: until ended).

    ``deputy_for`` is the officer in whose place it is held.
    """

    number: str
    post: Post
    division: str
    valid_from: date
    valid_to: date | None
    document: str
    deputy_for: str | None = None

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def meets(self, other: "Appointment") -> bool:
        """Whether there is a day on which both hold."""
        first = max(self.valid_from, other.valid_from)
        return all(a.valid_to is None or first <= a.valid_to for a in (self, other))

    def covers(self, other: "Appointment") -> bool:
        """Whether it gives the same post there on every day of the other."""
        same = (self.post, self.division) == (other.post, other.division)
        last = date.max if self.valid_to is None else self.valid_to
        return same and self.valid_from <= other.valid_from and (other.valid_to or date.max) <= last


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who acts: posts held in one division (4, 6 or 9 digits), and whose kin they are.

    ``appointments``, where there are any, say by what acts and until when the posts are held; they
    may lie in several divisions, and ``posts`` and ``division`` are then those of the widest. ``ids``
    are all by which the register knows this human: hands are counted by them.
    """

    id: str
    posts: frozenset[Post]
    division: str
    kin: frozenset[PersonId] = frozenset()
    appointments: tuple[Appointment, ...] = ()
    ids: frozenset[str] = frozenset()
    stands_for: tuple[tuple[str, str], ...] = ()
    """Divisions that are no more, each after the officer's own that stands for it: they read on there."""

    def __post_init__(self) -> None:
        """Whoever is known by no other id is known by this one."""
        if not self.ids:
            object.__setattr__(self, "ids", frozenset((self.id,)))


SYSTEM = Officer("system", frozenset({Post.SYSTEM}), "5401")
"""The sweep: records what the passing of time brings about, and nothing else."""


def appointed(
    id: str,
    kin: frozenset[PersonId],
    appointments: tuple[Appointment, ...],
    ids: frozenset[str] = frozenset(),
) -> Officer:
    """An officer by appointments, acting in the widest division. Raises ``ValueError`` without any."""
    if not appointments:
        raise ValueError("nobody acts without an appointment")
    officer = Officer(id, frozenset(), "", kin, appointments, ids)
    return _acting(officer, min((a.division for a in appointments), key=len))


def acting(officer: Officer, place: str) -> Officer:
    """The same officer in that one of their divisions whose territory holds ``place``, if any."""
    if place.startswith(officer.division) or not officer.appointments:
        return officer
    nearer = [a.division for a in officer.appointments if place.startswith(a.division)]
    if not nearer:
        return officer
    return _acting(officer, min(nearer, key=len))


def _acting(officer: Officer, division: str) -> Officer:
    posts = frozenset(a.post for a in officer.appointments if a.division == division)
    return replace(officer, posts=posts, division=division)


def serving(officer: Officer, places: Places, day: date) -> Officer | None:
    """The same officer in those of their divisions that are there on a day; ``None`` where none is."""
    gone = {one for one in divisions(officer) if places.ended(one, day)}
    if not gone:
        return officer
    left = tuple(one for one in officer.appointments if one.division not in gone)
    if not left:
        return None
    return appointed(officer.id, officer.kin, left, officer.ids)


def standing_for(officer: Officer, places: Places, day: date) -> Officer:
    """The same officer, with the divisions that theirs stand for on a day."""
    if not places.passed:
        return officer
    own = divisions(officer)
    found = tuple((one, code) for one in own for code in places.taken_over(one, day))
    return replace(officer, stands_for=found)


def divisions(officer: Officer) -> tuple[str, ...]:
    """Every division an officer holds posts in."""
    return tuple({a.division: None for a in officer.appointments}) or (officer.division,)


def city_for(region: str, officer: Officer) -> str:
    """The city that decides on a matter of a region: its own; the officer's for a wider one (3, 34)."""
    own = region.isascii() and region.isdecimal() and len(region) >= CITY
    return (region if own else officer.division)[:CITY]


def reaches(officer: Officer, place: str) -> bool:
    """Whether a division lies in the officer's territory: division codes are prefixes."""
    if not officer.appointments:
        return place.startswith(officer.division)
    return any(place.startswith(a.division) for a in officer.appointments)
