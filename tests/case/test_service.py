"""文书送达: what was issued, as it was printed, by its office, to those it concerns (A16, A18)."""

from datetime import date, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from domain.case.countersignature.rules import ON_SUBSTANCE
from domain.case.documents import place, places
from domain.case.ending.facts import CaseClosed
from domain.case.letters import DECISIONS
from domain.case.moves import Move, moves
from domain.case.service import facts as e
from domain.case.service.owed import of_its_office, to_serve
from domain.case.table import LETTERS, OWED_AFTER
from domain.ground.letters import FAMILY
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code
from domain.ground.service_terms import ServiceFault
from domain.ground.terms import DocumentFormat, DocumentKind, Manner, Recipient
from domain.time.limits import Basis, Unit
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.test_ending import FIRST, individual
from tests.case.words import MONDAY, About, after
from tests.case.world import PACK
from tests.support import commands as c

LETTER: dict[str, Any] = {"document": DocumentKind.ACCEPTANCE}
REFUSAL: dict[str, Any] = {"document": DocumentKind.RELIEF_REFUSAL}
AGENT: dict[str, Any] = {"served_on": Recipient.AGENT}
BOARD: dict[str, Any] = {
    "document": DocumentKind.RELIEF_APPROVAL,
    "manner": Manner.ANNOUNCEMENT,
}
OF_THE_COUNTY: dict[str, Any] = {**BOARD, "officer": p.CHECKER}
HOUSE = "内部§文书送达"
DECEMBER = date(2026, 12, 7)

WRONG: tuple[Wrong, ...] = (
    *empty(j.received, c.ServeDocument, "receipt"),
    *rows(
        j.received,
        c.ServeDocument,
        (
            "an acceptance is served once there is one",
            Code.DOCUMENT_NOT_ISSUED,
            "15",
            "document",
            LETTER,
        ),
        (
            "another file than the recorded one",
            Code.DOCUMENT_DIFFERS,
            "16.7",
            "sha256",
            {"sha256": "sha256:other"},
        ),
        (
            "nothing is served tomorrow",
            Code.DATE_IN_FUTURE,
            None,
            "delivered_on",
            {"delivered_on": after(1)},
        ),
        (
            "nobody was entrusted",
            Code.FIELD_INVALID,
            "16.7",
            "served_on",
            {"served_on": Recipient.AGENT},
        ),
    ),
    *rows(
        j.accepted,
        c.ServeDocument,
        (
            "a letter goes to the applicant's side",
            Code.FIELD_INVALID,
            "15",
            "served_on",
            {**LETTER, "served_on": Recipient.COUNTY},
        ),
        (
            "nothing is served before its day",
            Code.DATE_TOO_EARLY,
            None,
            "delivered_on",
            {**LETTER, "delivered_on": MONDAY - timedelta(days=1)},
        ),
        (
            "the county does not serve the township's letters",
            Code.NOT_THE_ISSUER,
            "15",
            "document",
            {**LETTER, "officer": p.CHECKER},
        ),
    ),
    *rows(
        lambda: j.accepted().go(c.ServeDocument, **LETTER),
        c.ServeDocument,
        ("each is served once", Code.DONE_ALREADY, "15", "served_on", LETTER),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_service_refuses_what_does_not_hold(case: Wrong) -> None:
    """Each check says its code, article and field, and leaves no trace."""
    case.holds()


def test_a_service_says_all_it_takes_to_draw_the_file_again() -> None:
    """Version, calendar and edition stand beside the hash; no personal text does."""
    given(j.accepted).when(c.ServeDocument, **LETTER).then(
        e.DocumentServed(
            on=MONDAY,
            document=DocumentKind.ACCEPTANCE,
            serial=1,
            number="文号 1",
            format=DocumentFormat.PDF,
            sha256="sha256:2",
            edition="1-test",
            version=2,
            calendar=3,
            manner=Manner.DIRECT,
            served_on=Recipient.APPLICANT,
            receipt="送达回证 1/L-1",
        )
    )


def test_the_county_serves_its_refusal_on_applicant_and_family() -> None:
    """Two services of one document are two facts."""
    story = given(j.refused).when(c.ServeDocument, p.CHECKER, **REFUSAL).then(e.DocumentServed)
    story.when(c.ServeDocument, p.CHECKER, **REFUSAL, served_on=Recipient.RELATIVE)
    story.then(like(e.DocumentServed, served_on=Recipient.RELATIVE))
    story.when(c.ServeDocument, **REFUSAL).then_refused(Code.NOT_THE_ISSUER, Code.DONE_ALREADY)


def test_the_form_grows_and_may_be_handed_over_again() -> None:
    """申请审批表 is of the case as it stands; a letter is of its day for ever."""
    story = given(j.accepted).when(c.ServeDocument).then(like(e.DocumentServed, version=2))
    story.when(c.ServeDocument).then(like(e.DocumentServed, version=3))
    story.when(c.ServeDocument, **LETTER).then(like(e.DocumentServed, version=2))


def test_each_posting_is_a_notice_of_its_own() -> None:
    """公示 of the second round is the second document of its kind."""
    story = given(j.in_notice).when(c.InterruptPublicNotice).when(c.PostPublicNotice)
    case = story.journey.case
    assert [one.serial for one in places(case, LETTERS[DocumentKind.PUBLIC_NOTICE])] == [1, 2]
    assert place(case, LETTERS[DocumentKind.PUBLIC_NOTICE], 3) is None


LETTERS_GO_TO = {Recipient.APPLICANT, Recipient.RELATIVE, Recipient.AGENT}


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_document_is_for_those_it_concerns(kind: DocumentKind) -> None:
    """Letters go to the applicant's side, forms and slips to offices; a notice hangs for everybody."""
    others = {
        DocumentKind.FORM: LETTERS_GO_TO | {Recipient.COUNTY},
        DocumentKind.COUNTERSIGNATURE: {Recipient.COUNTY},
        DocumentKind.REFERRAL: {Recipient.RECEIVER},
        DocumentKind.PUBLIC_NOTICE: {Recipient.PUBLIC},
    }
    meant, row = others.get(kind, LETTERS_GO_TO), OWED_AFTER[kind].__name__
    assert LETTERS[kind].readers == meant, (
        f"the row of {row} has {kind.value} served on {sorted(map(str, LETTERS[kind].readers))}, and"
        f" this test on {sorted(map(str, meant))}: one of them is wrong"
    )


UNREACHED: tuple[Wrong, ...] = (
    *empty(j.received, c.RecordFailedService, "evidence"),
    *rows(
        j.received,
        c.RecordFailedService,
        (
            "there is such a letter",
            Code.DOCUMENT_NOT_ISSUED,
            "15",
            "document",
            {"document": DocumentKind.ACCEPTANCE},
        ),
        ("not tomorrow", Code.DATE_IN_FUTURE, None, "attempted_on", {"attempted_on": after(1)}),
        ("nobody was entrusted", Code.FIELD_INVALID, "16.7", "served_on", AGENT),
        (
            "nothing comes back by hand",
            Code.FIELD_INVALID,
            HOUSE,
            "fault",
            {"fault": ServiceFault.RETURNED},
        ),
        (
            "an announcement reaches everybody",
            Code.FIELD_INVALID,
            HOUSE,
            "fault",
            {"manner": Manner.ANNOUNCEMENT, "fault": ServiceFault.NOT_FOUND},
        ),
    ),
    *rows(
        j.accepted,
        c.RecordFailedService,
        (
            "nothing is tried before its day",
            Code.DATE_TOO_EARLY,
            None,
            "attempted_on",
            {**LETTER, "attempted_on": MONDAY - timedelta(days=1)},
        ),
        (
            "the county does not try the township's letters",
            Code.NOT_THE_ISSUER,
            "15",
            "document",
            {**LETTER, "officer": p.CHECKER},
        ),
    ),
    *rows(
        lambda: j.accepted().go(c.ServeDocument, **LETTER),
        c.RecordFailedService,
        ("it reached them already", Code.DONE_ALREADY, "15", "served_on", LETTER),
    ),
    *rows(
        lambda: j.accepted(About(day=DECEMBER)).on(after(8, DECEMBER)),
        c.RecordFailedService,
        (
            "late without a reason",
            Code.LATENESS_UNREASONED,
            "内部§补录",
            "late_reason",
            {**LETTER, "attempted_on": after(4, DECEMBER)},
        ),
    ),
    *rows(
        j.approved,
        c.ServeDocument,
        (
            "announced before anything was tried",
            Code.SERVICE_NOT_TRIED,
            HOUSE,
            "manner",
            OF_THE_COUNTY,
        ),
    ),
    *(
        row
        for start, kind in (
            (lambda: j.paid().go(c.FeedBackResult), DocumentKind.RELIEF_APPROVAL),
            (lambda: j.refused().go(c.FeedBackResult), DocumentKind.RELIEF_REFUSAL),
        )
        for row in rows(
            start, c.CloseCase, (f"{kind} is served first", Code.DECISION_NOT_SERVED, "27", None)
        )
    ),
)


@pytest.mark.parametrize("case", UNREACHED, ids=sentence)
def test_an_attempt_has_its_bounds_and_a_file_waits_for_its_decisions(case: Wrong) -> None:
    """Each check says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("27", "18.1.2")
def test_a_file_names_every_decision_that_nobody_was_served() -> None:
    """What stood counts as what stands: revoked, decided anew, changed; each by its own letter."""
    journey = j.approved().go(c.RevokeDecision, c.RefuseRelief, c.FeedBackResult)
    story = given(journey).when(c.CloseCase).then_refused(Code.DECISION_NOT_SERVED)
    assert story.reasons[0].facts == {
        "documents": "relief-approval,decision-revocation,relief-refusal"
    }
    for kind in ("relief-approval", "decision-revocation"):
        story.when(c.ServeDocument, p.CHECKER, document=DocumentKind(kind))
        story.then(e.DocumentServed)
    story.when(c.CloseCase).then_refused(Code.DECISION_NOT_SERVED)
    assert story.reasons[0].facts == {"documents": "relief-refusal"}
    story.when(c.ServeDocument, p.CHECKER, **REFUSAL, served_on=Recipient.RELATIVE)
    story.when(c.CloseCase).then(CaseClosed)


@pytest.mark.article("27")
def test_whom_nobody_finds_is_served_by_announcement_and_the_file_goes_on() -> None:
    """An attempt that reached nobody is a fact, and lets another manner follow."""
    story = given(lambda: j.paid().go(c.FeedBackResult))
    story.when(c.RecordFailedService, p.CHECKER, **BOARD | {"manner": Manner.DIRECT})
    story.then(
        e.ServiceFailed(
            on=story.journey.about.day,
            document=DocumentKind.RELIEF_APPROVAL,
            serial=1,
            manner=Manner.DIRECT,
            served_on=Recipient.APPLICANT,
            fault=ServiceFault.NOBODY_THERE,
            evidence=("送达记录 1",),
        )
    )
    story.when(c.CloseCase).then_refused(Code.DECISION_NOT_SERVED)
    story.when(c.ServeDocument, p.CHECKER, **BOARD)
    story.then(like(e.DocumentServed, manner=Manner.ANNOUNCEMENT))
    story.when(c.CloseCase).then(CaseClosed)


@pytest.mark.article("27")
@pytest.mark.parametrize("start", [j.approved, j.delegated, j.refused])
def test_the_office_that_decided_sees_that_its_letter_is_to_be_served(start: j.Start) -> None:
    """Until it was; the other office does not."""
    journey = start()
    world, case = journey.world, journey.case
    township = case.approval is not None and case.approval.delegated

    def serving() -> list[Move]:
        now = journey.case
        pack = world.pack(now, journey.about.day, now.asked.township)
        found = moves(now, pack, world.limits(now.id))
        return [one for one in found if one.command is c.ServeDocument]

    (move,) = serving()
    assert move.posts == (TOWNSHIP_DESK if township else COUNTY_DESK)
    journey.serve()
    assert serving() == []


def test_what_was_not_accepted_is_told() -> None:
    """不予受理 has its letter; an approval that was withdrawn has none any more."""
    journey = j.received().go(c.RefuseAcceptance)
    assert to_serve(asked(journey)) and of_its_office(asked(journey), Post.CASEWORKER)
    journey.serve()
    assert not to_serve(asked(journey))
    assert not to_serve(asked(j.approved().go(c.WithdrawApplication)))


@pytest.mark.article("27")
def test_who_was_handed_to_somebody_else_is_told_where_the_application_went() -> None:
    """转办 ends the application; its letter is served by the office that handed it over."""
    story = given(lambda: j.accepted().go(c.HandToCompetent))
    assert to_serve(asked(story.journey)), "no letter of DECISIONS tells of 'handed-to-competent'"
    story.when(c.ServeDocument, p.CHECKER, document=DocumentKind.HANDOVER)
    story.then_refused(Code.NOT_THE_ISSUER)
    story.when(c.ServeDocument, document=DocumentKind.HANDOVER).then(e.DocumentServed)
    assert not to_serve(asked(story.journey))


def test_the_letters_of_decisions_are_those_that_their_rows_owe() -> None:
    """Each rests on the fact that its row says, is for the family, and does not grow."""
    for name, kind in DECISIONS.items():
        letter = LETTERS[kind]
        assert name == letter.fact.NAME, (
            f"DECISIONS in domain/case/letters.py has {kind.value} told of {name!r}; its row owes it"
            f" for {letter.fact.NAME!r}"
        )
        assert letter.readers == FAMILY, f"{kind.value} tells a decision and is not for the family"
        assert not letter.grows and letter.conditions in (frozenset(), ON_SUBSTANCE)


def asked(journey: j.Journey) -> Any:
    """What a turn looks at."""
    return SimpleNamespace(case=journey.case)


@pytest.mark.article("27", "18.1.2")
@pytest.mark.parametrize(
    ("start", "limit"),
    [
        (j.approved, "approval-service"),
        (j.delegated, "delegated-approval-service"),
        (lambda a: j.approved(a).go(c.ChangeSum), "change-service"),
        (lambda a: j.approved(a).go(c.RevokeDecision), "revocation-service"),
        (lambda a: j.under_county(a).go(c.RefuseRelief), "refusal-service"),
        (lambda a: a.go(c.UndoAcceptance), "undoing-service"),
        (lambda a: a.go(c.HandToCompetent), "handover-service"),
        (lambda a: a.go(c.UndoAcceptance).go(c.StrikeApplication), "striking-service"),
        (lambda a: a.go(c.UndoAcceptance, by=p.APPROVER), "county-undoing-service"),
        (lambda a: a.go(c.HandToCompetent, by=p.CHECKER), "county-handover-service"),
        (
            lambda a: a.go(c.UndoAcceptance).go(c.StrikeApplication, by=p.APPROVER),
            "county-striking-service",
        ),
    ],
)
def test_each_decision_is_served_within_its_days(start: Any, limit: str) -> None:
    """Three working days from the decision, internal; it stops when the letter was served.

    What either office does has a limit of each: one of them runs.
    """
    about = About(day=DECEMBER)
    first = j.accepted(about)
    first.world.hour = time(13)
    if start is j.delegated:
        granted = j.Journey(about).go(c.GrantDelegation, valid_to=date(2026, 12, 31))
        journey = j.delegated(about, granted.world)
    else:
        journey = start(first)
    running = journey.world.limits("L-1")
    assert running[limit].started_on == journey.about.day
    other = limit.removeprefix("county-") if limit.startswith("county-") else f"county-{limit}"
    assert other not in running
    entry = PACK.limit(limit, journey.about.day)
    assert (entry.length, entry.unit, entry.basis) == (3, Unit.WORKING_DAY, Basis.INTERNAL)
    journey.serve()
    assert limit not in journey.world.limits("L-1")


@pytest.mark.article("27")
def test_nobody_is_served_after_their_death() -> None:
    """Not the day after, neither in person nor by whoever acted for them: a relative may be."""
    journey = j.approved(j.accepted(individual())).on(after(10)).go(c.RecordDeath, person=FIRST)
    for command, words in (
        (c.ServeDocument, {"delivered_on": after(11)}),
        (c.RecordFailedService, {"attempted_on": after(11)}),
    ):
        about: dict[str, Any] = {"document": DocumentKind.RELIEF_APPROVAL, "day": after(11)}
        story = given(journey.copy()).when(command, p.CHECKER, **about, **words)
        story.then_refused(Code.FIELD_INVALID, about="served_on")
        story.when(command, p.CHECKER, served_on=Recipient.RELATIVE, **about, **words)
        assert not story.reasons
    earlier = given(journey).when(
        c.ServeDocument,
        p.CHECKER,
        document=DocumentKind.RELIEF_APPROVAL,
        delivered_on=after(9),
        day=after(10),
    )
    assert not earlier.reasons
