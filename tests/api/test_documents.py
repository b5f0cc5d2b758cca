"""文书 over HTTP: made from the facts, read back, served with the hash of the very file."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from adapters.drawing import render
from domain.case.records import Birth, Member
from domain.case.service import facts as e
from domain.ground.history import KeyGone
from domain.ground.people import PersonId, Private
from domain.ground.terms import DocumentFormat, DocumentKind, Relation
from relief.documents.letters import public_notice
from relief.documents.papers import Unprintable
from relief.documents.telling import age
from tests.api import paperwork as w
from tests.api.arranging import noted
from tests.api.conftest import Api, codes
from tests.api.test_journeys import inquire, to_county
from tests.api.test_logs import MARKED
from tests.api.words import (
    APPROVER,
    CARD,
    CASEWORKER,
    CHECKER,
    CITY,
    LEADER,
    MONDAY,
    NAME,
    PAPERS,
    PHONE,
    READER,
    STATEMENT,
    STRANGER,
    identity_number,
)

LACKING = PAPERS[3:]
FORBIDDEN = (*(mark for mark in MARKED if mark != NAME), "雪莲村1号", "失火", "虚构银行", CARD[-8:])
"""What the file of the family holds and the board must not: all its marks but the name."""


def served(api: Api, case: str) -> list[e.DocumentServed]:
    """The facts of service of a case."""
    recorded = api.service.papers.facts(case).recorded
    return [one.fact for one in recorded if isinstance(one.fact, e.DocumentServed)]


def serve(api: Api, officer: Any, case: str, **words: Any) -> httpx.Response:
    """Record a service, whatever comes of it."""
    return api.post(officer, f"/v1/cases/{case}/documents", words)


def drawn_again(api: Api, case: str, fact: e.DocumentServed) -> bytes:
    """A served file, drawn anew by nobody who remembers it."""
    render.cache_clear()
    papers = api.service.papers
    return papers.again(papers.facts(case), fact).data


def test_a_general_case_has_its_documents_from_counter_to_decision(api: Api) -> None:
    """Draft, notice, acceptance, board and form; each hash in the record is that of the bytes."""
    case = api.submit(materials=PAPERS[:3])
    draft = w.get(api, CASEWORKER, case, "deficiency-notice", format="docx")
    assert draft.headers["relief-document-standing"] == "draft"
    assert "草稿，未编号" in w.text(draft)
    number = "春政救补〔2026〕9号"
    api.act(CASEWORKER, case, "deficiency-notice", missing=LACKING, document=number)
    notice = w.get(api, CASEWORKER, case, "deficiency-notice", format="docx")
    said = w.text(notice)
    assert all(
        part in said for part in (number, "共4项", "家庭收入、财产状况证明", "2026年4月1日", NAME)
    )
    assert "草稿" not in said
    api.act(CASEWORKER, case, "supplements", materials=LACKING)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    accepted = w.get(api, CASEWORKER, case, "acceptance-notice")
    said = w.text(accepted)
    told = (
        "第十五条、第十六条",
        "5个工作日",
        "2026年3月9日",
        f"临救受〔2026〕{case}号",
        "第三十二条",
    )
    assert [part for part in told if part not in said] == []
    done = serve(api, CASEWORKER, case, **w.service(accepted, "acceptance-notice"))
    assert done.status_code == 201, done.text
    (fact,) = served(api, case)
    assert fact.sha256 == accepted.headers["relief-document-sha256"]
    assert (fact.edition, fact.format) == (api.service.papers.edition, DocumentFormat.PDF)
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")
    assert drawn_again(api, case, fact) == accepted.content
    form = w.text(w.get(api, LEADER, case, "application-form", format="docx"))
    held = (NAME, PHONE, CARD, STATEMENT, identity_number(), "壹仟捌佰元整", "■批准", "未收到异议")
    reckoned = ("不超过10,000.00元的金额（困难情况第1号）", "0次，累计0.00元")
    assert [one for one in (*held, *reckoned) if one not in form] == []
    listed = w.listed(api, LEADER, case)
    assert {kind for kind, one in listed.items() if one["standing"] == "issued"} == {
        "acceptance-notice",
        "deficiency-notice",
        "application-form",
        "progress-slip",
        "relief-approval",
        "public-notice",
    }
    (line,) = listed["acceptance-notice"]["served"]
    assert (line["sha256"], line["manner"], line["officer"]) == (fact.sha256, "direct", "cw")
    history = api.get(LEADER, f"/v1/cases/{case}/history").json()["items"]
    entry = next(one for one in history if one["fact"] == "document-served")
    assert entry["fields"]["sha256"] == fact.sha256
    assert entry["articles"] == ["4/2", "15"]


def test_an_urgent_case_goes_to_the_county_on_its_form(api: Api) -> None:
    """报备/补签表 grows with the county's answer; the form that was handed over stays what it was."""
    case = w.delegated(api)
    first = w.get(api, LEADER, case, "countersignature-form", format="docx")
    said = w.text(first)
    held = (NAME, "林民发〔2026〕1号", "房屋烧毁，无处居住。", "贰仟元整", "林周县民政局")
    assert [one for one in held if one not in said] == []
    assert "□同意补签" in said
    words = w.service(first, "countersignature-form", format="docx", served_on="county-office")
    assert serve(api, LEADER, case, **words).status_code == 201
    api.act(LEADER, case, "filing")
    api.act(APPROVER, case, "countersignature")
    after = w.get(api, LEADER, case, "countersignature-form", format="docx")
    assert "■同意补签" in w.text(after)
    (fact,) = served(api, case)
    assert drawn_again(api, case, fact) == first.content != after.content
    accepted = w.text(w.get(api, LEADER, case, "acceptance-notice", format="docx"))
    assert "紧急程序" in accepted and "当日" in accepted


@pytest.mark.article("18.1.2")
def test_a_refusal_tells_facts_clause_reasons_and_rights_with_dated_limits(api: Api) -> None:
    """不予批准告知书 is the county's; what neighbours said stays in the file (A18.1.2)."""
    case = w.refused(api)
    file = w.get(api, APPROVER, case, "relief-refusal")
    said = w.text(file)
    for part in (
        "林周县民政局",
        "林民救不批〔2026〕5号",
        "核对结果与申报不一致",
        "第十条第（五）项",
        w.REASON,
        "60日内向林周县人民政府申请行政复议（《行政复议法》第二十条）",
        "6个月内依法向有管辖权的人民法院提起行政诉讼（《行政诉讼法》第四十六条）",
    ):
        assert part in said, part
    assert "标记邻居戊所述" not in said
    words = w.service(file, "relief-refusal")
    foreign = serve(api, CASEWORKER, case, **words)
    assert (foreign.status_code, codes(foreign)) == (403, ["not-the-issuer"])
    assert serve(api, CHECKER, case, **words).status_code == 201
    (fact,) = served(api, case)
    assert drawn_again(api, case, fact) == file.content


def test_the_board_shows_the_recorded_sum_and_nothing_marked(api: Api) -> None:
    """公示: the text is the system's, known before it hangs, and its digest is in the record."""
    case = w.examined(api)
    before = w.get(api, CASEWORKER, case, "public-notice", format="docx")
    assert before.headers["relief-document-standing"] == "ready"
    wrong = {"place": "村务公示栏", "evidence": ["照片-1"], "text_digest": "ab" * 32}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/public-notice", wrong)
    assert (refused.status_code, codes(refused)) == (422, ["document-differs"])
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    after = w.get(api, CASEWORKER, case, "public-notice", format="docx")
    assert after.headers["relief-document-standing"] == "issued"
    assert after.content == before.content
    said = w.text(after)
    assert all(part in said for part in (NAME, "雪莲村", "2人", "1,800.00元", "2026年3月9日"))
    assert [mark for mark in FORBIDDEN if mark in said] == []
    everything = w.text(w.get(api, CASEWORKER, case, "application-form", format="docx"))
    assert sum(mark in everything for mark in FORBIDDEN) >= len(FORBIDDEN) - 1
    words = w.service(
        after, "public-notice", format="docx", served_on="public", manner="announcement"
    )
    assert serve(api, CASEWORKER, case, **words).status_code == 201


def test_a_minor_is_masked_on_the_board(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the number's own birth date on the day of posting; here everybody under 200 is young."""
    case = w.examined(api)
    monkeypatch.setattr(public_notice, "FULL_AGE", 200)
    said = w.text(w.get(api, CASEWORKER, case, "public-notice", format="docx"))
    assert NAME not in said and "标*" in said


def test_numbers_in_names_and_places_do_not_keep_a_notice_from_hanging(api: Api) -> None:
    """They are masked and left out: the board must hang, and must not show them."""
    who = {"relation": "applicant", "name": "扎西13912345678", "id_number": identity_number()}
    pair = [who, {"relation": "spouse", "name": "标记姓名丙", "id_number": identity_number(501)}]
    case = w.examined(api, members=pair, village="雪莲村3组8号")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    said = w.text(w.get(api, CASEWORKER, case, "public-notice", format="docx"))
    assert "扎*" in said and "雪莲村" in said
    assert "13912345678" not in said and "3组" not in said


@pytest.mark.parametrize(("day", "years"), [((1919, 6, 4), 17), ((1919, 6, 5), 18)])
def test_full_age_begins_on_the_birthday(day: tuple[int, int, int], years: int) -> None:
    """Somebody born on 5 June 1901."""
    number = Private(PersonId("p"), identity_number())
    member = Member(person=PersonId("p"), relation=Relation.CHILD, name=number, id_number=number)
    assert age(member, date(*day)) == years
    born = Birth(born=Private(PersonId("p"), "1901-06-05"))
    assert age(replace(member, id_number=None, birth=born), date(*day)) == years


def test_a_file_that_is_not_the_recorded_one_is_not_served(api: Api) -> None:
    """A wrong hash, a changed case, another format: each is refused with its own code."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    file = w.get(api, CASEWORKER, case, "application-form", format="docx")
    words = w.service(file, "application-form", format="docx")
    wrong = serve(api, CASEWORKER, case, **{**words, "sha256": "0" * 64})
    assert (wrong.status_code, codes(wrong)) == (422, ["document-differs"])
    api.act(CASEWORKER, case, "means-check", result="consistent", consent="核授-1", report="核报-1")
    changed = serve(api, CASEWORKER, case, **words)
    assert (changed.status_code, codes(changed)) == (422, ["document-differs"])
    none = serve(api, CHECKER, case, **w.service(file, "relief-refusal"))
    assert codes(none) == ["document-not-issued"]
    assert served(api, case) == []


def test_what_is_not_there_says_why_not_yet(api: Api) -> None:
    """The list and the file give the same reasons: the missing decision, and what blocks it."""
    case = api.submit()
    line = w.listed(api, CASEWORKER, case)["relief-refusal"]
    assert (line["standing"], line["href"]) == ("not-yet", None)
    assert [one["code"] for one in line["reasons"]] == ["document-not-issued", "out-of-order"]
    assert "不予批准" in line["reasons"][0]["message"]
    missing = api.get(CASEWORKER, f"/v1/cases/{case}/documents/relief-refusal")
    assert (missing.status_code, codes(missing)) == (409, ["document-not-issued", "out-of-order"])
    nothing = api.get(CASEWORKER, f"/v1/cases/{case}/documents/nothing")
    assert (nothing.status_code, codes(nothing)) == (404, ["path-invalid"])


def test_documents_are_for_those_who_may_read_the_case(api: Api) -> None:
    """Elsewhere a case is unknown; names of files and headers say nothing of anybody."""
    case = api.submit()
    for path in ("documents", "documents/application-form"):
        assert api.get(STRANGER, f"/v1/cases/{case}/{path}").status_code == 404
    file = w.get(api, CASEWORKER, case, "application-form", format="docx")
    assert file.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert file.headers["cache-control"] == "no-store"
    assert file.headers["content-disposition"].endswith(f"{case}-application-form-1.docx")
    w.get(api, CASEWORKER, case, "application-form")
    assert api.get(READER, f"/v1/cases/{case}/documents").status_code == 200
    unread = api.get(READER, f"/v1/cases/{case}/documents/application-form")
    assert (unread.status_code, codes(unread)) == (403, ["post-not-competent"])
    looks = api.service.looks.log.page(case=case, person=None, officer="cw", before=None, size=9)
    assert [one.entry.fields for one in looks if one.entry.act == "document"] == [
        ("application-form",)
    ] * 2
    written = api.log.getvalue() + str(dict(file.headers))
    assert [mark for mark in MARKED if mark in written] == []
    assert {line["logger"] for line in api.lines()} == {"relief.request"}


def test_signs_no_font_has_are_refused_and_not_repeated(api: Api) -> None:
    """A document is drawn whole or not at all."""
    case = api.submit(statement="屋顶😀塌落")
    refused = api.get(CASEWORKER, f"/v1/cases/{case}/documents/application-form")
    assert (refused.status_code, codes(refused)) == (409, ["document-not-printable"])
    assert "😀" not in refused.text
    assert w.listed(api, CASEWORKER, case)["application-form"]["standing"] == "issued"


def test_a_served_document_is_drawn_again_from_the_calendar_of_its_day(api: Api) -> None:
    """A notice published later moves time limits, and no document that was served."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    file = w.get(api, CASEWORKER, case, "acceptance-notice", format="docx")
    words = w.service(file, "acceptance-notice", format="docx")
    assert serve(api, CASEWORKER, case, **words).status_code == 201
    holiday = {"name": "临时放假", "effect": "establishes", "off": ["2026-03-05"]}
    assert noted(api, CITY, holiday).status_code == 201
    (fact,) = served(api, case)
    assert drawn_again(api, case, fact) == file.content
    now = w.get(api, CASEWORKER, case, "acceptance-notice", format="docx")
    assert "2026年3月10日" in w.text(now) and now.content != file.content


@pytest.mark.article("21")
def test_a_referral_names_no_number_to_a_charity(api: Api) -> None:
    """转介单: several of a kind are told apart by their number (A21)."""
    case = w.approved(api)
    for purpose in ("housing-assistance", "charity"):
        api.act(LEADER, case, "referrals", receiver="接收单位己", purpose=purpose)
    first = w.text(w.get(api, LEADER, case, "referral-slip", format="docx", number=1))
    second = w.text(w.get(api, LEADER, case, "referral-slip", format="docx"))
    assert "住房救助" in first and identity_number() in first
    assert "慈善" in second and identity_number() not in second
    assert "接收单位己" in second and "号-2号" not in second
    missing = api.get(LEADER, f"/v1/cases/{case}/documents/referral-slip", number=3)
    assert missing.status_code == 409


@pytest.mark.parametrize("kind", DocumentKind)
def test_nothing_is_told_of_a_case_before_there_is_one(api: Api, kind: DocumentKind) -> None:
    """An unknown case has no documents."""
    unknown = f"/v1/cases/540121200-NONE/documents/{kind.value}"
    assert api.get(CASEWORKER, unknown).status_code == 404


def test_a_destroyed_key_leaves_the_record_and_no_file(api: Api) -> None:
    """What cannot be opened cannot be printed; the hash stays."""
    case = api.submit()
    papers = api.service.papers
    facts = papers.facts(case)

    def closed(recorded: Any) -> Any:
        raise KeyGone("gone")

    facts.open = closed
    with pytest.raises(Unprintable, match="key-destroyed"):
        papers.issued(facts, DocumentKind.FORM, None)
