"""移送: what two townships may ask for. Words only."""

from dataclasses import dataclass

from domain.case.records import TransferGround
from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import Private
from domain.ground.terms import Residence


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("15 27", "the file is offered to the township it belongs to.")
class OfferFile(Command):
    """``told``: what the applicant was told of it."""

    township: str
    ground: TransferGround
    reasons: Private
    told: Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("15 27", "the township it was offered to takes the file over.")
class TakeOverFile(Command):
    """Where the family lives there, and by what it belongs there, is said anew."""

    village: str
    lives_in: str
    lives_in_seat: bool | None = None
    residence: Residence


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("15 27", "the township it was offered to does not take it.")
class SendFileBack(Command):
    reasons: Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("行政诉讼法§26", "the township is no more: the file lies with whoever stands for it.")
class PassOnFile(Command):
    pass
