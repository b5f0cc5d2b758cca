"""Chinese stands in the room of words, in the packs and in data of the outside world; nowhere else."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.law.citations import HOUSE
from domain.law.provisions import INTERNAL, OTHER_LAW
from relief.words.dictionary import file

ROOT = Path(__file__).parents[2]
FLOORS = ("domain", "projections", "adapters", "relief")
SIGNS = r"\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = re.compile(f"[{SIGNS}]")
"""A Chinese sign, of whichever block."""

BEYOND = "|".join(
    re.escape(f"{law}§{place}")
    for law, places in {**OTHER_LAW, HOUSE: INTERNAL}.items()
    for place in places
)
CITED = re.compile(rf"(?<![{SIGNS}])({BEYOND})(?![{SIGNS}0-9./])|内部|未列条款|拉政发〔2018〕202号")
"""A citation is the identifier of a provision that there is, standing apart from what is said of it."""

NOTATION = tomllib.loads(Path(__file__).with_name("notation.toml").read_text(encoding="utf-8"))
"""By file: the very texts that may stand there, with the reason; no other may, not even beside them."""

ALONE = "relief/audit/verify_bundle.py"
"""Stands alone, without the room of words: it repeats sentences that stand there, and has no others."""

DECLARING = frozenset({"says", "carries", "internal", "fact"})
"""What stands above a thing for readers of the code: the field's own term in an English line.

Called elsewhere than above a thing, they are no declarations.
"""
DECLARED = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def files() -> Iterator[Path]:
    """Every module of the house but those of the room of words."""
    for floor in FLOORS:
        for path in sorted(ROOT.joinpath(floor).rglob("*.py")):
            if not path.is_relative_to(ROOT / "relief" / "words"):
                yield path


def described(tree: ast.AST) -> set[ast.AST]:
    """Docstrings, the texts under constants, and the lines of declarations."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.value)
        for above in node.decorator_list if isinstance(node, DECLARED) else ():
            if isinstance(above, ast.Call) and getattr(above.func, "id", "") in DECLARING:
                found |= {inner for arg in above.args for inner in ast.walk(arg)}
    return found


def texts(source: str) -> list[str]:
    """The Chinese texts of a module that are neither for its readers nor citations."""
    tree = ast.parse(source)
    apart = described(tree)
    every = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [
        node.value
        for node in every
        if node not in apart
        and isinstance(node.value, str)
        and HAN.search(CITED.sub("", node.value))
    ]


def test_chinese_stands_in_the_room_of_words() -> None:
    """A new text in a module fails here: it belongs in ``relief/words/zh-CN``."""
    found = {}
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        if some := strange(name, texts(path.read_text(encoding="utf-8"))):
            found[name] = some
    assert found == {}


def strange(name: str, said: list[str]) -> list[str]:
    """The texts of a file that are not its own notation."""
    allowed = NOTATION.get(name, {"texts": ()})["texts"]
    if name == ALONE:
        allowed = {*file("sentences/verifier").values()}
    return [one for one in said if one not in allowed]


def test_no_file_is_exempt_as_a_whole() -> None:
    """A sentence added to any file with notation fails, whatever else stands there."""
    for name, told in {**NOTATION, ALONE: {"texts": ()}}.items():
        assert strange(name, [*told["texts"], "请核对后重新填写。"]) == ["请核对后重新填写。"], name


def test_what_is_listed_as_notation_stands_there() -> None:
    """What was moved or reworded is listed no more."""
    idle = {
        (name, one)
        for name, told in NOTATION.items()
        for one in {*told["texts"]} - {*texts(ROOT.joinpath(name).read_text(encoding="utf-8"))}
    }
    assert idle == set() and all(told["why"] for told in NOTATION.values())


@pytest.mark.parametrize(
    "source",
    [
        'fact("请核对")',
        'told = says("请核对")',
        '@says("one 户")\ndef f():\n    return carries("请核对")',
        'say("请核对§1后重新填写")',
        'say("民法典§20后请核对")',
        'say("依民法典§20")',
        'say("没有的法§20")',
        'f"民法典§20 请{x}"',
        'say("\u3400")',
        'say("\U00020000")',
        'say("\uf900")',
        'say("\u3007")',
    ],
)
def test_a_sentence_is_seen_however_it_is_said(source: str) -> None:
    """In a call that declares nothing, beside a citation, in rare signs."""
    assert texts(source), f"the Chinese of {source} is not seen"


@pytest.mark.parametrize(
    "source",
    ['"""户."""', '@says("户: one")\nclass A: ...', 'x = "14.1 民法典§20 内部§补录"', '"内部"'],
)
def test_what_is_for_readers_or_a_citation_is_no_sentence(source: str) -> None:
    """Docstrings, declarations, and provisions by their own identifiers."""
    assert texts(source) == []
