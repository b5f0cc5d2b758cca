"""Between ``Recorded`` facts and stored events: canonical JSON, loud about anything unexpected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Annotated, Any, Protocol

import msgspec
from eventsourcing.persistence import JSONTranscoder, Mapper, Notification, StoredEvent

from adapters.store.upcasts import UPCASTS, Upcast, envelope
from domain.ground.editions import FIRST, RULES_EDITION
from domain.ground.facts import FACTS, Authority, Fact, Recorded
from domain.ground.people import PersonId, Private
from domain.ground.sayings import Saying
from domain.ground.shapes import Change, Shape, shape_of


class Sealer(Protocol):
    """Seals private text under its person's key, bound to where it is stored."""

    def seal(self, private: Private, stream: str, version: int, field: str) -> Private:
        """The sealed value."""
        ...

    def open(self, private: Private, stream: str, version: int, field: str) -> str:
        """The clear text of a value sealed for exactly this place."""
        ...


class UnreadableEvent(ValueError):
    """A stored event cannot be read. Says where it is, never what it holds."""

    def __init__(self, stored: StoredEvent) -> None:
        self.stream = str(stored.originator_id)
        self.version = stored.originator_version
        self.name = stored.topic
        super().__init__(
            Saying(
                "{stream} version {version} ({name})",
                stream=self.stream,
                version=self.version,
                name=self.name,
            )
        )


class UnknownFact(UnreadableEvent):
    """No fact has this name."""


class FutureFact(UnreadableEvent):
    """The fact was stored by a later edition of this program, or decided under later rules."""


class MissingUpcast(UnreadableEvent):
    """No function leads from the stored version to the next."""


class MalformedFact(UnreadableEvent):
    """The body is not JSON, has missing or surplus fields, or a value of the wrong type."""


class UnstorableFact(ValueError):
    """A fact cannot be stored: unregistered, or private text without a sealer or already sealed."""

    def __init__(self, recorded: Recorded, reason: str) -> None:
        name = getattr(recorded.fact, "NAME", type(recorded.fact).__name__)
        super().__init__(f"{recorded.stream} version {recorded.version} ({name}): {reason}")


Rules = Annotated[int, msgspec.Meta(ge=FIRST)]
"""The edition of the rules. The first one is not written: facts from before editions name none."""


class _Body(msgspec.Struct, frozen=True, omit_defaults=True):
    at: datetime
    authority: Authority
    command: str
    fact: Any
    law: str
    officer: str
    rules: Rules = FIRST


class _Plan:
    """All that is known of one fact class: how to write, check and read it."""

    def __init__(self, kind: type[Fact]) -> None:
        self.kind = kind
        self.topic = f"{kind.NAME}/{kind.VERSION}"
        self.shape: Shape = shape_of(kind)  # type: ignore[arg-type]
        self.body = msgspec.defstruct(
            "Body",
            [
                ("at", datetime),
                ("authority", Authority),
                ("command", str),
                ("fact", kind),
                ("law", str),
                ("officer", str),
                ("rules", Rules, FIRST),
            ],
            forbid_unknown_fields=True,
            omit_defaults=True,
        )
        self.decoder = msgspec.json.Decoder(self.body, dec_hook=decoded)


PLANNING = Lock()
_PLANS: dict[type[Fact], _Plan] = {}
"""Made once of each class: a process opens the same history more than once before it serves."""
_AUTHORITY = shape_of(Authority)


def _encoded(value: Any) -> Any:
    if isinstance(value, Private) and value.box is not None:
        return {"about": value.about, "box": value.box}
    raise NotImplementedError(type(value).__name__)


def decoded(kind: type, raw: Any) -> Any:
    if kind is Private and isinstance(raw, Private):
        return raw
    if kind is Private:
        return Private(PersonId(raw["about"]), None, raw["box"])
    raise NotImplementedError(kind.__name__)


class FactMapper(Mapper[str]):
    """Facts as canonical JSON: keys sorted, every field present, private text sealed."""

    def __init__(
        self,
        sealer: Sealer | None = None,
        facts: Mapping[str, type[Fact]] = FACTS,
        upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS,
    ) -> None:
        super().__init__(transcoder=JSONTranscoder())
        self._sealer = sealer
        self._facts = facts
        self._upcasts = upcasts
        self._plans: dict[type[Fact], _Plan] = {}
        self._current: dict[str, _Plan] = {}
        self._encoder = msgspec.json.Encoder(order="sorted", enc_hook=_encoded)
        self._decoder = msgspec.json.Decoder()
        self.check()

    def check(self) -> None:
        """Look at every registered fact now. Raises ``TypeError`` for one that cannot be stored.

        Always before the first fact is read: ``msgspec`` publishes what it knows of a class before
        it is whole, and a thread that reads meanwhile brings the process down.
        """
        for kind in self._facts.values():
            self._plan(kind)

    @property
    def topics(self) -> Mapping[str, type[Fact]]:
        """Every fact of this edition, by the name it is stored under now."""
        return {topic: plan.kind for topic, plan in self._current.items()}

    def _plan(self, kind: type[Fact]) -> _Plan:
        plan = self._plans.get(kind)
        if plan is None:
            with PLANNING:
                plan = _PLANS.get(kind) or _PLANS.setdefault(kind, _Plan(kind))
            self._plans[kind] = plan
            self._current[plan.topic] = plan
        return plan

    def to_stored_event(self, domain_event: Recorded) -> StoredEvent:  # type: ignore[override]
        """Raises ``UnstorableFact``; what it says holds no content."""
        recorded, fact = domain_event, domain_event.fact
        if self._facts.get(getattr(fact, "NAME", "")) is not type(fact):
            raise UnstorableFact(recorded, "this fact is not registered")
        plan = self._plan(type(fact))
        if plan.shape.walk:
            fact = self._sealed(plan.shape, recorded)
        body = _Body(
            recorded.recorded_at,
            recorded.authority,
            recorded.command,
            fact,
            recorded.law,
            recorded.officer,
            recorded.rules,
        )
        state = self._encoder.encode(body)
        return StoredEvent(recorded.stream, recorded.version, plan.topic, state)

    def _sealed(self, shape: Shape, recorded: Recorded) -> Fact:
        sealer, stream, version = self._sealer, recorded.stream, recorded.version
        if sealer is None:
            raise UnstorableFact(recorded, "there is no sealer for private text")

        def seal(private: Private, path: str) -> Private:
            if private.box is not None:
                raise UnstorableFact(recorded, f"{path} was sealed for another place; open it")
            return sealer.seal(private, stream, version, path)

        assert shape.walk is not None
        sealed: Fact = shape.walk(recorded.fact, seal, "")
        return sealed

    def to_domain_event(self, stored_event: StoredEvent) -> Recorded:  # type: ignore[override]
        """Raises ``UnknownFact``, ``FutureFact``, ``MissingUpcast`` or ``MalformedFact``."""
        body = self._exact(stored_event) or self._checked(stored_event)
        if body.rules > RULES_EDITION:
            raise FutureFact(stored_event)
        return Recorded(
            stream=str(stored_event.originator_id),
            version=stored_event.originator_version,
            fact=body.fact,
            recorded_at=body.at,
            officer=body.officer,
            authority=body.authority,
            law=body.law,
            command=body.command,
            rules=body.rules,
            position=stored_event.id if isinstance(stored_event, Notification) else 0,
        )

    def _exact(self, stored: StoredEvent) -> Any:
        """The body if it is canonical, in one pass; ``None`` for what must be looked at closely.

        What decodes and encodes again to the very same bytes has no field missing or surplus.
        """
        plan = self._current.get(stored.topic)
        if plan is None:
            return None
        try:
            body = plan.decoder.decode(stored.state)
            return body if self._encoder.encode(body) == stored.state else None
        except Exception:
            return None

    def _checked(self, stored: StoredEvent) -> Any:
        """The body after a look at each of its keys, upcast where it is of an older version."""
        plan = self._current.get(stored.topic)
        try:
            raw = self._decoder.decode(stored.state)
            if plan is None:
                plan = self._upcast(stored, raw)
            envelope(raw)
            check = plan.shape.check
            if check and not (check(raw["fact"]) and _AUTHORITY.check(raw["authority"])):  # type: ignore[misc]
                raise MalformedFact(stored)
            return msgspec.convert(raw, plan.body, dec_hook=decoded)
        except UnreadableEvent:
            raise
        except Exception:
            raise MalformedFact(stored) from None

    def _upcast(self, stored: StoredEvent, raw: Any) -> _Plan:
        """Bring an older body up to date in place; the plan of the current version."""
        name, _, number = stored.topic.rpartition("/")
        kind = self._facts.get(name)
        if kind is None or not number.isdecimal():
            raise UnknownFact(stored)
        version = int(number)
        if version > kind.VERSION:
            raise FutureFact(stored)
        while version < kind.VERSION:
            step = self._upcasts.get((name, version))
            if step is None:
                raise MissingUpcast(stored)
            raw["fact"] = step(raw["fact"])
            version += 1
        return self._plan(kind)

    def opened(self, recorded: Recorded, below: str = "") -> Recorded:
        """The same with its private text in clear, all or ``below`` a path. Raises as the sealer."""
        if self._plan(type(recorded.fact)).shape.walk is None:
            return recorded
        if self._sealer is None:
            raise UnstorableFact(recorded, "there is no sealer for private text")
        opener, stream, version = self._sealer, recorded.stream, recorded.version

        def reveal(private: Private, path: str) -> Private:
            if not path.startswith(below):
                return private
            return Private(private.about, opener.open(private, stream, version, path))

        return self.changed(recorded, reveal)

    def changed(self, recorded: Recorded, change: Change) -> Recorded:
        """The same fact with each private value changed; ``change`` is told where it stands."""
        walk = self._plan(type(recorded.fact)).shape.walk
        fact = recorded.fact if walk is None else walk(recorded.fact, change, "")
        return recorded if fact is recorded.fact else replace(recorded, fact=fact)

    def stored(self, records: Sequence[Recorded]) -> list[StoredEvent]:
        """Several at once, in order."""
        return [self.to_stored_event(recorded) for recorded in records]
