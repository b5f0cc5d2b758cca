"""The command line at its edges: a sentence naming the real reason, never a stack trace."""

from pathlib import Path

import pytest

from relief.cli import main
from relief.options import parser
from relief.people.masking import FIELDS
from relief.tools.access import looked_at

pytestmark = pytest.mark.day

TOKEN = ("token", "cw", "540121200", "caseworker")
WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    ((*TOKEN, "--hours", "900"), "至多720小时"),
    ((*TOKEN, "--hours", "0"), "大于0"),
    ((*TOKEN, "--hours", "-5"), "大于0"),
    ((*TOKEN, "--hours", "nan"), "大于0"),
    ((*TOKEN, "--hours", "inf"), "至多720小时"),
    ((*TOKEN, "--hours", "x"), "大于0"),
    (("token", "fi", "540121200", "finance"), "须任于县（区）（6位代码），不能任于“540121200”"),
    (("token", "rd", "540121", "city-reader"), "须任于市（4位代码）"),
    (("token", "cw", "54012120", "caseworker"), "市4位、县（区）6位、乡镇9位数字"),
    (("token", "cw", "༥༤༠༡༢༡༢༠༠", "caseworker"), "市4位、县（区）6位、乡镇9位数字"),
    (("token", "张三", "540121200", "caseworker"), "“张三”不能作人员标识：须为"),
    (("token", "system", "5401", "auditor"), "不得为系统自用的名称"),
    (("token", "aud", "5401", "system"), "没有“system”，可选：“caseworker”（经办人）"),
    (("token", "cw", "540121200", "king"), "没有“king”，可选：“caseworker”（经办人）"),
    (("access", "--limit", "0"), "须为1至500的整数"),
    (("access", "--officer", " cw"), "“ cw”不能作人员标识：须为"),
    (("access", "--officer", "张三"), "“张三”不能作人员标识：须为"),
    (("access", "--case", "540121200－20260302－ABC123"), "编号为乡镇9位区划代码"),
    (("access", "--case", "x"), "编号为乡镇9位区划代码"),
    (("access", "--limit", "99999999999999999999"), "须为1至500的整数"),
    (("access", "--limit", "༥"), "须为1至500的整数"),
    (("document", "x", "acceptance-notice", "--number", "-1"), "须为1至1000的整数"),
    (("demo", "--cases", "0"), "须为1至100000的整数"),
    (("demo", "--seed", "1e3"), "的整数"),
    (("calendar", "9999-12-28", "+5wd"), "超出了日历的范围"),
    (("calendar", "1772409600", "+5wd"), "“1772409600”应写作2019-12-30"),
    (("calendar", "2026-01-05", "+0wd"), "参数期间：须为1至3650天"),
)
"""What is said, and what of the real reason is told."""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command line on an installation of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/relief.key")
    monkeypatch.setenv("RELIEF_TOKEN_KEY", f"{tmp_path}/tokens.key")
    monkeypatch.setenv("RELIEF_DEVELOPMENT", "yes")
    return tmp_path


def test_wrong_words_are_answered_by_their_reason(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the reason in a sentence, nothing issued."""
    assert main(["install"]) == 0
    for words, reason in WRONG:
        try:
            done = main(list(words))
        except SystemExit as left:
            done = int(left.code or 0)
        said = capsys.readouterr()
        assert done == 2, words
        assert reason in said.err and "Traceback" not in said.err, (words, said.err)
        assert "relief1." not in said.out


def test_a_token_is_good_for_a_month_at_most(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What may be asked for is issued."""
    assert main(["install"]) == 0
    assert main([*TOKEN, "--hours", "720"]) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1].startswith("relief1.")


def test_a_database_in_a_folder_that_is_not_there_is_told(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the folder's name, without a stack trace, and nothing is made."""
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{machine}/gone/relief.db")
    assert main(["serve"]) == 2
    said = capsys.readouterr().err
    assert f"没有这个文件夹：“{machine}/gone”" in said and "Traceback" not in said
    assert not (machine / "gone").exists()


def test_a_number_that_was_looked_at_is_called_by_what_it_numbers() -> None:
    """Of private fields one is a number by itself, and it is the account's: no case's, no officer's."""
    called = {field: looked_at(field) for field in FIELDS}
    assert called["number"] == "账号" and called["id_number"] == "公民身份号码"
    assert "编号" not in called.values()


def test_the_log_of_looks_is_asked_as_over_http() -> None:
    """The letter case of an officer or a file does not count; somebody on the server is asked as kept."""
    asked = parser().parse_args(
        ["access", "--officer", "Zhang.San", "--case", "540121200-20260302-abc123"]
    )
    assert (asked.officer, asked.case) == ("zhang.san", "540121200-20260302-ABC123")
    assert parser().parse_args(["access", "--officer", "os:Root"]).officer == "os:Root"
