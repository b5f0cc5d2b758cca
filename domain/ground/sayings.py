"""Sentences of the lower floors: English for who reads code, with a key by which people are told.

The floors below the words know no Chinese. What they must tell all the same (a fault in a file of
law, a log that was changed) is a text whose template is its key in the dictionary.
"""

from typing import Any


class Saying(str):
    """A text that knows its template and what fills it; ``relief.words.sayings`` has the Chinese."""

    template: str
    slots: dict[str, Any]

    def __new__(cls, template: str, /, **slots: Any) -> "Saying":
        shown = {name: ", ".join(one) if _several(one) else one for name, one in slots.items()}
        made = super().__new__(cls, template.format(**shown))
        made.template, made.slots = template, slots
        return made


def _several(value: Any) -> bool:
    return isinstance(value, tuple | list)


def told_by(error: BaseException) -> Saying:
    """What an error says that was made with a saying. Raises ``TypeError`` for any other."""
    if not error.args or not isinstance(error.args[0], Saying):
        raise TypeError(f"{error!r} says nothing that can be put in words")
    return error.args[0]
