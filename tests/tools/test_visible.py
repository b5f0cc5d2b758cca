"""What the command line shows is Chinese: help, wrong words, and each tool that reads, run for once."""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from relief import usage
from relief.cli import main
from relief.options import parser
from relief.tools.lawfile import CHECK
from tests.support.histories import CASE, kept_history
from tests.tools.test_reading import READING
from tests.words.judged import line as english

Capture = pytest.CaptureFixture[str]


def tools(
    top: argparse.ArgumentParser,
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """The command line, each tool, and each act of a tool, with the words that lead there."""
    yield (), top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, tool in action.choices.items():
                for words, one in tools(tool):
                    yield (name, *words), one


SUMS = frozenset(
    {"approved", "paid", "recommended", "amount", "debt", "stored", "reckoned", "most"}
)
"""How JSON calls sums."""

ENDED = "limits of a case"
"""Shows nothing: no case of the history has a limit that still runs."""

TOOLS = dict(tools(parser()))


def typed(tool: argparse.ArgumentParser) -> set[str]:
    """What a tool's help names because it is typed so: options, values, and what stands for them."""
    words = {*tool.prog.split(), *({CHECK} if tool is TOOLS["law",] else ())}
    for action in tool._actions:
        words |= {*action.option_strings, action.dest, action.dest.upper(), str(action.metavar)}
        words |= set(map(str, action.choices or ()))
    return words


def test_every_word_of_the_command_line_has_its_help() -> None:
    """Nothing can be typed that the help does not explain in Chinese."""
    lacking = [
        (words, action.dest)
        for words, tool in TOOLS.items()
        for action in tool._actions
        if action.help != argparse.SUPPRESS
        and not isinstance(action, argparse._SubParsersAction)
        and not re.search("[\u4e00-\u9fff]", action.help or "")
    ]
    assert len(TOOLS) > 17 and lacking == []


@pytest.mark.parametrize("words", TOOLS, ids=" ".join)
def test_help_is_chinese(words: tuple[str, ...], capsys: Capture) -> None:
    """But for what is typed as it stands."""
    with pytest.raises(SystemExit) as left:
        main([*words, "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：")
    known = typed(TOOLS[words])
    assert [line for line in shown.splitlines() if english(line, known)] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("replay",), "relief replay：用法有误：缺少参数：案件编号"),
        (("fly",), "参数工具：没有“fly”，可选：“install”（建立"),
        (
            ("document", "x", "letter"),
            "参数文书种类：没有“letter”，可选：“acceptance-notice”（受理",
        ),
        (("law", "1", "2", "3"), "没有这样的参数：“3”"),
        (("keys", "retire", "--id"), "参数--id（主密钥编号）：须有一个值"),
        (("law", "--j=x"), "参数--json（以 JSON 输出）：不带值，不能写：“x”"),
    ],
)
def test_wrong_use_is_told_in_chinese(words: tuple[str, ...], said: str, capsys: Capture) -> None:
    """What is lacking, unknown or too much is named as it was typed."""
    with pytest.raises(SystemExit):
        main(list(words))
    assert said in capsys.readouterr().err


def test_the_library_still_says_what_ours_stand_for() -> None:
    """Each of its sentences that is put in Chinese is one it has: a new release may word it anew."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    written = source.replace('"', "'").replace("\\n", "\n")
    assert [said for said in usage.SAID if said.replace('"', "'") not in written] == []


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A small history of an earlier release, chosen in the settings."""
    folder = tmp_path_factory.mktemp("kept")
    with kept_history(folder, None) as history, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("RELIEF_DATABASE", history.database)
        patch.setenv("RELIEF_MASTER_KEY", str(history.key))
        patch.setenv("RELIEF_TOKEN_KEY", str(history.folder / "relief-tokens.key"))
        yield


@pytest.mark.day
@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in READING if name != "law"])
def test_what_a_tool_shows_is_chinese(name: str, kept: None, capsys: Capture) -> None:
    """Each tool that reads, on a real history; ``relief law`` is asked clause by clause elsewhere."""
    main(list(READING[name]))
    told = capsys.readouterr()
    lines = [*told.out.splitlines(), *told.err.splitlines()]
    assert (lines or name == ENDED) and [line for line in lines if english(line)] == []


@pytest.mark.day
@pytest.mark.slow
def test_what_a_replay_reveals_is_told_by_label(kept: None, capsys: Capture) -> None:
    """Beside each clear value stands what the form calls it, not where it lies in the fact."""
    assert main(["replay", CASE, "--reveal", "audit"]) == 0
    shown = capsys.readouterr().out
    assert "申请所列人员第1项的公民身份号码" in shown
    assert [line for line in shown.splitlines() if english(line)] == []


def keys(told: object) -> Iterator[tuple[str, object]]:
    """Every name in a JSON document, with what stands under it."""
    if isinstance(told, dict):
        yield from told.items()
    for inner in (
        told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    ):
        yield from keys(inner)


SPELLED = [name for name, words in READING.items() if "--json" in typed(TOOLS[words[:1]])]
"""The tools that answer in JSON where asked; each inherits it from the first word."""


@pytest.mark.day
@pytest.mark.slow
@pytest.mark.parametrize("name", SPELLED)
def test_sums_in_json_are_yuan_as_text(name: str, kept: None, capsys: Capture) -> None:
    """As over HTTP: no tool tells whole fen, and no sum is a number."""
    main([*READING[name], "--json"])
    told = capsys.readouterr().out
    found = [*keys(json.loads(told))] if told else []
    assert [one for one in found if one[0].endswith("fen")] == []
    sums = [one for one in found if one[0] in SUMS and isinstance(one[1], str | int | float)]
    assert [one for one in sums if not re.fullmatch(r"-?[0-9]+\.[0-9]{2}", str(one[1]))] == []
    assert [one for one in sums if not isinstance(one[1], str)] == []
    assert name != "replay" or {"paid", "recommended", "amount"} <= dict(sums).keys()


def test_english_would_be_seen() -> None:
    """A sentence, and a name of the code within one; an id or a code in its own cell is none."""
    assert english("1  the ledgers are behind  已收件") and english("没有“claim”这一栏")
    assert english("reckoned_against 不符")
    assert english("1  _not_covered  不属于救助对象") and english("1  members.0.id_number  申请")
    assert not english("case-540123204-20260213-81NQDP第10条事实重复使用")
    assert not english("urgent-receipt  紧急案件县级当日接收  18.2.2")


@pytest.mark.day
@pytest.mark.slow
def test_what_a_tool_logs_is_chinese(kept: None, capsys: Capture) -> None:
    """Ledgers folded anew are told on standard error in a sentence, and nothing is JSON there."""
    assert main(["rebuild"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert any("正从历史重新建立" in line for line in lines)
    assert [line for line in lines if english(line, quoted=True) or line.startswith("{")] == []
