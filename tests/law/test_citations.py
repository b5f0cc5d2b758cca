"""Citations exist, or cannot be written."""

from importlib.resources import files
from pathlib import Path

import pytest

from adapters.packs import shipped
from adapters.packs.parser import PackError, parse
from domain.law.citations import NoSuchProvision, as_cited, cite
from domain.law.provisions import CHAPTERS, OTHER_LAW, PROVISIONS

FILE = Path(__file__).parents[1] / "assessment" / "packs" / "beihe-2022-9.toml"


def test_all_35_articles_are_there_in_eleven_chapters() -> None:
    """Every article is in exactly one chapter and has its summary."""
    articles = [article for _, articles in CHAPTERS.values() for article in articles]
    assert articles == list(range(1, 36))
    assert all(str(article) in PROVISIONS for article in articles)
    assert len(CHAPTERS) == 11


def test_every_part_has_its_whole() -> None:
    """An item is listed only below a provision that is listed too."""
    for place in PROVISIONS:
        whole = place.rpartition("/" if "/" in place else ".")[0]
        assert not whole or whole in PROVISIONS


@pytest.mark.parametrize("place", ["18.1.1", "16/2", "8.1/4", "民法典§203"])
def test_a_provision_that_exists_is_cited_as_written(place: str) -> None:
    """A citation prints as it was written."""
    assert str(cite(place)) == place


@pytest.mark.parametrize("place", ["36", "18.3", "10(3)", "A18", "", "18.", "民法典§1", "刑法§1"])
def test_what_does_not_exist_cannot_be_cited(place: str) -> None:
    """A wrong number or notation is an error where it is written."""
    with pytest.raises(NoSuchProvision):
        cite(place)


@pytest.mark.parametrize(
    ("place", "wording"),
    [
        ("18.2.1", "第十八条第（二）项第（1）目"),
        ("10.10", "第十条第（十）项"),
        ("16/2", "第十六条第二款"),
        ("35", "第三十五条"),
        ("20", "第二十条"),
        ("民法典§203", "第二百零三条"),
    ],
)
def test_documents_cite_in_chinese(place: str, wording: str) -> None:
    """The wording printed in a document names article, item and paragraph."""
    assert cite(place).wording == wording


def test_other_law_is_cited_in_our_own_words() -> None:
    """Each article used from other law has its summary."""
    assert all(summary for articles in OTHER_LAW.values() for summary in articles.values())


def test_a_packs_own_provision_is_named_by_its_document() -> None:
    """Only that pack knows what it says; one of the regulation must still exist."""
    assert str(as_cited("北政发〔2022〕9号§5.1")) == "北政发〔2022〕9号§5.1"
    assert as_cited("北政发〔2022〕9号§5.1").wording == "第五条第（一）项"
    assert as_cited("民法典§203") == cite("民法典§203")
    assert as_cited("北政发〔2022〕9号§未列条款").wording == "（本办法未列条款）"
    for wrong in ("36", "民法典§9999", "北政发〔2022〕9号§五"):
        with pytest.raises(NoSuchProvision):
            as_cited(wrong)


BEIHE = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("ours", "own"),
    [
        ("8.1/2", "2"),
        ("18.2.1", "7"),
        ("4/2", "7"),
        ("16/1", "8"),
        ("4", "未列条款"),
        ("31", "未列条款"),
    ],
)
def test_a_pack_cites_its_own_document_for_what_our_rules_follow(ours: str, own: str) -> None:
    """What it says of a whole holds for its parts; where it says nothing, that is said."""
    pack = parse(BEIHE)
    assert pack.cited(ours) == f"北政发〔2022〕9号§{own}"
    assert pack.cited(pack.cited(ours)) == pack.cited(ours)
    assert pack.cited("民法典§203") == "民法典§203"


def test_the_regulation_itself_is_cited_as_the_rules_have_it() -> None:
    """Nothing stands between Lhasa's rules and Lhasa's articles."""
    assert {pack.cited("18.2.1") for pack in shipped()} == {"18.2.1"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('"36" = "7"', "拉政发〔2018〕202号 has no 36"),
        ('"18" = "9"', "this document has no 9"),
        ('"18" = 7', "this document has no 7"),
    ],
)
def test_a_clause_that_is_nowhere_is_no_clause(entry: str, message: str) -> None:
    """Both sides are looked up, and the mistake is named with its line."""
    text = BEIHE.replace('"18" = "7"', entry)
    with pytest.raises(PackError) as raised:
        parse(text)
    (problem,) = raised.value.problems
    assert message in problem.message
    assert text.splitlines()[problem.line - 1] == entry


def test_a_pack_of_the_regulation_itself_has_no_other_clauses() -> None:
    """It lists no provisions of its own, so there is nothing to stand in their place."""
    folder = files("domain.law").joinpath("packs")
    text = folder.joinpath("lhasa-2018-202.toml").read_text(encoding="utf-8")
    with pytest.raises(PackError, match="without provisions of its own"):
        parse(text + '\n[clauses]\n"18" = "7"\n')
