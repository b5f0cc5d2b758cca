"""第十八条入户抽查: a drawn case that falls away unvisited is drawn again, before anything is decided."""

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
from domain.registers.roster.facts import CaseDrawnAgain, SpotCheckFellAway
from domain.registers.roster.state import stream

SHARE, EARLY = "spot_check_rate", "spot_check_early_rate"
"""The parameters of the county's spot checks; a law without the first has none."""


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


def drawn_again(s: Situation, command: c.DrawAgain) -> tuple[Change, ...]:
    """In the place of the one that fell away."""
    received, selected = s.roster.received, s.roster.selected + 1
    drawn = CaseDrawnAgain(on=s.today, case=s.case.id, received=received, selected=selected)
    chosen = e.SpotCheckSelected(on=s.today, sequence=received, seed=command.seed)
    return (Change(chosen), Change(drawn, stream(s.county)))


@carries(
    "18.1.2 AMB-26", "What ends unvisited though it was drawn counts no more, and binds nobody."
)
def fell_away(s: Situation) -> tuple[Change, ...]:
    county = s.case.county
    if not county.spot_check or county.spot_checked is not None:
        return ()
    received, selected = s.roster.received - 1, s.roster.selected - 1
    gone = SpotCheckFellAway(on=s.today, case=s.case.id, received=received, selected=selected)
    return (Change(gone, stream(s.county)),)


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
        stages=stages(Stage.UNDER_COUNTY),
        guards=(share_short,),
        checks=said("seed"),
        facts=drawn_again,
        brings=(e.SpotCheckSelected, CaseDrawnAgain),
    ),
}
