"""委托、撤销委托 (A18.2.1)."""

from datetime import date

from domain.ground.declared import says
from domain.ground.facts import Fact, fact
from domain.ground.money import Money
from domain.ground.terms import Cause


@fact("delegation-granted")
@says("The county lets townships approve by kind of hardship, up to a ceiling, by a document.")
class DelegationGranted(Fact):
    on: date
    number: str
    county: str
    townships: tuple[str, ...]
    kinds: tuple[Cause, ...]
    ceiling: Money
    valid_from: date
    valid_to: date
    document: str


@fact("delegation-revoked")
@says("The county takes a delegation back; decisions already taken stand.")
class DelegationRevoked(Fact):
    on: date
    number: str
    document: str


DelegationFact = DelegationGranted | DelegationRevoked
