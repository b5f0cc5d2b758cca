"""小额快救 at the counter: who is accepted for it, by which papers, wherever they are at home."""

from domain.case import small_sums
from domain.case.intake import commands as c
from domain.case.papers import missing
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Procedure, Residence


@since(3)
@carries(
    "15 临时救助意见§急难发生地", "Only a small sum at once asks nobody where they are at home."
)
def resident_or_at_once(s: Situation, command: c.AcceptApplication) -> Reason | None:
    elsewhere = s.case.asked.residence is Residence.NEITHER
    if not elsewhere or command.procedure is Procedure.SMALL_FAST or small_sums.rule(s) is None:
        return None
    return reason(Code.NOT_RESIDENT, "15", "procedure")


@since(3)
@carries("15 16/1", "Whoever is at home elsewhere is handed on or helped at once, not refused.")
def no_stranger(s: Situation) -> Reason | None:
    if s.case.asked.residence is Residence.NEITHER:
        return reason(Code.NOT_RESIDENT, "15")
    return None


@since(3)
@carries(
    "临时救助意见§小额快救", "A small sum is given at once where a document on record says so."
)
def small_fast_in_force(s: Situation, command: c.AcceptApplication) -> Reason | None:
    if command.procedure is not Procedure.SMALL_FAST or small_sums.rule(s) is not None:
        return None
    return reason(Code.SMALL_FAST_OFF, "临时救助意见§小额快救", "procedure")


@carries("16 临时救助意见§小额快救", "Of the papers that are not there, those a small sum needs.")
def lacking_at_once(s: Situation) -> frozenset[str]:
    small = small_sums.rule(s)
    return missing(s) if small is None else missing(s) & frozenset(small.papers)
