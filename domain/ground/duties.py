"""Separation of duties: what one person may not do twice over in one case (A18.1.1, A30).

Read from the history of the case, never from role flags. There is no switch.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from operator import attrgetter

from domain.ground.editions import FIRST


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Who did what in this case: separation of duties is read from here, never from role flags.

    Nothing is ever taken out: an opinion sent back still had its signature.
    """

    visited: frozenset[str] = frozenset()
    recorded: frozenset[str] = frozenset()
    signed: frozenset[str] = frozenset()
    examined: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()
    approved: frozenset[str] = frozenset()
    countersigned: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    undone: frozenset[str] = frozenset()
    amended: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    proposed: frozenset[str] = frozenset()
    revised: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()


class Deed(StrEnum):
    """What a hand did in a case; each is a field of ``Hands``."""

    VISITED = "visited"
    RECORDED = "recorded"
    SIGNED = "signed"
    EXAMINED = "examined"
    CHECKED = "checked"
    APPROVED = "approved"
    COUNTERSIGNED = "countersigned"
    ASKED = "asked"
    AGREED = "agreed"
    ORDERED = "ordered"
    ANSWERED = "answered"
    RELEASED = "released"
    HANDED = "handed"
    ACCEPTED = "accepted"
    UNDONE = "undone"
    AMENDED = "amended"
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    REVISED = "revised"
    OFFERED = "offered"
    TAKEN = "taken"


def every_hand(hands: Hands) -> frozenset[str]:
    """Whoever did anything in a case."""
    return frozenset().union(*(getattr(hands, deed) for deed in Deed))


TOWNSHIP = (Deed.VISITED, Deed.RECORDED, Deed.SIGNED, Deed.EXAMINED)


DECIDING = (Deed.APPROVED, Deed.COUNTERSIGNED)


ACCOUNT = (Deed.ASKED, Deed.AGREED)


ORDER = (Deed.ORDERED, Deed.ANSWERED)


HANDOVER = (Deed.RELEASED, Deed.HANDED)


MONEY = (*ACCOUNT, *ORDER, *HANDOVER)
"""What moves money or goods; who looked or decided for the county has no part in it."""


REVISING = (
    *TOWNSHIP,
    Deed.CHECKED,
    *DECIDING,
    *ACCOUNT,
    Deed.ORDERED,
    *HANDOVER,
    Deed.PROPOSED,
)
"""Of which whoever revokes or changes a decision has done none; what the bank answered may be told."""


APART: frozenset[frozenset[Deed]] = frozenset(
    frozenset(pair)
    for pair in (
        (Deed.SIGNED, Deed.EXAMINED),
        *product(TOWNSHIP, (Deed.CHECKED, *DECIDING)),
        *product((Deed.CHECKED,), (*DECIDING, *MONEY)),
        DECIDING,
        *product(DECIDING, MONEY),
        ACCOUNT,
        ORDER,
        HANDOVER,
        *product(ACCOUNT, (Deed.ORDERED,)),
        *product(TOWNSHIP, (Deed.HANDED,)),
        *product(REVISING, (Deed.REVISED,)),
        (Deed.ACCEPTED, Deed.UNDONE),
        (Deed.AMENDED, Deed.CONFIRMED),
        (Deed.OFFERED, Deed.TAKEN),
    )
)
"""Deeds of which one person may do only one in a case, whichever comes first."""


_APART_SINCE: Mapping[int, tuple[Sequence[Deed], ...]] = {
    2: (
        *product((Deed.CHECKED, *DECIDING), (Deed.AGREED, Deed.ANSWERED, Deed.RELEASED)),
        ACCOUNT,
        ORDER,
        HANDOVER,
        *product(ACCOUNT, (Deed.ORDERED,)),
        *product(TOWNSHIP, (Deed.HANDED,)),
        *product(REVISING, (Deed.REVISED,)),
        (Deed.ACCEPTED, Deed.UNDONE),
    ),
    3: ((Deed.AMENDED, Deed.CONFIRMED), (Deed.OFFERED, Deed.TAKEN)),
}

BEGAN: Mapping[frozenset[Deed], int] = {
    frozenset(pair): edition for edition, pairs in _APART_SINCE.items() for pair in pairs
}
"""With which edition of the rules two deeds came apart; the others were from the first."""


BY_CASEWORKER = frozenset({Deed.VISITED, Deed.RECORDED, Deed.SIGNED})
"""What the caseworker may have done all the same where the township has no third officer in post."""


BY_ONLY_APPROVER = frozenset({*DECIDING, Deed.REVISED})
"""What the only approver of a county may join: revising their own decision, and deciding anew."""


NOTHING: frozenset[Deed] = frozenset()


@dataclass(frozen=True, slots=True)
class Apart:
    """What somebody must not have done in a case to give a command, read from its hands at once."""

    deeds: tuple[Deed, ...] = ()
    read: Callable[[Hands], tuple[frozenset[str], ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """The reader is made once, not at every question."""
        object.__setattr__(self, "read", _reader(self.deeds))


def _reader(deeds: tuple[Deed, ...]) -> Callable[[Hands], tuple[frozenset[str], ...]]:
    if len(deeds) < 2:
        return lambda hands: tuple(getattr(hands, deed) for deed in deeds)
    read: Callable[[Hands], tuple[frozenset[str], ...]] = attrgetter(*deeds)
    return read


def apart(
    own: Deed | None, together: frozenset[Deed] = NOTHING, about: Sequence[Deed] = ()
) -> Apart:
    """What is kept apart from a deed, save what its command allows all the same; and what it is about."""
    from_it = {d for d in Deed if own and frozenset({d, own}) in APART and d not in together}
    return Apart(tuple(d for d in Deed if d in from_it or d in about))


def joined(excused: frozenset[Deed], who: frozenset[str], hands: Hands) -> bool:
    """Whether somebody has done in a case what only a short-handed office lets them join with this."""
    return any(not who.isdisjoint(getattr(hands, deed)) for deed in excused)


def not_yet_apart(own: Deed | None, kept: Apart, edition: int) -> frozenset[Deed]:
    """What one hand might do beside a deed under an edition, and may not any more."""
    return frozenset(
        deed for deed in kept.deeds if own and BEGAN.get(frozenset({deed, own}), FIRST) > edition
    )


def clash(
    kept: Apart, who: frozenset[str], hands: Hands, excused: frozenset[Deed] = NOTHING
) -> Deed | None:
    """What somebody already did in a case that keeps them from having a hand in this command.

    ``who`` are all the ids one human is known by: hands are counted by human, not by account.
    """
    for place, doers in enumerate(kept.read(hands)):
        if doers and not who.isdisjoint(doers) and kept.deeds[place] not in excused:
            return kept.deeds[place]
    return None
