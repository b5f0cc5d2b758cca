"""Which cases an officer may know of: the one place that says so, and every answer asks here.

Whether a command may be given is the rules' to say (``domain.case.authority``); how its refusal reads
to somebody who may not know of the case is said here as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from domain.case.authority import ADMINISTRATORS, CITY, LEVEL, Officer, Post
from domain.case.state import Case
from domain.ground.refusal import Code, Refused
from relief.api.desk import Desk
from relief.api.problems import Fault, Place, Problem, nowhere, refusal
from relief.api.routes import About

NOWHERE = "-"
"""No division begins like this: the area of those who may not see a single case."""

CASEWORK = frozenset(Post) - ADMINISTRATORS
"""The posts that see cases."""

T = TypeVar("T")

UNKNOWN = {
    About.CASE: frozenset({Code.CASE_UNKNOWN, Code.OUT_OF_JURISDICTION}),
    About.LEAD: frozenset({Code.LEAD_UNKNOWN, Code.OUT_OF_JURISDICTION}),
}
"""What is answered alike: there is none, and there is none for you."""


@dataclass(frozen=True, slots=True)
class Territory:
    """The divisions whose cases an officer may know of, as prefixes, the widest first."""

    areas: tuple[str, ...]

    def holds(self, place: str) -> bool:
        """Whether a division lies in it."""
        return any(place.startswith(area) for area in self.areas)

    def of_case(self, case: Case) -> str:
        """Where a case lies for whoever asks: with who has it, or with whom its file is offered to."""
        here, receiver = case.asked.township, case.receiver
        return receiver if receiver and not self.holds(here) and self.holds(receiver) else here

    def left(self, case: Case) -> int | None:
        """Up to which of its facts (by version) an office here had a case that another one has now."""
        had = [one.until for one in case.formerly if self.holds(one.township)]
        return None if self.holds(self.of_case(case)) or not had else max(had)

    def meets(self, area: str) -> bool:
        """Whether an area lies in it, or holds a part of it."""
        return any(area.startswith(mine) or mine.startswith(area) for mine in self.areas)

    def seen(self, found: T | None, place: Callable[[T], str], about: About) -> T:
        """What was found, where it lies in here. Raises ``Problem`` 404 otherwise."""
        if found is None or not self.holds(place(found)):
            raise nowhere(about)
        return found

    def area(self, asked: str | None) -> str:
        """The area a list is asked for, or the widest there is. Raises ``Problem`` 403 beyond."""
        if asked is None:
            return self.areas[0] if self.areas else NOWHERE
        if not self.holds(asked):
            raise Problem(Fault(Code.OUT_OF_JURISDICTION))
        return asked

    def refusal(self, refused: Refused, about: About) -> Problem:
        """What the office refused: a case that lies elsewhere reads exactly like none at all."""
        codes = {reason.code for reason in refused.reasons}
        if about in UNKNOWN and (codes & UNKNOWN[about] or not self.areas):
            return nowhere(about)
        return refusal(refused, self.holds)


def known(desk: Desk, code: str | None, field: str = "area") -> None:
    """That a division a question names is, was, or holds one that is. Raises ``Problem`` 400."""
    if code is not None and not desk.service.divisions.known(code):
        raise Problem(Fault(Code.DIVISION_UNKNOWN, None, field, {"division": code}, Place.QUERY))


def area(desk: Desk, officer: Officer, asked: str | None) -> str:
    """The area of a list, which is there. Raises ``Problem`` 400 for none, 403 beyond the territory."""
    known(desk, asked)
    return territory(officer).area(asked)


def held(officer: Officer) -> frozenset[tuple[Post, str]]:
    """The posts an officer really holds, each with its division.

    Posts that act for the city are held in the city, those of a township in a township: one held
    anywhere else is none. An administrator holds no other. What theirs stands for is read on.
    """
    named = {(a.post, a.division) for a in officer.appointments} or {
        (post, officer.division) for post in officer.posts
    }
    apart = {(post, division) for post, division in named if post in ADMINISTRATORS}
    own = {
        (post, division)
        for post, division in apart or named
        if len(division) == LEVEL.get(post, CITY)
    }
    after = {(post, code) for post, one in own for mine, code in officer.stands_for if mine == one}
    return frozenset(own | after)


def territory(officer: Officer, posts: frozenset[Post] = CASEWORK) -> Territory:
    """The divisions an officer holds one of these posts in; nothing at all for administrators."""
    areas = {division for post, division in held(officer) if post in posts}
    after = {code for _, code in officer.stands_for}
    return Territory(tuple(sorted(areas, key=lambda area: (area in after, len(area), area))))


def competent(officer: Officer, posts: frozenset[Post], place: str = "") -> None:
    """Raises ``Problem`` 403 where the officer holds none of the posts (over a place, if one is named)."""
    mine = (division for post, division in held(officer) if post in posts)
    if not any(place.startswith(division) or not place for division in mine):
        named = ",".join(sorted(post.value for post in posts))
        raise Problem(Fault(Code.POST_NOT_COMPETENT, facts={"posts": named}))
