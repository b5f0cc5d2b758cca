"""What every page about a case begins with: who applies, masked, where it stands, what is to be minded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from domain.case.situation import Situation
from domain.ground.posts import Officer
from domain.ground.terms import Opinion
from relief.api.casefile import asked, persons, sighted
from relief.api.steps import over
from relief.console.pages import HOME
from relief.console.view import Seat
from relief.words.dictionary import of
from relief.words.screens import screen

TABS = {
    "case": "",
    "history": "/history",
    "limits": "/time-limits",
    "notice": "/notice",
    "money": "/money",
    "papers": "/documents",
    "case-proof": "/proof",
    "decision": "/decision",
}
"""The pages of a case by the names of their screens, with what follows the number in the address."""

READ_ON = ("case", "history", "limits")
"""Those that whoever had the case before reads as well."""


@dataclass(frozen=True, slots=True)
class File:
    """A case as somebody looks at it; ``left``: another office has it now, and this is how it was."""

    seat: Seat
    officer: Officer
    situation: Situation
    left: bool
    those: dict[str, Any]

    @property
    def named(self) -> dict[str, str]:
        """The masked names of its people by their identifiers."""
        return {one["person"]: one["name"] or "" for one in self.those["people"]}

    def page(self, template: str, **facts: Any) -> Response:
        """A page of the case, with its head."""
        return self.seat.page(template, case=self._head(), tabs=[*self._tabs()], **facts)

    def _head(self) -> dict[str, Any]:
        case = self.situation.case
        return {
            "number": case.id,
            "version": case.version,
            "name": self.named.get(case.asked.applicant, ""),
            "persons": len(case.asked.members),
            "category": case.asked.category,
            "stage": case.stage,
            "minded": [*self._minded()],
        }

    def _tabs(self) -> Iterator[tuple[str, str]]:
        for name, follows in TABS.items():
            if not self.left or name in READ_ON:
                yield name, f"{HOME}/cases/{self.situation.case.id}{follows}"

    def _minded(self) -> Iterator[str]:
        """What nobody may overlook, whichever page of the case they read."""
        case = self.situation.case
        if self.left:
            yield screen("case.left")
        ended = over(case)
        if ended is not None:
            yield ended["message"] + ended["way_out"]
            return
        opinion = case.examination
        if opinion is not None and opinion.opinion is Opinion.NEGATIVE:
            ground = "" if opinion.ground is None else of(opinion.ground)
            day = opinion.examined_on or opinion.signed_on
            yield screen("case.negative", ground=ground, day=day.isoformat())
        if case.open_objections:
            yield screen("case.objections", count=len(case.open_objections))
        if case.outdated:
            yield screen("case.outdated")


async def opened(seat: Seat, *, theirs: bool = False) -> File:
    """A case in the path; ``theirs``: only for the office that has it. Raises ``Problem`` 404.

    That its people were looked at, masked, is kept in the access log first.
    """
    desk, request, left = seat.desk, seat.request, False
    if theirs:
        officer, situation = await asked(desk, request)
    else:
        officer, situation, left = await sighted(desk, request)
    those = await desk.blocking(lambda: persons(desk, request, officer, situation))
    return File(seat, officer, situation, left, those)
