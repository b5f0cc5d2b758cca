"""Sentences of the tools and of answers: templates with named slots, by room and name."""

from functools import cache

from relief.words.dictionary import CHINESE, Unworded, file


def say(name: str, /, **slots: object) -> str:
    """A sentence with its slots filled in. ``name`` is the file, the table and the key, with dots.

    Raises ``Unworded``; a slot without a value raises ``KeyError``.
    """
    return template(name).format(**slots)


@cache
def template(name: str, language: str = CHINESE) -> str:
    """The same before its slots are filled. Raises ``Unworded``."""
    where, *path = name.split(".")
    found: object = file(f"sentences/{where}", language)
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, str):
        raise Unworded(f"sentences/{where}", "sentences", name)
    return found


def titles(name: str, language: str = CHINESE) -> tuple[str, ...]:
    """The heads of a table, which are one entry with blanks between. Raises ``Unworded``."""
    return tuple(template(name, language).split())
