"""申请与受理: from the form to acceptance."""

from domain.case.beside import AccountOnRecord
from domain.case.changing import replace
from domain.case.intake.facts import (
    AcceptanceRefused,
    AcceptanceUndone,
    ApplicationAccepted,
    ApplicationLapsed,
    ApplicationStruck,
    ApplicationSubmitted,
    DeficienciesNotified,
    HandedToCompetent,
    HandedToReliefStation,
    IntakeFact,
    SupplementReceived,
    UrgencyEstablished,
)
from domain.case.papers import complete
from domain.case.state import Application, Case
from domain.ground.duties import Hands
from domain.ground.facts import unfolded


def evolve(case: Case, fact: IntakeFact, officer: str) -> Case:
    """The case after one fact of intake."""
    match fact:
        case ApplicationSubmitted():
            return submitted(case, fact)
        case DeficienciesNotified():
            return replace(case, notified=frozenset(fact.missing))
        case SupplementReceived():
            return supplemented(case, fact)
        case UrgencyEstablished():
            return replace(case, urgent_kind=fact.kind)
        case ApplicationAccepted():
            return replace(
                case,
                procedure=fact.procedure,
                pack=fact.pack,
                accepted_on=fact.on,
                outstanding=frozenset(fact.outstanding),
                county=replace(case.county, accepted=fact.by_county),
                hands=replace(case.hands, accepted=case.hands.accepted | {officer}),
            )
        case AcceptanceUndone():
            return undone(
                replace(case, hands=undoing(case.hands, officer)), fell_away=fact.fell_away
            )
        case ApplicationStruck():
            return replace(case, hands=undoing(case.hands, officer))
        case (
            AcceptanceRefused()
            | ApplicationLapsed()
            | HandedToReliefStation()
            | HandedToCompetent()
        ):
            return case
        case _:
            unfolded(fact, __name__)


def undoing(hands: Hands, officer: str) -> Hands:
    """Who undid what was entered or accepted by mistake."""
    return replace(hands, undone=hands.undone | {officer})


def undone(case: Case, *, fell_away: bool = False) -> Case:
    """Nothing was accepted; what was found out stays on file, what was signed and posted falls."""
    county = replace(case.county.given_back(), accepted=False, course=None)
    if fell_away:
        county = replace(county, counted=False, spot_check=False)
    return replace(
        case,
        procedure=None,
        pack=None,
        accepted_on=None,
        outstanding=frozenset(),
        urgent_kind=None,
        examination=None,
        notice=None,
        county=county,
    )


def submitted(case: Case, fact: ApplicationSubmitted) -> Case:
    """The case begins."""
    account = None
    if fact.account is not None:
        account = AccountOnRecord(version=case.version + 1, holder=fact.account.holder)
    return replace(
        case,
        payments=replace(case.payments, account=account),
        id=fact.case,
        materials=complete(fact.materials, fact.agent),
        application=Application(
            on=fact.on,
            channel=fact.channel,
            subject=fact.subject,
            category=fact.category,
            matter=fact.incident.matter,
            township=fact.township,
            village=fact.village,
            village_code=fact.village_code,
            lives_in_seat=fact.lives_in_seat,
            residence=fact.residence,
            applicant=fact.applicant,
            members=tuple(m.person for m in fact.members),
            by_agent=fact.agent is not None,
            lead=fact.lead,
            has_account=fact.account is not None,
            unnumbered=tuple(m.person for m in fact.members if m.id_number is None),
            by_birth=tuple(m.person for m in fact.members if m.birth is not None),
        ),
    )


def supplemented(case: Case, fact: SupplementReceived) -> Case:
    """Papers arrive; after acceptance they are ticked off."""
    return replace(
        case,
        papers=replace(case.papers, received_again=False),
        materials=case.materials | frozenset(fact.materials),
        outstanding=case.outstanding - frozenset(fact.materials),
    )
