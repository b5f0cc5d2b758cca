"""Room of the year that is given back: what was booked and will not be paid (A11, AMB-02)."""

from domain.account.account import stream as account_stream
from domain.account.events import GrantReleased
from domain.case.records import CaseTerminated
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.ground.rows import Change
from domain.ground.terms import Stage


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


@carries("14.1", "Nobody is left to help, nothing is owed, and the last that was out came back.")
def ended_by_death(s: Situation, *, still_out: bool) -> tuple[Change, ...]:
    waits = still_out or s.case.debt > ZERO or s.case.stage is not Stage.APPROVED
    if waits or not s.case.bereft:
        return ()
    return (Change(CaseTerminated(on=s.today, reason="death")),)
