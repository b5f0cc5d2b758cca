"""行政区划: what documents say of divisions is proposed, shown, confirmed; and who goes on where one ends."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.packs.parser import parse
from domain.case.beside import Formerly
from domain.case.decision.facts import ReturnedForReexamination
from domain.case.ending.facts import ApplicationWithdrawn
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.state import Case
from domain.case.streams import BESIDE
from domain.case.transfer.facts import FilePassedOn, FileSentBack
from domain.ground.places import Level
from domain.ground.posts import Appointment, Officer, Post, appointed, divisions, serving
from domain.ground.refusal import Code
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.law.pack import Law
from domain.registers.delegations.facts import DelegationGranted
from domain.registers.divisions.facts import (
    DivisionChange,
    DivisionEffect,
    DivisionsConfirmed,
    DivisionsInstalled,
    DivisionsProposed,
    DivisionsRejected,
    DivisionsWithdrawn,
)
from domain.registers.leads.facts import LeadClosed, LeadPassedOn
from domain.registers.officers.facts import OfficerAppointed
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import ENDING, LAST_DAY, MONDAY, NEW_TOWNSHIP, after
from tests.case.world import LAW, World
from tests.support import commands as c

CHANGES, SUCCESSION = "行政区划管理条例§9", "行政诉讼法§26"
UNKNOWN = Code.DIVISIONS_UNKNOWN
PACKS = Path(__file__).parents[1] / "law" / "packs"
FIRST_DAY = LAST_DAY + timedelta(days=1)
"""The first day on which another stands for the township."""


def one(change: DivisionChange = ENDING, **changes: Any) -> dict[str, Any]:
    """A document with one change, some of it said otherwise."""
    return {"changes": (replace(change, **changes),)}


def counted(*changes: DivisionChange, at: j.Journey | None = None) -> j.Journey:
    """These changes on record: proposed, shown, and confirmed by another hand."""
    at = at or j.Journey()
    at.go(c.ProposeDivisions, changes=changes)
    return at.go(c.ConfirmDivisions, number=at.world.divisions.version)


def proposed() -> j.Journey:
    """A proposal that waits for its answer."""
    return j.Journey().go(c.ProposeDivisions)


ANHUI = parse((PACKS / "anhui-2025.toml").read_text(encoding="utf-8"))
HEFEI = p.officer("hefei-city-officer", "3401", Post.CITY_OFFICER)


def with_hefei() -> j.Journey:
    """Where another city's law holds as well."""
    return j.Journey(world=World(law=Law.of((*LAW.packs, ANHUI))))


RENAMED = DivisionChange(
    effect=DivisionEffect.RENAMES, code=p.TOWNSHIP, name="春堆镇", kind="镇", first_day=FIRST_DAY
)
SPLIT = replace(NEW_TOWNSHIP, origin=p.TOWNSHIP)
ELSEWHERE = replace(
    NEW_TOWNSHIP, code="540104299", name="春堆乡", parent=p.OTHER_COUNTY, first_day=FIRST_DAY
)
MOVED = (ELSEWHERE, replace(ENDING, successor=ELSEWHERE.code))
"""The township goes to another county, under a code of that one."""

WRONG: tuple[Wrong, ...] = (
    *empty(j.Journey, c.ProposeDivisions, "document", "source", "changes"),
    *rows(
        j.Journey,
        c.ProposeDivisions,
        (
            "what ends says when",
            Code.DIVISION_VAGUE,
            CHANGES,
            "changes.0.last_day",
            one(last_day=None),
        ),
        (
            "what is renamed says a name",
            Code.DIVISION_VAGUE,
            CHANGES,
            "changes.0.name",
            one(RENAMED, name="", kind=""),
        ),
        (
            "what ends has no new name",
            Code.DIVISION_VAGUE,
            CHANGES,
            "changes.0.name",
            one(name="春堆镇"),
        ),
        (
            "a level shows in the code",
            Code.DIVISION_MISFITS,
            CHANGES,
            "changes.0.level",
            one(NEW_TOWNSHIP, level=Level.COUNTY),
        ),
        (
            "what it is part of shows in the code",
            Code.DIVISION_MISFITS,
            CHANGES,
            "changes.0.parent",
            one(NEW_TOWNSHIP, parent=p.OTHER_COUNTY),
        ),
        (
            "a township stands for a township",
            Code.DIVISION_MISFITS,
            CHANGES,
            "changes.0.successor",
            one(successor=p.OTHER_COUNTY),
        ),
        (
            "no division of another city",
            Code.DIVISION_OF_OTHER_CITY,
            "3",
            "changes.0.code",
            one(NEW_TOWNSHIP, code="542300001", parent="542300"),
        ),
        (
            "it begins before it ends",
            Code.DIVISION_ENDS_TOO_EARLY,
            CHANGES,
            "changes.0.last_day",
            one(NEW_TOWNSHIP, last_day=date(2025, 3, 31)),
        ),
        (
            "it does not stand for itself",
            Code.DIVISION_SUCCEEDS_ITSELF,
            SUCCESSION,
            "changes.0.successor",
            one(successor=p.TOWNSHIP),
        ),
        (
            "its county is there",
            Code.DIVISION_PARENT_UNKNOWN,
            CHANGES,
            "changes.0.parent",
            one(NEW_TOWNSHIP, code="540129001", parent="540129"),
        ),
        (
            "a code names one division",
            Code.DIVISION_OVERLAPS,
            CHANGES,
            "changes.0.code",
            one(NEW_TOWNSHIP, code=p.SUCCESSOR),
        ),
        (
            "what ends is there",
            Code.DIVISION_NOT_THERE,
            CHANGES,
            "changes.0.code",
            one(code="540121298"),
        ),
        (
            "who is to stand for it is there",
            Code.DIVISION_NOT_THERE,
            CHANGES,
            "changes.0.successor",
            one(successor="540121298"),
        ),
        (
            "what it was split off from is there",
            Code.DIVISION_NOT_THERE,
            CHANGES,
            "changes.0.origin",
            one(NEW_TOWNSHIP, origin="540121298"),
        ),
        (
            "a county with townships does not end",
            Code.DIVISION_HAS_PARTS,
            CHANGES,
            "changes.0.code",
            one(code=p.COUNTY, successor=p.OTHER_COUNTY),
        ),
        (
            "what ends is not renamed by the same document from a later day on",
            Code.DIVISION_OVERLAPS,
            CHANGES,
            "changes.0.code",
            {"changes": (ENDING, replace(RENAMED, first_day=date(2025, 4, 10)))},
        ),
        (
            "nothing ends with the last of all days",
            Code.DIVISION_VAGUE,
            CHANGES,
            "changes.0.last_day",
            one(last_day=date.max),
        ),
        (
            "yesterday is not rewritten",
            Code.DIVISION_REACHES_BACK,
            CHANGES,
            "changes.0.last_day",
            one(last_day=after(-1)),
        ),
        (
            "no neighbour bears its name",
            Code.FIELD_INVALID,
            None,
            "changes.0.name",
            one(RENAMED, name="松盘乡", kind="乡"),
        ),
        (
            "nor what is set up beside it",
            Code.FIELD_INVALID,
            None,
            "changes.0.name",
            one(NEW_TOWNSHIP, name="松盘 乡"),
        ),
        (
            "no name of today is rewritten",
            Code.DIVISION_REACHES_BACK,
            CHANGES,
            "changes.0.first_day",
            one(RENAMED, first_day=MONDAY),
        ),
    ),
    *rows(
        j.accepted,
        c.ProposeDivisions,
        (
            "open cases pass to somebody",
            Code.DIVISION_CASES_OPEN,
            SUCCESSION,
            "changes.0.successor",
            one(successor=""),
        ),
    ),
    *rows(
        proposed,
        c.ConfirmDivisions,
        (
            "another officer confirms it",
            Code.DUTIES_NOT_SEPARATE,
            CHANGES,
            None,
            {"officer": p.CITY},
        ),
        (
            "what it moves was shown",
            Code.DIVISIONS_NOT_SHOWN,
            CHANGES,
            "shown",
            {"shown": "0" * 16},
        ),
        (
            "its day did not come in between",
            Code.DIVISION_REACHES_BACK,
            CHANGES,
            "number",
            {"day": FIRST_DAY},
        ),
    ),
    *rows(
        j.Journey,
        c.ConfirmDivisions,
        ("something was proposed", Code.DIVISIONS_UNKNOWN, CHANGES, "number"),
    ),
    *empty(proposed, c.RejectDivisions, "reason"),
    *rows(
        j.Journey,
        c.RejectDivisions,
        ("what is rejected was proposed", Code.DIVISIONS_UNKNOWN, CHANGES, "number"),
    ),
    *rows(
        lambda: with_hefei().go(c.ProposeDivisions),
        c.RejectDivisions,
        ("it is no proposal of another city", UNKNOWN, CHANGES, "number", {"officer": HEFEI}),
    ),
    *rows(
        lambda: counted(ENDING, at=with_hefei()),
        c.WithdrawDivisions,
        ("it is no change of another city", UNKNOWN, CHANGES, "number", {"officer": HEFEI}),
    ),
    *empty(lambda: counted(ENDING), c.WithdrawDivisions, "reason"),
    *rows(
        proposed,
        c.WithdrawDivisions,
        ("what is withdrawn counted", Code.DIVISIONS_UNKNOWN, CHANGES, "number"),
    ),
    *rows(
        lambda: counted(ENDING),
        c.WithdrawDivisions,
        (
            "a third hand withdraws it",
            Code.DUTIES_NOT_SEPARATE,
            CHANGES,
            None,
            {"officer": p.CITY_TOO},
        ),
        (
            "nothing that has come is withdrawn",
            Code.DIVISIONS_RESTED_ON,
            CHANGES,
            "number",
            {"day": FIRST_DAY},
        ),
    ),
    *rows(
        lambda: counted(replace(ENDING, successor=NEW_TOWNSHIP.code), at=counted(NEW_TOWNSHIP)),
        c.WithdrawDivisions,
        ("what came last goes first", Code.DIVISIONS_BUILT_UPON, CHANGES, "number"),
    ),
    *rows(
        j.accepted,
        c.PassOnFile,
        ("a file stays where its township is", Code.NOTHING_TO_DO, SUCCESSION, None),
    ),
    *rows(
        j.lead_recorded,
        c.PassOnLead,
        ("a lead stays where its township is", Code.NOTHING_TO_DO, SUCCESSION, None),
    ),
)


BARE = replace(ENDING, successor="")
"""It ends, and nobody is named to stand for it."""
WRONG += (
    *rows(
        lambda: counted(BARE),
        c.ProposeDivisions,
        (
            "a second end replaces no first one silently",
            Code.DONE_ALREADY,
            CHANGES,
            "changes.0.code",
            one(BARE, last_day=date(2025, 3, 20)),
        ),
        (
            "nor is a successor slipped in by ending it twice",
            Code.DONE_ALREADY,
            CHANGES,
            "changes.0.code",
            one(),
        ),
    ),
)
"""Kind B: what is on record is withdrawn first."""


@pytest.mark.parametrize("wrong", WRONG, ids=sentence)
def test_a_change_of_divisions_is_refused_for_what_is_wrong_with_it(wrong: Wrong) -> None:
    """By its own code, with the article and the place; nothing is stored."""
    wrong.holds()


def test_every_fault_of_a_document_is_told_at_once() -> None:
    """One that ends before it begins, one that stands for itself, one nobody knows: nothing is stored."""
    early = replace(NEW_TOWNSHIP, last_day=date(2025, 3, 31))
    circle = replace(ENDING, successor=p.TOWNSHIP)
    unknown = replace(ENDING, code="540121298")
    given().when(c.ProposeDivisions, changes=(early, circle, unknown)).then_refused(
        Code.DIVISION_ENDS_TOO_EARLY, Code.DIVISION_SUCCEEDS_ITSELF, Code.DIVISION_NOT_THERE
    )


def test_a_name_is_free_once_its_division_is_no_more() -> None:
    """The successor takes over the name on the day on which the other ends, and not before."""
    taken = replace(RENAMED, code=p.SUCCESSOR, name="春堆乡", kind="乡", first_day=LAST_DAY)
    story = given(j.Journey()).when(c.ProposeDivisions, changes=(ENDING, taken))
    story.then_refused(Code.FIELD_INVALID, about="changes.1.name")
    free = replace(taken, first_day=FIRST_DAY)
    given(j.Journey()).when(c.ProposeDivisions, changes=(ENDING, free)).then(DivisionsProposed)


def test_two_that_stand_for_each_other_are_a_circle() -> None:
    """Told of both, and of nothing else."""
    back = replace(ENDING, code=p.SUCCESSOR, successor=p.TOWNSHIP)
    story = given().when(c.ProposeDivisions, changes=(ENDING, back))
    story.then_refused(Code.DIVISION_SUCCEEDS_ITSELF, Code.DIVISION_SUCCEEDS_ITSELF)


@pytest.mark.parametrize("later", [p.TOWNSHIP, p.SUCCESSOR])
def test_no_circle_is_closed_by_a_later_document(later: str) -> None:
    """Who stands for a township does not pass to it; a code that passed on names nothing new."""
    at = counted(ENDING)
    back = replace(ENDING, code=p.SUCCESSOR, successor=p.TOWNSHIP, last_day=date(2025, 6, 30))
    again = replace(NEW_TOWNSHIP, code=p.TOWNSHIP, first_day=date(2026, 1, 1))
    wrong = back if later == p.SUCCESSOR else again
    code = Code.DIVISION_SUCCEEDS_ITSELF if later == p.SUCCESSOR else Code.DIVISION_OVERLAPS
    given(at).when(c.ProposeDivisions, changes=(wrong,)).then_refused(code)


def test_what_is_to_take_a_township_over_does_not_end_before_it_does() -> None:
    """Else the chain would break: nobody would stand for the township."""
    early = replace(
        ENDING, code=p.SUCCESSOR, successor="540121202", last_day=LAST_DAY - timedelta(days=3)
    )
    given(counted(ENDING)).when(c.ProposeDivisions, changes=(early,)).then_refused(
        Code.DIVISION_OVERLAPS
    )


@pytest.mark.article(CHANGES)
def test_a_change_counts_once_another_hand_confirmed_it() -> None:
    """Proposed it moves nothing; confirmed, the township is there to its last day and no longer."""
    story = given().when(c.ProposeDivisions)
    story.then(like(DivisionsProposed, city="5401", changes=(ENDING,)))
    office = story.journey.world.office
    assert office.places.township(p.TOWNSHIP, FIRST_DAY) is not None
    story.when(story.journey.words(c.ConfirmDivisions)).then(
        DivisionsConfirmed(on=MONDAY, number=1)
    )
    places = story.journey.world.office.places
    assert places.township(p.TOWNSHIP, LAST_DAY) is not None
    assert places.township(p.TOWNSHIP, FIRST_DAY) is None
    assert [places.standing(p.TOWNSHIP, day) for day in (LAST_DAY, FIRST_DAY)] == [
        p.TOWNSHIP,
        p.SUCCESSOR,
    ]
    assert places.taken_over(p.SUCCESSOR, FIRST_DAY) == (p.TOWNSHIP,)
    assert places.taken_over(p.COUNTY, FIRST_DAY) == ()


def test_a_proposal_is_rejected_with_its_reason_and_answered_once() -> None:
    """By anybody of the city, who proposed it too; it counts for nothing then."""
    story = given(proposed).when(c.RejectDivisions, p.CITY)
    story.then(DivisionsRejected(on=MONDAY, number=1, reason="文号有误"))
    story.when(story.journey.words(c.ConfirmDivisions)).then_refused(Code.DIVISIONS_UNKNOWN)


def test_two_proposals_of_one_township_do_not_silently_replace_each_other() -> None:
    """Kind B: the second is proposed freely, and refused at its confirmation by what counts since."""
    at = j.Journey().go(c.ProposeDivisions)
    other = replace(ENDING, successor="540121202", last_day=date(2025, 4, 30))
    at.go(c.ProposeDivisions, changes=(other,))
    at.go(c.ConfirmDivisions, number=1)
    given(at).when(c.ConfirmDivisions, number=2).then_refused(
        Code.DIVISION_NOT_THERE, Code.DONE_ALREADY
    )


def test_what_was_shown_holds_only_until_something_else_is_confirmed() -> None:
    """Kind B: a mark of before another record confirms nothing any more."""
    at = proposed()
    words = at.words(c.ConfirmDivisions)
    at.go(c.ProposeDivisions, changes=(NEW_TOWNSHIP,))
    at.go(c.ConfirmDivisions, number=2)
    given(at).when(words).then_refused(Code.DIVISIONS_NOT_SHOWN)


@pytest.mark.article(CHANGES)
def test_what_was_confirmed_by_mistake_is_withdrawn_by_a_third_hand() -> None:
    """Nothing rests on it yet: the township is there as if nothing had been said (kind B)."""
    story = given(counted(ENDING)).when(c.WithdrawDivisions)
    story.then(DivisionsWithdrawn(on=MONDAY, number=1, reason="误登"))
    places = story.journey.world.office.places
    assert places.township(p.TOWNSHIP, FIRST_DAY) is not None
    assert places.standing(p.TOWNSHIP, FIRST_DAY) == p.TOWNSHIP
    story.when(c.WithdrawDivisions).then_refused(Code.DIVISIONS_UNKNOWN)


def test_what_somebody_is_appointed_by_is_not_withdrawn() -> None:
    """A new township rests on nothing until it has an officer."""
    at = counted(NEW_TOWNSHIP)
    at.go(c.AppointOfficer, division=NEW_TOWNSHIP.code, valid_from=date(2025, 4, 1))
    given(at).when(c.WithdrawDivisions).then_refused(Code.DIVISIONS_RESTED_ON)


def test_the_divisions_of_an_installation_are_recorded_once() -> None:
    """They count at once, in the place of whatever was there before; after that documents change them."""
    story = given().when(c.InstallDivisions)
    story.then(like(DivisionsInstalled, city="5401", changes=(NEW_TOWNSHIP,)))
    assert [*story.journey.world.office.places.table] == [NEW_TOWNSHIP.code]
    story.when(c.InstallDivisions).then_refused(Code.DONE_ALREADY)
    given().when(c.InstallDivisions, changes=()).then_refused(Code.FIELD_MISSING)


# On the day.


def there(officer: Officer, division: str = p.SUCCESSOR) -> Officer:
    """The like of an officer where somebody stands for the township."""
    return replace(officer, id=f"{officer.id}-there", division=division)


@pytest.mark.article(SUCCESSION)
def test_the_successor_goes_on_with_an_open_case_from_the_day_on_and_not_before() -> None:
    """The case keeps its number, its stage and its limits; before the day its own township has it."""
    at = counted(ENDING, at=j.accepted())
    running = at.world.limits(at.about.case)
    worker = there(p.CASEWORKER)
    story = given(at).when(c.WithdrawApplication, worker, LAST_DAY)
    story.then_refused(Code.OUT_OF_JURISDICTION)
    story.when(c.PassOnFile, day=FIRST_DAY).then(
        FilePassedOn(on=FIRST_DAY, origin=p.TOWNSHIP, township=p.SUCCESSOR, since=FIRST_DAY)
    )
    assert story.journey.stage is Stage.ACCEPTED
    assert at.world.limits(at.about.case) == running
    assert story.journey.case.formerly == (Formerly(township=p.TOWNSHIP, until=3),)
    story.when(c.WithdrawApplication, worker).then(ApplicationWithdrawn)


def test_no_deed_waits_for_the_sweep() -> None:
    """Whoever acts first on the day has the passing recorded before their deed."""
    story = given(counted(ENDING, at=j.accepted()))
    story.when(c.WithdrawApplication, there(p.CASEWORKER), FIRST_DAY).then(ApplicationWithdrawn)
    stream = story.journey.world.streams["case-L-1"]
    assert [type(entry.fact) for entry in stream[-2:]] == [FilePassedOn, ApplicationWithdrawn]
    assert [entry.officer for entry in stream[-2:]] == ["system", "tw-caseworker-there"]


@pytest.mark.article(SUCCESSION)
def test_the_officers_of_a_township_that_is_no_more_do_nothing() -> None:
    """Not in its cases, which others have now, and no new ones; they are told who stands for it."""
    story = given(counted(ENDING, at=j.accepted()))
    story.when(c.PassOnFile, day=FIRST_DAY)
    story.when(c.WithdrawApplication, p.CASEWORKER).then_refused(
        Code.DIVISION_ENDED, article=SUCCESSION
    )
    assert story.reasons[0].facts == {"division": p.TOWNSHIP, "successor": p.SUCCESSOR}
    for command in (c.SubmitApplication, c.RecordLead):
        story.when(command, p.CASEWORKER, case="L-9").then_refused(Code.DIVISION_UNKNOWN)


def test_whoever_holds_another_post_as_well_keeps_that_one() -> None:
    """Only what is held in the township is gone with it."""
    places = counted(ENDING).world.office.places
    who = p.register(p.CASEWORKER, there(p.LEADER)).officer(p.CASEWORKER.id, FIRST_DAY)
    assert who is not None and serving(who, places, LAST_DAY) == who
    assert serving(who, places, FIRST_DAY) is None
    both = appointed("both", frozenset(), (*who.appointments, *_held(there(p.LEADER))))
    left = serving(both, places, FIRST_DAY)
    assert left is not None and divisions(left) == (p.SUCCESSOR,)


def _held(officer: Officer) -> tuple[Appointment, ...]:
    return p.register(officer).entry(officer.id).appointments


@pytest.mark.article("18.2.1")
def test_what_the_county_delegated_to_a_township_ends_with_it() -> None:
    """The successor decides by what is delegated to itself, and by nothing of the other's."""
    at = counted(ENDING, at=j.urgent_examined(world=j.with_delegation()))
    story = given(at).when(c.ApproveUnderDelegation, there(p.SECOND_LEADER), FIRST_DAY)
    assert Code.NOT_DELEGATED in {one.code for one in story.reasons}


@pytest.mark.article("14.2")
def test_a_lead_passes_on_as_a_case_does() -> None:
    """Whoever stands for the township looks into it; nobody else does."""
    story = given(counted(ENDING, at=j.lead_recorded()))
    passed: dict[str, Any] = {"origin": p.TOWNSHIP, "township": p.SUCCESSOR, "since": FIRST_DAY}
    story.when(c.PassOnLead, day=FIRST_DAY).then(LeadPassedOn(on=FIRST_DAY, **passed))
    story.when(c.CloseLead, there(p.CASEWORKER)).then(LeadClosed)
    again = given(counted(ENDING, at=j.lead_recorded()))
    again.when(c.CloseLead, there(p.CASEWORKER), FIRST_DAY).then(LeadClosed)
    facts = [entry.fact for entry in again.journey.world.streams["lead-L-1"]]
    assert facts[1] == LeadPassedOn(on=FIRST_DAY, **passed)


def test_an_offer_to_a_township_that_is_no_more_is_answered_by_its_successor() -> None:
    """Kind G: the file goes on lying where it lies, and is offered to whoever stands for the other."""
    at = j.accepted().go(c.OfferFile)
    counted(replace(ENDING, code=p.OTHER_TOWNSHIP, successor="540104201"), at=at)
    story = given(at).when(c.PassOnFile, day=FIRST_DAY)
    story.then(like(FilePassedOn, township=p.TOWNSHIP, received="540104201"))
    story.when(c.SendFileBack, there(p.RECEIVER, "540104201")).then(FileSentBack)


def test_an_application_is_handed_in_where_somebody_stands_for_the_township() -> None:
    """From the day on the code that is no more is unknown; the successor's is not."""
    story, here = given(counted(ENDING)), {"township": p.SUCCESSOR, "lives_in": p.SUCCESSOR}
    story.when(c.SubmitApplication, there(p.CASEWORKER), FIRST_DAY, **here)
    story.then(like(ApplicationSubmitted, township=p.SUCCESSOR))


def test_a_township_that_moves_to_another_county_takes_its_cases_along() -> None:
    """The other county decides; the draws of the county that received them go on counting there."""
    at = counted(*MOVED, at=j.under_county())
    counted_before = at.case.county.counted
    story = given(at).when(c.PassOnFile, day=FIRST_DAY)
    story.then(like(FilePassedOn, township=ELSEWHERE.code))
    case = story.journey.case
    assert case.counted_in == (p.COUNTY if counted_before else "")
    assert case_streams(case) <= {f"spot-checks-{p.COUNTY}"}
    story.when(c.ReturnForReexamination, p.CHECKER).then_refused(Code.TAKEN_OVER)
    story.when(c.ReturnForReexamination, there(p.CHECKER, p.OTHER_COUNTY)).then(
        ReturnedForReexamination
    )


def case_streams(case: Case) -> set[str]:
    """The rosters a deed of a case counts in."""
    return set(BESIDE[Stream.ROSTER](c.Command(case=case.id), case))


def test_a_chain_of_successions_ends_at_whoever_is_there() -> None:
    """The first passes to a second, the second to a third: the third goes on with both."""
    at = counted(ENDING, at=j.accepted())
    second = replace(ENDING, code=p.SUCCESSOR, successor="540121202", last_day=date(2025, 6, 30))
    counted(second, at=at)
    july = date(2025, 7, 1)
    places = at.world.office.places
    assert places.standing(p.TOWNSHIP, date(2025, 6, 30)) == p.SUCCESSOR
    assert places.standing(p.TOWNSHIP, july) == "540121202"
    assert set(places.taken_over("540121202", july)) == {p.TOWNSHIP, p.SUCCESSOR}
    story = given(at).when(c.PassOnFile, day=july)
    story.then(like(FilePassedOn, township="540121202"))


def test_a_township_is_renamed_and_split_and_keeps_its_cases() -> None:
    """A name has its days; what is split off begins with nothing (kind G)."""
    at = counted(RENAMED, SPLIT, at=j.accepted())
    places = at.world.office.places
    names = [places.find(p.TOWNSHIP, day) for day in (LAST_DAY, FIRST_DAY)]
    assert [one and one.name for one in names] == ["春堆乡", "春堆镇"]
    assert places.standing(p.TOWNSHIP, FIRST_DAY) == p.TOWNSHIP
    given(at).when(c.PassOnFile, day=FIRST_DAY).then_refused(Code.NOTHING_TO_DO)
    given(at).when(c.WithdrawApplication, day=FIRST_DAY).then(ApplicationWithdrawn)


def test_the_seat_of_a_county_moves_on_its_day() -> None:
    """Kinds C and G: an application of before was decided by where the seat was then (18.2.2)."""
    new = replace(RENAMED, name="", kind="", seat=True)
    old = replace(new, code=p.SEAT, seat=False)
    places = counted(new, old).world.office.places
    assert [places.is_seat(p.TOWNSHIP, day) for day in (LAST_DAY, FIRST_DAY)] == [False, True]
    assert [places.is_seat(p.SEAT, day) for day in (LAST_DAY, FIRST_DAY)] == [True, False]


def test_who_is_appointed_ahead_is_appointed_where_somebody_will_be() -> None:
    """Kind C: a township that begins in April has its officers before; one that ends in March has none
    from April on.
    """
    at = counted(ENDING, NEW_TOWNSHIP)
    april: dict[str, Any] = {"valid_from": FIRST_DAY}
    given(at).when(c.AppointOfficer, division=p.TOWNSHIP, **april).then_refused(
        Code.DIVISION_UNKNOWN
    )
    given(at).when(c.AppointOfficer, division=NEW_TOWNSHIP.code, **april).then(OfficerAppointed)


def test_a_delegation_is_granted_ahead_to_a_township_that_will_be_there() -> None:
    """Kind C: asked of its first day, not of today."""
    at = counted(ENDING, NEW_TOWNSHIP)
    words: dict[str, Any] = {"townships": (NEW_TOWNSHIP.code,), "valid_from": FIRST_DAY}
    given(at).when(c.GrantDelegation, **words).then(DelegationGranted)
    gone = {**words, "townships": (p.TOWNSHIP,), "number": "林委〔2025〕2号"}
    given(at).when(c.GrantDelegation, **gone).then_refused(Code.DIVISION_UNKNOWN)


def test_a_county_does_not_end_before_a_township_of_it_begins() -> None:
    """Kinds B and G: one on record for a later day would be there without a county."""
    places = counted(NEW_TOWNSHIP).world.office.places
    others = [d.code for d in places.inside(p.COUNTY, MONDAY) if len(d.code) == len(p.TOWNSHIP)]
    ends = [replace(BARE, code=code, last_day=MONDAY) for code in others]
    county = replace(BARE, code=p.COUNTY, last_day=MONDAY)
    story = given(counted(NEW_TOWNSHIP)).when(c.ProposeDivisions, changes=(*ends, county))
    story.then_refused(Code.DIVISION_HAS_PARTS, article=CHANGES, about=f"changes.{len(ends)}.code")
    assert story.reasons[0].facts["parts"] == NEW_TOWNSHIP.name


def test_a_township_passes_while_a_public_notice_hangs() -> None:
    """Kind C: the notice runs on under whoever stands for the township, to its own last day."""
    at = counted(replace(ENDING, last_day=after(1)), at=j.in_notice())
    before = at.world.limits(at.about.case)
    story = given(at).when(c.PassOnFile, day=after(2))
    story.then(like(FilePassedOn, origin=p.TOWNSHIP, township=p.SUCCESSOR))
    assert before and story.journey.world.limits(at.about.case) == before
