"""第八条第（二）项、第十五条、第二十七条: who comes under other rules is handed to whoever is competent."""

from domain.case import turns
from domain.case.binding import nothing_ordered
from domain.case.decision.sampling import fell_away
from domain.case.intake import commands as c
from domain.case.intake import facts as e
from domain.case.intake.acceptance import AT_COUNTER, at_county
from domain.case.intake.facts import Competent
from domain.case.numbers import numbered, vouched
from domain.case.payment.accounts import not_at_the_bank
from domain.case.payment.handing import none_released
from domain.case.revision.debts import no_debt
from domain.case.service.owed import left_to_serve
from domain.case.situation import Situation, happened
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.posts import TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import DocumentKind, Ending, NumberKind, Residence, Stage
from domain.ground.words import said
from domain.registers.roster.facts import CaseBeyondDraw, SpotCheckFellAway


@carries("15", "Only who is neither registered nor permitted here is handed to the station.")
def not_resident(s: Situation) -> Reason | None:
    if s.case.asked.residence is not Residence.NEITHER:
        return reason(Code.RESIDENT, "15")
    return None


@since(3)
@carries("15", "Whoever is neither registered nor permitted here goes by the station's own way.")
def by_own_way(s: Situation, command: c.HandToCompetent) -> Reason | None:
    if command.competent is not Competent.RELIEF_STATION:
        return None
    if s.case.asked.residence is not Residence.NEITHER:
        return None
    return reason(Code.NOT_RESIDENT, "15", "competent")


def handed(s: Situation, command: c.HandToCompetent) -> tuple[Change, ...]:
    """转办: the application ends here and goes on there."""
    fact = e.HandedToCompetent(
        on=s.today,
        competent=command.competent,
        body=command.body,
        reasons=command.reasons.bound(s.case.asked.applicant),
        slip=command.slip,
        vouched=vouched(s, station_slip=command.slip),
        unserved=left_to_serve(s, Ending.HANDED_TO_COMPETENT),
        by_the_county=at_county(s),
    )
    return (Change(fact), *fell_away(s))


RULES: Rules = {
    c.HandToCompetent: Rule(
        article="8.2",
        by=(*TOWNSHIP_DESK, Post.COUNTY_CHECKER),
        reads=(Stream.ROSTER,),
        writes=(Stream.CASE, Stream.ROSTER),
        address="competent-handover",
        letters=(Letter(kind=DocumentKind.HANDOVER, fact=e.HandedToCompetent, article="27"),),
        sees_version=True,
        stages=AT_COUNTER | {Stage.ACCEPTED},
        guards=(not_at_the_bank, none_released, no_debt, nothing_ordered),
        checks=(
            *said("body", "reasons"),
            numbered("slip", NumberKind.STATION_SLIP),
            by_own_way,
        ),
        facts=handed,
        brings=(e.HandedToCompetent, SpotCheckFellAway, CaseBeyondDraw),
    ),
    c.HandToReliefStation: Rule(
        article="15",
        by=(Post.CASEWORKER,),
        address="relief-station-handover",
        awaited=True,
        turn=turns.at_no_home_here,
        stages=stages(Stage.RECEIVED),
        guards=(not_resident,),
        checks=(*said("station"), numbered("slip", NumberKind.STATION_SLIP)),
        facts=lambda s, k: happened(
            e.HandedToReliefStation(
                on=s.today,
                station=k.station,
                slip=k.slip,
                vouched=vouched(s, station_slip=k.slip),
            )
        ),
        brings=(e.HandedToReliefStation,),
    ),
}
