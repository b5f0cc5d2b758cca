"""小额快救: a small sum at once, decided by another hand than registered it."""

from domain.account.events import GrantCharged
from domain.case import turns
from domain.case.decision.facts import ReliefApproved, Sampled
from domain.case.decision.sums import charges
from domain.case.entitlement import household, question, relieved
from domain.case.gates import examined_since_complaint, no_correction_asked_for, somebody_left
from domain.case.knowledge.deaths import nobody_known_dead
from domain.case.knowledge.households import one_household
from domain.case.knowledge.likeness import likeness_judged, same_judged
from domain.case.numbers import numbered, vouched
from domain.case.situation import Situation, happened
from domain.case.small_fast import commands as c
from domain.case.small_fast import facts as e
from domain.case.small_fast.sums import held, township_most, within_small_sum
from domain.case.small_sums import governing, on_course, rule, standard
from domain.case.state import GOING_ON
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.posts import TOWNSHIP, Post
from domain.ground.refusal import Code, Reason, Reasons, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import NumberKind, Stage
from domain.ground.words import positive, said
from domain.law.small_fast import CHECKED, HOUSE, RULE, STATUS, TIMES, SmallYear
from domain.law.terms import Frequency
from domain.registers.roster.state import DRAWS, draw_of

UNDECIDED = stages(Stage.ACCEPTED, Stage.UNDER_COUNTY, Stage.RETURNED)
"""Registered; or with the county again after a decision was revoked."""


@since(3)
@carries(RULE, "It was accepted for a small sum at once.")
def accepted_so(s: Situation) -> Reason | None:
    return None if on_course(s) else reason(Code.NOT_SMALL_FAST, RULE)


@since(3)
@carries(RULE, "The standard that the ceiling is reckoned by is on record.")
def standard_known(s: Situation) -> Reason | None:
    small = rule(s)
    if not on_course(s) or small is None or standard(s) is not None:
        return None
    title = s.pack.outcomes.series[small.series].title
    return reason(Code.FACTS_MISSING, RULE, what=f"reference:{small.series}", title=title)


@since(3)
@carries("12 AMB-14", "Nobody in the family was relieved for this matter before, in whichever way.")
def not_relieved_yet(s: Situation) -> Reason | None:
    earlier = relieved(s) if on_course(s) else None
    return None if earlier is None else reason(Code.SAME_MATTER, "12", earlier=earlier)


@carries(HOUSE, "How often the family was helped so this year; each case once.")
def times_this_year(s: Situation) -> int:
    grants = (g for account in household(s).values() for g in account.standing)
    return len(
        {g.case for g in grants if g.small and g.case != s.case.id and g.on.year == s.today.year}
    )


@since(3)
@carries(HOUSE, "No more than so often a year is a family helped so.")
def small_sums_left(s: Situation) -> Reason | None:
    if not on_course(s) or rule(s) is None:
        return None
    allowed, times = s.pack.count(TIMES, governing(s)), times_this_year(s)
    if times < allowed:
        return None
    return reason(Code.SMALL_SUM_TOO_OFTEN, HOUSE, grants=times, allowed=allowed)


@since(3)
@carries("12 AMB-45", "Where it counts in the year, the year's grants are not used up.")
def year_not_used_up(s: Situation) -> Reason | None:
    small, yearly = rule(s), s.pack.outcomes.casework.frequency(Frequency.YEAR)
    if not on_course(s) or small is None or small.year is SmallYear.APART:
        return None
    if yearly is None or yearly.count is None:
        return None
    allowed, grants = s.pack.count(yearly.count, governing(s)), question(s).grants_this_year
    if grants < allowed:
        return None
    return reason(Code.YEARLY_COUNT_REACHED, "12", grants=grants, allowed=allowed)


@since(3)
@carries(f"{RULE} 11 AMB-44 AMB-45", "The sum is within both.")
def sum_small(s: Situation, command: c.ApproveSmallRelief) -> Reasons:
    return within_small_sum(s, command.amount)


@since(3)
@carries(HOUSE, "Above its own multiple of the standard the township leaves it to the county.")
def within_townships(s: Situation, command: c.ApproveSmallRelief) -> Reason | None:
    own = township_most(s)
    if len(s.officer.division) != TOWNSHIP or own is None or command.amount <= own:
        return None
    return reason(Code.ABOVE_TOWNSHIP_SUM, HOUSE, "amount", amount=command.amount, most=own)


def approved(s: Situation, command: c.ApproveSmallRelief) -> tuple[Change, ...]:
    """The sum, and what it was held to. Raises ``ValueError`` where no ceiling is known."""
    small, to = rule(s), held(s)
    if small is None or to is None:
        raise ValueError("no small sum can be reckoned")
    by_township = len(s.officer.division) == TOWNSHIP
    fact = ReliefApproved(
        on=s.today,
        amount=command.amount,
        delegated=by_township,
        ceiling=township_most(s) if by_township else None,
        document=command.document,
        batch=command.batch,
        vouched=vouched(s, decision=command.document),
        law=s.law,
        duties=small.duties,
        small=to,
        sampled=sampled(s, command.seed),
    )
    return (Change(fact), *charges(s, command.amount, None))


@carries(HOUSE, "Each small sum is drawn by chance, so many in a hundred: nobody tells which.")
def sampled(s: Situation, seed: str) -> Sampled:
    """No roster counts them: one would be waited for by every township of a county."""
    share = s.pack.rate(CHECKED, governing(s))
    return Sampled(seed=seed, chosen=draw_of(seed, s.case.id) < share * DRAWS)


@since(3)
@carries(STATUS, "The paper is not of a day to come.")
def issued_by_today(s: Situation, command: c.RecordKnownStatus) -> Reason | None:
    if command.issued_on <= s.today:
        return None
    return reason(Code.DATE_IN_FUTURE, STATUS, "issued_on", day=command.issued_on)


@since(3)
@carries(STATUS, "A document on record lets a known status stand in the place of tests.")
def status_counts(s: Situation) -> Reason | None:
    return reason(Code.SMALL_FAST_OFF, STATUS) if rule(s) is None else None


@since(3)
@carries(STATUS, "The register is one of those that the document names.")
def status_named(s: Situation, command: c.RecordKnownStatus) -> Reason | None:
    small = rule(s)
    if small is None or command.status in small.statuses:
        return None
    allowed = ",".join(sorted(small.statuses))
    return reason(Code.FIELD_INVALID, STATUS, "status", fault="not-in-list", allowed=allowed)


RULES: Rules = {
    c.ApproveSmallRelief: Rule(
        article=RULE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        hand=Deed.APPROVED,
        about=(Deed.ACCEPTED,),
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="small-approval",
        sees_version=True,
        awaited=True,
        turn=turns.small_fast,
        chance="seed",
        stages=UNDECIDED,
        guards=(
            accepted_so,
            *(somebody_left, nobody_known_dead, one_household, likeness_judged),
            *(no_correction_asked_for, examined_since_complaint),
            *(standard_known, not_relieved_yet, small_sums_left, year_not_used_up),
        ),
        checks=(
            positive(),
            numbered("document", NumberKind.DECISION),
            sum_small,
            within_townships,
        ),
        cautions=(same_judged,),
        facts=approved,
        brings=(GrantCharged, ReliefApproved),
    ),
    c.LeaveSmallFast: Rule(
        article=HOUSE,
        by=(Post.TOWNSHIP_LEADER, Post.APPROVER),
        address="small-fast-leaving",
        sees_version=True,
        turn=turns.small_fast,
        stages=UNDECIDED,
        guards=(accepted_so,),
        checks=said("reasons"),
        facts=lambda s, k: happened(
            e.SmallFastLeft(on=s.today, reasons=k.reasons.bound(s.case.asked.applicant))
        ),
        brings=(e.SmallFastLeft,),
    ),
    c.RecordKnownStatus: Rule(
        article=STATUS,
        by=(Post.CASEWORKER,),
        hand=Deed.RECORDED,
        address="known-statuses",
        stages=GOING_ON,
        guards=(status_counts,),
        checks=(*said("issuer", "evidence"), issued_by_today, status_named),
        facts=lambda s, k: happened(
            e.KnownStatusRecorded(
                on=s.today,
                status=k.status,
                issuer=k.issuer,
                issued_on=k.issued_on,
                evidence=tuple(k.evidence),
            )
        ),
        brings=(e.KnownStatusRecorded,),
    ),
}
