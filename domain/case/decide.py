"""Decide: the facts a command brings about, or every reason why not. Dispatch only."""

from collections.abc import Sequence

from domain.case.once import listed_once
from domain.case.plain import (
    Said,
    leads_to_nobody,
    nothing_blank_listed,
    nothing_masked,
    parted_leads_to_nobody,
    plainly_written,
    rightly_written,
)
from domain.case.situation import Situation, out_of_order
from domain.case.table import RULES
from domain.ground.commands import Command
from domain.ground.refusal import Code, Reason, Reasons, Refused, gather, reason
from domain.ground.rows import Change, Rule
from domain.ground.terms import Stage
from domain.law.clauses import by_own_law

__all__ = ["RULES", "cautioned", "decide", "standing", "worded"]


def decide(situation: Situation, command: Command) -> tuple[Change, ...] | Refused:
    """What the command brings about in this situation. All reasons against it are gathered."""
    rule = RULES[type(command)]
    belated = rule.belated(situation.case, command)
    stands = () if belated else standing(situation, rule)
    reasons = gather((stands, *worded(situation, command, rule, belated)))
    if reasons:
        return Refused(by_own_law(situation.pack, reasons))
    changes: tuple[Change, ...] = rule.facts(situation, command)
    return changes


def standing(situation: Situation, rule: Rule) -> tuple[Reason, ...]:
    """Why the case itself does not allow it yet, whatever the words. "为什么还不行" asks only this."""
    if situation.case.stage is Stage.UNKNOWN and Stage.UNKNOWN not in rule.stages:
        return (reason(Code.CASE_UNKNOWN),)
    early = out_of_order(situation, rule)
    seen = situation if situation.asked is rule else situation.under(rule)
    reasons = [guard(seen) for guard in rule.guards] if early is None else [early]
    return by_own_law(situation.pack, gather(reasons))


def cautioned(situation: Situation, rule: Rule) -> tuple[Reason, ...]:
    """What the words will have to answer for, at the stage where the command is in order."""
    if not rule.in_order(situation.case, situation.pack):
        return ()
    seen = situation if situation.asked is rule else situation.under(rule)
    return by_own_law(situation.pack, gather([caution(seen) for caution in rule.cautions]))


def worded(
    situation: Situation, command: Command, rule: Rule, belated: bool = False
) -> Sequence[Reasons]:
    """Why the words do not do. Not asked of a case at the wrong stage: they would not make sense."""
    if not belated and not rule.in_order(situation.case, situation.pack):
        return ()
    said = Said(command)
    return (
        leads_to_nobody(situation, said),
        parted_leads_to_nobody(situation, said),
        nothing_masked(said),
        plainly_written(situation, said),
        rightly_written(said),
        listed_once(command),
        nothing_blank_listed(said),
        *[check(situation, command) for check in rule.checks],
    )
