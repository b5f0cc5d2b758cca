"""What comes next in a case, sorted for who asks: mine now, mine but not yet, others' turn.

Every line is asked of the row of its command, as giving it asks: nothing is decided here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import Officer, Post, authorise, competent
from domain.case.decide import RULES, cautioned, standing
from domain.case.situation import Situation
from domain.ground.commands import Command
from domain.ground.refusal import Reason
from domain.ground.rows import Rule
from relief.api.addresses import NEXT_STEPS
from relief.api.casefile import asked as asked_about
from relief.api.desk import Desk
from relief.api.mistakes import wrong
from relief.api.problems import faults, told
from relief.api.queries import StepsQuery
from relief.api.routes import ROUTES, About, CommandRoute
from relief.api.shown import answer
from relief.api.territory import territory
from relief.words.dictionary import of

STEPS = tuple(route for route in ROUTES if route.about is About.CASE)
BY_NAME = {route.name: route for route in STEPS}

SHORT = ("code", "message", "way_out", "article_text")
"""What is told of a reason where many stand beside each other."""

Within = Callable[[str], bool]
"""Whether a division is one the reader may know of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A step as it stands: whether the officer's post gives it, and all that stands against it.

    ``person`` are the reasons against this officer, ``case`` those of the case itself.
    """

    route: CommandRoute
    rule: Rule
    theirs: bool
    person: tuple[Reason, ...]
    case: tuple[Reason, ...]
    cautions: tuple[Reason, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything against it."""
        return (*self.person, *self.case)


def coming(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}/next-steps``."""
    made = APIRouter()

    @NEXT_STEPS.on(made)
    async def next_steps(request: Request, asked: Annotated[StepsQuery, Query()]) -> Response:
        officer, situation = await asked_about(desk, request)
        if asked.command is not None and asked.command not in BY_NAME:
            raise wrong("command", "not-a-step", allowed=",".join(BY_NAME))
        found = [step(route, situation, officer) for route in STEPS]
        headers = {"ETag": f'"{situation.case.version}"'}
        return answer(sorted_for(officer, situation, found, asked.command), headers)

    return made


def step(route: CommandRoute, situation: Situation, officer: Officer) -> Asked:
    """Whether this officer may give this command now, and every reason why not.

    Cautions are what the words will have to answer for, such as a fact that is still missing.
    """
    rule = RULES[route.command]
    seen, place = situation.under(rule), situation.case.asked.township
    person, case = _power(route.command, situation, officer), standing(seen, rule)
    against = (*person, *case)
    cautions = tuple(one for one in cautioned(seen, rule) if one not in against)
    theirs = competent(rule.power, officer, place, situation.today) is not None
    return Asked(route, rule, theirs, person, case, cautions)


def _power(kind: type[Command], situation: Situation, officer: Officer) -> tuple[Reason, ...]:
    """What stands between the officer and the command. Authority looks at its kind only."""
    words: Command = object.__new__(kind)
    case = situation.case
    place, day = case.asked.township, situation.today
    beside = situation.delegations, situation.pack, situation.officers
    allowed = authorise(words, officer, place, case, day, *beside)
    return allowed if isinstance(allowed, tuple) else ()


def sorted_for(
    officer: Officer, situation: Situation, found: list[Asked], wanted: str | None
) -> dict[str, Any]:
    """The whole answer: what is awaited comes before what is only possible."""
    within, case = territory(officer).holds, situation.case.id
    first = sorted(found, key=lambda one: not one.rule.awaited)
    mine = [one for one in first if one.theirs and not one.reasons]
    others = [one for one in first if not one.theirs and not one.case and posts(one)]
    chosen = next((one for one in found if one.route.name == wanted), None)
    return {
        "case": case,
        "mine": [now(one, case, within) for one in mine],
        "not_yet": list(not_yet([one for one in first if one.theirs and one.reasons], within)),
        "others": [turn(one) for one in others],
        "step": None if chosen is None else whole(chosen, case, within),
    }


def named(one: Asked) -> dict[str, Any]:
    """A step by name."""
    return {
        "command": one.route.name,
        "title": one.route.summary,
        "awaited": one.rule.awaited,
    }


def now(one: Asked, case: str, within: Within) -> dict[str, Any]:
    """A step that can be taken, where and how."""
    return {
        **named(one),
        "href": one.route.path.format(case=case),
        "if_match": one.route.decision,
        "cautions": said(one, one.cautions, within),
    }


def not_yet(waiting: list[Asked], within: Within) -> Iterator[dict[str, Any]]:
    """Steps that wait for the same, together with what that is."""
    groups: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]] = []
    for one in waiting:
        every = said(one, one.reasons, within)
        why = [{name: reason[name] for name in SHORT} for reason in every]
        together = next((steps for reasons, steps in groups if reasons == why), None)
        if together is None:
            groups.append((why, [named(one)]))
        else:
            together.append(named(one))
    for reasons, steps in groups:
        yield {"reasons": reasons, "steps": steps}


def posts(one: Asked) -> list[Post]:
    """The posts that give a step; what the system does by itself is nobody's turn."""
    return [post for post in one.rule.by if post is not Post.SYSTEM]


def turn(one: Asked) -> dict[str, Any]:
    """A step that somebody else can take."""
    whose = posts(one)
    return {
        **named(one),
        "posts": [post.value for post in whose],
        "posts_text": "、".join(map(of, whose)),
    }


def whole(one: Asked, case: str, within: Within) -> dict[str, Any]:
    """One step with everything there is to say of it, whoever's it is."""
    return {
        **now(one, case, within),
        "allowed": not one.reasons,
        "reasons": said(one, one.reasons, within),
    }


def said(one: Asked, reasons: tuple[Reason, ...], within: Within) -> list[dict[str, Any]]:
    """Reasons in words."""
    return [told(fault, one.route.command) for fault in faults(reasons, within)]
