"""A case as of a version: its facts, opened where a document may say them, and what they add up to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from domain.case.amendment.amended import Said, amended
from domain.case.ending.facts import MemberDied
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.records import Agent, Member
from domain.case.state import Case
from domain.ground.facts import Fact, Recorded
from domain.ground.people import PersonId
from relief.office.streams import fold

F = TypeVar("F", bound=Fact)
Open = Callable[[Recorded], Recorded]
"""The same fact with its private text in clear."""


@dataclass(frozen=True, slots=True)
class Found(Sequence[Recorded]):
    """The facts of a case up to a version, each looked up only where it is asked for; and what follows.

    Raises ``LookupError`` for one the history does not hold.
    """

    find: Callable[[int], Recorded]
    version: int
    then: tuple[Recorded, ...] = ()

    def __len__(self) -> int:
        return self.version + len(self.then)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        n = range(len(self))[place]
        return self.find(n + 1) if n < self.version else self.then[n - self.version]


@dataclass(slots=True)
class CaseFacts:
    """The first facts of one case. Each is opened only where it is asked for."""

    recorded: Sequence[Recorded]
    open: Open
    _state: Case | None = None
    _opened: dict[int, Recorded] = field(default_factory=dict)
    _application: ApplicationSubmitted | None = None

    def upto(self, version: int) -> "CaseFacts":
        """The case as it was then."""
        if version >= len(self.recorded):
            return self
        return CaseFacts(self.recorded[:version], self.open)

    def state(self) -> Case:
        """What the facts add up to."""
        if self._state is None:
            self._state = fold(self.recorded[0].stream, self.recorded)
        return self._state

    def followed_by(self, supposed: Recorded) -> "CaseFacts":
        """The case after one more fact."""
        whole = Found(lambda version: self.recorded[version - 1], len(self.recorded), (supposed,))
        after = fold(supposed.stream, (supposed,), self.state())
        return CaseFacts(whole, self.open, _state=after)

    def at(self, version: int) -> Recorded:
        """One fact in its envelope, in clear."""
        if version not in self._opened:
            self._opened[version] = self.open(self.recorded[version - 1])
        return self._opened[version]

    def entry(self, kind: type[F]) -> Recorded | None:
        """The last fact of a kind in its envelope, in clear."""
        for version in range(len(self.recorded), 0, -1):
            if isinstance(self.recorded[version - 1].fact, kind):
                return self.at(version)
        return None

    def last(self, kind: type[F]) -> F | None:
        """The last fact of a kind, in clear."""
        found = self.entry(kind)
        return None if found is None else cast(F, found.fact)

    @property
    def application(self) -> ApplicationSubmitted:
        """The application as it reads up to here, amended or taken over by another township, in clear."""
        if self._application is None:
            first = cast(ApplicationSubmitted, self.at(1).fact)
            amendments = [cast(Said, self.at(n).fact) for n in self.state().amended]
            asked = self.state().asked
            self._application = replace(
                amended(first, amendments),
                township=asked.township,
                village=asked.village,
                residence=asked.residence,
            )
        return self._application

    @property
    def agent(self) -> Agent | None:
        """Who acts for whoever applies: the guardian named last, or the agent who applied; in clear."""
        for version in range(len(self.recorded), 0, -1):
            fact = self.recorded[version - 1].fact
            if isinstance(fact, MemberDied) and fact.guardian is not None:
                return cast(MemberDied, self.at(version).fact).guardian
        return self.application.agent

    @property
    def incapable(self) -> bool:
        """Whether whoever applies, or stands for the household since a death, cannot act."""
        facts = (one.fact for one in reversed(self.recorded))
        died = (one for one in facts if isinstance(one, MemberDied) and one.representative)
        last = next(died, None)
        return self.application.incapable if last is None else last.incapable

    def member(self, person: PersonId) -> Member:
        """Somebody of the application. Raises ``KeyError`` where it lists nobody such."""
        for member in self.application.members:
            if member.person == person:
                return member
        raise KeyError(person)
