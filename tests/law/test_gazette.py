"""The regulation's own text from the office's file; every text here is invented."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from adapters.packs.gazette import ARTICLES, GazetteFault, GazetteUnreadable, gazette
from domain.ground.texts import unseen
from relief.cli import main
from relief.terminal import complain
from relief.tools.output import Output

Capture = pytest.CaptureFixture[str]

INVENTED = "\n".join(
    ["某某办法（虚构）", "第一章 虚构的总则", *(f"　　{one}　虚构的条文。" for one in ARTICLES)]
)
"""A gazette of as many articles as the regulation has, each saying nothing."""

EIGHTEEN = (
    "第十八条 虚构的程序：\n\n（一）虚构的甲；\n（二）虚构的乙，依照第十七条办理。\n第二章 又一章\n"
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented gazette, named by the setting, with one article of several lines."""
    path = tmp_path / "gazette.txt"
    text = INVENTED.replace("　　第十八条　虚构的条文。\n", EIGHTEEN)
    path.write_text(f"{text}\n附件：虚构的表\n", encoding="utf-8")
    monkeypatch.setenv("RELIEF_LAW_TEXT", str(path))
    monkeypatch.setenv("RELIEF_DATABASE", f"sqlite:///{tmp_path}/missing/relief.db")
    return path


@pytest.mark.article("18.2")
def test_a_clause_shows_its_articles_own_text(file: Path, capsys: Capture) -> None:
    """Beside our own words the whole article (18.2), and the hash of the file it is from."""
    assert main(["law", "18.2"]) == 0
    shown = capsys.readouterr().out.splitlines()
    at = shown.index("【条文原文】第十八条")
    assert shown[1] == "紧急程序。"
    assert shown[at + 1 : at + 4] == [
        "虚构的程序：",
        "（一）虚构的甲；",
        "（二）虚构的乙，依照第十七条办理。",
    ]
    digest = sha256(file.read_bytes()).hexdigest()
    assert shown[at + 4] == f"（以上依本机关存放的公报文本，文件摘要 {digest}）"
    assert main(["law", "18.2", "--json"]) == 0
    text = json.loads(capsys.readouterr().out)["text"]
    assert (text["lines"][0], text["sha256"]) == ("虚构的程序：", digest)


def test_the_table_names_the_file_by_its_hash(file: Path, capsys: Capture) -> None:
    """Whoever looks at the articles sees which text lies beside them."""
    assert main(["law"]) == 0
    digest = sha256(file.read_bytes()).hexdigest()
    assert f"条文原文：35条，文件摘要 {digest}" in capsys.readouterr().out


def test_without_a_file_and_for_other_law_no_text_is_shown(file: Path, capsys: Capture) -> None:
    """The civil code is not in the regulation's text, and nothing is made up for it."""
    assert main(["law", "民法典§203"]) == 0
    assert "【条文原文】" not in capsys.readouterr().out
    assert main(["law", "民法典§203", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] is None


def test_what_stands_before_between_and_after_the_articles_is_of_none(file: Path) -> None:
    """Title, headings of chapters and annexes are left out; each article has its own lines."""
    articles = gazette(file).articles
    assert list(articles) == [str(n) for n in range(1, 36)]
    assert articles["1"] == articles["35"] == ("虚构的条文。",)
    assert len(articles["18"]) == 3


@pytest.mark.parametrize(
    ("old", "new", "fault", "line"),
    [
        ("　　第九条　虚构的条文。\n", "", GazetteFault.MISSING, 11),
        ("第九条　", "第九条：", GazetteFault.JOINED, 11),
        ("第九条　虚", "第九条　\x1b[31m虚", GazetteFault.UNSEEN, 11),
        ("第九条　虚", "第九条　\0虚", GazetteFault.UNSEEN, 11),
        ("第九条　虚构的条文。", "第九条", GazetteFault.EMPTY, 11),
        ("第九条　", "第九十九条　", GazetteFault.STRANGE, 11),
        ("第九条　", "第八条　", GazetteFault.NOT_NEXT, 11),
        ("\n　　第三十五条　虚构的条文。", "", GazetteFault.MISSING, 36),
    ],
)
def test_a_wrong_text_is_told_with_the_line(
    old: str, new: str, fault: GazetteFault, line: int, tmp_path: Path
) -> None:
    """Left out, empty, unknown, repeated, broken off: never shown as if it were the text."""
    path = tmp_path / "gazette.txt"
    path.write_text(INVENTED.replace(old, new), encoding="utf-8")
    with pytest.raises(GazetteUnreadable) as refused:
        gazette(path)
    first = refused.value.faults[0]
    assert (first.fault, first.line) == (fault, line)


def test_the_tool_tells_every_fault_and_shows_nothing(
    file: Path, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2, each fault in Chinese with its line; so for a file of another encoding, or none."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("第九条　虚构的条文。", "第九条"), encoding="utf-8")
    assert main(["law", "18.2"]) == 2
    told = capsys.readouterr()
    assert (told.out, "第11行：第九条没有内容" in told.err) == ("", True)
    file.write_bytes(b"\n" + INVENTED.encode("gb18030"))
    assert main(["law"]) == 2
    assert "第2行：不是UTF-8文本" in capsys.readouterr().err
    monkeypatch.setenv("RELIEF_LAW_TEXT", str(tmp_path / "nothing.txt"))
    assert main(["law"]) == 2
    assert "RELIEF_LAW_TEXT" in capsys.readouterr().err


def test_an_article_that_is_not_there_is_named_itself(tmp_path: Path) -> None:
    """第十条 left out, or run into its text, is what is told; the one behind it is not at fault."""
    path = tmp_path / "gazette.txt"
    for new in ("", "　　第十条：虚构的条文。\n"):
        path.write_text(INVENTED.replace("　　第十条　虚构的条文。\n", new), encoding="utf-8")
        with pytest.raises(GazetteUnreadable) as refused:
            gazette(path)
        assert {one.article for one in refused.value.faults} == {"第十条"}


def test_no_text_from_outside_steers_a_terminal(capsys: Capture) -> None:
    """Lines, cells and complaints have no sign that is not seen; in JSON it is spelled out."""
    wild = "甲\x1b[31m\x9b31m\x00\u202e乙"
    Output().line(wild)
    Output().table(["题"], [[wild]])
    Output(json=True).data({"a": wild})
    complain(wild)
    told = capsys.readouterr()
    assert not [sign for sign in told.out + told.err if unseen(sign) and sign != "\n"]
    assert told.out.count("�[31m") == 2 and "\\u202e" in told.out and "甲" in told.err
