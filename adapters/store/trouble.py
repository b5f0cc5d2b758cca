"""What a follower stands still at, in words that name nobody."""

from dataclasses import dataclass

from eventsourcing.persistence import Notification


class FollowerStopped(Exception):
    """A follower met an error and stays at its position until the cause is repaired.

    Names the event that was not applied, never its content.
    """

    def __init__(self, follower: str, failed: Notification, cause: BaseException) -> None:
        self.follower = follower
        self.position = failed.id
        super().__init__(
            f"{follower} stopped before position {failed.id}"
            f" ({failed.originator_id} version {failed.originator_version}, {failed.topic}):"
            f" {type(cause).__name__}"
        )


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where a follower stands still, and the kind of error that holds it there."""

    position: int
    error: str

    @classmethod
    def of(cls, error: BaseException, position: int) -> "Trouble":
        """What can be told of an error without its words, which might name somebody."""
        if isinstance(error, FollowerStopped):
            return cls(error.position, type(error.__cause__ or error).__name__)
        return cls(position, type(error).__name__)
