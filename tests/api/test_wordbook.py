"""The dictionary for clients: complete, kept, in the language asked for."""

from typing import Any

import pytest

from domain.case.table import RULES
from domain.ground.refusal import Code
from relief.api import wordbook
from relief.api.app import create_app
from relief.words import dictionary
from relief.words.dictionary import CHINESE, TIBETAN, fact, of
from relief.words.edges import Edge
from relief.words.readings import lists as readings
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE
from tests.support.complete import complete
from tests.words.walked import closed_lists, facts


@ONE_STORE
def test_a_client_finds_a_word_for_everything_it_may_meet(api: Api) -> None:
    """Values, commands, facts and refusals by the very codes that answers and bodies have."""
    told = api.http.get("/v1/words").json()
    assert told["language"] == CHINESE
    assert told["values"]["Stage"]["paid"]
    assert told["values"] == {**dict(wordbook.lists()), **readings()}
    assert told["facts"] == {name: fact(name) for name in facts()}
    complete(told["commands"], (kind.__name__ for kind in RULES), "/v1/words, of `commands`,")
    assert told["commands"]["ApproveRelief"] == {
        "title": "县级批准",
        "chapter": "审批",
        "href": "/v1/cases/{case}/approval",
        "if_match": True,
    }
    assert told["commands"]["LapseApplication"]["href"] is None
    assert told["fields"]["any"]["amount"]["label"] == "金额"
    codes = (code.value for code in (*Code, *Edge))
    complete(told["refusals"], codes, "/v1/words, of `refusals`,")
    assert told["refusals"]["case-unknown"]["status"] == 404


@ONE_STORE
def test_the_dictionary_is_kept_and_not_sent_twice(api: Api) -> None:
    """A client that has it gives its tag back and is told that nothing changed."""
    first = api.http.get("/v1/words")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=300"
    assert first.headers["vary"] == "Accept-Language"
    for held in (tag, f'"other", W/{tag}', "*"):
        again = api.http.get("/v1/words", headers={"If-None-Match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = api.http.get("/v1/words", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)
    bo = api.http.get("/v1/words", headers={"Accept-Language": "bo", "If-None-Match": tag})
    assert (bo.status_code, bo.headers["content-language"]) == (200, "bo, zh-CN")
    assert bo.json()["values"] == first.json()["values"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", CHINESE),
        ("en", CHINESE),
        ("bo", TIBETAN),
        ("bo-CN;q=0.4, zh;q=0.9", CHINESE),
        ("en, bo;q=0.8, zh;q=0.2", TIBETAN),
        ("bo;q=0", CHINESE),
        ("*", CHINESE),
        (";;;,bo;q=9,\u0f00", CHINESE),
        ("bo," * 5000, TIBETAN),
    ],
)
def test_the_language_liked_best_is_told_and_chinese_otherwise(header: str, language: str) -> None:
    """What cannot be read in the header is passed over."""
    assert wordbook.wanted(header) == language


def test_the_words_of_a_value_are_those_answers_use() -> None:
    """One dictionary: what a client looks up reads as what it is told."""
    known = dict(wordbook.lists())
    some = [one for kind in closed_lists() if kind.__name__ in known for one in kind]
    assert len(some) > 300
    assert all(known[type(one).__name__][str(one.value)] == of(one) for one in some)


@ONE_STORE
def test_a_service_whose_dictionary_lacks_a_word_does_not_begin(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which at the start, not as a fault of every page that would have told it."""
    real, kept = dictionary.file, dictionary.file("commands")
    short = {k: v for k, v in kept["commands"].items() if k != "ApproveRelief"}

    def file(name: str, *more: str) -> Any:
        return {**kept, "commands": short} if name == "commands" else real(name, *more)

    monkeypatch.setattr(dictionary, "file", file)
    wordbook.complete.cache_clear()
    with pytest.raises(dictionary.Unworded, match="ApproveRelief"):
        create_app(api.service)
    wordbook.complete.cache_clear()
