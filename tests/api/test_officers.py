"""The register over HTTP: appointing, keeping out of the cases of kin."""

from datetime import date
from typing import Any

import pytest

from domain.authority import REVEALERS, Officer, Post
from domain.posts import Appointment, appointed
from relief.api.problems import Problem
from relief.api.territory import competent, territory
from tests.api.conftest import Api, codes
from tests.api.words import (
    CASEWORKER,
    CITY,
    LEADER,
    NAME,
    OTHER_COUNTY,
    TOWNSHIP,
    application,
    identity_number,
    officer,
)

SECURITY = officer("sec", Post.SECURITY_ADMIN, "5401")
NEW = "/v1/officers/zhang.san"


def appointment(**changes: Any) -> dict[str, Any]:
    """A caseworker from today on."""
    body = {
        "number": "任〔2026〕1号",
        "post": "caseworker",
        "division": TOWNSHIP,
        "valid_from": "2026-03-02",
        "document": "任用通知",
    }
    return {**body, **changes}


def test_the_security_administrator_appoints_and_nobody_else(api: Api) -> None:
    """The fact stands in the register, by the post that gave it."""
    done = api.post(SECURITY, f"{NEW}/appointments", appointment())
    assert done.status_code == 201, done.text
    assert (done.json()["case"], done.json()["facts"]) == ("zhang.san", ["officer-appointed"])
    held = api.service.officers.current().entry("zhang.san").appointments
    assert [one.number for one in held] == ["任〔2026〕1号"]
    for other in (CASEWORKER, LEADER, CITY):
        refused = api.post(other, f"{NEW}/appointments", appointment(number="2"))
        assert refused.status_code == 403
    administrator = appointment(number="3", post="audit-administrator", division="5401")
    assert api.post(SECURITY, "/v1/officers/li/administration", administrator).status_code == 403
    assert api.post(CITY, "/v1/officers/li/administration", administrator).status_code == 201
    twice = api.post(SECURITY, "/v1/officers/li/appointments", appointment(number="4"))
    assert codes(twice) == ["posts-incompatible"]


@pytest.mark.parametrize("id", ["a b", "张三", "x" * 65, "system"])
def test_an_officer_has_a_plain_id(api: Api, id: str) -> None:
    """What could not be anybody's id names nobody."""
    assert api.post(SECURITY, f"/v1/officers/{id}/appointments", appointment()).status_code in {
        404,
        422,
    }


def test_kin_is_declared_by_number_before_anybody_applied(api: Api) -> None:
    """Who turns out to be the applicant later is the same person; the number is not kept."""
    api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/appointments", appointment())
    declared = {
        "id_number": identity_number(501),
        "relation": "near-affinity",
        "document": "回避申报",
    }
    done = api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/kinships", declared)
    assert done.status_code == 201, done.text
    refused = api.post(CASEWORKER, "/v1/cases", application())
    assert refused.status_code == 403 and codes(refused) == ["kin-concerned"]
    assert NAME not in refused.text and identity_number(501) not in refused.text
    other = Officer("other", CASEWORKER.posts, TOWNSHIP)
    case = api.post(other, "/v1/cases", application()).json()["case"]
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", {"procedure": "general"})
    assert codes(refused) == ["kin-concerned"]
    (person,) = api.service.officers.current().kin(CASEWORKER.id)
    body = {"person": person, "document": "撤销申报"}
    gone = api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/kinships/withdrawal", body)
    assert gone.status_code == 201
    done = api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", {"procedure": "general"})
    assert done.status_code == 201


def holding(*held: tuple[Post, str]) -> Officer:
    """Somebody with several posts, each in a division."""
    return appointed(
        "both",
        frozenset(),
        tuple(
            Appointment(
                number=f"{post.value} {division}",
                post=post,
                division=division,
                valid_from=date(2020, 1, 1),
                valid_to=None,
                document="任用通知",
            )
            for post, division in held
        ),
    )


def test_an_officer_of_two_places_reads_both_and_nothing_between() -> None:
    """Each post opens its own division; a list asks about the widest unless it is told otherwise."""
    held = (
        (Post.CASEWORKER, TOWNSHIP),
        (Post.CASEWORKER, "540121201"),
        (Post.FINANCE, OTHER_COUNTY),
        (Post.APPROVER, "540102001"),
    )
    mine = territory(holding(*held))
    assert mine.areas == (OTHER_COUNTY, TOWNSHIP, "540121201")
    assert mine.area(None) == OTHER_COUNTY
    assert mine.area(TOWNSHIP) == TOWNSHIP
    assert not mine.holds(TOWNSHIP[:6]) and not mine.holds("540102001")
    assert territory(holding(*held, (Post.AUDIT_ADMIN, "5401"))).areas == ()


def test_clear_values_are_asked_for_only_where_the_post_for_it_is_held() -> None:
    """Who reads the whole city and works in one township finds and reveals people in that township."""
    both = holding((Post.CITY_READER, "5401"), (Post.CASEWORKER, TOWNSHIP))
    assert territory(both).areas == ("5401", TOWNSHIP)
    assert territory(both, REVEALERS).areas == (TOWNSHIP,)
    competent(both, REVEALERS)
    competent(both, REVEALERS, TOWNSHIP)
    with pytest.raises(Problem, match="post-not-competent"):
        competent(both, REVEALERS, "540121201")
    misplaced = holding((Post.CASEWORKER, "5401"))
    with pytest.raises(Problem, match="post-not-competent"):
        competent(misplaced, REVEALERS)
