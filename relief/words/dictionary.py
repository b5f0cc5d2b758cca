"""The files of the dictionary: read when first asked for, and what has no entry is told by name.

A language is a folder of files, one for each kind of word. Another language than Chinese may lack
files and entries: the Chinese ones stand in for them.
"""

import json
import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

CHINESE, TIBETAN = "zh-CN", "bo"
"""The languages there are folders for. Tibetan words come from people only, never from a machine."""

FOLDER = Path(__file__).parent


class Unworded(LookupError):
    """Something people are to read has no words. Names the file, what it is of, and which."""

    def __init__(self, file: str, kind: str, value: str) -> None:
        super().__init__(f"relief/words/{CHINESE}/{file}.toml has no words for {value!r} of {kind}")


class Unfiled(Unworded):
    """A whole file of words is not there. Names it."""

    def __init__(self, file: str) -> None:
        LookupError.__init__(
            self, f"there is no relief/words/{CHINESE}/{file}.toml, and words of it are asked for"
        )


class Unshown(Unworded):
    """An operation has no example of its body. Names it."""

    def __init__(self, operation: str) -> None:
        LookupError.__init__(
            self, f"relief/words/{CHINESE}/examples.json has no example of {operation}"
        )


@cache
def file(name: str, language: str = CHINESE) -> Mapping[str, Any]:
    """One file of a language, whole: what it lacks is the Chinese. Raises ``Unfiled``."""
    chinese = _read(name, CHINESE)
    return chinese if language == CHINESE else _over(chinese, _read(name, language))


def table(name: str, kind: str, language: str = CHINESE) -> Mapping[str, Any]:
    """One table of a file; ``a.b`` is a table within a table. Empty where there is none."""
    found: Any = file(name, language)
    for part in kind.split("."):
        found = found.get(part, {})
    return found  # type: ignore[no-any-return]


def entry(name: str, kind: str, value: str, language: str = CHINESE) -> Any:
    """What a table says of a value. Raises ``Unworded``."""
    try:
        return table(name, kind, language)[value]
    except KeyError:
        raise Unworded(name, kind, value) from None


def kind_of(type_: type) -> str:
    """The table of a closed list: its class, with its module before where classes share a name."""
    module = type_.__module__.rpartition(".")[2]
    own = f"{module}.{type_.__name__}"
    return own if table("values", own) else type_.__name__


def word(kind: str, value: str, language: str = CHINESE) -> str:
    """The word for a value of a list, by the list's table. Raises ``Unworded``."""
    return str(entry("values", kind, value, language))


def knows(kind: str, value: str) -> bool:
    """Whether a list has a word for a value."""
    return value in table("values", kind)


def of(value: Enum, language: str = CHINESE) -> str:
    """The word for a value of a closed list, by its type. Raises ``Unworded``."""
    return word(kind_of(type(value)), str(value.value), language)


def fact(name: str, language: str = CHINESE) -> str:
    """What a fact is called, by its stable name. Raises ``Unworded``."""
    return str(entry("facts", "facts", name, language))


def command(name: str, language: str = CHINESE) -> str:
    """What a command is called, by the name of its class. Raises ``Unworded``."""
    return str(entry("commands", "commands", name, language))


def chapter(name: str, language: str = CHINESE) -> str:
    """What a chapter of commands and questions is called. Raises ``Unworded``."""
    return str(entry("commands", "chapters", name, language))


@cache
def examples() -> Mapping[str, Any]:
    """A body of each operation that has one, as an office might send it; nobody real is in it.

    Tests send every one of them.
    """
    found: Mapping[str, Any] = json.loads(
        FOLDER.joinpath(CHINESE, "examples.json").read_text(encoding="utf-8")
    )
    return found


def example(operation: str) -> Any:
    """The example of an operation's body. Raises ``Unshown``."""
    try:
        return examples()[operation]
    except KeyError:
        raise Unshown(operation) from None


def _read(name: str, language: str) -> Mapping[str, Any]:
    path = FOLDER / language / f"{name}.toml"
    if not path.exists():
        if language == CHINESE:
            raise Unfiled(name)
        return {}
    with path.open("rb") as opened:
        return tomllib.load(opened)


def _over(chinese: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    """The Chinese with a language's own entries over it, table by table."""
    made = dict(chinese)
    for name, value in own.items():
        known = chinese.get(name)
        both = isinstance(value, dict) and isinstance(known, dict)
        made[name] = _over(known, value) if both and known is not None else value
    return made
