"""Forms: every field has its label, and in a long form its group and its place in it."""

from typing import Any

import pytest

from relief.api.bodies import BODIES
from relief.api.forms import forms
from relief.api.worded import GROUPS
from relief.words.dictionary import CHINESE, TIBETAN, Unworded, file
from relief.words.fields import label
from relief.words.forms import UNGROUPED, groups
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE
from tests.support.complete import complete


def test_every_field_of_every_command_stands_in_its_form_once() -> None:
    """None is lost and none is there twice; a short form is one group without a title."""
    for command, body in BODIES.items():
        found = forms()[command.__name__]
        named = [name for one in found for name in one.fields]
        complete(named, body.model_fields, f"[{command.__name__}] in relief/words/zh-CN/forms.toml")
        assert len(set(named)) == len(named), f"forms.toml has a field of {command.__name__} twice"
        assert all(label(name, command.__name__) for name in named)
        assert (len(found) > 1) is (len(named) > UNGROUPED), command.__name__
        assert all(bool(one.title) is (len(found) > 1) for one in found)


def test_no_group_is_kept_for_a_form_or_a_field_that_is_gone() -> None:
    """What forms.toml names is there; it has long forms only."""
    long = {name for name, some in forms().items() if len(some) > 1}
    complete(file("forms"), long, "relief/words/zh-CN/forms.toml, of long forms,")
    assert {"SubmitApplication", "Circumstances", "AssessmentQuestion"} <= long


def test_a_long_form_without_groups_and_a_field_without_one_are_named() -> None:
    """A new command or field fails with a sentence that says which."""
    with pytest.raises(Unworded, match=r"forms\.toml has no words for 'NewForm'"):
        groups("NewForm", [f"field{n}" for n in range(UNGROUPED + 1)])
    fields = [name for one in forms()["PayCash"] for name in one.fields]
    with pytest.raises(Unworded, match="no words for 'new' of PayCash"):
        groups("PayCash", [*fields, "new"])
    assert groups("NewForm", []) == ()


@ONE_STORE
def test_the_document_and_the_dictionary_show_the_groups(api: Api) -> None:
    """Properties stand in the order of the form; the page has the titles."""
    told: dict[str, Any] = api.http.get("/v1/words").json()["forms"]
    assert [one["title"] for one in told["PayCash"]] == ["发放", "领取和见证"]
    assert told["InstructPayment"] == [{"title": "", "fields": ["amount", "source"]}]
    complete(told, forms(), "/v1/words, of `forms`,")
    schemas = api.app.openapi()["components"]["schemas"]
    for name, some in told.items():
        assert [*schemas[name].get("properties", {})] == [f for one in some for f in one["fields"]]
        assert schemas[name][GROUPS] == some
    assert forms(TIBETAN) == forms(CHINESE)
    page = api.http.get("/docs").text.partition('<article id="schema-PayCash">')[2]
    assert page.index("<p>发放</p>") < page.index("<p>领取和见证</p>")


@ONE_STORE
def test_what_is_not_obviously_written_has_a_hint(api: Api) -> None:
    """Days, sums, codes, ids: each says how it is written, by its type or its field."""
    schemas = api.app.openapi()["components"]["schemas"]
    lacking = [
        f"{form}.{name}"
        for form in forms()
        for name, said in schemas[form].get("properties", {}).items()
        for one in (said, *said.get("anyOf", ()), said.get("items", {}))
        if ("pattern" in one or one.get("format") == "date")
        and not ({"description", "examples"} & said.keys() or "description" in one)
    ]
    assert lacking == []
