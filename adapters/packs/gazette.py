"""The regulation's own text as the office lays it beside the program: article by article.

A UTF-8 text. A line that begins with ``第十八条`` and a blank begins that article, and all lines up
to the next belong to it; headings of chapters, the annexes, and what stands before the first
article belong to none. All articles are there, in their order.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from domain.ground.texts import unseen
from domain.law.citations import cite
from domain.law.provisions import CHAPTERS

BEGINS = re.compile(r"(第[〇零一二三四五六七八九十百]+条)(?:\s+|$)")
JOINED = re.compile(r"(第[〇零一二三四五六七八九十百]+条)[：:．.、，]")
"""A head that runs into what follows: no article begins there, and nobody would miss it."""

ENDS = re.compile(r"第[〇零一二三四五六七八九十百]+[章节](?:\s|$)|附件")

ARTICLES = tuple(cite(str(n)).wording for _, numbers in CHAPTERS.values() for n in numbers)
"""The articles of the regulation, as a text calls them, in their order."""


class GazetteFault(StrEnum):
    """What is wrong with a text."""

    ENCODING = "not-utf-8"
    STRANGE = "no-such-article"
    NOT_NEXT = "not-the-next-article"
    EMPTY = "empty-article"
    MISSING = "article-missing"
    JOINED = "no-blank-behind"
    UNSEEN = "signs-not-seen"


@dataclass(frozen=True, slots=True)
class Found:
    """One fault, its line (from 1), and the article it is about; none for the encoding."""

    fault: GazetteFault
    line: int
    article: str = ""


class GazetteUnreadable(ValueError):
    """A text cannot be used. ``faults`` are all that was found."""

    def __init__(self, faults: Iterable[Found]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(f"line {one.line}: {one.fault}" for one in self.faults))


@dataclass(frozen=True, slots=True)
class Gazette:
    """The lines of each article, by its number as text, and the hex SHA-256 of the file."""

    articles: Mapping[str, tuple[str, ...]]
    sha256: str


def gazette(path: Path) -> Gazette:
    """The text of a file. Raises ``GazetteUnreadable``, and ``OSError`` where there is no file."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GazetteUnreadable([Found(GazetteFault.ENCODING, line)]) from None
    begun, lines = _divided(text)
    faults = [*_of_lines(text), *_faults(begun, lines, text.count("\n") + 1)]
    if faults:
        raise GazetteUnreadable(sorted(faults, key=lambda one: one.line))
    held = {str(n): tuple(lines[at]) for n, (at, _) in enumerate(begun, start=1)}
    return Gazette(held, sha256(data).hexdigest())


def _divided(text: str) -> tuple[list[tuple[int, str]], dict[int, list[str]]]:
    """Where each article begins and what it is called there; its lines by that line."""
    begun: list[tuple[int, str]] = []
    lines: dict[int, list[str]] = {}
    into: list[str] = []
    for at, written in enumerate(text.split("\n"), start=1):
        line = written.strip()
        if mark := BEGINS.match(line):
            begun.append((at, mark[1]))
            into = lines[at] = []
            line = line[mark.end() :]
        elif ENDS.match(line):
            into = []
            continue
        if line:
            into.append(line)
    return begun, lines


def _of_lines(text: str) -> Iterable[Found]:
    """What is wrong with single lines, whatever they are of."""
    for at, line in enumerate(text.split("\n"), start=1):
        if mark := JOINED.match(line.strip()):
            yield Found(GazetteFault.JOINED, at, mark[1])
        if any(unseen(sign) for sign in line.strip() if not sign.isspace()):
            yield Found(GazetteFault.UNSEEN, at)


def _faults(
    begun: Iterable[tuple[int, str]], lines: Mapping[int, list[str]], last: int
) -> Iterable[Found]:
    """All that is wrong with articles; after one out of its place the next is awaited from there."""
    awaited = 0
    for at, article in begun:
        if article not in ARTICLES:
            yield Found(GazetteFault.STRANGE, at, article)
            continue
        for skipped in ARTICLES[awaited : ARTICLES.index(article)]:
            yield Found(GazetteFault.MISSING, at, skipped)
        if ARTICLES.index(article) < awaited:
            yield Found(GazetteFault.NOT_NEXT, at, article)
        if not lines[at]:
            yield Found(GazetteFault.EMPTY, at, article)
        awaited = ARTICLES.index(article) + 1
    if awaited < len(ARTICLES):
        yield Found(GazetteFault.MISSING, last, ARTICLES[awaited])
