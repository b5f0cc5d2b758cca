"""The money of a case: what was recommended, approved and paid, each payment, and what is left."""

from collections.abc import Iterator
from typing import Any

from starlette.responses import Response

from domain.ground.money import ZERO
from relief.api.asking import Whom
from relief.console.case import File, opened
from relief.console.lists import table
from relief.console.view import Seat, View
from relief.console.views.piles import rest
from relief.words.dictionary import of
from relief.words.fields import label
from relief.words.screens import screen

MONEY = View("money", "/cases/{case}/money", Whom.NUMBER, bare=True)


@MONEY.get
async def shown(seat: Seat) -> Response:
    """Sums, the account as far as it may be seen, and everything that reached the family."""
    file = await opened(seat, theirs=True)
    columns = ("recorded", "sum", "source-of", "method", "receipt", "state")
    return file.page(
        "money.html",
        sums=[*sums(file)],
        account=account(file),
        list=table("payments", columns, [*lines(file)]),
    )


def sums(file: File) -> Iterator[tuple[str, Any]]:
    """What was recommended, approved, paid and is left, as far as it is known."""
    case = file.situation.case
    if case.examination is not None:
        yield label("recommended"), case.examination.recommended
    if case.approval is not None:
        yield label("approved"), case.approval.amount
        yield screen("lists.paid"), case.payments.disbursed
        yield screen("lists.left"), rest(file.situation)
    if case.payments.released > ZERO:
        yield screen("money.released"), case.payments.released


def account(file: File) -> str:
    """The account on record: its holder by masked name, bank and number masked."""
    held = file.those["account"]
    if not held:
        return ""
    told = (file.named.get(held["holder"], ""), held["bank"], held["number"])
    return " ".join(one for one in told if one)


def lines(file: File) -> Iterator[list[Any]]:
    """What reached the family, then what the bank has not answered yet."""
    paid = file.situation.case.payments
    for one in paid.reached:
        state = screen("money.back" if one.back else "money.reached")
        place = one.receipt or (one.payment or "")
        yield [one.on, one.amount, of(one.source), of(one.method), place, state]
    if paid.pending is not None:
        source = "" if paid.pending_source is None else of(paid.pending_source)
        since = paid.pending_since or ""
        yield [since, paid.pending_amount, source, "", paid.pending, screen("money.pending")]
