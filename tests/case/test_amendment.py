"""申请的变更与更正: said anew until it is examined, corrected by two hands with proof after that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case.records import Changes, Contact, Incident
from domain.case.table import RULES
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Again, Category, Cause, Procedure, Relation, Stage, Subject
from domain.registers.officers.facts import Kinship
from domain.registers.officers.state import Officers
from tests.case import journeys as j
from tests.case import people as p
from tests.case.journey import Journey
from tests.case.story import Row, Story, Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§申请变更"
FIRST, SECOND, THIRD = p.GESANG.persons
CHILD = p.member("格桑-4", Relation.CHILD, 4, 1904)
NEWBORN = Changes(members=(CHILD,))
LEFT = Changes(left=(THIRD,))
TOWN = Changes(village="云杉村")
PHONE = Changes(contact=Contact(phone=p.secret("13811111111")))
ANEW = Changes(members=(replace(p.GESANG.members[1], name=p.secret("卓玛·测试")),))
"""The spouse's name was mistyped."""


def befell(cause: Cause = Cause.FIRE, days: int = 9, place: str = "L-1") -> Incident:
    """What befell the family, so many days before it applied."""
    return Incident(
        cause=cause, on=MONDAY - timedelta(days=days), place=p.secret("某处"), place_index=place
    )


def asked(changes: Changes, start: Journey) -> Journey:
    """A correction is asked for and not answered."""
    return start.go(c.CorrectApplication, changes=changes)


def confirmed(changes: Changes, start: Journey) -> Story:
    """A correction is asked for, and somebody else agrees."""
    return given(asked(changes, start)).when(c.ConfirmCorrection)


SHARED: tuple[Row, ...] = (
    ("nothing is said", Code.FIELD_MISSING, HOUSE, "changes", {"changes": Changes()}),
    (
        "an empty contact",
        Code.FIELD_MISSING,
        HOUSE,
        "changes",
        {"changes": Changes(contact=Contact())},
    ),
    (
        "the village it says already",
        Code.FIELD_MISSING,
        HOUSE,
        "changes",
        {"changes": Changes(village="拉姆岗村")},
    ),
    (
        "a blank village",
        Code.FIELD_MISSING,
        HOUSE,
        "changes.village",
        {"changes": Changes(village=" ")},
    ),
    (
        "a kind of individuals for a household",
        Code.FIELD_INVALID,
        "8",
        "changes.category",
        {"changes": Changes(category=Category.OTHER_INDIVIDUAL)},
    ),
    (
        "a stranger leaves",
        Code.NOT_A_MEMBER,
        "14.1",
        "changes.left.0",
        {"changes": Changes(left=(p.STRANGER,))},
    ),
    (
        "the applicant leaves and nobody applies",
        Code.FIELD_INVALID,
        "14.1",
        "changes.members",
        {"changes": Changes(left=(FIRST,))},
    ),
    (
        "two apply",
        Code.FIELD_INVALID,
        "14.1",
        "changes.members",
        {"changes": Changes(members=(replace(CHILD, relation=Relation.APPLICANT),))},
    ),
    (
        "somebody comes and leaves",
        Code.FIELD_INVALID,
        "14.1",
        "changes.members",
        {"changes": Changes(members=(p.GESANG.members[2],), left=(THIRD,))},
    ),
    (
        "an identity number is wrong",
        Code.IDENTITY_NUMBER_WRONG,
        "16.3",
        "changes.members.0.id_number",
        {"changes": Changes(members=(replace(CHILD, id_number=p.secret("1")),))},
    ),
    (
        "of a birth another one was told before",
        Code.IDENTITY_CONTRADICTS,
        "16.3",
        "changes.members.0.birth.born",
        {"changes": Changes(members=(CHILD,)), "otherwise": (CHILD.person,)},
    ),
    (
        "it befell them after they applied",
        Code.DATE_TOO_LATE,
        "14.1",
        "changes.incident.on",
        {"changes": Changes(incident=befell(days=-1)), "day": after(3)},
    ),
)
"""What is wrong with an amendment is wrong with a correction."""

AT_COUNTER: tuple[Wrong, ...] = (
    *empty(j.received, c.AmendApplication, "reasons"),
    *rows(
        j.received,
        c.AmendApplication,
        *SHARED,
    ),
    *rows(
        j.urgent_accepted,
        c.AmendApplication,
        (
            "urgent for another cause",
            Code.URGENT_FOR_ANOTHER,
            "18.2.1",
            "changes.incident.cause",
            {"changes": Changes(incident=befell(Cause.TRAFFIC))},
        ),
    ),
    *rows(
        j.examined,
        c.AmendApplication,
        ("what was examined", Code.EXAMINED_ALREADY, HOUSE, "changes"),
    ),
    *rows(
        lambda: asked(TOWN, j.examined()),
        c.AmendApplication,
        (
            "while a correction waits",
            Code.AMENDMENT_PENDING,
            HOUSE,
            None,
            {"changes": PHONE},
        ),
    ),
    *rows(
        j.closed,
        c.AmendApplication,
        ("in the archive", Code.OUT_OF_ORDER, HOUSE, None),
    ),
)

CORRECTING: tuple[Wrong, ...] = (
    *empty(j.examined, c.CorrectApplication, "reasons", "evidence"),
    *(
        replace(one, sentence=f"{one.sentence}, once examined")
        for one in rows(j.examined, c.CorrectApplication, *SHARED)
    ),
    *rows(
        j.urgent_examined,
        c.CorrectApplication,
        (
            "examined as urgent for another cause",
            Code.URGENT_FOR_ANOTHER,
            "18.2.1",
            "changes.incident.cause",
            {"changes": Changes(incident=befell(Cause.TRAFFIC))},
        ),
    ),
    *rows(
        j.accepted,
        c.CorrectApplication,
        ("nothing was examined", Code.OUT_OF_ORDER, HOUSE, None),
    ),
    *rows(
        j.approved,
        c.CorrectApplication,
        ("it was approved upon it", Code.DECIDED_ALREADY, HOUSE, "changes", {"changes": NEWBORN}),
        ("where the notice hung", Code.DECIDED_ALREADY, HOUSE, "changes", {"changes": TOWN}),
    ),
    *rows(
        lambda: asked(TOWN, j.examined()),
        c.CorrectApplication,
        ("one at a time", Code.AMENDMENT_PENDING, HOUSE, None),
    ),
    *empty(lambda: asked(TOWN, j.examined()), c.ConfirmCorrection, "reasons"),
    *empty(lambda: asked(TOWN, j.examined()), c.RejectCorrection, "reasons"),
    *rows(
        lambda: asked(TOWN, j.examined()),
        c.ConfirmCorrection,
        ("another number", Code.AMENDMENT_UNKNOWN, HOUSE, "correction", {"correction": 2}),
    ),
    *rows(
        lambda: asked(TOWN, j.examined()),
        c.RejectCorrection,
        (
            "another number is rejected",
            Code.AMENDMENT_UNKNOWN,
            HOUSE,
            "correction",
            {"correction": 2},
        ),
    ),
    *rows(
        lambda: j.examined().go(c.CorrectApplication, changes=TOWN, by=p.BOTH_TOWNSHIP_POSTS),
        c.ConfirmCorrection,
        (
            "not by who asked",
            Code.DUTIES_NOT_SEPARATE,
            "30",
            None,
            {"officer": p.BOTH_TOWNSHIP_POSTS},
        ),
    ),
    *rows(
        lambda: asked(TOWN, j.in_notice()).go(c.LodgeObjection),
        c.ConfirmCorrection,
        ("an objection is open", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
    *rows(
        lambda: asked(ANEW, j.cleared()),
        c.SubmitForApproval,
        ("nothing goes up meanwhile", Code.AMENDMENT_PENDING, HOUSE, None),
    ),
    *rows(
        lambda: asked(ANEW, j.under_county()),
        c.ApproveRelief,
        ("nothing is approved meanwhile", Code.AMENDMENT_PENDING, HOUSE, None),
    ),
    *rows(
        lambda: asked(ANEW, j.negative_at_county()),
        c.RefuseRelief,
        ("nothing is refused meanwhile", Code.AMENDMENT_PENDING, HOUSE, None),
    ),
    *rows(
        lambda: asked(ANEW, j.urgent_examined()),
        c.ApproveUnderDelegation,
        ("nor under delegation", Code.AMENDMENT_PENDING, HOUSE, None),
    ),
)


@pytest.mark.parametrize("case", [*AT_COUNTER, *CORRECTING], ids=sentence)
def test_what_keeps_an_application_from_being_said_anew(case: Wrong) -> None:
    """Each refusal with its own reason, and nothing changed."""
    case.holds()


def test_everything_wrong_with_an_amendment_is_told_at_once() -> None:
    """Four faults, four codes, and nothing stored."""
    wrong = Changes(
        members=(replace(CHILD, id_number=p.secret("1")),),
        left=(p.STRANGER,),
        category=Category.OTHER_INDIVIDUAL,
        incident=befell(days=-1),
    )
    story = given(j.received).when(c.AmendApplication, changes=wrong, day=after(2))
    story.then_refused(
        Code.FIELD_INVALID, Code.NOT_A_MEMBER, Code.IDENTITY_NUMBER_WRONG, Code.DATE_TOO_LATE
    )


@pytest.mark.parametrize(
    ("changes", "again"),
    [
        (NEWBORN, (Again.DUPLICATES, Again.AUTHORITY)),
        (LEFT, (Again.DUPLICATES,)),
        (ANEW, ()),
        (TOWN, ()),
        (PHONE, ()),
        (Changes(category=Category.SUDDEN_HARDSHIP), ()),
        (Changes(incident=befell(days=8)), (Again.DUPLICATES,)),
        (
            Changes(subject=Subject.INDIVIDUAL, category=Category.OTHER_INDIVIDUAL),
            (),
        ),
    ],
    ids=["newborn", "left", "name", "village", "telephone", "kind", "incident", "subject"],
)
def test_at_the_counter_an_application_is_said_anew(
    changes: Changes, again: tuple[Again, ...]
) -> None:
    """It stands as amended, says what is looked at again, and may be accepted."""
    story = given(j.received).when(c.AmendApplication, changes=changes)
    story.then(like(e.ApplicationAmended, again=again))
    case = story.journey.case
    fact = story.journey.world.facts(e.ApplicationAmended)[0]
    assert isinstance(fact, e.ApplicationAmended)
    asked, stands = case.asked, fact.stands
    assert (asked.members, asked.applicant) == (stands.members, stands.applicant)
    assert (asked.category, asked.subject, asked.village) == (
        changes.category or Category.OTHER_HOUSEHOLD,
        changes.subject or Subject.HOUSEHOLD,
        changes.village or "拉姆岗村",
    )
    assert case.stage is Stage.RECEIVED
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


def test_a_forgotten_member_counts_from_then_on() -> None:
    """The means check is made again, the circumstances are recorded again, the signature falls."""
    story = given(j.signed).when(c.AmendApplication, changes=NEWBORN)
    story.then(
        like(
            e.ApplicationAmended,
            again=(
                Again.DUPLICATES,
                Again.AUTHORITY,
                Again.MEANS_CHECK,
                Again.CIRCUMSTANCES,
                Again.OPINION,
            ),
        )
    )
    assert story.at(Stage.ACCEPTED)
    assert story.journey.case.asked.members == (*p.GESANG.persons, CHILD.person)
    story.when(c.SignOpinion).then_refused(Code.INQUIRY_INCOMPLETE, Code.CIRCUMSTANCES_MISSING)
    story.journey.go(c.ReportMeansCheck)
    story.when(c.RecordCircumstances).then_refused(Code.DIFFERS_FROM_APPLICATION)
    four = About(family=p.Family((*p.GESANG.members, CHILD)))
    story.journey.about = replace(four, day=story.journey.about.day)
    story.journey.go(c.RecordCircumstances, c.SignOpinion, c.CompleteExamination)
    assert story.at(Stage.EXAMINED)


def test_the_limit_of_the_examination_runs_on_from_acceptance() -> None:
    """An amendment moves no day past its law (18.1.1)."""
    story = given(j.signed).when(c.AmendApplication, changes=NEWBORN, day=after(2))
    run = story.journey.world.limits("L-1")["examination"]
    assert run.started_on == MONDAY


def test_a_telephone_is_said_anew_as_long_as_the_file_is_open() -> None:
    """Nothing rests on it: not after examination, not after approval."""
    for start in (j.examined, j.in_notice, j.under_county, j.approved):
        story = given(start).when(c.AmendApplication, changes=PHONE)
        before = story.journey.stage
        story.then(like(e.ApplicationAmended, again=()))
        assert story.at(before)


def test_a_kind_of_hardship_mistaken_at_the_counter_is_put_right() -> None:
    """Papers told as missing before are not the last word on the new kind's papers."""
    story = given(j.notified).when(
        c.AmendApplication, changes=Changes(category=Category.SUDDEN_HARDSHIP)
    )
    story.then(like(e.ApplicationAmended, again=()))
    assert story.journey.case.notified is not None
    story.when(c.ReceiveSupplement).then(e.SupplementReceived)


def test_urgency_for_one_cause_is_none_for_another() -> None:
    """At the counter it is established anew; accepted, the acceptance is undone first."""
    told = Changes(incident=befell(Cause.TRAFFIC))
    story = given(j.urgency).when(c.AmendApplication, changes=told)
    story.then(like(e.ApplicationAmended, again=(Again.DUPLICATES, Again.URGENCY)))
    assert story.journey.case.urgent_kind is None
    story.when(c.AcceptApplication, procedure=Procedure.URGENT).then_refused(Code.NOT_URGENT)


def test_another_applicant_stands_for_the_household() -> None:
    """The applicant was never of the family: who stays applies, and letters are theirs."""
    told = Changes(
        members=(replace(p.GESANG.members[1], relation=Relation.APPLICANT),), left=(FIRST,)
    )
    story = given(j.received).when(c.AmendApplication, changes=told)
    story.then(e.ApplicationAmended)
    asked = story.journey.case.asked
    assert (asked.applicant, asked.members) == (SECOND, (SECOND, THIRD))


def kin_to(person: PersonId) -> Journey:
    """The caseworker who visited and signed turns out to be kin of somebody."""
    journey = j.signed()
    known = p.REGISTER
    entry = known.entry(p.CASEWORKER.id)
    kin = {p.CASEWORKER.id: replace(entry, kin={person: Kinship.COLLATERAL})}
    journey.world.staffed(Officers(entries={**known.entries, **kin}))
    return journey


def test_whoever_is_added_is_nobodys_kin_who_adds_them() -> None:
    """Authority is asked about those who are to be named, too (公务员法 §76)."""
    kin = replace(p.CASEWORKER, kin=frozenset({CHILD.person}))
    story = given(j.received).when(c.AmendApplication, kin, changes=NEWBORN)
    story.then_refused(Code.KIN_CONCERNED)
    story = given(asked(NEWBORN, j.examined())).when(
        c.ConfirmCorrection, replace(p.LEADER, kin=frozenset({CHILD.person}))
    )
    story.then_refused(Code.KIN_CONCERNED)


def test_a_visit_of_kin_is_made_again() -> None:
    """A child is added whose kin made the visit: somebody else goes."""
    story = given(kin_to(CHILD.person)).when(
        c.AmendApplication, p.SECOND_CASEWORKER, changes=NEWBORN
    )
    (fact,) = story.journey.world.facts(e.ApplicationAmended)
    assert isinstance(fact, e.ApplicationAmended) and Again.HOME_VISIT in fact.again
    assert story.journey.case.inquiry.visited_on is None


def test_nobody_leaves_whose_kin_had_a_hand_in_the_case() -> None:
    """It would hide that they had to keep out of it (公务员法 §76)."""
    story = given(kin_to(THIRD)).when(c.AmendApplication, p.SECOND_CASEWORKER, changes=LEFT)
    story.then_refused(Code.DUTY_HIDDEN, article="公务员法§76", about="changes.left")
    story = given(kin_to(THIRD).go(c.CompleteExamination)).when(
        c.CorrectApplication, p.SECOND_CASEWORKER, changes=LEFT
    )
    story.then_refused(Code.DUTY_HIDDEN, article="公务员法§76", about="changes.left")


def relieved_alone() -> Journey:
    """The third of the family was relieved alone this year, before the family applied."""
    alone = About(
        case="L-9",
        family=p.GESANG.alone(2),
        subject=Subject.INDIVIDUAL,
        category=Category.OTHER_INDIVIDUAL,
    )
    before = j.approved(j.accepted(alone))
    return j.received(About(day=before.about.day), before.world)


def test_nobody_leaves_with_a_grant_that_counts() -> None:
    """The year's room would be minted (11): by an amendment, and by a correction."""
    story = given(relieved_alone()).when(c.AmendApplication, changes=LEFT)
    story.then_refused(Code.ROOM_MINTED, article="11", about="changes.left")
    story = given(j.examined(relieved_alone().go(c.AcceptApplication)))
    story.when(c.CorrectApplication, changes=LEFT)
    story.then_refused(Code.ROOM_MINTED, article="11", about="changes.left")


def relieved_before() -> Journey:
    """The family was relieved of this very matter already, under another number."""
    before = j.approved(j.accepted(About(case="L-9")))
    incident = replace(j.application_incident(before), place_index="L-9")
    return j.received(About(day=before.about.day), before.world, incident=incident)


def test_a_matter_relieved_before_becomes_no_other() -> None:
    """One matter, one relief (12): another day of the same fire would be another matter."""
    other = Changes(incident=befell(days=1, place="anywhere"))
    story = given(relieved_before()).when(c.AmendApplication, changes=other)
    story.then_refused(Code.ROOM_MINTED, article="12", about="changes.incident")


@pytest.mark.parametrize(
    ("start", "stage"),
    [
        (j.examined, Stage.ACCEPTED),
        (j.in_notice, Stage.ACCEPTED),
        (j.cleared, Stage.ACCEPTED),
        (j.submitted, Stage.RETURNED),
        (j.under_county, Stage.RETURNED),
    ],
    ids=["examined", "in notice", "cleared", "submitted", "under county"],
)
def test_a_forgotten_member_reopens_the_examination(start: j.Start, stage: Stage) -> None:
    """With its proof, by one and agreed to by another: signed again, and posted again."""
    story = confirmed(NEWBORN, start())
    story.then(e.ApplicationCorrected, e.ExaminationReopened)
    case = story.journey.case
    assert (case.stage, case.examination, case.notice) == (stage, None, None)
    assert case.inquiry.means_check is None and case.known is None
    assert case.asked_for is None
    limits = story.journey.world.limits("L-1")
    assert not {"public-notice", "submission", "county-decision", "notice-posting"} & {*limits}


def test_after_a_correction_the_whole_course_is_gone_again() -> None:
    """Nothing of the first round counts: the notice hangs for its whole period again."""
    story = confirmed(NEWBORN, j.under_county())
    four = About(family=p.Family((*p.GESANG.members, CHILD)))
    journey = story.journey
    journey.about = replace(four, day=journey.about.day)
    journey.go(c.ReportMeansCheck, c.RecordCircumstances, c.SignOpinion, c.CompleteExamination)
    given(journey).when(c.SubmitForApproval).then_refused(Code.NOTICE_MISSING)
    journey.go(c.PostPublicNotice)
    journey.on(j.after_notice(journey)).go(c.EndPublicNotice, c.SubmitForApproval)
    journey.go(c.ReceiveAtCounty, c.ApproveRelief)
    assert journey.stage is Stage.APPROVED


@pytest.mark.article("18.2.2")
def test_what_the_county_had_it_decides_after_a_correction_too() -> None:
    """A correction gives the township no power over a file that was with the county."""
    story = confirmed(NEWBORN, j.urgent_at_county())
    four = About(family=p.Family((*p.GESANG.members, CHILD)))
    journey = story.journey
    journey.about = replace(four, day=journey.about.day)
    journey.go(c.ReportMeansCheck, c.RecordCircumstances, c.SignOpinion, c.CompleteExamination)
    given(journey).when(c.ApproveUnderDelegation).then_refused(Code.WITH_COUNTY)


def test_a_spot_check_that_was_not_confirmed_is_made_again() -> None:
    """The county looked at what the application does not say any more."""
    drawn = j.drawn().go(c.ReportSpotCheck, confirmed=False)
    story = confirmed(NEWBORN, drawn)
    assert story.journey.case.county.look_again


@pytest.mark.parametrize("start", [j.in_notice, j.cleared], ids=["hanging", "over"])
def test_another_village_takes_the_notice_down(start: j.Start) -> None:
    """It hung where the family does not live; the opinion stands."""
    story = confirmed(TOWN, start())
    story.then(e.ApplicationCorrected, e.PublicNoticeInterrupted)
    case = story.journey.case
    assert (case.stage, case.notice) == (Stage.EXAMINED, None)
    assert case.examination is not None and case.asked.village == "云杉村"
    story.when(c.PostPublicNotice).then(like(e.PublicNoticePosted, round=2))


def test_at_the_county_another_village_sends_the_file_back() -> None:
    """The notice hangs anew in the right village before the county decides."""
    story = confirmed(TOWN, j.under_county())
    story.then(e.ApplicationCorrected, e.ExaminationReopened)
    assert story.at(Stage.RETURNED)


@pytest.mark.parametrize(
    "start", [j.examined, j.in_notice, j.under_county, j.approved], ids=lambda one: one.__name__
)
def test_a_mistyped_name_moves_nothing(start: j.Start) -> None:
    """Of somebody who does not apply: nothing rests on how it is written."""
    before = start()
    story = confirmed(ANEW, before.copy())
    story.then(like(e.ApplicationCorrected, again=()))
    assert story.at(before.stage)


def test_a_correction_rejected_leaves_the_application_as_it_was() -> None:
    """And another may be asked for."""
    story = given(asked(NEWBORN, j.examined())).when(c.RejectCorrection)
    story.then(like(e.CorrectionRejected, number=1))
    assert story.journey.case.asked.members == p.GESANG.persons
    story.when(c.CorrectApplication, changes=NEWBORN).then(like(e.CorrectionRequested, number=2))


def test_whoever_died_meanwhile_is_not_brought_back() -> None:
    """A correction is carried out on the application as it stands then."""
    journey = asked(TOWN, j.examined()).go(c.RecordDeath, person=THIRD)
    story = given(journey).when(c.ConfirmCorrection)
    story.then(e.ApplicationCorrected)
    assert story.journey.case.asked.members == (FIRST, SECOND)


def test_who_was_to_apply_and_died_does_not() -> None:
    """A correction that cannot be carried out any more is not confirmed."""
    told = Changes(
        members=(replace(p.GESANG.members[1], relation=Relation.APPLICANT),), left=(FIRST,)
    )
    journey = asked(told, j.examined()).go(c.RecordDeath, person=SECOND)
    given(journey).when(c.ConfirmCorrection).then_refused(Code.NOT_A_MEMBER)


def test_two_officers_at_once_do_not_correct_over_each_other() -> None:
    """Whoever did not see what the other said is told so: every such row asks for the version seen."""
    for one in (c.AmendApplication, c.CorrectApplication, c.ConfirmCorrection, c.RejectCorrection):
        assert RULES[one].sees_version


def test_private_values_are_bound_to_whom_they_are_about() -> None:
    """A child's name to the child, a telephone to the applicant."""
    story = given(j.received).when(
        c.AmendApplication, changes=replace(NEWBORN, contact=PHONE.contact)
    )
    fact, *_ = story.last if isinstance(story.last, tuple) else ()
    assert isinstance(fact, e.ApplicationAmended)
    (child,), contact = fact.changes.members, fact.changes.contact
    assert child.id_number is not None
    assert child.name.about == child.id_number.about == CHILD.person
    assert contact is not None and contact.phone is not None
    assert contact.phone.about == FIRST
