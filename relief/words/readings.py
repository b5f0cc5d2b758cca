"""What the readings of an ambiguity are called, by its id and the code of each."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from domain.law.terms import (
    AsOf,
    CapYear,
    DangerousHome,
    Fallback,
    FloorVsCap,
    LargeHome,
    LateDay,
    Renotice,
    Rounding,
    SumOver,
    Window,
)
from relief.words.dictionary import CHINESE, file, of, table
from relief.words.lists import joined
from relief.words.sentences import say

VALUES: tuple[type[StrEnum], ...] = (
    *(Window, CapYear, FloorVsCap, Rounding, SumOver, AsOf, Fallback, LargeHome, DangerousHome),
    *(Renotice, LateDay),
)
"""The closed lists of which a reading may stand for a value, in whichever pack."""

LIST = "readings."
"""What names the list of the readings of an ambiguity, with its id behind."""


def reading(ambiguity: str, choice: str, language: str = CHINESE) -> str:
    """A reading in words; of another law by the word of the value it stands for, else as it is."""
    said = table("readings", ambiguity, language).get(choice)
    if said is not None:
        return str(said)
    for values in VALUES:
        if choice in set(values):
            return of(values(choice))
    return say("law.clause.not-ours", choice=choice)


def several(ambiguity: str, choices: Iterable[str], language: str = CHINESE) -> str:
    """Readings in words, in the order they are given."""
    return joined(reading(ambiguity, one, language) for one in choices)


def lists(language: str = CHINESE) -> Mapping[str, dict[str, str]]:
    """The words of each ambiguity's readings, by the name of its list."""
    return {f"{LIST}{id}": dict(said) for id, said in file("readings", language).items()}
