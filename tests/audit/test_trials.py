"""In every trial of the owner of the database, the stand-alone verifier takes nothing that is not so.

After each kind of tampering a bundle of everything is made, where one can still be made at all, and is
laid before the verifier's copy with the notes a witness kept before. It either does not take the
bundle, or the bundle tells the true history, byte for byte: what was changed is nothing a bundle holds.
"""

from pathlib import Path
from random import Random

import pytest

from domain.case.authority import Officer
from relief.audit.asked import Asked
from relief.audit.bundling import NoCheckpoint, NoSuchCase, bundle
from tests.audit.alone import Alone
from tests.audit.changing import Files, opened
from tests.audit.test_bundle import looking
from tests.proof.conftest import SEED, TRIALS, Copied, copied
from tests.support.proving import Proven
from tests.support.tampering_logs import ATTACKS

__all__ = ["copied"]

pytestmark = pytest.mark.slow
AUDITOR = Officer("local:auditor", frozenset(), "-")
KINDS = sorted(ATTACKS)
FEW = 60
TOLD = ("facts.jsonl", "rows.jsonl", "access.jsonl", "sign-in.jsonl", "skeleton.jsonl")
"""What a bundle tells of the logs."""

WHOLE = ("facts.jsonl", "skeleton.jsonl")
"""What cannot be told in part."""

BESIDE = frozenset(
    {
        *(
            "a claim",
            "a blind index",
            "a wrapped key",
            "a person",
            "a retired key",
            "every receipt",
        ),
        *("a receipt", "a look", "looks cut off", "a sign in", "a tile", "a checkpoint"),
        *("a payment forged", "a person logged"),
    }
)
"""Kinds that may leave a whole bundle true: what they change stands in none, its row in the log tells the
truth, or it came after the checkpoint under which the bundle is made."""


def whole(at: Proven, path: Path) -> Files | None:
    """Everything there is in a bundle; nothing where the program finds by itself that it cannot be made."""
    try:
        with looking(at) as service:
            bundle(service, Asked(whole=True), AUDITOR, path)
    except (NoCheckpoint, NoSuchCase):
        return None
    except Exception as error:
        assert not path.exists(), error
        return None
    return opened(path)


def kept(at: Proven, alone: Alone) -> list[str]:
    """The newest notes the witness holds, laid beside the verifier."""
    words: list[str] = []
    for one in sorted((at.folder / "witness").rglob("checkpoint")):
        name = f"{one.parent.name}.note"
        (alone.folder / name).write_bytes(one.read_bytes())
        words += ["--note", name]
    assert len(words) == 8
    return words


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_untrue_is_taken(copied: Copied, kind: str, tmp_path: Path) -> None:
    """Each kind on each database in turn, drawn anew each time; few of them where few are asked for."""
    for n in range(max(1, TRIALS // len(KINDS))):
        seed, place = f"{SEED} bundle {kind} {n}", tmp_path / str(n)
        with copied(place) as at:
            if TRIALS <= FEW and at.on_sqlite != (KINDS.index(kind) % 2 == 0):
                continue
            alone = Alone(place)
            notes = kept(at, alone)
            true = whole(at, alone.folder / "true.zip")
            assert true is not None
            ATTACKS[kind](at, Random(seed))
            changed = whole(at, alone.folder / "changed.zip")
            names = ["true.zip", *(["changed.zip"] if changed is not None else [])]
            (first, *rest) = alone.run([[name, *notes] for name in names])
            assert first[0] == 0, (seed, first)
            if changed is None or rest[0][0] == 4:
                continue
            assert kind in BESIDE, (seed, rest)
            for name in TOLD:
                told, known = (one.get(name, b"").splitlines() for one in (changed, true))
                assert {*told} <= {*known}, (seed, name)
                assert told == known or name not in WHOLE, (seed, name)
