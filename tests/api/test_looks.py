"""Personal data is masked, revealed only for a reason, and every look is on record first."""

import re
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError
from sqlalchemy import text

from domain.case.authority import Officer, Post
from domain.ground.access import Act, Why
from domain.ground.facts import FACTS
from domain.ground.masks import DESTROYED
from relief.people.masking import FIELDS, field_of, masked
from relief.words.dictionary import of
from tests.api.conftest import Api, codes
from tests.api.words import (
    CARD,
    CASEWORKER,
    CITY,
    FINANCE,
    NAME,
    PHONE,
    READER,
    STATEMENT,
    STRANGER,
    identity_number,
)
from tests.support.complete import complete

AUDIT = Officer("aa", frozenset({Post.AUDIT_ADMIN}), "5401")
SECURITY = Officer("sa", frozenset({Post.SECURITY_ADMIN}), "5401")
SYSTEM_ADMIN = Officer("sy", frozenset({Post.SYSTEM_ADMIN}), "5401")
CLEAR = (NAME, PHONE, CARD, STATEMENT, identity_number(), "标记姓名丙", "雪莲村1号", "虚构银行")
ALL = sorted(FIELDS)


def reveal(api: Api, officer: Officer, case: str, **words: Any) -> Any:
    """Ask for clear values."""
    body = {"reason": "identity-check", "fields": ["name", "id_number"], **words}
    return api.post(officer, f"/v1/cases/{case}/reveal", body)


def looks(api: Api, **query: Any) -> list[dict[str, Any]]:
    """What the audit administrator reads."""
    told = api.http.get("/v1/access-log", params=query, headers=api.headers(AUDIT))
    assert told.status_code == 200, told.text
    found: list[dict[str, Any]] = told.json()["items"]
    return found


def test_a_case_shows_its_people_masked(api: Api) -> None:
    """Case and history: the ends of numbers, the first sign of a name, nothing of a text."""
    case = api.submit()
    told = api.get(CASEWORKER, f"/v1/cases/{case}")
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history")
    assert not [clear for clear in CLEAR if clear in told.text + history.text]
    people = told.json()["people"]
    number = identity_number()
    assert [one["name"] for one in people] == ["标*", "标*"]
    assert people[0]["id_number"] == f"{number[:4]}**********{number[-4:]}"
    contact = {"phone": "139****5678", "address": "‹密封›", "registered_at": None}
    assert told.json()["contact"] == contact
    assert told.json()["account"]["number"] == f"{'*' * 15}2337"
    (first,) = history.json()["items"]
    assert first["fields"]["members"][0]["name"] == "标*"
    assert first["fields"]["statement"] == "‹密封›"


def test_clear_values_need_a_reason_and_are_kept_before_they_are_given(api: Api) -> None:
    """The answer has the values asked for, the log who asked, whose, which, why and from where."""
    case = api.submit()
    told = reveal(api, CASEWORKER, case, reason="other", note="核对标记备注")
    assert told.status_code == 200, told.text
    values = {one["field"]: one["value"] for one in told.json()["items"]}
    assert values["members.0.name"] == NAME
    assert values["members.1.name"] == "标记姓名丙"
    assert values["members.0.id_number"] == identity_number()
    assert PHONE not in told.text
    (look,) = looks(api, case=case)
    assert (look["officer"], look["posts"], look["act"]) == ("cw", ["caseworker"], "revealed")
    assert (look["reason"], look["note"]) == ("other", "核对标记备注")
    assert look["fields"] == ["name", "id_number"]
    assert {one["person"] for one in told.json()["items"]} == set(look["persons"])
    assert look["address"] and look["request"] == told.headers["X-Request-Id"]


def test_one_person_and_some_fields_can_be_asked_for(api: Api) -> None:
    """The least that is needed; a person of another case is refused and nothing is kept."""
    case = api.submit()
    people = api.get(CASEWORKER, f"/v1/cases/{case}").json()["people"]
    told = reveal(api, CASEWORKER, case, fields=["name"], persons=[people[1]["person"]])
    assert [one["value"] for one in told.json()["items"]] == ["标记姓名丙"]
    wrong = reveal(api, CASEWORKER, case, persons=["0" * 32])
    assert codes(wrong) == ["not-a-member"]
    assert [one["persons"] for one in looks(api, case=case) if one["act"] == "revealed"] == [
        [people[1]["person"]]
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"reason": "curious"}, "field-invalid"),
        ({"reason": "other"}, "field-missing"),
        ({"fields": []}, "field-invalid"),
        ({"fields": ["password"]}, "field-invalid"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_a_reason_from_the_list_nothing_is_given(
    api: Api, words: dict[str, Any], code: str
) -> None:
    """Nor without saying which fields; another reason is explained."""
    case = api.submit()
    told = reveal(api, CASEWORKER, case, **words)
    assert (told.status_code, set(codes(told))) == (422, {code})
    assert looks(api, case=case) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_only_reads_sees_nothing_in_clear(api: Api) -> None:
    """City readers and officers are refused, strangers and administrators know of no such case."""
    case = api.submit()
    for officer in (READER, CITY):
        assert codes(reveal(api, officer, case)) == ["post-not-competent"]
    for officer in (STRANGER, AUDIT, SECURITY, SYSTEM_ADMIN):
        assert reveal(api, officer, case).status_code == 404
    assert reveal(api, FINANCE, case).status_code == 200


def test_nothing_is_shown_that_could_not_be_kept(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the log cannot be written, neither masked nor clear values leave."""
    case = api.submit()

    def broken(look: object) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(api.service.looks.log, "note", broken)
    for told in (
        reveal(api, CASEWORKER, case),
        api.get(CASEWORKER, f"/v1/cases/{case}"),
        api.get(CASEWORKER, f"/v1/cases/{case}/history"),
    ):
        assert told.status_code == 503
        assert "标" not in told.text


def test_who_looked_at_this_family_is_answered_page_by_page(api: Api) -> None:
    """By case, person or officer, the newest first, to the audit administrator alone."""
    case, other = api.submit(), api.submit(serial=9)
    for _ in range(3):
        api.get(CASEWORKER, f"/v1/cases/{case}")
    api.get(READER, f"/v1/cases/{case}/history")
    reveal(api, FINANCE, other)
    found = looks(api, case=case)
    assert [one["officer"] for one in found] == ["rd", "cw", "cw", "cw"]
    first = api.get(AUDIT, "/v1/access-log", case=case, limit=3).json()
    second = api.get(AUDIT, "/v1/access-log", case=case, limit=3, cursor=first["next"]).json()
    assert first["items"] + second["items"] == found and second["next"] is None
    assert looks(api, person=found[0]["persons"][0]) == found
    assert [one["case"] for one in looks(api, officer="fi")] == [other]
    for officer in (CASEWORKER, SECURITY, SYSTEM_ADMIN, READER):
        assert api.get(officer, "/v1/access-log").status_code == 403


def test_the_log_is_asked_by_ids_and_numbers_as_commands_take_them(api: Api) -> None:
    """Another letter case is the same; blanks, full width and what is none are refused by their field:
    an empty answer would say that nobody looked.
    """
    case = api.submit()
    api.get(CASEWORKER, f"/v1/cases/{case}")
    found = looks(api, officer="cw", case=case)
    assert len(found) == 1 and found == looks(api, officer="CW", case=case.lower())
    assert looks(api, officer="os:Root") == looks(api, officer="nobody") == []
    for field, said in (
        *(("officer", one) for one in (" cw", "cw ", "\uff43\uff57", "", "x" * 65, PHONE + " ")),
        *(("case", one) for one in (f" {case}", case.replace("-", "\uff0d"), "", "x", case[:9])),
        ("case", identity_number()),
    ):
        asked, by = {field: said}, api.headers(AUDIT)
        told = api.http.get("/v1/access-log", params=asked, headers=by)
        assert (told.status_code, codes(told)) == (400, ["query-invalid"]), (field, said)
        assert told.json()["errors"][0]["field"] == field


def test_a_person_is_found_by_number_only_where_the_officer_may_look(api: Api) -> None:
    """The number is in the body; elsewhere, and for nobody, the answer is the same: no file."""
    case = api.submit()
    api.follow()
    body = {"id_number": identity_number(), "reason": "identity-check"}
    told = api.post(CASEWORKER, "/v1/person-search", body)
    (file,) = told.json()["items"]
    assert (file["number"], file["kind"], file["relation"]) == (case, "case", "applicant")
    for officer, number in ((STRANGER, identity_number()), (CASEWORKER, identity_number(7))):
        nothing = api.post(officer, "/v1/person-search", {**body, "id_number": number})
        assert (nothing.status_code, nothing.json()) == (200, {"items": []})
    assert codes(api.post(READER, "/v1/person-search", body)) == ["post-not-competent"]
    wrong = api.post(CASEWORKER, "/v1/person-search", {**body, "id_number": "1" * 18})
    assert codes(wrong) == ["identity-number-wrong"] and "1" * 18 not in wrong.text
    assert [one["officer"] for one in looks(api, person=file["person"])] == ["st", "cw"]
    assert identity_number() not in str(looks(api)) + api.log.getvalue()


def test_a_lead_can_be_read_for_a_reason(api: Api) -> None:
    """Where the person was seen, and who said so."""
    words = {"township": "540121200", "source": "police", "whereabouts": "标记桥下"}
    lead = api.post(CASEWORKER, "/v1/leads", words).json()["case"]
    body = {"reason": "inquiry", "fields": ["whereabouts"]}
    told = api.post(CASEWORKER, f"/v1/leads/{lead}/reveal", body)
    assert [one["value"] for one in told.json()["items"]] == ["标记桥下"]
    assert api.post(STRANGER, f"/v1/leads/{lead}/reveal", body).status_code == 404


def test_the_log_holds_no_personal_value_in_clear(api: Api) -> None:
    """Identifiers, names of fields, and a sealed note: nothing to be read from its rows."""
    case = api.submit()
    reveal(api, CASEWORKER, case, reason="other", note="标记备注", fields=ALL)
    with api.service.looks.log._engine.connect() as connection:
        rows = str(connection.execute(text("SELECT * FROM access_log")).all())
    assert case in rows
    assert not [clear for clear in (*CLEAR, "标记备注") if clear in rows]


def test_every_private_field_of_every_fact_has_a_rule_of_masking(api: Api) -> None:
    """A new private field is entered in the closed table, and an old one leaves it."""
    from adapters.store.mapper import FactMapper

    mapper, named = FactMapper(), set()
    for kind in FACTS.values():
        if kind.__module__.startswith("domain."):
            named |= {field_of(path) for path in private_paths(mapper._plan(kind).kind)}
    complete(FIELDS, named, "FIELDS in relief/people/masking.py, of the private fields of facts,")


def private_paths(kind: Any, path: str = "") -> set[str]:
    """Where private text stands in a type."""
    from dataclasses import fields, is_dataclass
    from typing import get_args, get_type_hints

    from domain.ground.people import Private

    if kind is Private:
        return {path}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        inner = [private_paths(hints[one.name], f"{path}.{one.name}") for one in fields(kind)]
        return set().union(*inner)
    return set().union(*(private_paths(part, path) for part in get_args(kind)))


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("name", "张三", "张*"),
        ("name", "扎西顿珠", "扎*"),
        ("id_number", "540121190106050011", "5401**********0011"),
        ("id_number", "12345", "*****"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "6361234", "*******"),
        ("number", "6222000011112222337", "***************2337"),
        ("statement", "房屋失火", "‹密封›"),
    ],
)
def test_each_kind_of_value_shows_as_much_as_its_rule_says(
    field: str, value: str, shown: str
) -> None:
    """And a number too short to be one shows nothing."""
    assert masked(FIELDS[field], value) == shown


def test_reasons_and_acts_have_chinese_names() -> None:
    """The log is read by people."""
    for one in (*Act, *Why):
        assert re.search("[\u4e00-\u9fff]", of(one))
    assert re.search("[\u4e00-\u9fff]", DESTROYED)
