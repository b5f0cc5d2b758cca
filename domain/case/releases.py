"""Room of the year that is given back: what was booked and will not be paid (A11, AMB-02)."""

from domain.account.account import stream as account_stream
from domain.account.events import GrantReleased
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.ground.rows import Change


@carries("AMB-02", "What was neither paid nor ordered goes back to every account that carries it.")
def releases(s: Situation, why: str) -> tuple[Change, ...]:
    payments = s.case.payments
    return released_to(s, payments.disbursed + payments.pending_amount, why)


def released_to(s: Situation, kept: Money, why: str) -> tuple[Change, ...]:
    """Every account keeps this much of the case's grant; the same room is never given back twice."""
    return tuple(
        Change(
            GrantReleased(
                on=s.today, person=person, case=s.case.id, amount=grant.amount - kept, reason=why
            ),
            account_stream(person),
        )
        for person, account in s.accounts.items()
        for grant in account.grants
        if grant.case == s.case.id and grant.amount > kept
    )
