"""第十六条第三项: papers of identity of those who have no number of 18 places."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.case.records import Birth, IdentityPaper, PaperKind
from domain.ground.countries import COUNTRIES
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, reason

ARTICLE = "16.3"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
OF_A_NUMBER = re.compile("[0-9]{17}[0-9X]")
"""居住证 of Hong Kong, Macao and Taiwan residents and the newer cards of foreigners bear a number like
anybody's, which stands where numbers stand."""
FORMS = {
    PaperKind.HONG_KONG_MACAO: re.compile("[HM][0-9]{8}(?:[0-9]{2})?"),
    PaperKind.TAIWAN: re.compile("[0-9]{8}"),
    PaperKind.PERMANENT_RESIDENCE: re.compile("[A-Z]{3}[0-9]{12}"),
    PaperKind.PASSPORT: re.compile("(?=.*[0-9])[A-Z0-9]{5,15}"),
}
"""How each is numbered."""
OF_CHINA = frozenset({"CHN", "HKG", "MAC", "TWN"})
"""Whom a passport of these tells of has a number, or a permit: known by both they would be two."""
OF_A_PERSON = {PaperKind.HONG_KONG_MACAO: 9}
"""How many places stay the same for life; those after them count the papers issued."""


def wrong_paper(paper: IdentityPaper, at: str, today: date) -> Iterator[Reason]:
    """Whatever is wrong with a paper: its number, who issued it, the day of birth."""
    number = _written(paper.number.reveal())
    if OF_A_NUMBER.fullmatch(number):
        yield reason(Code.FIELD_INVALID, ARTICLE, f"{at}.number", fault="number-of-18-places")
    elif not FORMS[paper.kind].fullmatch(number) or _of_no_foreigner(paper.kind, number):
        yield reason(Code.FIELD_INVALID, ARTICLE, f"{at}.number", fault="wrong-form")
    if (fault := _country_fault(paper)) is not None:
        yield reason(Code.FIELD_INVALID, ARTICLE, f"{at}.country", fault=fault)
    yield from wrong_day(paper, f"{at}.born", today)


def _of_no_foreigner(kind: PaperKind, number: str) -> bool:
    """A card of foreigners begins with a country of theirs."""
    return kind is PaperKind.PERMANENT_RESIDENCE and number[:3] not in COUNTRIES - OF_CHINA


def _country_fault(paper: IdentityPaper) -> str | None:
    """Only of passports is it asked who issued them."""
    if paper.kind is not PaperKind.PASSPORT:
        return None if paper.country is None else "not-used-here"
    told = "" if paper.country is None else _written(paper.country.reveal())
    if told in OF_CHINA:
        return "known-by-number"
    return None if told in COUNTRIES else "no-country"


def wrong_day(told: Birth | IdentityPaper, at: str, today: date) -> Iterator[Reason]:
    """Why somebody cannot have been born on the day that was said."""
    born = day_of(told)
    if born is None:
        yield reason(Code.FIELD_INVALID, ARTICLE, at, fault="wrong-form")
    elif born > today:
        yield reason(Code.BORN_LATER, ARTICLE, at)


def day_of(told: Birth | IdentityPaper) -> date | None:
    """The day of birth that was said, if it is one."""
    said = told.born.reveal().strip()
    try:
        return date.fromisoformat(said) if DAY.fullmatch(said) else None
    except ValueError:
        return None


def told_apart(paper: IdentityPaper) -> str:
    """What of a paper is the same whenever its holder shows one of that kind."""
    number = _written(paper.number.reveal())[: OF_A_PERSON.get(paper.kind)]
    country = "" if paper.country is None else _written(paper.country.reveal())
    return f"{paper.kind}/{country}/{number}"


def _written(text: str) -> str:
    """Without blanks, in capitals."""
    return "".join(text.split()).upper()


def bound_paper(paper: IdentityPaper, holder: PersonId) -> IdentityPaper:
    """What a paper says, bound to whom it is about."""
    country = paper.country
    return replace(
        paper,
        number=paper.number.bound(holder),
        born=paper.born.bound(holder),
        country=None if country is None else country.bound(holder),
    )
