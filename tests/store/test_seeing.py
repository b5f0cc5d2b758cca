"""What ledgers are shown of facts: enough for the same rows, of their own kinds only, and never wrong."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from types import UnionType
from typing import Any, NewType, Union, cast, get_args, get_origin, get_type_hints

import pytest
from eventsourcing.persistence import Notification

from adapters.packs import law
from adapters.store.mapper import FactMapper, FutureFact, MalformedFact, UnknownFact
from adapters.store.seeing import Seeing, Shown
from domain.ground.editions import RULES_EDITION
from domain.ground.facts import FACTS, Fact, Recorded
from domain.ground.people import PersonId, Private
from projections.all import everything
from projections.desks import Desks
from projections.rows import DictRows, Projection
from tests.projections.histories import AUTHORITY, submitted
from tests.projections.measure import NoKeys

LAW = law()
MAPPER = FactMapper(sealer=NoKeys())
LOOKED_AT: dict[type[Fact], None] = {k: None for one in everything(LAW) for k in one.looks}  # type: ignore[attr-defined]
OTHERS = [k for k in FACTS.values() if k.__module__.startswith("domain.") and k not in LOOKED_AT]
SCALARS: dict[Any, Any] = {
    str: "x",
    int: 1,
    bool: True,
    float: 1.0,
    date: date(2026, 3, 2),
    datetime: datetime(2026, 3, 2, tzinfo=UTC),
}


def made(hint: Any) -> Any:
    """Some value of a type, with one element in each list and no optional part left out."""
    if isinstance(hint, NewType):
        return made(hint.__supertype__)
    if hint is Private:
        return Private(PersonId("p"), "text")
    kinds = [kind for kind in get_args(hint) if kind not in (type(None), ...)]
    if get_origin(hint) in (tuple, frozenset):
        return get_origin(hint)([made(kinds[0])])
    if get_origin(hint) in (Union, UnionType):
        return made(kinds[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if is_dataclass(hint):
        hints, kind = get_type_hints(hint), cast(Any, hint)
        return kind(**{f.name: made(hints[f.name]) for f in fields(hint) if f.init})
    return SCALARS[hint]


def fact_of(kind: type[Fact]) -> Fact:
    """A fact with a value in every field, save a trace, which would have to add up."""
    fact = made(kind)
    known: Any = {"pack": "lhasa-2018-202", "assessment": None, "small": None}
    return replace(fact, **{name: known[name] for name in known if hasattr(fact, name)})  # type: ignore[no-any-return]


def recorded(fact: Fact, version: int = 2) -> Recorded:
    """A fact in an envelope."""
    return Recorded(
        stream="case-c1",
        version=version,
        fact=fact,
        recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
        officer="o",
        authority=AUTHORITY,
        law="lhasa-2018-202",
        command="c",
        position=version,
    )


def stored(one: Recorded) -> Notification:
    """The same as stored."""
    event = MAPPER.to_stored_event(one)
    return Notification(
        event.originator_id, event.originator_version, event.topic, event.state, one.position
    )


def shown(event: Notification, *projections: Projection) -> Shown:
    """The fact as those projections are shown it."""
    place = (str(event.originator_id), event.originator_version)
    return Seeing(MAPPER, projections).show(*place, event.topic, event.state, event.id)


def rows_after(projection: Projection, one: Recorded) -> object:
    """The rows after an application and one more fact, or which error there was."""
    rows = DictRows()
    projection.project(rows, recorded(submitted("c1", date(2026, 3, 2)), 1))
    try:
        projection.project(rows, one)
    except (LookupError, ValueError) as error:
        return type(error)
    return [rows.all(table) for table in projection.tables]


@pytest.mark.parametrize("kind", LOOKED_AT, ids=lambda kind: kind.__name__)
def test_what_is_shown_is_enough(kind: type[Fact]) -> None:
    """Each ledger makes of what it is shown what it would make of the whole fact."""
    whole = stored(recorded(fact_of(kind)))
    for n, projection in enumerate(everything(LAW)):
        seen, looks = shown(whole, projection)
        if kind not in projection.looks:  # type: ignore[attr-defined]
            assert (seen, looks) == (None, ())
            continue
        assert type(seen.fact) is kind
        again = everything(LAW)[n]
        assert rows_after(projection, seen) == rows_after(again, MAPPER.to_domain_event(whole))


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.__name__)
def test_what_no_ledger_looks_at_is_not_shown(kind: type[Fact]) -> None:
    """It is read far enough to know that no later rules decided it."""
    whole = stored(recorded(fact_of(kind)))
    assert shown(whole, *everything(LAW)) == (None, ())


def changed(kind: str, old: bytes, new: bytes, name: str = "") -> Notification:
    """A stored fact with something in its body replaced."""
    whole = stored(recorded(fact_of(FACTS[kind])))
    assert old in whole.state
    state = whole.state.replace(old, new)
    return Notification("case-c1", 2, name or whole.topic, state, 2)


LATER = f'"rules":{RULES_EDITION + 1}'.encode()
NOW = f'"rules":{RULES_EDITION}'.encode()


@pytest.mark.parametrize(
    ("event", "error"),
    [
        (changed("case-closed", NOW, LATER), FutureFact),
        (changed("key-destroyed", NOW, LATER), FutureFact),
        (changed("case-closed", b'"on":"2026-03-02"', b'"on":"soon"'), MalformedFact),
        (changed("key-destroyed", b"{", b""), MalformedFact),
        (changed("case-closed", b"{", b"{", "case-closed/99"), FutureFact),
        (changed("case-closed", b"{", b"{", "no-such-fact/1"), UnknownFact),
    ],
)
def test_what_cannot_be_read_is_named(event: Notification, error: type[Exception]) -> None:
    """Later rules, other names, broken bodies and values of looked-at fields are not stepped over."""
    with pytest.raises(error):
        shown(event, *everything(LAW))


def test_a_part_nobody_looks_at_is_missing() -> None:
    """A ledger that asks for what it did not name is told so at once."""
    whole = stored(recorded(fact_of(FACTS["relief-approved"])))
    seen, _ = shown(whole, *(one for one in everything(LAW) if not isinstance(one, Desks)))
    with pytest.raises(AttributeError):
        _ = seen.fact.assessment
    with pytest.raises(AttributeError):
        _ = seen.authority
