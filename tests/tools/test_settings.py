"""Settings are read once, loudly."""

import re
from dataclasses import Field, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relief.clock import SystemClock
from relief.installation import divisions, files_of, law_text, office_contacts
from relief.people.providers import provider_of
from relief.settings import LEAST, LEVELS, MOST, Settings, WrongSetting
from relief.words.sayings import reason
from tests.support.written import PAGES
from tests.words.judged import english, line

TESTS = "RELIEF_TEST_"


def test_every_setting_can_be_chosen_by_its_environment_name() -> None:
    """A setting is RELIEF_ and the field in capitals, read as its type."""
    chosen = Settings.read({"RELIEF_PORT": "9", "RELIEF_SWEEP": "no", "RELIEF_MASTER_KEY": "k"})
    assert (chosen.port, chosen.sweep, chosen.master_key) == (9, False, Path("k"))


@pytest.mark.parametrize("seat", ["abc", "540103001", "540102", "540102999", "城关区"])
def test_the_seat_of_a_district_is_one_of_its_townships(seat: str) -> None:
    """What is no township, or lies elsewhere, is refused by the setting's name; nothing ends in a trace."""
    with pytest.raises(WrongSetting) as refused:
        divisions(Settings.read({"RELIEF_SEAT_OF_540102": seat}))
    assert str(refused.value).startswith("RELIEF_SEAT_OF_540102：须为")
    known = divisions(Settings.read({"RELIEF_SEAT_OF_540102": "540102012"}))
    assert known.is_seat("540102012", date(2026, 3, 2)) is True


@pytest.mark.parametrize(
    "one", [one for one in fields(Settings) if "Path" in str(one.type)], ids=lambda one: one.name
)
def test_an_empty_path_is_none_at_all(one: Field[Any]) -> None:
    """A setting left empty is not set; where something must be said, nothing is taken for a folder."""
    given = {f"RELIEF_{one.name.upper()}": ""}
    if "None" in str(one.type):
        assert getattr(Settings.read(given), one.name) is None
    else:
        with pytest.raises(WrongSetting, match="须为"):
            Settings.read(given)


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


LAW = """[pack]
id = 1

[[limit]]
unit = "WEEK"
"""
"""A file of law with mistakes of several kinds."""


@pytest.mark.parametrize(
    ("setting", "name", "text", "said"),
    [
        ("packs", "law.toml", LAW, "第2行  [pack] id  须为文字"),
        ("packs", "law.toml", "[pack", "text  不合文件格式"),
        ("overlays", "county.toml", "[overlay]", "缺少“pack”"),
        ("divisions", "places.json", '{"divisions": [{}]}', "不是合格的行政区划清单：缺少“source”"),
        ("offices", "offices.json", '[{"code": "540121", "fax": "1"}]', "没有这样的键：“fax”"),
        ("offices", "offices.json", "{", "内容的形式不对"),
        ("law_text", "gazette.txt", "第一条 甲\n第三条 乙\n", "第2行"),
        ("law_text", "", "", "这是一个文件夹"),
        ("packs", "gone/none", None, "没有这个文件夹或文件"),
    ],
)
def test_a_file_that_a_setting_leads_to_is_told_in_chinese(
    setting: str, name: str, text: str | None, said: str, tmp_path: Path
) -> None:
    """With its line and what is wrong; what the file itself says is quoted."""
    if text and name:
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
    folder = setting in ("packs", "overlays") and text is not None
    value: object = tmp_path if folder else tmp_path / name
    chosen = Settings(**{setting: str(value) if setting == "offices" else value})  # type: ignore[arg-type]
    with pytest.raises(WrongSetting) as refused:
        files_of(chosen)
        divisions(chosen)
        office_contacts(chosen)
        law_text(chosen)
    told = reason(refused.value)
    assert f"RELIEF_{setting.upper()}" in told and said in told
    assert [one for one in told.splitlines() if line(one, quoted=True)] == []


@pytest.mark.parametrize(
    "chosen",
    [
        {"RELIEF_PORT": "x"},
        {"RELIEF_SWEEP": "maybe"},
        {"RELIEF_TICK_SECONDS": "x"},
        {"RELIEF_STRANGE": "x"},
    ],
)
def test_a_wrong_value_is_told_in_chinese(chosen: dict[str, str]) -> None:
    """What the setting has to be, by its name."""
    with pytest.raises(WrongSetting) as refused:
        Settings.read(chosen)
    assert not english(reason(refused.value))


OUTSIDE = ("nan", "inf", "-inf", "-1", "1e400", "9" * 30, "9" * 5000, "", " ", "0x1")
"""What no bounded number is."""
NUMBERS = [one for one in fields(Settings) if one.type in (int, float)]


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.name)
def test_every_number_has_bounds_that_are_said_and_kept(one: Field[Any]) -> None:
    """Its ends are taken and what lies beyond is refused by the name, in the officers' language."""
    name, (least, most) = f"RELIEF_{one.name.upper()}", (one.metadata[LEAST], one.metadata[MOST])
    assert least <= one.default <= most
    for taken in (least, most):
        assert getattr(Settings.read({name: f"{taken:.10g}"}), one.name) == taken
    below = [] if least == 0 else ["0"]
    for typed in (*OUTSIDE, *below, f"{most + 1:.10g}"):
        with pytest.raises(WrongSetting) as refused:
            Settings.read({name: typed})
        told = reason(refused.value)
        assert name in told and f"{least:.10g}至{most:.10g}" in told, typed
        assert not line(told, quoted=True)
    meaning = {told: meaning for told, _, meaning in TOLD}[name]
    assert f"; {least:.10g} to {most:.10g}" in meaning


def test_a_level_of_the_log_is_one_there_is() -> None:
    """Written small or large; the others are told."""
    assert Settings.read({"RELIEF_LOG_LEVEL": "warning"}).log_level == "warning"
    with pytest.raises(WrongSetting) as refused:
        Settings.read({"RELIEF_LOG_LEVEL": "loud"})
    told = reason(refused.value)
    assert all(level in told for level in ("RELIEF_LOG_LEVEL", *LEVELS))
    assert "loud" not in told and not line(told, quoted=True)


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


@pytest.mark.parametrize(
    ("setting", "wrong", "right"),
    [
        ("proxies", ("foo", "10.0.0.0/33", "10.0.0.1,foo"), ("", "10.0.0.1, 10.1.0.0/16", "*")),
        ("hosts", ("###", "a b", "relief.example:443"), ("", "relief.example, localhost")),
    ],
)
def test_a_name_that_could_be_nobodys_is_refused(
    setting: str, wrong: tuple[str, ...], right: tuple[str, ...]
) -> None:
    """A proxy nobody could be, a host no request could name: it says what it has to be."""
    name = f"RELIEF_{setting.upper()}"
    for text in wrong:
        with pytest.raises(WrongSetting, match=name) as refused:
            Settings.read({name: text})
        assert text not in str(refused.value)
    for text in right:
        assert getattr(Settings.read({name: text}), setting) == text


@pytest.mark.parametrize("what", ["client", "key", "audience", "origins"])
def test_nothing_is_said_of_a_provider_there_is_none_of(what: str) -> None:
    """Whoever forgot the provider learns it at the start, not at the first sign-in."""
    chosen = Settings.read({f"RELIEF_SIGN_IN_{what.upper()}": "/nix"})
    with pytest.raises(WrongSetting, match=f"RELIEF_SIGN_IN_{what.upper()}"):
        provider_of(chosen, SystemClock())
    assert provider_of(Settings(), SystemClock()) is None


@pytest.mark.parametrize(("wrong", "other"), [("packs", "overlays"), ("overlays", "packs")])
def test_a_folder_that_is_not_there_is_told_under_its_own_name(
    wrong: str, other: str, tmp_path: Path
) -> None:
    """Also where the other one is set, and is good."""
    chosen = Settings(**{wrong: tmp_path / "none", other: tmp_path})  # type: ignore[arg-type]
    with pytest.raises(WrongSetting) as refused:
        files_of(chosen)
    told = reason(refused.value)
    assert f"RELIEF_{wrong.upper()}" in told and f"RELIEF_{other.upper()}" not in told
