"""撤销与变更: the decision as it stands after."""

from domain.case import annulled
from domain.case.beside import Papers, Proposal, Rested
from domain.case.changing import replace
from domain.case.countersignature.fold import granted
from domain.case.decision.fold import excepted
from domain.case.revision.facts import (
    OTHERS,
    AcceptanceRefusalRevoked,
    DecisionChanged,
    DecisionRevoked,
    ReviewRecorded,
    RevisionFact,
    RevisionProposed,
    RevisionRejected,
)
from domain.case.state import Case
from domain.ground.facts import unfolded
from domain.ground.numbers import normal
from domain.ground.terms import NumberKind, ReviewResult

NOBODY: frozenset[str] = frozenset()


def evolve(case: Case, fact: RevisionFact, officer: str) -> Case:
    """The case after a decision was taken back or changed."""
    hands = case.hands
    if isinstance(fact, RevisionProposed):
        return replace(
            proposed(case, fact), hands=replace(hands, proposed=hands.proposed | {officer})
        )
    if isinstance(fact, ReviewRecorded):
        entered = replace(case, papers=said_by_others(case, fact))
        return replace(entered, hands=replace(hands, proposed=hands.proposed | {officer}))
    if isinstance(fact, AcceptanceRefusalRevoked):
        return replace(case, papers=replace(case.papers, received_again=not fact.procedural))
    hands = replace(hands, revised=hands.revised | {officer})
    after = replace(case, hands=hands)
    match fact:
        case DecisionRevoked():
            after = replace(after, papers=annulled.revoked(case, others=fact.ground in OTHERS))
            return revoked(replace(after, proposal=None, waiting=()), fact)
        case DecisionChanged():
            rests = Rested(amount=fact.amount, evidence=fact.evidence)
            after = replace(after, papers=annulled.decided(case, rests, fact.assessment))
            return changed(answered(after, fact.proposal), fact)
        case RevisionRejected():
            left = case.founded - {fact.proposal}
            after = replace(after, papers=rejected(case, fact), founded=left)
            return answered(after, fact.proposal)
        case _:
            unfolded(fact, __name__)


def proposed(case: Case, fact: RevisionProposed) -> Case:
    """Somebody asks for a revision, and nothing is paid until all that is asked for is answered.

    What a review or a court said comes first.
    """
    asked = Proposal(
        number=fact.number,
        amount=fact.amount,
        ground=fact.ground,
        evidence=fact.evidence,
        lowered=fact.lowered_reason is not None,
        found=fact.found,
        ordered=fact.ordered,
        least=fact.at_least,
        procedural=fact.procedural,
    )
    others = () if case.proposal is None else (case.proposal, *case.waiting)
    first, *rest = (asked, *others) if fact.ground in OTHERS else (*others, asked)
    return replace(case, proposal=first, waiting=tuple(rest), proposals=fact.number)


def answered(case: Case, number: int | None) -> Case:
    """The next that was asked for is open; none where one officer alone decided."""
    asked = () if case.proposal is None or number is None else (case.proposal, *case.waiting)
    return left_open(case, tuple(one for one in asked if one.number != number))


def left_open(case: Case, asked: tuple[Proposal, ...]) -> Case:
    """Only this is still asked for, in this order."""
    return replace(case, proposal=asked[0] if asked else None, waiting=asked[1:])


def said_by_others(case: Case, fact: ReviewRecorded) -> Papers:
    """With the number of an outcome of this case; whatever was entered wrongly is entered right."""
    after = replace(case.papers, wrongly=None)
    if fact.result is ReviewResult.OF_OTHERS:
        return after
    number = normal(NumberKind.DECISION, fact.document)
    return replace(after, reviews=after.reviews | {number})


def rejected(case: Case, fact: RevisionRejected) -> Papers:
    """What was entered wrongly may be entered again under its number, and is to be."""
    if not fact.entered_wrongly or case.proposal is None:
        return case.papers
    numbers = {normal(NumberKind.DECISION, one) for one in case.proposal.evidence}
    return replace(case.papers, reviews=case.papers.reviews - numbers, wrongly=case.proposal.number)


def changed(case: Case, fact: DecisionChanged) -> Case:
    """Another sum stands; one that others said binds, whatever the county signed before."""
    approval = replace(granted(case), amount=fact.amount, bound=fact.ground in OTHERS)
    if approval.bound and approval.countersignature_outcome is not None:
        approval = replace(approval, countersigned=True, countersignature_outcome=None)
    return replace(
        case,
        approval=approval,
        payments=replace(case.payments, fallen=None),
        excepted=case.excepted if fact.assessment is None else excepted(fact),
        notice=None if fact.to_show else case.notice,
        to_show=fact.to_show,
        fed_back=False,
    )


def revoked(case: Case, fact: DecisionRevoked) -> Case:
    """The county has the file and decides anew. Who answered for it on the township's decision decided,
    and may decide again: there is nothing left to countersign.
    """
    notice, hands = case.notice, case.hands
    decided = replace(hands, approved=hands.approved | hands.countersigned, countersigned=NOBODY)
    return replace(
        case,
        approval=None,
        payments=replace(case.payments, fallen=None),
        fed_back=False,
        notice=None if notice is not None and notice.afterwards else notice,
        to_show=False,
        revoked=case.revoked + 1,
        hands=decided,
        county=replace(case.county, received_on=fact.on),
    )
