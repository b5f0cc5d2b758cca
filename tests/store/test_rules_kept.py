"""A fact says by which edition of the rules it was decided; facts from before editions say none."""

from dataclasses import replace

import msgspec
import pytest
from eventsourcing.persistence import StoredEvent

from adapters.store.mapper import FactMapper, FutureFact, MalformedFact
from adapters.store.recorder import EventRecorder
from domain.ground.editions import FIRST, RULES_EDITION
from tests.store.samples import SAMPLES, paid, recorded

MAPPER = FactMapper(facts=SAMPLES)


def told(stored: StoredEvent, **envelope: object) -> StoredEvent:
    """The stored event with its envelope changed."""
    body = {**msgspec.json.decode(stored.state), **envelope}
    return replace(stored, state=msgspec.json.encode(body, order="sorted"))


@pytest.mark.parametrize("rules", [FIRST, RULES_EDITION])
def test_either_database_gives_back_the_edition_of_a_fact(
    recorder: EventRecorder, rules: int
) -> None:
    """As it was recorded, whichever it was."""
    fact = replace(recorded("case-1", 1, paid(1)), rules=rules)
    recorder.insert_events([MAPPER.to_stored_event(fact)])
    (stored,) = recorder.select_events("case-1")
    assert MAPPER.to_domain_event(stored) == fact


def test_a_fact_from_before_editions_is_of_the_first_and_its_bytes_stay() -> None:
    """No word about rules in it, neither before nor after."""
    fact = replace(recorded("case-1", 1, paid(1)), rules=FIRST)
    stored = MAPPER.to_stored_event(fact)
    assert "rules" not in msgspec.json.decode(stored.state)
    again = MAPPER.to_domain_event(stored)
    assert again.rules == FIRST
    assert MAPPER.to_stored_event(again) == stored


def test_a_fact_is_of_the_newest_edition_where_nothing_else_is_said() -> None:
    """Nobody records under older rules by leaving a word out."""
    assert recorded("case-1", 1, paid(1)).rules == RULES_EDITION


def test_a_fact_decided_under_later_rules_is_not_read() -> None:
    """This release does not know what it was held to, and decides nothing upon it."""
    stored = MAPPER.to_stored_event(recorded("case-1", 1, paid(1)))
    with pytest.raises(FutureFact):
        MAPPER.to_domain_event(told(stored, rules=RULES_EDITION + 1))


@pytest.mark.parametrize("rules", [0, -1, "2", None, 1.5, True])
def test_an_edition_that_is_none_is_refused_loudly(rules: object) -> None:
    """Editions are counted from one."""
    stored = MAPPER.to_stored_event(recorded("case-1", 1, paid(1)))
    with pytest.raises(MalformedFact):
        MAPPER.to_domain_event(told(stored, rules=rules))
