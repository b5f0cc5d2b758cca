"""The register of officers: appointments, kin, ways to sign in; and what authority makes of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.case.authority import ADMINISTRATORS, SYSTEM, Officer, Post, authorise, concerned
from domain.case.state import Case
from domain.ground.editions import DEAD_STAY_KIN
from domain.ground.facts import Authority
from domain.ground.identity import check_digit
from domain.ground.posts import Appointment, acting, appointed, divisions, reaches
from domain.ground.refusal import Code
from domain.registers.officers.facts import (
    AppointmentEnded,
    Credential,
    CredentialChanged,
    Kinship,
    KinshipDeclared,
    KinshipWithdrawn,
    OfficerAppointed,
    OfficerNamed,
    SignInLinked,
    SignInUnlinked,
)
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, after
from tests.support import commands as c

APART, SIGNING_IN, KIN = "内部§三员分立", "内部§身份鉴别", "公务员法§76"
NEW, ADMIN = "new-caseworker", "new-administrator"
YESTERDAY = MONDAY - timedelta(days=1)


def administrator_and(post: Post, **changes: Any) -> Callable[[], j.Journey]:
    """The new administrator, and what they are to be made beside it."""
    return lambda: j.Journey().go(c.AppointAdministrator, post=post, **changes)


def security_appointed() -> j.Journey:
    """The security administrator stands in the register, appointed by another one."""
    other = p.officer("other", "5401", *p.SECURITY.posts)
    return j.Journey().go(c.AppointOfficer, by=other, case=p.SECURITY.id)


def appointing(command: type[c.Command], wrong: dict[str, Any]) -> tuple[Wrong, ...]:
    """Ways not to be appointed, common to working and administrators' posts."""
    giver = p.SECURITY if command is c.AppointOfficer else p.CITY
    return rows(
        j.Journey,
        command,
        ("a number is said", Code.FIELD_MISSING, None, "number", {"number": " "}),
        ("a document is said", Code.FIELD_MISSING, None, "document", {"document": ""}),
        ("an id is plain", Code.FIELD_INVALID, APART, "officer", {"case": "带空格 的"}),
        ("nobody is the system", Code.FIELD_INVALID, APART, "officer", {"case": "system"}),
        ("nobody appoints themselves", Code.OWN_MATTER, APART, None, {"case": giver.id}),
        ("not that kind of post", Code.FIELD_INVALID, APART, "post", wrong),
        ("a division there is", Code.DIVISION_UNKNOWN, APART, "division", {"division": "5499"}),
        (
            "of the post's level",
            Code.DIVISION_OF_OTHER_LEVEL,
            APART,
            "division",
            {"division": p.COUNTY},
        ),
        (
            "it begins before it ends",
            Code.FIELD_INVALID,
            APART,
            "valid_to",
            {"valid_to": YESTERDAY},
        ),
    )


WRONG: tuple[Wrong, ...] = (
    *appointing(c.AppointOfficer, {"post": Post.AUDIT_ADMIN, "division": "5401"}),
    *appointing(c.AppointAdministrator, {"post": Post.APPROVER, "division": p.COUNTY}),
    *rows(
        j.appointed,
        c.AppointOfficer,
        ("a number counts once", Code.APPOINTMENT_EXISTS, APART, "number", {"case": "second"}),
    ),
    *rows(
        j.administrator_appointed,
        c.AppointAdministrator,
        ("no number counts twice", Code.APPOINTMENT_EXISTS, APART, "number", {"case": "second"}),
    ),
    *rows(
        j.administrator_appointed,
        c.AppointOfficer,
        (
            "an administrator takes no part in a case",
            Code.POSTS_INCOMPATIBLE,
            APART,
            "post",
            {"case": ADMIN},
        ),
    ),
    *rows(
        j.appointed,
        c.AppointAdministrator,
        ("a caseworker is no administrator", Code.POSTS_INCOMPATIBLE, APART, "post", {"case": NEW}),
    ),
    *rows(
        j.administrator_appointed,
        c.AppointAdministrator,
        (
            "no two of the three in one hand",
            Code.POSTS_INCOMPATIBLE,
            APART,
            "post",
            {"number": "任 3", "post": Post.SYSTEM_ADMIN},
        ),
        (
            "the system gives no post but the first",
            Code.ADMINISTRATOR_EXISTS,
            APART,
            None,
            {"officer": SYSTEM, "case": "another", "number": "任 3"},
        ),
    ),
    *rows(
        lambda: j.Journey().go(c.AppointOfficer, post=Post.CITY_OFFICER, division="5401"),
        c.AppointAdministrator,
        (
            "the system appoints only where nobody could",
            Code.ADMINISTRATOR_EXISTS,
            APART,
            None,
            {"officer": SYSTEM, "case": "another", "post": Post.SECURITY_ADMIN},
        ),
    ),
    *(
        row
        for command, start, id, number in (
            (c.EndAppointment, j.appointed, NEW, "任 2"),
            (c.EndAdministration, j.administrator_appointed, ADMIN, "任 1"),
        )
        for row in rows(
            start,
            command,
            ("a document is said", Code.FIELD_MISSING, None, "document", {"document": ""}),
            (
                "what is ended is there",
                Code.APPOINTMENT_UNKNOWN,
                APART,
                "number",
                {"number": number},
            ),
            (
                "nothing past is undone",
                Code.DATE_TOO_EARLY,
                APART,
                "last_day",
                {"last_day": MONDAY - timedelta(days=2)},
            ),
        )
    ),
    *rows(
        lambda: j.Journey().go(c.AppointOfficer, valid_to=after(1)),
        c.EndAppointment,
        (
            "an end is not put off",
            Code.FIELD_INVALID,
            APART,
            "last_day",
            {"last_day": after(2)},
        ),
        (
            "what is over is not ended",
            Code.APPOINTMENT_UNKNOWN,
            APART,
            "number",
            {"day": after(2), "last_day": after(1)},
        ),
    ),
    *rows(
        lambda: j.Journey().go(
            c.AppointOfficer, by=p.officer("other", "5401", *p.SECURITY.posts), case=p.SECURITY.id
        ),
        c.EndAppointment,
        ("nobody ends themselves", Code.OWN_MATTER, APART, None, {"case": p.SECURITY.id}),
    ),
    *rows(
        lambda: j.Journey().go(
            c.AppointAdministrator, by=p.officer("other", "5401", *p.CITY.posts), case=p.CITY.id
        ),
        c.EndAdministration,
        ("no city officer ends themselves", Code.OWN_MATTER, APART, None, {"case": p.CITY.id}),
    ),
    *empty(j.appointed, c.DeclareKinship, "document"),
    *rows(
        j.Journey,
        c.DeclareKinship,
        ("an officer is known", Code.OFFICER_UNKNOWN, SIGNING_IN, "officer"),
    ),
    *rows(
        j.appointed,
        c.DeclareKinship,
        (
            "a number is right",
            Code.IDENTITY_NUMBER_WRONG,
            KIN,
            "id_number",
            {"id_number": p.secret("540121190106050011")},
        ),
        (
            "a number is one somebody may have got",
            Code.IDENTITY_NUMBER_WRONG,
            KIN,
            "id_number",
            {"id_number": p.secret("99999919050101001" + check_digit("99999919050101001"))},
        ),
    ),
    *rows(
        security_appointed,
        c.DeclareKinship,
        (
            "nobody says who they are themselves",
            Code.OWN_MATTER,
            APART,
            None,
            {"case": p.SECURITY.id, "relation": Kinship.SELF},
        ),
    ),
    *rows(
        j.kinship_declared,
        c.DeclareKinship,
        (
            "a relation is withdrawn before another is said",
            Code.KINSHIP_DECLARED,
            KIN,
            "relation",
            {"relation": Kinship.SELF},
        ),
    ),
    *rows(
        lambda: j.appointed().go(c.DeclareKinship, relation=Kinship.SELF),
        c.DeclareKinship,
        (
            "nobody who is known is called kin to themselves",
            Code.KINSHIP_DECLARED,
            KIN,
            "relation",
            {"relation": Kinship.SPOUSE},
        ),
        (
            "nobody has two numbers of their own",
            Code.KINSHIP_DECLARED,
            KIN,
            "relation",
            {"relation": Kinship.SELF, "person": p.STRANGER},
        ),
    ),
    *empty(j.kinship_declared, c.WithdrawKinship, "document"),
    *rows(
        j.appointed,
        c.WithdrawKinship,
        ("what was declared is withdrawn", Code.KINSHIP_UNKNOWN, KIN, "person"),
    ),
    *rows(
        lambda: (
            j.Journey()
            .go(
                c.AppointOfficer,
                by=p.officer("other", "5401", *p.SECURITY.posts),
                case=p.SECURITY.id,
            )
            .go(c.DeclareKinship, case=p.SECURITY.id)
        ),
        c.WithdrawKinship,
        ("nobody clears themselves", Code.OWN_MATTER, APART, None, {"case": p.SECURITY.id}),
    ),
    *empty(j.appointed, c.NameOfficer, "name", "document"),
    *rows(
        j.Journey,
        c.NameOfficer,
        ("somebody named is known", Code.OFFICER_UNKNOWN, SIGNING_IN, "officer"),
    ),
    *rows(
        security_appointed,
        c.NameOfficer,
        ("nobody names themselves", Code.OWN_MATTER, APART, None, {"case": p.SECURITY.id}),
    ),
    *empty(j.appointed, c.LinkSignIn, "issuer", "subject", "document"),
    *rows(
        j.Journey,
        c.LinkSignIn,
        ("a linked officer is known", Code.OFFICER_UNKNOWN, SIGNING_IN, "officer"),
    ),
    *rows(
        lambda: j.sign_in_linked().go(c.AppointOfficer, case="second", number="任 9"),
        c.LinkSignIn,
        (
            "one subject is one officer",
            Code.SIGN_IN_LINKED,
            SIGNING_IN,
            "subject",
            {"case": "second"},
        ),
        (
            "one officer is one subject",
            Code.SIGN_IN_LINKED,
            SIGNING_IN,
            "subject",
            {"subject": "s-2"},
        ),
    ),
    *rows(
        lambda: j.Journey().go(
            c.AppointOfficer, by=p.officer("other", "5401", *p.SECURITY.posts), case=p.SECURITY.id
        ),
        c.LinkSignIn,
        ("nobody links themselves", Code.OWN_MATTER, APART, None, {"case": p.SECURITY.id}),
    ),
    *rows(
        lambda: (
            j.Journey()
            .go(
                c.AppointOfficer,
                by=p.officer("other", "5401", *p.SECURITY.posts),
                case=p.SECURITY.id,
            )
            .go(c.LinkSignIn, by=p.officer("other", "5401", *p.SECURITY.posts), case=p.SECURITY.id)
        ),
        c.UnlinkSignIn,
        ("nobody unlinks themselves", Code.OWN_MATTER, APART, None, {"case": p.SECURITY.id}),
    ),
    *rows(
        j.sign_in_linked,
        c.UnlinkSignIn,
        ("a document unlinks", Code.FIELD_MISSING, None, "document", {"document": ""}),
        (
            "what is linked is unlinked",
            Code.SIGN_IN_UNKNOWN,
            SIGNING_IN,
            "subject",
            {"subject": "s-2"},
        ),
    ),
    *rows(
        j.Journey,
        c.RecordCredential,
        ("a credential is somebody's", Code.OFFICER_UNKNOWN, SIGNING_IN, "officer"),
    ),
    *rows(
        j.appointed,
        c.RecordCredential,
        (
            "what is set is taken away",
            Code.SIGN_IN_UNKNOWN,
            SIGNING_IN,
            "credential",
            {"present": False},
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_register_refuses(case: Wrong) -> None:
    """One wrong word each, and the register stays as it was."""
    case.holds()


def test_an_appointment_gives_the_post_there_from_that_day_on() -> None:
    """By the security administrator, with number and document; the authority names the number."""
    story = given(j.Journey()).when(c.AppointOfficer, valid_from=after(1), valid_to=after(3))
    story.then(
        OfficerAppointed(
            on=MONDAY,
            number="任 1",
            officer=NEW,
            post=Post.CASEWORKER,
            division=p.TOWNSHIP,
            valid_from=after(1),
            valid_to=after(3),
            document="任用通知 1",
        )
    )
    register = story.journey.world.officers
    assert [register.officer(NEW, after(n)) is not None for n in range(5)] == [
        False, True, True, True, False,
    ]  # fmt: skip
    officer = register.officer(NEW, after(1))
    assert officer is not None
    submit = story.journey.words(c.SubmitApplication)
    assert authorise(submit, officer, p.TOWNSHIP, Case(), after(1)) == Authority(
        "caseworker", p.TOWNSHIP, "14.1", None, "任 1"
    )
    late = authorise(submit, officer, p.TOWNSHIP, Case(), after(4))
    assert isinstance(late, tuple) and late[0].code is Code.POST_NOT_COMPETENT


def test_an_appointment_ended_for_yesterday_gives_nothing_any_more() -> None:
    """At once; what was done under it stands."""
    story = given(j.appointed).when(c.EndAppointment, last_day=YESTERDAY)
    story.then(like(AppointmentEnded, number="任 1", last_day=YESTERDAY))
    assert story.journey.world.officers.officer(NEW, MONDAY) is None


def test_an_administrator_is_appointed_and_ended_by_the_city() -> None:
    """The second person: no administrator makes administrators."""
    given(j.administrator_appointed).when(c.EndAdministration).then(AppointmentEnded)
    given(j.Journey()).when(c.AppointAdministrator).then(
        like(OfficerAppointed, officer=ADMIN, post=Post.AUDIT_ADMIN)
    )
    for administrator in (p.SECURITY, p.officer("sys", "5401", Post.SYSTEM_ADMIN)):
        given(j.Journey()).when(c.AppointAdministrator, administrator).then_refused(
            Code.POST_NOT_COMPETENT, article=APART
        )


def test_the_system_appoints_the_first_security_administrator_and_no_other() -> None:
    """Only while nobody there could appoint one, today or later; then again once all have gone."""
    first: dict[str, Any] = {"case": "first", "post": Post.SECURITY_ADMIN}
    story = given(j.Journey()).when(c.AppointAdministrator, SYSTEM, **first)
    story.then(like(OfficerAppointed, officer="first"))
    story.when(c.AppointAdministrator, SYSTEM, **{**first, "case": "b", "number": "任 3"})
    story.then_refused(Code.ADMINISTRATOR_EXISTS)
    story.when(c.EndAdministration, p.CITY, case="first", last_day=YESTERDAY).then(AppointmentEnded)
    story.when(c.AppointAdministrator, SYSTEM, **{**first, "case": "b", "number": "任 3"})
    story.then(OfficerAppointed)


def test_posts_held_one_after_the_other_are_compatible() -> None:
    """Who administered until yesterday may work on cases from today."""
    gone = administrator_and(Post.AUDIT_ADMIN, valid_from=YESTERDAY, valid_to=YESTERDAY)
    given(gone).when(c.AppointOfficer, case=ADMIN).then(OfficerAppointed)


def test_several_posts_in_several_divisions_each_count_where_they_are_held() -> None:
    """The caseworker of one township is a checker in another county, and nothing else anywhere."""
    held = (
        Appointment(
            number="1", post=Post.CASEWORKER, division=p.TOWNSHIP, valid_from=MONDAY,
            valid_to=None, document="d",
        ),
        Appointment(
            number="2", post=Post.COUNTY_CHECKER, division=p.OTHER_COUNTY, valid_from=MONDAY,
            valid_to=None, document="d",
        ),
    )  # fmt: skip
    officer = appointed("both", frozenset(), held)
    journey = j.Journey()
    receive, visit = journey.words(c.ReceiveAtCounty), journey.words(c.RecordHomeVisit)
    assert isinstance(authorise(visit, officer, p.TOWNSHIP, Case(), MONDAY), Authority)
    assert isinstance(authorise(receive, officer, p.OTHER_TOWNSHIP, Case(), MONDAY), Authority)
    for words, place in ((receive, p.TOWNSHIP), (visit, p.OTHER_TOWNSHIP)):
        assert isinstance(authorise(words, officer, place, Case(), MONDAY), tuple)
    assert (officer.division, officer.posts) == (p.OTHER_COUNTY, frozenset({Post.COUNTY_CHECKER}))
    here = acting(officer, p.TOWNSHIP)
    assert (here.division, here.posts) == (p.TOWNSHIP, frozenset({Post.CASEWORKER}))
    assert acting(officer, p.SEAT) == officer
    assert set(divisions(officer)) == {p.TOWNSHIP, p.OTHER_COUNTY}
    assert reaches(officer, p.TOWNSHIP) and not reaches(officer, p.COUNTY)


def test_without_an_appointment_nobody_acts() -> None:
    """An officer of no division would reach every division."""
    with pytest.raises(ValueError, match="appointment"):
        appointed("nobody", frozenset(), ())


@pytest.mark.parametrize("kind", sorted(ADMINISTRATORS))
def test_an_administrators_appointment_silences_any_other(kind: Post) -> None:
    """Should both stand in the history all the same, authority still gives no case to them."""
    held = tuple(
        Appointment(
            number=post,
            post=post,
            division=division,
            valid_from=MONDAY,
            valid_to=None,
            document="d",
        )
        for post, division in ((Post.CASEWORKER, p.TOWNSHIP), (kind, "5401"))
    )
    visit = j.Journey().words(c.RecordHomeVisit)
    refused = authorise(visit, appointed("both", frozenset(), held), p.TOWNSHIP, Case(), MONDAY)
    assert isinstance(refused, tuple)
    assert [r.code for r in refused] == [Code.POST_NOT_COMPETENT]


def test_nobody_acts_in_the_case_of_their_kin() -> None:
    """From the application on, whichever member it is, until the declaration is withdrawn."""
    related = replace(p.CASEWORKER, kin=frozenset({p.GESANG.persons[1]}))
    submit = given(j.Journey()).when(c.SubmitApplication, related)
    submit.then_refused(Code.KIN_CONCERNED, article=KIN)
    given(j.accepted).when(c.ReportMeansCheck, related).then_refused(
        Code.KIN_CONCERNED, article=KIN
    )
    stranger = replace(p.CASEWORKER, kin=frozenset({p.STRANGER}))
    assert not given(j.accepted).when(c.ReportMeansCheck, stranger).reasons


@pytest.mark.article("公务员法§76")
def test_no_death_lets_kin_act() -> None:
    """Whoever died was of the family; under the edition of before they were none of it any more."""
    dead = p.GESANG.persons[2]
    related = replace(p.CASEWORKER, kin=frozenset({dead}))
    at = j.accepted().go(c.RecordDeath)
    assert dead not in at.case.asked.members
    given(at).when(c.ReportMeansCheck, related).then_refused(Code.KIN_CONCERNED, article=KIN)
    asked = at.words(c.ReportMeansCheck)
    assert dead in concerned(asked, at.case)
    assert dead not in concerned(asked, at.case, DEAD_STAY_KIN - 1)


def test_kinship_is_declared_and_withdrawn() -> None:
    """The register keeps person and relation, never the number."""
    story = given(j.appointed).when(c.DeclareKinship).then(KinshipDeclared)
    register = story.journey.world.officers
    assert register.kin(NEW) == {p.GESANG.applicant}
    officer = register.officer(NEW, MONDAY)
    assert officer is not None and officer.kin == {p.GESANG.applicant}
    story.when(c.WithdrawKinship).then(KinshipWithdrawn)
    assert story.journey.world.officers.kin(NEW) == frozenset()


GIVING = (
    (c.AppointOfficer, p.SECURITY, NEW, "任 8"),
    (c.EndAppointment, p.SECURITY, NEW, "任 7"),
    (c.AppointAdministrator, p.CITY, ADMIN, "任 8"),
    (c.EndAdministration, p.CITY, ADMIN, "任 2"),
)


@pytest.mark.parametrize("declared_by_giver", [True, False])
@pytest.mark.parametrize(("command", "giver", "whom", "number"), GIVING)
def test_nobody_gives_kin_a_post(
    command: type[c.Command], giver: Officer, whom: str, number: str, declared_by_giver: bool
) -> None:
    """Whichever of the two declared the other; and nobody takes one away from them."""
    other = p.officer("other", "5401", Post.SECURITY_ADMIN, Post.CITY_OFFICER)
    journey = j.administrator_appointed().go(c.AppointOfficer, number="任 7")
    post = {"post": Post.AUDITOR, "division": "5401", "number": "任 6"}
    journey.go(c.AppointOfficer, by=other, case=giver.id, **post)
    whose, kin = (giver.id, whom) if declared_by_giver else (whom, giver.id)
    journey.go(c.DeclareKinship, by=other, case=kin, relation=Kinship.SELF)
    journey.go(c.DeclareKinship, by=other, case=whose, relation=Kinship.SPOUSE)
    acting = replace(giver, kin=journey.world.officers.kin(giver.id))
    story = given(journey).when(command, acting, case=whom, number=number)
    story.then_refused(Code.KIN_CONCERNED, article=KIN)


def test_an_officer_is_named_under_a_key_of_their_own() -> None:
    """Name and telephone; a later one stands instead, also said of another id of the same human."""
    story = given(j.appointed).when(c.NameOfficer)
    story.then(like(OfficerNamed, officer=NEW, document="登记 1"))
    register = story.journey.world.officers
    assert register.named(NEW) == (register.version,)
    story.when(c.NameOfficer, phone=None).then(like(OfficerNamed, phone=None))
    assert len(story.journey.world.officers.named(NEW)) == 2


def test_a_subject_is_linked_and_unlinked() -> None:
    """An unlinked subject is nobody."""
    story = given(j.appointed).when(c.LinkSignIn).then(SignInLinked)
    register = story.journey.world.officers
    assert register.linked("https://sign-in.example", "subject-1") == NEW
    assert register.linked("https://other.example", "subject-1") is None
    story.when(c.UnlinkSignIn).then(SignInUnlinked)
    assert story.journey.world.officers.linked("https://sign-in.example", "subject-1") is None


def test_a_credential_is_recorded_without_its_secret() -> None:
    """That it was set, by whom and when; nothing else."""
    story = given(j.appointed).when(c.RecordCredential)
    story.then(
        CredentialChanged(on=MONDAY, officer=NEW, credential=Credential.PASSWORD, present=True)
    )
    story.when(c.RecordCredential, present=False).then(like(CredentialChanged, present=False))
    assert story.journey.world.officers.entry(NEW).credentials == frozenset()


@pytest.mark.parametrize(
    "command", [c.RecordHomeVisit, c.ReportSpotCheck, c.ReportCountyVerification]
)
def test_no_kin_goes_along_on_a_visit(command: type[c.Command]) -> None:
    """Also who is only named as a visitor is asked about."""
    starts: dict[type[c.Command], Callable[[], j.Journey]] = {
        c.RecordHomeVisit: j.accepted,
        c.ReportSpotCheck: j.drawn,
        c.ReportCountyVerification: j.urgent_at_county,
    }
    journey = starts[command]().go(c.AppointOfficer).go(c.DeclareKinship)
    story = given(journey).when(command, visitors=("other", NEW))
    story.then_refused(Code.KIN_CONCERNED, article=KIN, about="visitors")


def test_who_looked_for_the_county_does_not_visit_for_the_township() -> None:
    """Both ways: after a return, the county's visitors are not the township's."""
    journey = j.drawn().go(c.ReportSpotCheck).go(c.ReturnForReexamination)
    given(journey).when(c.RecordHomeVisit, visitors=("other", "co-a")).then_refused(
        Code.DUTIES_NOT_SEPARATE, article="30", about="visitors"
    )


@pytest.mark.article("18.2.1")
def test_an_approval_under_delegation_names_the_delegation() -> None:
    """By what power: post, division, article, the number of the delegation (A18.2.1)."""
    journey = j.urgent_examined()
    case, world = journey.case, journey.world
    words = journey.words(c.ApproveUnderDelegation)
    granted = world.situation(words, p.LEADER, journey.about.day).delegations
    power = authorise(words, p.LEADER, p.TOWNSHIP, case, journey.about.day, granted)
    assert power == Authority("township-leader", p.TOWNSHIP, "18.2.1", "林委〔2025〕1号", None)
    lapsed = authorise(words, p.LEADER, p.TOWNSHIP, case, date(2027, 1, 1), granted)
    assert isinstance(lapsed, Authority) and lapsed.delegation is None


def test_the_same_officer_object_as_ever_still_acts() -> None:
    """Posts in one division, without dates: development, tests, the system itself."""
    plain = Officer("plain", frozenset({Post.CASEWORKER}), p.TOWNSHIP)
    power = authorise(j.Journey().words(c.SubmitApplication), plain, p.TOWNSHIP, Case(), MONDAY)
    assert power == Authority("caseworker", p.TOWNSHIP, "14.1")
