"""The screens of proof: who reads them, and that they tell what the logs hold against the checkpoints."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import make_url

from domain.ground.posts import ADMINISTRATORS, Officer, Post
from relief.office.streams import case_stream
from relief.upkeep.checkpointing import checkpoint, opened_book
from tests.api.conftest import Api
from tests.api.words import APPROVER, CASEWORKER, LEADER, READER
from tests.console.read import read
from tests.console.test_case import begun
from tests.console.test_forms import page
from tests.words.judged import english

AUDITOR = Officer("au", frozenset({Post.AUDITOR}), "5401")
KEEPERS = tuple(Officer(f"adm-{post}", frozenset({post}), "5401") for post in ADMINISTRATORS)
DIGITS = frozenset("0123456789abcdef")


def strange(texts: list[str], known: set[str]) -> list[str]:
    """English in what is read, hashes and origins of logs aside."""
    plain = [one for one in texts if not {*one} <= DIGITS and not one.startswith("relief/")]
    return [one for one in plain if english(one, known)]


def test_who_checks_and_who_keeps_reads_how_the_proof_stands(api: Api) -> None:
    """Both over the API and as a page; nobody else does."""
    begun(api)
    checkpoint(api.service)
    for officer in (AUDITOR, *KEEPERS):
        told = api.get(officer, "/v1/proof")
        assert told.status_code == 200, told.text
        logs = {one["log"]: one for one in told.json()["logs"]}
        newest = logs["facts"]["checkpoints"][0]
        assert newest["size"] == logs["facts"]["entries"] == api.service.head()
        shown = page(api, "/console/proof", officer)
        assert shown.status_code == 200, shown.text
        found = read(shown.text)
        assert newest["root"] in found.texts and logs["facts"]["origin"] in found.texts
        assert not strange(found.texts, {officer.id})
        assert "/console/proof" in read(page(api, "/console", officer).text).links
    for officer in (CASEWORKER, LEADER, APPROVER, READER):
        assert api.get(officer, "/v1/proof").status_code == 403
        assert page(api, "/console/proof", officer).status_code == 403
        assert "/console/proof" not in page(api, "/console", officer).text


def test_what_came_since_the_checkpoint_is_counted(api: Api) -> None:
    """Before the first one that there is none; then how many entries none covers yet."""
    assert "还没有签发过检查点" in page(api, "/console/proof", AUDITOR).text
    case = api.submit()
    checkpoint(api.service)
    assert "条还没有检查点" not in page(api, "/console/proof", AUDITOR).text
    before = api.service.head()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    many = api.service.head() - before
    assert many and f"其中最后{many}条还没有检查点" in page(api, "/console/proof", AUDITOR).text


def test_each_fact_of_a_case_is_proved_on_its_page(api: Api) -> None:
    """By its place and its leaf; what came later has no checkpoint yet; nobody's name is told."""
    case = begun(api)
    way = f"/console/cases/{case}/proof"
    assert "还没有签发过检查点" in page(api, way).text
    checkpoint(api.service)
    shown = page(api, way)
    assert shown.status_code == 200, shown.text
    found = read(shown.text)
    recorded = api.service.journal.placed((case_stream(case),))
    assert found.texts.count("✓ 在，证明成立") == len(recorded)
    assert {str(one.position) for one in recorded} <= {*found.texts}
    assert not strange(found.texts, {case, CASEWORKER.id})
    assert way in read(page(api, f"/console/cases/{case}").text).links


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_fact_that_was_changed_is_told(api: Api) -> None:
    """By whoever owns the database, past every guard: its proof does not hold, and the page says stop."""
    case = begun(api)
    checkpoint(api.service)
    (first, *_) = api.service.journal.placed((case_stream(case),))
    path = make_url(api.service.settings.database).database or ""
    with closing(sqlite3.connect(path)) as owner, owner:
        owner.execute("DROP TRIGGER events_no_update")
        other = "UPDATE events SET body = json_set(body, '$.officer', 'nobody') WHERE position = ?"
        owner.execute(other, (first.position,))
    shown = page(api, f"/console/cases/{case}/proof")
    found = read(shown.text)
    assert "✗ 与检查点不符" in found.texts
    assert any("第1版的证明不成立" in one for one in found.texts)


def test_what_the_watcher_found_is_told(api: Api) -> None:
    """By its place; a red part stays on the page until it was found whole."""
    begun(api)
    checkpoint(api.service)
    assert "没有发现不符" in page(api, "/console/proof", AUDITOR).text
    with closing(opened_book(api.service.settings)) as book:
        book.note_watch("2026-03-02T09:00:00+08:00", ("facts", "0", "256"), "x")
        told = page(api, "/console/proof", AUDITOR).text
        assert "历史第1条至第256条" in told and "没有发现不符" not in told
        book.note_watch("2026-03-02T09:01:00+08:00", ("facts", "0", "256"), "")
    assert "没有发现不符" in page(api, "/console/proof", AUDITOR).text


def test_readiness_says_what_the_watcher_found(api: Api) -> None:
    """How many places and which, in a sentence; until they were found whole."""
    api.service.standing.watched(("历史第1条至第256条",))
    told = api.http.get("/readyz")
    assert told.status_code == 503
    assert "巡检发现1处不符：历史第1条至第256条" in told.text
    api.service.standing.watched(())
    assert "巡检发现" not in api.http.get("/readyz").text
