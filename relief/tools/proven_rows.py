"""What stands beside facts against the log of rows: nothing lacks, nothing differs, the office sealed it."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

import msgspec
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Table, select

from adapters.proof.logs import FACTS, ROWS, Entry
from adapters.proof.prover import Sources
from adapters.store import proving
from adapters.store.proving import (
    claim_digest,
    claim_key,
    digest,
    person_digest,
    receipt_digest,
    row_seal,
    save_seal,
)
from adapters.store.schema import COMMANDS, PEOPLE
from adapters.store.schema import RETIRED as RETIRED_KEYS
from domain.ground.history import YEAR_KEY, CommandRow, PersonRow, is_year_key
from domain.registers.keys.facts import IndexKeyDestroyed, KeyDestroyed
from relief.bootstrap import Service
from relief.tools.findings import Findings
from relief.words.sentences import say


def check_rows(service: Service, found: Findings, sources: Sources) -> None:
    """Walk the log once, the facts beside it, and then what there is."""
    rows = _Rows(service, found, sources)
    for page in sources[ROWS].pages():
        rows.page(page)
    rows.end()


class _Rows:
    def __init__(self, service: Service, found: Findings, sources: Sources) -> None:
        self._store, self._seal = service.journal.store, service.master.digest
        self._found = found
        self._facts = chain.from_iterable(sources[FACTS].pages())
        self._position = 0
        self._began = False
        self._saves = 0
        self._people: dict[str, str] = {}
        self._claims: list[tuple[str, str]] = []
        self._retired: set[str] = set()
        self._destroyed: set[str] = set()

    def page(self, page: Sequence[Entry]) -> None:
        """A page of the log."""
        receipts = self._receipts([entry[2] for entry in page if entry[1] == proving.SAVE])
        for number, kind, key, told, seal in page:
            match kind:
                case proving.SAVE:
                    self._save(number, receipts.get(key), told, seal)
                case proving.PERSON:
                    self._people[key] = told
                    self._sealed(number, kind, key, told, seal)
                case proving.RETIRED:
                    self._retired.add(key)
                    self._sealed(number, kind, key, told, seal)
                case proving.CLAIM:
                    self._claims.append((key, told))
                case proving.BEGAN:
                    if self._began or told != digest(proving.BEGAN, key):
                        self._found.fault(say("proven.row", number=number))
                    self._began = True
                case _:
                    self._found.fault(say("proven.row", number=number))

    def _receipts(self, ids: Sequence[str]) -> dict[str, CommandRow]:
        wanted = select(COMMANDS).where(COMMANDS.c.command_id.in_(ids))
        with self._store.engine.connect() as connection:
            return {row.command_id: CommandRow(*row) for row in connection.execute(wanted)}

    def _save(self, number: int, receipt: CommandRow | None, told: str, seal: str) -> None:
        """A receipt as it was logged, over the facts that follow the ones before, sealed."""
        self._saves += 1
        if receipt is None:
            self._found.fault(say("proven.no-receipt", number=number))
            return
        if receipt_digest(receipt) != told:
            self._found.fault(say("proven.receipt", number=number, position=receipt.first_position))
        many = receipt.last_position - receipt.first_position + 1 if receipt.first_position else 0
        facts = list(islice(self._facts, max(many, 0)))
        if many and (not facts or facts[0][0] != receipt.first_position):
            self._found.fault(say("proven.of-no-save", position=self._position + 1))
        self._position = facts[-1][0] if facts else self._position
        self._note(facts)
        if self._began and save_seal(self._seal, receipt, list(map(_stored, facts))) != seal:
            at = receipt.first_position
            self._found.fault(say("proven.unsealed-save", number=number, position=at))

    def _note(self, facts: Sequence[Entry]) -> None:
        """Whose key a fact destroyed."""
        for _, stream, _, name, body in facts:
            if name.startswith(f"{KeyDestroyed.NAME}/"):
                self._destroyed.add(stream.removeprefix("person-"))
            elif name.startswith(f"{IndexKeyDestroyed.NAME}/"):
                year = msgspec.json.decode(body)["fact"]["year"]
                self._destroyed.add(f"{YEAR_KEY}{year}")

    def _sealed(self, number: int, kind: str, key: str, told: str, seal: str) -> None:
        if self._began and row_seal(self._seal, kind, key, told) != seal:
            self._found.fault(say("proven.unsealed", number=number))

    def end(self) -> None:
        """What there is and was never logged, and what was logged and is not there."""
        for entry in islice(self._facts, 1):
            self._found.fault(say("proven.of-no-save", position=entry[0]))
        if not self._began:
            self._found.fault(say("proven.not-begun"))
        receipts = sum(1 for _ in self._all(COMMANDS))
        if receipts != self._saves:
            self._found.fault(say("proven.receipts", there=receipts, logged=self._saves))
        self._persons()
        held = sorted((claim_key(one), claim_digest(one)) for one in self._store.all_claims())
        if held != sorted(self._claims):
            self._found.fault(say("proven.claims"))
        if {key for (key,) in self._all(RETIRED_KEYS)} != self._retired:
            self._found.fault(say("proven.retired"))

    def _all(self, table: Table) -> Iterator[Any]:
        with self._store.engine.connect() as connection:
            yield from connection.execute(select(table))

    def _persons(self) -> None:
        for row in self._all(PEOPLE):
            person = PersonRow(*row)
            logged = self._people.pop(person.person_id, None)
            whose = person.person_id if is_year_key(person.person_id) else person.whose
            if str(whose) in self._destroyed:
                gone = (f"destroyed:{person.person_id}", "")
                whole = (person.blind_index, person.wrapped_key) == gone
            else:
                whole = person_digest(person) == logged
            if logged is None or not whole:
                self._found.fault(say("proven.person", person=person.person_id))
        for person_id in sorted(self._people):
            self._found.fault(say("proven.no-person", person=person_id))


def _stored(entry: Entry) -> StoredEvent:
    _, stream, version, name, body = entry
    return StoredEvent(stream, version, name, body.encode())
