"""Numbers of 15 digits and other papers of identity over HTTP: one person, sealed, found again."""

from typing import Any

import pytest

from domain.ground.identity import check_digit
from relief.tools.output import Output
from relief.tools.verify import verify
from tests.api.conftest import Api, codes
from tests.api.test_amendments import WHY
from tests.api.words import CASEWORKER, application

BORN = "1908-02-20"
PASSPORT = {"kind": "passport", "number": "N1234567", "born": BORN, "country": "NPL"}
PERMIT = {"kind": "hong-kong-macao-permit", "number": "H1234567801", "born": BORN}
FIRST17 = f"549999{BORN.replace('-', '')}001"
NUMBER = FIRST17 + check_digit(FIRST17)
SHORT = NUMBER[:6] + NUMBER[8:17]


def other(**identity: Any) -> dict[str, Any]:
    """The spouse, known by this."""
    return {"relation": "spouse", "name": "标记姓名戊", **identity}


def family(**identity: Any) -> list[dict[str, Any]]:
    """The family of two, and the spouse."""
    return [*application()["members"], other(**identity)]


def told(api: Api, case: str) -> dict[str, Any]:
    """A case as it stands."""
    found: dict[str, Any] = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    return found


def person(api: Api, **identity: Any) -> str:
    """Who the spouse of a new application is."""
    return str(told(api, api.submit(members=family(**identity)))["members"][-1])


@pytest.mark.article("16.3")
def test_a_number_of_15_digits_is_the_same_person_and_kept_as_shown(api: Api) -> None:
    """In 18 places everywhere, its paper's own writing sealed beside; whoever searches finds by either."""
    case = api.submit(members=family(id_number=SHORT))
    (*_, shown) = told(api, case)["people"]
    assert shown["id_number"] == f"5499{'*' * 10}{NUMBER[-4:]}"
    assert shown["shown"] == f"5499{'*' * 7}{SHORT[-4:]}"
    assert person(api, id_number=NUMBER) == shown["person"] == person(api, id_number=SHORT)
    api.follow()
    for number in (NUMBER, SHORT):
        asked = {"id_number": number, "reason": "identity-check"}
        found = api.post(CASEWORKER, "/v1/person-search", asked)
        assert len(found.json()["items"]) == 3, found.text
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").text
    assert SHORT not in history and NUMBER not in history
    assert verify(api.service, Output(json=True)) == 0


@pytest.mark.article("16.3")
def test_a_paper_is_shown_masked_and_printed_in_the_form(api: Api) -> None:
    """Nothing of it is told without a reason; the form says by what its holder is known."""
    case = api.submit(members=family(paper=PASSPORT))
    (*_, shown) = told(api, case)["people"]
    assert (shown["id_number"], shown["birth"]) == (None, None)
    sealed = {"number": "*" * 8, "born": "‹密封›", "country": "‹密封›"}
    assert shown["paper"] == {"kind": "passport", **sealed}
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").text
    assert "N1234567" not in history and BORN not in history and "NPL" not in history
    letter = api.get(CASEWORKER, f"/v1/cases/{case}/documents/application-form", format="docx")
    assert letter.status_code == 200, letter.text
    assert verify(api.service, Output(json=True)) == 0


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        (PASSPORT, {**PASSPORT, "number": "n 1234567", "country": "npl"}, True),
        (PASSPORT, {**PASSPORT, "country": "IND"}, False),
        (PASSPORT, {**PASSPORT, "number": "N1234568"}, False),
        (PERMIT, {**PERMIT, "number": "h1234567802"}, True),
        (PERMIT, {**PERMIT, "number": "H12345678"}, True),
        (PERMIT, {**PERMIT, "number": "M1234567801"}, False),
        (PERMIT, {**PASSPORT, "number": "H1234567801", "country": "SGP"}, False),
    ],
)
def test_whoever_shows_a_paper_again_is_the_same(
    api: Api, one: dict[str, Any], another: dict[str, Any], same: bool
) -> None:
    """However it is typed, and where only the count of papers issued is another."""
    assert (person(api, paper=one) == person(api, paper=another)) is same


@pytest.mark.article("16.3")
def test_a_number_joined_to_a_paper_leads_to_its_holder(api: Api) -> None:
    """Same person in the case, in the next by the number, by the 15 digits and by the paper."""
    case = api.submit(members=family(paper=PASSPORT))
    who = told(api, case)["members"][-1]
    path, version = f"/v1/cases/{case}/members/number", told(api, case)["version"]
    words = {"person": who, "document": "永久居留证-1"}
    wrong = api.post(CASEWORKER, path, {**words, "id_number": number(day="1908-02-21")}, version)
    assert codes(wrong) == ["identity-contradicts"]
    assert api.post(CASEWORKER, path, {**words, "id_number": SHORT}, version).status_code == 201
    after = told(api, case)
    assert after["members"][-1] == who and after["people"][-1]["shown"].endswith(SHORT[-4:])
    assert {person(api, id_number=NUMBER), person(api, paper=PASSPORT)} == {who}
    assert verify(api.service, Output(json=True)) == 0


def number(day: str = BORN) -> str:
    """A number of a place that does not exist."""
    first17 = f"549999{day.replace('-', '')}001"
    return first17 + check_digit(first17)


def test_a_newborn_whose_guardian_shows_a_paper_is_one_child(api: Api) -> None:
    """Listed before or after the guardian, and again."""
    child = {"relation": "child", "name": "标记姓名己"}
    born = {"born": "2026-02-20", "guardian": 3}
    listed = [*application()["members"], {**child, "birth": born}, other(paper=PASSPORT)]
    first = told(api, api.submit(members=listed))["members"]
    again = [*family(paper=PASSPORT), {**child, "birth": {**born, "guardian": 2}}]
    second = told(api, api.submit(members=again))["members"]
    assert set(first) == set(second) and len(first) == 4
    case = api.submit(members=family(paper=PASSPORT))
    added = {**child, "birth": {**born, "guardian": first[-1]}}
    api.act(CASEWORKER, case, "amendments", changes={"members": [added]}, **WHY)
    assert set(told(api, case)["members"]) == set(first)
