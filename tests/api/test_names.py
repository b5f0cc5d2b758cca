"""What officers are called: told to colleagues, printed on papers as it was known when they signed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from domain.case.authority import Officer, Post
from tests.api import paperwork as w
from tests.api.conftest import Api, codes
from tests.api.test_journeys import inquire
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import CASEWORKER, LEADER, officer
from tests.support.register import appoint

SECURITY = officer("sec", Post.SECURITY_ADMIN, "5401")
NAME, OTHER = "央金·虚构", "次旦·虚构"


def named(api: Api, who: Officer, name: str, phone: str = "0891-6320000") -> Any:
    """The security administrator enters how somebody is called."""
    words = {"name": name, "phone": phone, "document": "登记-1"}
    return api.post(SECURITY, f"/v1/officers/{who.id}/names", words)


def form(api: Api, case: str) -> str:
    """The application form as it is printed now."""
    return str(w.text(w.get(api, CASEWORKER, case, "application-form", format="docx")))


def test_a_form_names_its_officers_as_they_were_called_when_they_signed(api: Api) -> None:
    """Later names change nothing of it, so that it is drawn again as it was; without one, the id."""
    appoint(api.service, CASEWORKER, LEADER)
    assert named(api, CASEWORKER, "央金‧虚构").status_code == 201
    api.clock.set(api.clock.now() + timedelta(minutes=1))
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    printed = form(api, case)
    assert f"（{NAME}）" in printed and f"（{LEADER.id}）" in printed
    assert named(api, CASEWORKER, OTHER).status_code == 201
    assert named(api, LEADER, OTHER).status_code == 201
    assert form(api, case) == printed


def test_colleagues_are_told_by_name_and_telephone(api: Api) -> None:
    """In their territory; who has none is told by id alone. Nothing of it lies in clear in the history."""
    appoint(api.service, CASEWORKER, LEADER)
    assert named(api, LEADER, NAME, phone="０８９１－６３２００００").status_code == 201
    items = api.get(CASEWORKER, "/v1/colleagues").json()["items"]
    told = {one["officer"]: (one["name"], one["phone"]) for one in items}
    assert told[LEADER.id] == (NAME, "0891-6320000") and told[CASEWORKER.id] == (None, None)
    with api.service.journal.store.engine.connect() as connection:
        assert "央金" not in str(connection.execute(text("SELECT body FROM events")).all())


@ONE_STORE
@pytest.mark.parametrize("who", [CASEWORKER, LEADER])
def test_only_the_security_administrator_names_officers(api: Api, who: Officer) -> None:
    """Neither the officer, nor who leads them: names are of the whole city."""
    appoint(api.service, CASEWORKER)
    words = {"name": NAME, "document": "登记-1"}
    refused = api.post(who, f"/v1/officers/{CASEWORKER.id}/names", words)
    assert codes(refused) == ["out-of-jurisdiction"]


def test_who_stands_in_for_a_colleague_is_told_and_printed_as_deputy(api: Api) -> None:
    """代, beside the name; only what is signed by that very appointment."""
    appoint(api.service, CASEWORKER)
    today = api.clock.now().date()
    words = {
        "number": "代-1",
        "post": "caseworker",
        "division": CASEWORKER.division,
        "valid_from": today.isoformat(),
        "valid_to": (today + timedelta(days=9)).isoformat(),
        "document": "代理通知",
        "deputy_for": CASEWORKER.id.upper(),
    }
    done = api.post(SECURITY, "/v1/officers/deputy/appointments", words)
    assert done.status_code == 201, done.text
    items = api.get(CASEWORKER, "/v1/colleagues").json()["items"]
    assert {one["officer"]: one["deputy_for"] for one in items} == {
        CASEWORKER.id: None,
        "deputy": CASEWORKER.id,
    }
    names, now = api.service.names, api.clock.now()
    assert names.printed("deputy", now, "代-1") == "deputy（代）"
    assert [names.printed("deputy", now, one) for one in (None, "another")] == ["deputy"] * 2
    assert names.printed(CASEWORKER.id, now, f"{CASEWORKER.id}-caseworker") == CASEWORKER.id


def test_who_is_called_like_an_officer_there_neither_helps_nor_witnesses(api: Api) -> None:
    """However the name is written; an officer of another township, or nobody's name, is no hindrance."""
    elsewhere = officer("cwo", Post.CASEWORKER, "540104200")
    appoint(api.service, CASEWORKER, LEADER, elsewhere)
    assert named(api, LEADER, NAME).status_code == 201
    assert named(api, elsewhere, OTHER).status_code == 201
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    visit = {
        "visited_on": str(api.clock.now().date()),
        "visitors": [CASEWORKER.id],
        "findings": "属实",
        "signed_by_household": True,
    }
    for written in (NAME, "央金 虚构", "央金‧虚构"):
        refused = api.post(
            CASEWORKER, f"/v1/cases/{case}/home-visits", {**visit, "helpers": [{"name": written}]}
        )
        assert codes(refused) == ["field-invalid"], written
        assert refused.json()["errors"][0]["field"] == "helpers"
        assert "同名" in refused.json()["errors"][0]["message"]
        assert "央金" not in refused.text
    api.act(CASEWORKER, case, "home-visits", **visit, helpers=[{"name": OTHER}])
