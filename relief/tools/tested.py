"""Which tests name which provision: read from their marks, without running them.

``@pytest.mark.article("18.1.1")`` stands above a test, or ``pytestmark`` for a whole file.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

Tests = Sequence[tuple[str, str, frozenset[str]]]
"""Where a test is, what it promises, which provisions it names."""

MARK = "article"


def naming_tests(folder: Path) -> Tests:
    """Every test in a folder that names a provision."""
    return [
        one
        for file in sorted(folder.rglob("test_*.py"))
        for one in _of_file(file, file.relative_to(folder.parent))
        if one[2]
    ]


def _of_file(file: Path, shown: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    wide = (one.value for one in tree.body if isinstance(one, ast.Assign) and _for_all(one))
    whole = frozenset(_marks(wide))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = frozenset(_marks(node.decorator_list))
            yield f"{shown}::{node.name}", promise(node), whole | own


def _for_all(statement: ast.Assign) -> bool:
    """Whether a statement marks every test of its file."""
    return any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in statement.targets)


def _marks(expressions: Iterable[ast.expr]) -> Iterator[str]:
    """The places named by marks, in whatever they are wrapped."""
    for expression in expressions:
        for call in ast.walk(expression):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == f"pytest.mark.{MARK}":
                yield from (str(one.value) for one in call.args if isinstance(one, ast.Constant))


def promise(function: ast.FunctionDef) -> str:
    """What a test says it promises, on one line."""
    return " ".join((ast.get_docstring(function) or "").split())
