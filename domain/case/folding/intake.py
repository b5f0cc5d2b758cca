"""申请与受理: from the form to acceptance."""

from typing import assert_never

from domain.case.events import (
    AcceptanceRefused,
    ApplicationAccepted,
    ApplicationLapsed,
    ApplicationSubmitted,
    DeficienciesNotified,
    HandedToReliefStation,
    IntakeFact,
    SupplementReceived,
    UrgencyEstablished,
)
from domain.case.folding.changing import replace
from domain.case.state import Application, Case
from domain.case.terms import Ending, Stage


def evolve(case: Case, fact: IntakeFact) -> Case:
    """The case after one fact of intake."""
    match fact:
        case ApplicationSubmitted():
            return submitted(case, fact)
        case DeficienciesNotified():
            return replace(case, stage=Stage.SUPPLEMENT_REQUESTED, notified=frozenset(fact.missing))
        case SupplementReceived():
            return supplemented(case, fact)
        case UrgencyEstablished():
            return replace(case, urgent_kind=fact.kind)
        case ApplicationAccepted():
            return replace(
                case,
                stage=Stage.ACCEPTED,
                procedure=fact.procedure,
                pack=fact.pack,
                accepted_on=fact.on,
                outstanding=frozenset(fact.outstanding),
                county=replace(case.county, accepted=fact.by_county),
            )
        case ApplicationLapsed():
            return replace(case, stage=Stage.CLOSED, ending=Ending.LAPSED)
        case AcceptanceRefused():
            return replace(case, stage=Stage.CLOSED, ending=Ending.NOT_ACCEPTED)
        case HandedToReliefStation():
            return replace(case, stage=Stage.CLOSED, ending=Ending.HANDED_TO_STATION)
        case _:
            assert_never(fact)


def submitted(case: Case, fact: ApplicationSubmitted) -> Case:
    """The case begins."""
    return replace(
        case,
        stage=Stage.RECEIVED,
        id=fact.case,
        materials=frozenset(fact.materials),
        application=Application(
            on=fact.on,
            channel=fact.channel,
            subject=fact.subject,
            category=fact.category,
            matter=fact.incident.matter,
            township=fact.township,
            village=fact.village,
            lives_in_seat=fact.lives_in_seat,
            residence=fact.residence,
            applicant=fact.applicant,
            members=tuple(m.person for m in fact.members),
            by_agent=fact.agent is not None,
            lead=fact.lead,
            has_account=fact.account is not None,
        ),
    )


def supplemented(case: Case, fact: SupplementReceived) -> Case:
    """Papers arrive: once all came the case is back at the counter; after acceptance they are ticked off."""
    back = case.stage is Stage.SUPPLEMENT_REQUESTED and not fact.lacking
    return replace(
        case,
        stage=Stage.RECEIVED if back else case.stage,
        materials=case.materials | frozenset(fact.materials),
        outstanding=case.outstanding - frozenset(fact.materials),
    )
