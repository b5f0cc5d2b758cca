"""Cases of a world held again to their rules, with what stood beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from domain.account.account import PersonAccount
from domain.account.home import around
from domain.assessment.engine import Assessor
from domain.case.asking import Beside
from domain.case.authority import Officer
from domain.case.lawful import Held, held, township_of
from domain.case.state import Case
from domain.ground.commands import Command
from domain.ground.editions import RULES_EDITION
from domain.ground.facts import Fact, Recorded
from domain.ground.people import PersonId
from domain.ground.refusal import Refused
from domain.law.pack import Law
from domain.registers.delegations import state as delegation
from domain.registers.delegations.state import Delegations
from tests.case.journeys import Journey
from tests.case.machine import Machine
from tests.case.world import Entry, World
from tests.support import facts as e

EMPTY = PersonAccount()
SECOND = (e.SpotCheckSelected, e.CaseTerminated)
"""Facts that a command brings about after another one."""


_ASSESSORS: dict[int, Assessor] = {}
"""By the law's identity: each keeps its law alive."""


def assessor(law: Law) -> Assessor:
    """The assessment under a law, made once."""
    if id(law) not in _ASSESSORS:
        _ASSESSORS[id(law)] = Assessor(law)
    return _ASSESSORS[id(law)]


def recorded(case: str, version: int, entry: Entry, command: str) -> Recorded:
    """A fact of a case in its envelope."""
    assert entry.authority is not None and isinstance(entry.at, datetime)
    return Recorded(
        stream=f"case-{case}",
        version=version,
        fact=entry.fact,
        recorded_at=entry.at,
        officer=entry.officer,
        authority=entry.authority,
        law="",
        command=command,
        position=version,
    )


def history(journey: Journey, edition: int = RULES_EDITION) -> list[Recorded]:
    """The facts of a journey's case, as though decided under an edition."""
    case, command, found = journey.about.case, 0, []
    for version, entry in enumerate(journey.world.streams[f"case-{case}"], start=1):
        command += not isinstance(entry.fact, SECOND)
        one = recorded(case, version, entry, f"command-{command}")
        found.append(replace(one, rules=edition))
    return found


def beside(
    world: World,
    one: Recorded,
    case: Case,
    accounts: Mapping[PersonId, PersonAccount] | None = None,
) -> Beside:
    """What stands beside a case in a world; with other ``accounts``, where they are given."""
    members = case.application.members if case.application else ()
    county = delegation.stream(township_of(one, case)[:6])
    known = {person: world.home(person) for person in members} if accounts is None else {}
    return Beside(
        law=world.law,
        assessor=assessor(world.law),
        places=world.places,
        calendar=world.calendar,
        references=world.references,
        accounts={
            person: world.account(person) if accounts is None else accounts.get(person, EMPTY)
            for person in members
        },
        around={one: world.account(one) for one in around(known.values()) if one not in members},
        homes=known,
        delegations=world.delegations.get(county, Delegations()),
        officers=world.officers,
    )


def again(facts: Iterable[Recorded], world: World) -> list[Held]:
    """A case held again; no other case ever touched what stood beside it."""
    return list(held(list(facts), lambda one, case: [beside(world, one, case, {})]))


def against(facts: Iterable[Recorded], world: World) -> list[tuple[str, str, str]]:
    """What was not lawful: the fact, the rule, the code."""
    return [(deed.fact, one.rule, one.code) for deed in again(facts, world) for one in deed.against]


def changed(facts: Iterable[Recorded], name: str, **envelope: Any) -> list[Recorded]:
    """A history in which the facts of a name say something else of who recorded them, and how."""
    return [replace(one, **envelope) if name == one.fact.NAME else one for one in facts]


@dataclass
class Watched(Machine):
    """A machine that remembers what the world was before each command it accepted."""

    log: dict[str, list[tuple[Recorded, World]]] = field(default_factory=dict)

    def give(self, asked: Command, officer: Officer) -> tuple[Fact, ...] | Refused:
        """Give it, and keep what came of it."""
        before = self.world.copy()
        done = super().give(asked, officer)
        for stream, entries in self.world.streams.items():
            known = len(before.streams.get(stream, ()))
            if stream.startswith("case-"):
                for version, entry in enumerate(entries[known:], start=known + 1):
                    case, command = stream.removeprefix("case-"), f"command-{known + 1}"
                    one = recorded(case, version, entry, command)
                    self.log.setdefault(stream, []).append((one, before))
        return done

    def again(self) -> dict[str, list[Held]]:
        """Every case held again to what was known when it was decided."""
        return {stream: self._again(log) for stream, log in self.log.items()}

    @staticmethod
    def _again(log: list[tuple[Recorded, World]]) -> list[Held]:
        then = {one.version: world for one, world in log}
        facts = [one for one, _ in log]
        return list(held(facts, lambda one, case: [beside(then[one.version], one, case)]))
