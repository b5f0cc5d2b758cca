"""Chinese stands in the room of words, in the packs and in data of the outside world; nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("domain", "projections", "adapters", "relief")
HAN = re.compile("[\u4e00-\u9fff]")

CITED = re.compile(r"[\u4e00-\u9fff]+§[\u4e00-\u9fff0-9./]+|内部|未列条款|拉政发〔2018〕202号")
"""A citation is the identifier of a provision, wherever it stands."""

NOTATION = {
    "domain/law/provisions.py": "how other law and the house's own rules are cited",
    "domain/law/citations.py": "how places in a law are written and read",
    "adapters/packs/gazette.py": "how a gazette writes where articles, chapters and annexes begin",
    "relief/documents/letters/public_notice.py": "ranges of signs, by which digits are found",
    "domain/ground/numbers.py": "how papers are numbered: words beside their figures",
    "domain/ground/habits.py": "the same, by whichever habit they are written",
    "domain/ground/parted.py": "words for parts of a day, where they stand between figures",
    "domain/ground/masks.py": "signs in the place of what is not shown, told by them when sent back",
    "adapters/drawing/word.py": "typefaces, as office programs name them",
    "relief/documents/capitals.py": "numerals in which sums are written against forgery",
    "relief/demo/beside.py": "papers and texts of invented cases",
    "relief/demo/families.py": "names of invented families and villages",
    "relief/demo/general.py": "papers and texts of invented cases",
    "relief/demo/story.py": "papers and texts of invented cases",
    "relief/demo/urgent.py": "papers and texts of invented cases",
    "relief/demo/run.py": "papers of invented officers and places",
}
"""Names and numerals that are the notation of the law itself, and what the demo invents."""

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
        if name not in NOTATION and (some := texts(path)):
            found[name] = some
    assert found == {}
