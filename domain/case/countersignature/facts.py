"""备案与补签: what happens in a case. A vocabulary."""

from datetime import date

from domain.ground.declared import carries
from domain.ground.facts import Fact, fact
from domain.ground.people import Private
from domain.ground.terms import CountersignatureOutcome


@fact("filed-for-record")
@carries("18.2.1", "报备 of a delegated approval.")
class FiledForRecord(Fact):
    on: date


@fact("countersigned")
@carries("18.2.1", "补签.")
class Countersigned(Fact):
    on: date


@fact("countersignature-refused")
@carries("AMB-31", "The county does not countersign, and why.")
class CountersignatureRefused(Fact):
    on: date
    outcome: CountersignatureOutcome
    reasons: Private


@fact("result-fed-back")
@carries("18.1.2", "审批结果反馈.")
class ResultFedBack(Fact):
    on: date


CountersignatureFact = FiledForRecord | Countersigned | CountersignatureRefused | ResultFedBack
