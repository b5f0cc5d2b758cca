"""What can be said on the command line: every tool with its options, in the officers' language."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from domain.ground.names import NoSuchName, officer_id
from domain.ground.terms import DocumentFormat, DocumentKind
from relief import __version__
from relief.usage import speak
from relief.words.sentences import say

DOCUMENTS = tuple(kind.value for kind in DocumentKind)
FORMATS = tuple(format.value for format in DocumentFormat)


def officer(typed: str) -> str:
    """An officer's id in its one spelling. Raises ``ArgumentTypeError`` for what cannot be one."""
    try:
        return officer_id(typed)
    except NoSuchName:
        raise argparse.ArgumentTypeError(say("cli.officer-id")) from None


MOST_HOURS = 720
"""How long a development token is good at the most: a month."""


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number in plain digits, from so much to so much."""

    def read(text: str) -> int:
        plain = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
        if not plain or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(say("cli.whole", least=least, most=most))
        return int(text)

    return read


def hours(text: str) -> float:
    """How long a token is good."""
    try:
        found = float(text) if text.isascii() else 0.0
    except ValueError:
        found = 0.0
    if not 0 < found <= MOST_HOURS:
        raise argparse.ArgumentTypeError(say("cli.hours", most_hours=MOST_HOURS))
    return found


def parser() -> argparse.ArgumentParser:
    """Every tool and its options."""
    speak()
    top = argparse.ArgumentParser(prog="relief", description=say("cli.about"))
    told = f"relief {__version__}"
    top.add_argument("--version", action="version", version=told, help=say("cli.version"))
    tools = top.add_subparsers(dest="tool", required=True)
    for name, (said, words) in TOOLS.items():
        tool = tools.add_parser(name, help=said)
        tool.set_defaults(for_people=False)
        words(tool)
        tool.add_argument("--json", action="store_true", help=say("cli.json"))
    return top


def nothing_more(_tool: argparse.ArgumentParser) -> None:
    """A tool that is called by its name alone."""


def install_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief install``."""
    tool.add_argument("--app-role", help=say("cli.role"))


def follow_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief follow``; what only ``relief serve`` says is not offered."""
    tool.add_argument("--attached", nargs=2, default=None, help=argparse.SUPPRESS)
    tool.add_argument("--for-people", action="store_true", help=argparse.SUPPRESS)


def demo_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief demo``."""
    tool.add_argument("--cases", type=whole(1, 100_000), default=320, help=say("cli.cases"))
    tool.add_argument("--seed", type=whole(0, 2**31), default=202, help=say("cli.seed"))
    tool.add_argument("--folder", default=None, help=say("cli.folder"))
    tool.add_argument("--keep-open", action="store_true", help=say("cli.go-on"))


def replay_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief replay``."""
    tool.add_argument("case", help=say("cli.case"))
    tool.add_argument("--reveal", metavar="REASON", help=say("cli.why"))


def keys_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief keys``."""
    acts = ("rotate", "retire", "show", "scrub")
    tool.add_argument("act", choices=acts, help=say("cli.acts"))
    tool.add_argument("--officer", type=officer, help=say("cli.by"))
    tool.add_argument("--id", default="", help=say("cli.retire"))


def access_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief access``."""
    tool.add_argument("--case", help=say("cli.of-case"))
    tool.add_argument("--person", help=say("cli.of-person"))
    tool.add_argument("--officer", help=say("cli.of-officer"))
    tool.add_argument("--limit", type=whole(1, 500), default=100, help=say("cli.most"))


def limits_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief limits``."""
    tool.add_argument("case", nargs="?", help=say("cli.one-case"))


def document_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief document``."""
    tool.add_argument("case", help=say("cli.case"))
    tool.add_argument("kind", nargs="?", choices=DOCUMENTS, help=say("cli.kind"))
    tool.add_argument("--out", type=Path, help=say("cli.out"))
    tool.add_argument("--format", choices=FORMATS, default="pdf", help=say("cli.format"))
    tool.add_argument("--number", type=whole(1, 1000), help=say("cli.number"))
    tool.add_argument("--check", type=Path, metavar="FILE", help=say("cli.check"))


def law_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief law``."""
    tool.add_argument("clause", nargs="?", help=say("cli.clause"))


def calendar_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief calendar``."""
    tool.add_argument("start", help=say("cli.start"))
    tool.add_argument("span", help=say("cli.span"))


def token_words(tool: argparse.ArgumentParser) -> None:
    """What can be said after ``relief token``."""
    tool.add_argument("officer", type=officer, help=say("cli.officer"))
    tool.add_argument("division", help=say("cli.division"))
    tool.add_argument("posts", nargs="+", help=say("cli.posts"))
    tool.add_argument("--hours", type=hours, default=12.0, help=say("cli.token-hours"))


def officers_words(tools: argparse.ArgumentParser) -> None:
    """What can be said after ``relief officers``."""
    acts = tools.add_subparsers(dest="act", required=True)
    first = acts.add_parser("first", help=say("cli.first-command"))
    first.add_argument("officer", type=officer, help=say("cli.officer"))
    first.add_argument("--document", default=say("cli.first"), help=say("cli.appointment-document"))
    first.add_argument("--issuer", help=say("cli.issuer"))
    first.add_argument("--subject", help=say("cli.subject"))
    add = acts.add_parser("add-password", help=say("cli.local"))
    add.add_argument("officer", type=officer, help=say("cli.officer"))
    drop = acts.add_parser("remove-password", help=say("cli.no-local"))
    drop.add_argument("officer", type=officer, help=say("cli.officer"))


TOOLS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "install": (say("cli.install"), install_words),
    "serve": (say("cli.serve"), nothing_more),
    "follow": (say("cli.follow"), follow_words),
    "demo": (say("cli.demo"), demo_words),
    "replay": (say("cli.replay"), replay_words),
    "keys": (say("cli.keys"), keys_words),
    "access": (say("cli.access"), access_words),
    "rebuild": (say("cli.rebuild"), nothing_more),
    "verify": (say("cli.verify"), nothing_more),
    "limits": (say("cli.limits"), limits_words),
    "document": (say("cli.document"), document_words),
    "law": (say("cli.law"), law_words),
    "calendar": (say("cli.calendar"), calendar_words),
    "token": (say("cli.token"), token_words),
    "officers": (say("cli.officers"), officers_words),
    "sweep": (say("cli.sweep"), nothing_more),
}
"""Every tool: what it is for, and what can be said after its name."""
