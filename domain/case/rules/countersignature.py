"""第十八条报备、补签、反馈: obligations beside the main course, after the decision."""

from domain.case import commands as c
from domain.case import events as e
from domain.case.papers import papers_missing
from domain.case.releases import releases
from domain.case.situation import Change, Rule, Rules, Situation, happened, stages
from domain.case.terms import CountersignatureOutcome, FollowUp, Stage
from domain.refusal import Code, Reason, reason

DECIDED = stages(Stage.APPROVED, Stage.PAID)


def obligation_stands(s: Situation) -> Reason | None:
    """Filing and countersignature belong to an approval under delegation (A18.2.1)."""
    if s.case.approval is None or not s.case.approval.delegated:
        return reason(Code.NOT_DELEGATED, "18.2.1")
    return None


def filing_asked(s: Situation) -> Reason | None:
    """The law of the case asks for filing (18.2.1)."""
    return unasked(s, FollowUp.FILING)


def countersignature_asked(s: Situation) -> Reason | None:
    """The law of the case asks for a countersignature (18.2.1)."""
    return unasked(s, FollowUp.COUNTERSIGNATURE)


def unasked(s: Situation, duty: FollowUp) -> Reason | None:
    """A delegated approval that this need not follow (18.2.1)."""
    approval = s.case.approval
    if approval is None or not approval.delegated or duty in approval.owed:
        return None
    return reason(Code.OBLIGATION_NOT_REQUIRED, "18.2.1", duty=duty.value)


def not_filed_yet(s: Situation) -> Reason | None:
    """An approval is filed once."""
    if s.case.approval is not None and s.case.approval.filed:
        return reason(Code.DONE_ALREADY, "18.2.1")
    return None


def filed(s: Situation) -> Reason | None:
    """The county countersigns what was filed with it, where it is to be filed (A18.2.1)."""
    approval = s.case.approval
    if approval is None or approval.filed or unasked(s, FollowUp.FILING):
        return None
    return reason(Code.NOT_FILED, "18.2.1")


def countersignature_open(s: Situation) -> Reason | None:
    """Countersigned once; a formal defect may be put right and countersigned after all (AMB-31)."""
    approval = s.case.approval
    if approval is None or approval.countersigned is None:
        return None
    if approval.countersignature_outcome is CountersignatureOutcome.FORMAL:
        return reason(Code.DONE_ALREADY, "18.2.1") if approval.countersigned else None
    return reason(Code.DONE_ALREADY, "18.2.1")


def papers_in(s: Situation) -> Reason | None:
    """Papers left outstanding are in before the county countersigns (A17; the term is internal)."""
    if s.case.outstanding:
        return papers_missing(s, s.case.outstanding, "17")
    return None


def not_fed_back(s: Situation) -> Reason | None:
    """The result goes back once (A18.1.2)."""
    return reason(Code.DONE_ALREADY, "18.1.2") if s.case.fed_back else None


def countersignature_refused(s: Situation, command: c.RefuseCountersignature) -> tuple[Change, ...]:
    """The county's refusal and its kind; refused on substance, what is unpaid stays unpaid."""
    fact = e.CountersignatureRefused(
        on=s.today,
        outcome=command.outcome,
        reasons=command.reasons.bound(s.case.asked.applicant),
    )
    if command.outcome is CountersignatureOutcome.FORMAL:
        return happened(fact)
    return (Change(fact), *releases(s, "countersignature-refused"))


RULES: Rules = {
    c.FileForRecord: Rule(
        article="18.2.1",
        stages=DECIDED,
        guards=(obligation_stands, filing_asked, not_filed_yet),
        facts=lambda s, k: happened(e.FiledForRecord(on=s.today)),
    ),
    c.Countersign: Rule(
        article="18.2.1",
        stages=DECIDED,
        guards=(
            obligation_stands,
            countersignature_asked,
            filed,
            countersignature_open,
            papers_in,
        ),
        facts=lambda s, k: happened(e.Countersigned(on=s.today)),
    ),
    c.RefuseCountersignature: Rule(
        article="18.2.1",
        stages=DECIDED,
        guards=(obligation_stands, countersignature_asked, filed, countersignature_open),
        facts=countersignature_refused,
    ),
    c.FeedBackResult: Rule(
        article="18.1.2",
        stages=stages(Stage.APPROVED, Stage.PAID, Stage.REFUSED),
        guards=(not_fed_back,),
        facts=lambda s, k: happened(e.ResultFedBack(on=s.today)),
    ),
}
