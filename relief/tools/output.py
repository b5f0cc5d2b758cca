"""How tools speak: JSON where asked, colour only on a terminal, progress on standard error."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from relief.sums import in_yuan
from relief.terminal import harmless, spelled


@dataclass(frozen=True, slots=True)
class Output:
    """Where a tool's words go."""

    json: bool = False

    def data(self, value: Any) -> None:
        """One JSON document; sums as everywhere outside, in yuan as text."""
        print(spelled(json.dumps(in_yuan(value), ensure_ascii=False, default=str)))

    def line(self, text: str = "") -> None:
        """A line for people; silent where JSON was asked for."""
        if not self.json:
            print(harmless(text))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Columns as wide as their widest cell; Chinese signs are two columns wide."""
        if self.json or not rows:
            return
        cells = [[str(cell) for cell in row] for row in rows]
        widths = [
            max([wide(title), *(wide(row[n]) for row in cells)]) for n, title in enumerate(head)
        ]
        print(emphasis("  ".join(padded(t, w) for t, w in zip(head, widths, strict=True))))
        for row in cells:
            self.line("  ".join(padded(c, w) for c, w in zip(row, widths, strict=True)).rstrip())

    def progress(self, what: str, done: int, of: int | None = None) -> None:
        """A counter on one line of standard error, on a terminal only."""
        if sys.stderr.isatty():
            total = "" if of is None else f"/{of}"
            print(f"\r{what} {done}{total}", end="", file=sys.stderr, flush=True)

    def progress_done(self) -> None:
        """End the counter's line."""
        if sys.stderr.isatty():
            print(file=sys.stderr)


def wide(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, width: int) -> str:
    """The text filled with blanks to a width."""
    return text + " " * (width - wide(text))


def emphasis(text: str) -> str:
    """Bold on a terminal."""
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() else text
