"""Over HTTP: whose account money goes to, who says what became of it, and numbers used once (19)."""

from datetime import timedelta
from typing import Any

import pytest

from adapters.store.errors import ClaimTaken
from domain.case.authority import Officer
from tests.api.conftest import Api, codes
from tests.api.test_journeys import inquire, to_county
from tests.api.test_officers import SECURITY, appointment
from tests.api.words import (
    APPROVER,
    CARD,
    CASEWORKER,
    CHECKER,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    SECOND_FINANCE,
    application,
    identity_number,
)

ORDER = {"amount": "1800.00", "source": "fiscal"}
TOLD = {"way": "telephone", "told": "applicant"}
OTHER_CARD = "6217 0000 0000 0006"


def approved(api: Api, serial: int = 1, document: str = "批-1", **words: Any) -> str:
    """A general case the county approved; after those of before, as time never runs backwards."""
    place = {"cause": "fire", "on": "2026-02-27", "place": f"雪莲村{serial}"}
    begun = max(MONDAY, api.clock.now())
    api.clock.set(begun)
    case = api.submit(serial=serial, incident=place, **words)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(begun + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document=document)
    return case


def give(api: Api, officer: Officer, case: str, path: str, **body: Any) -> Any:
    """A command over the version now, whatever the answer."""
    version = api.get(officer, f"/v1/cases/{case}").json()["version"]
    return api.post(officer, f"/v1/cases/{case}/{path}", body, version)


def credited(api: Api, case: str, serial: str = "流水-1", **words: Any) -> Any:
    """The second officer of finance says that the bank credited it."""
    day = str(api.clock.now().date())
    said = {"payment": 1, "paying_bank": "虚构代理银行", "serial": serial, "paid_on": day, **words}
    return give(api, SECOND_FINANCE, case, "payments/confirmation", **said)


def paid_to(api: Api, case: str) -> list[str]:
    """The clear account numbers of all payments ordered."""
    body = {"fields": ["number"], "reason": "payment"}
    told = api.post(FINANCE, f"/v1/cases/{case}/reveal", body).json()
    values = told["items"]
    return [one["value"] for one in values if one["fact"] == "payment-instructed"]


def test_an_order_names_no_account_and_who_ordered_does_not_confirm(api: Api) -> None:
    """It goes to the account applied for; another person says what became of it."""
    case = approved(api)
    before = api.position()
    holder = api.get(FINANCE, f"/v1/cases/{case}").json()["applicant"]
    account = {"holder": holder, "bank": "虚构银行", "number": OTHER_CARD}
    refused = give(api, FINANCE, case, "payments", **ORDER, account=account)
    assert (refused.status_code, codes(refused)) == (422, ["field-unknown"])
    assert "“account”" in refused.json()["errors"][0]["message"]
    assert OTHER_CARD not in refused.text
    assert api.position() == before
    api.act(FINANCE, case, "payments", **ORDER)
    assert paid_to(api, case) == [CARD]
    day = str(api.clock.now().date())
    words = {"payment": 1, "paying_bank": "虚构代理银行", "serial": "流水-1", "paid_on": day}
    alone = give(api, FINANCE, case, "payments/confirmation", **words)
    assert (alone.status_code, codes(alone)) == (403, ["duties-not-separate"])
    assert "下达发放指令" in alone.json()["errors"][0]["message"]
    fault = give(api, FINANCE, case, "payments/failure", payment=1, fault="account-closed")
    assert (fault.status_code, codes(fault)) == (403, ["duties-not-separate"])
    assert credited(api, case).status_code == 201


def test_another_account_is_asked_for_by_one_and_confirmed_by_another(api: Api) -> None:
    """What is asked for is shown masked beside the account on record until somebody agrees."""
    case = approved(api)
    holder = api.get(FINANCE, f"/v1/cases/{case}").json()["members"][1]
    account = {"holder": holder, "bank": "另一银行", "number": OTHER_CARD}
    words = {"account": account, "reason": "户主另有其人", "document": "存折复印件-1"}
    api.act(FINANCE, case, "payment-account", **words)
    now = api.get(FINANCE, f"/v1/cases/{case}").json()
    assert now["account"]["number"].endswith("2337")
    assert now["account_correction"]["request"] == 1
    assert now["account_correction"]["account"]["number"] == f"{'*' * 12}0006"
    alone = give(api, FINANCE, case, "payment-account/confirmation", request=1)
    assert (alone.status_code, codes(alone)) == (403, ["duties-not-separate"])
    waiting = give(api, SECOND_FINANCE, case, "payments", **ORDER)
    assert (waiting.status_code, codes(waiting)) == (409, ["correction-pending"])
    api.act(LEADER, case, "payment-account/confirmation", request=1)
    now = api.get(FINANCE, f"/v1/cases/{case}").json()
    assert now["account_correction"] is None
    assert now["account"]["number"] == f"{'*' * 12}0006"
    api.act(SECOND_FINANCE, case, "payments", **ORDER)
    assert paid_to(api, case) == ["6217000000000006"]


def test_what_the_bank_sends_back_days_later_is_on_record_and_paid_again(api: Api) -> None:
    """The file was closed: it is open again, on finance's list, and ledgers tell what is there."""
    case = approved(api)
    api.act(FINANCE, case, "payments", **ORDER)
    assert credited(api, case).status_code == 201
    api.act(
        CASEWORKER, case, "payments/telling", payment=1, **TOLD, told_on=str(api.clock.now().date())
    )
    api.act(CASEWORKER, case, "feedback")
    api.serve(case)
    api.act(CHECKER, case, "closing", volume="卷-1")
    api.clock.set(api.clock.now() + timedelta(days=1))
    back = {
        "payment": 1,
        "amount": "1800.00",
        "fault": "account-frozen",
        "serial": "退汇-1",
        "returned_on": str(api.clock.now().date()),
    }
    alone = give(api, FINANCE, case, "payments/return", **back)
    assert (alone.status_code, codes(alone)) == (403, ["duties-not-separate"])
    part = give(api, SECOND_FINANCE, case, "payments/return", **{**back, "amount": "800.00"})
    assert (part.status_code, codes(part)) == (422, ["field-invalid"])
    assert "全部金额" in part.json()["errors"][0]["message"]
    done = give(api, SECOND_FINANCE, case, "payments/return", **back)
    assert done.status_code == 201, done.text
    again = give(api, SECOND_FINANCE, case, "payments/return", **{**back, "serial": "退汇-2"})
    assert (again.status_code, codes(again)) == (409, ["nothing-to-do"])
    now = api.get(FINANCE, f"/v1/cases/{case}").json()
    assert (now["stage"], now["ending"]) == ("approved", None)
    api.follow()
    page = api.get(FINANCE, f"/v1/ledgers/county/{COUNTY}").json()
    (line,) = page["items"]
    assert (line["stage"], line["paid"], line["paid_on"]) == ("approved", "0.00", None)
    assert (line["closed_on"], line["methods"], page["totals"]["paid"]) == (None, [], "0.00")
    told = give(
        api,
        CASEWORKER,
        case,
        "payments/telling",
        payment=1,
        **TOLD,
        told_on=str(api.clock.now().date()),
    )
    assert told.status_code == 201, told.text


def test_two_tokens_of_one_human_are_one_hand(api: Api) -> None:
    """The register knows who they are, whichever way they sign in."""
    case = approved(api)
    for serial, officer in enumerate((FINANCE, SECOND_FINANCE)):
        given = appointment(number=f"任-{serial}", post="finance", division=COUNTY)
        api.post(SECURITY, f"/v1/officers/{officer.id}/appointments", given)
        declared = {"id_number": identity_number(777), "relation": "self", "document": "申报"}
        done = api.post(SECURITY, f"/v1/officers/{officer.id}/kinships", declared)
        assert done.status_code == 201, done.text
    api.act(FINANCE, case, "payments", **ORDER)
    assert codes(credited(api, case)) == ["duties-not-separate"]


def test_a_case_without_an_account_says_the_way_out(api: Api) -> None:
    """Ask for one, or pay in cash."""
    case = approved(api, account=None)
    assert api.get(FINANCE, f"/v1/cases/{case}").json()["account"] is None
    refused = give(api, FINANCE, case, "payments", **ORDER)
    assert (refused.status_code, codes(refused)) == (409, ["account-missing"])
    error = refused.json()["errors"][0]
    assert "更正账户" in error["way_out"] and "现金" in error["way_out"]


MASKED = (
    ("account", {"holder": 0, "bank": "‹密封›", "number": CARD}, "account.bank", "开户银行"),
    (
        "account",
        {"holder": 0, "bank": "虚构银行", "number": "***************2337"},
        "account.number",
        "账号",
    ),
    ("statement", "已销毁", "statement", "申请陈述"),
    ("contact", {"phone": "139****5678"}, "contact.phone", "电话"),
)


@pytest.mark.parametrize(("name", "value", "field", "label"), MASKED)
def test_what_the_service_shows_is_not_taken_back(
    api: Api, name: str, value: Any, field: str, label: str
) -> None:
    """The field is named in Chinese, and nothing is stored."""
    before = api.position()
    refused = api.post(CASEWORKER, "/v1/cases", application(**{name: value}))
    assert refused.status_code == 422
    error = next(e for e in refused.json()["errors"] if e["code"] == "masked-value")
    assert (error["field"], label in error["message"]) == (field, True)
    assert error["article_text"].startswith("个人信息保护法")
    assert api.position() == before


def test_a_number_no_bank_takes_is_refused_and_a_doubtful_card_is_looked_at(api: Api) -> None:
    """What a spreadsheet makes of a number; a card with a wrong last digit goes on once checked."""

    def submit(number: str, **more: Any) -> Any:
        account = {"holder": 0, "bank": "虚构银行", "number": number}
        return api.post(CASEWORKER, "/v1/cases", application(account=account, **more))

    before = api.position()
    wrong = submit("6.22202E+18")
    assert (wrong.status_code, codes(wrong)) == (422, ["account-number-wrong"])
    assert "账号" in wrong.json()["errors"][0]["message"] and "6.22" not in wrong.text
    doubtful = submit(f"{CARD[:-1]}3")
    assert (doubtful.status_code, codes(doubtful)) == (422, ["account-number-doubtful"])
    assert api.position() == before
    assert submit(f"{CARD[:-1]}3", account_checked=True).status_code == 201


def test_a_number_that_stands_already_is_refused_without_saying_where(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer names the field, the rule and the way out, and no other case."""
    case = approved(api)
    api.act(FINANCE, case, "payments", **ORDER)

    def taken(*given: Any, **more: Any) -> int:
        raise ClaimTaken("bank-serial", "office:540121|2026-03-16|流水1")

    monkeypatch.setattr(api.service.journal, "append", taken)
    refused = credited(api, case)
    assert (refused.status_code, codes(refused)) == (409, ["number-used-already"])
    (error,) = refused.json()["errors"]
    assert error["field"] == "serial" and "银行流水号" in error["message"]
    assert "批次" in error["way_out"] and "证明编号重复属实" in error["way_out"]
    assert "540121" not in error["message"] + error["way_out"]


def test_one_bank_serial_confirms_one_payment(api: Api) -> None:
    """However it is typed; in one batch both say so, and a vouched one stands once more."""
    first, second, third = (approved(api, n, f"批-{n}") for n in (1, 2, 3))
    for case in (first, second, third):
        api.act(FINANCE, case, "payments", **ORDER)
    assert credited(api, first, "流水-1").status_code == 201
    before = api.position()
    refused = credited(api, second, "流水 1")
    assert (refused.status_code, codes(refused)) == (409, ["number-used-already"])
    refused = credited(api, second, "流水1", paying_bank="另写一行", batch="三月")
    assert (refused.status_code, codes(refused)) == (409, ["number-used-already"])
    assert first not in refused.text and api.position() == before
    words = {"kind": "bank-serial", "number": "流水１", "reason": "银行一笔流水含两户"}
    api.act(SECOND_FINANCE, second, "number-vouchers", **words)
    assert credited(api, second).status_code == 409, "nobody vouches for themselves"
    api.act(CASEWORKER, second, "number-vouchers", **words)
    assert credited(api, second).status_code == 201
    assert credited(api, third).status_code == 409


def test_one_slip_confirms_the_payments_of_one_batch(api: Api) -> None:
    """Each of them names it; a payment without the word is none of them."""
    cases = [approved(api, n, f"批-{n}") for n in (1, 2, 3)]
    for case in cases:
        api.act(FINANCE, case, "payments", **ORDER)
    assert credited(api, cases[0], batch="三月第1批").status_code == 201
    assert credited(api, cases[1], batch="三月 第１批").status_code == 201
    assert credited(api, cases[2]).status_code == 409


def test_one_document_approves_one_family_or_those_of_one_batch(api: Api) -> None:
    """A decision's number in one county in one year."""
    approved(api, 1, "林民批〔2026〕1号")
    with pytest.raises(AssertionError, match="number-used-already"):
        approved(api, 2, "林民批[2026]1号")


def test_one_receipt_proves_one_payment_in_cash(api: Api) -> None:
    """In one office in one year."""
    first, second = approved(api, 1, "批-1"), approved(api, 2, "批-2")
    words = {**ORDER, "reason": "无账户", "receipt": "收据-01", "witness": "村委会主任"}
    assert give(api, FINANCE, first, "cash", **words).status_code == 201
    refused = give(api, FINANCE, second, "cash", **{**words, "receipt": "收据 01"})
    assert (refused.status_code, codes(refused)) == (409, ["number-used-already"])
    assert refused.json()["errors"][0]["field"] == "receipt"
