"""What comes next in a case, sorted for who asks: mine now, mine but not yet, others' turn.

Every line is asked of the row of its command, as giving it asks: nothing is decided here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import Officer, Post, authorise, competent, place_in
from domain.case.decide import RULES, cautioned, standing
from domain.case.moves import waits
from domain.case.situation import Situation
from domain.case.stages import OVER
from domain.case.state import Case
from domain.ground.commands import Command
from domain.ground.refusal import Code, Reason
from domain.ground.rows import Rule
from domain.ground.terms import ORDER, Stage, passed
from relief.api import checks
from relief.api.addresses import NEXT_STEPS
from relief.api.bodies import BODIES
from relief.api.casefile import asked as asked_about
from relief.api.checks import STEPS
from relief.api.desk import Desk
from relief.api.printable import leads_to_letters, told_of_names
from relief.api.problems import faults, told
from relief.api.queries import StepsQuery
from relief.api.routes import GIVEN, CommandRoute
from relief.api.shown import answer
from relief.api.territory import territory
from relief.api.ways import links
from relief.words.dictionary import of
from relief.words.lists import joined
from relief.words.sentences import say

FEW = 3
"""So many stages of a step are named one by one."""

SHORT = ("code", "message", "way_out", "article_text")
"""What is told of a reason where many stand beside each other."""

Within = Callable[[str], bool]
"""Whether a division is one the reader may know of."""

Told = Sequence[Mapping[str, Any]]
"""Reasons in words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A step as it stands: whether the officer's post gives it, and all that stands against it.

    ``person`` are the reasons against this officer, ``case`` those of the case itself. ``turn``: it
    is such a case's as this is, as it stands now or will, once it is as far. ``posts`` are those that
    may give it of such a case; what the system does by itself is nobody's turn.
    """

    route: CommandRoute
    rule: Rule
    theirs: bool
    turn: bool
    person: tuple[Reason, ...]
    case: tuple[Reason, ...]
    cautions: tuple[Reason, ...]
    posts: tuple[Post, ...]

    @property
    def awaited(self) -> bool:
        """Whether the case waits for it, or will."""
        return self.rule.awaited and self.turn

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything against it."""
        return (*self.person, *self.case)


def coming(desk: Desk) -> APIRouter:
    """``/v1/cases/{case}/next-steps``."""
    made = APIRouter()

    @NEXT_STEPS.on(made, checks.step)
    async def next_steps(request: Request, asked: Annotated[StepsQuery, Query()]) -> Response:
        officer, situation = await asked_about(desk, request)
        headers = {"ETag": f'"{situation.case.version}"'}
        papers, case = desk.service.papers, situation.case.id
        unshown = await desk.blocking(lambda: told_of_names(papers, case))
        return answer(following(officer, situation, asked.command, unshown), headers)

    return made


def following(
    officer: Officer, situation: Situation, wanted: str | None = None, unshown: Told = ()
) -> dict[str, Any]:
    """Every step, sorted for the officer; the one ``wanted`` by name whole. ``unshown``: what is told of
    names that no letter could show, of each step that leads to one.
    """
    found = [step(route, situation, officer) for route in STEPS]
    return sorted_for(officer, situation, found, wanted, unshown)


def step(route: CommandRoute, situation: Situation, officer: Officer) -> Asked:
    """Whether this officer may give this command now, and every reason why not.

    Cautions are what the words will have to answer for, such as a fact that is still missing.
    """
    rule = RULES[route.command]
    seen, place = situation.under(rule), place_in(rule, situation.case)
    person, case = _power(route.command, situation, officer), standing(seen, rule)
    against = (*person, *case)
    cautions = tuple(one for one in cautioned(seen, rule) if one not in against)
    theirs = competent(rule.power, officer, place, situation.today) is not None
    here = tuple(one for one in case if one.code is Code.POST_NOT_COMPETENT)
    case = tuple(one for one in case if one not in here)
    turn, posts = waits(rule, situation), whose(rule, seen)
    return Asked(route, rule, theirs, turn, (*person, *here), case, cautions, posts)


def whose(rule: Rule, situation: Situation) -> tuple[Post, ...]:
    """The posts that give a step of this case; all that could where it is nobody's in particular."""
    posts = tuple(post for post in rule.by if post is not Post.SYSTEM)
    return tuple(post for post in posts if rule.whose(situation, post)) or posts


def _power(kind: type[Command], situation: Situation, officer: Officer) -> tuple[Reason, ...]:
    """What stands between the officer and the command. Authority looks at its kind only."""
    words: Command = object.__new__(kind)
    case = situation.case
    place, day = place_in(RULES[kind], case), situation.today
    beside = situation.delegations, situation.pack, situation.officers, situation.places
    allowed = authorise(words, officer, place, case, day, *beside)
    return allowed if isinstance(allowed, tuple) else ()


def sorted_for(
    officer: Officer, situation: Situation, found: list[Asked], wanted: str | None, unshown: Told
) -> dict[str, Any]:
    """The whole answer: what is awaited comes before what is only possible."""
    within, case = territory(officer).holds, situation.case.id
    # What another township answers is told only once its answer is asked for.
    asked = [one for one in found if not one.rule.receives or situation.case.receiver]
    first = sorted(filter(in_course, asked), key=lambda one: not one.awaited)
    mine = [one for one in first if one.theirs and not one.reasons]
    to_come = [one for one in first if not behind(one, situation) and not idle(one)]
    wait = [one for one in to_come if one.theirs and one.reasons]
    others = [one for one in first if not one.theirs and not one.case and one.posts]
    chosen = next((one for one in found if one.route.name == wanted), None)
    return {
        "case": case,
        "stage": situation.case.stage.value,
        "stage_title": of(situation.case.stage),
        "over": over(situation.case),
        "mine": [now(one, case, within, unshown) for one in mine],
        "not_yet": list(not_yet(wait, situation.case.stage, within)),
        "others": [turn(one) for one in others],
        "step": None if chosen is None else whole(chosen, case, within, unshown),
        "links": links(case, NEXT_STEPS),
    }


def in_course(one: Asked) -> bool:
    """Whether a step is told unasked: what stands beside every course only while it is awaited."""
    return not one.rule.aside or (one.rule.awaited and not one.reasons)


def awaited(one: Asked) -> list[Stage]:
    """The stages a step that is out of order waits for, in their order; none where it is in order."""
    early = (reason for reason in one.case if reason.code is Code.OUT_OF_ORDER)
    named = {stage for reason in early for stage in reason.facts["needed"].split(",")}
    return [stage for stage in Stage if stage.value in named]


def behind(one: Asked, situation: Situation) -> bool:
    """Whether the case has passed every stage that a step waits for: it is no more to come."""
    return passed(situation.case.stage, awaited(one))


def idle(one: Asked) -> bool:
    """Whether a step answers what nobody asked, or meets what is met: nothing of it is to come."""
    return not one.turn and bool(one.case)


def over(case: Case) -> dict[str, Any] | None:
    """That an application is over, how and since when, and what is left; nothing before that."""
    ways = OVER.get(case.stage)
    if ways is None or case.ending is None:
        return None
    since = next(moment.on for moment in reversed(case.moments) if moment.name in ways)
    named = {"ending": of(case.ending), "since": since.isoformat()}
    return {
        "ending": case.ending.value,
        "ending_title": named["ending"],
        "since": named["since"],
        "message": say(f"api.over.{case.stage.value}", **named),
        "way_out": say(f"api.over.after-{case.stage.value}"),
    }


def named(one: Asked) -> dict[str, Any]:
    """A step by name."""
    return {
        "command": one.route.name,
        "title": one.route.summary,
        "awaited": one.awaited,
    }


def now(one: Asked, case: str, within: Within, unshown: Told = ()) -> dict[str, Any]:
    """A step that can be taken, where and how."""
    cautions = (
        *said(one, one.cautions, within),
        *(unshown if leads_to_letters(one.route.command) else ()),
    )
    return {
        **named(one),
        "method": GIVEN,
        "href": one.route.path.format(case=case),
        "if_match": one.route.decision,
        "cautions": [short(one) for one in cautions],
    }


def short(reason: Mapping[str, Any]) -> dict[str, Any]:
    """A reason where many stand beside each other; asked for by its name, a step tells all of it."""
    return {name: reason[name] for name in SHORT}


def later(here: Stage) -> dict[str, Any]:
    """That steps are of later stages, said once for all of them: each names its own."""
    return {
        "code": Code.OUT_OF_ORDER.value,
        "message": say("api.steps.later", stage=of(here)),
        "way_out": say("api.steps.first"),
        "article_text": None,
    }


def ahead(one: Asked, here: Stage) -> str:
    """The stages still to come at which a step is taken, in their order; of many, from when on."""
    coming = [stage for stage in awaited(one) if ORDER[stage] >= ORDER[here]]
    if len(coming) > FEW:
        return say("api.steps.since", stage=of(coming[0]))
    return joined(map(of, coming))


def not_yet(waiting: list[Asked], here: Stage, within: Within) -> Iterator[dict[str, Any]]:
    """Steps that wait for the same, together with what that is: a later stage is one such thing."""
    groups: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}
    for one in waiting:
        early = bool(awaited(one))
        rest = tuple(r for r in one.reasons if not early or r.code is not Code.OUT_OF_ORDER)
        why = [later(here)] * early + [short(reason) for reason in said(one, rest, within)]
        _, steps = groups.setdefault(str(why), (why, []))
        steps.append({**named(one), "needed_text": ahead(one, here) if early else None})
    for reasons, steps in groups.values():
        yield {"reasons": reasons, "steps": steps}


def turn(one: Asked) -> dict[str, Any]:
    """A step that somebody else can take."""
    return {
        **named(one),
        "posts": [post.value for post in one.posts],
        "posts_text": joined(map(of, one.posts)),
    }


def whole(one: Asked, case: str, within: Within, unshown: Told = ()) -> dict[str, Any]:
    """One step with everything there is to say of it, whoever's it is."""
    return {
        **now(one, case, within, unshown),
        "allowed": not one.reasons,
        "reasons": said(one, one.reasons, within),
    }


def said(one: Asked, reasons: tuple[Reason, ...], within: Within) -> list[dict[str, Any]]:
    """Reasons in words."""
    return [told(fault, BODIES[one.route.command]) for fault in faults(reasons, within)]
