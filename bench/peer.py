"""The same case written the library's way: an ``Aggregate``, an ``Application``, stock recorders.

Everything doubtful goes to the peer: it is handed facts ready made, checks no rule and no
authority, seals nothing, keeps no receipt, and has one stream where ours has several.
"""

from collections.abc import Sequence
from time import perf_counter, thread_time
from types import new_class
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from sqlalchemy import URL

from adapters.journal import Journal
from domain.ground.facts import FACTS, Fact
from domain.ground.people import Private
from relief.office.streams import case_stream

Payload = dict[str, Any]
Script = list[list[tuple[str, Payload]]]
"""For each command, the facts it brings about: their names and fields."""

ENVELOPE = ("officer", "authority", "law", "command")


class PeerCase(Aggregate):
    """A case that knows how many facts it has, and the last one's name."""

    kinds: ClassVar[dict[str, type[Any]]] = {}
    openings: ClassVar[dict[str, type[Any]]] = {}

    def __init__(self) -> None:
        self.facts = 1
        self.last = ""


def _applied(self: Any, aggregate: Any) -> None:
    aggregate.facts += 1
    aggregate.last = type(self).__name__


def _event(name: str, base: type[Any], kind: type[Fact]) -> type[Any]:
    """An event class of the library with the fields of one of our facts."""
    names = [*kind.__dataclass_fields__, *ENVELOPE]  # type: ignore[attr-defined]
    body: dict[str, Any] = {
        "__module__": __name__,
        "__qualname__": f"PeerCase.{name}",
        "__annotations__": dict.fromkeys(names, Any),
    }
    if base is Aggregate.Event:
        body["apply"] = _applied
    made: type[Any] = new_class(name, (base,), {}, lambda namespace: namespace.update(body))
    setattr(PeerCase, name, made)
    return made


for _name, _kind in FACTS.items():
    PeerCase.kinds[_name] = _event(_kind.__name__, Aggregate.Event, _kind)
PeerCase.openings["application-submitted"] = _event(
    "Opened", Aggregate.Created, FACTS["application-submitted"]
)


class PeerOffice(Application[UUID]):
    """Loads, triggers, saves; each of our commands is one call."""

    def open(self, facts: list[tuple[str, Payload]]) -> Any:
        """The first command; the new case's id."""
        name, payload = facts[0]
        case = PeerCase._create(PeerCase.openings[name], **payload)
        self._trigger(case, facts[1:])
        self.save(case)
        return case.id

    def record(self, case_id: Any, facts: list[tuple[str, Payload]]) -> None:
        """Any later command."""
        case: PeerCase = self.repository.get(case_id)
        self._trigger(case, facts)
        self.save(case)

    @staticmethod
    def _trigger(case: PeerCase, facts: list[tuple[str, Payload]]) -> None:
        for name, payload in facts:
            case.trigger_event(PeerCase.kinds[name], **payload)


def walk(app: PeerOffice, script: Script) -> tuple[float, float]:
    """Seconds to bring one case from application to archive: by the clock, and of this thread."""
    started, began = perf_counter(), thread_time()
    case_id = app.open(script[0])
    for facts in script[1:]:
        app.record(case_id, facts)
    return perf_counter() - started, thread_time() - began


def _plain(value: Any) -> Any:
    if isinstance(value, Private):
        return value.box
    raise NotImplementedError(type(value).__name__)


def script_of(journal: Journal, case: str) -> Script:
    """What our office recorded for a case, command by command, as the peer's payloads."""
    commands: dict[str, list[tuple[str, Payload]]] = {}
    for recorded in _all_of(journal, case):
        payload = msgspec.to_builtins(recorded.fact, enc_hook=_plain)
        payload |= {
            "officer": recorded.officer,
            "authority": msgspec.to_builtins(recorded.authority),
            "law": recorded.law,
            "command": recorded.command,
        }
        commands.setdefault(recorded.command, []).append((recorded.fact.NAME, payload))
    return list(commands.values())


def _all_of(journal: Journal, case: str) -> Sequence[Any]:
    """Every fact of the case's commands in any stream, in the order recorded."""
    own = journal.read((case_stream(case),))[case_stream(case)]
    wanted = {recorded.command for recorded in own}
    first = journal.store.command(own[0].command)
    assert first is not None
    return [r for r in journal.following(first.first_position - 1, 200) if r.command in wanted]


def environment(url: URL, cached: bool, name: str = "peer") -> dict[str, str]:
    """How the library is told to use its native recorder for this database."""
    cache = {"AGGREGATE_CACHE_MAXSIZE": "4096"} if cached else {}
    if url.get_backend_name() == "sqlite":
        file = f"{url.database}.{name}{'-cached' if cached else ''}"
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": file, **cache}
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(url.database),
        "POSTGRES_HOST": str(url.query["host"]),
        "POSTGRES_PORT": str(url.query.get("port", "5432")),
        "POSTGRES_USER": str(url.username),
        "POSTGRES_PASSWORD": str(url.password or ""),
        **cache,
    }
