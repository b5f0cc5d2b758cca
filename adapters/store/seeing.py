"""Facts as ledgers see them: only what they look at is decoded, and only those who look are shown it.

A fact shown here is of its own class and lacks what nobody looks at: asking for that raises
``AttributeError``. What is older than this program, of a later one, or not as expected goes through
the mapper, which says what is wrong with it; the rest of a fact is looked at by ``relief verify``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from types import NoneType
from typing import Any, NewType, get_args, get_origin, get_type_hints

import msgspec
from eventsourcing.persistence import Notification

from adapters.store.mapper import PLANNING, FactMapper, decoded
from domain.ground.editions import FIRST, RULES_EDITION
from domain.ground.facts import Fact, Recorded
from domain.ground.money import Money
from projections.rows import Projection, Rows

Look = Callable[[Rows, Recorded], None]
Shown = tuple[Any, Sequence[Look]]
"""A fact in its envelope, and who looks at it; nothing where nobody does."""
SINGLE = (str, int, bool, date, Money, Enum, NoneType)


class _Edition(msgspec.Struct):
    """What is asked of every fact: under which rules it was decided."""

    rules: int = FIRST


def single(hint: Any) -> bool:
    """Whether a field holds one plain value, or none: such fields are always decoded."""
    if isinstance(hint, NewType):
        return single(hint.__supertype__)
    if get_origin(hint) in (tuple, list, dict, frozenset):
        return False
    kinds = get_args(hint)
    return all(map(single, kinds)) if kinds else isinstance(hint, type) and issubclass(hint, SINGLE)


def _setters(kind: type[Any], names: Iterable[str]) -> list[Callable[[Any, Any], None]]:
    """How the fields of a frozen class are filled where it is made without its constructor."""
    return [getattr(kind, name).__set__ for name in names]


ENVELOPE = ("stream", "version", "position", "recorded_at", "officer", "rules", "fact")
_stream, _version, _position, _recorded_at, _officer, _rules, _fact = _setters(Recorded, ENVELOPE)


class _View:
    """What is decoded of one kind of fact, and who looks at it."""

    def __init__(self, kind: type[Fact], parts: frozenset[str], looks: Sequence[Look]) -> None:
        hints = get_type_hints(kind)
        known: Any = fields(kind)  # type: ignore[arg-type]
        names = [f.name for f in known if f.name in parts or single(hints[f.name])]
        seen = msgspec.defstruct("Seen", [(name, hints[name]) for name in names])
        body: Any = [("at", datetime), ("fact", seen), ("officer", str), ("rules", int, FIRST)]
        self._decode = msgspec.json.Decoder(
            msgspec.defstruct("Body", body), dec_hook=decoded
        ).decode
        self._new, self._kind = kind.__new__, kind
        self._fill = _setters(kind, names)
        pick = attrgetter(*names)
        self._pick = pick if len(names) > 1 else lambda seen: (pick(seen),)
        self.looks = looks

    def show(self, stream: str, version: int, state: str | bytes, position: int) -> Recorded | None:
        """The fact in its envelope; ``None`` where later rules decided it."""
        body: Any = self._decode(state)
        if body.rules > RULES_EDITION:
            return None
        fact = self._new(self._kind)
        for fill, value in zip(self._fill, self._pick(body.fact), strict=True):
            fill(fact, value)
        recorded = Recorded.__new__(Recorded)
        _stream(recorded, stream)
        _version(recorded, version)
        _position(recorded, position)
        _recorded_at(recorded, body.at)
        _officer(recorded, body.officer)
        _rules(recorded, body.rules)
        _fact(recorded, fact)
        return recorded


class Seeing:
    """Shows stored facts to those projections that look at them."""

    def __init__(self, mapper: FactMapper, projections: Sequence[Projection]) -> None:
        self._mapper = mapper
        self._edition = msgspec.json.Decoder(_Edition).decode
        self._all = [one.project for one in projections]
        told = [getattr(one, "looks", None) for one in projections]
        with PLANNING:
            self._views = {} if None in told else dict(self._planned(told))
        self._unseen = {kind for kind in mapper.topics if kind not in self._views}
        if None in told:
            self._unseen.clear()

    def _planned(self, told: Sequence[Any]) -> Iterable[tuple[str, _View]]:
        for topic, kind in self._mapper.topics.items():
            looks = [look for look, one in zip(self._all, told, strict=True) if kind in one]
            if looks:
                parts = frozenset(part for one in told for part in one.get(kind, ()))
                yield topic, _View(kind, parts, looks)

    def show(
        self, stream: str, version: int, name: str, state: str | bytes, position: int
    ) -> Shown:
        """The fact of a row of events and who looks at it. Raises what the mapper does."""
        view = self._views.get(name)
        try:
            if view is not None:
                recorded = view.show(stream, version, state, position)
                if recorded is not None:
                    return recorded, view.looks
            elif name in self._unseen and self._edition(state).rules <= RULES_EDITION:
                return None, ()
        except Exception:
            pass
        stored = kept(stream, version, name, state, position)
        return self._mapper.to_domain_event(stored), self._all


def kept(stream: str, version: int, name: str, state: str | bytes, position: int) -> Notification:
    """A row of events as the library has it."""
    body = state.encode() if isinstance(state, str) else state
    return Notification(stream, version, name, body, position)
