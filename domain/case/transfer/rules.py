"""第十五条属地办理、第二十七条转办: a file goes to the township it belongs to, by two offices' hands."""

from collections.abc import Iterator

from domain.case import turns
from domain.case.beside import Offer
from domain.case.intake.anew import not_too_often
from domain.case.intake.rules import division_reason
from domain.case.papers import lacking
from domain.case.situation import Situation, happened
from domain.case.transfer import commands as c
from domain.case.transfer import facts as e
from domain.case.transfer.passing import SUCCESSION, passing
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.posts import CITY, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.terms import Again, DocumentKind, Residence, Stage
from domain.ground.words import said

BEFORE_EXAMINED = stages(
    Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED, Stage.ACCEPTED, Stage.OPINION_SIGNED
)
EXAMINED = "application-examined"


@since(3)
@carries("27", "Only what was never examined: the signatures under it are one township's.")
def never_examined(s: Situation) -> Reason | None:
    if all(moment.name != EXAMINED for moment in s.case.moments):
        return None
    return reason(Code.TRANSFER_TOO_LATE, "27")


@since(3)
@carries("27", "It is offered to one township at a time.")
def not_offered(s: Situation) -> Reason | None:
    if s.case.offer is None:
        return None
    return reason(Code.TRANSFER_PENDING, "27", division=s.case.offer.township)


@since(3)
@carries("27", "It is offered, and nobody answered.")
def offered(s: Situation) -> Reason | None:
    return None if s.case.offer is not None else reason(Code.TRANSFER_UNKNOWN, "27")


@since(3)
@carries("3 15", "To another township of the same city, which exists on this day.")
def another_township(s: Situation, command: c.OfferFile) -> Reason | None:
    here, there = s.case.asked.township, command.township
    if there == here:
        return reason(Code.FIELD_INVALID, "15", "township", fault="same-township")
    if there[:CITY] != here[:CITY]:
        return reason(Code.FIELD_INVALID, "15", "township", fault="other-city")
    return division_reason(s, there, "township")


@since(3)
@carries("3", "The township the applicant lives in exists.")
def lives_in_known(s: Situation, command: c.TakeOverFile) -> Reason | None:
    return division_reason(s, command.lives_in, "lives_in")


@since(3)
@carries("18.2.2", "Where the seat of the county is not on record, it is said.")
def seat_told(s: Situation, command: c.TakeOverFile) -> Reason | None:
    if seat_of(s, command) is None and command.lives_in_seat is None:
        return reason(Code.FIELD_MISSING, "18.2.2", "lives_in_seat")
    return None


@since(3)
@carries("7 15", "Who takes it over is competent: registered there, or holding a permit.")
def belongs_here(s: Situation, command: c.TakeOverFile) -> Reason | None:
    if command.residence is Residence.NEITHER:
        return reason(Code.NOT_RESIDENT, "15", "residence")
    return None


def seat_of(s: Situation, command: c.TakeOverFile) -> bool | None:
    """Whether the applicant lives where that county's government sits; unknown where not on record."""
    there = s.case.receiver or s.case.asked.township
    if command.lives_in[:6] != there[:6]:
        return False
    return s.places.is_seat(command.lives_in, s.today)


def offer(s: Situation) -> Offer:
    """The offer that is open. Raises ``ValueError`` where there is none."""
    if s.case.offer is None:
        raise ValueError("the file was offered to nobody")
    return s.case.offer


@carries(
    "15 16/1 18.1.1 18.2.1 公务员法§76",
    "What the other township accepted, saw and signed is looked at again in this one.",
)
def anew(s: Situation, residence: Residence) -> tuple[Again, ...]:
    """In the order of the list, and only what was looked at already."""
    found = frozenset(_again(s, residence))
    return tuple(one for one in Again if one in found)


def _again(s: Situation, residence: Residence) -> Iterator[Again]:
    case, asked = s.case, s.case.asked
    yield Again.DUPLICATES
    yield Again.AUTHORITY
    if lacking(s, asked.category, residence, asked.by_agent, case.materials):
        yield Again.PAPERS
    if case.urgent_kind is not None:
        yield Again.URGENCY
    if case.inquiry.visited_on is not None:
        yield Again.HOME_VISIT
    if case.circumstances is not None:
        yield Again.CIRCUMSTANCES
    if case.examination is not None:
        yield Again.OPINION


def offers(s: Situation, command: c.OfferFile) -> tuple[Change, ...]:
    """提请移送."""
    applicant = s.case.asked.applicant
    return happened(
        e.FileOffered(
            on=s.today,
            number=s.case.offers + 1,
            township=command.township,
            ground=command.ground,
            reasons=command.reasons.bound(applicant),
            told=command.told.bound(applicant),
        )
    )


def taken(s: Situation, command: c.TakeOverFile) -> tuple[Change, ...]:
    """接收移送."""
    known, wanted = seat_of(s, command), offer(s)
    return happened(
        e.FileTakenOver(
            on=s.today,
            number=wanted.number,
            origin=s.case.asked.township,
            township=wanted.township,
            village=command.village,
            lives_in=command.lives_in,
            lives_in_seat=bool(command.lives_in_seat) if known is None else known,
            residence=command.residence,
            ground=wanted.ground,
            awaited=s.case.stage is Stage.SUPPLEMENT_REQUESTED,
            again=anew(s, command.residence),
            village_code=s.places.village(wanted.township, command.village, s.today),
        )
    )


def sent_back(s: Situation, command: c.SendFileBack) -> tuple[Change, ...]:
    """退回移送."""
    reasons = command.reasons.bound(s.case.asked.applicant)
    return happened(e.FileSentBack(on=s.today, number=offer(s).number, reasons=reasons))


@since(3)
@carries(SUCCESSION, "The township is no more, or the one that is offered it.")
def passes_on(s: Situation) -> Reason | None:
    if passing(s.case, s.places, s.today) is not None:
        return None
    return reason(Code.NOTHING_TO_DO, SUCCESSION, idle="file-to-pass-on")


def passed_on(s: Situation, command: c.PassOnFile) -> tuple[Change, ...]:
    """承接. Raises ``ValueError`` where it lies where it did."""
    fact = passing(s.case, s.places, s.today)
    if fact is None:
        raise ValueError("the township is there")
    return happened(fact)


RULES: Rules = {
    c.PassOnFile: Rule(
        article=SUCCESSION,
        by=(Post.SYSTEM,),
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        guards=(passes_on,),
        facts=passed_on,
        brings=(e.FilePassedOn,),
    ),
    c.OfferFile: Rule(
        article="27",
        by=TOWNSHIP_DESK,
        by_article="15",
        hand=Deed.OFFERED,
        address="transfer",
        sees_version=True,
        stages=BEFORE_EXAMINED,
        guards=(never_examined, not_offered, not_too_often),
        checks=(*said("reasons", "told"), another_township),
        facts=offers,
        brings=(e.FileOffered,),
    ),
    c.TakeOverFile: Rule(
        article="27",
        by=TOWNSHIP_DESK,
        by_article="15",
        hand=Deed.TAKEN,
        receives=True,
        address="transfer/acceptance",
        sees_version=True,
        awaited=True,
        turn=turns.offered,
        letters=(Letter(kind=DocumentKind.TRANSFER, fact=e.FileTakenOver, article="27"),),
        stages=BEFORE_EXAMINED,
        guards=(offered,),
        checks=(*said("village"), lives_in_known, seat_told, belongs_here),
        facts=taken,
        brings=(e.FileTakenOver,),
    ),
    c.SendFileBack: Rule(
        article="27",
        by=TOWNSHIP_DESK,
        by_article="15",
        hand=Deed.TAKEN,
        receives=True,
        address="transfer/return",
        sees_version=True,
        awaited=True,
        turn=turns.offered,
        stages=BEFORE_EXAMINED,
        guards=(offered,),
        checks=said("reasons"),
        facts=sent_back,
        brings=(e.FileSentBack,),
    ),
}
