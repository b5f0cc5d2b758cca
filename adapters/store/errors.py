"""What can go wrong in the store, named so that callers can act on it."""

from eventsourcing.persistence import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
)
from sqlalchemy import exc


class VersionConflict(IntegrityError):
    """Somebody else wrote to one of these streams first; nothing of this save was kept."""


class CommandAlreadyRecorded(IntegrityError):
    """This command id has a receipt already; nothing of this save was kept."""


class PersonAlreadyKnown(IntegrityError):
    """A person with this blind index is stored already; nothing of this save was kept."""


class PersonChanged(IntegrityError):
    """A person's key was destroyed, or somebody was named in a file, since it was looked at."""


class MasterKeyRetired(IntegrityError):
    """A person's key is wrapped under a master key that was retired; nothing was kept."""


class TrackingConflict(IntegrityError):
    """This notification, or a later one, was tracked already; nothing of this save was kept."""


class OutcomeUnknown(OperationalError):
    """The reply to a commit was lost: the save may or may not be kept. Look the command id up."""


BY_CONSTRAINT: dict[str, type[IntegrityError]] = {
    "events_pkey": VersionConflict,
    "events_stream_version_key": VersionConflict,
    "commands_pkey": CommandAlreadyRecorded,
    "people_pkey": PersonAlreadyKnown,
    "people_blind_index_key": PersonAlreadyKnown,
    "tracking_pkey": TrackingConflict,
    **dict.fromkeys(("people_named_since", "people_key_destroyed"), PersonChanged),
    "retired_master_key": MasterKeyRetired,
}
"""Which named conflict a violated constraint stands for."""

_BY_NAME: dict[str, type[PersistenceError]] = {
    kind.__name__: kind
    for kind in (
        InterfaceError,
        DataError,
        OperationalError,
        IntegrityError,
        InternalError,
        ProgrammingError,
        NotSupportedError,
        DatabaseError,
    )
}


def translated(error: BaseException) -> PersistenceError:
    """A driver's or SQLAlchemy's error as the library's error of the same DB-API kind."""
    if isinstance(error, exc.DBAPIError) and error.orig is not None:
        error = error.orig
    if isinstance(error, exc.TimeoutError):
        return OperationalError(f"no database connection was free: {error}")
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_NAME:
            return _BY_NAME[kind.__name__](str(error))
    return DatabaseError(str(error))
