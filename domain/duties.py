"""Separation of duties: what one person may not do twice over in one case (A18.1.1, A30).

Read from the history of the case, never from role flags. There is no switch.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import product
from operator import attrgetter

from domain.case import commands as c
from domain.case.state import Hands


class Deed(StrEnum):
    """What a hand did in a case; each is a field of ``Hands``."""

    VISITED = "visited"
    RECORDED = "recorded"
    SIGNED = "signed"
    EXAMINED = "examined"
    CHECKED = "checked"
    APPROVED = "approved"
    COUNTERSIGNED = "countersigned"
    PAID = "paid"


TOWNSHIP = (Deed.VISITED, Deed.RECORDED, Deed.SIGNED, Deed.EXAMINED)
DECIDING = (Deed.APPROVED, Deed.COUNTERSIGNED)

APART: frozenset[frozenset[Deed]] = frozenset(
    frozenset(pair)
    for pair in (
        (Deed.SIGNED, Deed.EXAMINED),
        *product(TOWNSHIP, (Deed.CHECKED, *DECIDING)),
        *product((Deed.CHECKED,), (*DECIDING, Deed.PAID)),
        DECIDING,
        *product(DECIDING, (Deed.PAID,)),
    )
)
"""Deeds of which one person may do only one in a case, whichever comes first."""

DEEDS: Mapping[type[c.Command], Deed] = {
    c.RecordHomeVisit: Deed.VISITED,
    c.RecordCircumstances: Deed.RECORDED,
    c.SignOpinion: Deed.SIGNED,
    c.CompleteExamination: Deed.EXAMINED,
    c.ReportSpotCheck: Deed.CHECKED,
    c.ReportCountyVerification: Deed.CHECKED,
    c.ApproveRelief: Deed.APPROVED,
    c.RefuseRelief: Deed.APPROVED,
    c.ApproveUnderDelegation: Deed.APPROVED,
    c.Countersign: Deed.COUNTERSIGNED,
    c.RefuseCountersignature: Deed.COUNTERSIGNED,
    c.InstructPayment: Deed.PAID,
    c.CorrectPaymentAccount: Deed.PAID,
    c.PayCash: Deed.PAID,
    c.DeliverGoods: Deed.PAID,
}
"""Whose hand a command is."""

TOGETHER: Mapping[type[c.Command], frozenset[Deed]] = {
    c.ApproveUnderDelegation: frozenset({Deed.EXAMINED})
}
"""What a command allows all the same: under delegation the leader who examined also decides (18.2.1)."""


def _apart(command: type[c.Command], own: Deed) -> tuple[Deed, ...]:
    together = TOGETHER.get(command, frozenset())
    return tuple(d for d in Deed if frozenset({d, own}) in APART and d not in together)


SEPARATE: Mapping[type[c.Command], tuple[Deed, ...]] = {
    command: _apart(command, own) for command, own in DEEDS.items()
}
"""What an officer must not have done in this case to give a command."""


def _reader(deeds: tuple[Deed, ...]) -> Callable[[Hands], tuple[frozenset[str], ...]]:
    """The hands of several deeds at once; every command has at least two."""
    read: Callable[[Hands], tuple[frozenset[str], ...]] = attrgetter(*deeds)
    return read


_READERS = {command: _reader(deeds) for command, deeds in SEPARATE.items()}


def clash(command: type[c.Command], who: str, hands: Hands) -> Deed | None:
    """What somebody already did in a case that keeps them from having a hand in this command."""
    read = _READERS.get(command)
    if read is None:
        return None
    for place, doers in enumerate(read(hands)):
        if who in doers:
            return SEPARATE[command][place]
    return None
