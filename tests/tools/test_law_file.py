"""``relief law check FILE`` and ``relief law --pack NAME``: without a database, and nothing is stored."""

import json
from pathlib import Path

import pytest

from relief.cli import main
from tests.case.test_second_city import FILE, TEXT

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that cannot be opened: the law is read without one."""
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/missing/relief.db")
    monkeypatch.setenv("RELIEF_MASTER_KEY", f"{tmp_path}/missing/relief.key")


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Beihe's file lies beside the program."""
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / FILE.name).write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("RELIEF_PACKS", str(folder))
    return folder


def wrong(tmp_path: Path, text: str) -> Path:
    """A file with that text."""
    file = tmp_path / "draft.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_is_told_with_its_hash(capsys: Capture) -> None:
    """Exit 0, one line."""
    assert main(["law", "check", str(FILE)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("✓ 北河市临时救助办法（虚构）（北政发〔2022〕9号）可以使用：地域9901")


def test_every_fault_is_told_with_its_line_and_sort(tmp_path: Path, capsys: Capture) -> None:
    """Exit 4: an area, a limit that never starts and a circle, all at once."""
    text = TEXT.replace('area = "9901"\nvalid_from = 2022', 'area = "x"\nvalid_from = 2022')
    text = text.replace('starts = ["relief-approved"]', 'starts = ["relief-aproved"]')
    text += (
        '\n[[step]]\nprocedure = "general"\nid = "opinion"\nafter = ["decision"]\ncitation = "7"\n'
    )
    file = wrong(tmp_path, text)
    assert main(["law", "check", str(file)]) == 4
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("（")[2] for line in lines[:-1]] == [
        "没有这样的地域）",
        "时限永远不会开始）",
        "次序循环）",
    ]
    assert lines[0].startswith("第8行  [pack] area  “x”不是行政区划代码")
    assert lines[-1] == "共3处不合格，没有存入任何内容。"
    assert main(["law", "check", str(file), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told["faults"]] == [
        "no-such-area",
        "limit-never-starts",
        "order-with-a-circle",
    ]
    assert all(one["line"] for one in told["faults"])


@pytest.mark.usefixtures("beside")
def test_a_second_law_of_one_day_and_area_is_a_fault(tmp_path: Path, capsys: Capture) -> None:
    """Under another name in the same city; a later one of the same name, or after its end, is none."""
    twin = TEXT.replace('id = "beihe-2022-9"', 'id = "beihe-2023-1"')
    assert main(["law", "check", str(wrong(tmp_path, twin)), "--json"]) == 4
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault["code"] == "two-laws-on-one-day" and "beihe-2022-9" in fault["message"]
    assert main(["law", "check", str(wrong(tmp_path, TEXT))]) == 0
    narrower = twin.replace('area = "9901"\nvalid_from', 'area = "990101"\nvalid_from')
    assert main(["law", "check", str(wrong(tmp_path, narrower))]) == 0


def test_a_file_of_one_village_is_one_like_any_other(tmp_path: Path) -> None:
    """Whether that village is on record is asked when its law is to count."""
    village = TEXT.replace('area = "9901"\nvalid_from', 'area = "990101001001"\nvalid_from')
    assert main(["law", "check", str(wrong(tmp_path, village))]) == 0


def test_what_is_wrong_with_the_head_is_told_beside_everything_else(
    tmp_path: Path, capsys: Capture
) -> None:
    """An area in no province, another law's name, and a limit that never starts: three at once."""
    text = TEXT.replace('area = "9901"\nvalid_from', 'area = "190101001001"\nvalid_from')
    text = text.replace('id = "beihe-2022-9"', 'id = "lhasa-2018-202"', 1)
    text = text.replace('starts = ["relief-approved"]', 'starts = ["relief-aproved"]')
    assert main(["law", "check", str(wrong(tmp_path, text)), "--json"]) == 4
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert {one["code"] for one in faults} == {
        "no-such-area",
        "entry-not-valid",
        "limit-never-starts",
    }
    assert any("lhasa-2018-202" in one["message"] for one in faults)
    assert all(one["line"] > 1 for one in faults)


def test_a_countys_file_is_held_to_its_city(tmp_path: Path, capsys: Capture) -> None:
    """An overlay says so itself."""
    county = Path(__file__).parents[1] / "law" / "county.toml"
    assert main(["law", "check", str(county)]) == 0
    text = county.read_text(encoding="utf-8").replace("[overlay]", "[overlay]\ncolour = 1")
    assert main(["law", "check", str(wrong(tmp_path, text))]) == 4
    assert "colour" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["check"], ["check", "nowhere.toml"], ["18.2", "x.toml"]])
def test_wrong_words_are_told(words: list[str], capsys: Capture) -> None:
    """No file, one that is not there, a file behind a clause: exit 2, and why."""
    assert main(["law", *words]) == 2
    assert capsys.readouterr().err


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, capsys: Capture) -> None:
    """As every other mistake."""
    assert main(["law", "check", str(wrong(tmp_path, "[pack\n"))]) == 4
    assert capsys.readouterr().out.startswith("第1行")


@pytest.mark.usefixtures("beside")
def test_a_pack_is_explained_in_words(capsys: Capture) -> None:
    """Kinds, order, who decides, values, limits, and the readings by the names the pack gives them."""
    assert main(["law", "--pack", "beihe-2022-9"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for part in (
        "北河市临时救助办法（虚构）（北政发〔2022〕9号）",
        "一般程序 各类困难 家庭经济状况核对 → 入户调查 → 审核意见 → 审批 → 发放 → 归档",
        "紧急程序 各类困难 家庭经济状况核对 → 入户调查 → 审核意见 → 县级核查 → 审批",
        "审批后公示",
        "乡镇审批上限（低保标准的倍数） 不须委托文件",
        "BH-1 十二个月如何计算",
        "四十八小时内审批",
    ):
        assert part in shown, shown
    assert main(["law", "--pack", "beihe-2022-9", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["readings"] == {"BH-1": "rolling-year"}


def test_our_own_is_explained_and_an_unknown_one_is_named(capsys: Capture) -> None:
    """Exit 3, with the names there are."""
    assert main(["law", "--pack", "lhasa-2018-202"]) == 0
    assert "AMB-16" in capsys.readouterr().out
    assert main(["law", "--pack", "x"]) == 3
    assert "lhasa-2018-202" in capsys.readouterr().out
