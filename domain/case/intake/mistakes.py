"""误受理、误登记: what was accepted or entered by mistake is undone by another hand (内部)."""

from datetime import date

from domain.case.binding import not_turned_away_again
from domain.case.decision.sampling import uncounted
from domain.case.gates import no_correction_asked_for, no_open_objection
from domain.case.intake import commands as c
from domain.case.intake import facts as e
from domain.case.intake.acceptance import AT_COUNTER, at_county
from domain.case.intake.anew import not_too_often
from domain.case.notice.facts import PublicNoticeInterrupted
from domain.case.service.owed import left_to_serve
from domain.case.situation import Situation, happened
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import DocumentKind, Ending, Stage
from domain.ground.words import said
from domain.registers.roster.facts import CaseBeyondDraw, SpotCheckFellAway

HOUSE = "内部§登记更正"
AT_COUNTY = stages(Stage.SUBMITTED, Stage.UNDER_COUNTY)
UNDECIDED = AT_COUNTY | stages(
    *(Stage.ACCEPTED, Stage.OPINION_SIGNED, Stage.EXAMINED, Stage.IN_NOTICE),
    *(Stage.CLEARED, Stage.RETURNED),
)
"""From the acceptance until something is decided."""


def accepted_on(s: Situation) -> date:
    """Since when the acceptance stood. Raises ``ValueError`` where there is none."""
    if s.case.accepted_on is None:
        raise ValueError("nothing was accepted")
    return s.case.accepted_on


@since(3)
@carries(HOUSE, "Nothing was decided: what was, is revoked, refused or changed.")
def undecided(s: Situation) -> Reason | None:
    if not s.case.revoked:
        return None
    needed = Stage.ACCEPTED.value
    return reason(Code.OUT_OF_ORDER, HOUSE, stage=s.case.stage.value, needed=needed)


@since(3)
@carries(
    HOUSE, "The township's mistake is undone there until the file goes up; then by the county."
)
def where_it_lies(s: Situation) -> Reason | None:
    if s.case.stage not in AT_COUNTY or at_county(s):
        return None
    return reason(Code.POST_NOT_COMPETENT, HOUSE, posts=Post.APPROVER.value)


def of_whoever_has_it(s: Situation, post: Post) -> bool:
    """Once the file went up the township undoes nothing any more."""
    return post is Post.APPROVER or s.case.stage not in AT_COUNTY


def undone(s: Situation, command: c.UndoAcceptance) -> tuple[Change, ...]:
    """撤销受理; a notice that hangs comes down, and a visit nobody made is drawn elsewhere."""
    reasons = command.reasons.bound(s.case.asked.applicant)
    gone = uncounted(s)
    fact = e.AcceptanceUndone(
        on=s.today,
        since=accepted_on(s),
        ground=command.ground,
        reasons=reasons,
        fell_away=bool(gone),
        by_the_county=at_county(s),
    )
    if s.case.stage is not Stage.IN_NOTICE:
        return (Change(fact), *gone)
    down = PublicNoticeInterrupted(on=s.today, round=s.case.notices, reason=reasons)
    return (Change(down), Change(fact), *gone)


def struck(s: Situation, command: c.StrikeApplication) -> tuple[Change, ...]:
    """撤销登记."""
    reasons = command.reasons.bound(s.case.asked.applicant)
    return happened(
        e.ApplicationStruck(
            on=s.today,
            ground=command.ground,
            reasons=reasons,
            unserved=left_to_serve(s, Ending.ENTERED_BY_MISTAKE),
            by_the_county=at_county(s),
        )
    )


RULES: Rules = {
    c.UndoAcceptance: Rule(
        article=HOUSE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        whose=of_whoever_has_it,
        hand=Deed.UNDONE,
        address="acceptance/undoing",
        sees_version=True,
        letters=(
            Letter(kind=DocumentKind.ACCEPTANCE_UNDOING, fact=e.AcceptanceUndone, article=HOUSE),
        ),
        reads=(Stream.ROSTER,),
        writes=(Stream.CASE, Stream.ROSTER),
        stages=UNDECIDED,
        guards=(
            *(undecided, where_it_lies, no_open_objection, no_correction_asked_for),
            not_too_often,
        ),
        checks=said("reasons"),
        facts=undone,
        brings=(
            *(e.AcceptanceUndone, PublicNoticeInterrupted),
            *(SpotCheckFellAway, CaseBeyondDraw),
        ),
        joined={"no_open_objection": 3},
    ),
    c.StrikeApplication: Rule(
        article=HOUSE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        hand=Deed.UNDONE,
        address="striking",
        sees_version=True,
        letters=(Letter(kind=DocumentKind.STRIKING, fact=e.ApplicationStruck, article=HOUSE),),
        stages=AT_COUNTER,
        guards=(not_turned_away_again,),
        checks=said("reasons"),
        facts=struck,
        brings=(e.ApplicationStruck,),
    ),
}
