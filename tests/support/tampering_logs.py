"""What the owner of a database can do to the logs beside the history, to checkpoints and to tiles."""

from random import Random

from adapters.chain.log import chained_digest
from domain.registers.anchors.state import EMPTY
from tests.support.proving import Proven, signed_again, signed_by_a_stranger
from tests.support.tampering import (
    ATTACKS,
    DOOR,
    HISTORY,
    LOOKS,
    ROWS,
    Wrong,
    a_case_gone,
    a_sum,
    attack,
    two_bodies,
    who_approved,
)

__all__ = ["ATTACKS"]


def _rechained(at: Proven, beside: str, table: str) -> None:
    before = EMPTY
    for number, body in at.run(f"SELECT number, body FROM {table} ORDER BY 1", (), beside):
        before = chained_digest(before, number, body)
        change = f"UPDATE {table} SET digest = ? WHERE number = ?"
        at.run(change, (before, number), beside)


@attack
def a_look(at: Proven, dice: Random) -> Wrong:
    """Somebody else looked, and the chain is made again."""
    number = dice.randint(1, 128)
    changed = "UPDATE access_log SET body = replace(body, 'id', 'ID') WHERE number = ?"
    at.run(changed, (number,), "access")
    _rechained(at, "access", "access_log")
    return Wrong(LOOKS, number)


@attack
def looks_cut_off(at: Proven, dice: Random) -> Wrong:
    """The log of looks is put back to what it was before."""
    cut = dice.randint(0, 127)
    at.run("DELETE FROM access_log WHERE number > ?", (cut,), "access")
    return Wrong(LOOKS, cut + 1)


@attack
def a_sign_in(at: Proven, dice: Random) -> Wrong:
    """Somebody came to the door at another time, or never."""
    number = dice.randint(1, 20)
    if dice.random() < 0.5:
        at.run("DELETE FROM sign_in_log WHERE number >= ?", (number,), "sign-in")
    else:
        changed = "UPDATE sign_in_log SET body = replace(body, 'local', 'other') WHERE number = ?"
        at.run(changed, (number,), "sign-in")
        _rechained(at, "sign-in", "sign_in_log")
    return Wrong(DOOR, number)


@attack
def a_checkpoint(at: Proven, dice: Random) -> Wrong:
    """A note the database keeps says another root, or another size."""
    size, note = dice.choice(at.run("SELECT size, note FROM proof_checkpoints", (), "proof"))
    other = note.replace(f"\n{size}\n", f"\n{size - 1}\n")
    at.run("UPDATE proof_checkpoints SET note = ? WHERE note = ?", (other, note), "proof")
    return Wrong(f"{size} 条")


@attack
def a_tile(at: Proven, dice: Random) -> Wrong:
    """A tile the database keeps is another: the entry is told that differs from it."""
    origin, tile, hashes = dice.choice(
        at.run("SELECT origin, tile, hashes FROM proof_tiles WHERE level = 0", (), "proof")
    )
    n = dice.randrange(len(hashes))
    other = bytes(hashes[:n]) + bytes([hashes[n] ^ 1]) + bytes(hashes[n + 1 :])
    changed = "UPDATE proof_tiles SET hashes = ? WHERE origin = ? AND level = 0 AND tile = ?"
    at.run(changed, (other, origin, tile), "proof")
    log = HISTORY if origin.endswith("facts") else ROWS
    return Wrong(log, tile * 256 + n // 32 + 1)


@attack
def signed_anew(at: Proven, dice: Random) -> Wrong:
    """Everything the database holds is made to fit, checkpoints with the stolen key: the witness tells."""
    wrong = dice.choice([a_sum, who_approved, two_bodies, a_case_gone])(at, dice)
    at.run("DELETE FROM proof_checkpoints", (), "proof")
    at.run("DELETE FROM proof_tiles", (), "proof")
    signed_again(at)
    return wrong


@attack
def another_origin(at: Proven, dice: Random) -> Wrong:
    """History is rewritten and all checkpoints signed by a stranger's key under a stranger's name."""
    wrong = dice.choice([a_sum, who_approved])(at, dice)
    at.run("DELETE FROM proof_checkpoints", (), "proof")
    at.run("DELETE FROM proof_tiles", (), "proof")
    signed_by_a_stranger(at)
    return wrong
