"""第十八条报备、补签、反馈: obligations beside the main course, after the decision."""

from domain.account.events import GrantReleased
from domain.case import turns
from domain.case.countersignature import commands as c
from domain.case.countersignature import facts as e
from domain.case.papers import papers_missing
from domain.case.payment.handing import not_held
from domain.case.releases import releases
from domain.case.situation import Situation, happened
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import CountersignatureOutcome, DocumentKind, FollowUp, Stage

DECIDED = stages(Stage.APPROVED, Stage.PAID)
ON_SUBSTANCE = frozenset(CountersignatureOutcome) - {CountersignatureOutcome.FORMAL}
"""What stops an approval, so that the family is told of it."""


@carries("18.2.1", "Filing and countersignature belong to an approval under delegation.")
def obligation_stands(s: Situation) -> Reason | None:
    if s.case.approval is None or not s.case.approval.delegated:
        return reason(Code.NOT_DELEGATED, "18.2.1")
    return None


@carries("18.2.1", "The law of the case asks for filing.")
def filing_asked(s: Situation) -> Reason | None:
    return unasked(s, FollowUp.FILING)


@carries("18.2.1", "The law of the case asks for a countersignature.")
def countersignature_asked(s: Situation) -> Reason | None:
    return unasked(s, FollowUp.COUNTERSIGNATURE)


@carries("18.2.1", "A delegated approval that this need not follow.")
def unasked(s: Situation, duty: FollowUp) -> Reason | None:
    approval = s.case.approval
    if approval is None or not approval.delegated or duty in approval.owed:
        return None
    return reason(Code.OBLIGATION_NOT_REQUIRED, "18.2.1", duty=duty.value)


@carries("18.2.1", "An approval is filed once.")
def not_filed_yet(s: Situation) -> Reason | None:
    if s.case.approval is not None and s.case.approval.filed:
        return reason(Code.DONE_ALREADY, "18.2.1")
    return None


@carries("18.2.1", "The county countersigns what was filed with it, where it is to be filed.")
def filed(s: Situation) -> Reason | None:
    approval = s.case.approval
    if approval is None or approval.filed or unasked(s, FollowUp.FILING):
        return None
    return reason(Code.NOT_FILED, "18.2.1")


@carries(
    "18.2.1 AMB-31",
    "Countersigned once; a formal defect may be put right and countersigned after all.",
)
def countersignature_open(s: Situation) -> Reason | None:
    approval = s.case.approval
    if approval is None or approval.countersigned is None:
        return None
    if approval.countersignature_outcome is CountersignatureOutcome.FORMAL:
        return reason(Code.DONE_ALREADY, "18.2.1") if approval.countersigned else None
    return reason(Code.DONE_ALREADY, "18.2.1")


@carries(
    "17", "Papers left outstanding are in before the county countersigns (the term is internal)."
)
def papers_in(s: Situation) -> Reason | None:
    if s.case.outstanding:
        return papers_missing(s, s.case.outstanding, "17")
    return None


@carries("18.1.2", "The result goes back once.")
def not_fed_back(s: Situation) -> Reason | None:
    return reason(Code.DONE_ALREADY, "18.1.2") if s.case.fed_back else None


@since(3)
@carries(
    "18.2.1 社会救助暂行办法§65", "What a review or a court said is to be paid is not stopped."
)
def not_against_review(s: Situation, command: c.RefuseCountersignature) -> Reason | None:
    approval = s.case.approval
    if approval is None or not approval.bound or command.outcome not in ON_SUBSTANCE:
        return None
    return reason(Code.REVIEW_BINDS, "社会救助暂行办法§65", "outcome", amount=approval.amount)


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
        by=TOWNSHIP_DESK,
        address="filing",
        awaited=True,
        turn=turns.by_the_township,
        stages=DECIDED,
        guards=(obligation_stands, filing_asked, not_filed_yet),
        facts=lambda s, k: happened(e.FiledForRecord(on=s.today)),
        brings=(e.FiledForRecord,),
    ),
    c.Countersign: Rule(
        article="18.2.1",
        by=(Post.APPROVER,),
        hand=Deed.COUNTERSIGNED,
        address="countersignature",
        sees_version=True,
        awaited=True,
        turn=turns.by_the_township,
        stages=DECIDED,
        guards=(
            obligation_stands,
            countersignature_asked,
            filed,
            countersignature_open,
            papers_in,
            not_held,
        ),
        facts=lambda s, k: happened(e.Countersigned(on=s.today)),
        brings=(e.Countersigned,),
        joined={"not_held": 3},
    ),
    c.RefuseCountersignature: Rule(
        article="18.2.1",
        by=(Post.APPROVER,),
        hand=Deed.COUNTERSIGNED,
        reads=(Stream.ACCOUNTS,),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="countersignature-refusal",
        sees_version=True,
        awaited=True,
        turn=turns.by_the_township,
        letters=(
            Letter(
                kind=DocumentKind.COUNTERSIGNATURE_REFUSAL,
                fact=e.CountersignatureRefused,
                article="18.2.1",
                conditions=ON_SUBSTANCE,
            ),
        ),
        stages=DECIDED,
        guards=(obligation_stands, countersignature_asked, filed, countersignature_open),
        checks=(not_against_review,),
        facts=countersignature_refused,
        brings=(e.CountersignatureRefused, GrantReleased),
    ),
    c.FeedBackResult: Rule(
        article="18.1.2",
        by=(*COUNTY_DESK, *TOWNSHIP_DESK),
        address="feedback",
        awaited=True,
        stages=stages(Stage.APPROVED, Stage.PAID, Stage.REFUSED),
        guards=(not_fed_back,),
        facts=lambda s, k: happened(e.ResultFedBack(on=s.today)),
        brings=(e.ResultFedBack,),
    ),
}
