"""申请的变更与更正."""

from collections.abc import Sequence

from domain.case.amendment.facts import (
    AmendmentFact,
    ApplicationAmended,
    ApplicationCorrected,
    CorrectionRejected,
    CorrectionRequested,
    ExaminationReopened,
    MembersRestored,
    NumberJoined,
)
from domain.case.changing import replace
from domain.case.records import Changes
from domain.case.state import Asked, Case
from domain.ground.facts import unfolded
from domain.ground.people import PersonId
from domain.ground.terms import Again


def evolve(case: Case, fact: AmendmentFact, officer: str) -> Case:
    """The case after its application was said anew, or asked to be."""
    hands = case.hands
    match fact:
        case ApplicationAmended():
            amended, asked = (*case.amended, case.version + 1), meant(case, fact.changes)
            return amended_by(replace(case, amended=amended), fact, asked)
        case CorrectionRequested():
            asked = meant(case, fact.changes, fact.number)
            hands = replace(hands, amended=hands.amended | {officer})
            return replace(case, asked_for=asked, corrections=fact.number, hands=hands)
        case ApplicationCorrected():
            hands = replace(hands, confirmed=hands.confirmed | {officer})
            asked = request(case)
            amended = (*case.amended, asked.version)
            after = replace(case, amended=amended, asked_for=None, hands=hands)
            return amended_by(after, fact, asked)
        case CorrectionRejected():
            hands = replace(hands, confirmed=hands.confirmed | {officer})
            return replace(case, asked_for=None, hands=hands)
        case ExaminationReopened():
            return replace(case, examination=None, notice=None, county=case.county.given_back())
        case MembersRestored():
            return restored(case, fact)
        case NumberJoined():
            left = tuple(one for one in case.asked.unnumbered if one != fact.person)
            born = tuple(one for one in case.asked.by_birth if one != fact.person)
            also = case.asked.also if fact.known is None else (*case.asked.also, fact.known)
            application = replace(case.asked, unnumbered=left, by_birth=born, also=also)
            amended = (*case.amended, case.version + 1)
            return replace(case, application=application, amended=amended)
        case _:
            unfolded(fact, __name__)


def restored(case: Case, fact: MembersRestored) -> Case:
    """As if nobody had died: who is of the application, and what stood of an approval."""
    was, paid, approval = case.asked, case.payments, case.approval
    first = tuple(one for one in fact.persons if one == was.applicant)
    others = tuple(one for one in fact.persons if one != was.applicant)
    application = replace(
        was,
        members=(*first, *was.members, *others),
        died=tuple(one for one in was.died if one not in fact.persons),
    )
    if approval is not None and fact.amount is not None:
        approval = replace(approval, amount=fact.amount)
        paid = replace(paid, stood=paid.stood[: paid.fallen])
    paid = replace(paid, fallen=None)
    return replace(case, application=application, approval=approval, payments=paid, bereft=False)


def meant(case: Case, changes: Changes, number: int = 0) -> Asked:
    """What is asked for in a case now, as far as it names nobody."""
    incident, listed = changes.incident, case.asked.members
    named = tuple(member.person for member in changes.members)
    return Asked(
        number=number,
        version=case.version + 1,
        named=named,
        added=tuple(person for person in named if person not in listed),
        left=tuple(changes.left),
        applicant=next(iter(changes.applying), None),
        subject=changes.subject,
        category=changes.category,
        matter=None if incident is None else incident.matter,
        village=changes.village,
        unnumbered=tuple(m.person for m in changes.members if m.id_number is None),
        by_birth=tuple(m.person for m in changes.members if m.birth is not None),
        mistaken=tuple(changes.mistaken),
        parted=changes.parted,
        alive=tuple(changes.alive),
    )


def request(case: Case) -> Asked:
    """The correction that is open. Raises ``ValueError`` where there is none."""
    if case.asked_for is None:
        raise ValueError("no correction was asked for")
    return case.asked_for


def said_last(
    asked: Asked, anew: Sequence[PersonId], before: Sequence[PersonId], members: Sequence[PersonId]
) -> tuple[PersonId, ...]:
    """Who of the members is one of these, as it was said last."""
    return tuple(one for one in members if one in (anew if one in asked.named else before))


def amended_by(case: Case, fact: ApplicationAmended | ApplicationCorrected, asked: Asked) -> Case:
    """What the application says now; what is looked at again counts for nothing until it was."""
    stands, again = fact.stands, frozenset(fact.again)
    was, members = case.asked, stands.members
    application = replace(
        was,
        unnumbered=said_last(asked, asked.unnumbered, was.unnumbered, members),
        by_birth=said_last(asked, asked.by_birth, was.by_birth, members),
        subject=stands.subject,
        category=stands.category,
        matter=stands.matter,
        village=stands.village,
        village_code=stands.village_code,
        applicant=stands.applicant,
        members=members,
        died=tuple(one for one in was.died if one not in members),
    )
    inquiry = case.inquiry
    if Again.MEANS_CHECK in again:
        inquiry = replace(inquiry, means_check=None)
    if Again.HOME_VISIT in again:
        inquiry = replace(inquiry, visited_on=None)
    accepted = case.accepted_on is not None
    as_it_lay = case.papers.received_again and not again
    return replace(
        case,
        papers=replace(case.papers, received_again=as_it_lay),
        application=application,
        inquiry=inquiry,
        notified=None if Again.PAPERS in again and not accepted else case.notified,
        outstanding=case.outstanding | frozenset(fact.lacking if accepted else ()),
        urgent_kind=None if Again.URGENCY in again else case.urgent_kind,
        outdated=case.outdated or Again.CIRCUMSTANCES in again,
        examination=None if Again.OPINION in again else case.examination,
        notice=None if Again.NOTICE in again else case.notice,
    )
