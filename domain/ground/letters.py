"""What each kind of document rests on, and whom it is for."""

from dataclasses import dataclass

from domain.ground.facts import Fact
from domain.ground.terms import DocumentKind, Recipient

FAMILY = frozenset({Recipient.APPLICANT, Recipient.RELATIVE, Recipient.AGENT})
"""Whom letters are for: the applicant's side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One kind of document: what it rests on, and whom it is for.

    It stands in the row of the command it is owed after. The ``fact`` happened, and one of
    ``conditions`` (if any) held. What ``grows`` takes in what the case learns later; the others say
    for ever what their fact said. ``readers`` are those it may be served on.
    """

    kind: DocumentKind
    fact: type[Fact]
    article: str
    conditions: frozenset[str] = frozenset()
    grows: bool = False
    readers: frozenset[Recipient] = FAMILY
