"""第十九、二十条: who hands over cash and goods, what finance released for it, and before whom."""

from datetime import date

from domain.case.days import day_done
from domain.case.payment import commands as c
from domain.case.payment import facts as e
from domain.case.releases import ended_by_death
from domain.case.situation import Situation, happened
from domain.case.standing import reached_by, standing_sum, stood_next, stood_on
from domain.case.state import Case
from domain.case.words import outsider
from domain.ground.declared import carries
from domain.ground.duties import joined
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.names import folded
from domain.ground.people import Private, unsaid
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change
from domain.ground.terms import RevisionGround, Stage
from domain.registers.officers.staffing import in_post

Handing = c.PayCash | c.DeliverGoods


@since(3)
@carries("19 20", "What was handed over while it stood is told, whatever became of the approval.")
def handed_while_it_stood(case: Case, command: Handing) -> bool:
    """On a day on which there was more to hand over than now, or after which nothing is handed over."""
    day = command.handed_on
    stood = ZERO if day is None else stood_on(case, day)
    return stood > ZERO and (case.stage is not Stage.APPROVED or stood > standing_sum(case))


@since(3)
@carries("19 20", "Nothing is handed over on a day on which no approval stands.")
def approved_that_day(s: Situation, command: Handing) -> Reason | None:
    day = command.handed_on
    if day is None or stood_on(s.case, day) > ZERO:
        return None
    earliest = stood_next(s.case, day)
    if earliest is None:
        return None
    return reason(Code.DATE_TOO_EARLY, field="handed_on", day=day, earliest=earliest)


def room_that_day(s: Situation, command: Handing) -> Money:
    """What there was to be paid on the day: as it stood, less what had come by then."""
    day = day_done(s, command, "handed_on")
    return max(stood_on(s.case, day) - reached_by(s.case.payments, day), ZERO)


def still_unpaid(s: Situation, amount: Money) -> Money:
    """What is to be paid after so much was handed over."""
    return max(standing_sum(s.case) - s.case.payments.disbursed - amount, ZERO)


def short(s: Situation) -> bool:
    """Whether whoever hands over also visited or signed: let in because no third officer is in post."""
    return joined(s.row.short_handed, s.officer.ids, s.case.hands)


def set_apart(s: Situation, command: c.InstructPayment | c.ReleaseForHandover | Handing) -> Money:
    """What finance released and is still out: no other payment may use it."""
    return kept_apart(s) if isinstance(command, Handing) else s.case.payments.released


def kept_apart(s: Situation) -> Money:
    """What is set apart for others than who asks."""
    return ZERO if short(s) else s.case.payments.released


@since(2)
@carries("19", "One release at a time: it is handed over or comes back before the next.")
def none_released(s: Situation) -> Reason | None:
    out = s.case.payments.released
    return reason(Code.RELEASE_OPEN, "19", released=out) if out > ZERO else None


@since(2)
@carries("内部§决定更正", "Nothing is done over a revision that was proposed and not answered.")
def not_held(s: Situation) -> Reason | None:
    wanted = s.case.proposal
    if wanted is None or s.case.stage is Stage.ENDED:
        return None
    theirs = wanted.ground in (RevisionGround.REVIEW, RevisionGround.JUDGMENT)
    code = Code.REVIEW_UNCONFIRMED if theirs else Code.REVISION_PENDING
    return reason(code, "内部§决定更正", number=wanted.number)


@since(3)
@carries(
    "行政复议法§77 行政诉讼法§94 内部§决定更正",
    "Nor over what a review or a court said while it was entered wrongly and is not entered right.",
)
def review_entered_right(s: Situation) -> Reason | None:
    wrongly = s.case.papers.wrongly
    if wrongly is None or s.case.stage is Stage.ENDED:
        return None
    return reason(Code.REVIEW_TO_ENTER, "内部§决定更正", number=wrongly)


@since(2)
@carries("19", "Only what was released comes back.")
def something_released(s: Situation) -> Reason | None:
    return None if s.case.payments.released > ZERO else reason(Code.NOT_RELEASED, "19")


@since(2)
@carries("19 30", "A short-handed township hands over what county finance released, and no more.")
def released_first(s: Situation, command: Handing) -> Reason | None:
    if not short(s):
        return None
    paid = s.case.payments
    if paid.released_source is command.source and command.amount <= paid.released:
        return None
    return reason(Code.NOT_RELEASED, "30", "amount", amount=command.amount, released=paid.released)


@since(2)
@carries(
    "19 30", "Cash is handed over before a witness; goods too where the office is short-handed."
)
def witness_named(s: Situation, command: Handing) -> Reason | None:
    by_name, by_id = not unsaid(command.witness), bool(command.witness_officer)
    if by_name and by_id:
        return reason(Code.FIELD_INVALID, field="witness", fault="one-or-the-other")
    needed = isinstance(command, c.PayCash) or short(s)
    return (
        reason(Code.FIELD_MISSING, field="witness") if needed and not (by_name or by_id) else None
    )


@since(2)
@carries(
    "30", "The witness belongs neither to the household nor to a visit, and does not hand over."
)
def witness_outside(s: Situation, command: Handing) -> Reason | None:
    if command.witness_officer:
        day = day_done(s, command, "handed_on")
        return _officer_outside(s, folded(command.witness_officer), day)
    if unsaid(command.witness) or command.witness is None:
        return None
    if command.witness_id in s.case.inquiry.helpers:
        return reason(Code.NOT_AN_OUTSIDER, "30", "witness")
    known = command.witness_id or command.witness.about
    return outsider(s, known, command.witness, "witness", day_done(s, command, "handed_on"))


@carries("30", "A witness from the office holds a post there, and went on no visit or check.")
def _officer_outside(s: Situation, id: str, day: date) -> Reason | None:
    if not in_post(s.officers, id, s.case.asked.township, day):
        return reason(Code.OFFICER_UNKNOWN, "30", "witness_officer")
    hands, ids = s.case.hands, s.officers.human(id)
    family = s.officers.kin(id) & frozenset(s.case.asked.members)
    if ids & (s.officer.ids | hands.visited | hands.checked) or family:
        return reason(Code.NOT_AN_OUTSIDER, "30", "witness_officer")
    return None


def officer_witnessing(command: Handing) -> str | None:
    """The officer who is the witness, if it is one."""
    return folded(command.witness_officer) if command.witness_officer else None


def witness_kept(s: Situation, command: Handing) -> Private | None:
    """The witness's name, kept as long as the file it stands in."""
    if command.witness is None or unsaid(command.witness):
        return None
    return command.witness.bound(s.case.asked.applicant)


def released(s: Situation, command: c.ReleaseForHandover) -> tuple[Change, ...]:
    """拨付经办."""
    return happened(e.HandoverReleased(on=s.today, amount=command.amount, source=command.source))


def came_back(s: Situation, command: c.ReturnRelease) -> tuple[Change, ...]:
    """交回拨付."""
    why = command.reason.bound(s.case.asked.applicant)
    back = e.ReleaseReturned(on=s.today, amount=s.case.payments.released, reason=why)
    still_out = s.case.payments.pending is not None
    return (Change(back), *ended_by_death(s, still_out=still_out))
