"""Settings are read once, loudly."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from relief.settings import Settings, WrongSetting
from tests.support.written import PAGES

TESTS = "RELIEF_TEST_"


def test_every_setting_can_be_chosen_by_its_environment_name() -> None:
    """A setting is RELIEF_ and the field in capitals, read as its type."""
    chosen = Settings.read({"RELIEF_PORT": "9", "RELIEF_SWEEP": "no", "RELIEF_MASTER_KEY": "k"})
    assert (chosen.port, chosen.sweep, chosen.master_key) == (9, False, Path("k"))


def test_a_name_nobody_knows_is_refused() -> None:
    """A misspelt setting is an error, not a default."""
    with pytest.raises(WrongSetting, match="RELIEF_DATABSE"):
        Settings.read({"RELIEF_DATABSE": "x"})


def test_a_value_that_cannot_be_read_is_not_repeated() -> None:
    """The error names the setting and keeps its value to itself."""
    with pytest.raises(WrongSetting) as refused:
        Settings.read({"RELIEF_PORT": "secret"})
    assert "RELIEF_PORT" in str(refused.value)
    assert "secret" not in str(refused.value)


OPERATING = Path(__file__).parents[2].joinpath("docs/operating.md").read_text(encoding="utf-8")
TOLD = re.findall(r"^\| `(RELIEF_\w+)` \| (.+?) \| (.+?) \|$", OPERATING, re.MULTILINE)


def as_told(default: object) -> str:
    """A default as the table has it."""
    match default:
        case None | "":
            return "none" if default is None else "empty"
        case bool():
            return "`yes`" if default else "`no`"
        case float():
            return f"`{default:g}`"
        case _:
            return f"`{default}`"


def test_every_setting_is_told_with_its_default() -> None:
    """Nobody has to read code to find a setting, or what holds without it."""
    told = {name: default for name, default, _ in TOLD}
    known = {f"RELIEF_{f.name.upper()}": as_told(f.default) for f in fields(Settings)}
    assert told == known
    assert len(TOLD) == len(told)


def test_no_page_names_a_setting_there_is_not() -> None:
    """Pages, tests and tools speak of the same settings."""
    known = {f"RELIEF_{f.name.upper()}" for f in fields(Settings)}
    for page, text in PAGES.items():
        named = {n for n in re.findall(r"RELIEF_[A-Z0-9_]+", text) if not n.startswith(TESTS)}
        assert named <= known, page
