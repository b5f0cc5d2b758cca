"""A tool that is refused says so in a sentence and leaves nothing behind: it judges, then it makes."""

import re
from pathlib import Path

import pytest

from relief.cli import main
from relief.demo.run import Wanted, demo
from relief.options import WITNESS, parser
from relief.tools.output import Output
from relief.usage import WrongWords
from tests.tools.test_reading import commands

pytestmark = pytest.mark.day

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

CASE = "540121200-20260302-ABCDEF"
EVERY = {
    ("serve",): "serve",
    ("follow",): "follow",
    ("demo",): "demo --folder text.db/demo",
    ("install",): "install",
    ("replay",): f"replay {CASE}",
    ("keys", "rotate"): "keys rotate --officer zs",
    ("keys", "retire"): "keys retire --officer zs --id x",
    ("keys", "show"): "keys show",
    ("keys", "scrub"): "keys scrub",
    ("access",): "access",
    ("rebuild",): "rebuild",
    ("verify",): "verify",
    ("limits",): f"limits {CASE}",
    ("document",): f"document {CASE}",
    ("law",): "law 18.2",
    ("calendar",): "calendar 2026-03-02 +2wd",
    ("token",): "token cw 540121200 caseworker",
    ("officers", "first"): "officers first zs",
    ("officers", "invite"): "officers invite zs",
    ("officers", "remove-password"): "officers remove-password zs",
    ("sweep",): "sweep",
    ("files",): "files",
    ("notice",): "notice --officer zs text.db",
    ("divisions",): "divisions --officer zs text.db",
    ("checkpoint",): "checkpoint",
    ("audit", "bundle"): f"audit bundle --case {CASE} --out bundle.zip",
    ("audit", "draw"): "audit draw --fact case-closed --value n1 --source gazette --division 5401"
    " --upto 1 --count 1 --out sample.json",
}
"""Every command that a history is asked by or the law, with words that nothing is wrong with."""

OWN = {("audit", "verifier"), *(("witness", act) for act in WITNESS)}
"""What knows nothing of any history: a witness's own program, and the copy of a file."""

NO_DATABASE = (
    "foo",
    "",
    "sqlite://",
    "sqlite:///{folder}/no/dir/relief.db",
    "sqlite:///{folder}",
    "sqlite:///{folder}/text.db",
    "sqlite+aiosqlite:///{folder}/relief.db",
    "mysql://relief:geheim@localhost/relief",
    "postgresql://relief:geheim@localhost:port/relief",
    "postgresql+foo://relief:geheim@localhost/relief",
    "postgresql://relief:geheim@127.0.0.1:1/relief",
)
"""What no history can be at."""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: Patch) -> Path:
    """A folder of an installation to be; one file in it is somebody else's."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.db").write_text("no database " * 100)
    for setting, file in (("MASTER_KEY", "relief.key"), ("TOKEN_KEY", "tokens.key")):
        monkeypatch.setenv(f"RELIEF_{setting}", f"{tmp_path}/{file}")
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relief.db")
    monkeypatch.setenv("RELIEF_DEVELOPMENT", "yes")
    return tmp_path


def run(words: str) -> int:
    """Its exit code, also where the words alone are wrong."""
    try:
        return main(words.split())
    except SystemExit as left:
        return int(left.code or 0)


def left(folder: Path) -> list[str]:
    """What lies in the folder now, but for what lay there before."""
    return sorted(one.name for one in folder.rglob("*") if one.name != "text.db")


def test_every_command_is_asked() -> None:
    """A new command fails here until it is told with which words."""
    assert set(commands(parser())) == EVERY.keys() | OWN


@pytest.mark.parametrize("tool", EVERY.values())
def test_where_no_database_can_be_is_told_and_nothing_is_made(
    tool: str, machine: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """No such kind, no such folder, a folder, another file, a server that is away: a sentence in the
    officers' language, without a password; the law alone needs none.
    """
    for address in NO_DATABASE:
        monkeypatch.setenv("RELIEF_DATABASE", address.format(folder=machine))
        done, told = run(tool), capsys.readouterr().err
        if tool.startswith("law"):
            assert done == 0
        else:
            assert done in {1, 2, 3}, (address, done)
            assert not told.isascii() and "geheim" not in told, (address, told)
            assert not re.search("[A-Za-z]+Error", told), (address, told)
        assert left(machine) == [], address
    assert (machine / "text.db").read_text() == "no database " * 100


WORDS = {
    "token a 540121 caseworker": "须任于乡镇",
    "token a 999999999 caseworker": "没有行政区划“999999999”",
    "token a 540121200 king": "没有“king”",
    "token a 540121200 caseworker --hours ９": "有效期须大于0",
    "token a 540121200 caseworker --hours nan": "有效期须大于0",
    "replay x --reveal curiosity": "“identity-check”（核对身份）",
    "officers first zs --issuer https://a.example": "须同时",
    "keys rotate": "缺少参数：--officer（人员标识）",
    "keys rotate --officer zs": "没有这样的历史",
    "demo --folder text.db": "不是文件夹",
}
"""Words that are wrong, and what is said of them."""


@pytest.mark.parametrize("words", WORDS)
def test_wrong_words_make_nothing(words: str, machine: Path, capsys: Capture) -> None:
    """Neither a database nor a key appears at a path that was perhaps mistyped."""
    assert run(words) in {2, 3}
    assert WORDS[words] in capsys.readouterr().err
    assert left(machine) == []


SETTINGS = {
    "RELIEF_SIGN_IN_LOCAL": "yes",
    "RELIEF_OFFICES": "text.db",
    "RELIEF_DIVISIONS": "text.db",
    "RELIEF_PORT": "８２０２",
    "RELIEF_MASTER_KEY": "text.db",
    "RELIEF_TOKEN_KEY": "text.db",
    "RELIEF_DEVELOPMENT": "perhaps",
}
"""Settings with which nothing begins; the first goes with no development tokens."""


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("tool", ["serve", "token cw 540121200 caseworker"])
def test_wrong_settings_make_nothing(
    tool: str, setting: str, machine: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """A service that may not begin has begun nothing."""
    monkeypatch.setenv(setting, SETTINGS[setting])
    assert run(tool) in {1, 2}
    assert not capsys.readouterr().err.isascii()
    assert left(machine) == []


@pytest.mark.parametrize("setting", ["RELIEF_MASTER_KEY", "RELIEF_TOKEN_KEY"])
def test_a_key_that_cannot_be_made_makes_nothing(
    setting: str, machine: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """Its folder is not there."""
    monkeypatch.setenv(setting, f"{machine}/no/dir/the.key")
    assert run("token cw 540121200 caseworker") in {1, 2}
    assert "没有" in capsys.readouterr().err
    assert left(machine) == []


INSTALLED = (
    "relief.db",
    "relief.db-wal",
    "relief-ledgers-1.db",
    "relief-access.db",
    "relief-sign-in.db",
    "relief.key",
    "relief-tokens.key",
    "another-name",
    ".hidden",
)
"""What may lie where an installation is, or was."""


@pytest.mark.parametrize("name", INSTALLED)
def test_the_demo_goes_only_where_nothing_lies(name: str, machine: Path, capsys: Capture) -> None:
    """Invented families never come beside what may be real: one file is enough, whatever it is."""
    place = machine / "office"
    place.mkdir()
    place.joinpath(name).write_text("kept")
    assert run(f"demo --cases 1 --folder {place}") == 2
    told = capsys.readouterr().err
    assert "不是空的" in told and name in told and "请另选一个空的" in told
    assert [(one.name, one.read_text()) for one in place.iterdir()] == [(name, "kept")]


def test_whoever_calls_the_demo_is_held_to_an_empty_folder(machine: Path) -> None:
    """The demo looks for itself, before anything is opened: not only the words are judged."""
    with pytest.raises(WrongWords, match="不是空的"):
        demo(Wanted(1, 1, str(machine)), Output(json=False))
    assert left(machine) == []


@pytest.mark.parametrize("place", ["/proc/q", "x" * 300])
def test_a_folder_that_cannot_be_made_is_told(place: str, machine: Path, capsys: Capture) -> None:
    """The system refuses it for reasons nobody can ask for beforehand."""
    assert main(["demo", "--cases", "1", "--folder", place]) == 2
    assert "不可写" in capsys.readouterr().err
    assert left(machine) == []
