"""Persons' wrapped keys in the store: found, wrapped anew, gone with their fact."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from adapters.store.proving import ProofRow, Seal, person_row, restored_row, retired_row
from domain.ground.history import PersonRow

Run = Callable[[str, Sequence[Any]], list[Any]]
"""Runs one statement (written with ``?``) inside a transaction; its rows."""

T = TypeVar("T")
COLUMNS = "SELECT person_id, blind_index, wrapped_key FROM people"


class PersonKeys(ABC):
    """What is asked and changed of persons' keys. A destroyed key is an empty one."""

    office: Seal

    @abstractmethod
    def _fetch(self, statement: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of one reading statement."""

    @abstractmethod
    def _among(self, column: str, values: Sequence[str]) -> tuple[str, Any]:
        """A condition that a column has one of the values, and its one parameter."""

    @abstractmethod
    def _transact(self, work: Callable[[Run], T]) -> T:
        """Do something in one transaction, apart from every other writer."""

    @abstractmethod
    def _prove(self, run: Run, row: ProofRow) -> None:
        """Add to the log of rows, inside a transaction."""

    @abstractmethod
    def scrub(self) -> bool:
        """Remove what overwritten rows leave in the database's files; false where not allowed."""

    def people_by_id(self, ids: Sequence[str]) -> dict[str, PersonRow]:
        """The stored persons among these identifiers."""
        return {row.person_id: row for row in self._people("person_id", ids)}

    def people_by_blind_index(self, indexes: Sequence[str]) -> dict[str, PersonRow]:
        """The stored persons among these blind indexes, by blind index."""
        return {row.blind_index: row for row in self._people("blind_index", indexes)}

    def _people(self, column: str, values: Sequence[str]) -> list[PersonRow]:
        if not values:
            return []
        among, param = self._among(column, list(values))
        statement = f"SELECT person_id, blind_index, wrapped_key FROM people WHERE {among}"
        return [PersonRow(*row) for row in self._fetch(statement, (param,))]

    def wrapped_otherwise(self, key: str, after: str = "", limit: int = 500) -> list[PersonRow]:
        """Persons whose keys are not wrapped under this master key, by identifier."""
        statement = (
            f"{COLUMNS} WHERE person_id > ? AND wrapped_key <> '' AND NOT {_under(key)}"
            " ORDER BY person_id LIMIT ?"
        )
        return [PersonRow(*row) for row in self._fetch(statement, (after, f"{key}:", limit))]

    def rewrap(self, changes: Sequence[tuple[PersonRow, str]]) -> None:
        """Keep the same keys wrapped anew. What was changed or destroyed meanwhile stays as it is."""
        statement = (
            "UPDATE people SET wrapped_key = ? WHERE person_id = ? AND wrapped_key = ?"
            " RETURNING blind_index"
        )

        def work(run: Run) -> None:
            for person, wrapped in changes:
                for (index,) in run(statement, (wrapped, person.person_id, person.wrapped_key)):
                    anew = PersonRow(person.person_id, index, wrapped)
                    self._prove(run, person_row(self.office, anew))

        self._transact(work)

    def retire_master_key(self, key: str, original: bool) -> int:
        """Let nothing be wrapped under a master key any more; unless something still is: how much.

        ``original``: it is the one under which the first edition wrapped, without naming it.
        """
        unnamed = f" OR {UNNAMED}" if original else ""
        used = f"SELECT count(*) FROM people WHERE {_under(key)}{unnamed}"
        retire = (
            "INSERT INTO retired_master_keys VALUES (?) ON CONFLICT DO NOTHING RETURNING key_id"
        )

        def work(run: Run) -> int:
            still: int = run(used, (f"{key}:",))[0][0]
            if not still and run(retire, (key,)):
                self._prove(run, retired_row(self.office, key))
            return still

        return self._transact(work)

    def log_restore(self, told: str) -> None:
        """Log that a history brought back goes on, in the words of the restore."""
        self._transact(lambda run: self._prove(run, restored_row(self.office, told)))


UNNAMED = "wrapped_key <> '' AND replace(wrapped_key, ':', '') = wrapped_key"


def _under(key: str) -> str:
    """A condition with one parameter, the key's id and a colon; both databases read it alike."""
    return f"substr(wrapped_key, 1, {len(key) + 1}) = ?"
