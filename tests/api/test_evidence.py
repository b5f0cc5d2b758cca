"""Scans and photographs over HTTP: taken in once, told alike, handed out whole, gone with their person."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.files.store import FilesDown
from domain.case.authority import Officer, Post
from relief.api import desk
from relief.evidence.waiting import LASTS, SWEPT_AFTER, Waiting, place
from relief.filestore import files_store
from relief.tools.output import Output
from relief.tools.verify import verify
from tests.api.conftest import Api, codes
from tests.api.test_destruction import FREE, destroy
from tests.api.words import CASEWORKER, CHECKER, MONDAY, READER, officer
from tests.support import pictures
from tests.support.buckets import KEY, REGION, bucket

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
FOREIGN = officer("foreign", Post.CASEWORKER, "540104200")


def upload(
    api: Api,
    case: str,
    data: Any = None,
    kind: str = JPEG,
    who: Officer = CASEWORKER,
    key: str | None = None,
    **headers: str,
) -> httpx.Response:
    """A file sent to a case."""
    sent = pictures.photograph() if data is None else data
    number = key or f"u-{next(api._keys)}"
    told = api.headers(who, Idempotency_Key=number, Content_Type=kind, **headers)
    return api.http.post(f"/v1/cases/{case}/files", content=sent, headers=told)


def attached(api: Api, case: str, data: bytes | None = None, kind: str = JPEG) -> str:
    """A file made a part of a case; its number."""
    taken = upload(api, case, data, kind)
    assert taken.status_code == 200, taken.text
    file = str(taken.json()["file"])
    what = {"file": file, "kind": "photograph" if kind == JPEG else "scan", "of": "other"}
    api.act(CASEWORKER, case, "evidence", **what)
    return file


def kept(api: Api) -> list[Path]:
    """The files on disk."""
    return [p for p in files(api).rglob("*") if p.is_file() and "kept" in p.parts]


def files(api: Api) -> Path:
    """The folder of files."""
    folder = api.service.settings.files
    assert folder is not None
    return folder


def test_a_photograph_comes_back_as_it_is_kept(api: Api) -> None:
    """Without the place it was taken at; sealed on disk; the look is in the access log."""
    case = api.submit()
    taken = upload(api, case).json()
    assert (taken["pages"], taken["taken_on"], taken["repeated"]) == (1, "2026-03-02", False)
    file = attached(api, case)
    (line,) = api.get(CASEWORKER, f"/v1/cases/{case}/evidence").json()["items"]
    assert (line["file"], line["media"], line["of"]) == (file, JPEG, "other")
    got = api.get(CHECKER, line["href"])
    assert got.status_code == 200 and got.headers["content-type"] == JPEG
    assert int(got.headers["content-length"]) == len(got.content) == line["size"]
    assert got.content.startswith(b"\xff\xd8") and pictures.PLACE not in got.content
    for path in kept(api):
        assert b"\xff\xd8\xff" not in path.read_bytes()
    look = api.service.looks.log.page()[0].entry
    assert (look.act, look.case, look.officer) == ("file", case, CHECKER.id)
    members = api.get(CASEWORKER, f"/v1/cases/{case}").json()["members"]
    assert set(look.persons) == set(members)


@pytest.mark.parametrize(
    ("data", "kind", "status", "code"),
    [
        (lambda: pictures.scan(), JPEG, 422, "file-not-as-said"),
        (lambda: b"", JPEG, 422, "file-empty"),
        (lambda: pictures.paper(3)[:700], PDF, 422, "file-unreadable"),
        (lambda: pictures.locked(), PDF, 422, "file-locked"),
        (lambda: pictures.acting(), PDF, 422, "file-active"),
        (lambda: pictures.carrying(), PDF, 422, "file-active"),
        (lambda: pictures.paper(201), PDF, 422, "file-too-many-pages"),
        (lambda: pictures.picture_bomb(), PNG, 422, "file-too-much"),
        (lambda: bytes(20 * 1024 * 1024 + 1), PNG, 413, "body-too-large"),
        (lambda: pictures.scan(), "image/gif", 415, "file-type-wrong"),
        (lambda: pictures.scan(), "application/json", 415, "file-type-wrong"),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_is_kept(
    api: Api, data: Callable[[], bytes], kind: str, status: int, code: str
) -> None:
    """Each by its own code."""
    case = api.submit()
    refused = upload(api, case, data(), kind)
    assert (refused.status_code, codes(refused)) == (status, [code])
    assert [p for p in files(api).rglob("*") if p.is_file()] == []


def test_a_body_without_a_length_is_bounded_as_well(api: Api) -> None:
    """It is let go once it is too long."""

    def endless() -> Iterator[bytes]:
        for _ in range(21):
            yield bytes(1024 * 1024)

    refused = upload(api, api.submit(), endless(), PNG)
    assert (refused.status_code, codes(refused)) == (413, ["body-too-large"])


@pytest.mark.parametrize(
    "name", ['"../../etc/passwd"', '"C:\\\\a.jpg"', "a%2Fb.jpg", '"..jpg"', "UTF-8''%2e%2e%2fa"]
)
def test_a_name_with_a_path_in_it_is_refused(api: Api, name: str) -> None:
    """Names are not kept at all; one that leads somewhere was meant to."""
    case = api.submit()
    star = "*" if "''" in name else ""
    told = f"attachment; filename{star}={name}"
    refused = upload(api, case, Content_Disposition=told)
    assert (refused.status_code, codes(refused)) == (422, ["file-name-leads"])
    plain = upload(api, case, Content_Disposition='attachment; filename="1.jpg"')
    assert plain.status_code == 200


def test_a_request_sent_again_is_one_file(api: Api) -> None:
    """Before it is a part of the case and after; other bytes under its number are refused."""
    case = api.submit()
    first = upload(api, case, key="one").json()
    again = upload(api, case, key="one").json()
    assert again == {**first, "repeated": True}
    assert len(kept(api)) == 1
    other = upload(api, case, pictures.photograph(2), key="one")
    assert codes(other) == ["idempotency-key-reused"]
    words = {"file": first["file"], "kind": "photograph", "of": "other"}
    done = [api.post(CASEWORKER, f"/v1/cases/{case}/evidence", words, key="two") for _ in "12"]
    assert [one.status_code for one in done] == [201, 200]
    api.clock.set(MONDAY + SWEPT_AFTER * 2)
    assert api.service.keeping.sweep() == 0
    late = upload(api, case, key="one").json()
    assert (late["file"], late["repeated"]) == (first["file"], True)
    assert len(kept(api)) == 1


def test_an_upload_broken_off_between_its_two_writes_is_taken_anew(api: Api) -> None:
    """It was told and has no bytes: it waits until nobody can be at it, then is taken again."""
    case = api.submit()
    first = upload(api, case, key="one").json()
    for path in kept(api):
        path.unlink()
    assert upload(api, case, key="one").status_code == 503
    api.clock.set(MONDAY + LASTS / 2)
    again = upload(api, case, key="one").json()
    assert (again["file"], again["repeated"]) == (first["file"], False)
    words = {"file": first["file"], "kind": "photograph", "of": "other"}
    api.act(CASEWORKER, case, "evidence", **words)
    assert api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{first['file']}").status_code == 200


def test_a_file_belongs_to_the_case_it_was_sent_to(api: Api) -> None:
    """Neither another case nor an officer of elsewhere has it; nor is it one for ever."""
    case, other = api.submit(), api.submit()
    file = upload(api, case).json()["file"]
    words = {"file": file, "kind": "photograph", "of": "other"}
    refused = api.post(CASEWORKER, f"/v1/cases/{other}/evidence", words)
    assert (refused.status_code, codes(refused)) == (422, ["file-unknown"])
    assert upload(api, case, who=FOREIGN).status_code == 404
    assert upload(api, case, who=READER).status_code == 403
    api.clock.set(MONDAY + LASTS * 1.01)
    late = api.post(CASEWORKER, f"/v1/cases/{case}/evidence", words)
    assert codes(late) == ["file-unknown"]


def test_the_same_file_in_two_cases_is_told_and_kept_twice(api: Api) -> None:
    """By number within one's territory, by count beyond; the marks on the photograph do not matter."""
    case, other = api.submit(), api.submit()
    attached(api, case)
    api.follow()
    told = upload(api, other).json()
    assert (told["alike"], told["elsewhere"]) == ([case], 0)
    attached(api, other)
    api.follow()
    for mine, theirs in ((case, other), (other, case)):
        (line,) = api.get(CASEWORKER, f"/v1/cases/{mine}/evidence").json()["items"]
        assert line["alike"] == [theirs]
    assert len(kept(api)) == 3
    again = upload(api, case).json()["file"]
    words = {"file": again, "kind": "photograph", "of": "visit"}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/evidence", words)
    assert codes(refused) == ["file-twice"]


def test_what_nobody_took_is_swept_and_what_a_case_has_stays(api: Api) -> None:
    """After a day and some; not before."""
    case = api.submit()
    file = attached(api, case)
    upload(api, case, pictures.photograph(2))
    api.clock.set(MONDAY + LASTS)
    assert api.service.keeping.sweep() == 0 and len(kept(api)) == 2
    api.clock.set(MONDAY + SWEPT_AFTER * 1.01)
    assert api.service.keeping.sweep() == 1
    assert [p.name for p in kept(api)] == [file]
    assert list((files(api) / "waiting").iterdir()) == []
    assert api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{file}").status_code == 200


def test_a_file_that_was_changed_or_lost_is_said_and_not_given(api: Api) -> None:
    """At the desk; the look is kept all the same."""
    case = api.submit()
    file = attached(api, case)
    (path,) = kept(api)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    for _ in range(2):
        damaged = api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{file}")
        assert (damaged.status_code, codes(damaged)) == (409, ["file-damaged"])
        path.unlink(missing_ok=True)
    unknown = api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{'0' * 32}")
    assert (unknown.status_code, codes(unknown)) == (404, ["file-absent"])


def test_a_folder_that_cannot_be_written_is_said(api: Api) -> None:
    """Nothing is kept, and the request may be sent again."""
    case = api.submit()
    files(api).parent.mkdir(exist_ok=True)
    files(api).write_text("in the way")
    down = upload(api, case, key="one")
    assert (down.status_code, codes(down)) == (503, ["files-unavailable"])
    files(api).unlink()
    assert upload(api, case, key="one").status_code == 200


def test_files_go_with_the_key_of_anybody_they_concern(api: Api) -> None:
    """Unreadable at once, off the disk at once; other families' files stay; the history is whole."""
    case = api.submit()
    gone = attached(api, case)
    waiting = upload(api, case, pictures.photograph(7)).json()["file"]
    members = api.get(CASEWORKER, f"/v1/cases/{case}").json()["members"]
    api.not_accepted(case)
    api.follow()
    assert {p.name for p in kept(api)} == {gone, waiting}
    api.clock.set(FREE)
    destroy(api, members[-1])
    assert kept(api) == [] and list((files(api) / "waiting").iterdir()) == []
    refused = api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{gone}")
    assert (refused.status_code, codes(refused)) == (409, ["key-destroyed"])
    assert verify(api.service, Output(json=True)) == 0


def test_a_file_another_process_could_not_remove_goes_later(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The destruction stands; the sweep finds what it left behind."""
    case = api.submit()
    file = attached(api, case)
    (applicant, *_) = api.get(CASEWORKER, f"/v1/cases/{case}").json()["members"]
    api.not_accepted(case)
    api.follow()
    api.clock.set(FREE)
    store = api.service.filing.store

    def down(name: str) -> None:
        raise FilesDown("down")

    monkeypatch.setattr(store, "remove", down)
    destroy(api, applicant)
    assert [p.name for p in kept(api)] == [file]
    assert verify(api.service, Output(json=True)) == 4
    monkeypatch.undo()
    api.service.keeping.look()
    assert kept(api) == []
    assert verify(api.service, Output(json=True)) == 0


def test_verify_says_which_file_is_wrong(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed, lost, or its key put in another's place; and how many are right where all are."""
    case = api.submit()
    attached(api, case)
    attached(api, case, pictures.paper(2), PDF)
    api.follow()
    assert verify(api.service, Output()) == 0
    assert "证据文件 2 件，均与登记的校验值相符" in capsys.readouterr().out
    first, second = sorted(kept(api))
    first.write_bytes(b"x" + first.read_bytes()[1:])
    second.unlink()
    assert verify(api.service, Output()) == 4
    told = capsys.readouterr().out
    assert "与登记的校验值不符" in told and "不在保存文件的地方" in told


def test_files_may_lie_in_a_store_that_speaks_s3(api: Api, tmp_path: Path) -> None:
    """The whole way by setting: taken in, handed out, verified, gone with the key; sealed there."""
    key = tmp_path / "s3.key"
    key.write_text("\n".join(KEY))
    key.chmod(0o600)
    case = api.submit()
    with bucket() as there:
        chosen = {"files_s3": there.address, "files_key": key, "files_region": REGION}
        settings = replace(api.service.settings, **chosen)  # type: ignore[arg-type]
        filing = api.service.filing
        filing.store = files_store(settings)
        filing.waiting = Waiting(filing.store)
        file = attached(api, case)
        assert sorted(there.held) == [place(file), f"waiting/{file}"]
        assert b"\xff\xd8\xff" not in there.held[place(file)] and there.unsigned == 0
        assert api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{file}").content[:2] == b"\xff\xd8"
        assert verify(api.service, Output(json=True)) == 0
        there.down = True
        down = api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{file}")
        assert (down.status_code, codes(down)) == (503, ["files-unavailable"])


def test_so_many_files_are_on_their_way_and_no_more(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes then is told to come again."""
    case = api.submit()
    monkeypatch.setattr(desk, "ARRIVING", 0)
    refused = upload(api, case)
    assert (refused.status_code, codes(refused)) == (429, ["too-many-requests"])
    assert refused.headers["retry-after"] == "1"
