"""What the readings of an ambiguity are called, by its id and the code of each."""

from collections.abc import Iterable, Mapping

from relief.words.dictionary import CHINESE, file, table
from relief.words.lists import joined
from relief.words.sentences import say

LIST = "readings."
"""What names the list of the readings of an ambiguity, with its id behind."""


def reading(ambiguity: str, choice: str, language: str = CHINESE) -> str:
    """A reading in words; one of a law that is not ours stands as it is, and is seen to."""
    said = table("readings", ambiguity, language).get(choice)
    return str(said) if said is not None else say("law.clause.not-ours", choice=choice)


def several(ambiguity: str, choices: Iterable[str], language: str = CHINESE) -> str:
    """Readings in words, in the order they are given."""
    return joined(reading(ambiguity, one, language) for one in choices)


def lists(language: str = CHINESE) -> Mapping[str, dict[str, str]]:
    """The words of each ambiguity's readings, by the name of its list."""
    return {f"{LIST}{id}": dict(said) for id, said in file("readings", language).items()}
