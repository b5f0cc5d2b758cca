"""What the README shows of the demo is what the demo says: held without the month being told again."""

import re
import tomllib

import pytest

from tests.support.written import DEMO, ROOT, squeezed

SAID = tomllib.loads(
    ROOT.joinpath("relief/words/zh-CN/sentences/demo.toml").read_text(encoding="utf-8")
)
NOT_SHOWN = {
    *("judged", "by-standard", "sums", "sums-head", "told", "left", "running", "stopped"),
    *("proposed", "desks", "officers-head", "none-there"),
}
"""Left out in the README: how sums came about, what is said while the month runs and after it, and what
a month says that stops on 5 March and is served.
"""
SLOT = re.compile(r"\\\{[^}]*\}")


def pattern(name: str) -> str:
    """What a line with that sentence looks like, whatever fills it."""
    if name == "holds-head":
        return ".*" + "，".join(rf"{kind} \d+" for kind in re.escape(SAID[name]).split(r"\ "))
    return SLOT.sub(".+", re.escape(SAID[name]))


@pytest.mark.parametrize("name", sorted(SAID.keys() - NOT_SHOWN))
def test_the_readme_shows_every_sentence_of_the_month(name: str) -> None:
    """Titles, columns and sentences as the demo has them now: one that is new or other fails here."""
    line = re.compile(pattern(name))
    assert any(line.fullmatch(shown) for shown in squeezed(DEMO)), pattern(name)


def test_the_readme_begins_as_the_demo_does() -> None:
    """The warning is its first line."""
    assert squeezed(DEMO)[0] == SAID["warning"]
