"""``python -m tests.tools.house``: draw the picture of the house in the README anew.

The floors are those of the import contract, the rooms are the packages below them; each says in the
first words of its docstring what it is.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PICTURE = re.compile(r"(?<=```mermaid\n).*?(?=```\n)", re.DOTALL)


def floors() -> list[str]:
    """The floors, the highest first, as import-linter keeps them."""
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["id"] == "floors")
    return [str(layer) for layer in layers]


def rooms(floor: str) -> list[str]:
    """The packages right below a floor."""
    return sorted(file.parent.name for file in ROOT.joinpath(floor).glob("*/__init__.py"))


def said(package: str) -> str:
    """What a package says of itself, in the first words of its docstring."""
    source = ROOT.joinpath(package, "__init__.py").read_text(encoding="utf-8")
    first = (ast.get_docstring(ast.parse(source)) or "").splitlines()[0]
    return re.split(r"[:,;]|\.$", first)[0]


def picture() -> str:
    """The house in Mermaid's words: a box a floor, a line a room, arrows for who imports whom."""
    names = floors()
    boxes = (f'  {floor}["{"<br/>".join(told(floor))}"]' for floor in names)
    arrows = (f"  {above} -->|imports| {below}" for above, below in pairwise(names))
    return "\n".join(("flowchart TB", *boxes, *arrows, ""))


def told(floor: str) -> Iterator[str]:
    """What stands in a floor's box."""
    yield f"<b>{floor}/</b> {said(floor)}"
    for room in rooms(floor):
        yield f"<b>{room}/</b> {said(f'{floor}/{room}')}"


def drawn(text: str) -> str:
    """The README with the picture as it must be."""
    return PICTURE.sub(lambda _: picture(), text)


if __name__ == "__main__":
    README.write_text(drawn(README.read_text(encoding="utf-8")), encoding="utf-8")
