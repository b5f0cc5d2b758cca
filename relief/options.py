"""What can be said on the command line: every tool with its options, in the officers' language."""

import argparse
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from domain.ground.access import Why
from domain.ground.names import (
    AT_THE_CONSOLE,
    FILE_NUMBER,
    TYPED,
    NoSuchName,
    folded,
    officer_id,
)
from domain.ground.places import CODE
from domain.ground.posts import Post
from domain.ground.terms import DocumentFormat, DocumentKind
from relief import __version__
from relief.usage import Meant, Tool, speak
from relief.words.sentences import say

PERSON_ID = re.compile("[0-9a-f]{32}")
"""How a person is named in answers and in the history."""


def officer(typed: str) -> str:
    """An officer's id in its one spelling. Raises ``ArgumentTypeError`` for what cannot be one."""
    try:
        return officer_id(typed)
    except NoSuchName:
        raise argparse.ArgumentTypeError(say("cli.rule.officer", typed=typed)) from None


def looker(typed: str) -> str:
    """Whose looks: an officer's, also one nobody is called by any more, or somebody's on the server."""
    if re.fullmatch(f"{AT_THE_CONSOLE}[!-~]{{1,90}}", typed):
        return typed
    if not TYPED.fullmatch(typed):
        raise argparse.ArgumentTypeError(say("cli.rule.officer", typed=typed))
    return folded(typed)


def file_number(typed: str) -> str:
    """The number of a case or a lead; what is none is not repeated: it may be somebody's number."""
    if not FILE_NUMBER.fullmatch(typed):
        raise argparse.ArgumentTypeError(say("cli.rule.file-number"))
    return typed.upper()


def person(typed: str) -> str:
    """A person's id; what is none is not repeated: it may be a number of an identity card."""
    if not PERSON_ID.fullmatch(typed):
        raise argparse.ArgumentTypeError(say("cli.rule.person"))
    return typed


def division(typed: str) -> str:
    """A division's code."""
    if not re.fullmatch(CODE, typed):
        raise argparse.ArgumentTypeError(say("cli.rule.division", typed=typed))
    return typed


POSTS = tuple(post for post in Post if post is not Post.SYSTEM)
"""What a token can be signed for."""

MOST_HOURS = 720
"""How long a development token is good at the most: a month."""


def period(typed: str) -> tuple[date, date]:
    """The first and the last day of a period, a stroke between them."""
    first, _, last = typed.partition("/")
    try:
        found = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        found = date.max, date.min
    if found[0] > found[1]:
        raise argparse.ArgumentTypeError(say("cli.rule.period", typed=typed))
    return found


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number in plain digits, from so much to so much."""

    def read(text: str) -> int:
        plain = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
        if not plain or not least <= int(text) <= most:
            told = say("cli.rule.whole", typed=text, least=least, most=most)
            raise argparse.ArgumentTypeError(told)
        return int(text)

    return read


def hours(text: str) -> float:
    """How long a token is good."""
    try:
        found = float(text) if text.isascii() else 0.0
    except ValueError:
        found = 0.0
    if not 0 < found <= MOST_HOURS:
        told = say("cli.rule.hours", typed=text, most_hours=MOST_HOURS)
        raise argparse.ArgumentTypeError(told)
    return found


def parser() -> Tool:
    """Every tool and its options."""
    speak()
    top = Tool(prog="relief", description=say("cli.about"))
    told = f"relief {__version__}"
    top.add_argument("--version", action="version", version=told, help=say("cli.version"))
    tools = top.add_subparsers(dest="tool", required=True, metavar=say("cli.label.tool"))
    for name, (said, words) in TOOLS.items():
        tool = tools.add_parser(name, help=said)
        tool.set_defaults(for_people=False)
        words(tool)
        tool.add_argument("--json", action="store_true", help=say("cli.json"))
    return top


def acts_of(tool: Tool, *names: str) -> list[Tool]:
    """What a tool may be told to do, each with a parser of its own."""
    acts = tool.add_subparsers(dest="act", required=True, metavar=say("cli.label.act"))
    found = [acts.add_parser(name, help=say(f"cli.act.{name}")) for name in names]
    for one in found:
        # Said after the act as well as before it, and not unsaid where it was said before.
        one.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help=say("cli.json")
        )
    return found


def argument(tool: Tool, flag: str, name: str, **more: Any) -> None:
    """Enter an argument with its label and its help."""
    label = say(f"cli.label.{name}")
    tool.add_argument(flag, metavar=label, help=say(f"cli.argument.{name}"), **more)


def checkpoint_words(tool: Tool) -> None:
    """What can be said after ``relief checkpoint``."""
    which = tool.add_mutually_exclusive_group()
    which.add_argument("--keys", action="store_true", help=say("cli.proof-keys"))
    label, told = say("cli.label.checkpoint-page"), say("cli.argument.checkpoint-page")
    which.add_argument("--page", metavar=label, help=told, type=Path)
    argument(tool, "--restored", "restored-size", type=whole(0, 9_999_999_999))


def audit_words(tool: Tool) -> None:
    """What can be said after ``relief audit``."""
    bundle, draw, verifier = acts_of(tool, "bundle", "draw", "verifier")
    argument(bundle, "--case", "case", type=file_number)
    argument(bundle, "--township", "township", type=division)
    argument(bundle, "--period", "period", type=period)
    argument(bundle, "--out", "bundle-out", type=Path, required=True)
    argument(bundle, "--reveal", "why", choices=Meant(tuple(Why)))
    for flag in ("whole", "papers"):
        bundle.add_argument(f"--{flag}", action="store_true", help=say(f"cli.bundle-{flag}"))
    argument(bundle, "--sample", "sample-file", type=Path, action="append", default=[])
    argument(bundle, "--note", "held-note", type=Path, action="append", default=[])
    for flag, name in (("--fact", "drawn-fact"), ("--value", "drawn-value")):
        argument(draw, flag, name, required=True)
    argument(draw, "--source", "drawn-source", required=True)
    argument(draw, "--division", "drawn-division", type=division, required=True)
    argument(draw, "--after", "drawn-after", type=whole(0, 9_999_999_999), default=0)
    for flag, name in (("--upto", "drawn-upto"), ("--count", "drawn-count")):
        argument(draw, flag, name, type=whole(1, 9_999_999_999), required=True)
    argument(draw, "--out", "sample-out", type=Path, required=True)
    argument(verifier, "folder", "verifier-folder", type=Path)


def verify_words(tool: Tool) -> None:
    """What can be said after ``relief verify``."""
    argument(tool, "--processes", "processes", type=whole(1, 256), default=0)
    argument(tool, "--resume", "resume", type=Path)


def witness_words(tool: Tool) -> None:
    """What can be said after ``relief witness``."""
    acts = acts_of(tool, *WITNESS)
    for one in acts:
        argument(one, "folder", "witness-folder", type=Path)
    begin, trust, serve, look, restore, end = acts
    for one in (begin, end):
        argument(one, "name", "witness-name", type=witness_name)
    argument(trust, "file", "keys-file", type=Path)
    argument(serve, "--host", "witness-host", default="127.0.0.1")
    argument(serve, "--port", "witness-port", type=whole(0, 65_535), default=8_017)
    argument(look, "deposits", "deposits", type=Path)
    argument(restore, "old", "old-origin")
    argument(restore, "size", "agreed-size", type=whole(1, 9_999_999_999))
    argument(restore, "new", "new-origin")


WITNESS = ("begin", "trust", "serve", "look", "restore", "end")
"""What a witness may be told to do."""


def witness_name(typed: str) -> str:
    """How a witness is called: without blanks and plus signs, as signed notes have it."""
    if not re.fullmatch("[A-Za-z0-9._/-]{1,100}", typed):
        raise argparse.ArgumentTypeError(say("cli.rule.witness-name", typed=typed))
    return typed


def nothing_more(_tool: Tool) -> None:
    """A tool that is called by its name alone."""


def install_words(tool: Tool) -> None:
    """What can be said after ``relief install``."""
    argument(tool, "--app-role", "role")


def follow_words(tool: Tool) -> None:
    """What can be said after ``relief follow``; what only other tools say is not offered."""
    tool.add_argument("--attached", nargs=2, default=None, help=argparse.SUPPRESS)
    tool.add_argument("--for-people", action="store_true", help=argparse.SUPPRESS)


def demo_words(tool: Tool) -> None:
    """What can be said after ``relief demo``."""
    argument(tool, "--cases", "cases", type=whole(1, 100_000), default=320)
    argument(tool, "--seed", "seed", type=whole(0, 2**31), default=202)
    argument(tool, "--folder", "folder")
    tool.add_argument("--keep-open", action="store_true", help=say("cli.go-on"))
    tool.add_argument("--to-the-end", action="store_true", help=say("cli.to-the-end"))
    argument(tool, "--serve", "demo-folder", type=Path)


def replay_words(tool: Tool) -> None:
    """What can be said after ``relief replay``."""
    which = tool.add_mutually_exclusive_group(required=True)
    label, told = say("cli.label.case"), say("cli.argument.case")
    which.add_argument("case", metavar=label, help=told, nargs="?")
    which.add_argument("--all", action="store_true", help=say("cli.all-states"))
    argument(tool, "--reveal", "why", choices=Meant(tuple(Why)))


def keys_words(tool: Tool) -> None:
    """What can be said after ``relief keys``."""
    rotate, retire, _, _ = acts_of(tool, "rotate", "retire", "show", "scrub")
    for one in (rotate, retire):
        argument(one, "--officer", "by", type=officer, required=True)
    argument(retire, "--id", "master-key", required=True)


def access_words(tool: Tool) -> None:
    """What can be said after ``relief access``."""
    argument(tool, "--case", "of-case", type=file_number)
    argument(tool, "--person", "of-person", type=person)
    argument(tool, "--officer", "of-officer", type=looker)
    argument(tool, "--limit", "most", type=whole(1, 500), default=100)


def limits_words(tool: Tool) -> None:
    """What can be said after ``relief limits``."""
    argument(tool, "case", "one-case", nargs="?")


def document_words(tool: Tool) -> None:
    """What can be said after ``relief document``."""
    argument(tool, "case", "case")
    argument(tool, "kind", "kind", nargs="?", choices=Meant(tuple(DocumentKind)))
    argument(tool, "--out", "out", type=Path)
    argument(tool, "--format", "format", choices=Meant(tuple(DocumentFormat)), default="pdf")
    argument(tool, "--number", "number", type=whole(1, 1000))
    argument(tool, "--check", "check", type=Path)


def files_words(tool: Tool) -> None:
    """What can be said after ``relief files``."""
    tool.add_argument("--remove", action="store_true", help=say("cli.remove-files"))


def law_words(tool: Tool) -> None:
    """What can be said after ``relief law``."""
    argument(tool, "clause", "clause", nargs="?")
    argument(tool, "file", "law-file", nargs="?", type=Path)
    argument(tool, "--pack", "pack")


def calendar_words(tool: Tool) -> None:
    """What can be said after ``relief calendar``."""
    argument(tool, "start", "start")
    argument(tool, "span", "span")


def notice_words(tool: Tool) -> None:
    """What can be said after ``relief notice``."""
    argument(tool, "file", "notice-file", type=Path)
    argument(tool, "--officer", "by-city", type=officer, required=True)
    argument(tool, "--shown", "shown")


def divisions_words(tool: Tool) -> None:
    """What can be said after ``relief divisions``."""
    argument(tool, "file", "divisions-file", type=Path)
    argument(tool, "--officer", "by-city", type=officer, required=True)


def token_words(tool: Tool) -> None:
    """What can be said after ``relief token``."""
    argument(tool, "officer", "officer", type=officer)
    argument(tool, "division", "division", type=division)
    argument(tool, "posts", "posts", nargs="+", choices=Meant(POSTS))
    argument(tool, "--hours", "token-hours", type=hours, default=12.0)


def officers_words(tool: Tool) -> None:
    """What can be said after ``relief officers``."""
    acts = acts_of(tool, "first", "invite", "remove-password")
    for one in acts:
        argument(one, "officer", "officer", type=officer)
    argument(acts[0], "--document", "appointment-document", default=say("cli.first"))
    argument(acts[0], "--issuer", "issuer")
    argument(acts[0], "--subject", "subject")


TOOLS: Mapping[str, tuple[str, Callable[[Tool], None]]] = {
    "install": (say("cli.install"), install_words),
    "serve": (say("cli.serve"), nothing_more),
    "follow": (say("cli.follow"), follow_words),
    "demo": (say("cli.demo"), demo_words),
    "replay": (say("cli.replay"), replay_words),
    "keys": (say("cli.keys"), keys_words),
    "access": (say("cli.access"), access_words),
    "rebuild": (say("cli.rebuild"), nothing_more),
    "verify": (say("cli.verify"), verify_words),
    "checkpoint": (say("cli.checkpoint"), checkpoint_words),
    "audit": (say("cli.audit"), audit_words),
    "witness": (say("cli.witness"), witness_words),
    "limits": (say("cli.limits"), limits_words),
    "document": (say("cli.document"), document_words),
    "law": (say("cli.law"), law_words),
    "calendar": (say("cli.calendar"), calendar_words),
    "notice": (say("cli.notice"), notice_words),
    "divisions": (say("cli.divisions"), divisions_words),
    "token": (say("cli.token"), token_words),
    "officers": (say("cli.officers"), officers_words),
    "sweep": (say("cli.sweep"), nothing_more),
    "files": (say("cli.files"), files_words),
}
"""Every tool: what it is for, and what can be said after its name."""
