"""第十六、十七条: papers that follow later have their last day, and stop payment and closing after it."""

from domain.case.clock import running
from domain.case.inquiry import commands as c
from domain.case.inquiry import facts as e
from domain.case.papers import papers_missing
from domain.case.situation import Situation, happened
from domain.case.state import GOING_ON
from domain.case.steps import order
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.posts import COUNTY_DESK
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.terms import Procedure, Stage
from domain.ground.words import said
from domain.law.terms import Step
from domain.time.due import last_day

FOLLOWING = ("papers-outstanding",)
"""What a limit asks for that runs while papers are to follow."""


def over(s: Situation) -> bool:
    """Whether the last day of papers that were to follow has passed."""
    for run in running(s.case, s.pack).values():
        limit = s.pack.limit(run.limit, run.started_on)
        if limit.when == FOLLOWING and s.today > last_day(limit, run.started_on, s.calendar):
            return True
    return False


@since(3)
@carries(
    "16/2 17",
    "Nothing is paid without the home county's proof; in urgency, only until papers have their day.",
)
def papers_for_payment(s: Situation) -> Reason | None:
    owed = s.case.outstanding
    if not owed:
        return None
    if s.case.procedure is Procedure.URGENT and not over(s):
        return None
    if follow_payment(s):
        return None
    return papers_missing(s, owed, "17" if s.case.procedure is Procedure.URGENT else "16/2")


def follow_payment(s: Situation) -> bool:
    """Whether the law of the case puts the papers after the payment (先行救助、后补手续)."""
    found = order(s.case, s.pack)
    return Step.PAPERS in found.moved and not found.precedes(Step.PAPERS, Step.PAYMENT)


NO_RELIEF = frozenset({Stage.REFUSED, Stage.ENDED})


@since(3)
@carries("17", "A file of relief is not closed while papers are to follow.")
def papers_for_closing(s: Situation) -> Reason | None:
    if not s.case.outstanding or s.case.stage in NO_RELIEF:
        return None
    return papers_missing(s, s.case.outstanding, "17")


@since(3)
@carries("17", "Some papers are to follow.")
def papers_to_follow(s: Situation) -> Reason | None:
    if s.case.outstanding:
        return None
    return reason(Code.NOTHING_TO_DO, "17", idle="papers-to-follow")


def excused(s: Situation, command: c.ExcusePapers) -> tuple[Change, ...]:
    """What nobody can hand in any more, and why."""
    return happened(
        e.PapersExcused(
            on=s.today,
            papers=tuple(sorted(s.case.outstanding)),
            reasons=command.reasons.bound(s.case.asked.applicant),
            evidence=tuple(command.evidence),
        )
    )


RULES: Rules = {
    c.ExcusePapers: Rule(
        article="17",
        by=COUNTY_DESK,
        by_article="4/2",
        address="papers-excused",
        sees_version=True,
        stages=GOING_ON,
        guards=(papers_to_follow,),
        checks=said("reasons", "evidence"),
        facts=excused,
        brings=(e.PapersExcused,),
    ),
}
