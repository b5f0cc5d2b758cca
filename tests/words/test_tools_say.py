"""What the command line shows comes from the words: no tool has an English sentence of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.words.judged import ENGLISH

ROOT = Path(__file__).parents[2]
FILES = (
    *sorted(ROOT.glob("relief/tools/*.py")),
    *(ROOT / "relief" / name for name in ("cli.py", "options.py", "terminal.py")),
)
PROSE = re.compile(r"(?<!\w)[A-Za-z]{2,} +[a-z]{2,}|^[A-Za-z]{2,}[,:]? |[ :][a-z]{2,}[.!]?$")
"""Two words side by side, or one beside a gap that something is put into."""

SHOWING = frozenset({"line", "print", "fault", "progress", "append", "table", "emphasis"})
"""What puts a text before people: in it not even one word may stand."""

APART = frozenset({"Saying", "cast", "compile", "debug", "info", "warning", "error", "exception"})
"""Calls whose English nobody reads so: sayings and log lines have their Chinese, types and patterns none."""
UNREAD = frozenset({"FileNotFoundError", "TypeError"})
"""Errors told by their number, or to programmers only."""

TYPED = frozenset(
    {"REPEATABLE READ", "SET LOCAL statement_timeout = 0"}
    | {"SET LOCAL idle_in_transaction_session_timeout = 0", "relief "}
)
"""What a database is told, or a command begins with."""


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def asked_of_a_database(call: ast.Call) -> bool:
    """Whether it makes a statement of SQL."""
    told = call.args[0]
    return isinstance(told, ast.Constant) and str(told.value).startswith("SELECT ")


def texts(node: ast.AST, shown: bool = False) -> Iterator[str]:
    """The English texts below a node; ``shown``: they go straight before people."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call):
        if called(node) in APART | UNREAD:
            return
        if called(node) == "text" and asked_of_a_database(node):
            return
        shown = called(node) in SHOWING
    elif isinstance(node, ast.Subscript | ast.Compare):
        shown = False
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        seen = (ENGLISH if shown else PROSE).search(node.value)
        if seen and node.value not in TYPED:
            yield node.value
    for inner in ast.iter_child_nodes(node):
        yield from texts(inner, shown)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_tool_says_comes_from_the_words(path: Path) -> None:
    """On the rarest path as on the usual one: the source is read, and nothing run."""
    found = sorted({*texts(ast.parse(path.read_text(encoding="utf-8")))})
    assert not found, (
        f"{path.relative_to(ROOT)} says {found} in English: put it into relief/words/zh-CN/sentences"
        " and `say` it"
    )


@pytest.mark.parametrize(
    "source",
    [
        'output.line(f"and {found.beyond} more faults")',
        'output.line(f"{n} faults")',
        'found.fault("broken")',
        'told = f"missing: {name}"',
        'return "no such file"',
        'print("x " + "done")',
    ],
)
def test_english_of_a_tool_is_seen(source: str) -> None:
    """Said at once, or made first and said later."""
    assert [*texts(ast.parse(source))], f"the English of {source} is not seen"
