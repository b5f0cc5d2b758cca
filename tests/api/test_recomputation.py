"""复算 over HTTP and on the command line: a decision again from its trace, under the law as it is now."""

import json
from datetime import date
from typing import Any

import pytest

from adapters.packs.parser import parse
from domain.case.lawful import Against, Held
from domain.ground.editions import RULES_EDITION
from domain.law.pack import Law
from relief.api import recomputing
from relief.tools.output import Output
from relief.tools.verify import verify
from relief.words.dictionary import table
from relief.words.refusals import against
from tests.api.conftest import Api
from tests.api.test_journeys import inquire
from tests.api.words import APPROVER, CASEWORKER, COUNTY, LEADER, READER, STRANGER, delegation
from tests.law.dating import FIRST, TEXT, changed, with_entries

CAP = "value = 10000\n"
FEWER = Law.of([parse(TEXT.replace(CAP, "value = 9000\n", 1))])
"""The household's yearly total edited in place."""
RIGHT = {"value": 9000, "corrects": FIRST, "known_from": date(2025, 3, 1)}
CORRECTED = Law.of([parse(with_entries([changed("parameter", {"id": "household_cap"}, **RIGHT)]))])
"""The same put right by another entry."""


def under(api: Api, law: Law) -> None:
    """From now on these are the files at hand."""
    api.service.law = law
    vars(api.service.enactments).update(written=law, law=law)


def decided(api: Api) -> str:
    """An urgent case the township approved."""
    api.post(APPROVER, f"/v1/counties/{COUNTY}/delegations", delegation(number="委-1"))
    case = api.submit()
    api.act(CASEWORKER, case, "urgency", kind="fire", reason="无处居住")
    api.act(CASEWORKER, case, "acceptance", procedure="urgent")
    inquire(api, case, "2000.00")
    api.act(LEADER, case, "delegated-approval", amount="2000.00", document="批-1")
    return case


def again(api: Api, case: str) -> list[dict[str, Any]]:
    answer = api.post(READER, f"/v1/cases/{case}/recomputation", {})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_decision_is_reckoned_again_and_nothing_is_recorded(api: Api) -> None:
    """It comes to the same, by the law it names; whoever may not see the case sees no recomputation."""
    case = decided(api)
    before = api.position()
    (item,) = again(api, case)
    assert (item["fact"], item["same"], item["why"], item["differences"]) == (
        "relief-approved", True, None, [],
    )  # fmt: skip
    history = api.get(READER, f"/v1/cases/{case}/history").json()["items"]
    law = history[item["version"] - 1]["fields"]["law"]
    assert (item["law"], item["fingerprint"]) == (law["name"], law["fingerprint"])
    assert api.position() == before
    path = f"/v1/cases/{case}/recomputation"
    assert api.post(STRANGER, path, {}).status_code == 404
    assert api.post(READER, path, {"amount": "1"}).status_code == 422


def test_every_deed_is_held_again_to_its_rules(api: Api) -> None:
    """Each with its edition, how much was asked and what could not be; nothing stood against any."""
    case = decided(api)
    deeds = api.post(READER, f"/v1/cases/{case}/recomputation", {}).json()["deeds"]
    history = api.get(READER, f"/v1/cases/{case}/history").json()["items"]
    assert [(deed["version"], deed["fact"]) for deed in deeds] == [
        (entry["version"], entry["fact"]) for entry in history
    ]
    for deed, entry in zip(deeds, history, strict=True):
        assert deed["rules"] == entry["rules"] == RULES_EDITION
        assert deed["asked"] >= 5 and deed["against"] == []


def test_an_answer_says_in_chinese_what_stands_against_a_deed(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the code of the refusal: the hook looks at the sentence."""
    case, said = decided(api), Against("duties", "duties-not-separate")
    held = Held(1, "application-submitted", RULES_EDITION, 1, (), (said,))
    monkeypatch.setattr(recomputing, "by_its_rules", lambda *_: iter((held,)))
    (deed,) = api.post(READER, f"/v1/cases/{case}/recomputation", {}).json()["deeds"]
    (told,) = deed["against"]
    assert told == {"rule": said.rule, "code": said.code, "text": against(said.code)}


def test_what_is_said_against_a_deed_is_said_in_chinese() -> None:
    """By the title of the refusal, or what is odd about the envelope."""
    assert against("duties-not-separate") == "职责未分离"
    assert against("edition-went-back") == "规则版次早于本案此前的事实"
    assert table("values", "oddity").keys() == {
        "unknown-to-the-edition",
        "envelopes-differ",
        "edition-went-back",
    }


def test_an_edited_entry_is_told_by_the_address_and_by_verify(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    """The total of the year is another one now: what would differ, and that the law is not what it was."""
    case = decided(api)
    assert verify(api.service, Output(json=True)) == 0
    assert json.loads(capsys.readouterr().out)["decisions"] == 1
    under(api, FEWER)
    assert verify(api.service, Output(json=True)) == 4
    named, fault = json.loads(capsys.readouterr().out)["faults"]
    assert "条目“parameter household_cap”" in named and f"delegations-{COUNTY} " in named
    assert f"case-{case}第" in fault and "该日的政策内容已非作出决定时的内容" in fault
    assert "金额的最高额 10000.00 → 9000.00" in fault
    (item,) = again(api, case)
    assert (item["same"], item["why"]) == (False, "law-changed") and item["why_text"]
    assert {"what": "amount.most", "was": "10000.00", "now": "9000.00"} in item["differences"]


def test_decisions_on_an_entry_that_was_corrected_are_listed_for_whoever_must_look_again(
    api: Api,
) -> None:
    """In one's own territory, with what would differ; none where nothing was corrected."""
    case = decided(api)
    assert api.get(READER, "/v1/reviews").json() == {"items": []}
    under(api, CORRECTED)
    for officer in (READER, APPROVER, LEADER):
        (item,) = api.get(officer, "/v1/reviews").json()["items"]
        assert (item["case"], item["fact"], item["why"]) == (
            case,
            "relief-approved",
            "law-corrected",
        )
        assert {"what": "amount.most", "was": "10000.00", "now": "9000.00"} in item["differences"]
    assert item["href"] == f"/v1/cases/{case}"
    beside = {"case", "href"}
    assert again(api, case) == [{key: one for key, one in item.items() if key not in beside}]
    assert api.get(STRANGER, "/v1/reviews").json() == {"items": []}
    assert api.get(STRANGER, "/v1/reviews", area=COUNTY).status_code == 403
    assert api.get(READER, "/v1/reviews", area="540104").json() == {"items": []}
