"""第十八条经核查: what the county looked at itself, before it grants anything."""

from typing import Protocol

from domain.assessment.hardship import declared_in
from domain.assessment.inputs import Circumstances
from domain.case.entitlement import Words, question
from domain.case.inquiry.circumstances import impossible, unfounded, unlike
from domain.case.inquiry.doubts import unresolved
from domain.case.situation import Situation
from domain.case.steps import asks
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, Reasons, reason
from domain.ground.terms import Doubt
from domain.law.terms import Step


@carries("18.1.2 18.2.2", "A drawn case is visited, an urgent one verified, before it is decided.")
def looked_for_itself(s: Situation) -> Reason | None:
    if s.case.county.spot_check and s.case.county.spot_checked is None:
        return reason(Code.SPOT_CHECK_PENDING, "18.1.2")
    if asks(s, Step.VERIFICATION) and s.case.county.verified is None:
        return reason(Code.VERIFICATION_PENDING, "18.2.2")
    return None


@carries(
    "18.1.2 18.2.2", "Relief is granted on a check that confirmed the case (经核查符合救助条件)."
)
def check_confirmed(s: Situation) -> Reason | None:
    if s.case.county.spot_checked is False:
        return reason(Code.CHECK_NOT_CONFIRMED, "18.1.2")
    if s.case.county.verified is False:
        return reason(Code.CHECK_NOT_CONFIRMED, "18.2.2")
    return None


class Finding(Protocol):
    """Whatever says what the county found where it differs from the record."""

    @property
    def found(self) -> Circumstances | None:
        """What it found."""


@carries("8 10 11", "What the county found instead can be, is of this application, and is its own.")
def own_finding(s: Situation, command: Finding) -> Reasons:
    told, record = command.found, s.case.known
    if told is None:
        return None
    known = () if record is None else record.circumstances.findings
    return (
        *impossible(s, question(s, Words(found=told)), "found"),
        *unlike(s, told, "found"),
        *unfounded(s, told, known, "found"),
    )


@since(3)
@carries("18.1.2", "What the county found instead is checked, too.")
def found_without_doubt(s: Situation, command: Finding) -> Reason | None:
    found = command.found
    if found is None or not declared_in(found) or Doubt.DECLARED_ONLY in unresolved(s):
        return None
    return reason(Code.DOUBT_OPEN, "18.1.2", "found", doubts=Doubt.DECLARED_ONLY.value)
