"""A stranger listed by a wrong number over HTTP, and evidence of nothing but signs nobody sees."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Api, codes
from tests.api.test_amendments import WHY, seen
from tests.api.test_identities import NUMBER, PASSPORT, SHORT, family
from tests.api.test_journeys import inquire, to_county
from tests.api.words import APPROVER, CASEWORKER, LEADER, MONDAY, application, identity_number


def granted(api: Api, **identity: Any) -> None:
    """A family was granted relief, and one of it is known by this."""
    case = api.submit(members=[application()["members"][0], family(**identity)[-1]])
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")


@pytest.mark.article("11", "14.1", "16.3")
@pytest.mark.parametrize(
    ("before", "typed", "place"),
    [
        ({"id_number": NUMBER}, {"id_number": SHORT}, 1),
        ({"paper": PASSPORT}, {"paper": PASSPORT}, 1),
        ({"id_number": NUMBER}, {"id_number": NUMBER}, 0),
    ],
    ids=["by 15 digits", "by a passport", "for the applicant"],
)
def test_a_stranger_who_was_granted_relief_leaves_by_two_hands(
    api: Api, before: dict[str, Any], typed: dict[str, Any], place: int
) -> None:
    """One hand is refused and told how; asked for with its proof and agreed to, they leave."""
    granted(api, **before)
    members = application(serial=77)["members"]
    right = {**members[place], "id_number": identity_number(801)}
    members[place] = {"relation": right["relation"], "name": right["name"], **typed}
    incident = {"cause": "traffic-accident", "on": "2026-03-10", "place": "远村"}
    case = api.submit(serial=77, members=members, incident=incident)
    who = seen(api, case)["members"][place]
    changes = {"left": [who], "members": [right]}
    one = api.post(CASEWORKER, f"/v1/cases/{case}/amendments", {"changes": changes, **WHY}, 1)
    assert codes(one) == ["room-minted"]
    changes["mistaken"] = [who]
    words = {"changes": changes, "evidence": ["户口簿-1"], **WHY}
    blank = api.post(CASEWORKER, f"/v1/cases/{case}/corrections", {**words, "evidence": [" "]}, 1)
    assert [(x["code"], x["field"]) for x in blank.json()["errors"]] == [
        ("field-missing", "evidence.0")
    ]
    api.act(CASEWORKER, case, "corrections", **words)
    assert seen(api, case)["correction"]["changes"]["mistaken"] == [who]
    told = api.act(LEADER, case, "corrections/confirmation", correction=1, reasons="属实")
    assert told["facts"][0] == "application-corrected" and "persons-parted" in told["facts"]
    assert who not in seen(api, case)["members"]
