"""Whose duty a limit is: the township that has the case, or the one its file is offered to."""

from domain.case.amendment.facts import ApplicationAmended, ApplicationCorrected
from domain.case.transfer.facts import FileOffered, FilePassedOn, FileSentBack, FileTakenOver
from domain.ground.facts import Fact
from domain.law.pack import Pack
from domain.registers.leads.facts import LeadPassedOn
from domain.time.running import Running
from projections.rows import Row

SAID_ANEW = (ApplicationAmended, ApplicationCorrected)
"""Facts since which an application may name another village."""

MOVING = (FileTakenOver, FilePassedOn, LeadPassedOn)
"""Facts since which another township answers for what runs."""


def placed(clock: Row, fact: Fact) -> None:
    """Whose duty what runs is from this fact on, and to whom the file is offered."""
    if isinstance(fact, FileOffered):
        clock["offered"] = fact.township
    elif isinstance(fact, FileSentBack):
        clock["offered"] = None
    elif isinstance(fact, FileTakenOver):
        clock["township"], clock["offered"] = fact.township, None
        clock["area"] = fact.village_code or fact.township
    elif isinstance(fact, FilePassedOn):
        clock["township"] = fact.township
        clock["area"] = fact.village_code or fact.township
        clock["offered"] = fact.received or clock["offered"]
    elif isinstance(fact, LeadPassedOn):
        clock["township"] = clock["area"] = fact.township
    elif isinstance(fact, SAID_ANEW):
        clock["area"] = fact.stands.village_code or clock["township"]


def where(clock: Row, run: Running, pack: Pack) -> Row:
    """The office whose duty a limit is: that of the case, or the one its file is offered to."""
    starts = pack.limit(run.limit, run.started_on).starts
    answers = FileOffered.NAME in starts and clock["offered"] is not None
    return _place(clock["offered"] if answers else clock["township"])


def _place(township: str) -> Row:
    return {"county": township[:6], "township": township}
