"""第十八条经核查: what a check left in doubt stops the decision until a person finds how it is."""

from collections.abc import Iterator

from domain.assessment.hardship import declared_in
from domain.case.inquiry import commands as c
from domain.case.inquiry import facts as e
from domain.case.situation import Situation, happened
from domain.case.steps import order
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.terms import Doubt, MeansCheck, Stage
from domain.ground.words import said
from domain.law.terms import Step

UNCLEAR = {
    MeansCheck.MISMATCH: Doubt.MISMATCH,
    MeansCheck.NOT_VERIFIABLE: Doubt.NOT_VERIFIABLE,
}
"""Outcomes of the means check that leave a doubt."""


@carries("18.1.1", "What the check and the circumstances leave open, whoever finds how it is.")
def doubts(s: Situation) -> Iterator[Doubt]:
    check, record = s.case.inquiry.means_check, s.case.circumstances
    if check in UNCLEAR:
        yield UNCLEAR[check]
    known = order(s.case, s.pack).precedes(Step.MEANS_CHECK, Step.DECISION)
    if known and record is not None and declared_in(record.circumstances):
        yield Doubt.DECLARED_ONLY


def unresolved(s: Situation) -> tuple[Doubt, ...]:
    """The doubts nobody has found an answer to."""
    return tuple(dict.fromkeys(one for one in doubts(s) if one not in s.case.resolved))


def in_doubt(s: Situation) -> bool:
    """Somebody has to find how it is."""
    return bool(unresolved(s))


@since(3)
@carries(
    "18.1.1 18.1.2 18.2.1",
    "Relief is granted on what was checked (经核查符合救助条件), not on a doubt.",
)
def no_doubt_left(s: Situation) -> Reason | None:
    left = unresolved(s)
    if not left:
        return None
    return reason(Code.DOUBT_OPEN, "18.1.1", doubts=",".join(one.value for one in left))


@since(3)
@carries("18.1.1", "Something is in doubt.")
def something_in_doubt(s: Situation) -> Reason | None:
    return None if unresolved(s) else reason(Code.DOUBT_UNKNOWN, "18.1.1")


@since(3)
@carries("18.1.1", "What is found answers a doubt there is.")
def doubt_known(s: Situation, command: c.ResolveDoubt) -> Reason | None:
    left = unresolved(s)
    if not left or command.doubt in left:
        return None
    return reason(Code.DOUBT_UNKNOWN, "18.1.1", "doubt")


def resolved(s: Situation, command: c.ResolveDoubt) -> tuple[Change, ...]:
    """How it is, upon what."""
    return happened(
        e.DoubtResolved(
            on=s.today,
            doubt=command.doubt,
            findings=command.findings.bound(s.case.asked.applicant),
            evidence=tuple(command.evidence),
        )
    )


RULES: Rules = {
    c.ResolveDoubt: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        hand=Deed.RECORDED,
        address="doubts",
        awaited=True,
        turn=in_doubt,
        stages=stages(
            *(Stage.ACCEPTED, Stage.OPINION_SIGNED, Stage.EXAMINED, Stage.IN_NOTICE),
            *(Stage.CLEARED, Stage.SUBMITTED, Stage.UNDER_COUNTY, Stage.RETURNED),
        ),
        guards=(something_in_doubt,),
        checks=(doubt_known, *said("findings", "evidence")),
        facts=resolved,
        brings=(e.DoubtResolved,),
    ),
}
