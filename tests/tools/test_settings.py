"""Settings are read once, loudly."""

from dataclasses import fields
from pathlib import Path

import pytest

from relief.settings import Settings, WrongSetting


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


def test_every_setting_is_in_the_readme() -> None:
    """Nobody has to read code to find a setting."""
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    missing = [f.name for f in fields(Settings) if f"RELIEF_{f.name.upper()}" not in readme]
    assert missing == []
