"""Files no fact names, as after an older copy of the history was put back, and facts whose file is gone."""

from datetime import timedelta
from io import BytesIO

import pytest

from adapters.files.store import FilesDown
from relief.evidence.orphans import GRACE
from relief.evidence.waiting import place
from relief.tools.files import files as files_tool
from relief.tools.output import Output
from relief.tools.verify import verify
from tests.api.conftest import Api
from tests.api.test_evidence import attached, files, kept, upload
from tests.support import pictures


def test_a_file_no_fact_names_is_told_and_goes_only_by_hand_and_after_a_time(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where an older copy of the history was put back; once it is named again it stays."""
    case = api.submit()
    own = attached(api, case)
    lost, again = ("a1" * 16, "c2" * 16)
    for file in (lost, again):
        api.service.filing.store.keep(place(file), BytesIO(b"sealed"), 6)
    waiting = upload(api, case, pictures.photograph(7)).json()["file"]
    api.follow()
    assert verify(api.service, Output()) == 4
    told = capsys.readouterr().out
    assert f"证据文件{lost}没有任何案件登记" in told and own not in told and waiting not in told
    assert files_tool(api.service, True, Output()) == 4
    assert {lost, again, own, waiting} == {p.name for p in kept(api)}
    api.clock.set(api.clock.now() + GRACE - timedelta(hours=1))
    (files(api) / place(again)).unlink()
    assert files_tool(api.service, True, Output()) == 4
    api.service.filing.store.keep(place(again), BytesIO(b"sealed"), 6)
    api.clock.set(api.clock.now() + timedelta(hours=1))
    assert files_tool(api.service, False, Output()) == 4 and (files(api) / place(lost)).exists()
    assert files_tool(api.service, True, Output(json=True)) == 4
    assert {again, own} <= {p.name for p in kept(api)} and not (files(api) / place(lost)).exists()


def test_a_file_that_is_named_again_is_forgotten_as_unnamed(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the right copy is back its time begins anew, should it ever be lost again."""
    case = api.submit()
    own = attached(api, case)
    (files(api) / "waiting" / own).unlink()
    assert files_tool(api.service, True, Output()) == 0
    with monkeypatch.context() as older:
        older.setattr("relief.evidence.orphans.named", lambda journal: set())
        assert files_tool(api.service, True, Output()) == 4
    assert (files(api) / "unnamed" / own).exists()
    assert files_tool(api.service, True, Output()) == 0
    assert not (files(api) / "unnamed" / own).exists() and len(kept(api)) == 1


def test_a_fact_whose_file_is_gone_is_told(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    """By the place of the fact."""
    case = api.submit()
    (files(api) / place(attached(api, case))).unlink()
    api.follow()
    assert verify(api.service, Output()) == 4
    assert "不在保存文件的地方" in capsys.readouterr().out


def test_files_that_cannot_be_listed_are_said(
    api: Api, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is removed, and nobody takes silence for a clean house."""

    def down(room: str) -> None:
        raise FilesDown("down")

    monkeypatch.setattr(api.service.filing.store, "listed", down)
    api.follow()
    assert files_tool(api.service, True, Output()) == 1 and verify(api.service, Output()) == 4
    assert capsys.readouterr().out.count("现在无法读取") == 2
