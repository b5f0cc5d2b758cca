"""Beside the case: what a county delegates to its townships, and takes back (A18.2.1)."""

from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import positive, said
from domain.law.casework import DelegationRule
from domain.registers.delegations import commands as c
from domain.registers.delegations.facts import DelegationGranted, DelegationRevoked
from domain.registers.delegations.situation import Situation

NO_CASE = stages(Stage.UNKNOWN)


@carries("18.2.1", "A delegation's number is used once.")
def number_new(s: Situation, command: c.GrantDelegation) -> Reason | None:
    if command.number in s.delegations.numbers:
        return reason(Code.DELEGATION_EXISTS, "18.2.1", "number", number=command.number)
    return None


@carries("18.2.1", "Only a delegation in force is taken back.")
def number_known(s: Situation, command: c.RevokeDelegation) -> Reason | None:
    if all(g.number != command.number for g in s.delegations.granted):
        return reason(Code.DELEGATION_UNKNOWN, "18.2.1", "number", number=command.number)
    return None


@carries("18.2.1", "How much the law of the county's city lets it delegate today, by which rule.")
def delegable(s: Situation, county: str) -> tuple[DelegationRule, Money | None] | None:
    return s.engine.delegable(county, s.today, s.references)


@carries("18.2.1", "The law of the place lets a county delegate by an act at all.")
def act_provided(s: Situation, command: c.GrantDelegation) -> Reason | None:
    if delegable(s, command.case) is None:
        return reason(Code.DELEGATION_NOT_PROVIDED, "18.2.1")
    return None


@carries("18.2.1", "No county may delegate above the ceiling of its own city's law.")
def under_law_ceiling(s: Situation, command: c.GrantDelegation) -> Reason | None:
    found = delegable(s, command.case)
    if found is None:
        return None
    rule, ceiling = found
    if ceiling is None:
        title = s.pack.outcomes.series[rule.series or ""].title
        what = f"reference:{rule.series}"
        return reason(Code.FACTS_MISSING, str(rule.citation), "ceiling", what=what, title=title)
    if command.ceiling > ceiling:
        return reason(
            Code.ABOVE_DELEGATED_CEILING,
            "18.2.1",
            "ceiling",
            amount=command.ceiling,
            ceiling=ceiling,
        )
    return None


@carries("18.2.1", "A county delegates to its own townships; all that are none are told.")
def own_townships(s: Situation, command: c.GrantDelegation) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.DIVISION_UNKNOWN, "18.2.1", "townships", division=code)
        for code in command.townships
        if code[:6] != command.case
        or s.places.township(code, max(s.today, command.valid_from)) is None
    )


@since(2)
@carries("18.2.1", "Each township, and each kind of hardship, is named once.")
def each_once(s: Situation, command: c.GrantDelegation) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.FIELD_INVALID, "18.2.1", field, fault="listed-twice")
        for field in ("townships", "kinds")
        if len(set(named := tuple(getattr(command, field)))) < len(named)
    )


@carries("18.2.1", "It begins before it ends.")
def period_in_order(s: Situation, command: c.GrantDelegation) -> Reason | None:
    if command.valid_to < command.valid_from:
        return reason(Code.FIELD_INVALID, "18.2.1", "valid_to")
    return None


@since(3)
@carries(
    "18.2.1 30", "Nobody delegates to a township whose post they hold then, under whichever id."
)
def not_to_oneself(s: Situation, command: c.GrantDelegation) -> Reason | None:
    """Else one person would give themselves the power, sign for the township, and decide by it."""
    for own in s.officers.all_of(s.officer.id):
        begun = own.valid_from <= command.valid_to
        meets = begun and (own.valid_to is None or command.valid_from <= own.valid_to)
        if meets and own.division in command.townships:
            return reason(Code.OWN_MATTER, "30", "townships")
    return None


def granted(s: Situation, command: c.GrantDelegation) -> tuple[Change, ...]:
    """委托."""
    return (
        Change(
            DelegationGranted(
                on=s.today,
                number=command.number,
                county=command.case,
                townships=tuple(command.townships),
                kinds=tuple(command.kinds),
                ceiling=command.ceiling,
                valid_from=command.valid_from,
                valid_to=command.valid_to,
                document=command.document,
            )
        ),
    )


def revoked(s: Situation, command: c.RevokeDelegation) -> tuple[Change, ...]:
    """撤销委托."""
    return (
        Change(DelegationRevoked(on=s.today, number=command.number, document=command.document)),
    )


RULES: Rules = {
    c.GrantDelegation: Rule(
        article="18.2.1",
        by=(Post.APPROVER,),
        reads=(Stream.DELEGATIONS, Stream.VALUES, Stream.OFFICERS),
        writes=(Stream.DELEGATIONS,),
        address="delegations",
        stages=NO_CASE,
        checks=(
            *said("number", "townships", "kinds", "document"),
            positive("ceiling"),
            number_new,
            act_provided,
            under_law_ceiling,
            own_townships,
            each_once,
            not_to_oneself,
            period_in_order,
        ),
        facts=granted,
        brings=(DelegationGranted,),
    ),
    c.RevokeDelegation: Rule(
        article="18.2.1",
        by=(Post.APPROVER,),
        reads=(Stream.DELEGATIONS,),
        writes=(Stream.DELEGATIONS,),
        address="delegations/revocation",
        stages=NO_CASE,
        checks=(*said("document"), number_known),
        facts=revoked,
        brings=(DelegationRevoked,),
    ),
}
