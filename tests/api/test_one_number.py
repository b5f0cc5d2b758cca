"""One human, one number: what was declared or listed once hinders no joining, and kin stay kin."""

from typing import Any

import pytest

from domain.ground.posts import Post
from tests.api.conftest import Api, codes
from tests.api.test_children import (
    child_of,
    family_of,
    join,
    nobodys,
    told,
    with_child,
)
from tests.api.test_journeys import CHECK, VISIT
from tests.api.test_officers import SECURITY
from tests.api.test_paying import approved, give
from tests.api.test_probing import search
from tests.api.words import CASEWORKER, LEADER, TOWNSHIP, application, officer
from tests.support.register import appoint

COLLEAGUE = officer("cw9", Post.CASEWORKER, TOWNSHIP)
PASSPORT = {"kind": "passport", "number": "N7650001", "country": "NPL", "born": "1905-02-20"}


def declared(api: Api) -> None:
    """A caseworker said whose child has the number."""
    appoint(api.service, CASEWORKER, COLLEAGUE)
    kin = {"id_number": nobodys(), "relation": "lineal-blood", "document": "申报"}
    done = api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/kinships", kin)
    assert done.status_code == 201, done.text


def enter(api: Api, members: list[dict[str, Any]], **more: Any) -> str:
    """A colleague enters an application."""
    done = api.post(COLLEAGUE, "/v1/cases", application(members=members, **more))
    assert done.status_code == 201, done.text
    return str(done.json()["case"])


@pytest.mark.article("16.3", "公务员法§76")
def test_a_number_that_was_only_declared_is_joined_and_its_kin_do_nothing(api: Api) -> None:
    """The child is one ever after: listed by birth, by number, in the case and in the next one; kin
    neither join the number nor act in any file that lists the child, whichever way.
    """
    declared(api)
    case, elsewhere = enter(api, with_child()), enter(api, with_child())
    assert codes(join(api, case)) == ["kin-concerned"]
    assert join(api, case, who=COLLEAGUE).status_code == 201
    for one in (case, elsewhere):
        refused = give(api, CASEWORKER, one, "acceptance", procedure="general")
        assert codes(refused) == ["kin-concerned"]
    again = enter(api, family_of(40), serial=40)
    assert child_of(api, again) == child_of(api, case)
    assert codes(join(api, case, who=COLLEAGUE)) == ["numbered-already"]


@pytest.mark.article("公务员法§76")
def test_kin_is_told_by_the_register_of_whom_a_number_was_joined_to(api: Api) -> None:
    """Of each officer with their own relation, and of nobody else."""
    declared(api)
    appoint(api.service, LEADER)
    case = enter(api, with_child())
    kin = {"id_number": nobodys(), "relation": "other-interest", "document": "申报"}
    assert api.post(SECURITY, f"/v1/officers/{LEADER.id}/kinships", kin).status_code == 201
    assert join(api, case, who=COLLEAGUE).status_code == 201
    told = {one["officer"]: one["kin"] for one in api.get(SECURITY, "/v1/officers").json()["items"]}
    child = child_of(api, case)
    related = {
        who: {one["relation"] for one in told[who] if one["person"] == child} for who in told
    }
    assert related[CASEWORKER.id] == {"lineal-blood"}
    assert related[LEADER.id] == {"other-interest"} and not related[COLLEAGUE.id]


@pytest.mark.article("公务员法§76")
def test_a_number_makes_nobody_kin_who_had_a_hand_in_the_file(api: Api) -> None:
    """A code of its own, nothing stored; listed anew by the number, what kin did is done again."""
    appoint(api.service, CASEWORKER, COLLEAGUE)
    case = enter(api, with_child())
    inquired(api, case)
    kin = {"id_number": nobodys(), "relation": "lineal-blood", "document": "申报"}
    assert api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/kinships", kin).status_code == 201
    version = told(api, case)["version"]
    assert codes(join(api, case, who=COLLEAGUE)) == ["kin-by-number"]
    assert told(api, case)["version"] == version
    anew(api, case)
    refused = give(api, CASEWORKER, case, "means-check", **CHECK)
    assert codes(refused) == ["kin-concerned"]


def anew(api: Api, case: str) -> None:
    """The child leaves, and is listed by its number."""
    member = {"relation": "child", "name": "标记姓名戊", "id_number": nobodys()}
    changes = {"left": [child_of(api, case)], "members": [member]}
    api.act(COLLEAGUE, case, "amendments", changes=changes, reasons="按户口簿补登号码")


def inquired(api: Api, case: str) -> None:
    """The caseworker accepted it and visited the family."""
    day = str(api.clock.now().date())
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(
        CASEWORKER, case, "home-visits", **{**VISIT, "visitors": [CASEWORKER.id], "visited_on": day}
    )


@pytest.mark.article("16.3", "11")
def test_a_number_listed_once_without_a_grant_is_joined_to_who_was_relieved(api: Api) -> None:
    """By the passport first, by the card in an application that came to nothing: one account."""
    first = application(7)["members"][0]
    guest = {"relation": "other", "name": "标记姓名己"}
    number = nobodys(born="1905-02-20")
    one = approved(api, 7, members=[first, {**guest, "paper": PASSPORT}])
    listed = [{**application(20)["members"][0]}, {**guest, "id_number": number}]
    other = api.submit(serial=20, members=listed)
    words = {"person": child_of(api, one), "id_number": number, "document": "永居证"}
    path, version = f"/v1/cases/{one}/members/number", told(api, one)["version"]
    assert codes(api.post(CASEWORKER, path, words, version)) == ["number-known-otherwise"]
    api.act(CASEWORKER, other, "withdrawal", reason="误录")
    assert api.post(CASEWORKER, path, words, version).status_code == 201
    third = api.submit(serial=30, members=[application(30)["members"][0], listed[1]])
    assert child_of(api, third) == child_of(api, one)


def test_who_is_known_by_a_number_is_found_by_it_after_the_joining(api: Api) -> None:
    """The search by number leads to the case that lists the child."""
    declared(api)
    case = enter(api, with_child())
    assert join(api, case, who=COLLEAGUE).status_code == 201
    api.follow()
    found = search(api, nobodys())
    assert found.status_code == 200 and case in found.text


@pytest.mark.article("12")
def test_a_guest_with_two_numbers_of_their_own_is_two(api: Api) -> None:
    """Somebody who was joined to one number is joined to no other."""
    declared(api)
    case = enter(api, with_child())
    assert join(api, case, nobodys(2), COLLEAGUE).status_code == 201
    later = enter(api, with_child())
    assert "identity-contradicts" in codes(join(api, later, who=COLLEAGUE))
