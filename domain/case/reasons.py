"""What an assessment says against relief, or against a sum, as reasons with their articles."""

from collections.abc import Callable, Iterator, Mapping

from domain.assessment.result import Assessment, Verdict
from domain.assessment.verdict import fails
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Ground
from domain.law.citations import wholes
from domain.law.pack import Pack
from domain.law.terms import AmountKind, Frequency, PoolOf

Said = Callable[[Assessment, Pack], Iterator[Reason]]

FINDING = "finding"
"""How a lack begins that only a person's finding can fill."""


def title_of(what: str, pack: Pack) -> str:
    """What the pack calls the thing a lack names; its own name where it is no entry of the pack."""
    kind, _, which = what.partition(":")
    return TITLES[kind](which, pack) if kind in TITLES else which or kind


def _test(which: str, pack: Pack) -> str:
    return next((test.title for test in pack.outcomes.tests if test.id == which), which)


def _series(which: str, pack: Pack) -> str:
    return pack.outcomes.series[which].title


def _costs(which: str, pack: Pack) -> str:
    return pack.outcomes.bases[which].costs.value


def _ground_title(which: str, pack: Pack) -> str:
    rules = pack.outcomes.casework.grounds
    return next((rule.title for rule in rules if rule.id == which), which)


TITLES: Mapping[str, Callable[[str, Pack], str]] = {
    "test": _test,
    "reference": _series,
    "costs": _costs,
    FINDING: _ground_title,
}
"""By the word a lack begins with."""


def said_against(found: Assessment, pack: Pack) -> Iterator[Iterator[Reason]]:
    """Everything that stands against relief, in the order of the law."""
    return (SAID[verdict](found, pack) for verdict in found.against)


@carries("8.2 8.2.1 8.2.3", "Led to the rules that provide for such persons.")
def _elsewhere(found: Assessment, pack: Pack) -> Iterator[Reason]:
    rules = "" if found.elsewhere is None else found.elsewhere.value
    yield reason(Code.OTHER_RULES_APPLY, "8.2", rules=rules)


@carries("8", "What the kind of hardship asks for and is not so.")
def _not_covered(found: Assessment, pack: Pack) -> Iterator[Reason]:
    for lack in found.coverage.failed:
        title = title_of(lack.what, pack)
        yield reason(Code.NOT_COVERED, lack.article, what=lack.what, title=title)


@carries("8.1/2 9", "Each test that is not met, with both of its sides where it compares.")
def _test_failed(found: Assessment, pack: Pack) -> Iterator[Reason]:
    for test in filter(fails, found.tests):
        title, article = _test(test.test, pack), test.article
        if test.left is None or test.right is None:
            yield reason(Code.TEST_FAILED, article, test=test.test, title=title)
        else:
            yield reason(
                Code.TEST_FAILED,
                article,
                test=test.test,
                title=title,
                left=test.left,
                right=test.right,
            )


@carries("10", "Each ground of refusal that holds.")
def _ground(found: Assessment, pack: Pack) -> Iterator[Reason]:
    for one in found.grounds:
        if one.holds:
            title = _ground_title(one.ground, pack)
            yield reason(Code.REFUSAL_GROUND, one.article, ground=one.ground, title=title)


def _incomplete(found: Assessment, pack: Pack) -> Iterator[Reason]:
    """Each fact, paper or finding that is missing, with the provision that asks for it."""
    for lack in found.missing:
        kind, _, which = lack.what.partition(":")
        title = title_of(lack.what, pack)
        if kind == FINDING:
            yield reason(Code.FINDING_MISSING, lack.article, ground=which, title=title)
        else:
            yield reason(Code.FACTS_MISSING, lack.article, what=lack.what, title=title)


@carries("12", "一事一救.")
def _same_matter(found: Assessment, pack: Pack) -> Iterator[Reason]:
    rule, case = pack.outcomes.casework.frequency(Frequency.MATTER), found.trace.question
    article = "12" if rule is None else str(rule.citation)
    yield reason(Code.SAME_MATTER, article, "exception", earlier=case.same_matter)


@carries("12", "As a rule so many grants a year; one more needs the county's recorded exception.")
def _too_often(found: Assessment, pack: Pack) -> Iterator[Reason]:
    rule, asked = pack.outcomes.casework.frequency(Frequency.YEAR), found.trace.question
    if rule is not None and rule.count is not None:
        yield reason(
            Code.YEARLY_COUNT_REACHED,
            str(rule.citation),
            "exception",
            grants=asked.grants_this_year,
            allowed=pack.count(rule.count, asked.accepted_on),
        )


@carries("11", "Each yearly total that leaves nothing.")
def _cap_reached(found: Assessment, pack: Pack) -> Iterator[Reason]:
    reckoning = found.trace.reckoning
    for use in () if reckoning is None else reckoning.pools:
        if use.room.fen <= 0:
            title = pack.outcomes.pools[use.pool].title
            yield reason(Code.ANNUAL_CAP_REACHED, use.article, pool=title, cap=use.cap)


@carries("11", "The reckoning comes to nothing, often because of an earlier grant of the year.")
def _nothing_due(found: Assessment, pack: Pack) -> Iterator[Reason]:
    reckoning = found.trace.reckoning
    if reckoning is not None:
        base, granted = reckoning.base or ZERO, reckoning.earlier
        yield reason(Code.NOTHING_DUE, reckoning.article, base=base, granted=granted)


SAID: Mapping[Verdict, Said] = {
    Verdict.ELSEWHERE: _elsewhere,
    Verdict.NOT_COVERED: _not_covered,
    Verdict.TEST_FAILED: _test_failed,
    Verdict.GROUND: _ground,
    Verdict.SAME_MATTER: _same_matter,
    Verdict.TOO_OFTEN: _too_often,
    Verdict.INCOMPLETE: _incomplete,
    Verdict.CAP_REACHED: _cap_reached,
    Verdict.NOTHING_DUE: _nothing_due,
}
"""What is said of each; where relief is due there is nothing to say."""

CAPS = {PoolOf.HOUSEHOLD: Code.ABOVE_HOUSEHOLD_CAP, PoolOf.PERSON: Code.ABOVE_PERSON_CAP}


@carries(
    "11", "Why a sum is not to be granted: above what a yearly total leaves, or outside the range."
)
def amount_against(
    found: Assessment, pack: Pack, amount: Money, field: str
) -> tuple[Reason, ...] | None:
    """Nothing is said where no sum could be right: that is said by what stands against relief."""
    due, reckoning = found.amount, found.trace.reckoning
    if due is None or reckoning is None or due.most.fen == 0 or due.permits(amount):
        return None
    above = tuple(
        reason(
            CAPS[pack.outcomes.pools[use.pool].of],
            use.article,
            field,
            amount=amount,
            cap=use.cap,
            room=use.room,
        )
        for use in reckoning.pools
        if amount > use.room and not reckoning.parts
    )
    if above:
        return above
    return (
        reason(
            Code.AMOUNT_OUTSIDE_RANGE,
            reckoning.article,
            field,
            amount=amount,
            least=due.least,
            most=due.most,
        ),
    )


@carries("11", "Under the sum prescribed by no more than others gave, and never below a floor.")
def lowered_by_aid(found: Assessment, amount: Money) -> bool:
    due, reckoning = found.amount, found.trace.reckoning
    if due is None or reckoning is None or reckoning.kind is AmountKind.FLOOR:
        return False
    told = found.trace.question.circumstances
    given = sum(one.amount.fen for one in (*told.aid, *told.compensation))
    return due.least.fen - given <= amount.fen < due.least.fen


@carries("8 9 10 11 12", "Whether an assessment says what a ground of refusal says.")
def bears_out(found: Assessment | None, ground: Ground, named: str, pack: Pack) -> bool:
    """``named`` is the ground in the law of the case: one of article 10, or the county's own.
    ``None``: the pack does not relieve this kind of hardship at all.
    """
    if found is None:
        return ground is Ground.NOT_COVERED
    held = {one.ground for one in found.grounds if one.holds}
    failed = {place for test in filter(fails, found.tests) for place in wholes(test.article)}
    match ground:
        case Ground.NOT_COVERED:
            beside = {Verdict.NOT_COVERED, Verdict.ELSEWHERE}
            return pack.cited("8") in failed or not beside.isdisjoint(found.against)
        case Ground.NO_SEVERE_DIFFICULTY:
            return pack.cited("9") in failed
        case Ground.SAME_MATTER:
            return Verdict.SAME_MATTER in found.against
        case Ground.TOO_OFTEN:
            return Verdict.TOO_OFTEN in found.against
        case Ground.YEARLY_LIMIT:
            return Verdict.CAP_REACHED in found.against
        case Ground.NOTHING_DUE:
            return Verdict.NOTHING_DUE in found.against
        case _:
            return named in held
