"""Forms put aside: given back to who typed them, sealed in between, gone after a week."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from adapters.identity.schema import DRAFTS
from adapters.keys.files import FileKeys
from relief.people.drafts import MOST
from relief.words.screens import screen
from tests.api.conftest import Api
from tests.api.words import CASEWORKER, LEADER
from tests.console.read import read
from tests.console.test_forms import beside, page, send

INTAKE = "/console/do/cases"
SAID = "标记陈述：房屋失火"
ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def put_aside(api: Api, path: str = INTAKE, **typed: Any) -> httpx.Response:
    """A form with something in it, by the button for it."""
    kept = {**beside(page(api, path)), "statement": SAID, **typed}
    done = send(api, path.partition("?")[0], kept, "save")
    assert done.status_code == 303, done.text
    assert done.headers["location"].startswith(path)
    return page(api, done.headers["location"])


def way(shown: httpx.Response) -> str:
    """The address of a draft about nothing yet."""
    return f"{INTAKE}?draft={beside(shown)['_key']}"


def rows(api: Api) -> list[Any]:
    """What is kept of drafts."""
    with api.service.sign_in.door._engine.connect() as connection:
        return [*connection.execute(DRAFTS.select())]


def test_a_draft_is_given_back_to_who_typed_it_and_to_nobody_else(api: Api) -> None:
    """On both databases: the same inputs, with from when and until when; another has an empty form."""
    shown = put_aside(api)
    assert SAID in shown.text and "2026-03-09" in shown.text
    path = way(shown)
    assert put_aside(api, path, statement="第二次").text.count("第二次") == 1
    assert len(rows(api)) == 1
    assert SAID not in page(api, INTAKE).text, "another family's application begins empty"
    assert "第二次" not in page(api, path, LEADER).text
    forgotten = send(api, INTAKE, beside(shown), "forget")
    assert forgotten.status_code == 303 and rows(api) == []
    assert "第二次" not in page(api, path).text


@ONE_STORE
def test_of_what_is_about_nothing_yet_several_are_begun(api: Api) -> None:
    """Each under the key of its form, and the one that is given is gone, with no other."""
    ways = [way(put_aside(api, statement=text)) for text in ("第一户", "第二户")]
    listed = read(page(api, "/console/drafts").text).links
    assert set(ways) <= set(listed) and len(rows(api)) == 2
    case = api.submit()
    kept = [one.number for one in api.service.sign_in.drafts.mine(CASEWORKER.id)]
    assert case not in kept and "第一户" in page(api, ways[0]).text
    send(api, INTAKE, beside(page(api, ways[0])), "forget")
    assert [row.number for row in rows(api)] == [ways[1].partition("=")[2]]
    for wrong in ("a b", "x" * 65, "<b>"):
        assert page(api, f"{INTAKE}?draft={wrong}").status_code == 400
    forged = send(api, INTAKE, {**beside(page(api, INTAKE)), "_key": "/../x"}, "save")
    assert "draft=page-" in forged.headers["location"]


@ONE_STORE
def test_what_was_typed_is_sealed_and_in_no_other_draft(api: Api) -> None:
    """Nothing of it stands in the row, and moved to somebody else's it opens for nobody."""
    path = way(put_aside(api))
    (row,) = rows(api)
    assert not [
        one for one in row if isinstance(one, str) and ("标记" in one or "statement" in one)
    ]
    with api.service.sign_in.door._writing() as connection:
        connection.execute(DRAFTS.update().values(officer=LEADER.id))
    moved = page(api, path, LEADER)
    assert moved.status_code == 200 and SAID not in moved.text


@ONE_STORE
def test_a_draft_is_gone_after_a_week(api: Api) -> None:
    """Shown for seven days and not after; what is too old is thrown away by the next one saved."""
    path = way(put_aside(api))
    api.clock.set(api.clock.now() + timedelta(days=7))
    assert SAID in page(api, path).text
    api.clock.set(api.clock.now() + timedelta(seconds=1))
    assert SAID not in page(api, path).text
    case = api.submit()
    put_aside(api, f"/console/do/cases/{case}/acceptance-refusal")
    assert len(rows(api)) == 1


@ONE_STORE
def test_of_an_officers_drafts_the_newest_hundred_stay(api: Api) -> None:
    """One more, and the oldest is gone; another officer's stay."""
    drafts = api.service.sign_in.drafts
    for n in range(MOST):
        api.clock.set(api.clock.now() + timedelta(seconds=1))
        drafts.save("cw", CASEWORKER.division, "SubmitApplication", f"n{n}", {})
    drafts.save("ld", LEADER.division, "SubmitApplication", "", {})
    assert len(drafts.mine("cw")) == MOST
    put_aside(api)
    mine = {one.number for one in drafts.mine("cw")}
    assert len(mine) == MOST and "n0" not in mine and "n1" in mine
    assert len(drafts.mine("ld")) == 1


@ONE_STORE
def test_nothing_is_put_aside_but_by_the_button(api: Api) -> None:
    """Neither the check nor a row more; and a draft of a command given is gone."""
    case = api.submit()
    path = f"/console/do/cases/{case}/acceptance-refusal"
    typed = {**beside(page(api, path)), "reason": "标记理由"}
    for step in ("check", "edit", "add:members"):
        send(api, path, typed, step)
    assert rows(api) == []
    put_aside(api, path, reason="标记理由")
    assert len(rows(api)) == 1
    typed |= {"document": "不予受理1"}
    done = send(api, path, typed, "give")
    assert done.status_code == 303 and "/console/done" in done.headers["location"], done.text
    assert rows(api) == []


@ONE_STORE
def test_a_leader_is_told_who_began_what_and_not_what_it_says(api: Api) -> None:
    """In their township; who typed it sees it with the way back, a leader elsewhere sees nothing."""
    case = api.submit()
    path = f"/console/do/cases/{case}/acceptance-refusal"
    put_aside(api, path, reason=SAID)
    own, led = page(api, "/console/drafts"), page(api, "/console/drafts", LEADER)
    assert path in read(own.text).links
    assert {case, CASEWORKER.id} <= set(read(led.text).texts)
    assert SAID not in led.text and path not in read(led.text).links
    elsewhere = type(LEADER)("other.leader", LEADER.posts, "540102002")
    assert case not in page(api, "/console/drafts", elsewhere).text
    assert screen("drafts.others") not in own.text


@ONE_STORE
def test_a_draft_outlives_its_master_key(api: Api) -> None:
    """Its key is wrapped anew with all others; where that key is gone the form is empty, not broken."""
    path = way(put_aside(api))
    keys, drafts = api.service.master.keys, api.service.sign_in.drafts
    assert isinstance(keys, FileKeys)
    old = keys.current()
    keys.use(keys.add())
    assert (drafts.under(old), drafts.rewrap(), drafts.under(old)) == (1, 1, 0)
    assert SAID in page(api, path).text
    with api.service.sign_in.door._writing() as connection:
        connection.execute(DRAFTS.update().values(key="0" * 16 + ":AAAA"))
    gone = page(api, path)
    assert gone.status_code == 200 and SAID not in gone.text
