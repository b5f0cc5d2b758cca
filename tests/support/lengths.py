"""How long the long walks go: a sample in ``make test``, the whole in ``make walks``."""

import os

WHOLE = os.environ.get("RELIEF_TEST_WALKS") == "whole"


def walk(sample: int, whole: int) -> int:
    """How many rounds, seconds or examples are asked of a long walk here."""
    return whole if WHOLE else sample
