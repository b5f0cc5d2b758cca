"""Whatever the owner of the database changes, `relief verify` finds it and names the first wrong entry.

Also once the ledgers were folded anew from what was changed.
"""

from pathlib import Path
from random import Random

import pytest

from tests.proof.conftest import SEED, TRIALS, Copied
from tests.support.proving import rebuilt_and_verified
from tests.support.tampering_logs import ATTACKS

KINDS = sorted(ATTACKS)
FEW = 60
"""With so few trials each kind is followed by a rebuild on one of the two databases."""
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found(copied: Copied, kind: str, tmp_path: Path) -> None:
    """Each kind of tampering, drawn as often as its share of the trials: found, the place named."""
    for n in range(max(1, TRIALS // len(KINDS))):
        seed = f"{SEED} {kind} {n}"
        with copied(tmp_path / str(n)) as at:
            wrong = ATTACKS[kind](at, Random(seed))
            faults = at.faults()
            if TRIALS > FEW or at.on_sqlite == (KINDS.index(kind) % 2 == 0):
                assert rebuilt_and_verified(at) == 4, seed
        assert faults, seed
        named = [one for one in faults if one.startswith(wrong.log) or not wrong.number]
        told = f"第{wrong.number}条" if wrong.number else wrong.log
        assert any(told in one for one in named), (seed, wrong, faults[:5])
