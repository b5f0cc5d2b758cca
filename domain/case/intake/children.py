"""第十六条第三项: children who have no identity number yet, known by their birth."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from domain.case.intake.identities import ARTICLE, day_of, wrong_day, wrong_paper
from domain.case.records import Birth, Member
from domain.ground.declared import carries
from domain.ground.identity import born, identity_number_fault, never_issued, normal
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Relation

FULL_AGE = 18
"""民法典 §17: who is of age has an identity number."""
GUARDIAN_AGE = 16
"""民法典 §18: from when on somebody may live by their own work and answer for a child."""
ELDER = frozenset({Relation.APPLICANT, Relation.SPOUSE, Relation.PARENT})
"""Relations of grown-ups, who are never known by their birth."""
CERTIFICATE = re.compile(r"[A-Z][0-9]{9}")
"""How 出生医学证明 are numbered: a letter and nine digits."""


def identities_wrong(
    members: tuple[Member, ...], within: str, today: date, known: Collection[PersonId] = ()
) -> tuple[Reason, ...]:
    """Whatever is wrong with how these are identified; ``known`` are others with a number or paper."""
    papered = {one.person for one in members if one.id_number or one.paper}.union(known)
    young = {one.person for one in members if under(GUARDIAN_AGE, birthday(one, today), today)}
    found = (_wrong(one, f"{within}.{n}", today, papered, young) for n, one in enumerate(members))
    return tuple(reason for those in found for reason in those)


@carries(ARTICLE, "Under one paper or certificate one birth is told, whenever it is.")
def known_otherwise(
    members: tuple[Member, ...], within: str, otherwise: Collection[PersonId]
) -> tuple[Reason, ...]:
    """Of each whom the office knows under what is shown, born on another day or as another child."""
    return tuple(
        reason(
            Code.IDENTITY_CONTRADICTS,
            ARTICLE,
            f"{within}.{n}.{'birth' if one.paper is None else 'paper'}.born",
        )
        for n, one in enumerate(members)
        if one.person in otherwise
    )


def _wrong(
    member: Member,
    at: str,
    today: date,
    papered: Collection[PersonId],
    young: Collection[PersonId],
) -> Iterator[Reason]:
    """Exactly one of number, paper and birth; of it everything that is wrong."""
    told = {"paper": member.paper, "birth": member.birth}
    said = [name for name, value in told.items() if value is not None]
    if member.id_number is not None:
        yield from _never_issued(member.id_number.reveal(), f"{at}.id_number", today)
    if member.id_number is None and not said:
        yield reason(Code.IDENTITY_NOT_SAID, ARTICLE, f"{at}.id_number")
    for name in said if member.id_number is not None else said[1:]:
        yield reason(Code.IDENTITY_CONTRADICTS, ARTICLE, f"{at}.{name}")
    if member.paper is not None:
        yield from wrong_paper(member.paper, f"{at}.paper", today)
    elif member.birth is not None and member.id_number is None:
        yield from _wrong_birth(member, member.birth, at, today, papered)
        if member.birth.guardian in young:
            field = f"{at}.birth.guardian"
            yield reason(Code.FIELD_INVALID, ARTICLE, field, fault="guardian-too-young")


def _never_issued(number: str, at: str, today: date) -> Iterator[Reason]:
    """Of a number that is written right."""
    if identity_number_fault(number, today) is None:
        fault = never_issued(number, today)
        if fault is not None:
            yield reason(Code.IDENTITY_NUMBER_WRONG, ARTICLE, at, fault=fault)


def _wrong_birth(
    member: Member, birth: Birth, at: str, today: date, papered: Collection[PersonId]
) -> Iterator[Reason]:
    born = day_of(birth)
    yield from wrong_day(birth, f"{at}.birth.born", today)
    if member.relation in ELDER or (born is not None and of_age(born, today)):
        yield reason(Code.NUMBER_NEEDED, ARTICLE, f"{at}.id_number")
    if birth.certificate is not None and not CERTIFICATE.fullmatch(certificate_of(birth)):
        yield reason(Code.FIELD_INVALID, ARTICLE, f"{at}.birth.certificate", fault="wrong-form")
    lacking = birth.guardian is None and birth.certificate is None
    if lacking or (birth.guardian is not None and birth.guardian not in papered):
        yield reason(Code.GUARDIAN_NOT_LISTED, ARTICLE, f"{at}.birth.guardian")


def certificate_of(birth: Birth) -> str:
    """The number of the certificate as it is compared; empty where there is none."""
    return "" if birth.certificate is None else birth.certificate.reveal().strip().upper()


def of_age(born: date, on: date) -> bool:
    """Whether somebody born on a day is of age on another."""
    return not under(FULL_AGE, born, on)


def under(years: int, born: date | None, on: date) -> bool:
    """Whether somebody is younger than so many years; of whose day nothing is known is not."""
    if born is None:
        return False
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < years


def birthday(member: Member, day: date) -> date | None:
    """When somebody was born by their number or paper; ``None`` where that tells no day up to this."""
    if member.id_number is None:
        told = None if member.paper is None else day_of(member.paper)
        return None if told is None or told > day else told
    number = normal(member.id_number.reveal())
    return born(number) if identity_number_fault(number, day) is None else None


def born_as_told(member: Member, today: date) -> tuple[str, date | None]:
    """Where somebody's day of birth stands on the form, and the day."""
    if member.id_number is not None or member.paper is not None:
        field = "id_number" if member.id_number is not None else "paper.born"
        return field, birthday(member, today)
    return "birth.born", None if member.birth is None else day_of(member.birth)


def bound_birth(birth: Birth, child: PersonId) -> Birth:
    """What is said of a child's birth, bound to the child."""
    certificate = birth.certificate
    return replace(
        birth,
        born=birth.born.bound(child),
        certificate=None if certificate is None else certificate.bound(child),
    )
