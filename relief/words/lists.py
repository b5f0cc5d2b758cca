"""Words one after the other, so that nobody takes a part of one for another."""

from collections.abc import Iterable

WITHIN = frozenset("、，；")
"""Signs that some words have in themselves."""


def joined(words: Iterable[str]) -> str:
    """The words, each once, in their order: with 、 between, or with ； where one has such a sign in it."""
    each = dict.fromkeys(words)
    between = "；" if any(WITHIN & set(one) for one in each) else "、"
    return between.join(each)
