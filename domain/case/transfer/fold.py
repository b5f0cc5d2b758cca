"""移送: whose the case is, and what counts for nothing until it was looked at again there."""

from domain.case.beside import Formerly, Offer
from domain.case.changing import replace
from domain.case.intake.fold import undone
from domain.case.state import Case
from domain.case.transfer.facts import (
    FileOffered,
    FilePassedOn,
    FileSentBack,
    FileTakenOver,
    TransferFact,
)
from domain.ground.facts import unfolded
from domain.ground.posts import COUNTY


def evolve(case: Case, fact: TransferFact, officer: str) -> Case:
    """The case after its file was offered, taken over, or sent back."""
    hands = case.hands
    match fact:
        case FileOffered():
            offer = Offer(number=fact.number, township=fact.township, ground=fact.ground)
            hands = replace(hands, offered=hands.offered | {officer})
            return replace(case, offer=offer, offers=fact.number, hands=hands)
        case FileTakenOver():
            hands = replace(hands, taken=hands.taken | {officer})
            return taken_over(replace(case, hands=hands), fact)
        case FileSentBack():
            hands = replace(hands, taken=hands.taken | {officer})
            return replace(case, offer=None, hands=hands)
        case FilePassedOn():
            return passed_on(case, fact)
        case _:
            unfolded(fact, __name__)


def taken_over(case: Case, fact: FileTakenOver) -> Case:
    """Nothing is accepted there yet; who was seen at home and what was found is found anew."""
    before = Formerly(township=fact.origin, until=case.version + 1)
    return replace(
        undone(case),
        application=replace(
            case.asked,
            township=fact.township,
            village=fact.village,
            village_code=fact.village_code,
            lives_in_seat=fact.lives_in_seat,
            residence=fact.residence,
        ),
        inquiry=replace(case.inquiry, visited_on=None, appraised_on=None),
        outdated=case.outdated or case.circumstances is not None,
        examination=None,
        offer=None,
        formerly=(*case.formerly, before),
    )


def passed_on(case: Case, fact: FilePassedOn) -> Case:
    """Everything goes on, with another township; a county that counted it for its checks still does."""
    before = Formerly(township=fact.origin, until=case.version + 1)
    same_county = fact.township[:COUNTY] == fact.origin[:COUNTY]
    counted = case.county.counted and not same_county and not case.counted_in
    offer = case.offer
    if offer is not None and fact.received is not None:
        offer = replace(offer, township=fact.received)
    return replace(
        case,
        application=replace(case.asked, township=fact.township, village_code=fact.village_code),
        offer=offer,
        counted_in=fact.origin[:COUNTY] if counted else case.counted_in,
        formerly=case.formerly if fact.township == fact.origin else (*case.formerly, before),
    )
