"""What a terminal is given: no sign that is not seen and could steer it."""

import json
import sys

from domain.ground.texts import unseen

REPLACED = "\N{REPLACEMENT CHARACTER}"
"""What stands for a sign that is not shown."""


def complain(text: str) -> None:
    """A line for people on standard error."""
    print(harmless(text), file=sys.stderr, flush=True)


def harmless(text: str) -> str:
    """A text as a terminal may have it: signs that are not seen, and could steer it, are replaced."""
    return "".join(REPLACED if unseen(sign) and sign not in "\n\t" else sign for sign in text)


def spelled(text: str) -> str:
    """JSON as a terminal may have it, where such a sign has another spelling."""
    return "".join(json.dumps(sign)[1:-1] if unseen(sign) else sign for sign in text)
