"""第十四条: a death that was recorded by mistake is withdrawn by two hands, and parted nobody."""

from dataclasses import replace

from domain.account.home import NOBODY
from domain.account.home import stream as home_stream
from domain.account.known import DeathWithdrawn, PersonsJoined
from domain.case.amendment import commands as c
from domain.case.amendment import facts as e
from domain.case.amendment.fold import restored as again_of
from domain.case.decision.sums import charges
from domain.case.entitlement import assessed
from domain.case.releases import released_to
from domain.case.revision.deciding import approval, as_of_approval
from domain.case.situation import Situation
from domain.case.state import Asked, Case
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change


@since(3)
@carries(
    "14.1",
    "Who was recorded dead by mistake is or was of the application, and stands so somewhere.",
)
def dead_by_mistake(s: Situation, command: c.CorrectApplication) -> tuple[Reason, ...]:
    asked, told = s.case.asked, command.changes
    ours = {*asked.members, *asked.died, *(one.person for one in told.members)}
    return tuple(
        reason(Code.DEATH_UNKNOWN, "14.1", f"changes.alive.{place}")
        for place, person in enumerate(told.alive)
        if person not in ours or s.homes.get(person, NOBODY).died is None
    )


def alive_again(s: Situation, asked: Asked) -> tuple[Change, ...]:
    """Nobody is told of the death any more, and whom it parted lives together as before."""
    found = list[Change]()
    for person in asked.alive:
        home = s.homes.get(person, NOBODY)
        if home.died is None:
            continue
        withdrawn = DeathWithdrawn(on=s.today, person=person, case=s.case.id)
        others = tuple(
            tie.other
            for tie in home.ties
            if tie.died and (tie.other in asked.alive or _lives(s, tie.other))
        )
        sides = {person: others, **dict.fromkeys(others, (person,))} if others else {}
        found.append(Change(withdrawn, home_stream(person)))
        for one, those in sides.items():
            joined = PersonsJoined(on=home.died, person=one, case=s.case.id, others=those)
            found.append(Change(joined, home_stream(one)))
    return tuple(found)


def restored(s: Situation, asked: Asked) -> tuple[Change, ...]:
    """Once something was decided: of the application again, and what fell with the death stands."""
    case, persons = s.case, back(s.case, asked)
    if not persons:
        return ()
    amount = fell(case)
    unpaid = None if amount is None else max(amount - case.payments.disbursed, ZERO)
    fact = e.MembersRestored(
        on=s.today, correction=asked.number, persons=persons, amount=amount, unpaid=unpaid
    )
    return (Change(fact), *(() if amount is None else booked_again(s, fact, amount)))


def back(case: Case, asked: Asked) -> tuple[PersonId, ...]:
    """Who is of the application again. Before anything is decided it says so itself."""
    if case.approval is None and not case.bereft:
        return ()
    return tuple(one for one in asked.alive if one in case.asked.died and one not in asked.named)


def fell(case: Case) -> Money | None:
    """The sum that stood until the last to be helped died, where one did and nobody decided since."""
    fallen, stood = case.payments.fallen, case.payments.stood
    if case.approval is None or not fallen or stood[fallen - 1][1] == ZERO:
        return None
    return stood[fallen - 1][1]


@carries("AMB-02 AMB-35", "Booked as the approval booked it, in every account it stood in.")
def booked_again(s: Situation, fact: e.MembersRestored, amount: Money) -> tuple[Change, ...]:
    accounts = {**s.accounts, **{one: s.gone[one] for one in fact.persons if one in s.gone}}
    gone = {one: held for one, held in s.gone.items() if one not in accounts}
    fit = replace(s, case=again_of(s.case, fact), accounts=accounts, gone=gone, answers={})
    found = assessed(fit, as_of_approval(fit))
    booked = charges(fit, amount, found, approval(fit).on)
    return (*released_to(fit, ZERO, "changed"), *booked)


def _lives(s: Situation, person: PersonId) -> bool:
    return s.homes.get(person, NOBODY).died is None
