"""Siblings: any sign of any field, ends cut off whole, and what is logged made to fit what was changed."""

from base64 import b64encode
from collections.abc import Sequence
from random import Random
from typing import Any

from adapters.store.proving import claim_digest, digest, person_digest, receipt_digest
from domain.case.claims import ClaimRow
from domain.ground.history import CommandRow, PersonRow
from tests.support.proving import Proven, signed_again
from tests.support.tampering import (
    ATTACKS,
    HISTORY,
    LOOKS,
    ROWS,
    Wrong,
    attack,
    close_up,
    facts,
    moved,
    persons,
)
from tests.support.tampering_logs import _rechained, a_look, a_sign_in, looks_cut_off

__all__ = ["ATTACKS"]

FIELDS = {
    ("events", ""): ("position", "stream", "version", "name", "body"),
    ("commands", ""): ("command_id", "digest", "outcome", "first_position", "last_position"),
    ("people", ""): ("person_id", "blind_index", "wrapped_key"),
    ("claims", ""): ("kind", "key", "shared", "stream", "version"),
    ("proof_rows", ""): ("number", "kind", "key", "digest", "seal"),
    ("access_log", "access"): ("number", "body"),
    ("sign_in_log", "sign-in"): ("number", "body"),
    ("proof_checkpoints", "proof"): ("size", "note"),
}
"""Every field a proof goes over, by table and by the file it lies in."""


def another(dice: Random, value: Any) -> Any:
    """The same but for one sign; a number far away."""
    if isinstance(value, int):
        return value + dice.choice([1_000, 100_000])
    n = dice.randrange(len(value)) if value else 0
    return f"{value[:n]}{chr(ord(value[n]) ^ 1)}{value[n + 1 :]}" if value else "x"


@attack
def a_bit_of_any_field(at: Proven, dice: Random) -> Wrong:
    """One sign of any field of any table is another."""
    table, beside = dice.choice(sorted(FIELDS))
    fields = FIELDS[table, beside]
    row = dict(zip(fields, drawn(at, dice, table, beside), strict=True))
    field = dice.choice(fields)
    wrong = _first_wrong(at, table, row)
    where = " AND ".join(f"{name} = ?" for name in fields)
    change = f"UPDATE {table} SET {field} = ? WHERE {where}"
    at.run(change, (another(dice, row[field]), *row.values()), beside)
    return wrong


def drawn(at: Proven, dice: Random, table: str, beside: str) -> tuple[Any, ...]:
    """A row."""
    rows = at.run(f"SELECT {', '.join(FIELDS[table, beside])} FROM {table}", (), beside)
    return tuple(dice.choice(sorted(map(tuple, rows))))


def _first_wrong(at: Proven, table: str, row: dict[str, Any]) -> Wrong:
    match table:
        case "events":
            return Wrong(HISTORY, row["position"])
        case "commands":
            return Wrong(ROWS, logged(at, "save", row["command_id"]))
        case "people":
            return Wrong(row["person_id"])
        case "claims":
            return Wrong("单据编号")
        case "proof_rows":
            return Wrong(ROWS, row["number"])
        case "access_log":
            return Wrong(LOOKS, row["number"])
        case "sign_in_log":
            return Wrong("登录记录", row["number"])
        case _:
            return Wrong("的检查点")


def logged(at: Proven, kind: str, key: str) -> int:
    """The number of the first row of the log about something."""
    wanted = "SELECT min(number) FROM proof_rows WHERE kind = ? AND key = ?"
    ((number,),) = at.run(wanted, (kind, key))
    return int(number)


def fits(at: Proven, number: int, told: str) -> Wrong:
    """The row of the log says what the changed row says."""
    at.run("UPDATE proof_rows SET digest = ? WHERE number = ?", (told, number))
    return Wrong(ROWS, number)


@attack
def a_receipt_and_its_row(at: Proven, dice: Random) -> Wrong:
    """A receipt says something else, and the log of rows agrees."""
    rows = at.run("SELECT command_id, digest, outcome, first_position, last_position FROM commands")
    id, told, outcome, first, last = dice.choice(sorted(map(tuple, rows)))
    other = CommandRow(id, told, f"{outcome} ", first, last)
    at.run("UPDATE commands SET outcome = ? WHERE command_id = ?", (other.outcome, id))
    return fits(at, logged(at, "save", id), receipt_digest(other))


@attack
def a_claim_and_its_row(at: Proven, dice: Random) -> Wrong:
    """A number was used elsewhere, and the log of rows agrees."""
    asked = "SELECT kind, key, shared, vouched, stream, version FROM claims"
    kind, key, shared, vouched, stream, version = dice.choice(sorted(map(tuple, at.run(asked))))
    other = ClaimRow(kind, f"{key}x", shared, bool(vouched), stream, version)
    at.run("UPDATE claims SET key = ? WHERE kind = ? AND key = ?", (other.key, kind, key))
    return fits(at, logged(at, "claim", f"{stream} {version}"), claim_digest(other))


@attack
def a_person_and_their_row(at: Proven, dice: Random) -> Wrong:
    """Somebody is found by another number, and the log of rows agrees."""
    (person, _, wrapped), _ = persons(at, dice)
    at.run("UPDATE people SET blind_index = ? WHERE person_id = ?", ("0" * 64, person))
    told = person_digest(PersonRow(person, "0" * 64, wrapped))
    return fits(at, logged(at, "person", person), told)


@attack
def a_destruction_forged(at: Proven, dice: Random) -> Wrong:
    """Somebody's key is gone, and a fact at the end says that it was destroyed."""
    (person, *_), _ = persons(at, dice)
    (*_, (head, _, _, _, body)) = facts(at)
    emptied = "UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id"
    at.run(f"{emptied} WHERE person_id = ?", (person,))
    fact = (head + 1, f"person-{person}", 1, "key-destroyed/1", body)
    columns = "position, stream, version, name, body"
    at.run(f"INSERT INTO events ({columns}) VALUES (?, ?, ?, ?, ?)", fact)
    return Wrong(HISTORY, head + 1)


@attack
def a_retired_key_logged(at: Proven, _: Random) -> Wrong:
    """A master key is retired that nobody retired, and a further row says so."""
    ((number,),) = at.run("SELECT max(number) + 1 FROM proof_rows")
    at.run("INSERT INTO retired_master_keys VALUES ('0000')")
    row = (number, "retired", "0000", digest("retired", "0000"), "0" * 64)
    at.run("INSERT INTO proof_rows VALUES (?, ?, ?, ?, ?)", row)
    return Wrong(ROWS, number)


@attack
def a_restore_forged(at: Proven, dice: Random) -> Wrong:
    """The log says that the history was brought back, and agrees with nothing of before."""
    ((number,),) = at.run("SELECT max(number) + 1 FROM proof_rows")
    asked = "SELECT DISTINCT origin FROM proof_checkpoints WHERE origin LIKE ?"
    ((origin,),) = at.run(asked, ("%facts",), "proof")
    root = b64encode(dice.randbytes(32)).decode()
    told = f"{origin.removesuffix('/facts')}-2 {origin} 1 {root}"
    row = (number, "restored", told, digest("restored", told), "0" * 64)
    at.run("INSERT INTO proof_rows VALUES (?, ?, ?, ?, ?)", row)
    return Wrong(ROWS, number)


def move(at: Proven, table: str, beside: str, moves: Sequence[tuple[int, int]]) -> None:
    """Numbers changed, one after the other."""
    change = f"UPDATE {table} SET number = ? WHERE number = ?"
    for before, to in moves:
        at.run(change, (to, before), beside)


@attack
def two_rows(at: Proven, dice: Random) -> Wrong:
    """Two neighbours of the log of rows change places."""
    ((head,),) = at.run("SELECT max(number) FROM proof_rows")
    number = dice.randrange(1, head)
    move(at, "proof_rows", "", [(number, -1), (number + 1, number), (-1, number + 1)])
    return Wrong(ROWS, number)


@attack
def a_row_gone_closed_up(at: Proven, dice: Random) -> Wrong:
    """A row of the log of rows is gone, and what follows is renumbered."""
    ((head,),) = at.run("SELECT max(number) FROM proof_rows")
    number = dice.randrange(1, head)
    at.run("DELETE FROM proof_rows WHERE number = ?", (number,))
    moved(at, "proof_rows", "number", number, -1)
    return Wrong(ROWS, number)


@attack
def a_look_gone_closed_up(at: Proven, dice: Random) -> Wrong:
    """A look in the middle never was: renumbered, and the chain made again."""
    number = dice.randrange(1, 128)
    for table in ("access_log", "access_persons", "access_asked"):
        at.run(f"DELETE FROM {table} WHERE number = ?", (number,), "access")
        moved(at, table, "number", number, -1, "access")
    _rechained(at, "access", "access_log")
    return Wrong(LOOKS, number)


@attack
def two_looks(at: Proven, dice: Random) -> Wrong:
    """Two looks change places, and the chain is made again."""
    number = dice.randrange(1, 128)
    move(at, "access_log", "access", [(number, -1), (number + 1, number), (-1, number + 1)])
    _rechained(at, "access", "access_log")
    return Wrong(LOOKS, number)


@attack
def the_end_gone_whole(at: Proven, dice: Random) -> Wrong:
    """The newest saves are gone with all that stands beside them, their rows and persons."""
    saves = "SELECT first_position FROM commands WHERE first_position > 1 ORDER BY 1 DESC LIMIT 60"
    (first,) = dice.choice(at.run(saves))
    cut = "SELECT min(number) FROM proof_rows WHERE kind = 'save' AND key IN"
    ((number,),) = at.run(
        f"{cut} (SELECT command_id FROM commands WHERE first_position >= ?)", (first,)
    )
    for kind, table, column in (
        ("save", "commands", "command_id"),
        ("person", "people", "person_id"),
    ):
        these = f"SELECT key FROM proof_rows WHERE kind = '{kind}' AND number >= ?"
        at.run(f"DELETE FROM {table} WHERE {column} IN ({these})", (number,))
    late = "SELECT stream, version FROM events WHERE position >= ?"
    at.run(f"DELETE FROM claims WHERE (stream, version) IN ({late})", (first,))
    at.run("DELETE FROM events WHERE position >= ?", (first,))
    at.run("DELETE FROM proof_rows WHERE number >= ?", (number,))
    return Wrong(HISTORY, first)


@attack
def a_case_gone_with_its_grants(at: Proven, dice: Random) -> Wrong:
    """A whole case and every fact that names it, with claims and receipts; all is renumbered."""
    cases = sorted({one[1] for one in facts(at) if one[1].startswith("case-")})
    stream = dice.choice(cases)
    id = stream.removeprefix("case-")
    gone = [one[0] for one in facts(at) if one[1] == stream or id in one[4]]
    at.run("DELETE FROM claims WHERE stream = ?", (stream,))
    for position in reversed(gone):
        at.run("DELETE FROM events WHERE position = ?", (position,))
        at.run("DELETE FROM commands WHERE first_position = ?", (position,))
        close_up(at, position)
    return Wrong(HISTORY, gone[0])


def all_signed_anew(at: Proven) -> None:
    """No checkpoint and no tile of before, new ones by the stolen key; no witness is asked."""
    at.run("DELETE FROM proof_checkpoints", (), "proof")
    at.run("DELETE FROM proof_tiles", (), "proof")
    signed_again(at)


@attack
def logs_signed_anew(at: Proven, dice: Random) -> Wrong:
    """A log beside the history is changed or cut off, and everything signed again by the stolen key."""
    wrong = dice.choice([a_look, a_sign_in, looks_cut_off, a_look_gone_closed_up])(at, dice)
    all_signed_anew(at)
    return wrong


@attack
def rows_signed_anew(at: Proven, dice: Random) -> Wrong:
    """What stands beside facts is changed with its row, and everything signed again."""
    changing = (a_receipt_and_its_row, a_claim_and_its_row, a_person_and_their_row, two_rows)
    wrong = dice.choice(changing)(at, dice)
    all_signed_anew(at)
    return wrong


@attack
def the_end_signed_anew(at: Proven, dice: Random) -> Wrong:
    """The newest saves are gone whole, and everything signed again by the stolen key."""
    wrong = the_end_gone_whole(at, dice)
    all_signed_anew(at)
    return wrong


@attack
def a_note_at_a_witness(at: Proven, dice: Random) -> Wrong:
    """What a witness holds says another root."""
    notes = sorted((at.folder / "witness").glob("relief/*/*/checkpoints/*"))
    note = dice.choice(notes)
    first, size, root, *rest = note.read_text(encoding="utf-8").split("\n")
    told = "\n".join([first, size, another(dice, root[:40]) + root[40:], *rest])
    note.write_text(told, encoding="utf-8")
    return Wrong(f"{size} 条")


@attack
def another_key(at: Proven, dice: Random) -> Wrong:
    """The key that signs is another under the old name, and everything is signed by it."""
    file = at.settings.proof_key
    origin, _, _ = file.read_text(encoding="ascii").partition("\n")
    secret = b64encode(dice.randbytes(32)).decode()
    file.write_text(f"{origin}\ned25519 {secret}\n", encoding="ascii")
    all_signed_anew(at)
    return Wrong("不是本处密钥所签")
