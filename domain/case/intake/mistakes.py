"""误受理、误登记: what was accepted or entered by mistake is undone by another hand (内部)."""

from datetime import date

from domain.case.intake import commands as c
from domain.case.intake import facts as e
from domain.case.intake.acceptance import AT_COUNTER
from domain.case.intake.anew import not_too_often
from domain.case.situation import Situation, happened
from domain.ground.duties import Deed
from domain.ground.letters import Letter
from domain.ground.posts import Post
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.terms import DocumentKind, Stage
from domain.ground.words import said

HOUSE = "内部§登记更正"


def accepted_on(s: Situation) -> date:
    """Since when the acceptance stood. Raises ``ValueError`` where there is none."""
    if s.case.accepted_on is None:
        raise ValueError("nothing was accepted")
    return s.case.accepted_on


def undone(s: Situation, command: c.UndoAcceptance) -> tuple[Change, ...]:
    """撤销受理."""
    return happened(
        e.AcceptanceUndone(
            on=s.today,
            since=accepted_on(s),
            ground=command.ground,
            reasons=command.reasons.bound(s.case.asked.applicant),
        )
    )


def struck(s: Situation, command: c.StrikeApplication) -> tuple[Change, ...]:
    """撤销登记."""
    reasons = command.reasons.bound(s.case.asked.applicant)
    return happened(e.ApplicationStruck(on=s.today, ground=command.ground, reasons=reasons))


RULES: Rules = {
    c.UndoAcceptance: Rule(
        article=HOUSE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        hand=Deed.UNDONE,
        address="acceptance/undoing",
        sees_version=True,
        letters=(
            Letter(kind=DocumentKind.ACCEPTANCE_UNDOING, fact=e.AcceptanceUndone, article=HOUSE),
        ),
        stages=stages(Stage.ACCEPTED),
        guards=(not_too_often,),
        checks=said("reasons"),
        facts=undone,
        brings=(e.AcceptanceUndone,),
    ),
    c.StrikeApplication: Rule(
        article=HOUSE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        hand=Deed.UNDONE,
        address="striking",
        sees_version=True,
        stages=AT_COUNTER,
        checks=said("reasons"),
        facts=struck,
        brings=(e.ApplicationStruck,),
    ),
}
