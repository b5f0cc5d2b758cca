"""申请审批表: what the paper form asks of everybody has its field, and stands in its column (16.7)."""

from typing import Any

import pytest

from relief.tools.output import Output
from relief.tools.verify import verify
from tests.api import paperwork as w
from tests.api.conftest import Api
from tests.api.test_amendments import WHY
from tests.api.test_journeys import VISIT
from tests.api.words import CASEWORKER, LEADER, PHONE, application

HUKOU, MOVED = "标记县标记村五组", "标记县标记村六组"
HEALTH, WORK, OPINION = "标记残疾", "标记放牧", "标记情况属实"
INCOME = "8600.00"


def whole(**contact: str) -> dict[str, Any]:
    """An application whose form is filled in to the last column."""
    first, *others = application()["members"]
    told = {"health": HEALTH, "occupation": WORK, "income_last_year": INCOME}
    return {
        "members": [{**first, **told}, *others],
        "contact": {"phone": PHONE, "registered_at": HUKOU, **contact},
    }


def visited(api: Api) -> str:
    """Such a case, whose family was visited; the village's committee gave its opinion."""
    case = api.submit(**whole())
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "home-visits", **{**VISIT, "village_opinion": OPINION})
    return case


def form(api: Api, case: str) -> str:
    """What the form says."""
    return w.text(w.get(api, LEADER, case, "application-form", format="docx"))


@pytest.mark.article("16.7")
def test_every_column_of_the_form_is_filled(api: Api) -> None:
    """户籍地、健康、职业、上年收入、村委意见: where they were said (P14)."""
    case = visited(api)
    printed = form(api, case)
    assert [one for one in (HUKOU, HEALTH, WORK, "8,600.00元", OPINION) if one not in printed] == []
    assert verify(api.service, Output(json=True)) == 0


def test_what_was_left_out_is_left_to_be_written_by_hand(api: Api) -> None:
    """Nothing stands in its place."""
    printed = form(api, api.submit())
    assert all(one not in printed for one in (HUKOU, HEALTH, WORK, "None"))


@pytest.mark.article("14.2", "17")
def test_the_form_says_who_acts_for_whoever_cannot(api: Api) -> None:
    """An agent as always; that they act for somebody who cannot, where it was said (民法典 §21); of a
    representative since a death as well.
    """
    agent = {"reason": "不能辨认", "name": "标记·监护人", "phone": "13900000099"}
    by_agent = {"channel": "on-behalf", "agent": agent}
    said = "申请人不能辨认或者不能完全辨认自己的行为"
    printed = form(api, api.submit(incapable=True, **by_agent))
    assert said in printed and "标记·监护人" in printed
    assert said not in form(api, api.submit(serial=11, **by_agent))
    case = api.submit(serial=21)
    first, second = api.get(CASEWORKER, f"/v1/cases/{case}").json()["members"]
    words = {"person": first, "died_on": "2026-03-02", "representative": second}
    api.act(CASEWORKER, case, "deaths", **words, incapable=True, guardian=agent)
    assert said in form(api, case)


def test_what_stands_in_the_columns_is_sealed(api: Api) -> None:
    """Shown masked, and in no history; the sum of a year names nobody."""
    case = visited(api)
    told = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    (first, second) = told["people"]
    assert (first["health"], first["occupation"]) == ("‹密封›", "‹密封›")
    assert first["income_last_year"] == INCOME
    assert (second["health"], second["income_last_year"]) == (None, None)
    assert told["contact"]["registered_at"] == "‹密封›"
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").text
    assert all(one not in history for one in (HUKOU, HEALTH, WORK, OPINION))


def test_a_column_is_put_right_like_anything_else(api: Api) -> None:
    """Where the hukou is by the contact, the others by naming the person anew."""
    case = api.submit(**whole())
    first, *_ = application()["members"]
    changes = {
        "contact": {"registered_at": MOVED},
        "members": [{**first, "health": "标记痊愈", "income_last_year": "0.00"}],
    }
    api.act(CASEWORKER, case, "amendments", changes=changes, **WHY)
    printed = form(api, case)
    assert MOVED in printed and HUKOU not in printed
    assert "标记痊愈" in printed and HEALTH not in printed and PHONE in printed
