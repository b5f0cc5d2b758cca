"""The letters: one file each, named after its kind. It says what the letter says, from which facts.

A letter is registered by the row of the command it is owed after: its file is found by its kind.
"""

from collections.abc import Mapping
from importlib import import_module

from domain.case import table
from domain.ground.terms import DocumentKind
from relief.documents.telling import Writing


class Unwritten(LookupError):
    """A letter that a row owes is written nowhere. Says in which file that belongs."""

    def __init__(self, kind: DocumentKind, file: str) -> None:
        super().__init__(
            f"a row of a command owes the letter {kind.value!r}, and relief/documents/letters/{file}.py"
            f" does not say how it is written: LETTER = Writing(kind=DocumentKind.{kind.name}, …)"
        )


def written(kind: DocumentKind) -> Writing:
    """How a letter is written. Raises ``Unwritten``."""
    file = kind.replace("-", "_")
    try:
        found = getattr(import_module(f"{__name__}.{file}"), "LETTER", None)
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{file}":
            raise
        raise Unwritten(kind, file) from None
    if not isinstance(found, Writing) or found.kind is not kind:
        raise Unwritten(kind, file)
    return found


LETTERS: Mapping[DocumentKind, Writing] = {kind: written(kind) for kind in table.LETTERS}
"""Every letter that a row of a command owes."""
