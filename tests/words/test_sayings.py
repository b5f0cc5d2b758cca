"""What the floors below the words say has its Chinese, with the same slots; none is left over."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from domain.ground.sayings import Saying
from domain.law.mistakes import PackError, Problem
from relief.words.dictionary import Unworded, table
from relief.words.sayings import mistake, reason, told
from tests.support.complete import complete
from tests.words.judged import english, line

ROOT = Path(__file__).parents[2]


def calls() -> list[ast.Call]:
    """Every saying in the code."""
    files = (
        file
        for floor in ("domain", "adapters", "projections", "relief")
        for file in ROOT.joinpath(floor).rglob("*.py")
    )
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    every = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [one for one in every if getattr(one.func, "id", "") == "Saying"]


def slots(template: str) -> set[str]:
    """What fills a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_saying_has_its_chinese_and_no_chinese_is_left_over() -> None:
    """A fault that a lower floor tells of cannot come to people in English."""
    templates = [one.args[0] for one in calls()]
    assert all(isinstance(one, ast.Constant) for one in templates)
    written = {str(one.value) for one in templates if isinstance(one, ast.Constant)}
    assert len(written) > 100
    complete(table("sayings", "sayings"), written, "relief/words/zh-CN/sayings.toml")


def test_a_saying_is_given_every_slot_it_has_in_either_language() -> None:
    """Chinese may leave out what a library said; it has no slot of its own."""
    for one in calls():
        (template,) = (arg.value for arg in one.args if isinstance(arg, ast.Constant))
        given = {keyword.arg for keyword in one.keywords}
        assert given == slots(str(template)), template
        assert slots(table("sayings", "sayings")[str(template)]) <= given, template


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError(Saying("unknown keys {what}", what=("a", "b"))), "没有这样的键：“a”、“b”"),
        (ValueError(Saying("must be {what}", what=Saying("int"))), "须为整数"),
        (KeyError("code"), "缺少“code”"),
        (FileNotFoundError(2, "No such file"), "没有这个文件夹或文件"),
        (OSError(999, "odd"), "系统不允许"),
        (b"\xff".decode, "编码不是UTF-8"),
        (ValueError("Expecting value: line 1"), "内容的形式不对"),
        (ValueError("已用中文说明"), "已用中文说明"),
    ],
)
def test_what_an_error_says_is_told_in_words(error: object, said: str) -> None:
    """Ours, the system's and a library's."""
    if callable(error):
        with pytest.raises(UnicodeDecodeError) as raised:
            error()
        error = raised.value
    assert isinstance(error, Exception)
    assert reason(error) == said


def test_a_mistake_in_a_file_of_law_is_told_with_its_line() -> None:
    """Line and place in cells of their own; every mistake of the file on a line of its own."""
    wrong = Problem(12, "[[limit]] 2 unit", Saying("must be one of {what}", what=("DAY", "HOUR")))
    assert mistake(wrong) == "第12行  [[limit]] 2 unit  须为其中之一：“DAY”、“HOUR”"
    both = reason(PackError([wrong, Problem(0, "tier", Saying("missing"))]))
    assert both.splitlines()[1] == "tier  缺少此表"
    assert not any(line(one, quoted=True) for one in both.splitlines())
    assert english(str(wrong))


def test_a_saying_without_chinese_is_named() -> None:
    """By its own sentence."""
    with pytest.raises(Unworded, match="nobody said this"):
        told(Saying("nobody said this"))
