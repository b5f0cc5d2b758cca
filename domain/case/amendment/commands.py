"""申请的变更与更正: what an officer may ask for. Words only."""

from dataclasses import dataclass

from domain.case.records import Changes
from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import PersonId, Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.1", "the application says something else, until it is examined.")
class AmendApplication(Command):
    """How to reach the family may be said anew as long as the file is open. The office fills in
    ``otherwise``: of whom another birth was said before. ``incapable``: whoever applies after it cannot
    act, or not wholly.
    """

    changes: Changes
    reasons: Private
    incapable: bool = False
    otherwise: tuple[PersonId, ...] = ()


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.1", "what was examined is asked to be corrected, with its proof.")
class CorrectApplication(Command):
    """``otherwise`` and ``incapable`` as of an amendment."""

    changes: Changes
    reasons: Private
    evidence: tuple[str, ...]
    incapable: bool = False
    otherwise: tuple[PersonId, ...] = ()


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.1 30", "somebody else agrees to a correction.")
class ConfirmCorrection(Command):
    correction: int
    reasons: Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.1 30", "the application stays as it is.")
class RejectCorrection(Command):
    correction: int
    reasons: Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16.3", "somebody listed without an identity number has one now.")
class JoinNumber(Command):
    """The office fills in ``known``, whoever is known under the number, ``born``, the day of birth that
    was said of them, ``shown``, the number as its paper shows it, where that is otherwise, and
    ``otherwise``: they were joined to another number before; ``held``: under the number somebody has
    grants, or an application that goes on.
    """

    person: PersonId
    id_number: Private
    document: str
    shown: Private | None = None
    known: PersonId | None = None
    born: Private | None = None
    otherwise: bool = False
    held: bool = False
