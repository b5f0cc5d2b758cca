"""What a terminal is given: no sign that is not seen and could steer it."""

import io
import json
import os
import sys
from contextlib import suppress

from domain.ground.texts import unseen

REPLACED = "\N{REPLACEMENT CHARACTER}"
"""What stands for a sign that is not shown."""


def complain(text: str) -> None:
    """A line for people on standard error; nothing where nobody can be told."""
    with suppress(OSError):
        print(harmless(text), file=sys.stderr, flush=True)


def ready() -> None:
    """Signs a terminal has no letters for are written by their numbers: nothing fails for them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def unwritten() -> OSError | None:
    """Why what was said did not all get out; it is let go then, lest it be tried again at the end."""
    try:
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
        return error
    return None


def harmless(text: str) -> str:
    """A text as a terminal may have it: signs that are not seen, and could steer it, are replaced."""
    return "".join(REPLACED if unseen(sign) and sign not in "\n\t" else sign for sign in text)


def spelled(text: str) -> str:
    """JSON as a terminal may have it, where such a sign has another spelling."""
    return "".join(json.dumps(sign)[1:-1] if unseen(sign) else sign for sign in text)
