"""``relief law``: the account of the regulation, without a database."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from domain.case.decide import RULES
from domain.coverage.coverage import Coverage
from domain.law.citations import cite
from domain.law.provisions import PROVISIONS
from relief.cli import main
from relief.tools.clause import show
from relief.tools.law import regulation
from relief.tools.output import Output
from relief.tools.tested import naming_tests
from relief.words.law import summary

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that cannot be opened: the law is read without one."""
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/missing/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/missing/relief.key")


def told(capsys: Capture, *words: str) -> Any:
    """What a tool answers programs."""
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_table_has_all_articles_and_ends_with_their_count(capsys: Capture) -> None:
    """35 rows, each reason for what is not modelled, and the count as the last line."""
    assert main(["law"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "拉萨市临时救助实施细则（试行）（拉政发〔2018〕202号）"
    assert [line.split()[0] for line in lines[2:37]] == [str(n) for n in range(1, 36)]
    assert lines[-1] == "35/35 条"
    why = next(line for line in lines[38:] if line.startswith("23/2"))
    assert "尚未：县级的年度报告和资金测算" in why


def test_no_article_is_without_anything_but_a_reason(capsys: Capture) -> None:
    """未建模 stands where nothing does; 已实现 never without a rule or an entry."""
    for article in told(capsys, "law")["articles"]:
        work = [*article["rules"], *article["values"], *article["limits"]]
        if article["standing"] == "已实现":
            assert work and not article["not_modelled"]
        else:
            assert article["not_modelled"]


@pytest.mark.article("18.2")
def test_a_clause_shows_everything_behind_it(capsys: Capture) -> None:
    """Rules with what they ask, powers, value, limits, readings, facts and tests (18.2)."""
    assert main(["law", "18.2"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("拉政发〔2018〕202号 第十八条第（二）项（18.2）\n紧急程序。\n")
    shown = " ".join(shown.split())
    for line in (
        "ApproveUnderDelegation 乡镇受委托批准",
        "under_ceiling",
        "2000.00元 法定 2018-12-03 18.2.1",
        "countersignature 县级补签 5日（自然日） 法定",
        "AMB-19 五日之内补签 自然日 工作日 natural-days、working-days",
        "delegation-granted",
        "test_two_thousand_yuan_is_within_the_townships_power",
    ):
        assert line in shown


def test_values_carry_their_unit_and_who_set_them(capsys: Capture) -> None:
    """A percentage, a sum, an internal default: never one for the other."""
    assert main(["law", "18.1.2"]) == 0
    shown = capsys.readouterr().out
    assert "30%" in shown
    assert any("returns_allowed" in line and "内部" in line for line in shown.splitlines())
    assert main(["law", "18.2.1"]) == 0
    assert "2000.00元  法定" in capsys.readouterr().out


@pytest.mark.parametrize("place", PROVISIONS)
def test_every_provision_can_be_shown(place: str, capsys: Capture) -> None:
    """Whatever exists can be asked for, and says at least its summary."""
    pack = regulation()
    backings = Coverage.of(pack).behind(place)
    show(place, backings, pack, [], [], Output())
    assert summary(cite(place)) in capsys.readouterr().out


def test_other_law_can_be_asked_for(capsys: Capture) -> None:
    """The civil code counts periods; what rests on it is found by its citation."""
    found = told(capsys, "law", "民法典§203")
    assert found["wording"] == "第二百零三条"
    assert "RecordHolidayNotice" in found["rules"]


@pytest.mark.parametrize(
    ("clause", "near"), [("18.3", "18.2"), ("18.2.7", "18.2.1"), ("36", "35"), ("刑法§1", "1")]
)
def test_an_unknown_clause_is_answered_with_the_nearest(
    clause: str, near: str, capsys: Capture
) -> None:
    """Exit 3, and what was probably meant, for people and for programs."""
    assert main(["law", clause]) == 3
    assert f"没有此条款：{clause}。相近的有：" in capsys.readouterr().out
    assert main(["law", clause, "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert answer["unknown"] == clause
    assert near in answer["nearest"]


def test_what_is_like_no_clause_is_not_answered_with_any(capsys: Capture) -> None:
    """Exit 3 and how clauses are written; nothing is guessed."""
    assert main(["law", "foo"]) == 3
    said = capsys.readouterr().out
    assert "没有此条款：“foo”" in said and "相近" not in said
    assert main(["law", "foo", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["nearest"] == []


def test_every_rule_is_found_under_its_article(capsys: Capture) -> None:
    """No command is missing from the table, save what rests on other law or on the house's own rules."""
    shown = {name for article in told(capsys, "law")["articles"] for name in article["rules"]}
    assert {command.__name__ for command, rule in RULES.items() if "§" not in rule.article} <= shown


def test_tests_are_known_by_their_marks(tmp_path: Path) -> None:
    """What a test names is its mark, or its file's; words in a docstring name nothing."""
    tests = tmp_path / "tests"
    tests.mkdir()
    marked = (
        "@pytest.mark.slow\n@pytest.mark.article('12', '18.1.1')\n"
        'def test_a():\n    """Twice a year."""\n\ndef test_b():\n    """Not (9)."""\n'
    )
    tests.joinpath("test_one.py").write_text(marked, encoding="utf-8")
    whole = 'pytestmark = [pytest.mark.article("19")]\n\ndef test_c():\n    """Paid."""\n'
    tests.joinpath("test_two.py").write_text(whole, encoding="utf-8")
    assert naming_tests(tests) == [
        ("tests/test_one.py::test_a", "Twice a year.", frozenset({"12", "18.1.1"})),
        ("tests/test_two.py::test_c", "Paid.", frozenset({"19"})),
    ]


def places(test: ast.FunctionDef) -> frozenset[str]:
    """What the marks above a test name, as Python reads them."""
    calls = (call for mark in test.decorator_list for call in ast.walk(mark))
    return frozenset(
        str(place.value)
        for call in calls
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.article"
        for place in call.args
        if isinstance(place, ast.Constant)
    )


def test_every_marked_test_of_the_house_is_found() -> None:
    """However the formatter set a test, what stands above it is read as Python reads it."""
    here = Path(__file__).parents[1]
    marked = {
        f"{file.relative_to(here.parent)}::{test.name}": places(test)
        for file in here.rglob("test_*.py")
        if "mark.article" in (text := file.read_text(encoding="utf-8"))
        for test in ast.walk(ast.parse(text))
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_")
    }
    found = {where: named for where, _, named in naming_tests(here)}
    assert found == {where: named for where, named in marked.items() if named}


def test_an_article_nobody_accounts_for_fails_the_tool(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Not whole: exit 4, the fault named, 34 of 35."""
    monkeypatch.setattr(Coverage, "of", lambda pack: Coverage((), {}, {}))
    assert main(["law"]) == 4
    shown = capsys.readouterr().out
    assert "✗ 第19项：没有任何实现" in shown
    assert shown.endswith("0/35 条\n")
