"""What an auditor must know of a fact whose values nobody can compare with other cases."""

from collections.abc import Sequence

from relief.words.dictionary import word
from relief.words.lists import joined
from relief.words.sentences import say


def notes_on(not_indexed: Sequence[str]) -> list[str]:
    """The note on a fact, by the fields that have no index; none where all have."""
    named = joined(word("indexed", path) for path in not_indexed)
    return [say("case.not-indexed", fields=named)] if named else []
