"""第十四至十七条: what reaches the counter, and what may lie there."""

from dataclasses import replace

import pytest

from domain.case.authority import Officer
from domain.case.records import Incident
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Category, Cause, Channel, Material, Relation, Stage, Subject
from domain.registers.leads.facts import LeadOutcome
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, decided_alone, empty, given, like, rows, sentence
from tests.case.words import MONDAY, PAPERS, About, after, application, yuan
from tests.support import commands as c
from tests.support import facts as e

FAMILY = p.GESANG.members
TWO_APPLICANTS = (FAMILY[0], replace(FAMILY[1], relation=Relation.APPLICANT))
LISTED_TWICE = (FAMILY[0], replace(FAMILY[0], relation=Relation.OTHER))


def clerk_of(township: str) -> Officer:
    """Somebody who takes applications in a township."""
    return p.officer("clerk", township, *p.CASEWORKER.posts)


def numbered(number: str) -> tuple[e.Member, ...]:
    """The applicant alone, with another identity number."""
    return (replace(FAMILY[0], id_number=p.secret(number)),)


def test_an_application_is_recorded_with_every_private_value_bound_to_its_person() -> None:
    """What is private about a member is sealed by that member's key, the rest by the applicant's."""
    story = (
        given()
        .when(c.SubmitApplication)
        .then(like(e.ApplicationSubmitted, case="L-1", on=MONDAY, applicant=p.GESANG.applicant))
    )
    (fact,) = story.journey.world.facts(e.ApplicationSubmitted)
    assert isinstance(fact, e.ApplicationSubmitted)
    assert [m.name.about for m in fact.members] == list(p.GESANG.persons)
    assert [m.id_number and m.id_number.about for m in fact.members] == list(p.GESANG.persons)
    assert fact.account is not None and fact.account.number.about == p.GESANG.applicant
    assert fact.contact.phone is not None and fact.contact.phone.about == p.GESANG.applicant
    assert fact.statement.about == p.GESANG.applicant
    assert story.journey.stage is Stage.RECEIVED


@pytest.mark.article("18.2.2")
@pytest.mark.parametrize(
    ("township", "lives_in", "said", "seat"),
    [
        (p.TOWNSHIP, p.SEAT, None, True),
        (p.TOWNSHIP, p.TOWNSHIP, None, False),
        (p.TOWNSHIP, p.TOWNSHIP, True, False),
        (p.SEAT_UNKNOWN, p.SEAT_UNKNOWN, True, True),
        (p.SEAT_UNKNOWN, p.SEAT_UNKNOWN, False, False),
        (p.OTHER_TOWNSHIP, p.SEAT, None, False),
        (p.OTHER_TOWNSHIP, p.SEAT, True, False),
        (p.TOWNSHIP, p.SEAT_UNKNOWN, None, False),
        (p.TOWNSHIP, p.SEAT_UNKNOWN, True, False),
    ],
)
def test_the_seat_is_taken_from_the_divisions_and_from_the_form_only_where_they_do_not_know(
    township: str, lives_in: str, said: bool | None, seat: bool
) -> None:
    """The seat of this county decides its time limit; that of another county is none (A18.2.2)."""
    given().when(
        c.SubmitApplication,
        clerk_of(township),
        township=township,
        lives_in=lives_in,
        lives_in_seat=said,
    ).then(like(e.ApplicationSubmitted, lives_in_seat=seat))


@pytest.mark.article("14.1", "17")
def test_an_agent_may_apply_for_the_applicant_with_a_letter_of_entrustment() -> None:
    """委托申请 names the agent and needs one paper more (A14.1, A17)."""
    story = given().when(c.SubmitApplication, channel=Channel.ON_BEHALF, agent=p.AGENT)
    story.then(like(e.ApplicationSubmitted, channel=Channel.ON_BEHALF))
    story.when(c.AcceptApplication).then_refused(Code.MATERIALS_MISSING, article="16/1")
    story.when(c.NotifyDeficiencies, missing=(Material.ENTRUSTMENT,)).then(e.DeficienciesNotified)


def test_a_discovered_case_comes_from_a_lead_of_the_same_township() -> None:
    """主动发现: the lead is looked into, the person helped to apply, and the lead names the case."""
    story = given(j.lead_recorded)
    applying = replace(application(About(case="L-2")), channel=Channel.LEAD, lead="L-1")
    story.when(applying).then(like(e.ApplicationSubmitted, lead="L-1", channel=Channel.LEAD))
    story.when(c.CloseLead, outcome=LeadOutcome.HELPED_TO_APPLY, application="L-2")
    assert not story.reasons


WRONG_APPLICATIONS: tuple[Wrong, ...] = (
    *empty(j.Journey, c.SubmitApplication, "village"),
    *rows(
        j.Journey,
        c.SubmitApplication,
        (
            "a paper the law has no name for is not taken",
            Code.FIELD_INVALID,
            "16/1",
            "materials",
            {"materials": (*PAPERS, "herd-certificate")},
        ),
        (
            "a household is not helped as an individual",
            Code.FIELD_INVALID,
            "8",
            "category",
            {"category": Category.SPECIAL_INDIVIDUAL},
        ),
        (
            "an individual is not helped as a household",
            Code.FIELD_INVALID,
            "8",
            "category",
            {"subject": Subject.INDIVIDUAL},
        ),
        (
            "one application has one applicant",
            Code.FIELD_INVALID,
            "14.1",
            "members",
            {"members": TWO_APPLICANTS},
        ),
        (
            "somebody of the family is the applicant",
            Code.FIELD_INVALID,
            "14.1",
            "members",
            {"members": FAMILY[1:], "account": None},
        ),
        (
            "nobody is listed twice",
            Code.FIELD_INVALID,
            "14.1",
            "members",
            {"members": LISTED_TWICE},
        ),
        (
            "an identity number has 18 places",
            Code.IDENTITY_NUMBER_WRONG,
            "16.3",
            "members.0.id_number",
            {"members": numbered("54012119010605")},
        ),
        (
            "an identity number has digits",
            Code.IDENTITY_NUMBER_WRONG,
            "16.3",
            "members.0.id_number",
            {"members": numbered("54012X190106050017")},
        ),
        (
            "an identity number has a day of birth",
            Code.IDENTITY_NUMBER_WRONG,
            "16.3",
            "members.0.id_number",
            {"members": numbered("540121190113050017")},
        ),
        (
            "an identity number ends with its check digit",
            Code.IDENTITY_NUMBER_WRONG,
            "16.3",
            "members.0.id_number",
            {
                "members": numbered(
                    p.identity_number(1)[:17] + ("0" if p.identity_number(1)[17] != "0" else "1")
                )
            },
        ),
        (
            "the home township exists",
            Code.DIVISION_UNKNOWN,
            "3",
            "lives_in",
            {"lives_in": "540199999", "lives_in_seat": False},
        ),
        (
            "a county is no township",
            Code.DIVISION_UNKNOWN,
            "3",
            "lives_in",
            {"lives_in": p.COUNTY, "lives_in_seat": False},
        ),
        (
            "an unknown seat is said",
            Code.FIELD_MISSING,
            "18.2.2",
            "lives_in_seat",
            {
                "township": p.SEAT_UNKNOWN,
                "lives_in": p.SEAT_UNKNOWN,
                "officer": clerk_of(p.SEAT_UNKNOWN),
            },
        ),
        (
            "who applies for another is named",
            Code.FIELD_INVALID,
            "17",
            "agent",
            {"channel": Channel.ON_BEHALF},
        ),
        (
            "who applies in person has no agent",
            Code.FIELD_INVALID,
            "17",
            "agent",
            {"agent": p.AGENT},
        ),
        (
            "a discovered case names its lead",
            Code.FIELD_INVALID,
            "14.2",
            "lead",
            {"channel": Channel.LEAD},
        ),
        (
            "the lead exists",
            Code.LEAD_UNKNOWN,
            "14.2",
            "lead",
            {"channel": Channel.LEAD, "lead": "L-9"},
        ),
        (
            "what happened has happened",
            Code.DATE_IN_FUTURE,
            "2",
            "incident.on",
            {"incident": Incident(cause=Cause.FIRE, on=after(1), place=p.secret("x"))},
        ),
        (
            "money goes to the family",
            Code.NOT_A_MEMBER,
            "19",
            "account.holder",
            {"account": replace(p.GESANG.account, holder=p.STRANGER)},
        ),
        (
            "who asks for a sum asks for more than nothing",
            Code.AMOUNT_NOT_POSITIVE,
            None,
            "requested",
            {"requested": yuan(0)},
        ),
    ),
)


@pytest.mark.article("2", "3", "8", "14.1", "14.2", "16", "16.3")
@pytest.mark.parametrize("case", WRONG_APPLICATIONS, ids=sentence)
def test_an_application_is_refused_for_wrong_words(case: Wrong) -> None:
    """Each check of an application says its code, article and field, and leaves no trace."""
    case.holds()


def test_an_application_without_members_is_refused_for_all_its_reasons_at_once() -> None:
    """Nobody listed is also nobody applying, and no holder of the account."""
    given().when(c.SubmitApplication, members=(), account=None).then_refused(
        Code.FIELD_MISSING, Code.FIELD_INVALID
    )


def test_a_township_that_does_not_exist_takes_no_application() -> None:
    """The city's divisions are closed: an officer of an invented township finds no table entry."""
    nowhere = p.officer("nobody", "540121999", *p.CASEWORKER.posts)
    given().when(c.SubmitApplication, nowhere, township="540121999").then_refused(
        Code.DIVISION_UNKNOWN, article="3", about="township"
    )
    told = decided_alone(c.SubmitApplication, township="540121999")
    assert (Code.DIVISION_UNKNOWN, "township") in told


def test_the_persons_of_an_application_are_those_of_its_members() -> None:
    """The synthetic family is what it claims to be."""
    assert p.GESANG.persons == (PersonId("格桑-1"), PersonId("格桑-2"), PersonId("格桑-3"))
