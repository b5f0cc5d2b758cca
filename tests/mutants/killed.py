"""What is on record: which test killed which mutant. It is asked first, and proves what it names."""

import ast
import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from domain.coverage.coverage import within
from relief.tools.tested import naming_tests
from tests.mutants.mutant import Mutant

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("killed.toml")
HEAD = """\
# Which test noticed that a rule was gone. Written by `make mutants`; not meant to be edited.
# By the file of the test: mutant = "test".
"""

Killed = Mapping[str, str]
"""Mutants by their ids, each with the test that killed it."""


def killed() -> Killed:
    """What is on record."""
    if not FILE.exists():
        return {}
    files = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        mutant: f"{file}::{test}" if test else file
        for file, tests in files.items()
        for mutant, test in tests.items()
    }


def write(found: Killed) -> None:
    """Put on record, in an order that keeps changes small."""
    files: dict[str, dict[str, str]] = {}
    for mutant, test in sorted(found.items()):
        file, _, name = test.partition("::")
        files.setdefault(file, {})[mutant] = name
    lines = [HEAD]
    for file in sorted(files):
        rows = (f"{_text(mutant)} = {_text(name)}" for mutant, name in files[file].items())
        lines += [f"[{_text(file)}]", *rows, ""]
    FILE.write_text("\n".join(lines), encoding="utf-8")


def function_of(test: str) -> str:
    """A test without its parameters."""
    return test.partition("[")[0]


@cache
def marks() -> Mapping[str, frozenset[str]]:
    """The provisions that tests name by marks, by the tests' names without parameters."""
    return {where: named for where, _, named in naming_tests(ROOT / "tests")}


@cache
def functions(file: str) -> frozenset[str]:
    """The tests of a file; none where there is no such file."""
    there = ROOT / file
    tree = ast.parse(there.read_text(encoding="utf-8") if there.is_file() else "")
    return frozenset(
        f"{file}::{node.name}" for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )


def exists(test: str) -> bool:
    """Whether a test on record is still there."""
    file, _, name = function_of(test).partition("::")
    return (f"{file}::{name}" in functions(file)) if name else (ROOT / file).is_file()


def proven(found: Killed, mutants: Iterable[Mutant]) -> Mapping[str, str]:
    """Provisions proven, each with one mutant: a test that names it fails when a carrier is struck."""
    proofs: dict[str, str] = {}
    for mutant in mutants:
        named = marks().get(function_of(found.get(mutant.id, "")), frozenset())
        for place in mutant.places:
            if any(within(one, place) for one in named):
                proofs.setdefault(place, mutant.id)
    return dict(sorted(proofs.items()))


PROVEN = ROOT / "domain" / "coverage" / "proven.py"
WORDS = '''\
"""Provisions that a test proves: one that names them fails when what carries them is taken out.

Written by `make mutants`, from tests/mutants/killed.toml; not meant to be edited.
"""

PROVEN = frozenset(
    {{
{places}
    }}
)
'''


def write_proven(proofs: Iterable[str]) -> None:
    """Say to the account of the law what is proven."""
    places = "\n".join(f"        {_text(place)}," for place in proofs)
    PROVEN.write_text(WORDS.format(places=places), encoding="utf-8")


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
