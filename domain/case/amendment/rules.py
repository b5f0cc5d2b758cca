"""申请的变更与更正: until it is examined by one hand, after that with its proof and by two (内部)."""

from typing import Protocol

from domain.account.events import GrantCharged, GrantReleased
from domain.account.known import DeathWithdrawn, PersonListed, PersonsJoined, PersonsParted
from domain.case import turns
from domain.case.amendment import commands as c
from domain.case.amendment import facts as e
from domain.case.amendment import saying
from domain.case.amendment.again import (
    HOUSE,
    TO_BE_TOLD,
    moves_entitlement,
    stands,
)
from domain.case.amendment.alive import back, dead_by_mistake
from domain.case.amendment.fold import meant
from domain.case.amendment.persons import (
    births_still_as_known,
    capable_still,
    guardian_still_named,
    numbers_right,
)
from domain.case.amendment.room import (
    BY_TWO_HANDS,
    mints_no_room,
    mistaken_leave,
    parted_right,
    proven_mistaken,
    room_minted,
)
from domain.case.amendment.saying import EXAMINED, UNTIL_EXAMINED
from domain.case.gates import no_correction_asked_for, no_open_objection
from domain.case.intake import rules as intake
from domain.case.notice.facts import PublicNoticeInterrupted
from domain.case.records import Changes, Contact
from domain.case.situation import Situation, happened
from domain.case.state import Asked
from domain.ground.declared import carries
from domain.ground.duties import Deed, every_hand
from domain.ground.editions import since
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, gather, reason
from domain.ground.rows import Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Procedure, Stage
from domain.ground.texts import blank
from domain.ground.words import said

CORRECTED = EXAMINED | {Stage.APPROVED} | TO_BE_TOLD
OPEN = UNTIL_EXAMINED | CORRECTED
"""Where something may be said anew; a number that was mistyped takes two hands at each of them."""


class Amending(Protocol):
    """Whatever says what an application is to say instead."""

    @property
    def changes(self) -> Changes:
        """What it is to say."""


@since(3)
@carries(HOUSE, "Something is said anew, and nothing is said as blank.")
def something_said(s: Situation, command: Amending) -> Reason | None:
    told = command.changes
    if told.village is not None and blank(told.village):
        return reason(Code.FIELD_MISSING, HOUSE, "changes.village")
    two = any(getattr(told, name) for name in BY_TWO_HANDS)
    told_of = two or told.members or told.left or told.contact not in (None, Contact())
    if not told_of and not moves_entitlement(s, meant(s.case, told)):
        return reason(Code.FIELD_MISSING, HOUSE, "changes")
    return None


@since(3)
@carries(HOUSE, "What was examined is corrected with its proof; how to reach the family never was.")
def not_examined_yet(s: Situation, command: c.AmendApplication) -> Reason | None:
    only_contact = command.changes == Changes(contact=command.changes.contact)
    if s.case.stage in UNTIL_EXAMINED or only_contact:
        return None
    return reason(Code.EXAMINED_ALREADY, HOUSE, "changes", stage=s.case.stage.value)


@since(3)
@carries(
    HOUSE, "Until it is examined one hand says it anew; what takes two hands takes them always."
)
def examined_or_mistaken(s: Situation, command: c.CorrectApplication) -> Reason | None:
    told = command.changes
    if s.case.stage in CORRECTED or any(getattr(told, name) for name in BY_TWO_HANDS):
        return None
    needed = ",".join(sorted(CORRECTED))
    return reason(Code.OUT_OF_ORDER, HOUSE, stage=s.case.stage.value, needed=needed)


@since(3)
@carries("8", "The kind of hardship still belongs to households or to individuals.")
def kind_fits(s: Situation, command: Amending) -> Reason | None:
    after = stands(s, meant(s.case, command.changes))
    return intake.hardship_fits(after.subject, after.category, "changes.category")


@since(3)
@carries("14.1", "Who left was listed; one person applies; nobody is said twice, or said and left.")
def household_right(s: Situation, command: Amending) -> tuple[Reason, ...]:
    told, listed = command.changes, s.case.asked.members
    named = [member.person for member in told.members]
    applying = told.applying
    found = [
        reason(Code.NOT_A_MEMBER, "14.1", f"changes.left.{place}")
        for place, person in enumerate(told.left)
        if person not in listed
    ]
    twice = len(set(named)) < len(named) or not set(named).isdisjoint(told.left)
    before = s.case.asked.applicant
    gone = before in told.left or (before in named and before not in applying)
    if twice or len(applying) > 1 or (len(applying) == 1) != (gone or before in applying):
        found.append(
            reason(Code.FIELD_INVALID, "14.1", "changes.members", applicants=len(applying))
        )
    return tuple(found)


@since(3)
@carries("2 14.1", "What is relieved had happened when it was applied for.")
def before_application(s: Situation, command: Amending) -> Reason | None:
    incident, applied_on = command.changes.incident, s.case.asked.on
    if incident is None or incident.on <= applied_on:
        return None
    return reason(
        Code.DATE_TOO_LATE, "14.1", "changes.incident.on", day=incident.on, latest=applied_on
    )


@since(3)
@carries("18.2.1", "Accepted as urgent for one cause, a case is not urgent for another.")
def cause_of_urgency(s: Situation, command: Amending) -> Reason | None:
    told = command.changes.incident
    same = told is None or told.cause is s.case.asked.matter.cause
    if s.case.procedure is not Procedure.URGENT or same:
        return None
    return reason(Code.URGENT_FOR_ANOTHER, "18.2.1", "changes.incident.cause")


@since(3)
@carries("30 公务员法§76", "Nobody leaves whose kin had a hand in the case.")
def hides_no_duty(s: Situation, command: Amending) -> Reason | None:
    left = frozenset(command.changes.left)
    if any(not s.officers.kin(one).isdisjoint(left) for one in every_hand(s.case.hands)):
        return reason(Code.DUTY_HIDDEN, "公务员法§76", "changes.left")
    return None


@since(3)
@carries(HOUSE, "What was decided upon is revoked before anything is said that it rests on.")
def nothing_decided(s: Situation, command: c.CorrectApplication) -> Reason | None:
    return decided_upon(s, meant(s.case, command.changes), "changes")


def decided_upon(s: Situation, asked: Asked, field: str | None = None) -> Reason | None:
    """A name may be put right all the same, for the letters that are still to be served."""
    decided = s.case.approval is not None or s.case.stage in TO_BE_TOLD
    if not decided or not moves_entitlement(s, asked):
        return None
    return reason(Code.DECIDED_ALREADY, HOUSE, field)


@since(3)
@carries(HOUSE, "A correction waits for its answer.")
def correction_waits(s: Situation) -> Reason | None:
    return None if s.case.asked_for is not None else reason(Code.AMENDMENT_UNKNOWN, HOUSE)


@since(3)
@carries(HOUSE, "What is answered is the correction that is open.")
def answers_correction(
    s: Situation, command: c.ConfirmCorrection | c.RejectCorrection
) -> Reason | None:
    open_one = s.case.asked_for
    if open_one is None or open_one.number == command.correction:
        return correction_waits(s)
    return reason(Code.AMENDMENT_UNKNOWN, HOUSE, "correction", number=command.correction)


@since(3)
@carries(
    f"11 12 14.1 {HOUSE}",
    "What was asked for can still be: nobody it needs died, no room is minted.",
)
def still_possible(s: Situation, command: c.ConfirmCorrection) -> tuple[Reason, ...]:
    asked = s.case.asked_for
    if asked is None:
        return ()
    found = list(room_minted(s, asked))
    after = stands(s, asked)
    if after.applicant not in (*after.members, *back(s.case, asked)):
        found.append(reason(Code.NOT_A_MEMBER, "14.1"))
    return gather((tuple(found), decided_upon(s, asked)))


SAID = (
    something_said,
    kind_fits,
    household_right,
    numbers_right,
    births_still_as_known,
    capable_still,
    guardian_still_named,
    before_application,
    cause_of_urgency,
    mistaken_leave,
    mints_no_room,
    hides_no_duty,
)
"""What is asked of whatever an application is to say instead."""

RULES: Rules = {
    c.AmendApplication: Rule(
        article=HOUSE,
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.OFFICERS),
        writes=(Stream.CASE, Stream.HOMES),
        address="amendments",
        sees_version=True,
        stages=OPEN,
        guards=(no_correction_asked_for,),
        checks=(*said("reasons"), not_examined_yet, proven_mistaken, *SAID),
        facts=saying.amended,
        brings=(e.ApplicationAmended, PersonListed),
    ),
    c.CorrectApplication: Rule(
        article=HOUSE,
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        hand=Deed.AMENDED,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.OFFICERS),
        address="corrections",
        sees_version=True,
        stages=OPEN,
        guards=(no_correction_asked_for,),
        checks=(
            *said("reasons", "evidence"),
            *(examined_or_mistaken, nothing_decided, parted_right, dead_by_mistake),
            *SAID,
        ),
        facts=saying.asked_for,
        brings=(e.CorrectionRequested,),
    ),
    c.ConfirmCorrection: Rule(
        article=HOUSE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        hand=Deed.CONFIRMED,
        reads=(
            *(Stream.ACCOUNTS, Stream.HOMES, Stream.OFFICERS),
            *(Stream.DELEGATIONS, Stream.VALUES),
        ),
        writes=(Stream.CASE, Stream.ACCOUNTS, Stream.HOMES),
        address="corrections/confirmation",
        sees_version=True,
        awaited=True,
        turn=turns.amending,
        stages=OPEN,
        guards=(correction_waits, no_open_objection),
        checks=(answers_correction, *said("reasons"), still_possible),
        facts=saying.corrected,
        brings=(
            *(e.ApplicationCorrected, e.ExaminationReopened),
            *(PublicNoticeInterrupted, PersonListed, PersonsParted),
            *(DeathWithdrawn, PersonsJoined),
            *(e.MembersRestored, GrantReleased, GrantCharged),
        ),
    ),
    c.RejectCorrection: Rule(
        article=HOUSE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        hand=Deed.CONFIRMED,
        address="corrections/rejection",
        sees_version=True,
        awaited=True,
        turn=turns.amending,
        stages=OPEN,
        guards=(correction_waits,),
        checks=(answers_correction, *said("reasons")),
        facts=lambda s, k: happened(
            e.CorrectionRejected(
                on=s.today,
                number=k.correction,
                reasons=k.reasons.bound(s.case.asked.applicant),
            )
        ),
        brings=(e.CorrectionRejected,),
    ),
}
