"""A pile at once: what came to the county is received together; what is to be paid stands on one list."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from domain.case.decision.commands import ReceiveAtCounty
from domain.case.situation import Situation
from domain.ground.money import ZERO, Money
from domain.ground.posts import Post
from relief.api.asking import Whom
from relief.api.desks import seats_of, waiting
from relief.api.ledgers import found
from relief.api.problems import Problem
from relief.api.queries import DeskQuery
from relief.api.reading import SMALL_BODY
from relief.api.routes import NUMBERS, ROUTES, About
from relief.console import sent
from relief.console.errors import faults
from relief.console.forms import acts, drafts
from relief.console.lists import Cell, table
from relief.console.pages import HOME, division
from relief.console.view import Seat, View
from relief.console.views.desk import doing
from relief.words.lists import joined
from relief.words.screens import screen

MOST = 200
"""Lines of a pile."""
CHECKERS, PAYERS = frozenset({Post.COUNTY_CHECKER}), frozenset({Post.FINANCE})
RECEIPT = next(one for one in ROUTES if one.command is ReceiveAtCounty)

PILE = View("pile", "/pile", Whom.POSTS, posts=CHECKERS, menu=True, bare=True)
PAYING = View("paying", "/paying", Whom.POSTS, posts=PAYERS, menu=True, bare=True)


@PILE.get
async def pile(seat: Seat) -> Response:
    """What waits to be received, all of it ticked."""
    return await piled(seat)


@PILE.post
async def received(seat: Seat) -> Response:
    """Each of those that are ticked is received by itself; of each it is told, or what stands against it."""
    every = await sent.fields(seat.request, SMALL_BODY)
    key, done, wrong = drafts.key_of(every), list[str](), list[dict[str, Any]]()
    read = await acts.read(seat.desk, RECEIPT, {})
    numbers = dict.fromkeys(every.get("case", ()))
    for number in [one for one in numbers if NUMBERS[About.CASE].fullmatch(one)][:MOST]:
        own = f"{key}-{number}"
        with_whom = (seat.desk, seat.request, RECEIPT, seat.officer, read, own, None, number)
        try:
            await acts.give(*with_whom)
        except Problem as problem:
            told = [*faults(problem, None)]
            wrong += [{**one, "message": f"{number} {one['message']}"} for one in told]
        else:
            done.append(number)
    said = [screen("pile.done", count=len(done))] if done else []
    return await piled(seat, messages=said, wrong=wrong, done=frozenset(done))


async def piled(
    seat: Seat, done: frozenset[str] = frozenset(), wrong: Any = (), messages: Any = ()
) -> Response:
    """The page of the pile."""
    items = [one for one in await lying(seat, RECEIPT.name) if one["case"] not in done]
    lines = [{**one, "place": division(seat.desk, one["case"][:9])} for one in items]
    return seat.page(
        "pile.html",
        items=lines,
        wrong=wrong,
        messages=messages,
        action=PILE.address,
        key=acts.fresh_key(),
    )


async def lying(seat: Seat, *names: str) -> list[dict[str, Any]]:
    """The cases on an officer's desk that wait for one of these acts, or for any; one look."""
    desk, officer, asked = seat.desk, seat.officer, DeskQuery.model_validate({"limit": str(MOST)})
    seats = seats_of(desk, officer, None)

    def find(c: Connection) -> dict[str, Any]:
        return waiting(c, desk, seat.request, officer, seats, asked)

    told, _ = await found(desk, seat.request, asked, find)
    wanted = ({act["command"] for act in one["acts"]} & {*names} for one in told["items"])
    return [one for one, fits in zip(told["items"], wanted, strict=True) if one["case"] and fits]


@PAYING.get
async def paying(seat: Seat) -> Response:
    """What is to be paid, sent back or told: sums as approved, paid and left, and their total."""
    items = await lying(seat, *PAYMENTS)
    looking, numbers = seat.desk.service.office.looking, [one["case"] for one in items]
    cases = await seat.desk.blocking(lambda: looking.cases(numbers, seat.officer))
    lines = [[*line(seat, one, cases[one["case"]])] for one in items if one["case"] in cases]
    left = sum(rest(cases[one["case"]]).fen for one in items if one["case"] in cases)
    columns = ("case", "name", "township", "approved", "paid", "left", "account", "acts")
    below = [Cell(screen("lists.sum-line")), *[Cell("")] * 4, Cell(str(Money(left))), Cell("")]
    made = table("paying", columns, lines, below=[*below, Cell("")])
    return seat.page("list.html", list=made, filters=[], way=PAYING.address)


PAYMENTS = tuple(one.name for one in ROUTES if one.tag.name == "PAYMENT")
"""The acts of paying."""


def line(seat: Seat, one: dict[str, Any], situation: Situation) -> Iterator[Any]:
    """A case that money waits for."""
    case = situation.case
    approved = ZERO if case.approval is None else case.approval.amount
    yield Cell(one["case"], f"{HOME}/cases/{one['case']}/money")
    yield one["name"] or ""
    yield division(seat.desk, case.asked.township)
    yield approved
    yield case.payments.disbursed
    yield rest(situation)
    yield screen("lists.known" if case.payments.account else "lists.unknown")
    first = next((act for act in one["acts"] if act["command"] in PAYMENTS), one["acts"][0])
    titles = joined(act["title"] for act in one["acts"])
    yield Cell(titles, doing(first["href"]))


def rest(situation: Situation) -> Money:
    """What was approved and did not reach the family yet."""
    case = situation.case
    if case.approval is None:
        return ZERO
    return Money(max(0, case.approval.amount.fen - case.payments.disbursed.fen))
