"""Looking: loading what a command's row reads and writes, and whether it is still so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.account.home import AlikeFile
from domain.case.authority import Officer
from domain.case.evolve import NEW
from domain.case.knowledge.hints import cases
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.streams import found_alike, listed_with, living_around
from domain.ground.commands import Command
from domain.ground.facts import Recorded
from domain.ground.history import Versions
from domain.ground.people import PersonId
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
        alike = self._dossiers.alike(command.case) if Stream.ALIKE in row.reads else ()
        old = self._further(row, command, case, states, alike, fresh) or old
        if row.own is Stream.LEAD and not row.opens and not states[own].version:
            return Look(self._no_lead(row, officer), states, remembered or old)
        values = self._references.current(fresh) if Stream.VALUES in row.reads else None
        situation = self._situations.of(
            row, command, officer, case, states, values or NO_VALUES, dossier, alike
        )
        kept = values is not None and not fresh
        return Look(situation, states, remembered or old or kept, values)

    def _further(
        self,
        row: Rule,
        command: Command,
        case: Case,
        states: dict[str, Any],
        alike: Sequence[AlikeFile],
        fresh: bool,
    ) -> bool:
        """Load what those already looked at lead to, into ``states``; whether some came from memory."""
        old = False
        if Stream.HOMES in row.beside and not row.opens:
            kinds = {Stream.ACCOUNTS} & {*row.beside} | {Stream.HOMES} & {*row.writes}
            living = living_around(command, case, states, kinds)
            more, old = self._states.load(living, fresh=fresh)
            states |= more
        for step in (found_alike, listed_with) if alike else ():
            wanted = [stream for stream in step(alike, states) if stream not in states]
            more, older = self._states.load(wanted, fresh=fresh) if wanted else ({}, False)
            states |= more
            old = old or older
        return old

    def _no_lead(self, row: Rule, officer: Officer) -> Refused:
        """A lead nobody recorded is unknown to everybody alike, whoever might have closed it.

        It has no place of its own, so that the law of the officer's is cited.
        """
        unknown = reason(Code.LEAD_UNKNOWN, row.article)
        return Refused(by_own_law(self._situations.law_at(officer.division), (unknown,)))

    def case(self, case: str, officer: Officer) -> Situation | None:
        """The case with all that any rule may look at, for questions; ``None`` where there is none."""
        return self.cases((case,), officer).get(case)

    def cases(self, cases: Sequence[str], officer: Officer) -> dict[str, Situation]:
        """The same of several at once, by number, in as many looks as of one; none of what is no case."""
        owns = {case: case_stream(case) for case in dict.fromkeys(cases)}
        expected = (stream for own in owns.values() for stream in (own, *self._expected(own)))
        states, _ = self._states.load([*dict.fromkeys(expected)], fresh=True)
        known = {case: self._situations.as_passed(states[own]) for case, own in owns.items()}
        wanted = {
            case: everything_beside(state)
            for case, state in known.items()
            if state.stage is not Stage.UNKNOWN
        }
        more = dict.fromkeys(s for streams in wanted.values() for s in streams if s not in states)
        states |= self._states.load([*more], fresh=True)[0]
        for case, streams in wanted.items():
            beside = {stream: states[stream] for stream in streams}
            asked = Command(case=case)
            around = living_around(asked, known[case], beside, {Stream.ACCOUNTS})
            wanted[case] = (*streams, *around)
        further = dict.fromkeys(
            s for streams in wanted.values() for s in streams if s not in states
        )
        states |= self._states.load([*further], fresh=True)[0]
        values = self._references.current() if wanted else NO_VALUES
        return {
            case: self._situations.of_case(
                officer, known[case], {stream: states[stream] for stream in streams}, values
            )
            for case, streams in wanted.items()
        }

    def hinted(self, situation: Situation) -> tuple[Situation, dict[str, Case]]:
        """What a case may be told of other cases: those that look alike beside it, and those cases."""
        seen = self.with_alike(situation)
        streams = {case_stream(case): case for case in cases(seen)}
        found = self._states.load(list(streams), fresh=True)[0] if streams else {}
        return seen, {case: found[stream] for stream, case in streams.items()}

    def with_alike(self, situation: Situation) -> Situation:
        """The situation with the applications of others beside it that share something with it."""
        states: dict[str, Any] = {}
        alike = self._dossiers.alike(situation.case.id)
        for step in (found_alike, listed_with):
            wanted = [stream for stream in step(alike, states) if stream not in states]
            states |= self._states.load(wanted, fresh=True)[0] if wanted else {}
        known = {PersonId(stream.removeprefix("home-")): home for stream, home in states.items()}
        return replace(situation, alike=alike, homes={**known, **situation.homes})

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
