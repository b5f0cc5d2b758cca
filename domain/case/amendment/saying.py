"""申请的变更与更正: what is said anew, and what follows from it."""

from domain.case.amendment import commands as c
from domain.case.amendment import facts as e
from domain.case.amendment.again import again, bound, needed_now, stands
from domain.case.amendment.alive import alive_again, restored
from domain.case.amendment.fold import meant, request
from domain.case.amendment.room import parted_by_two, parted_for_good
from domain.case.listings import listings
from domain.case.notice.facts import PublicNoticeInterrupted
from domain.case.records import Stands
from domain.case.situation import Situation, happened
from domain.ground.rows import Change
from domain.ground.terms import Again, Stage

UNTIL_EXAMINED = frozenset(
    {
        *(Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED, Stage.ACCEPTED),
        *(Stage.OPINION_SIGNED, Stage.RETURNED),
    }
)
EXAMINED = frozenset(
    {
        *(Stage.EXAMINED, Stage.IN_NOTICE, Stage.CLEARED),
        *(Stage.SUBMITTED, Stage.UNDER_COUNTY),
    }
)


def known_anew(s: Situation, after: Stands) -> tuple[Change, ...]:
    """Told to everybody's account where others are listed, or another matter is told."""
    now = s.case.asked
    if (after.members, after.matter) == (now.members, now.matter):
        return ()
    same = frozenset(after.members) == frozenset(now.members)
    return listings(s.case.id, s.today, after.matter, after.members, joins=not same)


def amended(s: Situation, command: c.AmendApplication) -> tuple[Change, ...]:
    """变更."""
    asked = meant(s.case, command.changes)
    after = stands(s, asked)
    fact = e.ApplicationAmended(
        on=s.today,
        changes=bound(s, command.changes),
        stands=after,
        again=again(s, asked),
        lacking=needed_now(s, after),
        reasons=command.reasons.bound(after.applicant),
    )
    return (Change(fact), *known_anew(s, after))


def asked_for(s: Situation, command: c.CorrectApplication) -> tuple[Change, ...]:
    """申请更正."""
    return happened(
        e.CorrectionRequested(
            on=s.today,
            number=s.case.corrections + 1,
            changes=bound(s, command.changes),
            reasons=command.reasons.bound(s.case.asked.applicant),
            evidence=tuple(command.evidence),
        )
    )


def corrected(s: Situation, command: c.ConfirmCorrection) -> tuple[Change, ...]:
    """更正, and what follows from it at once: another examination, or another notice."""
    asked = request(s.case)
    after, looked_at = stands(s, asked), again(s, asked)
    fact = e.ApplicationCorrected(
        on=s.today,
        number=asked.number,
        stands=after,
        again=looked_at,
        lacking=needed_now(s, after),
        reasons=command.reasons.bound(after.applicant),
    )
    told = (restored, parted_for_good, parted_by_two, alive_again)
    known = (*known_anew(s, after), *(one for each in told for one in each(s, asked)))
    stage = s.case.stage
    anew = Again.NOTICE in looked_at and stage in (Stage.SUBMITTED, Stage.UNDER_COUNTY)
    if stage in EXAMINED and (anew or Again.OPINION in looked_at):
        reopened = e.ExaminationReopened(on=s.today, correction=asked.number)
        return (*happened(fact, reopened), *known)
    if Again.NOTICE in looked_at and stage not in UNTIL_EXAMINED:
        why = command.reasons.bound(after.applicant)
        down = PublicNoticeInterrupted(on=s.today, round=s.case.notices, reason=why)
        return (*happened(fact, down), *known)
    return (Change(fact), *known)
