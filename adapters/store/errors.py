"""What can go wrong in the store, named so that callers can act on it.

Each is an error of the library; those the office knows are errors of ``domain.ground.history`` as well.
"""

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

from domain.ground import history


class UnnamedConflict(history.Conflict, IntegrityError):
    """A constraint of the database stood against it; nothing of this save was kept."""


class VersionConflict(history.Conflict, IntegrityError):
    """Somebody else wrote first to a stream of this save, or to one it rests on; nothing was kept."""


class EpochChanged(history.Conflict, IntegrityError):
    """The store went back since this save's memory was read; nothing of it was kept.

    What was remembered is forgotten by now: decide again upon what the store holds.
    """


class ClockBehind(history.ClockBehind, IntegrityError):
    """A fact would stand before what its stream holds, or long before the latest of any: none was kept."""


class ClaimTaken(history.ClaimTaken, IntegrityError):
    """A number that proves one thing only stands already; nothing of this save was kept."""


class CommandAlreadyRecorded(history.CommandAlreadyRecorded, IntegrityError):
    """This command id has a receipt already; nothing of this save was kept."""


class PersonAlreadyKnown(history.Conflict, IntegrityError):
    """A person with this blind index is stored already; nothing of this save was kept."""


class PersonChanged(history.Conflict, IntegrityError):
    """A person's key was destroyed, or somebody was named in a file, since it was looked at."""


class MasterKeyRetired(IntegrityError):
    """A person's key is wrapped under a master key that was retired; nothing was kept.

    No conflict: trying again would wrap under the same key again.
    """


class TrackingConflict(history.Conflict, IntegrityError):
    """This notification, or a later one, was tracked already; nothing of this save was kept."""


class NotHeld(InterfaceError):
    """What was asked of the database at connecting does not hold there. Says what to do about it."""


class NotInstalled(InterfaceError):
    """The database was installed by another edition. Says what to do about it."""


class NotOurs(InterfaceError):
    """What is to be installed would come to tables of another kind. Says where."""


class Emptied(OperationalError):
    """Nothing is recorded any more where this process saw facts: no other history is begun there."""


class OutcomeUnknown(history.OutcomeUnknown, OperationalError):
    """The reply to a commit was lost: the save may or may not be kept. Look the command id up."""


class Unanswered(history.Unanswered, OperationalError):
    """The store could not be asked whether a command has a receipt."""


BY_CONSTRAINT: dict[str, type[IntegrityError]] = {
    "events_pkey": VersionConflict,
    "events_stream_version_key": VersionConflict,
    "events_contiguous": VersionConflict,
    "events_read": VersionConflict,
    "events_epoch": EpochChanged,
    "commands_pkey": CommandAlreadyRecorded,
    "people_pkey": PersonAlreadyKnown,
    "people_blind_index_key": PersonAlreadyKnown,
    "tracking_pkey": TrackingConflict,
    **dict.fromkeys(("people_named_since", "people_key_destroyed"), PersonChanged),
    "retired_master_key": MasterKeyRetired,
}
"""Which named conflict a violated constraint stands for."""

READ_ONLY = "25006"
"""What PostgreSQL says to a writer where it is a standby, or told to be read only: try again later,
somewhere else."""

_BY_NAME: dict[str, type[PersistenceError]] = {
    IntegrityError.__name__: UnnamedConflict,
    **{
        kind.__name__: kind
        for kind in (
            InterfaceError,
            DataError,
            OperationalError,
            InternalError,
            ProgrammingError,
            NotSupportedError,
            DatabaseError,
        )
    },
}


def translated(error: BaseException) -> PersistenceError:
    """A driver's or SQLAlchemy's error as the library's error of the same DB-API kind."""
    if isinstance(error, exc.DBAPIError) and error.orig is not None:
        error = error.orig
    if getattr(error, "sqlstate", None) == READ_ONLY:
        return OperationalError(str(error))
    if isinstance(error, exc.TimeoutError):
        return OperationalError(f"no database connection was free: {error}")
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_NAME:
            return _BY_NAME[kind.__name__](str(error))
    return DatabaseError(str(error))
