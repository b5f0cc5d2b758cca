"""Who helps on a visit or witnesses: known by name within a township, under a random identifier.

One name in one township is one person, so that the same helper is known again: two namesakes are
taken for one, and where that stands in the way another is named. Whoever is called like a member of
the household is taken for that member, and like an officer of the township's offices for that officer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from adapters.store.recorder import EventRecorder
from domain.case.records import Helper
from domain.ground.commands import Command
from domain.ground.history import PersonRow
from domain.ground.people import PersonId, Private
from domain.ground.texts import spelled
from relief.people.households import Households

Officials = Callable[[str], Mapping[str, PersonId]]
"""The officers of a township's offices by their names, as ``spelled`` writes them."""


class Helpers:
    """Finds helpers and witnesses; introduces new ones."""

    def __init__(
        self,
        store: EventRecorder,
        master: MasterKey,
        sealer: KeySealer,
        household: Households,
        officials: Officials,
    ) -> None:
        self._store = store
        self._master = master
        self._sealer = sealer
        self._household = household
        self._officials = officials

    def identify(self, command: Command) -> tuple[Command, Sequence[PersonRow]]:
        """The command with those it names identified, and the rows of those not stored yet."""
        words: Any = command
        helpers: tuple[Helper, ...] = getattr(command, "helpers", ())
        witness: Private | None = getattr(command, "witness", None)
        if helpers:
            persons, rows = self._persons(command.case, [one.name for one in helpers])
            named = zip(persons, helpers, strict=True)
            those = tuple(Helper(person=person, name=one.name) for person, one in named)
            return replace(words, helpers=those), rows
        if witness is not None:
            (person,), rows = self._persons(command.case, [witness])
            return replace(words, witness_id=person), rows
        return command, ()

    def _persons(
        self, case: str, names: Sequence[Private]
    ) -> tuple[list[PersonId], Sequence[PersonRow]]:
        """Who is called so: a member of the household, an officer, somebody known in the township, or
        new.
        """
        household = self._household(case)
        area = household.township
        ours = {**self._officials(area), **household.members}
        written = [spelled(name.reveal()) for name in names]
        keys = {name: f"helper/{area}/{name}" for name in written if name not in ours}
        indexes = {name: self._master.blind_index(key) for name, key in keys.items()}
        known = self._store.people_by_blind_index(list(indexes.values())) if indexes else {}
        rows = {
            name: known.get(indexes[name]) or self._sealer.new_person(key)
            for name, key in keys.items()
        }
        fresh = tuple(row for name, row in rows.items() if indexes[name] not in known)
        found = {**{name: PersonId(row.person_id) for name, row in rows.items()}, **ours}
        return [found[name] for name in written], fresh
