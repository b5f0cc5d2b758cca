"""Which officers' ids belong to one human: hands are counted by human, not by account."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.ground.people import PersonId

Subject = tuple[str, str]
"""An issuer of sign-ins, and whom it means."""


@dataclass(frozen=True, slots=True)
class Humans:
    """What ties ids together.

    ``selves``: whose identity number an officer declared as their own. ``signed_in``: every id a
    sign-in was ever linked to. One person under two ids is one human for certain. One sign-in under
    two ids is taken for one human, until both say who they are and differ: that is the way out where
    a link was a mistake.
    """

    selves: Mapping[str, frozenset[PersonId]] = field(default_factory=dict)
    signed_in: Mapping[Subject, frozenset[str]] = field(default_factory=dict)
    several: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Every id whose human has another one, with all of them."""

    def of(self, id: str) -> frozenset[str]:
        """All ids of the human who is known by this one."""
        return self.several.get(id) or frozenset((id,))

    def being(self, id: str, persons: frozenset[PersonId]) -> "Humans":
        """After an officer said who they are, or took it back."""
        if self.selves.get(id, frozenset()) == persons:
            return self
        return _tied({**self.selves, id: persons}, self.signed_in)

    def signing_in(self, id: str, subject: Subject) -> "Humans":
        """After a sign-in was linked to an id."""
        before = self.signed_in.get(subject, frozenset())
        after = {**self.signed_in, subject: before | {id}}
        if not before - {id}:
            return Humans(self.selves, after, self.several)
        return _tied(self.selves, after)


def _tied(
    selves: Mapping[str, frozenset[PersonId]], signed_in: Mapping[Subject, frozenset[str]]
) -> Humans:
    """Everything reckoned anew: it happens seldom, and is asked for at every command."""
    near: dict[str, set[str]] = {}
    for ids in _together(selves, signed_in):
        for id in ids:
            near.setdefault(id, set()).update(ids)
    found = {id: _reached(id, near, selves) for id in near}
    return Humans(selves, signed_in, {id: ids for id, ids in found.items() if len(ids) > 1})


def _together(
    selves: Mapping[str, frozenset[PersonId]], signed_in: Mapping[Subject, frozenset[str]]
) -> Iterator[frozenset[str]]:
    """Ids that one person, or one sign-in, has."""
    of_person: dict[PersonId, set[str]] = {}
    for id, persons in selves.items():
        for person in persons:
            of_person.setdefault(person, set()).add(id)
    yield from map(frozenset, of_person.values())
    yield from signed_in.values()


def _reached(
    id: str, near: Mapping[str, set[str]], selves: Mapping[str, frozenset[PersonId]]
) -> frozenset[str]:
    """Whoever can be reached from an id without passing by somebody who is known to be another."""
    mine = selves.get(id, frozenset())
    found, ahead = {id}, [id]
    while ahead:
        for other in near[ahead.pop()] - found:
            theirs = selves.get(other, frozenset())
            if not mine or not theirs or mine & theirs:
                found.add(other)
                ahead.append(other)
    return frozenset(found)
