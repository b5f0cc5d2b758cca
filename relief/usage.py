"""What the command line says of its own use, in the officers' language."""

import argparse
import re

from relief.words.sentences import template

SAID = {
    "usage: ": "usage.usage",
    "positional arguments": "usage.positionals",
    "options": "usage.options",
    "show this help message and exit": "usage.help",
    "%(prog)s: error: %(message)s\n": "usage.error",
    "argument %(argument_name)s: %(message)s": "usage.argument",
    "the following arguments are required: %s": "usage.required",
    "invalid choice: %(value)r (choose from %(choices)s)": "usage.choice",
    "invalid %(type)s value: %(value)r": "usage.value",
    "unrecognized arguments: %s": "usage.unknown",
    "expected one argument": "usage.one",
    "expected at least one argument": "usage.some",
    "expected at most one argument": "usage.most",
    "not allowed with argument %s": "usage.apart",
    "ignored explicit argument %r": "usage.extra",
    "ambiguous option: %(option)s could match %(matches)s": "usage.ambiguous",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "usage.tool",
}
"""The library's sentences, and ours by name."""


def ours(theirs: str) -> str:
    """Our sentence for one of the library's, with slots in the library's notation."""
    if theirs not in SAID:
        return theirs
    return re.sub(r"\{(\w+)\}", r"%(\1)s", template(SAID[theirs]))


def speak() -> None:
    """The library says ours from now on: it asks one function of its module for every sentence.

    Its only public way in is a compiled catalogue of gettext.
    """
    vars(argparse)["_"] = ours
