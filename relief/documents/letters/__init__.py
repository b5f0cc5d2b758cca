"""The letters: one file each, named after its kind. It says what the letter says, from which facts.

A letter is registered by the row of the command it is owed after: its file is found by its kind.
"""

from collections.abc import Mapping
from importlib import import_module

from domain.case import table
from domain.ground.terms import DocumentKind
from relief.documents.telling import Writing


def written(kind: DocumentKind) -> Writing:
    """How a letter is written. Raises ``ModuleNotFoundError`` for one without a file."""
    found = import_module(f"{__name__}.{kind.replace('-', '_')}").LETTER
    assert isinstance(found, Writing) and found.kind is kind
    return found


LETTERS: Mapping[DocumentKind, Writing] = {kind: written(kind) for kind in table.LETTERS}
"""Every letter that a row of a command owes."""
