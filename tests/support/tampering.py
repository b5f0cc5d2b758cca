"""What the owner of a database can do to a history, one kind at a time, drawn at random.

Each says which entry of which log is the first wrong one, as far as a log tells it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from adapters.store.proving import digest
from tests.support.proving import Proven

HISTORY, ROWS, LOOKS, DOOR = "历史", "回执与密钥登记", "查阅记录", "登录记录"


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first wrong entry; 0 where no log has one."""

    log: str
    number: int = 0


Attack = Callable[[Proven, Random], Wrong]
ATTACKS: dict[str, Attack] = {}


def attack(done: Attack) -> Attack:
    """A kind of tampering."""
    ATTACKS[done.__name__.replace("_", " ")] = done
    return done


def facts(at: Proven, like: str = "%") -> list[tuple[int, str, int, str, str]]:
    """Position, stream, version, name, body."""
    asked = "SELECT position, stream, version, name, body FROM events WHERE name LIKE ?"
    return [tuple(row) for row in at.run(f"{asked} ORDER BY position", (like,))]


def written(told: Any) -> str:
    """As the store writes it."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def rewrite(at: Proven, position: int, body: str) -> Wrong:
    """Another body for a fact."""
    at.run("UPDATE events SET body = ? WHERE position = ?", (body, position))
    return Wrong(HISTORY, position)


def moved(at: Proven, table: str, number: str, after: int, by: int, beside: str = "") -> None:
    """What comes after a number is so many numbers further on, by way of numbers below zero."""
    away = f"UPDATE {table} SET {number} = -({number} + ?) WHERE {number} > ?"
    at.run(away, (by, after), beside)
    at.run(f"UPDATE {table} SET {number} = -{number} WHERE {number} < 0", (), beside)


def close_up(at: Proven, first: int, by: int = 1) -> None:
    """Renumber what comes after a gap; receipts and claims as well."""
    moved(at, "events", "position", first, -by)
    for end in ("first_position", "last_position"):
        at.run(f"UPDATE commands SET {end} = {end} - {by} WHERE {end} > ?", (first,))


@attack
def a_bit(at: Proven, dice: Random) -> Wrong:
    """One sign of a body is another."""
    position, *_, body = dice.choice(facts(at))
    n = dice.randrange(len(body))
    return rewrite(at, position, body[:n] + chr(ord(body[n]) ^ 1) + body[n + 1 :])


@attack
def a_sum(at: Proven, dice: Random) -> Wrong:
    """An approval and its payment are of 9,000; the earlier is wrong first."""
    of_stream = dice.choice(facts(at, "relief-approved/%"))[1]
    changed = []
    for position, stream, _, _, body in facts(at):
        told = json.loads(body)
        if stream == of_stream and "amount" in told["fact"]:
            told["fact"]["amount"] = {"fen": 900_000}
            changed.append(rewrite(at, position, written(told)).number)
    return Wrong(HISTORY, changed[0])


@attack
def who_approved(at: Proven, dice: Random) -> Wrong:
    """Somebody else is said to have done it."""
    position, *_, body = dice.choice(facts(at))
    told = json.loads(body)
    told["officer"] = "nobody"
    return rewrite(at, position, written(told))


@attack
def when(at: Proven, dice: Random) -> Wrong:
    """It is said to have been a year later."""
    position, *_, body = dice.choice(facts(at))
    return rewrite(at, position, body.replace('"at":"2026', '"at":"2027', 1))


@attack
def posts_everywhere(at: Proven, _dice: Random) -> Wrong:
    """The post in every authority is another."""
    first = 0
    for position, *_, body in facts(at):
        told = json.loads(body)
        if "post" in told.get("authority", {}):
            told["authority"]["post"] = "approver"
            rewrite(at, position, written(told))
            first = first or position
    return Wrong(HISTORY, first)


@attack
def name_of_a_fact(at: Proven, dice: Random) -> Wrong:
    """It was something else."""
    position = dice.choice(facts(at))[0]
    at.run("UPDATE events SET name = 'case-closed/9' WHERE position = ?", (position,))
    return Wrong(HISTORY, position)


@attack
def stream_of_a_fact(at: Proven, dice: Random) -> Wrong:
    """It was of another case."""
    position = dice.choice(facts(at))[0]
    at.run("UPDATE events SET stream = 'case-x' WHERE position = ?", (position,))
    return Wrong(HISTORY, position)


@attack
def two_bodies(at: Proven, dice: Random) -> Wrong:
    """Two facts of one kind say what the other said."""
    one, two = sorted(dice.sample(facts(at, "relief-disbursed/%"), 2))
    rewrite(at, one[0], two[4])
    rewrite(at, two[0], one[4])
    return Wrong(HISTORY, one[0])


@attack
def two_boxes(at: Proven, dice: Random) -> Wrong:
    """Two sealed names of one fact are changed about."""
    position, *_, body = dice.choice(facts(at, "application-submitted/%"))
    told = json.loads(body)
    boxes = list(_boxes(told["fact"]))
    boxes[0]["box"], boxes[1]["box"] = boxes[1]["box"], boxes[0]["box"]
    return rewrite(at, position, written(told))


def _boxes(value: Any) -> Any:
    if isinstance(value, dict):
        if "box" in value:
            yield value
        for below in value.values():
            yield from _boxes(below)
    elif isinstance(value, list):
        for below in value:
            yield from _boxes(below)


@attack
def two_places(at: Proven, dice: Random) -> Wrong:
    """Two neighbours change places."""
    every = facts(at)
    n = dice.randrange(len(every) - 1)
    for position, to in ((every[n][0], -1), (every[n + 1][0], every[n][0]), (-1, every[n + 1][0])):
        at.run("UPDATE events SET position = ? WHERE position = ?", (to, position))
    return Wrong(HISTORY, every[n][0])


@attack
def a_fact_gone(at: Proven, dice: Random) -> Wrong:
    """A fact in the middle is deleted; nothing is renumbered."""
    position = dice.choice(facts(at)[:-1])[0]
    at.run("DELETE FROM events WHERE position = ?", (position,))
    return Wrong(HISTORY, position)


@attack
def a_fact_gone_closed_up(at: Proven, dice: Random) -> Wrong:
    """The last fact of a case is deleted, and what follows renumbered."""
    last = {stream: position for position, stream, *_ in facts(at) if stream.startswith("case-")}
    position = dice.choice(sorted(last.values())[:-1])
    at.run("DELETE FROM events WHERE position = ?", (position,))
    close_up(at, position)
    return Wrong(HISTORY, position)


@attack
def the_newest_gone(at: Proven, dice: Random) -> Wrong:
    """The newest facts and their receipts and rows are deleted."""
    head = facts(at)[-1][0] - dice.randint(1, 40)
    at.run("DELETE FROM events WHERE position > ?", (head,))
    at.run("DELETE FROM commands WHERE last_position > ?", (head,))
    return Wrong(HISTORY, head + 1)


@attack
def a_case_gone(at: Proven, dice: Random) -> Wrong:
    """A whole case is deleted with its claims and receipts, and all is renumbered."""
    cases = sorted({one[1] for one in facts(at) if one[1].startswith("case-")})
    stream = dice.choice(cases)
    gone = [one[0] for one in facts(at) if one[1] == stream]
    at.run("DELETE FROM claims WHERE stream = ?", (stream,))
    for position in reversed(gone):
        at.run("DELETE FROM events WHERE position = ?", (position,))
        at.run("DELETE FROM commands WHERE first_position = ?", (position,))
        close_up(at, position)
    return Wrong(HISTORY, gone[0])


@attack
def a_payment_forged(at: Proven, dice: Random) -> Wrong:
    """A second payment stands at the end, with a receipt and a row of the log of rows."""
    every = facts(at)
    _, stream, _, name, body = dice.choice(facts(at, "relief-disbursed/%"))
    position = every[-1][0] + 1
    version = max(one[2] for one in every if one[1] == stream) + 1
    fact = (position, stream, version, name, body)
    at.run(
        "INSERT INTO events (position, stream, version, name, body) VALUES (?, ?, ?, ?, ?)", fact
    )
    receipt = ("forged", "f" * 64, "{}", position, position)
    at.run("INSERT INTO commands VALUES (?, ?, ?, ?, ?)", receipt)
    ((number,),) = at.run("SELECT max(number) + 1 FROM proof_rows")
    told = digest("save", "forged", "f" * 64, str(position), str(position), "{}")
    row = (number, "save", "forged", told, dice.choice(["", "0" * 64]))
    at.run("INSERT INTO proof_rows VALUES (?, ?, ?, ?, ?)", row)
    return Wrong(ROWS, number)


@attack
def a_fact_put_in(at: Proven, dice: Random) -> Wrong:
    """A forged fact stands in the middle, and all after it one further on."""
    every = facts(at)
    at_position, _, _, name, body = dice.choice(every)
    moved(at, "events", "position", at_position - 1, 1)
    at.run("INSERT INTO events VALUES (?, 'case-forged', 1, ?, ?)", (at_position, name, body))
    return Wrong(HISTORY, at_position)


@attack
def every_receipt(at: Proven, _: Random) -> Wrong:
    """No command ever had an answer."""
    at.run("DELETE FROM commands")
    return Wrong(ROWS, 2)


@attack
def a_receipt(at: Proven, dice: Random) -> Wrong:
    """A receipt is gone, or says something else."""
    key, number = dice.choice(at.run("SELECT key, number FROM proof_rows WHERE kind = 'save'"))
    other = "UPDATE commands SET outcome = outcome || ' ' WHERE command_id = ?"
    gone = "DELETE FROM commands WHERE command_id = ?"
    at.run(dice.choice([other, gone]), (key,))
    return Wrong(ROWS, number)


@attack
def a_claim(at: Proven, dice: Random) -> Wrong:
    """A number that was used is free again, or was used elsewhere."""
    kind, key = dice.choice(at.run("SELECT kind, key FROM claims"))
    other = "UPDATE claims SET key = key || 'x' WHERE kind = ? AND key = ?"
    at.run(dice.choice([other, "DELETE FROM claims WHERE kind = ? AND key = ?"]), (kind, key))
    return Wrong("单据编号")


def persons(at: Proven, dice: Random) -> list[tuple[str, str, str]]:
    """Two persons' rows, drawn."""
    rows = at.run("SELECT person_id, blind_index, wrapped_key FROM people ORDER BY 1")
    return [tuple(row) for row in dice.sample(rows, 2)]


@attack
def a_blind_index(at: Proven, dice: Random) -> Wrong:
    """Somebody is found by another number."""
    (person, *_), _ = persons(at, dice)
    at.run("UPDATE people SET blind_index = ? WHERE person_id = ?", ("0" * 64, person))
    return Wrong(person)


@attack
def a_wrapped_key(at: Proven, dice: Random) -> Wrong:
    """Somebody's key is another's."""
    (person, *_), (_, _, wrapped) = persons(at, dice)
    at.run("UPDATE people SET wrapped_key = ? WHERE person_id = ?", (wrapped, person))
    return Wrong(person)


@attack
def a_person_logged(at: Proven, dice: Random) -> Wrong:
    """An index is replaced, and a further row of the log says so."""
    (person, _, wrapped), _ = persons(at, dice)
    at.run("UPDATE people SET blind_index = ? WHERE person_id = ?", ("0" * 64, person))
    ((number,),) = at.run("SELECT max(number) + 1 FROM proof_rows")
    told = digest("person", person, "0" * 64, wrapped)
    at.run("INSERT INTO proof_rows VALUES (?, 'person', ?, ?, ?)", (number, person, told, "0" * 64))
    return Wrong(ROWS, number)


@attack
def a_person(at: Proven, dice: Random) -> Wrong:
    """Somebody is gone, or was destroyed by nobody, or is a stranger brought in."""
    (person, *_), _ = persons(at, dice)
    match dice.randrange(3):
        case 0:
            at.run("DELETE FROM people WHERE person_id = ?", (person,))
        case 1:
            emptied = "UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id"
            at.run(f"{emptied} WHERE person_id = ?", (person,))
        case _:
            person = "0" * 32
            at.run("INSERT INTO people VALUES (?, ?, ?)", (person, "1" * 64, "k:box"))
    return Wrong(person)


@attack
def a_retired_key(at: Proven, _: Random) -> Wrong:
    """A master key is retired that nobody retired."""
    at.run("INSERT INTO retired_master_keys VALUES ('0000')")
    return Wrong("停用的主密钥")


@attack
def a_row_of_the_log(at: Proven, dice: Random) -> Wrong:
    """A row of the log of rows is changed or gone."""
    ((number,),) = [dice.choice(at.run("SELECT number FROM proof_rows WHERE number > 1"))]
    other = "UPDATE proof_rows SET seal = 'x' WHERE number = ?"
    gone = "DELETE FROM proof_rows WHERE number = ?"
    at.run(dice.choice([other, gone]), (number,))
    return Wrong(ROWS, number)


@attack
def the_rows_after(at: Proven, dice: Random) -> Wrong:
    """The end of the log of rows is cut off."""
    ((head,),) = at.run("SELECT max(number) FROM proof_rows")
    cut = head - dice.randint(1, 30)
    at.run("DELETE FROM proof_rows WHERE number > ?", (cut,))
    return Wrong(ROWS, cut + 1)
