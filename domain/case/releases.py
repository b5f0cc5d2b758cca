"""Room of the year that is given back: what was booked and never paid (A11, AMB-02)."""

from domain.account.account import stream as account_stream
from domain.account.events import GrantReleased
from domain.case.situation import Change, Situation
from domain.money import ZERO


def releases(s: Situation, why: str) -> tuple[Change, ...]:
    """What was booked and never paid goes back to every account that carries it (AMB-02)."""
    if s.case.approval is None:
        return ()
    unpaid = s.case.approval.amount - s.case.payments.disbursed
    if unpaid <= ZERO:
        return ()
    return tuple(
        Change(
            GrantReleased(on=s.today, person=person, case=s.case.id, amount=unpaid, reason=why),
            account_stream(person),
        )
        for person, account in s.accounts.items()
        if any(grant.case == s.case.id for grant in account.grants)
    )
