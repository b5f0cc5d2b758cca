"""移送: what happens in a case. A vocabulary."""

from datetime import date

from domain.case.records import TransferGround
from domain.ground.declared import carries
from domain.ground.facts import Fact, fact
from domain.ground.people import Private
from domain.ground.terms import Again, Residence


@fact("file-offered")
@carries("15 27", "提请移送: to which township, why, and what the applicant was told.")
class FileOffered(Fact):
    """``number`` counts the offers of a case from 1."""

    on: date
    number: int
    township: str
    ground: TransferGround
    reasons: Private
    told: Private


@fact("file-taken-over", version=2)
@carries(
    "15 27", "接收移送: from this day on the case is this township's, and begins at its counter."
)
class FileTakenOver(Fact):
    """``origin`` had it before. ``awaited``: the family still owes papers it was told of.

    ``village_code``: of the village on record by the name of ``village``; empty where none is.
    """

    on: date
    number: int
    origin: str
    township: str
    village: str
    lives_in: str
    lives_in_seat: bool
    residence: Residence
    ground: TransferGround
    awaited: bool = False
    again: tuple[Again, ...] = ()
    village_code: str = ""


@fact("file-sent-back")
@carries("15 27", "退回移送: it stays where it is, and why.")
class FileSentBack(Fact):
    on: date
    number: int
    reasons: Private


@fact("file-passed-on", version=2)
@carries(
    "行政诉讼法§26",
    "承接: the township is no more; the file lies with whoever stands for it, as it is.",
)
class FilePassedOn(Fact):
    """``since``: the day from which on it does. Limits run on, and what was done stands.

    ``received``: the township it is offered to, where that is another since. ``village_code``: of
    the village it lies in since, where that is on record.
    """

    on: date
    origin: str
    township: str
    since: date
    received: str | None = None
    village_code: str = ""


TransferFact = FileOffered | FileTakenOver | FileSentBack | FilePassedOn
"""移送: whose the case is after."""
