"""What stands beside facts against the log of rows: nothing lacks, nothing differs, the office sealed it."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

import msgspec
from eventsourcing.persistence import StoredEvent
from sqlalchemy import Table, func, select

from adapters.proof.logs import FACTS, PAGE, ROWS, Entry, Source
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


class _Facts:
    """The facts in order; what is recorded meanwhile comes as well."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._waiting: deque[Entry] = deque()
        self._read = 0

    def take(self, many: int) -> list[Entry]:
        """The next ones, fewer where there are no more."""
        while len(self._waiting) < many and self._more():
            pass
        return [self._waiting.popleft() for _ in range(min(many, len(self._waiting)))]

    def next(self) -> Entry | None:
        """The next one, which stays the next; ``None`` at the end."""
        return self._waiting[0] if self._waiting or self._more() else None

    def _more(self) -> bool:
        for page in self._source.pages(self._read):
            self._waiting.extend(page)
            self._read = page[-1][0]
            return True
        return False


class _Rows:
    """The log of rows, walked beside the facts and held against the tables."""

    def __init__(self, service: Service, found: Findings, sources: Sources) -> None:
        self._store, self._seal = service.journal.store, service.master.digest
        self._found, self._source = found, sources[ROWS]
        self._facts = _Facts(sources[FACTS])
        self._number = self._position = self._saves = 0
        self._began = False
        self._people: dict[str, str] = {}
        self._claims: list[tuple[str, str]] = []
        self._retired: set[str] = set()
        self._destroyed: set[str] = set()

    def check(self) -> None:
        """Everything logged, then everything there is; what is recorded meanwhile is no fault."""
        while True:
            for page in self._source.pages(self._number):
                self._page(page)
            faults = list(self._ended())
            if not faults or self._source.head() == self._number:
                break
        for fault in faults:
            self._found.fault(fault)

    def _page(self, page: Sequence[Entry]) -> None:
        receipts = self._receipts([entry[2] for entry in page if entry[1] == proving.SAVE])
        for entry in page:
            self._entry(entry, receipts)
            self._number = entry[0]

    def _entry(self, entry: Entry, receipts: Mapping[str, CommandRow]) -> None:
        number, kind, key, told, seal = entry
        match kind:
            case proving.SAVE:
                self._save(number, receipts.get(key), told, seal)
            case proving.PERSON:
                self._people[key] = told
                self._sealed(number, kind, key, told, seal)
            case proving.RETIRED:
                self._retired.add(key)
                self._sealed(number, kind, key, told, seal)
            case proving.RESTORED if told == digest(kind, key):
                self._sealed(number, kind, key, told, seal)
            case proving.CLAIM:
                self._claims.append((key, told))
            case proving.BEGAN if not self._began and told == digest(proving.BEGAN, key):
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
        first = receipt.first_position
        if receipt_digest(receipt) != told:
            self._found.fault(say("proven.receipt", number=number, position=first))
        facts = self._facts.take(max(receipt.last_position - first + 1, 0) if first else 0)
        if first and (not facts or facts[0][0] != first):
            self._found.fault(say("proven.of-no-save", position=self._position + 1))
        self._position = facts[-1][0] if facts else self._position
        self._note(facts)
        if self._began and save_seal(self._seal, receipt, list(map(_stored, facts))) != seal:
            self._found.fault(say("proven.unsealed-save", number=number, position=first))

    def _note(self, facts: Sequence[Entry]) -> None:
        """Whose key a fact destroyed."""
        for _, stream, _, name, body in facts:
            if name.startswith(f"{KeyDestroyed.NAME}/"):
                self._destroyed.add(stream.removeprefix("person-"))
            elif name.startswith(f"{IndexKeyDestroyed.NAME}/"):
                with suppress(msgspec.MsgspecError, LookupError, TypeError):
                    year = msgspec.json.decode(body)["fact"]["year"]
                    self._destroyed.add(f"{YEAR_KEY}{year}")

    def _sealed(self, number: int, kind: str, key: str, told: str, seal: str) -> None:
        if self._began and row_seal(self._seal, kind, key, told) != seal:
            self._found.fault(say("proven.unsealed", number=number))

    def _ended(self) -> Iterator[str]:
        """What there is and was never logged, and what was logged and is not there."""
        left = self._facts.next()
        if left is not None:
            yield say("proven.of-no-save", position=left[0])
        if not self._began:
            yield say("proven.not-begun")
        receipts = self._count(COMMANDS)
        if receipts != self._saves:
            yield say("proven.receipts", there=receipts, logged=self._saves)
        yield from self._persons()
        held = sorted((claim_key(one), claim_digest(one)) for one in self._store.all_claims())
        if held != sorted(self._claims):
            yield say("proven.claims")
        with self._store.engine.connect() as connection:
            retired = set(connection.execute(select(RETIRED_KEYS.c.key_id)).scalars())
        if retired != self._retired:
            yield say("proven.retired")

    def _count(self, table: Table) -> int:
        with self._store.engine.connect() as connection:
            found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
        return found

    def _persons(self) -> Iterator[str]:
        there = set()
        for person in self._every_person():
            there.add(person.person_id)
            if not self._whole(person):
                yield say("proven.person", person=person.person_id)
        for person_id in sorted(self._people.keys() - there):
            yield say("proven.no-person", person=person_id)

    def _whole(self, person: PersonRow) -> bool:
        """Whether a row is as it was logged last, or as its destruction left it."""
        logged = self._people.get(person.person_id)
        whose = person.person_id if is_year_key(person.person_id) else str(person.whose)
        if whose in self._destroyed:
            gone = (f"destroyed:{person.person_id}", "")
            return logged is not None and (person.blind_index, person.wrapped_key) == gone
        return person_digest(person) == logged

    def _every_person(self) -> Iterator[PersonRow]:
        wanted, after = select(PEOPLE).order_by(PEOPLE.c.person_id).limit(PAGE), ""
        while True:
            with self._store.engine.connect() as connection:
                page = connection.execute(wanted.where(PEOPLE.c.person_id > after)).all()
            if not page:
                return
            yield from (PersonRow(*row) for row in page)
            after = page[-1].person_id


def check_rows(service: Service, found: Findings, sources: Sources) -> None:
    """Walk the log once, the facts beside it, and then what there is."""
    _Rows(service, found, sources).check()


def _stored(entry: Entry) -> StoredEvent:
    _, stream, version, name, body = entry
    return StoredEvent(stream, version, name, body.encode())
