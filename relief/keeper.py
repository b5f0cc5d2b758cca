"""What keeps the ledgers: the history, the law, and where the ledgers lie. No key is among it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from adapters.journal import Journal
from adapters.store.building import build as build_ledgers
from adapters.store.folding import Recipe
from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from adapters.store.place import Place
from adapters.store.places import Places
from adapters.store.recorder import EventRecorder
from adapters.store.sharing import Sharing
from domain.case.table import EVERY_FACT
from domain.ground.facts import Recorded
from domain.law.pack import Law
from projections.all import COMMON, everything
from relief.clock import SystemClock
from relief.editions import edition
from relief.installation import divisions, files_of, lawful
from relief.keys.histories import standing
from relief.law.enactment import Enactments
from relief.left import none_lost
from relief.settings import Settings
from relief.words.sentences import say

FOLLOWER = "ledgers"


class AnotherLaw(Exception):
    """The ledgers asked for follow from other law than the files have by now. For people."""


@dataclass(slots=True)
class Keeper:
    """Ledgers and the history they are folded from, under one law."""

    journal: Journal
    ledgers: Places
    law: Law

    def __post_init__(self) -> None:
        self.store.epoch.forgetting.append(self.ledgers.forget)

    @property
    def store(self) -> EventRecorder:
        """The history, as it is stored."""
        return self.journal.store

    def follower(self) -> Follower:
        """A follower of the current ledgers, which are built first where there are none."""
        if self.ledgers.found() is None:
            build_ledgers(self.ledgers, self.following, sharing=self.sharing)
        return self.following(self.ledgers.current())

    def following(self, place: Place) -> Follower:
        """A follower of certain ledgers."""
        return Follower(
            FOLLOWER,
            self.store,
            FactMapper(facts=EVERY_FACT),
            place,
            everything(self.law, self.history),
        )

    @property
    def sharing(self) -> Sharing:
        """How ledgers of a long history are folded from zero: streams whole, so none is read again."""
        mapper, projections = partial(FactMapper, facts=EVERY_FACT), partial(everything, self.law)
        return Sharing(self.ledgers.url, self.store, Recipe(FOLLOWER, mapper, projections, COMMON))

    def history(self, stream: str) -> Sequence[Recorded]:
        """A stream from its first fact, for ledgers that remember nothing of it."""
        return self.journal.read((stream,))[stream]

    def position(self) -> int:
        """How far the current ledgers have come; 0 while there are none."""
        place = self.ledgers.found()
        return 0 if place is None else place.position(FOLLOWER)

    def built(self) -> int:
        """How far the ledgers have come that are being built."""
        place = self.ledgers.building()
        return 0 if place is None else place.position(FOLLOWER)

    def head(self) -> int:
        """The newest position of the history."""
        return self.store.max_notification_id() or 0

    def close(self) -> None:
        """Close every connection."""
        self.ledgers.close()
        self.journal.close()


def keeper(settings: Settings, law_at: int | None = None, wanted: str = "") -> Keeper:
    """What keeps the ledgers of a history that stands; nothing is made.

    ``law_at``: the law is read as was on record up to that position; up to now without it.
    ``wanted``: the edition the ledgers must have. Raises ``AnotherLaw`` where they have another
    one, ``HistoryGone``, ``NoHistory`` and ``Unreachable``.
    """
    files = files_of(settings)
    lawful(files, divisions(settings), SystemClock().now().date())
    none_lost(settings)
    standing(settings.database)
    journal = Journal(settings.database, create=False)
    try:
        law = Enactments(files, journal, law_at).law
        if wanted and edition(law) != wanted:
            raise AnotherLaw(say("keeper.law-changed", edition=edition(law), wanted=wanted))
        return Keeper(journal, Places(settings.database, edition(law)), law)
    except BaseException:
        journal.close()
        raise
