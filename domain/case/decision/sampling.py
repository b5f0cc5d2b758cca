"""第十八条入户抽查: where a drawn case falls away unvisited another is drawn, by the draws of their receipt.

Which one follows from the roster alone: of those that were counted and not drawn and wait for their
decision, the one with the lowest draw, which chance gave it when it was received. Nobody names it.
"""

from math import ceil

from domain.case import turns
from domain.case.decision import commands as c
from domain.case.decision import facts as e
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.roster.facts import CaseBeyondDraw, CaseDrawnAgain, SpotCheckFellAway
from domain.registers.roster.state import stream

SHARE, EARLY = "spot_check_rate", "spot_check_early_rate"
"""The parameters of the county's spot checks; a law without the first has none."""


WITH_ANY = stages(
    *(Stage.ACCEPTED, Stage.OPINION_SIGNED, Stage.EXAMINED, Stage.IN_NOTICE, Stage.CLEARED),
    *(Stage.SUBMITTED, Stage.UNDER_COUNTY, Stage.RETURNED),
)
"""Wherever a file may be that the county received and did not decide: drawn, it counts as bound."""


@carries("18.1.2", "Whether fewer are drawn than must be, and this counted case is not drawn.")
def short(s: Situation) -> bool:
    county = s.case.county
    if county.spot_check or not county.counted or not s.pack.has(SHARE, s.today):
        return False
    return s.roster.selected < ceil(s.roster.received * s.pack.rate(SHARE, s.today))


@since(3)
@carries("18.1.2", "不低于30%的比例入户抽查: at every moment, of whatever is decided.")
def share_kept(s: Situation) -> Reason | None:
    return reason(Code.SPOT_CHECK_SHORT, "18.1.2") if short(s) else None


@since(3)
@carries("18.1.2", "A case is drawn again only where one that was drawn fell away.")
def share_short(s: Situation) -> Reason | None:
    return None if short(s) else reason(Code.SPOT_CHECK_ENOUGH, "18.1.2")


@since(3)
@carries("18.1.2", "And none but the next by the draws of their receipt, which no officer chooses.")
def next_by_lot(s: Situation) -> Reason | None:
    following = s.roster.next_drawn
    if not short(s) or following in (None, s.case.id):
        return None
    return reason(Code.SPOT_CHECK_OTHER, "18.1.2", case=following)


def drawn_again(s: Situation, command: c.DrawAgain) -> tuple[Change, ...]:
    """In the place of the one that fell away."""
    received, selected = s.roster.received, s.roster.selected + 1
    drawn = CaseDrawnAgain(
        on=s.today,
        case=s.case.id,
        received=received,
        selected=selected,
        reserve=s.roster.without(s.case.id),
    )
    chosen = e.SpotCheckSelected(on=s.today, sequence=received, seed=command.seed)
    return (Change(chosen), Change(drawn, stream(s.drawing)))


@carries(
    "18.1.2 AMB-26", "What ends unvisited though it was drawn counts no more, and binds nobody."
)
def fell_away(s: Situation) -> tuple[Change, ...]:
    county = s.case.county
    if not county.spot_check:
        return beyond_draw(s)
    if county.spot_checked is not None:
        return ()
    gone = SpotCheckFellAway(
        on=s.today,
        case=s.case.id,
        received=s.roster.received - 1,
        selected=s.roster.selected - 1,
        reserve=s.roster.reserve,
    )
    return (Change(gone, stream(s.drawing)),)


@carries(
    "18.1.2",
    "What was decided or ended undrawn takes no other's place; it was received all the same.",
)
def beyond_draw(s: Situation, received: int = 0) -> tuple[Change, ...]:
    """``received``: what changes of how many count. Nothing of one that the roster does not name."""
    left = s.roster.without(s.case.id)
    if not turns.not_drawn(s) or left == s.roster.reserve:
        return ()
    gone = CaseBeyondDraw(
        on=s.today,
        case=s.case.id,
        received=s.roster.received + received,
        selected=s.roster.selected,
        reserve=left,
    )
    return (Change(gone, stream(s.drawing)),)


def uncounted(s: Situation) -> tuple[Change, ...]:
    """What was accepted by mistake is counted no more, drawn or not: it may be received anew."""
    return fell_away(s) if s.case.county.spot_check else beyond_draw(s, received=-1)


RULES: Rules = {
    c.DrawAgain: Rule(
        article="18.1.2",
        by=(Post.COUNTY_CHECKER,),
        reads=(Stream.ROSTER,),
        writes=(Stream.CASE, Stream.ROSTER),
        address="spot-check/draw",
        awaited=True,
        turn=turns.not_drawn,
        by_lot=True,
        chance="seed",
        stages=WITH_ANY,
        guards=(share_short, next_by_lot),
        checks=said("seed"),
        facts=drawn_again,
        brings=(e.SpotCheckSelected, CaseDrawnAgain),
    ),
}
