"""举报与投诉: what happens in a case. A vocabulary."""

from datetime import date

from domain.ground.declared import carries
from domain.ground.facts import Fact, fact
from domain.ground.people import Private


@fact("complaint-recorded")
@carries("31", "举报、投诉, on the day it was received. Anonymous where ``complainant`` is absent.")
class ComplaintRecorded(Fact):
    on: date
    number: int
    content: Private
    complainant: Private | None = None
    late_reason: Private | None = None


@fact("complaint-answered")
@carries("31", "答复举报、投诉: whether it is right, and upon what.")
class ComplaintAnswered(Fact):
    on: date
    number: int
    founded: bool
    findings: Private
    evidence: tuple[str, ...]


ComplaintFact = ComplaintRecorded | ComplaintAnswered
