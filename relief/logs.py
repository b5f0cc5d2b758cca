"""Logging: JSON lines (sentences for people), without personal data even where others err.

Three guards, in this order: exceptions are rendered as types and places, with a message only where
our own classes promise a clean one; then numbers that could belong to a person are blotted out;
then the line is written. Local variables are never shown.
"""

import logging
import re
import sys
from collections.abc import Callable, Iterator, MutableMapping
from datetime import UTC, date, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

from domain.ground.parted import number_of_a_person
from relief.lines import KEPT, kept, readable

BLOT = "‹removed›"
PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])("
    r"[0-9]{17}[0-9Xx]"  # identity number
    r"|[0-9]{12,19}"  # bank account
    r"|1[3-9][0-9]{9}"  # mobile phone
    r"|relief1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+"  # token
    r")(?![0-9A-Za-z])"
)
OF_A_PERSON = re.compile(
    r"(?<![0-9A-Za-z])([0-9]{17}[0-9Xx]|[0-9]{16,19}|1[3-9][0-9]{9})(?![0-9A-Za-z])"
)
"""Identity, card and mobile numbers, and nothing that a random number of a client could be."""


def of_a_person(text: str) -> bool:
    """Whether what others number leads to somebody, in whichever habit it is written: every door
    that keeps such a text or repeats it asks here.
    """
    return bool(OF_A_PERSON.search(text)) or number_of_a_person(text, date.max) is not None


OURS = ("adapters.", "relief.", "projections.", "domain.")
"""Exceptions of these packages name places and codes, never content."""

FRAMES = 12


def configure(level: str = "INFO", stream: TextIO | None = None, *, people: bool = False) -> None:
    """Send structlog's and the standard library's lines through the same guards to ``stream``.

    ``people``: whoever reads them sits before a tool, as before any terminal.

    Raises ``ValueError`` for a level nobody knows.
    """
    stream = stream or sys.stderr
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError(f"no such log level: {level}")
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(shared, people or stream.isatty()))
    _take_over(handler, number)


def _formatter(shared: list[Processor], people: bool) -> logging.Formatter:
    """How a line is guarded, and said to people or to machines."""
    writer = readable if people else structlog.processors.JSONRenderer(ensure_ascii=False)
    return Lines(
        writer,
        foreign_pre_chain=shared,
        processors=[
            *([kept] if people else ()),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            rendered_exception,
            redacted,
            writer,
        ],
    )


class Flat(dict[str, Any]):
    """A line of texts, numbers and lists of them, with ``event``: nothing of it needs rendering."""


def flatly(logger: logging.Logger, said: Flat) -> None:
    """Say a line that is said all the time: the same guards and form, a fifth of the work."""
    if logger.isEnabledFor(logging.INFO):
        logger.handle(logging.LogRecord(logger.name, logging.INFO, "", 0, said, None, None))


class Lines(structlog.stdlib.ProcessorFormatter):
    """Flat lines are written at once, all others by the processors."""

    def __init__(self, writer: Processor, **chains: Any) -> None:
        super().__init__(**chains)
        self._writer = writer

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        if not isinstance(record.msg, Flat):
            if isinstance(record.msg, str):
                setattr(record, KEPT, (record.msg, record.args or ()))
            return super().format(record)
        at = datetime.fromtimestamp(record.created, UTC).replace(tzinfo=None)
        told = {
            **record.msg,
            "level": "info",
            "logger": record.name,
            "timestamp": f"{at.isoformat()}Z",
        }
        return str(self._writer(None, "info", redacted(None, "info", told)))


def _take_over(handler: logging.Handler, number: int) -> None:
    """Let every line of the process go through one handler, from a level on."""
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(number)
    # Its access lines hold the raw path and query; the request line says what may be said.
    logging.getLogger("uvicorn.access").disabled = True
    for noisy in ("apscheduler", "httpx", "httpcore", "uvicorn"):
        logging.getLogger(noisy).setLevel(max(number, logging.WARNING))


def rendered_exception(_: Any, __: str, event: EventDict) -> EventDict:
    """``exc_info`` as types and places, outermost cause last."""
    error = event.pop("exc_info", None)
    event.pop("exception", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = [_exception(one) for one in _chain(error)]
    return event


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _exception(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    said: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    if kind.__module__.startswith(OURS):
        said["message"] = str(error)
    said["at"] = _places(error.__traceback__)
    return said


def _places(traceback: TracebackType | None) -> list[str]:
    frames = extract_tb(traceback)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def redacted(_: Any, __: str, event: EventDict) -> EventDict:
    """The line with every text, however deep, blotted where it could name a person."""
    clean: Callable[[Any], Any] = _clean
    return clean(event)  # type: ignore[no-any-return]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return PERSONAL.sub(BLOT, value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, MutableMapping):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(inner) for inner in value]
    return PERSONAL.sub(BLOT, str(value))
