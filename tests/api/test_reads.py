"""Lists: jurisdiction, pages, filters, waiting for one's own write."""

from threading import Timer
from typing import Any

import pytest

from domain.case.authority import ADMINISTRATORS, Officer, Post
from relief import __version__
from relief.api import positions
from tests.api.conftest import Api, codes
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    COUNTY,
    LEADER,
    OTHER_COUNTY,
    READER,
    STRANGE_COUNTY,
    STRANGER,
    TOWNSHIP,
    identity_number,
)

LISTS = ["/v1/worklist", "/v1/time-limits", "/v1/public-notices", "/v1/leads"]


def test_the_worklist_shows_an_officers_own_duties(api: Api) -> None:
    """What the caseworker owes stands on the caseworker's list, in their township only."""
    case = api.submit()
    api.follow()
    mine = api.get(CASEWORKER, "/v1/worklist").json()
    assert {line["case"] for line in mine["items"]} == {case}
    assert mine["counts"]["today"] >= 1
    assert api.get(LEADER, "/v1/worklist").json()["items"] == []
    assert api.get(STRANGER, "/v1/worklist").json()["items"] == []


def test_running_limits_are_listed_with_their_last_day(api: Api) -> None:
    """The legal last day, and the basis of the limit."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.follow()
    items = api.get(CHECKER, "/v1/time-limits").json()["items"]
    assert [(line["limit"], line["case"]) for line in items] == [("examination", case)]
    assert api.get(CHECKER, "/v1/time-limits", state="late").json()["items"] == []


def test_no_list_reaches_beyond_the_territory(api: Api) -> None:
    """An area outside is forbidden, one inside is served, the city reads everything."""
    api.follow()
    for path in LISTS:
        assert api.get(STRANGER, path, area=TOWNSHIP).status_code == 403
        assert api.get(CASEWORKER, path, area=COUNTY).status_code == 403
        assert api.get(CHECKER, path, area=TOWNSHIP).status_code == 200
        assert api.get(READER, path, area=OTHER_COUNTY).status_code == 200


@pytest.mark.parametrize("post", sorted(ADMINISTRATORS))
def test_an_administrator_reads_no_case_and_no_ledger(api: Api, post: Post) -> None:
    """三员: not even with a reader's post beside it."""
    case = api.submit()
    api.follow()
    for posts in ({post}, {post, Post.CITY_READER}):
        administrator = Officer("admin", frozenset(posts), "5401")
        assert api.get(administrator, f"/v1/cases/{case}").status_code == 404
        assert api.get(administrator, f"/v1/ledgers/township/{TOWNSHIP}").status_code == 403
        for path in LISTS:
            assert api.get(administrator, path).json()["items"] == []
            assert api.get(administrator, path, area=TOWNSHIP).status_code == 403


def test_ledgers_are_closed_to_strangers(api: Api) -> None:
    """Each office reads its own territory's register."""
    api.submit()
    api.follow()
    assert api.get(STRANGER, f"/v1/ledgers/township/{TOWNSHIP}").status_code == 403
    assert api.get(STRANGE_COUNTY, f"/v1/ledgers/county/{COUNTY}").status_code == 403
    assert api.get(LEADER, f"/v1/ledgers/county/{COUNTY}").status_code == 403
    assert len(api.get(LEADER, f"/v1/ledgers/township/{TOWNSHIP}").json()["items"]) == 1
    assert len(api.get(APPROVER, f"/v1/ledgers/county/{COUNTY}").json()["items"]) == 1
    assert len(api.get(READER, "/v1/ledgers/county/5401").json()["items"]) == 1
    assert api.get(READER, "/v1/ledgers/county/549999").status_code == 404


def test_pages_follow_each_other_without_gap_or_repeat(api: Api) -> None:
    """The cursor leads through the whole list once."""
    cases = {api.submit(members=_members(n), account=None) for n in range(5)}
    api.follow()
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = api.get(READER, f"/v1/ledgers/county/{COUNTY}", **query).json()
        seen += [line["case"] for line in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert sorted(seen) == sorted(cases)


def _members(n: int) -> list[dict[str, str]]:
    return [{"relation": "applicant", "name": "某", "id_number": identity_number(n + 1)}]


def test_a_ledger_can_be_asked_as_it_was_known(api: Api) -> None:
    """As of an earlier position the case is not accepted yet."""
    case = api.submit()
    then = api.position()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.follow()
    path = f"/v1/ledgers/township/{TOWNSHIP}"
    assert api.get(LEADER, path).json()["items"][0]["stage"] == "accepted"
    assert api.get(LEADER, path, as_of=then).json()["items"][0]["stage"] == "received"
    assert api.get(LEADER, path, stage="received").json()["items"] == []
    assert api.get(LEADER, path, as_of=api.position()).status_code == 200
    for held in (path, f"/v1/cases/{case}/time-limits"):
        for position in (api.position() + 1, 10**12):
            told = api.get(LEADER, held, as_of=position)
            assert (told.status_code, codes(told)) == (400, ["query-invalid"]), held
            assert told.json()["errors"][0]["field"] == "as_of"
    beyond = api.get(CHECKER, "/v1/ledgers/county/540121", as_of=10**12)
    assert (beyond.status_code, codes(beyond)) == (400, ["query-invalid"])


WRONG_FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"limit": 0}, "limit"),
    ({"limit": 501}, "limit"),
    ({"cursor": "!!"}, "cursor"),
    ({"cursor": "WzFd"}, "cursor"),
    ({"stage": "nowhere"}, "stage"),
    ({"approved_from": "1.3.2026"}, "approved_from"),
    ({"colour": "red"}, "colour"),
    ({"after": -1}, "after"),
]


def test_a_wrong_filter_is_refused_not_ignored(api: Api) -> None:
    """Each names the filter; none is guessed."""
    api.follow()
    for query, field in WRONG_FILTERS:
        refused = api.get(READER, f"/v1/ledgers/county/{COUNTY}", **query)
        code = "query-unknown" if field == "colour" else "query-invalid"
        assert (refused.status_code, codes(refused)) == (400, [code])
        assert refused.json()["errors"][0]["field"] == field


def test_a_reader_can_wait_for_its_own_write(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list waits until the ledgers have come so far, by query or header."""
    monkeypatch.setattr(positions, "PATIENCE_SECONDS", 60.0)
    api.follow()
    case = api.submit()
    position = api.position()
    later = Timer(0.3, api.follow)
    later.start()
    path = f"/v1/ledgers/township/{TOWNSHIP}"
    answer = api.get(CASEWORKER, path, after=position)
    later.join()
    assert [line["case"] for line in answer.json()["items"]] == [case]
    assert int(answer.headers["relief-position"]) >= position
    header = api.headers(CASEWORKER, Relief_After=str(position))
    assert api.http.get(path, headers=header).status_code == 200


def test_waiting_ends(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no ledgers yet, or not so far, the reader is asked to return."""
    monkeypatch.setattr(positions, "PATIENCE_SECONDS", 0.1)
    assert codes(api.get(CASEWORKER, "/v1/leads")) == ["ledgers-rebuilding"]
    api.follow()
    api.submit()
    late = api.get(CASEWORKER, "/v1/leads", after=api.position())
    assert (late.status_code, codes(late)) == (503, ["ledger-behind"])
    assert "retry-after" in late.headers


def test_nobody_waits_for_what_never_was(api: Api) -> None:
    """A position beyond the history is a wrong question, answered at once."""
    api.follow()
    late: list[tuple[dict[str, int], dict[str, str], str]] = [
        ({"after": 2**62}, {}, "query-invalid"),
        ({}, {"Relief-After": str(2**62)}, "header-invalid"),
    ]
    for query, headers, code in late:
        sent = {**api.headers(CASEWORKER), **headers}
        answer = api.http.get("/v1/leads", params=query, headers=sent)
        assert (answer.status_code, codes(answer)) == (400, [code])


def test_a_time_limit_is_reckoned_day_by_day(api: Api) -> None:
    """Five working days from a Monday end on the next Monday."""
    told = api.get(CASEWORKER, "/v1/calendar/due", start="2026-03-02", limit="examination").json()
    assert told["days"][0]["counted"] is False
    assert told["last_day"] > "2026-03-02"
    unknown = api.get(CASEWORKER, "/v1/calendar/due", start="2026-03-02", limit="none")
    assert codes(unknown) == ["query-invalid"]
    before_the_law = api.get(
        CASEWORKER, "/v1/calendar/due", start="1990-01-01", limit="examination"
    )
    assert before_the_law.status_code == 400


def test_health_and_readiness(api: Api) -> None:
    """The process answers at once; readiness asks the database and names the lag."""
    assert api.http.get("/healthz").json() == {"status": "ok"}
    api.follow()
    ready = api.http.get("/readyz").json()
    assert (ready["lag"], ready["head"]) == (0, api.position())
    said = api.http.get("/v1/version").json()
    assert said == {"version": __version__, "development": True, "demo": False}


def test_answers_are_not_kept_or_guessed_by_browsers(api: Api) -> None:
    """Security headers on every answer, problems included."""
    for path in ("/healthz", "/v1/leads", "/nothing"):
        headers = api.http.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
