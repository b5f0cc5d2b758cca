"""Whatever the owner of the database changes, `relief verify` finds it and names the first wrong entry.

Also once the ledgers were folded anew from what was changed.
"""

from pathlib import Path
from random import Random

import pytest

from tests.proof.conftest import FEW, SEED, TRIALS, Copied
from tests.support.proving import rebuilt_and_verified
from tests.support.tampering import Wrong
from tests.support.tampering_more import ATTACKS

KINDS = sorted(ATTACKS)
EACH = max(1, TRIALS // len(KINDS))
"""So many trials of each kind on each database."""
pytestmark = pytest.mark.slow


def names(wrong: Wrong, told: list[str]) -> bool:
    """Whether some fault is of that log and names its first wrong entry."""
    named = [one for one in told if wrong.log in one]
    return any(not wrong.number or f"第{wrong.number}条" in one for one in named)


@pytest.mark.parametrize("n", range(EACH))
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found(copied: Copied, kind: str, n: int, tmp_path: Path) -> None:
    """Each kind of tampering, drawn as often as its share of the trials: found, the place named, also
    after a rebuild. With few trials each kind is rebuilt on one of the two databases."""
    with copied(tmp_path) as at:
        wrong = ATTACKS[kind](at, Random(f"{SEED} {kind} {n}"))
        faults = at.faults()
        assert names(wrong, faults), (wrong, faults[:5])
        if TRIALS > FEW or at.on_sqlite == (KINDS.index(kind) % 2 == 0):
            code, told = rebuilt_and_verified(at)
            assert code == 4 and (told is None or names(wrong, told)), (wrong, told)
