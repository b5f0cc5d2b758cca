"""axe-core on a page in Chromium: what keeps somebody from using it, by WCAG 2.2 AA."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[1] / "console" / "axe"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
LOOK = """async levels => (await axe.run({runOnly: {type: 'tag', values: levels}})).violations"""


class AxeMissing(Exception):
    """Nothing to look with. The tests never run without it, and never skip."""


@cache
def axe() -> str:
    """The program. Raises ``AxeMissing``."""
    file = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        raise AxeMissing("run make browser")
    return file.read_text(encoding="utf-8")


def barriers(page: Page) -> list[str]:
    """What axe finds: its rule, and where. The strict policy of our pages is kept: nothing is added."""
    page.evaluate(axe())
    found: list[dict[str, Any]] = page.evaluate(LOOK, list(LEVELS))
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
