"""One human, one number: what was declared or listed once hinders no joining, and kin stay kin."""

from typing import Any

import pytest

from domain.ground.posts import Post
from tests.api.conftest import Api, codes
from tests.api.test_children import child_of, family_of, join, nobodys, told, with_child
from tests.api.test_officers import SECURITY
from tests.api.test_paying import approved, give
from tests.api.test_probing import search
from tests.api.words import CASEWORKER, TOWNSHIP, application, officer
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


@pytest.mark.article("16.3")
def test_a_number_that_was_only_declared_is_joined_and_its_kin_do_nothing(api: Api) -> None:
    """The child is one ever after: listed by birth, by number, in the case and in the next one."""
    declared(api)
    case = enter(api, with_child())
    assert join(api, case).status_code == 201
    refused = give(api, CASEWORKER, case, "acceptance", procedure="general")
    assert codes(refused) == ["kin-concerned"]
    again = enter(api, family_of(40), serial=40)
    assert child_of(api, again) == child_of(api, case)
    assert codes(join(api, case)) == ["kin-concerned"]


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
    assert join(api, case).status_code == 201
    api.follow()
    found = search(api, nobodys())
    assert found.status_code == 200 and case in found.text


@pytest.mark.article("12")
def test_a_guest_with_two_numbers_of_their_own_is_two(api: Api) -> None:
    """Somebody who was joined to one number is joined to no other."""
    declared(api)
    case = enter(api, with_child())
    assert join(api, case, nobodys(2)).status_code == 201
    later = enter(api, with_child())
    assert "identity-contradicts" in codes(join(api, later))
