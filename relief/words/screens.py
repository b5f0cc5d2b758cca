"""What stands on the pages of the console: its own file of the dictionary, by table and key."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from relief.words.dictionary import CHINESE, Unworded, file


@cache
def template(name: str, language: str = CHINESE) -> str:
    """A text of a page before its slots are filled, by table and key with dots. Raises ``Unworded``."""
    found: Any = file("console", language)
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if not isinstance(found, str):
        raise Unworded("console", "pages", name)
    return found


def screen(name: str, /, **slots: object) -> str:
    """The same with its slots filled in. A slot without a value raises ``KeyError``."""
    return template(name).format(**slots)
