"""Anchoring the logs that only grow: what they came to is set down once for each state of theirs."""

from domain.anchoring import KeptLog, LogAnchored
from domain.case import commands as c
from domain.case.situation import Change, Rule, Rules, Situation, stages
from domain.case.terms import Stage
from domain.refusal import Code, Reason, reason

AUDIT = "内部§审计记录"


def moved_on(s: Situation, command: c.AnchorLog) -> Reason | None:
    """The log is not as it was anchored last. One found shorter is anchored too: it goes on."""
    last = s.anchors
    same = (command.number, command.digest) == (last.number, last.digest)
    return reason(Code.DONE_ALREADY, AUDIT, "digest") if same else None


def anchored(s: Situation, command: c.AnchorLog) -> tuple[Change, ...]:
    """How far the log has come."""
    log = KeptLog(command.case)
    return (Change(LogAnchored(on=s.today, log=log, number=command.number, digest=command.digest)),)


RULES: Rules = {
    c.AnchorLog: Rule(
        article=AUDIT, stages=stages(Stage.UNKNOWN), checks=(moved_on,), facts=anchored
    ),
}
