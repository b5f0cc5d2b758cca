"""Log lines for whoever sits before them: what happened in a sentence of the dictionary, then its facts.

What the server says has its sentence too; whatever another library says is shown as it says it, and
named as a library's.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from structlog.typing import EventDict

from domain.ground.refusal import Code
from relief.clock import LHASA
from relief.words.dictionary import Unworded, entry, fact, table, word
from relief.words.edges import Edge
from relief.words.refusals import wording
from relief.words.sentences import say

KEPT = "kept"
"""Under which name a record of a library's way of logging keeps both."""

CODES = frozenset({"cause", "codes", "refused"})
"""Facts of a line that are codes of refusals: one, several, or how often each."""

FACTS = frozenset({"fact"})
"""Facts of a line that are stable names of facts."""


def kept(_: Any, __: str, event: EventDict) -> EventDict:
    """The line with what a library's way of logging would have lost: its sentence before it was
    filled in, and what it was filled with.
    """
    event["sentence"], event["slots"] = getattr(event["_record"], KEPT, (event["event"], ()))
    return event


def readable(_: Any, __: str, event: EventDict) -> str:
    """The line as a person reads it."""
    at = datetime.fromisoformat(event.pop("timestamp")).astimezone(LHASA)
    level, logger = event.pop("level"), event.pop("logger")
    said = str(event.pop("event"))
    sentence, slots = str(event.pop("sentence", said)), event.pop("slots", ())
    failed = [say("logs.failed", type=one["type"]) for one in event.pop("exception", ())]
    told = [*map(_fact, event.items()), *failed]
    return say(
        "logs.line",
        at=at.strftime("%H:%M:%S"),
        level=table("logs", "levels").get(level, level),
        said=worded(sentence, slots, logger, said),
        facts=say("logs.facts", list="、".join(told)) if told else "",
    )


def worded(sentence: str, slots: Any, logger: str, said: str) -> str:
    """What happened, in our words where it is ours."""
    known = table("logs", "events").get(sentence) or table("logs", "theirs").get(sentence)
    if known is None:
        return say("logs.theirs", logger=logger, said=said)
    return str(known).format(*slots)


def _fact(told: tuple[str, Any]) -> str:
    name, value = told
    return say("logs.fact", label=table("logs", "facts").get(name, name), value=_value(name, value))


def _value(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return "、".join(say("logs.times", what=_one(name, k), count=n) for k, n in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_one(name, str(one)) for one in value)
    return _one(name, str(value))


def _one(name: str, value: str) -> str:
    """One value in words; what nobody has words for as it is, and seen to be so."""
    for words in _words(name, value):
        return words
    return value if not value.isalpha() else say("logs.as-it-is", value=value)


def _code(value: str) -> Code | Edge:
    return Edge(value) if value in set(Edge) else Code(value)


def _words(name: str, value: str) -> Iterator[str]:
    try:
        if name in CODES:
            yield wording(_code(value)).title
        elif name in FACTS:
            yield fact(value)
        elif name == "of":
            yield word("KeptLog", value)
        elif name in table("logs", "values"):
            yield str(entry("logs", f"values.{name}", value))
    except (Unworded, ValueError):
        return
