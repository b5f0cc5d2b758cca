"""第十八条审核意见: what the law prescribes, proposed under two signatures."""

from domain.case import commands as c
from domain.case import events as e
from domain.case.entitlement import (
    Words,
    against,
    assessed,
    borne_out,
    not_entitled,
    on_record,
    prescribes,
    recorded,
    waived,
)
from domain.case.grounds import Named, finding
from domain.case.rules.inquiry import AT_TOWNSHIP
from domain.case.situation import Rule, Rules, Situation, happened, stages
from domain.case.terms import Opinion, Stage
from domain.money import ZERO
from domain.refusal import Code, Reason, Reasons, gather, reason


def visited_and_checked(s: Situation) -> Reason | None:
    """Nobody signs before the visit was made and the means check came back (A18.1.1)."""
    lacking = [
        name
        for name, done in (
            ("home-visit", s.case.inquiry.visited_on),
            ("means-check", s.case.inquiry.means_check),
        )
        if done is None
    ]
    if lacking:
        return reason(Code.INQUIRY_INCOMPLETE, "18.1.1", lacking=",".join(lacking))
    return None


def opinion_consistent(s: Situation, command: c.SignOpinion) -> Reason | None:
    """A positive opinion names a sum and no ground; a negative one a ground and no sum (A18.1.1)."""
    positive = command.opinion is Opinion.POSITIVE
    sum_fits = command.recommended > ZERO if positive else command.recommended == ZERO
    if not sum_fits or positive != (command.ground is None):
        return reason(Code.OPINION_INCONSISTENT, "18.1.1", "recommended")
    return None


def as_prescribed(s: Situation, command: c.SignOpinion) -> Reasons:
    """经核查符合救助条件的: a positive opinion recommends what the law prescribes (2, 8 to 12).

    What only the county may except or set aside is proposed to it, by a paper on file (9, 12).
    """
    if command.opinion is Opinion.NEGATIVE or s.case.circumstances is None:
        return None
    words = proposed(s, command)
    return gather((against(s, words), prescribes(s, words, command.recommended, "recommended")))


def judgement_reasoned(s: Situation, command: c.SignOpinion) -> Reason | None:
    """Where the law leaves a range, a sum other than the one proposed has its reason written (11)."""
    if command.opinion is Opinion.NEGATIVE or s.case.circumstances is None:
        return None
    found = assessed(s)
    due = None if found is None else found.amount
    if due is None or not due.reasoned or command.recommended == due.proposed:
        return None
    written = command.reasons.reveal().strip()
    return None if written else reason(Code.AMOUNT_UNREASONED, "11", "reasons")


def ground_borne_out(s: Situation, command: c.SignOpinion) -> Reason | None:
    """A negative opinion names what the assessment says, or what the caseworker found (8 to 12)."""
    ground = named(command)
    if command.opinion is Opinion.POSITIVE or ground is None or s.case.circumstances is None:
        return None
    return borne_out(s, ground, proposed(s, command))


def named(command: c.SignOpinion) -> Named | None:
    """The ground of a negative opinion."""
    if command.ground is None:
        return None
    return Named(command.ground, tuple(command.evidence), command.county_ground)


def proposed(s: Situation, command: c.SignOpinion) -> Words:
    """What the opinion adds to what is on file: a proposal to the county, or a finding."""
    if command.opinion is Opinion.POSITIVE and (command.proposal or "").strip():
        return waived(s, command.proposal or "")
    return Words(findings=finding(s, named(command)))


def opinion_signed(s: Situation, command: c.SignOpinion) -> e.OpinionSigned:
    """The caseworker's signature, and what the law prescribed when it was given.

    What is only proposed to the county was not waived yet, and is not kept as though it were.
    """
    words = Words(findings=finding(s, named(command)))
    return e.OpinionSigned(
        on=s.today,
        opinion=command.opinion,
        recommended=command.recommended,
        ground=command.ground,
        county_ground=command.county_ground,
        reasons=command.reasons.bound(s.case.asked.applicant),
        evidence=tuple(command.evidence),
        proposal=command.proposal,
        prescribed=on_record(s, assessed(s, words), words),
    )


def examined(s: Situation) -> e.ApplicationExamined:
    """The leader signs the very opinion the caseworker signed."""
    opinion = s.case.examination
    if opinion is None:
        raise ValueError("no opinion to examine")
    return e.ApplicationExamined(
        on=s.today, opinion=opinion.opinion, recommended=opinion.recommended, ground=opinion.ground
    )


RULES: Rules = {
    c.SignOpinion: Rule(
        article="18.1.1",
        stages=AT_TOWNSHIP,
        guards=(visited_and_checked, recorded),
        checks=(opinion_consistent, as_prescribed, judgement_reasoned, ground_borne_out),
        cautions=(not_entitled,),
        facts=lambda s, k: happened(opinion_signed(s, k)),
    ),
    c.CompleteExamination: Rule(
        article="18.1.1",
        stages=stages(Stage.OPINION_SIGNED),
        facts=lambda s, k: happened(examined(s)),
    ),
    c.SendBackOpinion: Rule(
        article="18.1.1",
        stages=stages(Stage.OPINION_SIGNED),
        facts=lambda s, k: happened(
            e.OpinionSentBack(on=s.today, reasons=k.reasons.bound(s.case.asked.applicant))
        ),
    ),
}
