"""What the lower floors say, in words: their own sentence is the key, its slots are told as written.

Errors are told by what they were made with; what the system or a library says is put in our words.
"""

import errno
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from domain.ground.sayings import Saying
from domain.law.mistakes import PackError, Problem
from relief.words.dictionary import CHINESE, entry
from relief.words.sentences import say

NAMED = ("“", "”")
"""What stands around a name or value that is told as a file has it."""

CANNOT = MappingProxyType(
    {
        errno.ENOENT: say("errors.no-such-place"),
        errno.ENOTDIR: say("errors.not-a-folder"),
        errno.EISDIR: say("errors.is-a-folder"),
        errno.EACCES: say("errors.denied"),
        errno.EPERM: say("errors.denied"),
        errno.EROFS: say("errors.read-only"),
        errno.EBUSY: say("errors.busy"),
        errno.ENOSPC: say("errors.full"),
        errno.ENAMETOOLONG: say("errors.long-name"),
    }
)
"""Why a file cannot be used, by the system's number."""


def told(saying: str, language: str = CHINESE) -> str:
    """A saying in words; a text that is none is in words already. Raises ``Unworded``."""
    if not isinstance(saying, Saying):
        return saying
    template = str(entry("sayings", "sayings", saying.template, language))
    return template.format(**{name: _shown(value) for name, value in saying.slots.items()})


def _shown(value: object) -> object:
    match value:
        case Saying():
            return told(value)
        case BaseException():
            return reason(value)
        case tuple() | list():
            return several(value)
        case _:
            return value


def several(names: Iterable[object]) -> str:
    """Names one after the other, each as it is typed; sayings in words."""
    return "、".join(
        told(one) if isinstance(one, Saying) else str(one).join(NAMED) for one in names
    )


def cannot(error: OSError) -> str:
    """Why a file cannot be used."""
    return CANNOT.get(error.errno or 0, say("errors.not-allowed"))


def reason(error: BaseException) -> str:
    """What an error says, in words."""
    first = error.args[0] if error.args else None
    match error:
        case PackError():
            return "".join(f"\n{mistake(one)}" for one in error.problems)
        case UnicodeError():
            return say("errors.encoding")
        case OSError():
            return cannot(error)
        case KeyError():
            return say("errors.lacking", key=first)
        case _ if isinstance(first, Saying) or not str(first).isascii():
            return told(first or "")
        case _:
            return say("errors.form")


def mistake(one: Problem) -> str:
    """A mistake in a file of law: its line and place in cells of their own, then what is wrong."""
    return "  ".join(_cells(one))


def _cells(one: Problem) -> Iterator[str]:
    if one.line:
        yield say("errors.line", line=one.line)
    yield one.where
    yield told(one.message)
