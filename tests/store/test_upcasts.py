"""History of older versions still loads; what was once in clear is shown nowhere."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from eventsourcing.persistence import StoredEvent

from adapters.store.mapper import FactMapper
from adapters.store.upcasts import ASKED_SINCE, UPCASTS
from domain.account.account import PersonAccount, evolve, same_matter
from domain.account.events import GrantCharged, GrantReleased
from domain.case.indexed import FIELDS, Meeting, meeting, not_indexed, to_index, told
from domain.case.intake.facts import ApplicationStruck, Competent, HandedToCompetent
from domain.case.records import Changes, Member, Stands, TransferGround
from domain.case.revision.facts import DecisionChanged
from domain.ground.facts import Fact
from domain.ground.masks import SEALED
from domain.ground.money import Money
from domain.ground.people import UNKNOWN, PersonId, Private
from domain.ground.posts import Post
from domain.ground.terms import (
    Category,
    Cause,
    DocumentFormat,
    DocumentKind,
    FollowUp,
    FundSource,
    Ground,
    Manner,
    MistakeGround,
    ObjectionOutcome,
    Opinion,
    Procedure,
    Recipient,
    ReferralPurpose,
    Relation,
    Residence,
    RevisionGround,
    Subject,
)
from domain.registers.leads.facts import LeadClosed, LeadOutcome, LeadRecorded, LeadSource
from domain.registers.officers.facts import OfficerAppointed
from domain.registers.roster.facts import (
    CaseCountedForSpotCheck,
    CaseDrawnAgain,
    SpotCheckFellAway,
)
from domain.time.notices import HolidayNoticeRecorded, NoticeEffect
from projections.casefile import public_fields
from relief.words.notes import notes_on
from tests.assessment.facts import grant as earlier_grant
from tests.assessment.facts import medical
from tests.projections.histories import approved, day, holiday, missed, submitted
from tests.store.samples import recorded
from tests.support import facts as e

OLD = "旧明文"
TEXT = Private(UNKNOWN, OLD)
FEN, NOW = Money(100), day(1)
ACCOUNT = e.Account(holder=PersonId("p1"), bank=TEXT, number=TEXT)
FUND = FundSource.FISCAL
SAID_ANEW = Changes(
    members=(Member(person=PersonId("p1"), relation=Relation.CHILD, name=TEXT, id_number=TEXT),)
)
STANDS = Stands(
    subject=Subject.HOUSEHOLD,
    category=Category.MEDICAL,
    cause=Cause.FIRE,
    happened_on=NOW,
    village="v",
    applicant=PersonId("p1"),
    members=(PersonId("p1"),),
)


class Boxes:
    """Seals with a mark."""

    def seal(self, private: Private, stream: str, version: int, field: str) -> Private:
        """The mark."""
        return Private(private.about, None, "box")

    def open(self, private: Private, stream: str, version: int, field: str) -> str:
        """Of clear values only."""
        return private.reveal()


Older = Callable[[dict[str, Any]], dict[str, Any]]


def plain(*names: str) -> Older:
    """The fields as version 1 kept them: in clear."""

    def older(fact: dict[str, Any]) -> dict[str, Any]:
        return {**fact, **{n: [OLD] if isinstance(fact[n], list) else OLD for n in names}}

    return older


def without(*names: str, of: Older = lambda fact: fact) -> Older:
    """The fields as version 1 kept them: these were not there yet."""

    def older(fact: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in of(fact).items() if name not in names}

    return older


def with_bank(fact: dict[str, Any]) -> dict[str, Any]:
    """An account as version 1 kept it."""
    return {**fact, "account": {**fact["account"], "bank": OLD}}


def application(fact: dict[str, Any]) -> dict[str, Any]:
    """An application as version 1 kept it."""
    incident = {"cause": fact["incident"]["cause"], "on": fact["incident"]["on"], "place": OLD}
    agent = {**fact["agent"], "reason": OLD, "organisation": None}
    del fact["lacking"], fact["account_checked"], fact["late_reason"], fact["incapable"]
    del fact["village_code"]
    for member in fact["members"]:
        del member["birth"]
    fact = {**fact, **listed_before(fact)}
    return {**with_bank(fact), "incident": incident, "agent": agent}


def listed_before(told: dict[str, Any]) -> dict[str, Any]:
    """Those listed had numbers or a birth, and half of the form's columns."""
    members = [without(*ASKED_SINCE)(one) for one in told["members"]]
    contact = told["contact"]
    return {
        **told,
        "members": members,
        "contact": None if contact is None else without("registered_at")(contact),
    }


def village_in_words(fact: dict[str, Any]) -> dict[str, Any]:
    """What stands after an amendment named the village in words alone."""
    return {**fact, "stands": without("village_code")(fact["stands"])}


def amended_before(fact: dict[str, Any]) -> dict[str, Any]:
    """An amendment of before both."""
    return village_in_words(changes_of_before(fact))


def changes_of_before(fact: dict[str, Any]) -> dict[str, Any]:
    """So did what was said of it anew."""
    return {**fact, "changes": listed_before(fact["changes"])}


def grant(fact: dict[str, Any]) -> dict[str, Any]:
    """A grant as version 1 kept it."""
    matter = fact.pop("matter")
    return {**fact, "incident": {"cause": matter["cause"], "on": matter["on"], "place": OLD}}


def entrusted() -> e.ApplicationSubmitted:
    """An application by an agent, with an account."""
    agent = e.Agent(reason=TEXT, organisation=TEXT, name=TEXT, phone=TEXT)
    return replace(submitted(), account=ACCOUNT, agent=agent)


def costs_of_before(told: dict[str, Any]) -> dict[str, Any]:
    """Circumstances as they were kept before costs of others had fields."""
    bills = [without("commercial_insurance", "compensation")(one) for one in told["bills"]]
    return without("care")({**told, "bills": bills})


def recorded_before(fact: dict[str, Any]) -> dict[str, Any]:
    """Circumstances of one year's costs."""
    told = costs_of_before(fact["circumstances"])
    return without("also_year")({**fact, "circumstances": told})


def reckoned_before(fact: dict[str, Any]) -> dict[str, Any]:
    """A decision whose trace knew one year of costs only."""
    trace = fact["assessment"]
    question = without("also_year")(trace["question"])
    question["circumstances"] = costs_of_before(question["circumstances"])
    question["earlier"] = [without("booked")(one) for one in question["earlier"]]
    reckoning = without("booked", "parts")(trace["reckoning"])
    return {**fact, "assessment": {**trace, "question": question, "reckoning": reckoning}}


FOUND = medical(3000, earlier=(earlier_grant(500),))
CHANGED = DecisionChanged(
    on=NOW,
    since=NOW,
    was=FEN,
    amount=FEN,
    unpaid=FEN,
    ground=RevisionGround.SUM_WRONG,
    reasons=TEXT,
    document="d",
    evidence=("p",),
    assessment=FOUND.trace,
)
RECORDED = e.CircumstancesRecorded(
    on=NOW,
    number=1,
    expense_year=2021,
    circumstances=FOUND.trace.question.circumstances,
)

WITNESSED = ("late_reason", "witness", "witness_officer", "witness_id", "short_handed")
"""What hand-overs say of witnesses since they must be outsiders."""
AGAIN = ("batch", "vouched")
"""What lets a number stand again; facts of before were told apart by nothing."""
APPROVAL_GAINED = ("prescribed", "assessment", "duties", "law", *AGAIN)

EARLIER: list[tuple[Fact, Callable[[dict[str, Any]], dict[str, Any]]]] = [
    (entrusted(), application),
    (
        e.ApplicationAccepted(on=NOW, procedure=Procedure.URGENT, pack="p", reason=TEXT),
        without("by_county", "fingerprint", "late_reason", "used_days", of=plain("reason")),
    ),
    (
        e.PublicNoticePosted(on=NOW, round=1, place="村", amount=FEN, text_digest="", evidence=()),
        without("late_reason"),
    ),
    (
        e.MemberDied(on=NOW, person=PersonId("p1")),
        without("stands", "late_reason", "guardian", "incapable"),
    ),
    (e.PublicNoticeEnded(on=NOW, round=1, last_day=NOW), without("free_on")),
    (
        e.ObjectionResolved(on=NOW, number=1, outcome=ObjectionOutcome.UNFOUNDED, findings=TEXT),
        without("beyond"),
    ),
    (
        e.ObjectionLodged(on=NOW, number=1, content=TEXT),
        without("late_reason"),
    ),
    (
        e.HomeVisited(
            on=NOW,
            visitors=("a",),
            findings=TEXT,
            signed_by_household=False,
            unsigned_reason=TEXT,
        ),
        without("helpers", "village_opinion", of=plain("unsigned_reason")),
    ),
    (
        e.CountyVerified(on=NOW, visitors=("a",), confirmed=True, findings=TEXT),
        without("helpers", "again", "late_reason"),
    ),
    (
        e.SpotCheckReported(on=NOW, visitors=("a",), confirmed=True, findings=TEXT),
        without("again"),
    ),
    (
        e.AccountCorrectionRequested(on=NOW, number=1, account=ACCOUNT, reason=TEXT, document="d"),
        without(),
    ),
    (e.PublicNoticeInterrupted(on=NOW, round=1, reason=TEXT), plain("reason")),
    (
        approved(NOW),
        without(*APPROVAL_GAINED, of=plain("lowered_reason", "exception")),
    ),
    (missed(NOW), without("started_at")),
    (holiday([NOW]), without("effect", "amends")),
    (CHANGED, reckoned_before),
    (RECORDED, recorded_before),
    (
        GrantReleased(on=NOW, person=PersonId("p"), case="c", amount=FEN, reason="r"),
        without("year"),
    ),
    (
        e.ReliefRefused(on=NOW, ground=Ground.IDLE_LAND, reasons=TEXT, document="d"),
        without("evidence", "prescribed", "assessment", "law", *AGAIN),
    ),
    (
        e.OpinionSigned(on=NOW, opinion=Opinion.POSITIVE, recommended=FEN, reasons=TEXT),
        without("evidence", "proposal", "prescribed", "law"),
    ),
    (
        e.ApplicationExamined(on=NOW, opinion=Opinion.POSITIVE, recommended=FEN),
        without("law"),
    ),
    (e.PaymentInstructed(on=NOW, payment=1, account=ACCOUNT, amount=FEN, source=FUND), with_bank),
    (
        e.PaymentAccountCorrected(on=NOW, account=ACCOUNT),
        without("visit", "request", of=with_bank),
    ),
    (
        e.CashDisbursed(on=NOW, reason=TEXT, receipt="r", witness=TEXT, amount=FEN, source=FUND),
        without("late_reason", *WITNESSED[2:], "unpaid", *AGAIN, of=plain("reason", "witness")),
    ),
    (
        e.GoodsDelivered(on=NOW, items=(TEXT,), urgency=TEXT, receipt="r", amount=FEN, source=FUND),
        without(*WITNESSED, "unpaid", *AGAIN, of=plain("items", "urgency")),
    ),
    (
        e.ReliefDisbursed(on=NOW, payment=1, amount=FEN, source=FUND, serial="s"),
        without("unpaid", "paying_bank", "late_reason", *AGAIN),
    ),
    (
        e.SupplementReceived(on=NOW, materials=("m",), later=False),
        without("late_reason"),
    ),
    (
        e.ApplicationAmended(on=NOW, changes=SAID_ANEW, stands=STANDS, reasons=TEXT),
        amended_before,
    ),
    (
        e.CorrectionRequested(on=NOW, number=1, changes=SAID_ANEW, reasons=TEXT, evidence=("p",)),
        changes_of_before,
    ),
    (
        e.NumberJoined(on=NOW, person=PersonId("p"), id_number=TEXT, document="d"),
        without("shown", "known"),
    ),
    (
        OfficerAppointed(
            on=NOW,
            number="n",
            officer="o",
            post=Post.CASEWORKER,
            division="540121200",
            valid_from=NOW,
            valid_to=None,
            document="d",
        ),
        without("deputy_for"),
    ),
    (e.DeficienciesNotified(on=NOW, missing=("m",), document="d"), without("vouched")),
    (e.AcceptanceRefused(on=NOW, reason=TEXT, document="d"), without("vouched", "unserved")),
    (e.ApplicationLapsed(on=NOW), without("unserved")),
    (e.ApplicationWithdrawn(on=NOW, reason=TEXT), without("unserved")),
    (
        HandedToCompetent(
            on=NOW, competent=Competent.DISASTER_RELIEF, body="b", reasons=TEXT, slip="s"
        ),
        without("unserved"),
    ),
    (
        ApplicationStruck(on=NOW, ground=MistakeGround.ENTERED_TWICE, reasons=TEXT),
        without("unserved"),
    ),
    (
        CaseCountedForSpotCheck(
            on=NOW, case="c", seed="s", draw=1, received=1, selected=1, chosen=True
        ),
        without("reserve"),
    ),
    (SpotCheckFellAway(on=NOW, case="c", received=1, selected=1), without("reserve")),
    (CaseDrawnAgain(on=NOW, case="c", received=1, selected=1), without("reserve")),
    (e.HandedToReliefStation(on=NOW, station="s", slip="d"), without("vouched")),
    (
        e.DocumentServed(
            on=NOW,
            document=DocumentKind.FORM,
            serial=1,
            number="n",
            format=DocumentFormat.PDF,
            sha256="d",
            edition="e",
            version=1,
            calendar=1,
            manner=Manner.DIRECT,
            served_on=Recipient.APPLICANT,
            receipt="r",
        ),
        without(*AGAIN, "late_reason"),
    ),
    (
        e.CaseReferred(on=NOW, number=1, receiver=TEXT, purpose=ReferralPurpose.CHARITY),
        plain("receiver"),
    ),
    (e.ReferralAnswered(on=NOW, number=1, accepted=True, result=TEXT), plain("result")),
    (
        LeadRecorded(
            lead="l",
            on=NOW,
            township="540121200",
            source=LeadSource.POLICE,
            category=None,
            person=PersonId("p"),
            whereabouts=TEXT,
            protective_step=TEXT,
        ),
        plain("protective_step"),
    ),
    (LeadClosed(on=NOW, outcome=LeadOutcome.NOT_FOUND, note=TEXT), plain("note")),
    (e.ApplicationCorrected(on=NOW, number=1, stands=STANDS, reasons=TEXT), village_in_words),
    (
        e.FileTakenOver(
            on=NOW,
            number=1,
            origin="540121200",
            township="540121201",
            village="v",
            lives_in="540121201",
            lives_in_seat=False,
            residence=Residence.LOCAL,
            ground=TransferGround.MOVED,
        ),
        without("village_code"),
    ),
    (
        e.FilePassedOn(on=NOW, origin="540121200", township="540121201", since=NOW),
        without("village_code"),
    ),
    (
        GrantCharged(
            on=NOW,
            person=PersonId("p"),
            case="c",
            subject=Subject.HOUSEHOLD,
            category=Category.MEDICAL,
            matter=e.Matter(cause=Cause.FIRE, on=NOW),
            amount=FEN,
            beneficiary=True,
        ),
        without("expense_year", "base", "year", of=grant),
    ),
]


NOTHING_PRIVATE = (
    e.FilePassedOn,
    e.FileTakenOver,
    GrantCharged,
    GrantReleased,
    e.CircumstancesRecorded,
    e.ApplicationExamined,
    e.ReliefDisbursed,
    e.TimeLimitMissed,
    e.ApplicationLapsed,
    CaseCountedForSpotCheck,
    SpotCheckFellAway,
    CaseDrawnAgain,
    e.DeficienciesNotified,
    e.SupplementReceived,
    e.HandedToReliefStation,
    e.DocumentServed,
    e.PublicNoticeEnded,
    e.PublicNoticePosted,
    e.MemberDied,
    OfficerAppointed,
    HolidayNoticeRecorded,
)
"""Facts that hold no private text today."""


INDEXED_FIRST = (e.ApplicationAmended, e.CorrectionRequested)
"""Facts that were indexed in their first version already."""


def stored(fact: Fact, older: Callable[[dict[str, Any]], dict[str, Any]]) -> StoredEvent:
    """The fact as its first version was stored: most of what is indexed now was not then."""
    now = FactMapper(Boxes()).to_stored_event(recorded("case-1", 1, fact))
    body = msgspec.json.decode(now.state)
    of_then = older if isinstance(fact, INDEXED_FIRST) else without("indexes", of=older)
    first = of_then(body["fact"])
    state = msgspec.json.encode({**body, "fact": first}, order="sorted")
    return StoredEvent("case-1", 1, f"{fact.NAME}/1", state)


@pytest.mark.parametrize(("fact", "older"), EARLIER, ids=lambda x: getattr(x, "NAME", ""))
def test_what_was_once_kept_in_clear_is_read_as_private(
    fact: Fact, older: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """It loads, is masked wherever facts are shown, and can still be read on purpose."""
    mapper = FactMapper(Boxes())
    loaded = mapper.to_domain_event(stored(fact, older))
    assert type(loaded.fact) is type(fact)
    shown = str(public_fields(loaded.fact))
    assert OLD not in shown and OLD not in repr(loaded)
    if not isinstance(fact, NOTHING_PRIVATE):
        assert SEALED in shown


def test_every_step_of_a_version_has_such_a_test() -> None:
    """No upcast is left untried."""
    steps = {(fact.NAME, n) for fact, _ in EARLIER for n in range(1, fact.VERSION)}
    assert steps == set(UPCASTS)


def test_a_notice_of_before_effects_means_what_it_meant() -> None:
    """It replaces whatever stands of its holiday, as it did when no notice said what it does."""
    older = next(how for one, how in EARLIER if isinstance(one, HolidayNoticeRecorded))
    loaded = FactMapper(Boxes()).to_domain_event(stored(holiday([NOW]), older)).fact
    assert isinstance(loaded, HolidayNoticeRecorded)
    assert (loaded.effect, loaded.amends) == (NoticeEffect.REPLACES, "")


@pytest.mark.parametrize(
    ("fact", "older"), [(CHANGED, reckoned_before), (RECORDED, recorded_before)]
)
def test_costs_of_before_are_read_as_they_were(fact: Fact, older: Older) -> None:
    """No other payer, no other year, every grant booked in its year: the same sums."""
    loaded = FactMapper(Boxes()).to_domain_event(stored(fact, older)).fact
    if isinstance(loaded, DecisionChanged):
        assert loaded.assessment == FOUND.trace
    else:
        assert loaded == fact


BORN_BEFORE = [kind for kind in FIELDS if kind.VERSION > 1 and kind not in INDEXED_FIRST]
"""Facts that were not indexed from their beginning."""


@pytest.mark.parametrize("kind", BORN_BEFORE, ids=lambda kind: kind.NAME)
def test_values_from_before_they_were_indexed_are_told_to_have_none(kind: type[Fact]) -> None:
    """Nothing is made up: which others they equal is not known, and an auditor is told so."""
    fact, older = next((one, how) for one, how in EARLIER if type(one) is kind)
    loaded = FactMapper(Boxes()).to_domain_event(stored(fact, older)).fact
    held = [path for path, _, _ in to_index(fact) if path in FIELDS[kind]]
    assert [*not_indexed(loaded)] == held
    for one in told(loaded).values():
        assert meeting(one, one) is Meeting.UNKNOWN
    notes = notes_on(not_indexed(loaded))
    assert len(notes) == bool(held) and all("此前未建索引" in note for note in notes)


@pytest.mark.article("12")
def test_a_grant_from_before_places_were_indexed_still_guards_its_matter() -> None:
    """Cause and day decide where the place cannot be compared: one relief per matter (A12.1)."""
    fact = FactMapper().to_domain_event(stored(*EARLIER[-1])).fact
    assert isinstance(fact, GrantCharged)
    accounts = {PersonId("p"): evolve(PersonAccount(), fact)}
    now = e.Matter(cause=Cause.FIRE, on=NOW, place_index="known")
    assert same_matter(accounts, now, "another") == "c"
    assert same_matter(accounts, e.Matter(cause=Cause.ILLNESS, on=NOW), "another") is None


@pytest.mark.article("18.2.1")
def test_a_delegated_approval_from_before_packs_said_so_owes_both() -> None:
    """It is still to be filed and countersigned (18.2.1)."""
    delegated = approved(NOW, delegated=True)
    older = without(*APPROVAL_GAINED, of=plain("lowered_reason", "exception"))
    fact = FactMapper(Boxes()).to_domain_event(stored(delegated, older)).fact
    assert isinstance(fact, e.ReliefApproved) and fact.owed == tuple(FollowUp)
