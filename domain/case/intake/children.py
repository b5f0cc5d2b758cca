"""第十六条第三项: children who have no identity number yet, known by their birth."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from domain.case.intake.identities import ARTICLE, day_of, wrong_day, wrong_paper
from domain.case.records import Birth, Member
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Relation

FULL_AGE = 18
"""民法典 §17: who is of age has an identity number."""
CERTIFICATE = re.compile(r"[A-Z][0-9]{9}")
"""How 出生医学证明 are numbered: a letter and nine digits."""


def identities_wrong(
    members: tuple[Member, ...], within: str, today: date, known: Collection[PersonId] = ()
) -> tuple[Reason, ...]:
    """Whatever is wrong with how these are identified; ``known`` are others with a number or paper."""
    papered = {one.person for one in members if one.id_number or one.paper}.union(known)
    found = (_wrong(one, f"{within}.{n}", today, papered) for n, one in enumerate(members))
    return tuple(reason for those in found for reason in those)


def _wrong(member: Member, at: str, today: date, papered: Collection[PersonId]) -> Iterator[Reason]:
    """Exactly one of number, paper and birth; of it everything that is wrong."""
    told = {"paper": member.paper, "birth": member.birth}
    said = [name for name, value in told.items() if value is not None]
    if member.id_number is None and not said:
        yield reason(Code.IDENTITY_NOT_SAID, ARTICLE, f"{at}.id_number")
    for name in said if member.id_number is not None else said[1:]:
        yield reason(Code.IDENTITY_CONTRADICTS, ARTICLE, f"{at}.{name}")
    if member.paper is not None:
        yield from wrong_paper(member.paper, f"{at}.paper", today)
    elif member.birth is not None and member.id_number is None:
        yield from _wrong_birth(member, member.birth, at, today, papered)


def _wrong_birth(
    member: Member, birth: Birth, at: str, today: date, papered: Collection[PersonId]
) -> Iterator[Reason]:
    born = day_of(birth)
    yield from wrong_day(birth, f"{at}.birth.born", today)
    if member.relation is Relation.APPLICANT or (born is not None and of_age(born, today)):
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
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) >= FULL_AGE


def bound_birth(birth: Birth, child: PersonId) -> Birth:
    """What is said of a child's birth, bound to the child."""
    certificate = birth.certificate
    return replace(
        birth,
        born=birth.born.bound(child),
        certificate=None if certificate is None else certificate.bound(child),
    )
