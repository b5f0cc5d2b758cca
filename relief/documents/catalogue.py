"""Which documents a case can have now: issued, ready, as a draft, or not yet and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.case.decide import RULES, standing
from domain.case.documents import Place, places
from domain.case.situation import Situation
from domain.case.table import LETTERS, OWED_AFTER
from domain.ground.access import Act
from domain.ground.declared import says
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import DocumentKind
from relief.documents.letters import written
from relief.people.looks import Seen


@says("Whether a document can be had.")
class Standing(StrEnum):
    ISSUED = "issued"
    """The fact it rests on happened."""
    READY = "ready"
    """It may be put up as it stands today; recording that makes it so."""
    DRAFT = "draft"
    """What it would say; without number or force."""
    NOT_YET = "not-yet"


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
        issued = places(situation.case, LETTERS[kind])
        for place in issued:
            yield Available(kind, Standing.ISSUED, place)
        following = coming(situation, kind)
        if following.standing is not Standing.NOT_YET or not issued:
            yield following


def coming(situation: Situation, kind: DocumentKind) -> Available:
    """The next document of a kind: ready, a draft, or not yet and every reason why."""
    rests, preview = LETTERS[kind], written(kind).preview
    reasons = standing(situation, RULES[OWED_AFTER[kind]])
    if preview is not None and not reasons and preview.sensible(situation):
        return Available(kind, Standing.DRAFT if preview.draft else Standing.READY)
    awaited = reason(
        Code.DOCUMENT_NOT_ISSUED,
        situation.pack.cited(rests.article),
        "document",
        document=kind,
        awaited=rests.fact.NAME,
    )
    return Available(kind, Standing.NOT_YET, None, (awaited, *reasons))


def look(situation: Situation, kind: DocumentKind) -> Seen:
    """What the access log keeps of a document that names people: which, never its words."""
    case = situation.case
    return Seen(act=Act.DOCUMENT, case=case.id, persons=case.asked.members, fields=(kind.value,))
