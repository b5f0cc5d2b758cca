"""第十八条审批: the county approves or refuses, the township under delegation."""

from domain.account.events import GrantCharged
from domain.case.decision import commands as c
from domain.case.decision import facts as e
from domain.case.decision.anew import (
    approving,
    named,
    not_approved_as_annulled,
    not_refused_as_annulled,
    refusing,
)
from domain.case.decision.looking import (
    check_confirmed,
    found_without_doubt,
    looked_for_itself,
    own_finding,
)
from domain.case.decision.sampling import beyond_draw, share_kept
from domain.case.decision.sums import (
    as_shown,
    charges,
    county_amount,
    lowered_for_other_aid,
    township_amount,
    under_ceiling,
)
from domain.case.entitlement import (
    NO_WORDS,
    Words,
    against,
    assessed,
    barred,
    borne_out,
    ceiling,
    not_entitled,
    on_record,
    owed,
    prescribes,
    question,
    recorded,
    trace,
)
from domain.case.gates import (
    box_emptied,
    covering,
    delegable,
    examined_since_complaint,
    examined_since_upheld,
    no_correction_asked_for,
    no_open_objection,
    notice_done,
    opinion,
    shown_first,
    somebody_left,
    within_its_day,
)
from domain.case.inquiry.circumstances import impossible
from domain.case.inquiry.doubts import no_doubt_left
from domain.case.knowledge.deaths import nobody_known_dead
from domain.case.knowledge.households import one_household
from domain.case.knowledge.likeness import likeness_judged, same_judged
from domain.case.numbers import numbered, vouched
from domain.case.photographs import end_photographed
from domain.case.situation import Situation, about_applicant
from domain.case.state import FOLLOWING
from domain.case.steps import looked_into_before_decision
from domain.ground.declared import carries
from domain.ground.duties import BY_ONLY_APPROVER, Deed
from domain.ground.letters import Letter
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, Reasons, gather, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import (
    DocumentKind,
    NumberKind,
    Opinion,
    Recipient,
    Stage,
)
from domain.ground.words import positive
from domain.registers.roster.facts import CaseBeyondDraw


@carries(
    "13 18.2.2", "Whom the county accepted itself, and once it had the file, the county decides."
)
def never_with_county(s: Situation) -> Reason | None:
    county = s.case.county
    if county.course is not None or county.returns or county.accepted:
        return reason(Code.WITH_COUNTY, "18.2.2")
    return None


@carries(
    "18.1.2", "Relief is granted on a positive opinion; a negative one is refused or sent back."
)
def opinion_positive(s: Situation) -> Reason | None:
    if s.case.examination is None:
        return reason(Code.OPINION_MISSING, "18.1.2")
    if opinion(s) is not Opinion.POSITIVE:
        return reason(Code.OPINION_NEGATIVE, "18.1.2")
    return None


@carries("18.2.1 AMB-22 AMB-23", "可委托 needs an act: no delegation, no township approval.")
def delegated(s: Situation) -> Reason | None:
    if delegable(s) is None and ceiling(s) is None:
        kind = "" if s.case.urgent_kind is None else s.case.urgent_kind.value
        return reason(Code.NOT_DELEGATED, "18.2.1", kind=kind)
    return None


@carries(
    "2 8 9 10 11 12",
    "The county grants what the law prescribes, unless it excepts, sets aside, or counts other aid.",
)
def as_prescribed(s: Situation, command: c.ApproveRelief) -> Reasons:
    if s.case.known is None:
        return None
    words = approving(s, command)
    lowered = lowered_for_other_aid(s, assessed(s, words), command)
    sum_right = None if lowered else prescribes(s, words, command.amount, "amount")
    return gather((against(s, words), sum_right))


@carries("11 18.2.1", "The township grants a sum the law prescribes, and excepts from nothing.")
def prescribed_sum(s: Situation, command: c.ApproveUnderDelegation) -> Reasons:
    return prescribes(s, NO_WORDS, command.amount, "amount")


@carries("9", "Only a test there is can be set aside, by a paper with the reason.")
def tests_known(s: Situation, command: c.ApproveRelief) -> Reasons:
    words = Words(overrides=approving(s, command).overrides)
    return tuple(impossible(s, question(s, words), "")) if words.overrides else None


@carries(
    "8 9 10 11 12 18.1.2 18.2.2",
    "Refused on what the assessment says, or on what the approver found upon evidence.",
)
def refusal_borne_out(s: Situation, command: c.RefuseRelief) -> Reason | None:
    return borne_out(s, named(command), refusing(s, command))


def approved(s: Situation, command: c.ApproveRelief) -> tuple[Change, ...]:
    """The county's approval and what it books."""
    words = approving(s, command)
    found = assessed(s, words)
    fact = e.ReliefApproved(
        on=s.today,
        amount=command.amount,
        delegated=False,
        lowered_reason=about_applicant(s, command.lowered_reason),
        exception=about_applicant(s, command.exception),
        document=command.document,
        batch=command.batch,
        vouched=vouched(s, decision=command.document),
        prescribed=on_record(s, found, words),
        assessment=trace(found),
        law=s.law,
    )
    return (Change(fact), *charges(s, command.amount, found))


@carries("AMB-32", "The township's approval, by which delegation, and whether the day had passed.")
def approved_under_delegation(
    s: Situation, command: c.ApproveUnderDelegation
) -> tuple[Change, ...]:
    granted, found = covering(s), assessed(s)
    fact = e.ReliefApproved(
        on=s.today,
        amount=command.amount,
        delegated=True,
        delegation=None if granted is None else granted.number,
        ceiling=ceiling(s),
        late=s.case.accepted_on is not None and s.today > s.case.accepted_on,
        lowered_reason=about_applicant(s, command.lowered_reason),
        document=command.document,
        batch=command.batch,
        vouched=vouched(s, decision=command.document),
        prescribed=on_record(s, found, NO_WORDS),
        assessment=trace(found),
        law=s.law,
        duties=owed(s),
    )
    return (Change(fact), *charges(s, command.amount, found))


def refused(s: Situation, command: c.RefuseRelief) -> e.ReliefRefused:
    """Refused, with its ground, reasons in writing, and what bears it out."""
    words = refusing(s, command)
    found = assessed(s, words)
    return e.ReliefRefused(
        on=s.today,
        ground=command.ground,
        county_ground=command.county_ground,
        reasons=command.reasons.bound(s.case.asked.applicant),
        document=command.document,
        batch=command.batch,
        vouched=vouched(s, decision=command.document),
        evidence=tuple(command.evidence),
        prescribed=on_record(s, found, words),
        assessment=trace(found),
        law=s.law,
    )


RULES: Rules = {
    c.ApproveRelief: Rule(
        article="18.1.2",
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.APPROVED,
        short_handed=BY_ONLY_APPROVER,
        reads=(
            *(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
            *(Stream.CALENDAR, Stream.ROSTER),
        ),
        writes=(Stream.CASE, Stream.ACCOUNTS, Stream.ROSTER),
        address="approval",
        sees_version=True,
        awaited=True,
        letters=(Letter(kind=DocumentKind.RELIEF_APPROVAL, fact=e.ReliefApproved, article="27"),),
        stages=stages(Stage.UNDER_COUNTY),
        guards=(
            somebody_left,
            *(nobody_known_dead, one_household, likeness_judged),
            opinion_positive,
            examined_since_upheld,
            examined_since_complaint,
            notice_done,
            no_open_objection,
            no_correction_asked_for,
            share_kept,
            looked_for_itself,
            looked_into_before_decision,
            check_confirmed,
            recorded,
            no_doubt_left,
            barred,
        ),
        checks=(
            positive(),
            numbered("document", NumberKind.DECISION),
            own_finding,
            found_without_doubt,
            tests_known,
            as_prescribed,
            county_amount,
            not_approved_as_annulled,
        ),
        cautions=(not_entitled, same_judged),
        facts=lambda s, k: (*approved(s, k), *beyond_draw(s)),
        brings=(GrantCharged, e.ReliefApproved, CaseBeyondDraw),
    ),
    c.ApproveUnderDelegation: Rule(
        article="18.2.1",
        by=(Post.TOWNSHIP_LEADER,),
        hand=Deed.APPROVED,
        together=frozenset({Deed.EXAMINED}),
        reads=(
            *(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
            Stream.CALENDAR,
        ),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="delegated-approval",
        sees_version=True,
        awaited=True,
        letters=(
            Letter(
                kind=DocumentKind.COUNTERSIGNATURE,
                fact=e.ReliefApproved,
                article="18.2.1",
                conditions=frozenset(FOLLOWING.values()),
                grows=True,
                readers=frozenset({Recipient.COUNTY}),
            ),
        ),
        under_delegation=True,
        stages=stages(Stage.EXAMINED, Stage.CLEARED),
        guards=(
            delegable,
            *(nobody_known_dead, one_household, likeness_judged),
            never_with_county,
            no_correction_asked_for,
            opinion_positive,
            examined_since_complaint,
            *(shown_first, box_emptied, end_photographed, no_open_objection),
            delegated,
            looked_into_before_decision,
            within_its_day,
            recorded,
            no_doubt_left,
            not_entitled,
        ),
        checks=(
            positive(),
            numbered("document", NumberKind.DECISION),
            prescribed_sum,
            under_ceiling,
            township_amount,
            as_shown,
        ),
        cautions=(same_judged,),
        facts=approved_under_delegation,
        brings=(GrantCharged, e.ReliefApproved),
        joined={"no_open_objection": 3},
    ),
    c.RefuseRelief: Rule(
        article="18.1.2",
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.APPROVED,
        short_handed=BY_ONLY_APPROVER,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES, Stream.ROSTER),
        writes=(Stream.CASE, Stream.ROSTER),
        address="refusal",
        sees_version=True,
        awaited=True,
        letters=(Letter(kind=DocumentKind.RELIEF_REFUSAL, fact=e.ReliefRefused, article="18.1.2"),),
        stages=stages(Stage.UNDER_COUNTY),
        guards=(no_correction_asked_for, share_kept, looked_for_itself),
        checks=(
            numbered("document", NumberKind.DECISION),
            own_finding,
            refusal_borne_out,
            not_refused_as_annulled,
        ),
        facts=lambda s, k: (Change(refused(s, k)), *beyond_draw(s)),
        brings=(e.ReliefRefused, CaseBeyondDraw),
    ),
}
