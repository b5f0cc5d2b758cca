"""Room of the year that is given back: what was booked and will not be paid (A11, AMB-02)."""

from collections.abc import Sequence
from datetime import date

from domain.account.account import Grant, PersonAccount
from domain.account.account import stream as account_stream
from domain.account.events import GrantReleased
from domain.case.beside import Reached
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
    """Every account keeps this much of the case's grant, also of who died since; the same room is
    never given back twice.

    Of a grant in parts the earlier year keeps what it can.
    """
    return tuple(
        Change(
            GrantReleased(
                on=s.today,
                person=person,
                case=s.case.id,
                amount=back,
                reason=why,
                year=grant.year,
            ),
            account_stream(person),
        )
        for person, account in (*s.accounts.items(), *s.gone.items())
        for grant, back in given_back(account, s.case.id, kept)
    )


@carries("AMB-02 AMB-37", "What each part of a case's grant gives back where so much is kept.")
def given_back(account: PersonAccount, case: str, kept: Money) -> tuple[tuple[Grant, Money], ...]:
    found, left = [], kept
    own = [grant for grant in account.standing if grant.case == case]
    for grant in sorted(own, key=lambda one: one.booked):
        keeps = min(grant.amount, left)
        left -= keeps
        if grant.amount > keeps:
            found.append((grant, grant.amount - keeps))
    return tuple(found)


def in_time(kept: Sequence[Reached], died_on: date) -> Money:
    """What reached somebody by the day of their death, of what did not come back."""
    return sum((one.amount for one in kept if one.on <= died_on), ZERO)


@carries("14.1", "Nobody is left to help, nothing is owed, and the last that was out came back.")
def ended_by_death(s: Situation, *, still_out: bool) -> tuple[Change, ...]:
    waits = still_out or s.case.debt > ZERO or s.case.stage is not Stage.APPROVED
    if waits or not s.case.bereft:
        return ()
    return (Change(CaseTerminated(on=s.today, reason="death")),)
