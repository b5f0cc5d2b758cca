"""Ledgers of another edition, or none, are built by themselves, beside the old ones."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import URL, text

from adapters.store import building
from adapters.store.building import LEFT_SECONDS, Tidying, build
from adapters.store.factory import install_store
from adapters.store.follower import Follower, FollowerOvertaken
from adapters.store.mapper import FactMapper
from adapters.store.places import NotBuilt, Places
from domain.case.intake import commands as c
from projections.all import everything
from relief import bootstrap
from relief.bootstrap import Service
from relief.keeper import FOLLOWER
from relief.tools import follow
from relief.tools.findings import Findings
from relief.tools.ledgers import compare_ledgers
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from relief.tools.verify import verify
from tests.case.people import family
from tests.case.words import About
from tests.crash.test_followers import applications, caught_up, head
from tests.support.following import following
from tests.support.goneback import cut_off
from tests.support.offices import Counter, all_at_once, serving
from tests.support.postgres import role_url
from tests.support.waiting import until

QUIET = Output(json=True)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Services as a release with that edition builds them."""

    @contextmanager
    def of(edition: str, folder: Path, database: URL) -> Iterator[Service]:
        with monkeypatch.context() as during:
            during.setattr(bootstrap, "edition", lambda _: edition)
            opened = serving(folder, database)
            service = opened.__enter__()
        try:
            yield service
        finally:
            opened.__exit__(None, None, None)

    return of


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A swap is noticed, and what is nobody's is dropped, within moments."""
    monkeypatch.setattr(follow, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(building, "SWAP_SECONDS", 0.2)


def test_another_edition_is_built_and_the_old_one_left_alone_until_nobody_is_there(
    release: Any, database: URL, tmp_path: Path
) -> None:
    """An upgrade: nobody calls for a rebuild, the rows are those of a replay, no litter stays."""
    with release("old", tmp_path, database) as old:
        applications(old, range(5))
        old.follower().catch_up()
        before = old.ledgers.current().name
    with release("new", tmp_path, database) as new:
        assert new.ledgers.found() is None
        with pytest.raises(NotBuilt), new.ledgers.reading():
            pass
        with following(new):
            until(new.ledgers.found)
            assert caught_up(new)
            after = new.ledgers.current().name
            if database.get_backend_name() == "sqlite":
                until(lambda: new.ledgers.names() == [after])
        assert after != before
        assert verify(new, QUIET) == 0


def test_two_releases_read_their_own_ledgers_side_by_side(
    release: Any, postgres_url: URL, tmp_path: Path
) -> None:
    """A rolling upgrade over one PostgreSQL: both follow, neither builds over the other."""
    with ExitStack() as both:
        old = both.enter_context(release("old", tmp_path, postgres_url))
        applications(old, range(3))
        both.enter_context(following(old))
        until(old.ledgers.found)
        mine = old.ledgers.current().name
        new = both.enter_context(release("new", tmp_path, postgres_url))
        both.enter_context(following(new))
        until(new.ledgers.found)
        applications(old, range(3, 6))
        assert caught_up(old) and caught_up(new)
        assert old.ledgers.current().name == mine != new.ledgers.current().name
        assert len(new.ledgers.names()) == 2


def test_an_old_place_is_dropped_once_it_stood_behind_the_history_for_long(
    release: Any, postgres_url: URL, tmp_path: Path
) -> None:
    """Not while it is at the head, nor while it moves; then for good, as anybody's who looks."""
    now = [0.0]
    with ExitStack() as both:
        old = both.enter_context(release("old", tmp_path, postgres_url))
        new = both.enter_context(release("new", tmp_path, postgres_url))
        old.follower().catch_up()
        new.follower().catch_up()
        tidying = Tidying(new.ledgers, FOLLOWER, new.head, clock=lambda: now[0])

        def left(seconds: float) -> int:
            now[0] += seconds
            tidying.look()
            return len(new.ledgers.names())

        assert left(0) == left(LEFT_SECONDS * 2) == 2
        applications(new, range(1))
        assert left(0) == left(LEFT_SECONDS - 1) == 2
        old.follower().catch_up()
        applications(new, range(1, 2))
        assert left(2) == left(LEFT_SECONDS - 1) == 2
        assert left(2) == 1
        until(lambda: old.ledgers.found() is None)
        old.follower().catch_up()
        assert old.position() == head(old)


def test_a_build_that_was_killed_goes_on_and_leaves_no_litter(
    database: URL, tmp_path: Path
) -> None:
    """After some batches the process is gone: the next one goes on in the same place."""
    with serving(tmp_path, database) as killed:
        applications(killed, range(20))
        place, stop = killed.ledgers.begin(), Event()
        projections = everything(killed.law, killed.keeper.history)
        part = Follower(FOLLOWER, killed.journal.store, FactMapper(), place, projections, 10)
        stop.set()
        assert part.catch_up(stop) == 10
        begun = place.name
    with serving(tmp_path, database) as again:
        assert (again.ledgers.found(), again.built()) == (None, 10)
        with following(again):
            until(again.ledgers.found)
            assert caught_up(again)
        assert again.ledgers.current().name == begun
        assert again.ledgers.names() == [begun]
        assert verify(again, QUIET) == 0


def test_lost_ledgers_are_built_again(database: URL, tmp_path: Path) -> None:
    """A history restored without its ledger files (or schemas), though it points to them."""
    with serving(tmp_path, database) as before:
        applications(before, range(3))
        before.follower().catch_up()
        lost = before.ledgers.current()
        if database.get_backend_name() == "sqlite":
            for file in tmp_path.glob("relief-ledgers-*"):
                file.unlink()
        else:
            with lost.engine.begin() as connection:
                connection.execute(text(f"DROP SCHEMA {lost.name} CASCADE"))
    with serving(tmp_path, database) as restored:
        assert restored.ledgers.found() is None
        assert verify(restored, QUIET) == 0, "it reads the history, and says so"
        assert restored.ledgers.found() is None, "and makes nothing"
        with following(restored):
            until(restored.ledgers.found)
            assert caught_up(restored)
        assert verify(restored, QUIET) == 0


def test_several_may_build_at_once(database: URL, tmp_path: Path, monkeypatch: Any) -> None:
    """Each batch is folded by one of them, and one place comes of it."""
    monkeypatch.setattr(building, "RETRY_SECONDS", 0.05)
    with ExitStack() as stack:
        built = [stack.enter_context(serving(tmp_path, database)) for _ in range(3)]
        applications(built[0], range(10))
        places = all_at_once([lambda o=one: build(o.ledgers, o.following) for one in built])  # type: ignore[misc]
        assert len({place.name for place in places if place}) == 1
        assert built[0].ledgers.names() == [places[0].name]  # type: ignore[union-attr]
        assert verify(built[-1], QUIET) == 0


def test_who_opens_ledgers_a_moment_later_takes_those_that_stand(
    database: URL, tmp_path: Path
) -> None:
    """A look is a second old: meanwhile another process opened and swapped in the first place."""
    with ExitStack() as stack:
        one, other = (stack.enter_context(serving(tmp_path, database)) for _ in range(2))
        assert other.ledgers.found() is None
        assert other.ledgers.first().name == one.ledgers.first().name
        assert one.ledgers.names() == [one.ledgers.current().name]


def test_a_place_somebody_has_only_begun_is_gone_on_with(
    database: URL, tmp_path: Path, monkeypatch: Any
) -> None:
    """Between beginning a place and opening it another process looks: the name is taken."""
    with ExitStack() as stack:
        one, other = (stack.enter_context(serving(tmp_path, database)).ledgers for _ in range(2))
        with monkeypatch.context() as slow:
            slow.setattr(one, "_prepared", lambda name: name)
            begun: Any = one.begin()
        assert other.begin().name == begun
        assert other.names() == [begun]


def test_two_rebuild_at_once_and_neither_swaps_in_an_empty_place(
    database: URL, tmp_path: Path
) -> None:
    """Whoever completes first is read; what is current in the end holds the whole history."""
    with ExitStack() as stack:
        built = [stack.enter_context(serving(tmp_path, database)) for _ in range(2)]
        applications(built[0], range(10))
        built[0].follower().catch_up()
        assert all_at_once([lambda o=one: rebuild(o, QUIET) for one in built]) == [0, 0]  # type: ignore[misc]
        until(lambda: all(one.position() == head(one) for one in built))
        assert verify(built[-1], QUIET) == 0


def test_a_build_ends_when_told_to_stop(database: URL, tmp_path: Path) -> None:
    """Between two batches, with what was folded kept."""
    stop = Event()
    stop.set()
    with serving(tmp_path, database) as service:
        assert build(service.ledgers, service.following, stop) is None
        assert service.ledgers.found() is None


def test_the_lesser_role_builds_and_drops_its_own_and_leaves_what_is_not_its(
    postgres_url: URL,
) -> None:
    """Ledgers made by the owner are named once in the log and left; the role's own are dropped."""
    owners = Places(postgres_url, "by-the-owner")
    with role_url(postgres_url) as (role, url):
        install_store(postgres_url, role)
        owners.first()
        mine, later = Places(url, "one"), Places(url, "two")
        try:
            old, now = mine.first(), [0.0]
            later.first()
            tidying = Tidying(later, FOLLOWER, lambda: 1, clock=lambda: now[0])
            for _ in range(3):
                tidying.look()
                now[0] += LEFT_SECONDS
            assert old.name not in later.names()
            assert owners.current().name in later.names()
        finally:
            for places in (mine, later, owners):
                places.close()


def test_who_is_overtaken_while_building_waits_for_the_other(
    database: URL, tmp_path: Path, monkeypatch: Any
) -> None:
    """It folds nothing twice and returns what the other completed."""
    monkeypatch.setattr(building, "RETRY_SECONDS", 0.01)
    with serving(tmp_path, database) as service:
        place = service.ledgers.begin()

        class Overtaken:
            """Another process completes the place meanwhile."""

            def catch_up(self, _: Any) -> int:
                """Find it done."""
                service.following(place).catch_up()
                service.ledgers.swap(place)
                raise FollowerOvertaken

        done = build(service.ledgers, lambda _: Overtaken())  # type: ignore[arg-type, return-value]
        assert done is not None and done.name == place.name


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
def test_ledgers_of_a_history_that_went_back_are_folded_anew(
    tmp_path: Path, database: URL, restarted: bool
) -> None:
    """Lost cases leave the lists by themselves, also where others have their positions by now and
    the process was not there to see them go. That facts are lost, the log goes on saying.
    """
    with serving(tmp_path, database) as service:
        counter, before = Counter(service), head(service)
        counter.go(About(case="540121200-20260302-LOST"), c.SubmitApplication)
        service.follower().catch_up()
        with ExitStack() as running:
            if not restarted:
                running.enter_context(following(service))
                until(lambda: service.position() == head(service))
            cut_off(database, after=before)
            other = About(case="540121200-20260302-KEPT", family=family("丙", serial=9))
            counter.go(other, c.SubmitApplication)
            if restarted:
                running.enter_context(following(service))
            until(lambda: service.ledgers.found() is not None and listed(service) == {other.case})
            assert service.position() == head(service)
        found = Findings()
        compare_ledgers(service, found)
        assert (found.rows > 0, found.faults, verify(service, QUIET)) == (True, [], 4)


def listed(service: Service) -> set[str]:
    """The cases in the register."""
    with service.ledgers.current().reading() as connection:
        return {
            case for (case,) in connection.execute(text("SELECT DISTINCT case_id FROM register"))
        }
