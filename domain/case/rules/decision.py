"""第十八条审批: the county approves or refuses, the township under delegation."""

from domain.assessment.inputs import Override
from domain.authority import Post
from domain.case import commands as c
from domain.case import events as e
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
    covering,
    delegable,
    no_open_objection,
    notice_done,
    opinion,
    within_its_day,
)
from domain.case.grounds import Named, finding
from domain.case.rules.circumstances import impossible, unfounded, unlike
from domain.case.rules.sums import charges, county_amount, township_amount, under_ceiling
from domain.case.rules.words import positive, said
from domain.case.situation import Change, Rule, Rules, Situation, about_applicant, happened, stages
from domain.case.terms import Opinion, Procedure, Stage
from domain.people import unsaid
from domain.refusal import Code, Reason, Reasons, gather, reason


def looked_for_itself(s: Situation) -> Reason | None:
    """A drawn case is visited, an urgent one verified, before it is decided (A18.1.2, A18.2.2)."""
    if s.case.county.spot_check and s.case.county.spot_checked is None:
        return reason(Code.SPOT_CHECK_PENDING, "18.1.2")
    if s.case.procedure is Procedure.URGENT and s.case.county.verified is None:
        return reason(Code.VERIFICATION_PENDING, "18.2.2")
    return None


def check_confirmed(s: Situation) -> Reason | None:
    """Relief is granted on a check that confirmed the case (A18.1.2, A18.2.2: 经核查符合救助条件)."""
    if s.case.county.spot_checked is False:
        return reason(Code.CHECK_NOT_CONFIRMED, "18.1.2")
    if s.case.county.verified is False:
        return reason(Code.CHECK_NOT_CONFIRMED, "18.2.2")
    return None


def never_with_county(s: Situation) -> Reason | None:
    """Whom the county accepted itself, and once it had the file, the county decides (13, A18.2.2)."""
    if s.case.county.returns or s.case.county.accepted:
        return reason(Code.WITH_COUNTY, "18.2.2")
    return None


def opinion_positive(s: Situation) -> Reason | None:
    """Relief is granted on a positive opinion; a negative one is refused or sent back (A18.1.2)."""
    if opinion(s) is not Opinion.POSITIVE:
        return reason(Code.OPINION_NEGATIVE, "18.1.2")
    return None


def delegated(s: Situation) -> Reason | None:
    """可委托 needs an act: no delegation, no township approval (A18.2.1, AMB-22, AMB-23)."""
    if delegable(s) is None and ceiling(s) is None:
        kind = "" if s.case.urgent_kind is None else s.case.urgent_kind.value
        return reason(Code.NOT_DELEGATED, "18.2.1", kind=kind)
    return None


def approving(s: Situation, command: c.ApproveRelief) -> Words:
    """What the approver excepts from and sets aside, by a paper on file, and finds otherwise (9, 12).

    The reason for an exception is sealed in the decision; the trace names the decision's document.
    """
    overrides = tuple(
        Override(one.test, Post.APPROVER.value, s.today, one.document) for one in command.overrides
    )
    exception = None if unsaid(command.exception) else command.document
    return Words(exception=exception, overrides=overrides, found=command.found)


def refusing(s: Situation, command: c.RefuseRelief) -> Words:
    """What the approver finds otherwise, or finds to be a ground of refusal (10)."""
    return Words(found=command.found, findings=finding(s, named(command)))


def as_prescribed(s: Situation, command: c.ApproveRelief) -> Reasons:
    """The county grants what the law prescribes, unless it excepts or sets aside (2, 8 to 12)."""
    if s.case.circumstances is None:
        return None
    words = approving(s, command)
    return gather((against(s, words), prescribes(s, words, command.amount, "amount")))


def prescribed_sum(s: Situation, command: c.ApproveUnderDelegation) -> Reasons:
    """The township grants a sum the law prescribes, and excepts from nothing (11, 18.2.1)."""
    return prescribes(s, NO_WORDS, command.amount, "amount")


def tests_known(s: Situation, command: c.ApproveRelief) -> Reasons:
    """Only a test there is can be set aside, by a paper with the reason (9)."""
    words = Words(overrides=approving(s, command).overrides)
    return tuple(impossible(s, question(s, words), "")) if words.overrides else None


def own_finding(s: Situation, command: c.ApproveRelief | c.RefuseRelief) -> Reasons:
    """What the county found instead can be, is of this application, and is its own (8, 10, 11)."""
    told, record = command.found, s.case.circumstances
    if told is None:
        return None
    known = () if record is None else record.circumstances.findings
    return (
        *impossible(s, question(s, Words(found=told)), "found"),
        *unlike(s, told, "found"),
        *unfounded(s, told, known, "found"),
    )


def refusal_borne_out(s: Situation, command: c.RefuseRelief) -> Reason | None:
    """Refused on what the assessment says, or on what the approver found upon evidence (8 to 12)."""
    return borne_out(s, named(command), refusing(s, command))


def named(command: c.RefuseRelief) -> Named:
    """The ground of the refusal."""
    return Named(command.ground, tuple(command.evidence), command.county_ground)


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
        prescribed=on_record(s, found, words),
        assessment=trace(found),
    )
    return (Change(fact), *charges(s, command.amount, found))


def approved_under_delegation(
    s: Situation, command: c.ApproveUnderDelegation
) -> tuple[Change, ...]:
    """The township's approval, by which delegation, and whether the day had passed (AMB-32)."""
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
        prescribed=on_record(s, found, NO_WORDS),
        assessment=trace(found),
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
        evidence=tuple(command.evidence),
        prescribed=on_record(s, found, words),
        assessment=trace(found),
    )


RULES: Rules = {
    c.ApproveRelief: Rule(
        article="18.1.2",
        stages=stages(Stage.UNDER_COUNTY),
        guards=(
            opinion_positive,
            notice_done,
            no_open_objection,
            looked_for_itself,
            check_confirmed,
            recorded,
            barred,
        ),
        checks=(
            positive(),
            *said("document"),
            own_finding,
            tests_known,
            as_prescribed,
            county_amount,
        ),
        cautions=(not_entitled,),
        facts=approved,
    ),
    c.ApproveUnderDelegation: Rule(
        article="18.2.1",
        stages=stages(Stage.EXAMINED),
        guards=(
            delegable,
            never_with_county,
            opinion_positive,
            delegated,
            within_its_day,
            recorded,
            not_entitled,
        ),
        checks=(positive(), *said("document"), prescribed_sum, under_ceiling, township_amount),
        facts=approved_under_delegation,
    ),
    c.RefuseRelief: Rule(
        article="18.1.2",
        stages=stages(Stage.UNDER_COUNTY),
        guards=(looked_for_itself,),
        checks=(*said("document"), own_finding, refusal_borne_out),
        facts=lambda s, k: happened(refused(s, k)),
    ),
}
