"""``relief calendar``: each day counted or passed over, and why."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relief.bootstrap import Service, build
from relief.cli import main
from relief.settings import Settings
from relief.tools.calendar import calendar
from relief.tools.output import Output
from relief.usage import WrongWords

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A fresh installation: its calendar is recorded as it starts."""
    folder: Path = tmp_path_factory.mktemp("calendar")
    opened = build(
        Settings(
            database=f"sqlite:///{folder}/relief.db",
            master_key=folder / "relief.key",
            token_key=folder / "tokens.key",
        )
    )
    yield opened
    opened.close()


def said(service: Service, capsys: Capture, start: str, span: str) -> list[str]:
    """The lines people read."""
    assert calendar(service, start, span, Output()) == 0
    return capsys.readouterr().out.splitlines()


def told(service: Service, capsys: Capture, start: str, span: str) -> dict[str, Any]:
    """The answer for programs."""
    assert calendar(service, start, span, Output(json=True)) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.article("民法典§201")
def test_five_working_days_over_new_year(service: Service, capsys: Capture) -> None:
    """Each day with its number or why it has none, and the notice that says so (民法典 §201)."""
    lines = said(service, capsys, "2019-12-30", "+5wd")
    assert lines[0] == "2019-12-30起，5个工作日，依据民法总则§201"
    shown = [line.split() for line in lines[2:11]]
    assert [(day, number) for day, _, number, *_ in shown] == [
        ("2019-12-30", "—"),
        ("2019-12-31", "第1日"),
        ("2020-01-01", "—"),
        ("2020-01-02", "第2日"),
        ("2020-01-03", "第3日"),
        ("2020-01-04", "—"),
        ("2020-01-05", "—"),
        ("2020-01-06", "第4日"),
        ("2020-01-07", "第5日"),
    ]
    assert shown[0][3] == "起算日，不计入（民法总则§201）"
    assert shown[2][4] == "确定"
    assert shown[2][5].startswith("国务院办公厅关于2020年部分节假日安排的通知")
    assert lines[11] == "届满日 2020-01-07（至当日24:00）；提醒日 2020-01-07（不计顺延）"
    assert lines[12].startswith("日历版本 ")


@pytest.mark.article("民法典§203")
def test_a_last_day_on_a_rest_day_moves_on(service: Service, capsys: Capture) -> None:
    """Natural days end after the holiday, and the warning stays before it (民法典 §203)."""
    lines = said(service, capsys, "2021-09-24", "+7d")
    assert "届满日 2021-10-08（至当日24:00）；提醒日 2021-10-01（不计顺延）" in lines
    moved = [line for line in lines if "末日逢休息日，顺延（民法典§203）" in line]
    assert len(moved) == 7
    assert "顺延（民法典§203）至此日" in moved[-1]


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize("span", ["+0d", "当日", "当天"])
def test_the_same_day_is_that_day_rest_day_or_not(
    service: Service, capsys: Capture, span: str
) -> None:
    """Urgency does not wait for Monday (18.2.1)."""
    answer = told(service, capsys, "2020-01-04", span)
    assert (answer["last_day"], len(answer["days"])) == ("2020-01-04", 1)
    assert answer["provisional"] is False


@pytest.mark.article("18.1.1")
def test_a_limit_goes_by_its_name(service: Service, capsys: Capture) -> None:
    """The limit of the law in force, with its title, nature and article (18.1.1)."""
    lines = said(service, capsys, "2020-01-21", "examination")
    assert lines[0] == "2020-01-21起，审核（“examination”）法定，5个工作日，依据18.1.1"
    answer = told(service, capsys, "2020-01-21", "审核")
    assert answer == told(service, capsys, "2020-01-21", "examination")
    assert (answer["limit"], answer["article"]) == ("examination", "18.1.1")
    assert answer["days"][0] == {
        "day": "2020-01-21",
        "counted": False,
        "number": 0,
        "reason": "start-day",
        "firm": True,
        "source": "weekday-rule",
    }


def test_a_stretch_without_a_notice_is_provisional(service: Service, capsys: Capture) -> None:
    """What is reckoned over days nobody arranged says so, and names the festivals it waits for."""
    lines = said(service, capsys, "2026-12-29", "+5wd")
    assert "暂定：2027年元旦、2027年春节的放假安排尚未登记，公布登记后重新计算" in lines
    answer = told(service, capsys, "2026-12-29", "+5wd")
    assert answer["provisional"] and answer["awaited"] == [
        {"year": 2027, "festival": "new-year"},
        {"year": 2027, "festival": "spring-festival"},
    ]
    assert told(service, capsys, "2026-06-01", "+5wd")["provisional"] is False


@pytest.mark.article("全国年节及纪念日放假办法§2")
def test_a_statutory_day_is_told_with_its_article(service: Service, capsys: Capture) -> None:
    """1 October of a year nobody arranged is off, firm, by the order of the State Council (§2)."""
    lines = said(service, capsys, "2027-09-30", "+1wd")
    (first,) = [line.split() for line in lines if line.startswith("2027-10-01")]
    assert first[4:] == [
        "确定",
        "国庆节法定放假（全国年节及纪念日放假办法§2第7项，国务院令第795号）",
    ]


@pytest.mark.parametrize(
    ("start", "span", "sentence"),
    [
        ("1900-01-01", "+5wd", "不得早于1949年"),
        ("2019-12-30", "+99999999d", "须为1至3650天；当日写作+0d"),
        ("2019-02-30", "+5wd", "没有“2019-02-30”这一天，应写作2019-12-30"),
        ("30.12.2019", "+5wd", "“30.12.2019”应写作2019-12-30"),
        ("２０１９-12-30", "+5wd", "“２０１９-12-30”应写作2019-12-30"),
        ("2019-12-30", "5", "“5”应写作+5wd、+7d、当日，或时限的名称、代码（见relief limits）"),
        ("2019-12-30", "+5h", "“+5h”应写作+5wd、+7d、当日，或时限的名称、代码（见relief limits）"),
        ("2019-12-30", "+0wd", "须为1至3650天；当日写作+0d"),
        ("2019-12-30", "+9999d", "须为1至3650天；当日写作+0d"),
        ("9999-12-30", "+5d", "届满日超出了日历的范围"),
        ("2018-01-05", "examination", "2018-01-05没有施行中的政策版本，时限“examination”无从查起"),
    ],
)
def test_words_that_make_no_sense_are_told_in_one_sentence(
    service: Service, capsys: Capture, start: str, span: str, sentence: str
) -> None:
    """By the argument that is wrong; nothing on standard output."""
    with pytest.raises(WrongWords) as wrong:
        calendar(service, start, span, Output())
    of_start = "应写作2019" in sentence or "1949年" in sentence
    assert wrong.value.argument == ("start" if of_start else "span")
    assert (str(wrong.value), capsys.readouterr().out) == (sentence, "")


@pytest.mark.day
def test_the_command_line_hands_both_words_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """``relief calendar START SPAN``, also for programs; a missing word is wrong words.

    Where no history was chosen and none stands yet, the notices that come with the program answer,
    as they do in a fresh installation, and it is said.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RELIEF_DATABASE", raising=False)
    assert main(["calendar", "2019-12-30", "+5wd", "--json"]) == 0
    shipped = capsys.readouterr()
    assert "没有这样的历史" in shipped.err and "随附的放假通知" in shipped.err
    assert json.loads(shipped.out)["last_day"] == "2020-01-07"
    assert list(tmp_path.iterdir()) == []
    build(Settings()).close()
    assert main(["calendar", "2019-12-30", "+5wd", "--json"]) == 0
    assert capsys.readouterr() == (shipped.out, "")
    with pytest.raises(SystemExit) as refused:
        main(["calendar", "2019-12-30"])
    assert refused.value.code == 2
