"""What the README and the pages of ``docs/`` show: blocks, command lines, paths, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = (ROOT / "README.md", *sorted(ROOT.joinpath("docs").glob("*.md")))
PAGES = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in FILES}
"""The pages by their path."""

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "…"


@dataclass(frozen=True)
class Block:
    """What stands between two fences. ``kind``: ``toml``, ``mermaid``, or nothing."""

    page: str
    kind: str
    text: str

    @property
    def given(self) -> list[str]:
        """The command lines in it, without the prompt, each whole."""
        return [line.removeprefix("$ ") for line in self.text.splitlines() if line[:2] == "$ "]

    @property
    def answered(self) -> bool:
        """Whether anything stands there that is no command line."""
        return any(line[:2] != "$ " for line in self.text.splitlines())

    @property
    def shown(self) -> str:
        """What is shown below the first command line."""
        return self.text.partition("\n")[2]


BLOCKS = tuple(
    Block(page, kind, text) for page, told in PAGES.items() for kind, text in FENCED.findall(told)
)
(DEMO,) = (block.text for block in BLOCKS if block.text.startswith("演示："))
"""The month as the README shows it."""


def spans(text: str) -> list[str]:
    """What a page sets as code within its sentences."""
    return re.findall(r"`([^`\n]+)`", FENCED.sub("", text))


def links(text: str) -> list[str]:
    """Where a page points within the repository."""
    return [to for to in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in to]


def squeezed(text: str) -> list[str]:
    """Its lines without what only makes columns line up, and without empty ones."""
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def missing(shown: str, printed: str) -> Iterator[str]:
    """Lines shown that are not printed, in this order; neighbours are neighbours unless ``…`` says so."""
    lines, at, near = squeezed(printed), -1, True
    for line in squeezed(shown):
        if line == LEFT_OUT:
            near = False
            continue
        places = (at + 1,) if near else range(at + 1, len(lines))
        found = next((n for n in places if n < len(lines) and lines[n] == line), None)
        if found is None:
            yield line
        else:
            at, near = found, True
