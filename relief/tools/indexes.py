"""Holding indexes against what they index, and saying which facts have none."""

from collections import Counter

from adapters.keys.years import YearKeys
from domain.case.indexed import indexes, not_indexed
from domain.ground.editions import INDEXED
from domain.ground.facts import Recorded
from domain.ground.history import IndexKeyGone
from relief.bootstrap import Service
from relief.keys.boxes import Box
from relief.keys.keyring import on_record
from relief.keys.yearkeys import outlived
from relief.tools.findings import Findings
from relief.words.dictionary import fact, word
from relief.words.sentences import say


class Indexes:
    """Looks at each fact and each opened value of a history."""

    def __init__(self, service: Service) -> None:
        self._years = YearKeys(service.master, service.journal.store.people_by_id)
        self._without: Counter[str] = Counter()
        self._under: Counter[frozenset[int]] = Counter()
        self._emptied: list[str] = []

    def look(self, recorded: Recorded) -> None:
        """Count a fact in: under which years it is indexed, whether never, or not any more."""
        fact = recorded.fact
        if missing := not_indexed(fact):
            if recorded.rules < INDEXED:
                self._without[fact.NAME] += 1
            else:
                at = say(
                    "indexes.at",
                    position=recorded.position,
                    stream=recorded.stream,
                    version=recorded.version,
                )
                self._emptied.append(
                    say(
                        "indexes.at-list",
                        at=at,
                        list="、".join(word("indexed", one) for one in missing),
                    )
                )
        if under := frozenset(one.year for one in indexes(fact)):
            self._under[under] += 1

    def right(self, box: Box, text: str) -> bool:
        """Whether the indexes of an opened value are its own; those of destroyed years tell nothing."""
        mine = (one for one in indexes(box.recorded.fact) if one.field == box.path)
        for one in mine:
            try:
                key = self._years.of(one.year)
            except IndexKeyGone:
                continue
            if key is None or key.index(one.kind, one.field, text) != one:
                return False
        return True

    def report(self, service: Service, found: Findings) -> None:
        """Facts from before indexes, and those whose years' keys were destroyed, are notes; a fault is
        an index that should be there, and an index key that outlived everybody.
        """
        if self._without:
            each = "、".join(f"{fact(name)}{n}" for name, n in sorted(self._without.items()))
            found.notes.append(say("indexes.without", total=self._without.total(), each=each))
        for one in self._emptied:
            found.fault(say("indexes.emptied", one=one))
        known = on_record(service.journal)
        gone = sum(many for years, many in self._under.items() if years <= known.years_destroyed)
        if gone:
            found.notes.append(say("indexes.destroyed", gone=gone))
        today = service.clock.now().date()
        for year in outlived(service.journal, known, today):
            found.fault(say("indexes.outlived", year=year))
