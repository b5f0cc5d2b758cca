"""申请的变更与更正: what happens in a case. A vocabulary."""

from dataclasses import field
from datetime import date

from domain.case.records import Changes, Stands
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.indexes import Index
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import Again


@fact("application-amended", version=3)
@carries("14.1", "申请变更: what it says instead, and what is looked at again for it.")
class ApplicationAmended(Fact):
    """``lacking`` are papers the application needs now that it did not need before (16)."""

    on: date
    changes: Changes
    stands: Stands
    again: tuple[Again, ...] = ()
    lacking: tuple[str, ...] = ()
    reasons: Private
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("application-correction-requested", version=2)
@carries("14.1", "申请更正 once it was examined: what it is to say instead, with its proof.")
class CorrectionRequested(Fact):
    """``number`` counts the corrections asked for in a case from 1."""

    on: date
    number: int
    changes: Changes
    reasons: Private
    evidence: tuple[str, ...]
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("application-corrected", version=2)
@carries("14.1 30", "更正: somebody else agreed to what was asked for.")
class ApplicationCorrected(Fact):
    on: date
    number: int
    stands: Stands
    again: tuple[Again, ...] = ()
    lacking: tuple[str, ...] = ()
    reasons: Private


@fact("application-correction-rejected")
@carries("14.1 30", "不予更正: the application stays as it is.")
class CorrectionRejected(Fact):
    on: date
    number: int
    reasons: Private


@fact("examination-reopened")
@says("重新审核: what was examined is not what the application says any more.")
class ExaminationReopened(Fact):
    """``correction`` is the number of the correction it follows from."""

    on: date
    correction: int


@fact("members-restored")
@says(
    "恢复成员: who was recorded dead by mistake is of the application, and what stood stands again."
)
class MembersRestored(Fact):
    """``correction`` is the number of the correction it follows from. ``amount`` is the sum that stands
    again, where one fell with the death, and ``unpaid`` what of it is still to be paid.
    """

    on: date
    correction: int
    persons: tuple[PersonId, ...]
    amount: Money | None = None
    unpaid: Money | None = None


@fact("identity-number-joined", version=3)
@carries(
    "16.3",
    "登记公民身份号码: who was listed without one has a number now, and stays who they were.",
)
class NumberJoined(Fact):
    """``document`` is the paper that shows it, ``shown`` the number as it does, if that is otherwise;
    ``known``: who was known under it so far, and is the same person.
    """

    on: date
    person: PersonId
    id_number: Private
    document: str
    shown: Private | None = None
    known: PersonId | None = None


AmendmentFact = (
    ApplicationAmended
    | CorrectionRequested
    | ApplicationCorrected
    | CorrectionRejected
    | ExaminationReopened
    | MembersRestored
    | NumberJoined
)
"""申请的变更与更正: what the application says after."""
