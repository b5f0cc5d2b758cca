"""Every mutant there is, the ones that change nothing anybody could see, and a draw of a few."""

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutants.columns import of_columns
from tests.mutants.mutant import Mutant
from tests.mutants.packs import of_pack
from tests.mutants.parts import of_parts
from tests.mutants.tables import of_duties, of_powers, of_rows

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
MOST = 0.02
"""The share of all mutants that may be equivalent."""


def every() -> tuple[Mutant, ...]:
    """All of them, in a fixed order."""
    return (*of_rows(), *of_columns(), *of_powers(), *of_duties(), *of_parts(), *of_pack())


def equivalent() -> Mapping[str, str]:
    """Mutants that change nothing, by their ids, each with its reason."""
    return tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))


def chosen(
    mutants: Sequence[Mutant], draw: int | None, seed: str, like: str | None
) -> tuple[Mutant, ...]:
    """Those to run: all, or those named alike, or a draw that the seed decides."""
    some = [one for one in mutants if like is None or re.search(like, one.id)]
    if draw is None or draw >= len(some):
        return tuple(some)
    return tuple(random.Random(seed).sample(some, draw))
