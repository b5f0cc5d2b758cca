"""A save as the function that appends takes it: all text, so that one prepared statement serves them all."""

from collections.abc import Sequence

import msgspec
from eventsourcing.persistence import DataError, StoredEvent

from adapters.store.beside import Beside
from adapters.store.postgres_ddl import SEPARATOR
from adapters.store.proving import Sealed
from adapters.store.recorder import Save
from domain.ground.history import PersonRow

MARK = 3
"""How many parameters, the last ones, tell the newest fact that is known."""


def _joined(values: Sequence[str]) -> str:
    """Values as one text parameter; the server splits it again with ``string_to_array``."""
    text = values[0] if len(values) == 1 else SEPARATOR.join(values)
    if text.count(SEPARATOR) != len(values) - 1 or not all(values):
        raise DataError("a stored text is never empty and holds no record separator (U+001E)")
    return text


def _columns(events: Sequence[StoredEvent]) -> tuple[str | None, ...]:
    if not events:
        return (None, None, None, None)
    return (
        _joined([str(e.originator_id) for e in events]),
        _joined([str(e.originator_version) for e in events]),
        _joined([e.topic for e in events]),
        _joined([e.state.decode() for e in events]),
    )


def _people_columns(people: Sequence[PersonRow]) -> tuple[str | None, ...]:
    if not people:
        return (None, None, None)
    return (
        _joined([p.person_id for p in people]),
        _joined([p.blind_index for p in people]),
        _joined([p.wrapped_key for p in people]),
    )


def beside_columns(beside: Beside) -> tuple[str | None]:
    """What stands beside the facts: a parameter for each kind."""
    return (msgspec.json.encode(beside.claims).decode() if beside.claims else None,)


def _seals(sealed: Sealed) -> tuple[str | None, str | None]:
    """The seal of a save, and those of its new persons; ``None`` where no office sealed it."""
    return sealed.save or None, _joined(sealed.people) if any(sealed.people) else None


def params_of(save: Save) -> tuple[str | None, ...]:
    """A save as the function takes it, without the timeline; all text, so that one prepared statement
    serves them all.
    """
    command, tracking, reads, mark = save.command, save.tracking, save.reads, save.mark
    return (
        *_columns(save.events),
        *((command.command_id, command.digest, command.outcome) if command else (None,) * 3),
        *_people_columns(save.people),
        *((tracking.application_name, str(tracking.notification_id)) if tracking else (None,) * 2),
        *((_joined([*reads]), _joined([*map(str, reads.values())])) if reads else (None,) * 2),
        *beside_columns(save.beside),
        *_seals(save.sealed),
        *((str(mark.position), mark.stream, mark.body) if mark else (None,) * MARK),
    )
