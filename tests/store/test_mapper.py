"""Facts come back exactly as they went in, and anything unexpected is said aloud."""

from dataclasses import dataclass, replace
from datetime import date
from traceback import format_exception
from typing import Any

import msgspec
import pytest
from eventsourcing.persistence import Notification, StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from adapters.store.mapper import (
    FactMapper,
    FutureFact,
    MalformedFact,
    MissingUpcast,
    UnknownFact,
    UnreadableEvent,
    UnstorableFact,
)
from domain.ground.editions import RULES_EDITION
from domain.ground.facts import Fact
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.shapes import UnsupportedShape, shape_of
from tests.store.samples import SAMPLES, SampleOpened, SamplePaid, paid, recorded

SECRET = "卓玛 540102199001011234"


class BoxSealer:
    """A sealer whose boxes show what they were bound to."""

    def seal(self, private: Private, stream: str, version: int, field: str) -> Private:
        """Keep the clear text aside."""
        return Private(private.about, None, f"{stream}|{version}|{field}")

    def open(self, private: Private, stream: str, version: int, field: str) -> str:
        """Only at the place it was sealed for."""
        assert private.box == f"{stream}|{version}|{field}"
        return SECRET


def changed(stored: StoredEvent, **fields: Any) -> StoredEvent:
    """The stored event with its fact's fields changed; ``None`` removes one."""
    body = msgspec.json.decode(stored.state)
    body["fact"].update(fields)
    for name in [n for n, value in fields.items() if value is None]:
        del body["fact"][name]
    state = msgspec.json.encode(body)
    return StoredEvent(stored.originator_id, stored.originator_version, stored.topic, state)


@given(fen=st.integers(0, 10**12), on=st.dates(), note=st.none() | st.text())
def test_what_is_stored_comes_back_equal(fen: int, on: date, note: str | None) -> None:
    """For any values; and storing what came back gives the same bytes."""
    mapper = FactMapper(facts=SAMPLES)
    original = recorded("case-1", 3, SamplePaid(amount=Money(fen), paid_on=on, note=note))
    stored = mapper.to_stored_event(original)
    again = mapper.to_domain_event(stored)
    assert again == original
    assert mapper.to_stored_event(again) == stored


def test_authority_stored_before_appointments_were_named_still_loads() -> None:
    """An envelope without the appointment is one of an officer who acted without any on record."""
    mapper = FactMapper(facts=SAMPLES)
    stored = mapper.to_stored_event(recorded("case-1", 1, paid(120_000)))
    older = stored.state.replace(b'"appointment":null,', b"")
    assert older != stored.state
    assert mapper.to_domain_event(replace(stored, state=older)) == mapper.to_domain_event(stored)


def test_the_stored_form_is_plain_and_stable() -> None:
    """A stable name, and sorted JSON a clerk can read in psql; no Python path anywhere."""
    stored = FactMapper(facts=SAMPLES).to_stored_event(recorded("case-1", 1, paid(120_000)))
    assert stored.topic == "sample-paid/1"
    assert stored.state.decode() == (
        '{"at":"2026-03-02T12:00:00Z",'
        '"authority":{"appointment":null,"article":"art. 7","delegation":null,'
        '"division":"540102","post":"clerk"},'
        '"command":"c-1",'
        '"fact":{"amount":{"fen":120000},"note":null,"paid_on":"2026-03-02"},'
        '"law":"national-2018,tibet-2020","officer":"officer-7",'
        f'"rules":{RULES_EDITION}}}'
    )


def test_a_notification_carries_its_position() -> None:
    """The global order arrives in the envelope."""
    mapper = FactMapper(facts=SAMPLES)
    stored = mapper.to_stored_event(recorded("case-1", 1, paid(1)))
    note = Notification(
        stored.originator_id, stored.originator_version, stored.topic, stored.state, 42
    )
    assert mapper.to_domain_event(note).position == 42


@pytest.mark.parametrize(
    "fields",
    [
        {"paid_on": None},
        {"note": None},
        {"surplus": SECRET},
        {"amount": SECRET},
        {"amount": {"fen": 1, "surplus": SECRET}},
        {"amount": {}},
        {"paid_on": SECRET},
    ],
)
def test_a_body_that_does_not_fit_is_refused_without_showing_it(fields: dict[str, Any]) -> None:
    """Missing, surplus or mistyped, also inside a field; even where a default exists."""
    mapper = FactMapper(facts=SAMPLES)
    stored = changed(mapper.to_stored_event(recorded("case-1", 4, paid(1))), **fields)
    with pytest.raises(MalformedFact) as refusal:
        mapper.to_domain_event(stored)
    assert (refusal.value.stream, refusal.value.version) == ("case-1", 4)
    assert SECRET not in "".join(format_exception(refusal.value))


@pytest.mark.parametrize(
    ("topic", "state", "expected"),
    [
        ("sample-lost/1", b"{}", UnknownFact),
        ("sample-paid", b"{}", UnknownFact),
        ("sample-paid/2", b"{}", FutureFact),
        ("sample-paid/0", b'{"fact":{}}', MissingUpcast),
        ("sample-paid/1", b"no json", MalformedFact),
        ("sample-paid/1", b"[]", MalformedFact),
    ],
)
def test_what_cannot_be_read_is_named(
    topic: str, state: bytes, expected: type[UnreadableEvent]
) -> None:
    """By an error of its own that says which event it is."""
    mapper = FactMapper(facts=SAMPLES)
    mapper.check()
    with pytest.raises(expected, match="case-1 version 2"):
        mapper.to_domain_event(StoredEvent("case-1", 2, topic, state))


def test_an_older_version_is_brought_up_to_date() -> None:
    """Each step by its own function, before anything is checked."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Renamed(Fact):
        amount: Money
        reason: str

    Renamed.NAME, Renamed.VERSION = "sample-renamed", 3
    steps = {
        ("sample-renamed", 1): lambda old: {"amount": {"fen": old["yuan"] * 100}},
        ("sample-renamed", 2): lambda old: {**old, "reason": "unstated"},
    }
    mapper = FactMapper(facts={"sample-renamed": Renamed}, upcasts=steps)
    now = mapper.to_stored_event(recorded("case-1", 1, Renamed(amount=Money(500), reason="r")))
    body = msgspec.json.decode(now.state) | {"fact": {"yuan": 5}}
    old = StoredEvent("case-1", 1, "sample-renamed/1", msgspec.json.encode(body))
    assert mapper.to_domain_event(old).fact == Renamed(amount=Money(500), reason="unstated")


def opened() -> SampleOpened:
    """A fact with private text at several depths."""
    from tests.store.samples import Member

    dolma = PersonId("p1")
    return SampleOpened(
        household=(
            Member(dolma, Private(dolma, SECRET), Private(dolma, SECRET)),
            Member(dolma, Private(dolma, SECRET)),
        ),
        address=Private(dolma, SECRET),
        opened_on=date(2026, 3, 2),
    )


def test_private_text_is_sealed_where_it_stands() -> None:
    """Nothing clear is stored, each box is bound to its place, and opening is a separate step."""
    mapper = FactMapper(BoxSealer(), facts=SAMPLES)
    original = recorded("case-1", 1, opened())
    stored = mapper.to_stored_event(original)
    assert SECRET not in stored.state.decode()
    loaded = mapper.to_domain_event(stored)
    assert isinstance(loaded.fact, SampleOpened)
    assert loaded.fact.household[1].name.box == "case-1|1|household.1.name"
    with pytest.raises(ValueError, match="sealed"):
        loaded.fact.address.reveal()
    assert mapper.opened(loaded) == original


def test_private_text_is_never_stored_in_clear_nor_sealed_twice() -> None:
    """Without a sealer, or sealed for another place, a fact is refused."""
    with pytest.raises(UnstorableFact, match="no sealer"):
        FactMapper(facts=SAMPLES).to_stored_event(recorded("case-1", 1, opened()))
    mapper = FactMapper(BoxSealer(), facts=SAMPLES)
    loaded = mapper.to_domain_event(mapper.to_stored_event(recorded("case-1", 1, opened())))
    with pytest.raises(UnstorableFact, match="sealed for another place"):
        mapper.to_stored_event(recorded("case-2", 1, loaded.fact))


def test_an_unregistered_fact_is_not_stored() -> None:
    """What could not be read back is refused on the way in."""
    with pytest.raises(UnstorableFact, match="not registered"):
        FactMapper(facts={}).to_stored_event(recorded("case-1", 1, paid(1)))


def test_private_text_where_it_could_be_missed_is_refused_beforehand() -> None:
    """In a mapping or a union, a shape says so before anything is stored."""
    for hint in (dict[str, Private], Private | str, tuple[int, Private]):
        with pytest.raises(UnsupportedShape):
            shape_of(hint)
