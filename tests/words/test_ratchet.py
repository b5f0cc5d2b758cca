"""Chinese stands in the room of words, in the packs and in data of the outside world; nowhere else."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("domain", "projections", "adapters", "relief")
HAN = re.compile("[\u4e00-\u9fff]")

CITED = re.compile(r"[\u4e00-\u9fff]+§[\u4e00-\u9fff0-9./]+|内部|未列条款|拉政发〔2018〕202号")
"""A citation is the identifier of a provision, wherever it stands."""

NOTATION = tomllib.loads(Path(__file__).with_name("notation.toml").read_text(encoding="utf-8"))
"""By file: the very texts that may stand there, with the reason; no other may, not even beside them."""

DECLARING = frozenset({"says", "carries", "internal", "fact"})
"""What stands above a thing for readers of the code: the field's own term in an English line."""


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
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in DECLARING:
            found |= {inner for arg in node.args for inner in ast.walk(arg)}
    return found


def texts(path: Path) -> list[str]:
    """The Chinese texts of a module that are neither for its readers nor citations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
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
        if some := strange(name, texts(path)):
            found[name] = some
    assert found == {}


def strange(name: str, said: list[str]) -> list[str]:
    """The texts of a file that are not its own notation."""
    allowed = NOTATION.get(name, {"texts": ()})["texts"]
    return [one for one in said if one not in allowed]


def test_no_file_is_exempt_as_a_whole() -> None:
    """A sentence added to any file with notation fails, whatever else stands there."""
    for name, told in NOTATION.items():
        assert strange(name, [*told["texts"], "请核对后重新填写。"]) == ["请核对后重新填写。"], name


def test_what_is_listed_as_notation_stands_there() -> None:
    """What was moved or reworded is listed no more."""
    idle = {
        (name, one)
        for name, told in NOTATION.items()
        for one in {*told["texts"]} - {*texts(ROOT / name)}
    }
    assert idle == set() and all(told["why"] for told in NOTATION.values())
