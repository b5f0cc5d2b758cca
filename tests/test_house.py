"""The house keeps its shape: how many files name a command, how long files and functions are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from domain.case.table import RULES
from domain.ground.commands import Command
from domain.ground.rows import Rule

ROOT = Path(__file__).parents[1]
FLOORS = ("domain", "projections", "adapters", "relief")
LONGEST_FILE, LONGEST_FUNCTION = 350, 40
ALONE = {"relief/audit/verify_bundle.py": 800}
"""One file by its purpose: who reads it is to need no other."""


def words() -> dict[str, frozenset[str]]:
    """Every source file, with the words it uses."""
    return {
        str(file.relative_to(ROOT)): frozenset(re.findall(r"\w+", file.read_text(encoding="utf-8")))
        for floor in FLOORS
        for file in sorted((ROOT / floor).rglob("*.py"))
    }


def chapter(command: type[Command], rule: Rule) -> set[str]:
    """The files of its chapter or register, and those its guards and checks stand in."""
    parts: list[Any] = [command, rule.facts, *rule.guards, *rule.checks, *rule.cautions]
    own = (ROOT / command.__module__.replace(".", "/")).parent.glob("*.py")
    return {f"{part.__module__.replace('.', '/')}.py" for part in parts} | {
        str(file.relative_to(ROOT)) for file in own
    }


def outside(command: type[Command], files: dict[str, frozenset[str]]) -> list[str]:
    """The files outside its chapter that name a command."""
    own = chapter(command, RULES[command])
    return [file for file, used in files.items() if command.__name__ in used and file not in own]


def test_few_files_outside_its_chapter_name_a_command() -> None:
    """Whoever changes a command reads its chapter: at most two files beside it, and seldom more than one."""
    files = words()
    named = {command.__name__: outside(command, files) for command in RULES}
    many = {name: where for name, where in named.items() if len(where) > 2}
    assert not many, f"named in more than two files outside its chapter: {many}"
    assert median(len(where) for where in named.values()) <= 1


def sources() -> Iterator[tuple[str, str]]:
    """Every source file by its path, and its text."""
    for floor in FLOORS:
        for file in sorted((ROOT / floor).rglob("*.py")):
            yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def functions(text: str) -> Iterator[tuple[str, int]]:
    """Every function and method by its name, and its lines from ``def`` to the last."""
    for one in ast.walk(ast.parse(text)):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            yield one.name, (one.end_lineno or one.lineno) - one.lineno + 1


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    """350 lines at the most, vocabularies as well."""
    long = sorted(
        file for file, text in sources() if len(text.splitlines()) > ALONE.get(file, LONGEST_FILE)
    )
    assert not long, f"over {LONGEST_FILE} lines: {long}"


def test_no_function_is_too_long_to_be_seen_at_once() -> None:
    """40 lines at the most from its first line to its last, with its docstring and what it nests."""
    long = [
        f"{file}: {name} has {lines} lines"
        for file, text in sources()
        for name, lines in functions(text)
        if lines > LONGEST_FUNCTION
    ]
    assert not long, long
