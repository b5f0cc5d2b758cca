"""Looking: loading what a command's row reads and writes, and whether it is still so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.case.authority import Officer
from domain.case.evolve import NEW
from domain.case.situation import Situation
from domain.case.state import Case
from domain.ground.commands import Command
from domain.ground.facts import Recorded
from domain.ground.history import Versions
from domain.ground.refusal import Code, Refused, reason
from domain.ground.rows import Rule
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.law.clauses import by_own_law
from domain.law.reference import STREAM, References
from relief.office.ports import Dossier, Files
from relief.office.references import ReferenceBook
from relief.office.situations import NO_DOSSIER, Situations
from relief.office.states import States
from relief.office.streams import beside, case_stream, everything_beside, own_stream

NO_VALUES = References()
"""For a row that reads none: nothing of it is shown."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a command's rules are shown, from which states; or that nobody opened what it is about.

    ``values`` are the reference values, where the row reads them. ``remembered`` says that some of
    all this came from memory, and may be old.
    """

    situation: Situation | Refused
    states: dict[str, Any]
    remembered: bool
    values: References | None = None

    def beside(self, recorded: Sequence[Recorded]) -> Versions:
        """What facts rest on and do not write to: the save asks whether it still stands so."""
        seen = {stream: state.version for stream, state in self.states.items()}
        if self.values is not None:
            seen[STREAM] = self.values.version
        for one in recorded:
            seen.pop(one.stream, None)
        return seen


class Looking:
    """Loads streams, from memory where they may be old, and shows rules what they ask for."""

    def __init__(
        self, states: States, situations: Situations, references: ReferenceBook, dossiers: Files
    ) -> None:
        self._states = states
        self._situations = situations
        self._references = references
        self._dossiers = dossiers

    def at(self, row: Rule, command: Command, officer: Officer, fresh: bool) -> Look:
        """Load what a command's row reads and writes, and put together what its rules are shown."""
        own = own_stream(row, command)
        states, remembered = self._own(row, own, fresh)
        case: Case = states.get(own, NEW)
        if row.own is Stream.CASE and not row.opens and case.stage is Stage.UNKNOWN:
            return Look(Refused((reason(Code.CASE_UNKNOWN),)), states, remembered)
        dossier = self._dossier(row, command)
        looked_at = (*beside(row, command, case), *dossier.streams)
        others, old = self._states.load(looked_at, fresh=fresh)
        states |= others
        if row.own is Stream.LEAD and not row.opens and not states[own].version:
            return Look(self._no_lead(row, officer), states, remembered or old)
        values = self._references.current(fresh) if Stream.VALUES in row.reads else None
        situation = self._situations.of(
            row, command, officer, case, states, values or NO_VALUES, dossier
        )
        kept = values is not None and not fresh
        return Look(situation, states, remembered or old or kept, values)

    def _no_lead(self, row: Rule, officer: Officer) -> Refused:
        """A lead nobody recorded is unknown to everybody alike, whoever might have closed it.

        It has no place of its own, so that the law of the officer's is cited.
        """
        unknown = reason(Code.LEAD_UNKNOWN, row.article)
        return Refused(by_own_law(self._situations.law_at(officer.division), (unknown,)))

    def case(self, case: str, officer: Officer) -> Situation | None:
        """The case with all that any rule may look at, for questions; ``None`` where there is none."""
        own = case_stream(case)
        states, _ = self._states.load((own, *self._expected(own)), fresh=True)
        state: Case = states[own]
        if state.stage is Stage.UNKNOWN:
            return None
        wanted = everything_beside(state)
        more, _ = self._states.load([s for s in wanted if s not in states], fresh=True)
        others = {stream: (states | more)[stream] for stream in wanted}
        return self._situations.of_case(officer, state, others, self._references.current())

    def _expected(self, own: str) -> tuple[str, ...]:
        """What stood beside a case when it was last seen: asked for with it, in one round trip."""
        remembered: Case | None = self._states.remembered(own)
        return () if remembered is None else everything_beside(remembered)

    def unmoved(self, look: Look) -> bool:
        """Whether the history says of every stream still what was looked at."""
        if not look.remembered:
            return True
        now, _ = self._states.load(tuple(look.states), fresh=True)
        if look.values is not None and look.values is not self._references.current():
            return False
        return all(now[stream] is state for stream, state in look.states.items())

    def _own(self, row: Rule, own: str, fresh: bool) -> tuple[dict[str, Any], bool]:
        """The case itself. A new application has none; only where the store refused is it looked for."""
        if row.own is not Stream.CASE:
            return {}, False
        if row.opens and not fresh:
            return {own: NEW}, False
        return self._states.load((own,), fresh=fresh)

    def _dossier(self, row: Rule, command: Command) -> Dossier:
        """A person's files, where their key is in question."""
        return self._dossiers.of(command.case) if Stream.FILES in row.reads else NO_DOSSIER
