"""What whoever records an application is told of signs that no letter could show, before one is posted."""

from collections.abc import Iterator

from domain.case.plain import private
from domain.ground.commands import Command
from domain.ground.refusal import Code
from relief.api.problems import Fault
from relief.outside import drawable


def names_people(command: Command) -> bool:
    """Whether it says an application, whole or anew."""
    return hasattr(command, "members") or hasattr(command, "changes")


def unprintable(command: Command) -> Iterator[Fault]:
    """Each field with a sign no font at hand has; a name is kept as it is all the same."""
    for path, value in private(command):
        if not drawable(value.reveal()):
            yield Fault(Code.SIGN_NOT_PRINTABLE, None, path)
