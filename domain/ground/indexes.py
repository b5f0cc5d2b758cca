"""Keyed indexes: by which values are told equal that nobody reads, and how a value is compared.

An index is made under the key of a year when its fact is recorded, and never afterwards. The key goes
with the year's last file: from then on nobody can tell which number an index stood for.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.figures import narrow
from domain.ground.habits import located
from domain.ground.texts import spelled

_NOT_A_DIGIT = re.compile("[^0-9]")
_OF_CHINA = re.compile(r"(?:00)?86(1[3-9][0-9]{9})")


@says("What kind of value an index is of; equal values of two kinds never meet.")
class IndexKind(StrEnum):
    ACCOUNT = "account"
    TELEPHONE = "telephone"
    AGENT = "agent"
    WITNESS = "witness"
    FINDINGS = "findings"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
@says("The index of one field of the fact it stands in, under the key of a year.")
class Index:
    """``field`` is the path of the value. ``value`` is 32 hex digits; it is empty where the value
    says nothing that could be compared, such as a telephone without digits.
    """

    kind: IndexKind
    field: str
    year: int
    value: str


def digits(number: str) -> str:
    """The digits of a number, of any script, in words or in figures, and nothing else."""
    return _NOT_A_DIGIT.sub("", narrow(number))


def dialled(telephone: str) -> str:
    """A telephone number as it is dialled at home: a mobile one without the country's code."""
    plain = digits(telephone)
    found = _OF_CHINA.fullmatch(plain)
    return plain if found is None else found[1]


NORMAL: Mapping[IndexKind, Callable[[str], str]] = {
    IndexKind.ACCOUNT: digits,
    IndexKind.TELEPHONE: dialled,
    IndexKind.AGENT: spelled,
    IndexKind.WITNESS: spelled,
    IndexKind.FINDINGS: spelled,
    IndexKind.ADDRESS: located,
}
"""How a value of each kind is written before it is indexed: equal so, equal in every way that counts."""

YEARS_BACK = 1
"""A fact is indexed under its own year and the one before: within twelve months any two meet."""


def last_year(year: int) -> int:
    """The last year in which facts are indexed under the key of ``year``."""
    return year + YEARS_BACK
