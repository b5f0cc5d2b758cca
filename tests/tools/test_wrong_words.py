"""Whatever is wrong with what was typed is told in Chinese: the argument as it is typed with its label,
the rule, and where every argument is explained. Every tool and every argument is walked.
"""

import argparse
from collections.abc import Iterator

import pytest

from relief.cli import main
from relief.options import PERSON_ID, parser
from relief.usage import Meant, called, meanings
from relief.words.dictionary import file
from tests.api.words import identity_number
from tests.tools.test_visible import TOOLS
from tests.words.judged import line as english

Capture = pytest.CaptureFixture[str]
Words = tuple[str, ...]

LEAVES = {
    words: tool
    for words, tool in TOOLS.items()
    if not any(isinstance(one, argparse._SubParsersAction) for one in tool._actions)
}
"""Whatever can be run, with the words that lead there."""

UNFIT = {
    "officer": ("张三", "a b", "system", "", "a" * 65),
    "looker": ("张三", "a b", "", "a" * 65, "os:", "os:a b"),
    "file_number": ("1", "540121200", "540121200－1", "54012120-1", "", identity_number()),
    "person": ("1", "F" * 32, identity_number()),
    "division": ("5401212", "五四", "", "54012a"),
    "read": ("", "0x1", "-1", "1.5", "９", "99999999999"),
    "period": ("", "2026-01-01", "2026-03-31/2026-01-01", "x/y"),
    "witness_name": ("", "张三", "a b", "a+b", "a" * 101),
    "hours": ("", "x", "0", "-1", "nan", "inf", "721", "９"),
}
"""By the reader of an argument: what it cannot be, ill-formed or out of range."""

ANYTHING = {"Path", "str"}
"""Readers to whom every word is right until it is looked for: files, numbers of papers, names."""


def arguments() -> Iterator[tuple[Words, argparse.Action]]:
    """Every argument of every tool that takes a value."""
    for words, tool in LEAVES.items():
        for action in tool._actions:
            if action.nargs != 0 and action.help != argparse.SUPPRESS:
                yield words, action


EVERY = {f"{' '.join(words)} {action.dest}": (words, action) for words, action in arguments()}


def reader(action: argparse.Action) -> str:
    """What reads the value."""
    return str(getattr(action.type, "__name__", "str"))


def fit(action: argparse.Action) -> str:
    """A value nothing is wrong with."""
    if action.choices is not None:
        return str(next(iter(action.choices)))
    return {
        "division": "540121200",
        "read": "5",
        "hours": "1",
        "person": "a" * 32,
        "file_number": "540121200-1",
        "period": "2026-01-01/2026-03-31",
    }.get(reader(action), "zs")


def said(words: Words, capsys: Capture) -> str:
    """What is answered to wrong words: exit code 2, a fault, the way out."""
    with pytest.raises(SystemExit) as left:
        main(list(words))
    told = capsys.readouterr()
    assert left.value.code == 2 and told.out == ""
    assert "--help" in told.err.splitlines()[-1] and "：用法有误：" in told.err, told.err
    return told.err


def typed(words: Words, action: argparse.Action | None, value: str | None) -> list[str]:
    """A tool with all it needs, but one argument with a value of its own, or without it; of
    several that exclude each other the first.
    """
    options, positions = list[str](), list[str]()
    ways = LEAVES[words]._mutually_exclusive_groups
    chosen = [way._group_actions[0] for way in ways if way.required]
    for one in LEAVES[words]._actions:
        given = fit(one)
        if one is action:
            if value is None:
                continue
            given = value
        elif not (one.required or one in chosen):
            continue
        if one.option_strings:
            # In one word: a value that begins with a hyphen is none to the library otherwise.
            options.append(f"{one.option_strings[-1]}={given}")
        else:
            positions.append(given)
    return [*words, *options, "--", *positions] if positions else [*words, *options]


def chinese(told: str, words: Words) -> None:
    """No English but what is typed as it stands, and what was typed."""
    tool = LEAVES.get(words) or TOOLS[words]
    known = {*tool.prog.split(), "--help"}
    known |= {option for one in tool._actions for option in one.option_strings}
    known.add("JSON")
    assert [line for line in told.splitlines() if english(line, known, quoted=True)] == []


def test_every_argument_is_asked() -> None:
    """Nothing that can be typed is left out, and each reader is known to refuse something or nothing."""
    assert len(LEAVES) > 17 and len(EVERY) > 30
    assert {reader(action) for _, action in EVERY.values()} == UNFIT.keys() | ANYTHING


@pytest.mark.parametrize("name", EVERY)
def test_an_argument_without_its_value_is_named(name: str, capsys: Capture) -> None:
    """One that is required and missing; an option that was begun and not ended."""
    words, action = EVERY[name]
    shown = str(called(action))
    if action.required:
        given = typed(words, action, None) if action.option_strings else words
        told = said(tuple(given), capsys)
        assert "缺少参数：" in told and shown in told
        chinese(told, words)
    if action.option_strings:
        told = said((*words, action.option_strings[-1]), capsys)
        assert f"参数{shown}：须有" in told
        chinese(told, words)


@pytest.mark.parametrize("name", [name for name, (_, one) in EVERY.items() if one.choices])
def test_an_unknown_value_is_answered_by_every_known_one_with_its_meaning(
    name: str, capsys: Capture
) -> None:
    """A code alone says nothing to whoever has to choose."""
    words, action = EVERY[name]
    told = said(tuple(typed(words, action, "nonsense")), capsys)
    assert isinstance(action.choices, Meant) and f"参数{called(action)}：没有“nonsense”" in told
    for value, meaning in action.choices.items():
        assert f"“{value}”（{meaning}）" in told and not meaning.isascii()
    chinese(told, words)


@pytest.mark.parametrize("name", [n for n, (_, one) in EVERY.items() if reader(one) in UNFIT])
def test_an_unfit_value_is_answered_by_the_rule(name: str, capsys: Capture) -> None:
    """Ill-formed or out of range; what may be somebody's number is not repeated."""
    words, action = EVERY[name]
    for value in UNFIT[reader(action)]:
        told = said(tuple(typed(words, action, value)), capsys)
        assert f"参数{called(action)}：" in told and any(mark in told for mark in "须为：")
        assert identity_number() not in told
        chinese(told, words)


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_what_no_tool_knows_is_told_by_the_tool_it_was_said_to(
    words: Words, capsys: Capture
) -> None:
    """An option, and a word too many, beside all that is needed."""
    for strange in ("--nonsense", "--nonsense=1"):
        told = said((*words, strange, *typed(words, None, None)[len(words) :]), capsys)
        assert f"没有这样的参数：“{strange}”" in told
        assert f"{LEAVES[words].prog} --help" in told
        chinese(told, words)


@pytest.mark.parametrize("words", [one for one in TOOLS if one not in LEAVES], ids=" ".join)
def test_what_to_do_is_chosen_with_its_meaning(words: Words, capsys: Capture) -> None:
    """A tool, or an act of a tool: none chosen, and one that is none."""
    assert "缺少参数：" in said(words, capsys)
    told = said((*words, "fly"), capsys)
    (action,) = (a for a in TOOLS[words]._actions if isinstance(a, argparse._SubParsersAction))
    assert "没有“fly”" in told and all(one in told for one in meanings(action))
    chinese(told, words)


def test_a_closed_choice_is_explained_by_the_help() -> None:
    """Every value with its meaning, in one piece: a code broken at a hyphen cannot be copied."""
    for words, action in EVERY.values():
        if action.choices:
            shown = LEAVES[words].format_help()
            assert all(one in shown for one in meanings(action)), words


def test_options_in_common_stand_before_and_after_an_act() -> None:
    """As they could be said before the acts had parsers of their own."""
    for words in (("keys", "--json", "show"), ("keys", "show", "--json")):
        assert parser().parse_args(words).json is True
    assert parser().parse_args(("keys", "show")).json is False
    assert PERSON_ID.fullmatch("a" * 32)


def test_no_label_is_left_over() -> None:
    """Every argument has its label and its help, and every act its own; there are no others."""
    said = file("sentences/cli")
    assert said["argument"].keys() == said["label"].keys() - {"tool", "act"}
    shown = {str(action.metavar) for _, action in EVERY.values()}
    assert set(said["label"].values()) - shown == {said["label"]["tool"], said["label"]["act"]}
    acts = {words[-1] for words in LEAVES if len(words) > 1}
    assert said["act"].keys() == acts


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_bytes_that_are_no_text_are_refused_in_one_place(words: Words, capsys: Capture) -> None:
    """Of every tool, as a word or the value of an option; what was typed is not repeated."""
    for typed in (("\udcff",), ("--limit", "x\udcff"), ("--out=\udcff.pdf",)):
        with pytest.raises(SystemExit) as ended:
            main([*words, *typed])
        assert ended.value.code == 2
        told = capsys.readouterr()
        place = len(words) + len(typed)
        assert not told.out and f"第{place}个参数不是UTF-8文字" in told.err
