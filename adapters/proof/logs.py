"""The logs that prove themselves, and the leaf of each of their entries (``docs/proof.md``).

An entry's number is given out in the transaction that stores it and is never given out again, so
that a leaf follows from what is stored, whoever reads it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, text

from adapters.proof.merkle import leaf_hash
from adapters.store.reading import has_table

FACTS, ROWS, ACCESS, SIGN_IN = "facts", "rows", "access", "sign-in"
LOGS = (FACTS, ROWS, ACCESS, SIGN_IN)
BUNDLE = "bundle"
"""What stands in a log's place in the name under which bundles are signed."""

PAGE = 4_096

Entry = Sequence[Any]
"""The columns of an entry, its number first."""


class Gap(Exception):
    """An entry lacks in a log. Names its number."""

    def __init__(self, log: str, number: int) -> None:
        self.log, self.number = log, number
        super().__init__(f"{log} {number}")


@dataclass(frozen=True, slots=True)
class Form:
    """Where a log lies in the database, and how its leaves are written."""

    table: str
    number: str
    columns: str
    leaf: Callable[[Entry], str]


def fact_leaf(entry: Entry) -> str:
    """Position, stream, version, name, hash of the body."""
    position, stream, version, name, body = entry
    hashed = sha256(body.encode()).hexdigest()
    return f"relief-leaf/1 facts\n{position}\n{stream}\n{version}\n{name}\n{hashed}\n"


def row_leaf(entry: Entry) -> str:
    """Number, kind, key, digest, seal."""
    number, kind, key, digest, seal = entry
    return f"relief-leaf/1 rows\n{number}\n{kind}\n{key}\n{digest}\n{seal}\n"


def _bodied(log: str) -> Callable[[Entry], str]:
    def leaf(entry: Entry) -> str:
        number, body = entry
        return f"relief-leaf/1 {log}\n{number}\n{sha256(body.encode()).hexdigest()}\n"

    return leaf


FORMS: Mapping[str, Form] = {
    FACTS: Form("events", "position", "position, stream, version, name, body", fact_leaf),
    ROWS: Form("proof_rows", "number", "number, kind, key, digest, seal", row_leaf),
    ACCESS: Form("access_log", "number", "number, body", _bodied(ACCESS)),
    SIGN_IN: Form("sign_in_log", "number", "number, body", _bodied(SIGN_IN)),
}


class Source:
    """A log as it is stored. Reads only."""

    def __init__(self, log: str, engine: Engine) -> None:
        self.log, self._engine, self._form = log, engine, FORMS[log]
        form = self._form
        self._page = text(
            f"SELECT {form.columns} FROM {form.table} WHERE {form.number} > :after"
            f" ORDER BY {form.number} LIMIT :size"
        )
        self._head = text(f"SELECT max({form.number}) FROM {form.table}")

    def stands(self) -> bool:
        """Whether there is such a log."""
        return has_table(self._engine, self._form.table)

    def head(self) -> int:
        """The number of the newest entry; 0 where there is none."""
        with self._engine.connect() as connection:
            return connection.execute(self._head).scalar_one() or 0

    def pages(self, after: int = 0, size: int = PAGE) -> Iterator[Sequence[Entry]]:
        """The entries after a number, in order, as they are stored."""
        while True:
            with self._engine.connect() as connection:
                found: Any = connection.execute(self._page, {"after": after, "size": size})
                page: Sequence[Entry] = found.cursor.fetchall()
            if not page:
                return
            yield page
            after = page[-1][0]

    def all_hashed(self, entries: Sequence[Entry]) -> list[bytes]:
        """The hashes of many entries' leaves, in order."""
        leaf = self._form.leaf
        return [sha256(b"\x00" + leaf(entry).encode()).digest() for entry in entries]

    def hashed(self, entry: Entry) -> bytes:
        """The hash of an entry's leaf."""
        return leaf_hash(self._form.leaf(entry).encode())

    def hashes(self, after: int, to: int) -> Iterator[bytes]:
        """The hashes of the leaves after a number up to another. Raises ``Gap``."""
        number = after
        for page in self.pages(after) if to > after else ():
            page = page[: to - number]
            whole = page[-1][0] == number + len(page)
            if whole:
                yield from self.all_hashed(page)
                number += len(page)
            for entry in () if whole else page:
                number += 1
                if entry[0] != number:
                    raise Gap(self.log, number)
                yield self.hashed(entry)
            if number == to:
                return
        if number < to:
            raise Gap(self.log, number + 1)
