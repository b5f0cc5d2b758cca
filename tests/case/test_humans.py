"""第三十条: hands are counted by human. Whoever has two ids in the register has one hand all the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.case.authority import ADMINISTRATORS, Officer, Post, authorise
from domain.case.beside import Vouched
from domain.case.state import Case
from domain.case.table import SEPARATE
from domain.ground.duties import Deed, Hands
from domain.ground.facts import Authority
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import NumberKind
from domain.registers.officers.facts import (
    Kinship,
    KinshipDeclared,
    KinshipWithdrawn,
    OfficerFact,
    SignInLinked,
    SignInUnlinked,
)
from domain.registers.officers.staffing import humans
from domain.registers.officers.state import Officers, evolve
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.test_keeping import proposed
from tests.case.words import MONDAY, RIGHT, About, at_home, giver
from tests.support import commands as c

LONG_AGO = date(2018, 1, 2)
HUMAN = PersonId("the-human")
ONE, OTHER = "an-id", "another-id"


def declared(id: str, person: str = HUMAN, relation: Kinship = Kinship.SELF) -> OfficerFact:
    """Who an officer is, or is kin to."""
    return KinshipDeclared(
        on=LONG_AGO, officer=id, person=PersonId(person), relation=relation, document="申报"
    )


def linked(id: str, subject: str = "subject") -> tuple[OfficerFact, OfficerFact]:
    """A sign-in linked to an id, and taken away from it again."""
    words = {"on": LONG_AGO, "officer": id, "issuer": "i", "subject": subject, "document": "登记"}
    return SignInLinked(**words), SignInUnlinked(**words)  # type: ignore[arg-type]


def after(register: Officers, *facts: OfficerFact) -> Officers:
    """A register after some facts."""
    for fact in facts:
        register = evolve(register, fact)
    return register


def known_as_both(register: Officers, one: str, other: str) -> Officers:
    """A register that says two ids are one human's."""
    return after(register, declared(one), declared(other))


def both(who: Officer, id: str, register: Officers = p.REGISTER) -> tuple[Officer, Officers]:
    """The same human as somebody, under another id with the same posts, and the register of both."""
    twin = replace(who, id=id, ids=frozenset())
    entries = p.register(who, twin).entries
    known = known_as_both(Officers(entries={**register.entries, **entries}), who.id, id)
    acting = known.officer(id, MONDAY)
    assert acting is not None
    return acting, known


BY_SIGN_IN = (*linked(ONE), linked(OTHER)[0])


@pytest.mark.parametrize(
    ("facts", "one"),
    [
        ((), False),
        ((declared(ONE), declared(OTHER)), True),
        ((declared(ONE.upper()), declared(OTHER)), True),
        ((declared(ONE), declared(OTHER, "somebody-else")), False),
        ((declared(ONE), declared(OTHER, relation=Kinship.SPOUSE)), False),
        (BY_SIGN_IN, True),
        ((linked(ONE)[0], linked(OTHER, "another-subject")[0]), False),
        ((*BY_SIGN_IN, declared(ONE)), True),
        ((*BY_SIGN_IN, declared(ONE), declared(OTHER, "somebody-else")), False),
        ((declared("third"), declared(ONE), *linked("third"), linked(OTHER)[0]), True),
    ],
)
def test_two_ids_are_one_human_by_number_or_by_sign_in(
    facts: tuple[OfficerFact, ...], one: bool
) -> None:
    """One identity number is one human; one sign-in too, until both say who they are and differ."""
    register = after(Officers(), *facts)
    assert (register.human(ONE) == register.human(OTHER)) is one
    assert (OTHER in register.human(ONE)) is one


def test_a_declaration_taken_back_ties_no_longer() -> None:
    """It was wrong: the two are two again."""
    wrong = KinshipWithdrawn(on=LONG_AGO, officer=OTHER, person=HUMAN, document="更正")
    register = after(known_as_both(Officers(), ONE, OTHER), wrong)
    assert register.human(ONE) == {ONE}


@pytest.mark.article("30")
@pytest.mark.parametrize(("command", "deed"), [(x, d) for x, row in SEPARATE.items() for d in row])
def test_no_two_hands_of_one_human_under_two_ids(command: type[c.Command], deed: Deed) -> None:
    """Each entry of the table keeps out whoever did the other deed under another id."""
    posts = frozenset(Post) - ADMINISTRATORS
    officer = Officer(OTHER, posts, at_home(command).division, ids=frozenset({ONE, OTHER}))
    case = Case(hands=Hands(**{deed.value: frozenset({ONE})}))
    refused = authorise(j.Journey().words(command), officer, p.TOWNSHIP, case, MONDAY)
    assert isinstance(refused, tuple)
    assert [(r.code, r.facts) for r in refused] == [(Code.DUTIES_NOT_SEPARATE, {"did": deed.value})]


@pytest.mark.article("30")
def test_who_asked_for_another_account_does_not_agree_to_it_under_another_id() -> None:
    """The register says who acts: what is refused is refused to the human."""
    journey = j.approved()
    twin, register = both(p.FINANCE, "co-finance-too")
    journey.world.staffed(register)
    journey.go(c.CorrectPaymentAccount, by=p.FINANCE)
    story = given(journey).when(c.ConfirmAccountCorrection, twin)
    story.then_refused(Code.DUTIES_NOT_SEPARATE, article="30")


@pytest.mark.article("公务员法§76")
def test_kin_declared_under_one_id_is_kin_under_every_other() -> None:
    """Whoever is kin to the family is it under whichever id they sign in."""
    register = known_as_both(p.register(replace(p.CASEWORKER, id=OTHER)), ONE, OTHER)
    register = after(register, declared(ONE, p.GESANG.applicant, Kinship.SPOUSE))
    acting = register.officer(OTHER, MONDAY)
    assert acting is not None
    given(j.accepted).when(c.RecordHomeVisit, acting).then_refused(Code.KIN_CONCERNED)


def test_what_was_declared_for_one_id_is_not_withdrawn_for_another() -> None:
    """The withdrawal would say it, and the kin stay."""
    journey = j.kinship_declared().go(c.AppointOfficer, case=OTHER, number="任 9")
    for id in ("new-caseworker", OTHER):
        journey.go(c.DeclareKinship, case=id, person=HUMAN, relation=Kinship.SELF)
    assert p.GESANG.applicant in journey.world.officers.kin(OTHER)
    story = given(journey).when(c.WithdrawKinship, case=OTHER)
    story.then_refused(Code.KINSHIP_UNKNOWN, about="person")


VISITS = ((c.RecordHomeVisit, j.accepted), (c.ReportSpotCheck, j.drawn))


@pytest.mark.article("18.1.1", "30")
@pytest.mark.parametrize(("command", "start"), VISITS)
def test_two_ids_of_one_human_are_one_visitor(command: type[c.Command], start: j.Journey) -> None:
    """A visit is made by so many humans."""
    journey = j.at(start)  # type: ignore[arg-type]
    who = giver(command)
    twin, register = both(who, "the-same-again")
    journey.world.staffed(register)
    asked: dict[str, Any] = {"visitors": (who.id, twin.id)}
    if command is c.RecordHomeVisit:
        asked["helpers"] = ()
    given(journey).when(command, who, **asked).then_refused(Code.FIELD_INVALID, about="visitors")


@pytest.mark.article("30")
def test_who_signed_under_one_id_goes_along_under_none() -> None:
    """Who only goes along is kept apart as a human, too."""
    journey = j.drawn()
    signer = next(iter(journey.case.hands.signed))
    register = known_as_both(p.REGISTER, signer, p.IN_COUNTY[0].id)
    journey.world.staffed(register)
    visitors = (p.CHECKER.id, p.IN_COUNTY[0].id)
    story = given(journey).when(c.ReportSpotCheck, p.CHECKER, visitors=visitors)
    story.then_refused(Code.DUTIES_NOT_SEPARATE, about="visitors")


@pytest.mark.article("19", "30")
@pytest.mark.parametrize("command", [c.PayCash, c.DeliverGoods])
def test_nobody_witnesses_what_they_hand_over_under_another_id(command: type[c.Command]) -> None:
    """The witness is another human."""
    journey = j.approved()
    twin, register = both(p.FINANCE, "co-finance-too")
    journey.world.staffed(register)
    words: dict[str, Any] = {"witness": None, "witness_officer": p.FINANCE.id}
    story = given(journey).when(command, twin, **words)
    story.then_refused(Code.NOT_AN_OUTSIDER, about="witness_officer")


def test_who_proposes_a_key_destruction_confirms_it_under_no_other_id() -> None:
    """Two humans, not two accounts (个人信息保护法 §47)."""
    journey = proposed()
    ids = frozenset({p.SECURITY.id, p.AUDIT_ADMIN.id})
    officer = replace(p.AUDIT_ADMIN, ids=ids)
    story = given(journey).when(c.ConfirmKeyDestruction, officer)
    story.then_refused(Code.DUTIES_NOT_SEPARATE)


@pytest.mark.article("34")
@pytest.mark.parametrize(
    ("proposing", "approving"),
    [(c.ProposeLaw, c.ApproveLaw), (c.ProposeInterpretation, c.ApproveInterpretation)],
)
def test_who_proposes_law_approves_it_under_no_other_id(
    proposing: type[c.Command], approving: type[c.Command]
) -> None:
    """Law on record takes two humans, whether it is a file or how the text is read (34)."""
    journey = j.Journey().go(proposing)
    officer = replace(p.CITY_TOO, ids=frozenset({giver(proposing).id, p.CITY_TOO.id}))
    story = given(journey).when(approving, officer)
    story.then_refused(Code.DUTIES_NOT_SEPARATE)


def test_nobody_vouches_for_themselves_under_another_id() -> None:
    """A number that stands again needs a second human's word."""
    journey = j.approved()
    paper = "收据 7"
    journey.go(c.VouchNumber, by=p.SECOND_FINANCE, kind=NumberKind.RECEIPT, number=paper)
    assert all(isinstance(one, Vouched) for one in journey.case.vouched)
    twin, register = both(p.SECOND_FINANCE, "co-finance-too")
    journey.world.staffed(register)
    story = given(journey).when(c.PayCash, twin, receipt=paper)
    assert [getattr(fact, "vouched", ()) for fact in story.last] == [()]  # type: ignore[union-attr]


OWN_MATTERS = (
    (c.AppointOfficer, j.Journey),
    (c.EndAppointment, j.appointed),
    (c.WithdrawKinship, j.kinship_declared),
    (c.LinkSignIn, j.appointed),
    (c.UnlinkSignIn, j.sign_in_linked),
)


@pytest.mark.parametrize(("command", "start"), OWN_MATTERS)
def test_nobody_gives_themselves_a_post_under_another_id(
    command: type[c.Command], start: type[j.Journey]
) -> None:
    """Appointing takes two humans: whoever administers does nothing for their other id."""
    journey = start()
    words = RIGHT[command](About())
    officer = replace(p.SECURITY, ids=frozenset({p.SECURITY.id, words.case}))
    story = given(journey).when(words, officer)
    assert Code.OWN_MATTER in [r.code for r in story.reasons]


def test_an_administrator_has_no_other_post_under_another_id() -> None:
    """Neither given, nor held: whoever administers is silent in every case (三员分立)."""
    register = p.register(
        replace(p.SECURITY, id=ONE, ids=frozenset()),
        replace(p.CASEWORKER, id=OTHER, ids=frozenset()),
    )
    assert register.officer(OTHER, MONDAY) is not None
    register = known_as_both(register, ONE, OTHER)
    assert register.officer(OTHER, MONDAY) is None
    assert register.officer(ONE, MONDAY) is not None
    journey = j.Journey()
    journey.world.staffed(register)
    story = given(journey).when(c.AppointOfficer, p.SECURITY, case=OTHER, number="任〔2025〕9号")
    story.then_refused(Code.POSTS_INCOMPATIBLE, about="post")


@pytest.mark.article("30")
def test_an_office_has_as_many_humans_as_it_has_and_not_accounts() -> None:
    """A second id makes no third officer: the township is as short-handed as before."""
    two = p.register(p.CASEWORKER, p.LEADER, p.OTHER)
    assert humans(two, p.TOWNSHIP, MONDAY) == 3
    register = known_as_both(two, p.CASEWORKER.id, p.OTHER.id)
    assert humans(register, p.TOWNSHIP, MONDAY) == 2


def test_two_humans_are_two_hands() -> None:
    """Nobody is kept out for what another did."""
    case = Case(hands=Hands(signed=frozenset({ONE})))
    words = j.Journey().words(c.CompleteExamination)
    officer = p.officer(OTHER, p.TOWNSHIP, Post.TOWNSHIP_LEADER)
    assert isinstance(authorise(words, officer, p.TOWNSHIP, case, MONDAY), Authority)
