"""第十一条: who lives with whom, as applications have it; whoever parted is said with a day and proof.

One hand says so, unless it was said otherwise or some room came of it: that takes two, by a correction.
"""

from collections.abc import Iterator

from domain.account.account import PersonAccount
from domain.account.home import NOBODY, said_otherwise, takes_away
from domain.account.home import stream as home_stream
from domain.account.known import Parting, PersonsParted
from domain.case.knowledge import commands as c
from domain.case.knowledge import facts as e
from domain.case.records import Parted
from domain.case.situation import Situation
from domain.case.state import WHILE_OPEN
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.people import PersonId
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.words import said

Telling = c.PartHousehold | Parted
"""Whatever says who parted, since when, and how."""


def unlisted(s: Situation, person: PersonId) -> tuple[PersonId, ...]:
    """Whom a member lives with who stands not in this application."""
    asked, ties = s.case.asked, s.homes.get(person, NOBODY).ties
    listed = frozenset((*asked.members, *asked.died))
    return tuple(tie.other for tie in ties if tie.living and tie.other not in listed)


def living_in_two(s: Situation) -> Iterator[PersonId]:
    """Members who live with somebody whom not all others of the application live with."""
    members = s.case.asked.members
    homes = {person: frozenset(unlisted(s, person)) for person in members}
    common = frozenset.intersection(*homes.values()) if homes else frozenset[PersonId]()
    return (person for person, home in homes.items() if home - common)


@since(3)
@carries("11 AMB-03", "Nobody lives in two households: in this one, and with others elsewhere.")
def one_household(s: Situation) -> tuple[Reason, ...]:
    """Told of each member; whom they live with, and where, is not told."""
    return tuple(
        reason(Code.IN_TWO_HOUSEHOLDS, "11", person=person, others=len(unlisted(s, person)))
        for person in living_in_two(s)
    )


@since(3)
@carries("11", "Some member lives with somebody not listed here.")
def lives_with_others(s: Situation) -> Reason | None:
    if any(unlisted(s, person) for person in s.case.asked.members):
        return None
    return reason(Code.NOT_LIVING_TOGETHER, "11")


@since(3)
@carries("11 14.1", "Whoever parted is listed here, and lived with somebody not listed.")
def parted_members(s: Situation, command: c.PartHousehold) -> tuple[Reason, ...]:
    return () if lives_with_others(s) is not None else who_parted(s, command)


def who_parted(s: Situation, told: Telling, at: str = "") -> tuple[Reason, ...]:
    """Why these are not those who part; ``at`` is before the names of its fields."""
    members, found = s.case.asked.members, list[Reason]()
    if told.parting is Parting.DIED:
        field = f"{at}parting"
        found.append(reason(Code.FIELD_INVALID, "14.1", field, fault="recorded-as-a-death"))
    for place, person in enumerate(told.persons):
        if person not in members:
            found.append(reason(Code.NOT_A_MEMBER, "14.1", f"{at}persons.{place}"))
        elif not unlisted(s, person):
            found.append(reason(Code.NOT_LIVING_TOGETHER, "11", f"{at}persons.{place}"))
    return tuple(found)


@since(3)
@carries("11 12 AMB-03 AMB-35", "One hand takes back nothing that was said, and mints no room.")
def by_one_hand(s: Situation, command: c.PartHousehold) -> Reason | None:
    """Nobody parts before the day they were last said to live together, nor before a grant that
    counts: a second hand finds that, by a correction.
    """
    accounts = {**s.around, **s.accounts}
    for fact in partings(s, command):
        home, own = s.homes.get(fact.person, NOBODY), accounts.get(fact.person, PersonAccount())
        if said_otherwise(home, fact) or takes_away(home, fact, accounts, own):
            return reason(Code.FIELD_INVALID, "11", "parted_on", fault="parted-by-two-hands")
    return None


def parted(s: Situation, command: c.PartHousehold) -> tuple[Change, ...]:
    """Both sides' accounts know of it."""
    told = tuple(partings(s, command))
    fact = e.HouseholdParted(
        on=command.parted_on,
        persons=tuple(command.persons),
        parting=command.parting,
        others=len({fact.person for fact in told} - {*command.persons}),
        findings=command.findings.bound(s.case.asked.applicant),
        evidence=tuple(command.evidence),
    )
    return (Change(fact), *(Change(one, home_stream(one.person)) for one in told))


def partings(s: Situation, told: Telling) -> Iterator[PersonsParted]:
    """What each account knows of it."""
    left: dict[PersonId, list[PersonId]] = {}
    for one in told.persons:
        for other in unlisted(s, one):
            left.setdefault(one, []).append(other)
            left.setdefault(other, []).append(one)
    for person, others in left.items():
        yield PersonsParted(
            on=told.parted_on,
            person=person,
            case=s.case.id,
            others=tuple(others),
            parting=told.parting,
        )


RULES: Rules = {
    c.PartHousehold: Rule(
        article="11",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        hand=Deed.RECORDED,
        reads=(Stream.ACCOUNTS, Stream.HOMES),
        writes=(Stream.CASE, Stream.HOMES),
        address="household/parting",
        awaited=True,
        lifts=(one_household,),
        stages=WHILE_OPEN,
        guards=(lives_with_others,),
        checks=(
            *said("persons"),
            parted_members,
            happened_by_today("parted_on"),
            by_one_hand,
            *said("findings", "evidence"),
        ),
        facts=parted,
        brings=(e.HouseholdParted, PersonsParted),
    ),
}
