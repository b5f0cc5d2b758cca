"""小额快救: what happens in a case. A vocabulary."""

from datetime import date

from domain.ground.declared import carries
from domain.ground.facts import Fact, fact
from domain.ground.people import Private
from domain.law.small_fast import HOUSE, STATUS
from domain.law.terms import Register


@fact("small-fast-left")
@carries(HOUSE, "转其他程序: on the counter again, to be accepted as any other application.")
class SmallFastLeft(Fact):
    on: date
    reasons: Private


@fact("known-status-recorded")
@carries(STATUS, "已认定对象: which register, by whose paper, of which day.")
class KnownStatusRecorded(Fact):
    on: date
    status: Register
    issuer: str
    issued_on: date
    evidence: tuple[str, ...]


SmallFastFact = SmallFastLeft | KnownStatusRecorded
