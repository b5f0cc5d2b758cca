"""A page for every command: its form, the check of the answers, and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from domain.case.situation import Situation
from domain.ground.posts import Officer
from domain.ground.refusal import Code
from relief.api import ways
from relief.api.asking import Whom
from relief.api.bodies import BODIES
from relief.api.casefile import asked, file
from relief.api.desk import Desk
from relief.api.looked import numbered
from relief.api.lookups import today
from relief.api.mistakes import unasked
from relief.api.problems import Problem
from relief.api.routes import ROUTES, About, CommandRoute
from relief.api.steps import step, whole
from relief.api.territory import territory
from relief.console import sent
from relief.console.errors import headers
from relief.console.forms import acts, beginning, drafts
from relief.console.forms import asked as a
from relief.console.forms.acts import address_of
from relief.console.forms.asked import Form, form_of
from relief.console.forms.beginning import APPLYING, SERVING
from relief.console.forms.choices import known_to, papers_of, villages
from relief.console.forms.drafts import BY, FORGET, KEY, SAVE, SEEN, STEP
from relief.console.forms.drawn import Known, drawn, hidden, lines, pairs
from relief.console.forms.known import known_files
from relief.console.forms.letters import hashed
from relief.console.forms.reckoning import RECKONED, STANDING, reckoned, standing
from relief.console.forms.typed import ROWS, Said, with_row, without_row
from relief.console.pages import HOME
from relief.console.sent import Fields
from relief.console.view import Seat, View, called, sent_on
from relief.console.views.done import DONE, onward
from relief.office.streams import fold, lead_stream
from relief.words.dictionary import fact
from relief.words.screens import screen

FILES = (About.CASE, About.LEAD)
ADD, DROP, CHECK, GIVE = "add:", "drop:", "check", "give"
KNOW, RECKON, LOOK = "know", "reckon", "look"
"""Shows what is known of it, or follows from it so far: by its button, or for the script, which keeps
the page.
"""


@dataclass(frozen=True, slots=True)
class Doing:
    """A command on a page: about what, as it stands now, and what may be chosen in its form."""

    seat: Seat
    route: CommandRoute
    number: str
    situation: Situation | None
    known: Known

    @property
    def named(self) -> dict[str, str]:
        """What the path names."""
        return {self.route.about.value: self.number} if self.route.about else {}

    @property
    def address(self) -> str:
        """Where it is."""
        return f"{HOME}{address_of(self.route).format(**self.named)}"

    def draft(self, key: str) -> tuple[Desk, Officer, CommandRoute, str]:
        """Whose form it is, of which command about what: what a draft of it is kept by."""
        under = drafts.under(self.route, self.number, key)
        return self.seat.desk, self.seat.officer, self.route, under

    @property
    def form(self) -> Form:
        """What it asks."""
        return form_of(BODIES[self.route.command])

    def choices(self, typed: Fields) -> Known:
        """What may be chosen, as far as it follows from what is typed."""
        if self.route.path != APPLYING:
            return self.known
        return {**self.known, a.PAPER: papers_of(self.seat.desk, typed)}

    @property
    def version(self) -> int | None:
        """The version of the case as it is now."""
        return None if self.situation is None else self.situation.case.version

    @property
    def standing(self) -> dict[str, Any] | None:
        """What the law prescribes on what is recorded, beside a form that rests on it."""
        if self.situation is None or self.route.path not in STANDING:
            return None
        return standing(self.situation, territory(self.seat.officer).holds)

    @property
    def against(self) -> dict[str, Any] | None:
        """Whether it can be given now, and all that stands against it; nothing where no case is."""
        if self.situation is None:
            return None
        officer = self.seat.officer
        found = step(self.route, self.situation, officer)
        return whole(found, self.number, territory(officer).holds)


def doing(route: CommandRoute) -> View:
    """The screen of a command."""
    of_a_file = route.about in FILES
    name, whom = ("do-file", Whom.NUMBER) if of_a_file else ("do", Whom.OFFICER)

    async def keeps(desk: Desk, request: Request, whose: str, every: Fields) -> bool:
        return await drafts.ended(desk, request, route, whose, every)

    view = View(name, address_of(route), whom, bare=bool(route.about), keeps=keeps)

    @view.get
    async def shown(seat: Seat) -> Response:
        told = "" if route.about else seat.conditions(DraftQuery).draft
        return await opened(await begun(seat, route), told)

    @view.post
    async def taken(seat: Seat) -> Response:
        unasked(seat.request)
        every = await sent.fields(seat.request)
        mine = await begun(seat, route, looking=sent.one(every, STEP) == LOOK)
        return await answered(mine, every)

    return view


async def begun(seat: Seat, route: CommandRoute, *, looking: bool = False) -> Doing:
    """A command about what the path names. Raises ``Problem`` 404 where that is not theirs to see.

    ``looking``: for what follows from what was typed, without the people who may be chosen.
    """
    request, desk = seat.request, seat.desk
    number = numbered(request, route.about)
    situation = None
    if route.about is About.CASE:
        _, situation = await asked(desk, request)
    elif route.about is About.LEAD:
        await lead_seen(seat, number)
    form = form_of(BODIES[route.command])
    asked_of = (desk, request, seat.officer, situation, form)
    return Doing(seat, route, number, situation, {} if looking else await known_to(*asked_of))


async def lead_seen(seat: Seat, number: str) -> None:
    """That a lead is there, and lies where the officer may know of it. Raises ``Problem`` 404."""
    journal, stream = seat.desk.service.journal, lead_stream(number)
    records = await seat.desk.blocking(lambda: journal.read((stream,))[stream])
    lead = fold(stream, records) if records else None
    territory(seat.officer).seen(lead, lambda one: str(one.township), About.LEAD)


class DraftQuery(BaseModel):
    """办理页条件。"""

    model_config = ConfigDict(extra="forbid")

    draft: Annotated[str, Field(max_length=64, pattern=r"^[0-9A-Za-z_-]*$")] = ""


async def opened(mine: Doing, told: str) -> Response:
    """The form, empty or as its officer put it aside: under the key ``told`` what is about nothing yet."""
    key = told or acts.fresh_key()
    draft = await drafts.held(*mine.draft(key))
    if draft is None:
        return form_page(mine, first(mine), key, mine.version)
    typed = {name: list(values) for name, values in draft.typed.items()}
    seen = drafts.version(draft.seen)
    return form_page(mine, typed, key, seen, draft=True, messages=[drafts.told(draft)])


def first(mine: Doing) -> Fields:
    """A form nobody filled in yet."""
    seat = mine.seat
    known = (seat.officer, today(seat.desk), mine.situation)
    return beginning.first(beginning.Begun(mine.route.path, mine.form, *known))


async def answered(mine: Doing, every: Fields) -> Response:
    """What the form sent: a row more or less, answers to check, or the command to be given."""
    typed: Fields = hidden(every)
    key = drafts.key_of(every)
    pressed, told = sent.one(every, STEP), drafts.version(sent.one(every, SEEN))
    seen = mine.version if told is None else told
    if sent.one(every, BY) not in ("", mine.seat.officer.id):
        fresh = (first(mine), acts.fresh_key(), mine.version)
        return form_page(mine, *fresh, messages=[screen("forms.another")])
    if pressed == SAVE:
        await drafts.save(*mine.draft(key), every)
        return sent_on(drafts.way(mine.route, mine.draft(key)[-1]))
    if pressed == FORGET:
        await drafts.drop(*mine.draft(key))
        return sent_on(mine.address)
    if pressed.startswith(ADD):
        return form_page(mine, with_row(typed, pressed.removeprefix(ADD)), key, seen)
    if pressed.startswith(DROP):
        return form_page(mine, without_row(typed, pressed.removeprefix(DROP)), key, seen)
    if pressed not in (CHECK, KNOW, GIVE, RECKON, LOOK):
        return form_page(mine, typed, key, seen)
    if mine.route.path == SERVING:
        typed = await hashed(mine.seat, mine.situation, typed)
    read = await acts.read(mine.seat.desk, mine.route, typed)
    if pressed in (RECKON, LOOK):
        within = territory(mine.seat.officer).holds
        found = reckoned(mine.route, mine.situation, mine.number, read, within)
        return form_page(mine, typed, key, seen, reckoned=found)
    if read.problem is not None:
        return refused(mine, read.problem, read.said, typed, key, seen)
    miswritten = None if pressed == GIVE else acts.miswritten(mine.route, read, mine.number)
    if miswritten is not None:
        return refused(mine, miswritten, read.said, typed, key, seen)
    if pressed == CHECK:
        return check_page(mine, typed, key, seen)
    if pressed == KNOW and mine.route.path == APPLYING:
        return check_page(mine, typed, key, seen, await known_files(mine.seat, typed))
    return await given(mine, read, typed, key, seen)


async def given(
    mine: Doing, read: acts.Read, typed: Fields, key: str, seen: int | None
) -> Response:
    """The command given: on to the page that says so; or the form once more, with all that is wrong."""
    seat, route = mine.seat, mine.route
    try:
        done, beside = await acts.give(
            seat.desk, seat.request, route, seat.officer, read, key, seen, mine.number
        )
    except Problem as problem:
        if problem.status == 404:
            raise
        if any(fault.code is Code.VERSION_STALE for fault in problem.faults):
            return await stale(mine, problem, read.said, typed, key, seen)
        return refused(mine, problem, read.said, typed, key, seen)
    await drafts.drop(*mine.draft(key))
    if beside:
        return seat.page(
            "done.html",
            title=route.summary,
            number=done.case,
            about=ways.about(route),
            beside=beside,
            onward=onward(route.name, done.case),
        )
    query = urlencode({"act": route.name, "number": done.case})
    return sent_on(f"{DONE.address}?{query}")


async def stale(
    mine: Doing, problem: Problem, said: Said, typed: Fields, key: str, seen: int | None
) -> Response:
    """The case moved on since the form was opened: what happened, and all that was typed kept."""
    seat, now = mine.seat, mine.situation
    assert now is not None
    entries = await seat.desk.blocking(lambda: file(seat.desk, seat.request, seat.officer, now))
    happened = [
        {
            "title": fact(one.name),
            "on": one.on.isoformat(),
            "officer": await called(seat.desk, one.officer),
        }
        for one in entries[seen or 0 :]
    ]
    return refused(mine, problem, said, typed, key, mine.version, happened=happened)


def refused(
    mine: Doing,
    problem: Problem,
    said: Said,
    typed: Fields,
    key: str,
    seen: int | None,
    **more: Any,
) -> Response:
    """The form with what was typed, and what is wrong: in a summary with links, and beside each field."""
    wrong, beside = acts.wrong(problem, said, mine.route)
    how = {"wrong": wrong, "beside": beside, "status": problem.status, **more}
    return form_page(mine, typed, key, seen, headers=headers(problem), **how)


def form_page(
    mine: Doing,
    typed: Fields,
    key: str,
    seen: int | None,
    status: int = 200,
    beside: Any = None,
    **more: Any,
) -> Response:
    """The form."""
    facts = {"wrong": [], "happened": [], "draft": False, "against": mine.against, **more}
    facts = {"reckoned": mine.standing, "reckons": mine.route.path in RECKONED, **facts}
    facts["lists"] = mine.route.path == APPLYING
    groups = drawn(mine.form, typed, beside or {}, mine.choices(typed))
    rows = [(name, value) for name, value in pairs(typed) if name.startswith(ROWS)]
    return mine.seat.page(
        "form.html", status, groups=groups, rows=rows, **about(mine, key, seen), **facts
    )


def check_page(
    mine: Doing, typed: Fields, key: str, seen: int | None, known: Sequence[Any] | None = None
) -> Response:
    """Everything that was typed, to be looked at once more before it is given; who of it is known."""
    groups = drawn(mine.form, typed, {}, mine.choices(typed))
    told, kept = list(lines(groups)), list(pairs(typed))
    lists = mine.route.path == APPLYING
    return mine.seat.page(
        "check.html", lines=told, kept=kept, known=known, lists=lists, **about(mine, key, seen)
    )


def about(mine: Doing, key: str, seen: int | None) -> dict[str, Any]:
    """What form and check have in common."""
    return {
        "title": mine.route.summary,
        "action": mine.address,
        "upload": f"{HOME}/do/cases/{mine.number}/upload",
        "number": mine.number,
        "about": mine.route.about,
        "officers": mine.known.get(a.OFFICER, ()),
        "villages": villages(mine.seat.desk, mine.seat.officer),
        "beside_body": [
            (KEY, key),
            (SEEN, "" if seen is None else seen),
            (BY, mine.seat.officer.id),
        ],
        "version": mine.version,
    }


def forms() -> Iterator[View]:
    """The screen of every command that an officer can give."""
    yield from map(doing, ROUTES)
