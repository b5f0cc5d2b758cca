"""What the command line says of its own use, in the officers' language.

Whatever is wrong with what was typed is told in one form: the tool, the argument as it is typed and
what it is called, the rule, and where every argument is explained.
"""

import argparse
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from textwrap import wrap
from typing import Any, NoReturn

from relief.terminal import complain
from relief.words.dictionary import of
from relief.words.sentences import say, template

SAID = {
    "usage: ": "usage.usage",
    "positional arguments": "usage.positionals",
    "options": "usage.options",
    "show this help message and exit": "usage.help",
    "argument %(argument_name)s: %(message)s": "usage.argument",
    "the following arguments are required: %s": "usage.required",
    "one of the arguments %s is required": "usage.required",
    "expected one argument": "usage.one",
    "expected at least one argument": "usage.some",
    "expected at most one argument": "usage.most",
    "not allowed with argument %s": "usage.apart",
    "ignored explicit argument %r": "usage.extra",
    "ambiguous option: %(option)s could match %(matches)s": "usage.ambiguous",
}
"""The library's sentences, and ours by name."""


class WrongWords(ValueError):
    """No tool can do what was asked for. ``argument`` is wrong; the sentence is for people."""

    def __init__(self, argument: str, sentence: str) -> None:
        super().__init__(sentence)
        self.argument = argument


class Meant(Mapping[str, str]):
    """The values of a closed choice with what each means; the words are looked up when shown."""

    def __init__(self, values: Collection[Enum]) -> None:
        self._values = {str(one.value): one for one in values}

    def __getitem__(self, value: str) -> str:
        return of(self._values[value])

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Lines(argparse.HelpFormatter):
    """Help in lines as they are written; a code is never broken at its hyphen."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        whole = partial(wrap, width=width, break_on_hyphens=False)
        return [line for part in text.splitlines() for line in whole(part)]


class Tool(argparse.ArgumentParser):
    """One tool, or what one may be told to do: it says ours, and names arguments by their labels."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"formatter_class": Lines, **more})
        self.set_defaults(asked_of=self)

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """The words as they were meant. What nobody knows is told by the tool it was said to."""
        typed = sys.argv[1:] if args is None else args
        for place, one in enumerate(typed, start=1):
            if not readable(one):
                self.error(say("usage.unreadable", place=place))
        first = next(iter(typed), "")
        if first.startswith("-") and not self._knows(first):
            self.error(say("usage.unknown", names=f"“{first}”"))
        asked, strange = self.parse_known_args(args, namespace)
        if strange:
            shown = "、".join(f"“{one}”" for one in strange)
            asked.asked_of.error(say("usage.unknown", names=shown))
        return asked

    def _knows(self, typed: str) -> bool:
        """Whether what is typed first is an option of the tool, or the beginning of one."""
        name = typed.partition("=")[0]
        return any(one.startswith(name) for one in self._option_string_actions)

    def error(self, message: str) -> NoReturn:
        """End with what is wrong, and where every argument is explained."""
        self.exit(2, self.refused(message))

    def refused(self, message: str, argument: str | None = None) -> str:
        """What is said of wrong words; ``argument``: which one it is about."""
        for action in self._actions:
            if action.dest == argument:
                message = say("usage.about", name=called(action), message=message)
        wrong = say("usage.error", prog=self.prog, message=message)
        return f"{self.format_usage()}{wrong}\n"

    def format_help(self) -> str:
        """The help, every closed choice with its values and what each means."""
        kept = {action: action.help for action in self._actions}
        for action in kept:
            if isinstance(action.choices, Meant):
                action.help = "\n".join((str(action.help), *meanings(action)))
        try:
            return super().format_help()
        finally:
            for action, said in kept.items():
                action.help = said

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            told = say("usage.choice", value=value, choices="、".join(meanings(action)))
            raise argparse.ArgumentError(action, told)


def readable(typed: str) -> bool:
    """Whether what was typed is text: bytes that are none come as halves of signs, which nothing takes."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return False
    return True


def meanings(action: argparse.Action) -> list[str]:
    """The values of a closed choice, each with what it means."""
    if isinstance(action, argparse._SubParsersAction):
        chosen = {one.dest: str(one.help) for one in action._choices_actions}
    else:
        assert isinstance(action.choices, Meant), action.dest
        chosen = dict(action.choices)
    return [say("usage.meant", value=one, word=word) for one, word in chosen.items()]


def called(action: argparse.Action | None) -> str | None:
    """An argument as it is typed, with its label; the help shows the same."""
    if action is None:
        return None
    typed, label = "/".join(action.option_strings), action.metavar
    if not typed:
        return str(label)
    return say("usage.option", typed=typed, label=label or action.help)


def ours(theirs: str) -> str:
    """Our sentence for one of the library's, with slots in the library's notation."""
    if theirs not in SAID:
        return theirs
    return re.sub(r"\{(\w+)\}", r"%(\1)s", template(SAID[theirs]))


def speak() -> None:
    """The library says ours from now on: it asks one function of its module for every sentence, and
    one for the name of every argument.

    Its only public way in is a compiled catalogue of gettext.
    """
    vars(argparse).update({"_": ours, "_get_action_name": called})


def tell(asked: argparse.Namespace, wrong: WrongWords) -> None:
    """Say what is wrong with words that were judged after they were read."""
    complain(asked.asked_of.refused(str(wrong), wrong.argument).removesuffix("\n"))
