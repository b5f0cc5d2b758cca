"""第十六条第三项: children who have no identity number yet, known by their birth."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from domain.case.records import Birth, Member
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Relation

ARTICLE = "16.3"
FULL_AGE = 18
"""民法典 §17: who is of age has an identity number."""
CERTIFICATE = re.compile(r"[A-Z][0-9]{9}")
"""How 出生医学证明 are numbered: a letter and nine digits."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def identities_wrong(
    members: tuple[Member, ...], within: str, today: date, known: Collection[PersonId] = ()
) -> tuple[Reason, ...]:
    """Whatever is wrong with how these are identified; ``known`` are others who have a number."""
    numbered = {one.person for one in members if one.id_number is not None}.union(known)
    found = (_wrong(one, f"{within}.{n}", today, numbered) for n, one in enumerate(members))
    return tuple(reason for those in found for reason in those)


def _wrong(
    member: Member, at: str, today: date, numbered: Collection[PersonId]
) -> Iterator[Reason]:
    birth = member.birth
    if birth is None:
        if member.id_number is None:
            yield reason(Code.IDENTITY_NOT_SAID, ARTICLE, f"{at}.id_number")
        return
    if member.id_number is not None:
        yield reason(Code.IDENTITY_CONTRADICTS, ARTICLE, f"{at}.birth")
        return
    born = day_of(birth)
    if born is None:
        yield reason(Code.FIELD_INVALID, ARTICLE, f"{at}.birth.born", fault="wrong-form")
    elif born > today:
        yield reason(Code.BORN_LATER, ARTICLE, f"{at}.birth.born")
    if member.relation is Relation.APPLICANT or (born is not None and of_age(born, today)):
        yield reason(Code.NUMBER_NEEDED, ARTICLE, f"{at}.id_number")
    if birth.certificate is not None and not CERTIFICATE.fullmatch(certificate_of(birth)):
        yield reason(Code.FIELD_INVALID, ARTICLE, f"{at}.birth.certificate", fault="wrong-form")
    lacking = birth.guardian is None and birth.certificate is None
    if lacking or (birth.guardian is not None and birth.guardian not in numbered):
        yield reason(Code.GUARDIAN_NOT_LISTED, ARTICLE, f"{at}.birth.guardian")


def day_of(birth: Birth) -> date | None:
    """The day of birth that was said, if it is one."""
    said = birth.born.reveal().strip()
    try:
        return date.fromisoformat(said) if DAY.fullmatch(said) else None
    except ValueError:
        return None


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
