"""Children without a number over HTTP: found again by whatever the family has in hand, one account each.

Their numbers are of a place that does not exist: nobody's.
"""

from typing import Any

import pytest

from domain.case.authority import Officer
from domain.ground.history import ALSO_BY, also
from domain.ground.identity import check_digit
from relief.tools.output import Output
from relief.tools.verify import verify
from tests.api.conftest import Api, codes
from tests.api.test_amendments import WHY
from tests.api.test_destruction import FREE, destroy
from tests.api.words import CASEWORKER, MONDAY, application

BORN = "2026-02-20"
CERTIFICATE = "X540012345"
CHILD: dict[str, Any] = {"relation": "child", "name": "标记姓名戊"}
BIRTH: dict[str, Any] = {"born": BORN, "guardian": 0}


def nobodys(serial: int = 1, born: str = BORN) -> str:
    """A right number of a place there is none of."""
    first17 = f"549999{born.replace('-', '')}{serial:03d}"
    return first17 + check_digit(first17)


def with_child(**birth: Any) -> list[dict[str, Any]]:
    """The family of two, and a child known by its birth."""
    return [*application()["members"], {**CHILD, "birth": birth or BIRTH}]


def numbered() -> list[dict[str, Any]]:
    """The same family, the child by its number."""
    return [*application()["members"], {**CHILD, "id_number": nobodys()}]


def told(api: Api, case: str) -> dict[str, Any]:
    """A case as it stands."""
    found: dict[str, Any] = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    return found


def child_of(api: Api, case: str) -> str:
    """Who the child of a case is."""
    return str(told(api, case)["members"][-1])


def join(api: Api, case: str, number: str | None = None, who: Officer = CASEWORKER) -> Any:
    """The child of a case gets a number."""
    words = {
        "person": child_of(api, case),
        "id_number": number or nobodys(),
        "document": "户口簿-1",
    }
    version = told(api, case)["version"]
    return api.post(who, f"/v1/cases/{case}/members/number", words, version)


@pytest.mark.article("16.3")
def test_a_child_is_shown_masked_and_printed_in_the_form(api: Api) -> None:
    """Nothing of the birth is told without a reason; the form says by what the child is known."""
    case = api.submit(members=with_child(born=BORN, certificate=CERTIFICATE))
    (*_, shown) = told(api, case)["people"]
    assert (shown["name"], shown["id_number"]) == ("标*", None)
    assert shown["birth"] == {"born": "‹密封›", "certificate": "*" * 10, "guardian": None}
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").text
    assert BORN not in history and CERTIFICATE not in history
    letter = api.get(CASEWORKER, f"/v1/cases/{case}/documents/application-form", format="docx")
    assert letter.status_code == 200, letter.text
    assert verify(api.service, Output(json=True)) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (with_child(), with_child()),
        (with_child(**BIRTH, certificate=CERTIFICATE), with_child()),
        (with_child(), with_child(**BIRTH, certificate=CERTIFICATE)),
        (
            with_child(**BIRTH, certificate=CERTIFICATE),
            with_child(born=BORN, certificate=CERTIFICATE.lower()),
        ),
        (with_child(), numbered()),
    ],
    ids=["birth again", "certificate first", "certificate later", "certificate only", "number"],
)
def test_a_child_is_one_person_whatever_it_is_known_by(
    api: Api, first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    """In the next application it is found again, and its account goes on (11)."""
    one, other = api.submit(members=first), api.submit(members=second)
    assert child_of(api, one) == child_of(api, other)
    assert verify(api.service, Output(json=True)) == 0


def test_twins_and_namesakes_are_told_apart(api: Api) -> None:
    """By name, by day, by guardian."""
    twin = {**CHILD, "name": "标记姓名己", "birth": BIRTH}
    family = api.submit(members=[*with_child(), twin])
    other_day = api.submit(members=with_child(**{**BIRTH, "born": "2026-02-21"}))
    other_guardian = api.submit(members=with_child(**{**BIRTH, "guardian": 1}))
    persons = {*told(api, family)["members"][-2:], child_of(api, other_day)}
    assert len(persons | {child_of(api, other_guardian)}) == 4


@pytest.mark.article("16.3")
def test_a_number_joined_later_finds_the_child_from_then_on(api: Api) -> None:
    """The same identifier in the case, and in the next application by number."""
    case = api.submit(members=with_child())
    before = told(api, case)
    assert join(api, case).status_code == 201
    after = told(api, case)
    assert after["members"] == before["members"]
    assert after["people"][-1]["id_number"] == f"5499{'*' * 10}{nobodys()[-4:]}"
    assert child_of(api, api.submit(members=numbered())) == child_of(api, case)
    assert child_of(api, api.submit(members=with_child())) == child_of(api, case)
    form = api.get(CASEWORKER, f"/v1/cases/{case}/documents/application-form", format="docx")
    assert form.status_code == 200 and verify(api.service, Output(json=True)) == 0


def test_a_child_has_one_number(api: Api) -> None:
    """Another one, one of another day, another member's: each refused, nothing stored."""
    case, later = api.submit(members=with_child()), api.submit(members=with_child())
    own = application()["members"][0]["id_number"]
    assert codes(join(api, case, nobodys(born="2026-02-21"))) == ["identity-contradicts"]
    assert set(codes(join(api, case, own))) == {"identity-contradicts", "number-of-a-member"}
    assert join(api, case).status_code == 201
    assert codes(join(api, case)) == ["numbered-already"]
    assert codes(join(api, later, nobodys(2))) == ["identity-contradicts"]
    assert join(api, later).status_code == 201
    assert told(api, case)["version"] == 2


def test_a_number_known_elsewhere_is_joined_to_nobody_and_the_way_out_leads_on(api: Api) -> None:
    """The child leaves and comes back by its number: under the identifier, and account, it had (11)."""
    known = child_of(api, api.submit(serial=40, members=family_of(40)))
    case = api.submit(members=with_child())
    answer = join(api, case)
    assert codes(answer) == ["number-known-otherwise"]
    assert "申请变更" in answer.json()["errors"][0]["way_out"]
    changes = {"left": [child_of(api, case)], "members": [{**CHILD, "id_number": nobodys()}]}
    api.act(CASEWORKER, case, "amendments", changes=changes, **WHY)
    assert child_of(api, case) == known


def family_of(serial: int) -> list[dict[str, Any]]:
    """Another family, who listed the child by its number."""
    return [*application(serial)["members"], {**CHILD, "id_number": nobodys()}]


def test_a_newborn_is_added_by_an_amendment_and_what_is_wrong_is_told_at_once(api: Api) -> None:
    """Its guardian by the identifier the case file shows."""
    case = api.submit()
    guardian = told(api, case)["applicant"]
    wrong = {"born": "2030-01-01", "certificate": "1", "guardian": "0" * 32}
    path, version = f"/v1/cases/{case}/amendments", told(api, case)["version"]
    body = {"changes": {"members": [{**CHILD, "birth": wrong}]}, **WHY}
    refused = api.post(CASEWORKER, path, body, version)
    assert codes(refused) == ["born-later", "field-invalid", "guardian-not-listed"]
    assert "2030" not in refused.text
    right = {"born": BORN, "guardian": guardian}
    api.act(CASEWORKER, case, "amendments", changes={"members": [{**CHILD, "birth": right}]}, **WHY)
    assert len(told(api, case)["members"]) == 3
    assert child_of(api, case) == child_of(api, api.submit(members=with_child()))


def test_what_leads_to_a_person_goes_with_their_key(api: Api) -> None:
    """Number, certificate, birth and its day: nothing left finds who was destroyed."""
    case = api.submit(members=with_child(**BIRTH, certificate=CERTIFICATE))
    assert join(api, case).status_code == 201
    api.not_accepted(case)
    child = child_of(api, case)
    store = api.service.journal.store
    ways = [also(by, child) for by in ALSO_BY]
    standing = store.people_by_id(ways)
    assert {row.whose for row in standing.values()} == {child} and len(standing) == 3
    api.clock.set(FREE)
    destroy(api, child)
    gone = store.people_by_id([child, *ways])
    assert {row.wrapped_key for row in gone.values()} == {""}
    assert {row.blind_index for row in gone.values()} == {f"destroyed:{id}" for id in gone}


@pytest.mark.parametrize("members", [with_child(), numbered()], ids=["by-birth", "by-number"])
def test_a_child_does_not_stand_for_a_household_in_which_somebody_of_age_is_left(
    api: Api, members: list[dict[str, Any]]
) -> None:
    """The office finds out who is under age by what was said of them; nobody else may say it."""
    case = api.submit(members=members)
    applicant, spouse, child = told(api, case)["members"]
    words = {"person": applicant, "died_on": str(MONDAY.date()), "representative": child}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/deaths", words, told(api, case)["version"])
    assert [one["code"] for one in refused.json()["errors"]] == ["adult-left"]
    api.act(CASEWORKER, case, "deaths", **{**words, "representative": spouse})
    assert told(api, case)["members"] == [spouse, child]
