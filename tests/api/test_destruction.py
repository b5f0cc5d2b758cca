"""A person's key destroyed: unreadable everywhere, gone from the bytes, and everything still adds up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from adapters.store.factory import store_engine
from domain.case.authority import Officer, Post
from domain.ground import identity
from domain.ground.facts import Authority, Recorded
from domain.ground.history import CommandRow, KeyMissing
from domain.ground.masks import DESTROYED
from domain.ground.people import PersonId
from domain.ground.terms import DocumentKind
from domain.registers.anchors.facts import KeptLog
from domain.registers.keys.facts import DestructionGround, KeyDestroyed
from relief.api.app import create_app
from relief.bootstrap import Service, build
from relief.clock import LHASA
from relief.documents.papers import Unprintable
from relief.people.masking import FIELDS
from relief.tools.output import Output
from relief.tools.verify import verify
from relief.upkeep.anchoring import anchor, anchors
from tests.api.conftest import Api, codes
from tests.api.test_looks import looks
from tests.api.words import (
    CASEWORKER,
    MONDAY,
    NAME,
    application,
    identity_number,
)

SECURITY = Officer("sa", frozenset({Post.SECURITY_ADMIN}), "5401")
AUDIT = Officer("aa", frozenset({Post.AUDIT_ADMIN}), "5401")
FREE = datetime(2057, 1, 4, 10, 0, tzinfo=LHASA)
PROPOSAL = {"ground": "retention-over", "document": "销毁审批 1"}


@pytest.fixture(autouse=True)
def aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Families invented here were born before 1911; thirty years on nobody would be so old."""
    monkeypatch.setattr(identity, "OLDEST", 200)


@contextmanager
def second(api: Api) -> Iterator[Service]:
    """Another server on the same database and key file, as of now."""
    other = build(api.service.settings, api.clock)
    try:
        yield other
    finally:
        other.close()


def refused_case(api: Api, **changes: Any) -> str:
    """An application that was not accepted, and whose family was told: closed."""
    case = api.submit(**changes)
    api.not_accepted(case)
    return case


def members(api: Api, case: str) -> list[str]:
    """The persons of a case."""
    return [one["person"] for one in api.get(CASEWORKER, f"/v1/cases/{case}").json()["people"]]


def destroy(api: Api, person: str) -> None:
    """Both administrators."""
    asked = api.post(SECURITY, f"/v1/persons/{person}/key-destruction", PROPOSAL)
    assert asked.status_code == 201, asked.text
    done = api.post(AUDIT, f"/v1/persons/{person}/key-destruction/confirmation")
    assert done.status_code == 201, done.text


def wrapped(api: Api, person: str) -> str:
    """The wrapped key as stored, without the id of its master key."""
    row = api.service.journal.store.people_by_id([person])[person]
    return row.wrapped_key.rpartition(":")[2]


def kept_bytes(api: Api) -> bytes:
    """Everything the database keeps of its tables: files, write-ahead log of SQLite, indexes."""
    url = api.service.settings.database
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.stem}*"))
    engine = store_engine(url)
    with engine.connect() as connection:
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        place = "SELECT pg_relation_filepath('people')"
        inside = Path(connection.execute(text(place)).scalar_one()).parent
    engine.dispose()
    return b"".join(one.read_bytes() for one in (folder / inside).iterdir() if one.is_file())


def test_a_destroyed_key_makes_a_person_unreadable_everywhere(api: Api) -> None:
    """Every route says 已销毁, the wrapped key is in no byte, nobody finds them, all sums hold."""
    case = refused_case(api)
    applicant, spouse = members(api, case)
    box = wrapped(api, applicant)
    api.follow()
    body = {"reason": "audit", "fields": sorted(FIELDS)}
    with second(api) as other:
        stream = f"case-{case}"
        records: list[Recorded] = other.journal.read((stream,))[stream]
        assert NAME in str(other.personal.values(records, ("name",)))
        api.clock.set(FREE)
        anchor(api.service)
        destroy(api, applicant)
        assert NAME not in str(other.personal.values(records, tuple(FIELDS)))
        with pytest.raises(KeyMissing):
            other.personal.opened(records[0])
        with pytest.raises(Unprintable, match="key-destroyed"):
            other.papers.issued(other.papers.facts(case), DocumentKind.ACCEPTANCE_REFUSAL, None)
        other.forgetting.catch_up()
        assert not other.sealer._ciphers.keys() & {applicant}
    assert not api.service.sealer._ciphers.keys() & {applicant}
    assert box.encode() not in kept_bytes(api)
    now = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    assert [one["name"] for one in now["people"]] == [DESTROYED, "标*"]
    assert now["contact"] == {"phone": DESTROYED, "address": DESTROYED, "registered_at": None}
    told = api.post(CASEWORKER, f"/v1/cases/{case}/reveal", body).json()["items"]
    assert {one["value"] for one in told if one["person"] == applicant} == {DESTROYED}
    assert {one["value"] for one in told if one["person"] == spouse} >= {"标记姓名丙"}
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").text
    assert DESTROYED in history and NAME not in history
    search = {"id_number": identity_number(), "reason": "identity-check"}
    assert api.post(CASEWORKER, "/v1/person-search", search).json() == {"items": []}
    api.follow()
    for _ in range(2):
        anchor(api.service)
    assert [one.on for one in anchors(api.service, KeptLog.ACCESS)] == [FREE.date()] * 2
    assert verify(api.service, Output(json=True)) == 0


def test_a_person_who_comes_again_is_somebody_new(api: Api) -> None:
    """The same number makes a new person; nothing leads back to the old one."""
    case = refused_case(api)
    old = members(api, case)[0]
    api.clock.set(FREE)
    destroy(api, old)
    words = application(incident={"cause": "fire", "on": "2056-12-30", "place": "雪莲村"})
    again = api.post(CASEWORKER, "/v1/cases", words)
    assert again.status_code == 201, again.text
    new = members(api, again.json()["case"])
    assert old not in new
    assert NAME in str(
        api.post(
            CASEWORKER,
            f"/v1/cases/{again.json()['case']}/reveal",
            {"reason": "identity-check", "fields": ["name"]},
        ).json()
    )


@pytest.mark.parametrize("remembered", [False, True], ids=["key-looked-up", "key-in-memory"])
def test_an_application_that_meant_the_old_person_is_decided_anew(
    api: Api, monkeypatch: pytest.MonkeyPatch, remembered: bool
) -> None:
    """Found by number before the key went, saved after: the database refuses, the office asks again."""
    case = refused_case(api)
    old = members(api, case)[0]
    api.clock.set(FREE)
    with second(api) as other:
        people, seen = other.office._people, list[Any]()

        def identify(command: Any) -> Any:
            found = type(people).identify(people, command)
            if not seen:
                seen.append(found)
                stream = f"case-{case}"
                if remembered:
                    records = other.journal.read((stream,))[stream]
                    assert NAME in str(other.personal.values(records, ("name",)))
                destroy(api, old)
            return found

        monkeypatch.setattr(people, "identify", identify, raising=False)
        with TestClient(create_app(other)) as http:
            words = application(incident={"cause": "fire", "on": "2056-12-30", "place": "x"})
            done = http.post(
                "/v1/cases", json=words, headers=api.headers(CASEWORKER, Idempotency_Key="late")
            )
        assert done.status_code == 201, done.text
    assert seen and old not in members(api, done.json()["case"])


def test_an_application_that_came_first_keeps_the_key(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved between the look at the files and the destruction: the key stays, the file is open."""
    case = refused_case(api)
    old = members(api, case)[0]
    api.clock.set(FREE)
    asked = api.post(SECURITY, f"/v1/persons/{old}/key-destruction", PROPOSAL)
    assert asked.status_code == 201
    dossiers, seen = api.service.office.looking._dossiers, list[Any]()
    find = dossiers.of

    def of(person: str) -> Any:
        found = find(person)
        if not seen:
            seen.append(found)
            words = application(incident={"cause": "fire", "on": "2056-12-30", "place": "x"})
            with second(api) as other, TestClient(create_app(other)) as http:
                done = http.post(
                    "/v1/cases", json=words, headers=api.headers(CASEWORKER, Idempotency_Key="l")
                )
                assert done.status_code == 201, done.text
        return found

    monkeypatch.setattr(dossiers, "of", of, raising=False)
    done = api.post(AUDIT, f"/v1/persons/{old}/key-destruction/confirmation")
    assert codes(done) == ["file-kept"]
    assert wrapped(api, old)


def destroy_under_an_open_case(api: Api, person: str) -> None:
    """As if another law had taken the key, past every rule of this house: its fact alone does it."""
    fact = KeyDestroyed(
        on=MONDAY.date(),
        person=PersonId(person),
        ground=DestructionGround.OTHER_LAW,
        document="销毁决定 1",
        proposed_by="sa",
        files=(),
        seen=api.position(),
    )
    power = Authority("audit-administrator", "5401", "个人信息保护法§47", None, None)
    recorded = Recorded(
        stream=f"person-{person}",
        version=1,
        fact=fact,
        recorded_at=api.clock.now(),
        officer="aa",
        authority=power,
        law="lhasa-2018-202",
        command=f"test/{person}",
    )
    api.service.journal.append((recorded,), CommandRow(f"test/{person}", "0", "{}"))
    api.service.forgetting.catch_up()


def test_nothing_more_is_kept_about_somebody_whose_key_is_destroyed(api: Api) -> None:
    """The command is refused for that reason, not as busy; nothing changes, however often it is sent."""
    case = api.submit()
    applicant, spouse = members(api, case)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    destroy_under_an_open_case(api, applicant)
    before = api.position()
    words = {"reason": "标记理由"}
    for _ in range(2):
        told = api.post(CASEWORKER, f"/v1/cases/{case}/withdrawal", words, key="again")
        assert (told.status_code, codes(told)) == (409, ["key-destroyed"]), told.text
        (error,) = told.json()["errors"]
        assert "已依法销毁" in error["message"] and "重新提交申请" in error["way_out"]
        assert error["facts"] == {"person": applicant}
    assert api.position() == before
    assert api.service.journal.store.command("cw/again") is None
    words = {"result": "consistent", "consent": "授权书 1", "report": "核对报告 1"}
    assert api.act(CASEWORKER, case, "means-check", **words)["facts"] == ["means-check-reported"]
    look = {"reason": "other", "note": "标记备注", "fields": ["name"]}
    told = api.post(CASEWORKER, f"/v1/cases/{case}/reveal", look)
    assert {one["value"] for one in told.json()["items"]} == {DESTROYED, "标记姓名丙"}
    assert looks(api, case=case)[0]["note"] == "标记备注"
    destroy_under_an_open_case(api, spouse)
    told = api.post(CASEWORKER, f"/v1/cases/{case}/reveal", look)
    assert (told.status_code, codes(told)) == (409, ["key-destroyed"])
    told = api.post(
        CASEWORKER, f"/v1/cases/{case}/reveal", {**look, "reason": "audit", "note": None}
    )
    assert {one["value"] for one in told.json()["items"]} == {DESTROYED}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_is_destroyed_before_its_time_or_by_one_person(api: Api) -> None:
    """An open case, a young file, an unknown person, the wrong administrator."""
    case = api.submit()
    applicant = members(api, case)[0]
    path = f"/v1/persons/{applicant}/key-destruction"
    api.clock.set(FREE)
    assert codes(api.post(SECURITY, path, PROPOSAL)) == ["file-kept"]
    young = refused_case(
        api, serial=9, incident={"cause": "fire", "on": "2056-12-30", "place": "x"}
    )
    told = api.post(SECURITY, f"/v1/persons/{members(api, young)[0]}/key-destruction", PROPOSAL)
    assert "2087-01-04" in told.text and codes(told) == ["file-kept"]
    nobody = f"/v1/persons/{'0' * 32}/key-destruction"
    assert codes(api.post(SECURITY, nobody, PROPOSAL)) == ["person-unknown"]
    assert codes(api.post(AUDIT, path, PROPOSAL)) == ["post-not-competent"]
    assert api.post(CASEWORKER, path, PROPOSAL).status_code == 403


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_master_keys_rotate_under_a_running_server(api: Api) -> None:
    """Begun, interrupted, begun again: facts on record, every person readable, the old key gone."""
    from relief.tools import keys as tools
    from tests.api.test_looks import reveal

    case = api.submit()
    monkey = Officer("sa", frozenset({Post.SECURITY_ADMIN}), "5401")
    with second(api) as tool:
        tool.officers = Register(monkey)  # type: ignore[assignment]
        first = tool.master.keys.current()
        file = api.service.settings.master_key
        before = file.read_bytes()
        assert tools.rotate(tool, "nobody", Output()) == 1
        assert file.read_bytes() == before
        api.clock.set((now := api.clock.now()) - timedelta(days=2))
        assert tools.rotate(tool, "sa", Output()) == 1
        assert tool.master.keys.held() == (first,)
        api.clock.set(now)
        assert tools.rotate(tool, "sa", Output()) == 0
        newest = tool.master.keys.current()
        assert newest != first and api.service.master.keys.current() == newest
        assert tools.retire(tool, newest, "sa", Output()) == 3
        assert tools.retire(tool, first, "nobody", Output()) == 1
        marks = "SELECT count(*) FROM retired_master_keys"
        assert tool.journal.store._fetch(marks) == [(0,)]
        assert tools.retire(tool, first, "sa", Output()) == 0
        assert tools.retire(tool, first, "sa", Output()) == 3
        assert tools.show(tool, Output()) == tools.scrub(tool, Output()) == 0
        facts = [r.fact.NAME for r in tool.journal.read(("keys",))["keys"]]
        checked, brought_in = (
            ["key-checks-recorded", "index-key-introduced"],
            ["master-key-introduced", "key-checks-recorded"],
        )
        assert facts == [*checked, *brought_in, "master-key-retired"]
    assert first not in api.service.master.keys.held()
    assert NAME in reveal(api, CASEWORKER, case).text
    assert api.submit(serial=7)
    with pytest.raises(KeyMissing):
        api.service.sealer.seal(_private("0" * 32), "s", 1, "f")


@pytest.mark.parametrize("stopped", ["use", "rewrap"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_interrupted_rotation_goes_on_where_it_stopped(
    api: Api, monkeypatch: pytest.MonkeyPatch, stopped: str
) -> None:
    """Killed before the key is used, or before all are wrapped: the next run finishes that one."""
    from relief.tools import keys as tools

    api.submit()
    with second(api) as tool:
        tool.officers = Register(SECURITY)  # type: ignore[assignment]
        keys = tool.master.keys
        where = keys if stopped == "use" else tool.journal.store

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(where, stopped, killed)
            tools.rotate(tool, "sa", Output())
        assert tools.rotate(tool, "sa", Output()) == 0
        assert len(keys.held()) == 2
        assert tool.journal.store.wrapped_otherwise(keys.current()) == []
        facts = [r.fact.NAME for r in tool.journal.read(("keys",))["keys"]]
        assert [name for name in facts if not name.startswith("index-")] == [
            "key-checks-recorded",
            "master-key-introduced",
            "key-checks-recorded",
        ]


class Register:
    """A register in which one officer is appointed."""

    def __init__(self, officer: Officer) -> None:
        self._officer = officer

    def current(self) -> "Register":
        """Itself."""
        return self

    def officer(self, id: str, day: object) -> Officer | None:
        """The one."""
        return self._officer if id == self._officer.id else None


def _private(about: str) -> Any:
    from domain.ground.people import Private

    return Private(PersonId(about), "x")
