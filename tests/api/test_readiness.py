"""Readiness says no, and why, whatever stands still; what can be answered is answered meanwhile."""

from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest
from eventsourcing.persistence import OperationalError

from adapters.store.seeing import kept
from domain.ground.facts import Recorded
from projections.rows import Rows
from relief import readiness
from relief.standing import START_SECONDS, Standing
from relief.tools import follow, serve
from relief.upkeep.checkpointing import checkpoint
from relief.upkeep.sweep import Sweep
from tests.api.conftest import Api, codes
from tests.api.test_evidence import attached, upload
from tests.api.test_keys_missing import (
    file_gone,
    half_a_file,
    key_not_in_ring,
    open_to_others,
    other_file,
    rewrite,
)
from tests.api.words import CASEWORKER
from tests.support.following import following
from tests.support.waiting import until


def asked(api: Api, part: str = "all") -> httpx.Response:
    """Whether it is ready."""
    return api.http.get("/readyz", params={"part": part})


def facts(answer: httpx.Response, code: str) -> dict[str, str]:
    """The numbers that go with a cause."""
    (found,) = (one["facts"] for one in answer.json()["errors"] if one["code"] == code)
    told: dict[str, str] = found
    return told


class Hands(Standing):
    """A standing whose clock is turned by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0
        super().__init__(lambda: self.seconds)


@pytest.fixture
def hands(api: Api) -> Hands:
    """The clock by which the service's work stands still."""
    made = api.service.standing = Hands()
    return made


def test_without_ledgers_lists_tell_the_progress_and_everything_else_is_answered(api: Api) -> None:
    """Ledgers that are not complete: 503 with n of m for lists; commands and single cases go on."""
    case = api.submit()
    told = api.get(CASEWORKER, "/v1/worklist")
    assert (told.status_code, codes(told)) == (503, ["ledgers-rebuilding"])
    assert told.headers["content-type"] == "application/problem+json"
    assert int(told.headers["retry-after"]) > 0
    assert facts(told, "ledgers-rebuilding") == {"applied": "0", "head": str(api.position())}
    assert f"共{api.position()}条" in told.json()["detail"]
    assert api.get(CASEWORKER, f"/v1/cases/{case}").status_code == 200
    assert api.get(CASEWORKER, f"/v1/cases/{case}/next-steps").status_code == 200
    assert api.get(CASEWORKER, f"/v1/cases/{case}/documents").status_code == 200
    assert codes(asked(api)) == ["ledgers-rebuilding"]
    commands = asked(api, "commands")
    assert (commands.status_code, commands.json()["not_ready"]) == (200, ["ledgers-rebuilding"])
    api.follow()
    assert api.get(CASEWORKER, "/v1/worklist").status_code == 200
    assert asked(api).json()["not_ready"] == []


def test_the_progress_is_that_of_the_place_being_built(api: Api) -> None:
    """n is the position reached so far, m the newest position."""
    follower = api.service.following(api.service.ledgers.begin())
    follower.catch_up()
    reached = follower.position
    api.submit()
    told = facts(api.get(CASEWORKER, "/v1/leads"), "ledgers-rebuilding")
    assert told == {"applied": str(reached), "head": str(api.position())}


class Poison:
    """A fold that fails at a position with words nobody may read."""

    tables = ()

    def __init__(self) -> None:
        self.at = 0

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Fail where the position has come."""
        if recorded.position >= self.at:
            raise KeyError("张三 540102190001011234")


def test_a_follower_that_stopped_is_named_by_position_and_kind_of_error(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not ready while it stands still, without the words of the error; ready after the repair."""
    api.follow()
    poison, healthy = Poison(), api.service.keeper.following
    poison.at = api.position() + 1

    def poisoned(place: Any) -> Any:
        made = healthy(place)
        seen: Any = made._seeing
        seen.show = lambda *row: (
            seen._mapper.to_domain_event(kept(*row)),
            (*seen._all, poison.project),
        )
        return made

    monkeypatch.setattr("relief.keeper.Keeper.following", lambda _, place: poisoned(place))
    monkeypatch.setattr("adapters.store.follower.RETRY_SECONDS", 0.1)
    monkeypatch.setattr(follow, "LOOK_SECONDS", 0.05)
    api.submit()
    with following(api.service):
        until(lambda: asked(api).status_code == 503)
        told = asked(api)
        stopped = facts(told, "follower-stopped")
        assert (stopped["position"], stopped["error"]) == (str(poison.at), "KeyError")
        assert "张三" not in told.text and "5401021900" not in told.text
        assert asked(api, "commands").status_code == 200
        poison.at = 2**62
        until(lambda: asked(api).status_code == 200)


def test_a_follower_may_be_on_its_way_at_first_and_is_missed_at_once_later(
    api: Api, hands: Hands
) -> None:
    """A start is no fault; a follower that never came is one, and so is one that went."""
    api.follow()
    hands.expects_follower()
    assert asked(api).status_code == 200
    hands.seconds += START_SECONDS
    assert facts(asked(api), "follower-stopped")["error"] == readiness.NOBODY
    seat = api.service.ledgers.seat
    assert seat.take()
    assert asked(api).status_code == 200
    seat.leave()
    assert codes(asked(api)) == ["follower-stopped"]
    assert asked(api, "commands").status_code == 200


def test_ledgers_that_nobody_follows_are_seen_by_their_position(api: Api, hands: Hands) -> None:
    """A process that only serves: behind and not moving for longer than the bound is not ready."""
    api.follow()
    api.submit()
    assert asked(api).status_code == 200
    hands.seconds += readiness.STILL_SECONDS + 1
    assert facts(asked(api), "follower-lags")["seconds"] == "31"
    api.follow()
    assert asked(api).status_code == 200


def test_ledgers_too_far_behind_are_not_ready_however_fast_they_come_on(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound in positions."""
    api.follow()
    before = api.position()
    api.submit()
    monkeypatch.setattr(readiness, "LAG_POSITIONS", 0)
    assert facts(asked(api), "follower-lags")["lag"] == str(api.position() - before)


def test_a_sweep_that_fails_is_told_logged_and_recovers(
    api: Api, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last success older than the bound: not ready, with the kind of error; then ready again."""
    api.follow()
    hands.sweeps()

    def fails(_: Sweep) -> None:
        raise ValueError("张三")

    with monkeypatch.context() as broken:
        broken.setattr(Sweep, "run", fails)
        serve.sweep(api.service)
        assert asked(api).status_code == 200
        hands.seconds += readiness.SWEEP_SECONDS + 1
        told = facts(asked(api), "sweep-stopped")
        assert told == {"seconds": "61", "error": "ValueError"}
    serve.sweep(api.service)
    assert asked(api).status_code == 200
    assert [line["level"] for line in api.lines() if "sweep failed" in line["event"]] == ["error"]


def test_a_process_that_does_not_sweep_is_not_asked_about_it(api: Api, hands: Hands) -> None:
    """Nor is one in which somebody swept by hand."""
    api.follow()
    Sweep(api.service).run()
    hands.seconds += 10_000
    assert asked(api).status_code == 200


def test_a_database_that_is_away_or_read_only_is_named(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both keep commands from being answered as well."""
    api.follow()
    store = api.service.journal.store
    monkeypatch.setattr(store, "writable", lambda: False, raising=False)
    assert codes(asked(api, "commands")) == ["store-read-only"] == codes(asked(api))

    def away() -> None:
        raise OperationalError("张三")

    monkeypatch.setattr(store, "max_notification_id", away)
    assert codes(asked(api, "commands")) == ["store-unavailable"] == codes(asked(api))
    assert "张三" not in asked(api).text


def test_every_cause_is_logged_once_and_its_end_too(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loudly: an error with its numbers when it comes, a line when all is well again."""
    api.follow()
    store, stop = api.service.journal.store, Event()
    writes = [False]
    monkeypatch.setattr(store, "writable", lambda: writes[0], raising=False)
    monkeypatch.setattr(readiness, "LOOK_SECONDS", 0.02)

    def said(event: str) -> int:
        return sum(line["event"] == event for line in api.lines())

    watcher = Thread(target=readiness.watch, args=(api.service, stop))
    watcher.start()
    try:
        until(lambda: said("not ready"))
        writes[0] = True
        until(lambda: said("ready again"))
    finally:
        stop.set()
        watcher.join()
    assert (said("not ready"), said("ready again")) == (1, 1)


def test_lost_keys_are_named_while_they_are_lost(api: Api) -> None:
    """The file gone, another or without the key on record: not ready, also for commands, by the keys'
    ids; ready again once it is back, without a start.
    """
    api.follow()
    file, (key,) = api.service.settings.master_key, api.service.master.keys.held()
    kept = file.read_bytes()
    for broken in (file_gone, other_file, half_a_file, open_to_others, key_not_in_ring):
        broken(api)
        for part in ("all", "commands"):
            told = asked(api, part)
            assert codes(told) == ["keys-lost"], broken.__name__
            assert facts(told, "keys-lost")["keys"] == key
        if file.exists():
            rewrite(api, kept)
        else:
            file.write_bytes(kept)
            file.chmod(0o600)
        assert asked(api).status_code == 200


def test_a_folder_that_takes_no_file_is_named(api: Api) -> None:
    """A file in its place: lists and commands go on; ready again once it is a folder, or to be made."""
    api.follow()
    folder = api.service.settings.files
    assert folder is not None and asked(api).status_code == 200
    folder.write_bytes(b"x")
    assert codes(asked(api)) == ["files-unwritable"]
    assert asked(api, "commands").status_code == 200
    folder.unlink()
    folder.mkdir()
    assert asked(api).status_code == 200 and not [*folder.iterdir()]
    for room in ("kept", "waiting"):
        place = folder / room
        place.write_bytes(b"x")
        assert codes(asked(api)) == ["files-unwritable"]
        place.unlink()
        place.mkdir()
        assert asked(api).status_code == 200
    (folder / "kept" / "0a").write_bytes(b"x")
    assert codes(asked(api)) == ["files-unwritable"]


@pytest.mark.parametrize("mount_point", [False, True])
def test_a_folder_of_files_that_is_gone_is_named_and_not_made_anew(
    api: Api, mount_point: bool
) -> None:
    """A share that is not mounted; once it is back everything is as before."""
    case = api.submit()
    file = attached(api, case)
    api.follow()
    folder = api.service.settings.files
    assert folder is not None and asked(api).status_code == 200
    away = folder.rename(folder.with_name("away"))
    if mount_point:
        folder.mkdir()
    assert codes(asked(api)) == ["files-gone"]
    assert asked(api, "commands").status_code == 200
    again = upload(api, case)
    assert (again.status_code, codes(again)) == (503, ["files-unavailable"])
    assert folder.exists() is mount_point and (not mount_point or not [*folder.iterdir()])
    if mount_point:
        folder.rmdir()
    away.rename(folder)
    assert asked(api).status_code == 200
    assert api.get(CASEWORKER, f"/v1/cases/{case}/evidence/{file}").status_code == 200
    assert upload(api, case).status_code == 200


def test_a_log_that_does_not_continue_is_named_until_it_does(api: Api, tmp_path: Path) -> None:
    """A witness saw another history: readiness says so, commands go on; the reason stays."""
    api.follow()
    witness = tmp_path / "witness"
    witness.mkdir()
    api.service.settings = replace(
        api.service.settings, witnesses=str(witness), proof_key=tmp_path / "proof.key"
    )
    assert not any(one.refused for one in checkpoint(api.service))
    assert asked(api).status_code == 200
    (place,) = witness.glob("relief/*/facts/checkpoint")
    right = place.read_text()
    place.write_text("torn")
    checkpoint(api.service)
    assert codes(asked(api)) == ["proof-broken"]
    assert asked(api, "commands").status_code == 200
    place.write_text(right)
    checkpoint(api.service)
    assert asked(api).status_code == 200
