"""Which documents a case can have now: issued, ready, as a draft, or not yet and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.access import Act
from domain.case.decide import RULES, standing
from domain.case.documents import DRAFTED, FOUNDATIONS, Place, places
from domain.case.papers import missing
from domain.case.situation import Situation
from domain.case.terms import DocumentKind
from domain.refusal import Code, Reason, reason
from relief.looks import Seen


class Standing(StrEnum):
    """Whether a document can be had."""

    ISSUED = "issued"
    """The fact it rests on happened."""
    READY = "ready"
    """It may be put up as it stands today; recording that makes it so."""
    DRAFT = "draft"
    """What it would say; without number or force."""
    NOT_YET = "not-yet"


STANDINGS = {
    Standing.ISSUED: "已制发",
    Standing.READY: "可张贴",
    Standing.DRAFT: "草稿",
    Standing.NOT_YET: "尚不能制发",
}
"""In Chinese."""


@dataclass(frozen=True, slots=True)
class Available:
    """One document of a case, or why there is none."""

    kind: DocumentKind
    standing: Standing
    place: Place | None = None
    reasons: tuple[Reason, ...] = ()


def catalogue(situation: Situation) -> Iterator[Available]:
    """Every kind in order: each document issued, and what could be issued next."""
    for kind in DocumentKind:
        issued = places(situation.case, kind)
        for place in issued:
            yield Available(kind, Standing.ISSUED, place)
        following = coming(situation, kind)
        if following.standing is not Standing.NOT_YET or not issued:
            yield following


def coming(situation: Situation, kind: DocumentKind) -> Available:
    """The next document of a kind: ready, a draft, or not yet and every reason why."""
    rests = FOUNDATIONS[kind]
    reasons = standing(situation, RULES[rests.command])
    if kind is DocumentKind.PUBLIC_NOTICE and not reasons:
        return Available(kind, Standing.READY)
    if kind in DRAFTED and not reasons and drafts(situation, kind):
        return Available(kind, Standing.DRAFT)
    awaited = reason(
        Code.DOCUMENT_NOT_ISSUED,
        situation.pack.cited(rests.article),
        "document",
        document=kind,
        awaited=rests.fact.NAME,
    )
    return Available(kind, Standing.NOT_YET, None, (awaited, *reasons))


def drafts(situation: Situation, kind: DocumentKind) -> bool:
    """A notice of deficiencies needs some; an acceptance needs all papers, or urgency (A16, A17)."""
    lacking = missing(situation)
    if kind is DocumentKind.DEFICIENCIES:
        return bool(lacking)
    return not lacking or situation.case.urgent_kind is not None


def look(situation: Situation, kind: DocumentKind) -> Seen:
    """What the access log keeps of a document that names people: which, never its words."""
    case = situation.case
    return Seen(act=Act.DOCUMENT, case=case.id, persons=case.asked.members, fields=(kind.value,))
