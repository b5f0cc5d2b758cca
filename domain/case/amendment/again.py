"""What an application says after an amendment, and what is looked at again for it (内部)."""

from collections.abc import Iterator
from dataclasses import replace

from domain.case.amendment.fold import meant
from domain.case.intake import rules as intake
from domain.case.papers import lacking
from domain.case.records import Changes, Stands
from domain.case.situation import Situation
from domain.case.state import Asked
from domain.ground.declared import carries
from domain.ground.people import PersonId
from domain.ground.terms import Again, Stage

HOUSE = "内部§申请变更"
TO_BE_TOLD = frozenset({Stage.PAID, Stage.REFUSED, Stage.ENDED})
"""Where it is decided, or over, and letters may be left to be served."""


def household(s: Situation, asked: Asked) -> tuple[PersonId, ...]:
    """Everybody the application is for after it: who was listed keeps their place."""
    before = s.case.asked.members
    stay = tuple(person for person in before if person not in asked.left)
    return (*stay, *(person for person in asked.added if person not in before))


def stands(s: Situation, asked: Asked) -> Stands:
    """The application as it stands after it."""
    now = s.case.asked
    matter = asked.matter or now.matter
    return Stands(
        subject=asked.subject or now.subject,
        category=asked.category or now.category,
        cause=matter.cause,
        happened_on=matter.on,
        place_index=matter.place_index,
        village=asked.village or now.village,
        village_code=now.village_code
        if asked.village is None
        else s.places.village(now.township, asked.village, s.today),
        applicant=asked.applicant or now.applicant,
        members=household(s, asked),
    )


def needed_now(s: Situation, after: Stands) -> tuple[str, ...]:
    """Papers the kind of hardship asks for besides, which did not come along (16)."""
    now = s.case.asked
    if after.category is now.category:
        return ()
    before = lacking(s, now.category, now.residence, now.by_agent, s.case.materials)
    wanted = lacking(s, after.category, now.residence, now.by_agent, s.case.materials)
    return tuple(paper for paper in wanted if paper not in before)


@carries(
    "8 9 11 12 16/1 18.1.1 18.2.1 公务员法§76",
    "Whatever rested on what the application does not say any more is looked at again.",
)
def again(s: Situation, asked: Asked) -> tuple[Again, ...]:
    """In the order of the list, and only what was looked at already."""
    found = frozenset(_again(s, asked))
    return tuple(one for one in Again if one in found)


def _again(s: Situation, asked: Asked) -> Iterator[Again]:
    now, after, case = s.case.asked, stands(s, asked), s.case
    added = frozenset(after.members) - frozenset(now.members)
    persons = frozenset(after.members) != frozenset(now.members)
    matter = after.matter != now.matter
    kind = (after.subject, after.category, after.cause) != (
        now.subject,
        now.category,
        now.matter.cause,
    )
    if persons or matter:
        yield Again.DUPLICATES
    if added:
        yield Again.AUTHORITY
        if case.inquiry.means_check is not None:
            yield Again.MEANS_CHECK
        if case.inquiry.visited_on is not None and related(s, added):
            yield Again.HOME_VISIT
    if needed_now(s, after):
        yield Again.PAPERS
    if after.cause is not now.matter.cause and case.urgent_kind is not None:
        yield Again.URGENCY
    if (persons or kind) and case.circumstances is not None:
        yield Again.CIRCUMSTANCES
    entitled = persons or kind or matter
    if entitled and case.examination is not None:
        yield Again.OPINION
    shown = entitled or after.village != now.village or after.applicant in asked.named
    before = case.approval is None and case.stage not in TO_BE_TOLD
    hangs = case.notice is not None and (before or case.notice.afterwards)
    if shown and hangs:
        yield Again.NOTICE


def moves_entitlement(s: Situation, asked: Asked) -> bool:
    """Whether it is about anything the law looks at, or where the notice hangs."""
    now, after = s.case.asked, stands(s, asked)
    said = (after.subject, after.category, after.matter, after.village, after.applicant)
    before = (now.subject, now.category, now.matter, now.village, now.applicant)
    return said != before or frozenset(after.members) != frozenset(now.members)


@carries("公务员法§76", "Whoever visited is of the family of somebody who is added.")
def related(s: Situation, added: frozenset[PersonId]) -> bool:
    return any(not s.officers.kin(one).isdisjoint(added) for one in s.case.hands.visited)


def bound(s: Situation, changes: Changes) -> Changes:
    """What is said anew, every private value bound to the person it is about."""
    applicant = stands(s, meant(s.case, changes)).applicant
    incident, contact = changes.incident, changes.contact
    return replace(
        changes,
        members=tuple(map(intake.bound_member, changes.members)),
        incident=None if incident is None else intake.bound_incident(incident, applicant),
        contact=None if contact is None else intake.bound_contact(contact, applicant),
    )
