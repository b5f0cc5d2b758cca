"""A case on its way through an office."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from domain.case.authority import Officer
from domain.case.service.owed import owed
from domain.case.state import Case
from domain.ground.facts import Fact
from domain.ground.refusal import Refused
from domain.ground.terms import Stage
from tests.case import people as p
from tests.case.words import RIGHT, About, giver
from tests.case.world import World
from tests.support import commands as c


@dataclass
class Journey:
    """A case on its way, and the world it moves in."""

    about: About = field(default_factory=About)
    world: World = field(default_factory=World)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.world.case(self.about.case)

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return self.case.stage

    def copy(self) -> Journey:
        """The same journey, free to go another way."""
        return Journey(self.about, self.world.copy())

    def on(self, day: date) -> Self:
        """The same journey on another day."""
        self.about = replace(self.about, day=day)
        return self

    def words(self, command: type[c.Command], **changes: Any) -> c.Command:
        """The right words of a command for this case, some of them changed.

        What a holiday notice moves was looked at, unless its mark is among the changes.
        """
        asked = replace(RIGHT[command](self.about), **changes)
        if "shown" in changes:
            return asked
        return self.world.confirmed(asked, giver(command), self.about.day)

    def do(
        self, command: type[c.Command], by: Officer | None = None, **changes: Any
    ) -> tuple[Fact, ...] | Refused:
        """Give a command today. Who visits is who records it, unless others are named."""
        if command is c.RecordHomeVisit and by is not None:
            changes.setdefault("visitors", (by.id,))
        asked = self.words(command, **changes)
        return self.world.execute(asked, by or giver(command), self.about.day)

    def serve(self, *, receipt: str = "送达回证 9") -> Self:
        """Serve every decision that nobody of the family has, each by an officer of its office."""
        for one in tuple(owed(self.case)):
            authority = self.world.streams[f"case-{self.about.case}"]
            rests = [x for x in authority if one.rests.name == x.fact.NAME][one.serial - 1]
            assert rests.authority is not None
            county = rests.authority.division == self.about.township[:6]
            words = {"document": one.kind, "number": one.serial, "receipt": receipt}
            self.go(c.ServeDocument, by=p.CHECKER if county else None, **words)
        return self

    def go(self, *commands: type[c.Command], by: Officer | None = None, **changes: Any) -> Self:
        """Give commands that must succeed."""
        for command in commands:
            done = self.do(command, by, **changes)
            if isinstance(done, Refused):
                raise AssertionError(f"{command.__name__} was refused: {done.reasons}")
        return self
