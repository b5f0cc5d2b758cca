"""第十八条审核意见: what the law prescribes, proposed under two signatures."""

from domain.case import turns
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
from domain.case.inquiry import commands as c
from domain.case.inquiry import facts as e
from domain.case.inquiry.doubts import no_doubt_left
from domain.case.inquiry.rules import AT_TOWNSHIP
from domain.case.knowledge.deaths import nobody_known_dead
from domain.case.knowledge.households import one_household
from domain.case.knowledge.likeness import likeness_judged, same_judged
from domain.case.situation import Situation, happened
from domain.case.small_sums import ordinary_way
from domain.case.steps import incomplete, lacking
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.money import ZERO
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, Reasons, gather, reason
from domain.ground.rows import Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Opinion, Stage
from domain.ground.texts import blank
from domain.law.terms import Step


@carries("18.1.1", "Nobody signs before the visit was made and the means check came back.")
def visited_and_checked(s: Situation) -> Reason | None:
    """As the law of the case has it: of what it does not ask for, or puts later, nothing is lacking."""
    return incomplete(lacking(s, Step.OPINION))


@carries(
    "18.1.1", "A positive opinion names a sum and no ground; a negative one a ground and no sum."
)
def opinion_consistent(s: Situation, command: c.SignOpinion) -> Reason | None:
    positive = command.opinion is Opinion.POSITIVE
    sum_fits = command.recommended > ZERO if positive else command.recommended == ZERO
    if not sum_fits or positive != (command.ground is None):
        return reason(Code.OPINION_INCONSISTENT, "18.1.1", "recommended")
    return None


@carries(
    "2 8 9 10 11 12", "经核查符合救助条件的: a positive opinion recommends what the law prescribes."
)
def as_prescribed(s: Situation, command: c.SignOpinion) -> Reasons:
    """What only the county may except or set aside is proposed to it, by a paper on file (9, 12)."""
    if command.opinion is Opinion.NEGATIVE or s.case.known is None:
        return None
    words = proposed(s, command)
    return gather((against(s, words), prescribes(s, words, command.recommended, "recommended")))


@carries(
    "11", "Where the law leaves a range, a sum other than the one proposed has its reason written."
)
def judgement_reasoned(s: Situation, command: c.SignOpinion) -> Reason | None:
    if command.opinion is Opinion.NEGATIVE or s.case.known is None:
        return None
    found = assessed(s)
    due = None if found is None else found.amount
    if due is None or not due.reasoned or command.recommended == due.proposed:
        return None
    written = command.reasons.reveal().strip()
    return None if written else reason(Code.AMOUNT_UNREASONED, "11", "reasons")


@carries(
    "8 9 10 11 12 18.1.2 18.2.2",
    "A negative opinion names what the assessment says, or what the caseworker found.",
)
def ground_borne_out(s: Situation, command: c.SignOpinion) -> Reason | None:
    ground = named(command)
    if command.opinion is Opinion.POSITIVE or ground is None or s.case.known is None:
        return None
    return borne_out(s, ground, proposed(s, command))


def named(command: c.SignOpinion) -> Named | None:
    """The ground of a negative opinion."""
    if command.ground is None:
        return None
    return Named(command.ground, tuple(command.evidence), command.county_ground)


def proposed(s: Situation, command: c.SignOpinion) -> Words:
    """What the opinion adds to what is on file: a proposal to the county, or a finding."""
    if command.opinion is Opinion.POSITIVE and not blank(command.proposal):
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
        law=s.law,
    )


def examined(s: Situation) -> e.ApplicationExamined:
    """The leader signs the very opinion the caseworker signed."""
    opinion = s.case.examination
    if opinion is None:
        raise ValueError("no opinion to examine")
    return e.ApplicationExamined(
        on=s.today,
        opinion=opinion.opinion,
        recommended=opinion.recommended,
        ground=opinion.ground,
        law=s.law,
    )


RULES: Rules = {
    c.SignOpinion: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        hand=Deed.SIGNED,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
        address="opinion",
        awaited=True,
        turn=turns.unsigned,
        stages=AT_TOWNSHIP,
        guards=(ordinary_way, visited_and_checked, recorded),
        checks=(opinion_consistent, as_prescribed, judgement_reasoned, ground_borne_out),
        cautions=(
            *(not_entitled, no_doubt_left, nobody_known_dead),
            *(one_household, likeness_judged, same_judged),
        ),
        facts=lambda s, k: happened(opinion_signed(s, k)),
        brings=(e.OpinionSigned,),
    ),
    c.CompleteExamination: Rule(
        article="18.1.1",
        by=(Post.TOWNSHIP_LEADER,),
        hand=Deed.EXAMINED,
        address="examination",
        sees_version=True,
        awaited=True,
        stages=stages(Stage.OPINION_SIGNED),
        facts=lambda s, k: happened(examined(s)),
        brings=(e.ApplicationExamined,),
    ),
    c.SendBackOpinion: Rule(
        article="18.1.1",
        by=(Post.TOWNSHIP_LEADER,),
        address="opinion-return",
        stages=stages(Stage.OPINION_SIGNED),
        facts=lambda s, k: happened(
            e.OpinionSentBack(on=s.today, reasons=k.reasons.bound(s.case.asked.applicant))
        ),
        brings=(e.OpinionSentBack,),
    ),
}
