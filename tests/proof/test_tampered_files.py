"""Files of a case are covered by the hash in their fact: whatever becomes of the bytes is found."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from relief.tools.holding import Way
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from relief.tools.verify import verify
from tests.api.conftest import Api, api, database
from tests.api.test_evidence import PDF, attached, kept
from tests.proof.conftest import FEW, SEED, TRIALS
from tests.support import pictures
from tests.support.proving import Heard

__all__ = ["api", "database"]
pytestmark = pytest.mark.slow
EACH = 1 if TRIALS <= FEW else TRIALS // 50
Change = Callable[[Path, Path, Random], None]


def a_bit(one: Path, _: Path, dice: Random) -> None:
    """One bit is another."""
    held = bytearray(one.read_bytes())
    held[dice.randrange(len(held))] ^= 1 << dice.randrange(8)
    one.write_bytes(held)


def cut_off(one: Path, _: Path, dice: Random) -> None:
    """The end lacks."""
    held = one.read_bytes()
    one.write_bytes(held[: dice.randrange(len(held))])


def longer(one: Path, _: Path, dice: Random) -> None:
    """Something follows."""
    one.write_bytes(one.read_bytes() + dice.randbytes(dice.randint(1, 40)))


def gone(one: Path, _: Path, __: Random) -> None:
    """It is not there."""
    one.unlink()


def exchanged(one: Path, other: Path, _: Random) -> None:
    """Two files are each other's."""
    mine, theirs = one.read_bytes(), other.read_bytes()
    one.write_bytes(theirs)
    other.write_bytes(mine)


def brought_in(one: Path, _: Path, dice: Random) -> None:
    """A file lies there that no case has."""
    one.with_name(dice.randbytes(16).hex()).write_bytes(one.read_bytes())


KINDS: dict[str, Change] = {
    one.__name__: one for one in (a_bit, cut_off, longer, gone, exchanged, brought_in)
}


def faults(api: Api) -> list[str]:
    """What verify tells."""
    said = Heard()
    verify(api.service, said, Way(processes=1))
    return [one for one in said.lines if one.startswith("✗")]


@pytest.mark.parametrize("kind", KINDS)
def test_what_becomes_of_a_file_is_found(api: Api, kind: str) -> None:
    """Each kind, drawn anew as often as its share of the trials, also after a rebuild; put back as it
    was nothing is wrong."""
    case = api.submit()
    attached(api, case)
    attached(api, case, pictures.paper(2), PDF)
    api.follow()
    assert faults(api) == []
    right = {one: one.read_bytes() for one in kept(api)}
    for n in range(EACH):
        dice = Random(f"{SEED} {kind} {n}")
        one, other = dice.sample(sorted(right), 2)
        KINDS[kind](one, other, dice)
        named = case if kind != "brought_in" else "没有任何案件登记"
        assert any(named in fault for fault in faults(api)), (kind, n)
        rebuild(api.service, Output(json=True))
        assert any(named in fault for fault in faults(api)), (kind, n)
        for path in kept(api):
            path.unlink()
        for path, held in right.items():
            path.write_bytes(held)
        assert faults(api) == []
