"""How a pack's entry about a document becomes a value."""

from collections.abc import Callable

from adapters.packs.keys import one_of
from adapters.packs.schema import DATES, TEXTS, Entry, Schema
from adapters.packs.values import Mistake
from domain.ground.sayings import told_by
from domain.ground.terms import DocumentKind
from domain.law.citations import Citation, NoSuchProvision
from domain.law.paperwork import DocumentRule

DOCUMENT = Schema({"id": str, "title": str, "sign": str, "basis": TEXTS}, {"warns": TEXTS, **DATES})


def document(entry: Entry, cite: Callable[[str], Citation]) -> DocumentRule:
    """Raises ``Mistake`` for an unknown kind or a provision that does not exist."""
    return DocumentRule(
        kind=one_of(DocumentKind, entry, "id"),
        title=entry["title"],
        sign=entry["sign"],
        basis=_all(entry, "basis", cite),
        warns=_all(entry, "warns", cite),
    )


def _all(entry: Entry, key: str, cite: Callable[[str], Citation]) -> tuple[Citation, ...]:
    try:
        return tuple(cite(one) for one in entry.get(key, ()))
    except NoSuchProvision as error:
        raise Mistake(key, told_by(error)) from error
