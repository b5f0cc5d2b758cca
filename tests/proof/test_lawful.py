"""Nothing that is done rightly raises an alarm."""

import json
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from adapters.journal import Journal
from adapters.keys.files import FileKeys
from adapters.keys.keys import MasterKey
from adapters.store.factory import install_store
from domain.ground.history import CommandRow
from relief.bootstrap import build
from relief.clock import LHASA, SimulatedClock
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from tests.proof.conftest import FEW, SEED, TRIALS, Copied
from tests.support.proving import Proven, ceremony, rebuilt_and_verified, signed_again

pytestmark = pytest.mark.slow
LIVED = SimulatedClock(datetime(2026, 11, 30, 9, tzinfo=LHASA))
"""After the history, and before an entry of the law that came later than the release that made it."""


class Life:
    """What an installation goes through, one thing after another, drawn."""

    def __init__(self, at: Proven, dice: Random, copied: Copied | None = None) -> None:
        self.at, self.dice, self.n = at, dice, 0
        self.copied, self.until, self.rotated = copied, ExitStack(), False
        self.master = MasterKey.load(at.settings.master_key)
        self.journal = self._opened()

    def _opened(self) -> Journal:
        url = self.at.settings.database
        return Journal(url, create=True, office=self.master.digest)

    def step(self) -> None:
        """One thing happens."""
        doing = (
            self.save,
            self.join,
            self.rotate,
            self.retire,
            self.destroy,
            self.sign,
            self.again,
            self.record,
            self.rebuild,
            *([self.restore] if self.copied else []),
        )
        self.dice.choice(doing)()

    def _command(self) -> CommandRow:
        self.n += 1
        return CommandRow(f"life-{self.n}", "d" * 64, '{"ok":1}')

    def save(self) -> None:
        """A command that records nothing."""
        self.journal.store.insert_events([], command=self._command())

    def record(self) -> None:
        """A fact."""
        self.n += 1
        stream = f"lead-540123204-20261215-{self.n:03d}{self.dice.randbytes(3).hex()}"
        self._keep(stream, 1, "lead-recorded/2", {"lead": stream.removeprefix("lead-")})

    def _keep(self, stream: str, version: int, name: str, told: dict[str, Any]) -> None:
        asked = "SELECT body FROM events WHERE name = 'lead-recorded/2' LIMIT 1"
        ((kept,),) = self.journal.store._fetch(asked)
        body = json.loads(kept)
        body["at"] = LIVED.now().isoformat()
        body["fact"] = told if "person" in told else body["fact"] | told
        state = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        fact = StoredEvent(stream, version, name, state)
        self.journal.store.insert_events([fact], command=self._command())

    def rebuild(self) -> None:
        """The ledgers are folded anew; the shortcut to another master key is not one a start knows."""
        if self.rotated:
            return
        self.journal.close()
        service = build(self.at.settings, LIVED)
        try:
            rebuild(service, Output(json=True))
        finally:
            service.close()
        self.journal = self._opened()

    def join(self) -> None:
        """Somebody is met for the first time."""
        person = self.master.new_person(f"54012119050101{self.n:04d}")
        self.journal.store.insert_events([], command=self._command(), people=[person])

    def rotate(self) -> None:
        """A new master key, and every person's key wrapped under it."""
        self.rotated, keys = True, self.master.keys
        assert isinstance(keys, FileKeys)
        keys.use(keys.add(self.dice.randbytes(32)))
        store = self.journal.store
        while page := store.wrapped_otherwise(keys.current()):
            store.rewrap([(one, self.master.rewrapped(one)) for one in page])

    def retire(self) -> None:
        """A master key under which nothing is wrapped is retired."""
        keys = self.master.keys
        old = [key for key in keys.held() if key not in (keys.current(), keys.original())]
        if old:
            self.journal.store.retire_master_key(self.dice.choice(old), original=False)

    def destroy(self) -> None:
        """Somebody's key is destroyed by its fact."""
        living = "SELECT person_id FROM people WHERE wrapped_key <> '' ORDER BY 1"
        rows = self.journal.store._fetch(living)
        people = [id for (id,) in rows if len(id) == 32]
        person = self.dice.choice(people)
        store = self.journal.store
        told = {"on": "2026-12-15", "person": person, "ground": "retention-over", "files": []}
        more = {"document": "1", "proposed_by": "a", "seen": store.max_notification_id()}
        version = len(list(store.select_events(f"person-{person}"))) + 1
        self._keep(f"person-{person}", version, "key-destroyed/1", {**told, **more})

    def sign(self) -> None:
        """A checkpoint."""
        signed_again(self.at, witnessed=True)

    def restore(self) -> None:
        """A disk breaks: the backup of the first day is put back, and goes on by the ceremony."""
        assert self.copied is not None
        self.journal.close()
        back = self.until.enter_context(self.copied(self.at.folder / f"back-{self.n}"))
        mine = self.at.settings
        kept = {"proof_key": mine.proof_key, "witnesses": mine.witnesses}
        settings = replace(back.settings, master_key=mine.master_key, **kept)  # type: ignore[arg-type]
        self.at = replace(back, settings=settings)
        self.journal = self._opened()
        ceremony(self.at, self.journal.head)

    def again(self) -> None:
        """The next edition is installed, and the process starts anew."""
        self.journal.close()
        install_store(self.at.url)
        self.journal = self._opened()


@pytest.mark.parametrize("n", range(2 if TRIALS <= FEW else TRIALS // 2))
def test_no_false_alarm(copied: Copied, n: int, tmp_path: Path) -> None:
    """Rotations, retirements, destructions, new persons, facts, checkpoints, upgrades, and backups put
    back by ceremony, in any order."""
    with copied(tmp_path) as at:
        life = Life(at, Random(f"{SEED} life {n}"), copied)
        with life.until:
            for _ in range(12):
                life.step()
            life.journal.close()
            assert life.at.faults() == []


def test_rebuilding_raises_no_alarm(copied: Copied, tmp_path: Path) -> None:
    """After `relief rebuild` of a history nobody changed `relief verify` ends with 0."""
    with copied(tmp_path) as at:
        assert rebuilt_and_verified(at) == (0, [])
