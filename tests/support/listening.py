"""Whatever a tool prints while a test runs is looked at: Chinese, but for ids, codes and what is typed."""

import builtins
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.words.judged import line

ROOMS = ("relief.tools", "relief.cli", "relief.demo")
"""Who prints for people; logs and JSON are for machines."""


@pytest.fixture(autouse=True)
def tools_speak_chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails the test where a tool says something in English."""
    told: list[str] = []
    own = builtins.print

    def printed(*said: Any, **how: Any) -> None:
        if str(sys._getframe(1).f_globals.get("__name__")).startswith(ROOMS):
            told.extend(one for text in map(str, said) for one in text.splitlines())
        own(*said, **how)

    monkeypatch.setattr(builtins, "print", printed)
    yield
    foreign = [one for one in told if one[:1] not in ("{", "[") and line(one, quoted=True)]
    assert not foreign, f"told in English: {foreign}"
