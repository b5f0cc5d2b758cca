"""Journeys: a case taken to each stage of each procedure, by the right officers, on the right days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from domain.case.records import Incident
from domain.ground.money import ZERO
from domain.ground.terms import DocumentKind, Ground, Material, Opinion, Procedure, Residence, Stage
from domain.law.pack import Law
from domain.time.due import last_day
from tests.case import people as p
from tests.case.journey import Journey as Journey
from tests.case.words import PAPERS, About, delegation_of
from tests.case.world import CALENDAR, PACK, World
from tests.support import commands as c

Start = Callable[[], Journey]


def received(about: About | None = None, world: World | None = None, **changes: Any) -> Journey:
    """An application lies on the counter."""
    journey = Journey(about or About(), world or World())
    return journey.go(c.SubmitApplication, **changes)


def incomplete(about: About | None = None) -> Journey:
    """One without its proof of hardship."""
    papers = tuple(m for m in PAPERS if m is not Material.HARDSHIP_PROOF)
    return received(about, materials=papers)


def notified(about: About | None = None) -> Journey:
    """Told once what is missing."""
    return incomplete(about).go(c.NotifyDeficiencies)


def told(about: About | None = None) -> Journey:
    """And served with it."""
    return notified(about).go(c.ServeDocument, document=DocumentKind.DEFICIENCIES)


def from_elsewhere() -> Journey:
    """An applicant with neither registration nor permit here."""
    return received(residence=Residence.NEITHER)


def urgency(about: About | None = None, world: World | None = None) -> Journey:
    """The urgency is on record, the case not yet accepted."""
    return received(about, world).go(c.EstablishUrgency)


def accepted(about: About | None = None, world: World | None = None, **changes: Any) -> Journey:
    """Accepted in the general procedure."""
    return received(about, world, **changes).go(c.AcceptApplication)


def urgent_accepted(about: About | None = None, world: World | None = None) -> Journey:
    """Accepted in the urgent procedure."""
    return urgency(about, world).go(c.AcceptApplication, procedure=Procedure.URGENT)


def urgent_outstanding() -> Journey:
    """Accepted urgently with the proof of hardship still to come (A17)."""
    return (
        incomplete()
        .go(c.EstablishUrgency)
        .go(
            c.AcceptApplication,
            procedure=Procedure.URGENT,
            outstanding=(Material.HARDSHIP_PROOF,),
            reason=p.secret("证件烧毁"),
        )
    )


def not_accepted(about: About | None = None) -> Journey:
    """Its acceptance was refused, and nobody has the letter."""
    return received(about).go(c.RefuseAcceptance)


def offered(journey: Journey | None = None) -> Journey:
    """The file is offered to a township of another county."""
    return (journey or accepted()).go(c.OfferFile)


def taken_over(journey: Journey | None = None) -> Journey:
    """And taken over there."""
    return offered(journey).go(c.TakeOverFile)


def inquired(journey: Journey) -> Journey:
    """The means check came back, the visit was made, the circumstances are on file."""
    return journey.go(c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances)


def signed(journey: Journey | None = None) -> Journey:
    """The caseworker signed a positive opinion."""
    return inquired(journey or accepted()).go(c.SignOpinion)


def examined(journey: Journey | None = None) -> Journey:
    """The leader signed too."""
    return signed(journey).go(c.CompleteExamination)


def examined_negative(journey: Journey | None = None) -> Journey:
    """Both signed that no relief is due."""
    return (
        inquired(journey or accepted())
        .go(
            c.SignOpinion,
            opinion=Opinion.NEGATIVE,
            recommended=ZERO,
            ground=Ground.IDLE_LAND,
            evidence=("土地台账 1",),
        )
        .go(c.CompleteExamination)
    )


def in_notice(journey: Journey | None = None) -> Journey:
    """Posted on Monday 10 March 2025."""
    return examined(journey).go(c.PostPublicNotice)


def objected(journey: Journey | None = None) -> Journey:
    """Somebody objects while the notice hangs."""
    return in_notice(journey).go(c.LodgeObjection)


def cleared(journey: Journey | None = None) -> Journey:
    """The notice is over: its seventh day was Monday the 17th, today is the 18th."""
    at = in_notice(journey)
    return at.on(after_notice(at)).go(c.EndPublicNotice)


def after_notice(journey: Journey) -> date:
    """The first day on which a notice posted today is over."""
    return last_day(PACK.limits["public-notice"], journey.about.day, CALENDAR) + timedelta(days=1)


def submitted(journey: Journey | None = None) -> Journey:
    """The file went up."""
    return cleared(journey).go(c.SubmitForApproval)


def drawn(journey: Journey | None = None) -> Journey:
    """The county received it; the first case of a county is always drawn for a visit."""
    return submitted(journey).go(c.ReceiveAtCounty)


def under_county(journey: Journey | None = None) -> Journey:
    """Received, and visited where drawn: ready for a decision."""
    at = drawn(journey)
    return at.go(c.ReportSpotCheck) if at.case.county.spot_check else at


def negative_at_county() -> Journey:
    """A negative opinion, received and visited."""
    return examined_negative().go(c.SubmitForApproval, c.ReceiveAtCounty, c.ReportSpotCheck)


def returned() -> Journey:
    """Sent back to the township."""
    return under_county().go(c.ReturnForReexamination)


def approved(journey: Journey | None = None) -> Journey:
    """Approved by the county."""
    return under_county(journey).go(c.ApproveRelief)


def refused() -> Journey:
    """Refused by the county."""
    return negative_at_county().go(c.RefuseRelief, ground=Ground.IDLE_LAND)


def ordered() -> Journey:
    """A payment is out at the bank."""
    return approved().go(c.InstructPayment)


def failed() -> Journey:
    """The bank sent it back."""
    return ordered().go(c.ReportPaymentFailure)


def asked_for(journey: Journey | None = None) -> Journey:
    """Another account is asked for, with its proof."""
    return (journey or approved()).go(c.CorrectPaymentAccount)


def corrected(journey: Journey | None = None) -> Journey:
    """And somebody else agreed."""
    at = asked_for(journey)
    return at.go(c.ConfirmAccountCorrection, request=at.case.payments.corrections)


def paid(journey: Journey | None = None) -> Journey:
    """Paid in full."""
    return approved(journey).go(c.InstructPayment, c.ConfirmPayment)


def sent_back() -> Journey:
    """Credited, and sent back by the bank."""
    return paid().go(c.RecordPaymentReturn)


def handed_over(journey: Journey | None = None) -> Journey:
    """Paid in cash."""
    return approved(journey).go(c.PayCash)


def taken_back() -> Journey:
    """Cash that was handed over, and given back."""
    return handed_over().go(c.TakeBack)


def referred() -> Journey:
    """Paid and referred onward."""
    return paid().go(c.ReferCase)


def closed() -> Journey:
    """In the archive."""
    return paid().go(c.FeedBackResult).serve().go(c.CloseCase)


def with_delegation(about: About | None = None) -> World:
    """A world where the township may decide fires up to 2,000 yuan."""
    return Journey(about or About()).go(c.GrantDelegation).world


def urgent_examined(about: About | None = None, world: World | None = None) -> Journey:
    """Urgent, and both signatures stand."""
    return examined(urgent_accepted(about, world or with_delegation(about)))


def urgent_submitted(about: About | None = None) -> Journey:
    """Urgent and sent up the same day."""
    return urgent_examined(about).go(c.SubmitForApproval)


def urgent_at_county(about: About | None = None) -> Journey:
    """Urgent and received by the county."""
    return urgent_submitted(about).go(c.ReceiveAtCounty)


def urgent_verified(about: About | None = None) -> Journey:
    """Urgent and verified by the county itself."""
    return urgent_at_county(about).go(c.ReportCountyVerification)


def urgent_returned() -> Journey:
    """Urgent, sent back by the county and signed again."""
    at = urgent_at_county().go(c.ReturnForReexamination)
    return at.go(c.SignOpinion, c.CompleteExamination)


def delegated(about: About | None = None, world: World | None = None) -> Journey:
    """Approved by the township under delegation."""
    return urgent_examined(about, world).go(c.ApproveUnderDelegation)


def filed() -> Journey:
    """And filed with the county."""
    return delegated().go(c.FileForRecord)


def countersigned() -> Journey:
    """And countersigned."""
    return filed().go(c.Countersign)


def delegated_without_papers() -> Journey:
    """Approved and filed while the proof of hardship is still to come."""
    first = urgent_outstanding()
    first.world.execute(delegation_of(first.about), p.APPROVER, first.about.day)
    return examined(first).go(c.ApproveUnderDelegation, c.FileForRecord)


def countersignature_refused() -> Journey:
    """The county finds fraud."""
    return filed().go(c.RefuseCountersignature)


def lead_recorded() -> Journey:
    """A lead of the police, not yet looked into."""
    return Journey().go(c.RecordLead)


def lead_closed() -> Journey:
    """Nobody was found."""
    return lead_recorded().go(c.CloseLead)


def delegation_granted() -> Journey:
    """The county's delegation is in force."""
    return Journey().go(c.GrantDelegation)


def appointed() -> Journey:
    """A new caseworker, appointed from today on."""
    return Journey().go(c.AppointOfficer)


def administrator_appointed() -> Journey:
    """A new audit administrator, appointed by the city."""
    return Journey().go(c.AppointAdministrator)


def kinship_declared() -> Journey:
    """The new caseworker declared the applicant as kin."""
    return appointed().go(c.DeclareKinship)


def sign_in_linked() -> Journey:
    """The issuer's subject stands for the new caseworker."""
    return appointed().go(c.LinkSignIn)


def application_incident(journey: Journey) -> Incident:
    """What befell the family of a case."""
    matter = journey.case.asked.matter
    return Incident(
        cause=matter.cause,
        on=matter.on,
        place=p.secret("同一处"),
        place_index=matter.place_index,
    )


def reading(world: World, choices: dict[str, str]) -> Law:
    """The same law with ambiguities read another way."""
    return Law(tuple(pack.read_as(choices) for pack in world.law.packs))


@cache
def _first(start: Callable[[], Journey]) -> Journey:
    return start()


def at(start: Callable[[], Journey]) -> Journey:
    """A journey walked once and then copied."""
    return _first(start).copy()


STAGES: Mapping[Stage, Callable[[], Journey]] = {
    Stage.UNKNOWN: Journey,
    Stage.RECEIVED: received,
    Stage.SUPPLEMENT_REQUESTED: notified,
    Stage.ACCEPTED: accepted,
    Stage.OPINION_SIGNED: signed,
    Stage.EXAMINED: examined,
    Stage.IN_NOTICE: in_notice,
    Stage.CLEARED: cleared,
    Stage.SUBMITTED: submitted,
    Stage.UNDER_COUNTY: under_county,
    Stage.RETURNED: returned,
    Stage.APPROVED: approved,
    Stage.REFUSED: refused,
    Stage.PAID: paid,
    Stage.ENDED: not_accepted,
    Stage.CLOSED: closed,
}
"""A journey to every stage there is."""
