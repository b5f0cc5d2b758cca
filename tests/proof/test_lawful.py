"""Nothing that is done rightly raises an alarm."""

import json
from pathlib import Path
from random import Random

import pytest
from eventsourcing.persistence import StoredEvent

from adapters.journal import Journal
from adapters.keys.files import FileKeys
from adapters.keys.keys import MasterKey
from adapters.store.factory import install_store
from domain.ground.history import CommandRow
from tests.proof.conftest import SEED, TRIALS, Copied
from tests.support.proving import CLOCK, Proven, rebuilt_and_verified, signed_again

pytestmark = pytest.mark.slow


class Life:
    """What an installation goes through, one thing after another, drawn."""

    def __init__(self, at: Proven, dice: Random) -> None:
        self.at, self.dice, self.n = at, dice, 0
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
        )
        self.dice.choice(doing)()

    def _command(self) -> CommandRow:
        self.n += 1
        return CommandRow(f"life-{self.n}", "d" * 64, '{"ok":1}')

    def save(self) -> None:
        """A command that records nothing."""
        self.journal.store.insert_events([], command=self._command())

    def join(self) -> None:
        """Somebody is met for the first time."""
        person = self.master.new_person(f"54012119050101{self.n:04d}")
        self.journal.store.insert_events([], command=self._command(), people=[person])

    def rotate(self) -> None:
        """A new master key, and every person's key wrapped under it."""
        keys = self.master.keys
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
        body = {"at": CLOCK.now().isoformat(), "fact": {"seen": store.max_notification_id()}}
        state = json.dumps(body, separators=(",", ":")).encode()
        version = len(list(store.select_events(f"person-{person}"))) + 1
        fact = StoredEvent(f"person-{person}", version, "key-destroyed/1", state)
        store.insert_events([fact], command=self._command())

    def sign(self) -> None:
        """A checkpoint."""
        signed_again(self.at, witnessed=True)

    def again(self) -> None:
        """The next edition is installed, and the process starts anew."""
        self.journal.close()
        install_store(self.at.url)
        self.journal = self._opened()


@pytest.mark.parametrize("n", range(max(2, TRIALS // 30)))
def test_no_false_alarm(copied: Copied, n: int, tmp_path: Path) -> None:
    """Rotations, retirements, destructions, new persons, checkpoints and upgrades in any order."""
    with copied(tmp_path) as at:
        life = Life(at, Random(f"{SEED} life {n}"))
        for _ in range(12):
            life.step()
        life.journal.close()
        assert at.faults() == []


def test_rebuilding_raises_no_alarm(copied: Copied, tmp_path: Path) -> None:
    """After `relief rebuild` of a history nobody changed `relief verify` ends with 0."""
    with copied(tmp_path) as at:
        assert rebuilt_and_verified(at) == 0
