"""Anchoring the logs that only grow: what they came to is set down once for each state of theirs."""

from domain.ground.declared import carries
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.registers.anchors import commands as c
from domain.registers.anchors.facts import KeptLog, LogAnchored
from domain.registers.anchors.situation import Situation

AUDIT = "内部§审计记录"


@carries(
    AUDIT, "The log is not as it was anchored last. One found shorter is anchored too: it goes on."
)
def moved_on(s: Situation, command: c.AnchorLog) -> Reason | None:
    last = s.anchors
    same = (command.number, command.digest) == (last.number, last.digest)
    return reason(Code.DONE_ALREADY, AUDIT, "digest") if same else None


def anchored(s: Situation, command: c.AnchorLog) -> tuple[Change, ...]:
    """How far the log has come."""
    log = KeptLog(command.case)
    return (Change(LogAnchored(on=s.today, log=log, number=command.number, digest=command.digest)),)


RULES: Rules = {
    c.AnchorLog: Rule(
        article=AUDIT,
        by=(Post.SYSTEM,),
        reads=(Stream.ANCHORS,),
        writes=(Stream.ANCHORS,),
        stages=stages(Stage.UNKNOWN),
        checks=(moved_on,),
        facts=anchored,
        brings=(LogAnchored,),
    ),
}
