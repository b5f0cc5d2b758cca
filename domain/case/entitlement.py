"""What the law prescribes for a case: the one question it asks the assessment, and the answer.

Commands, "为什么还不行" and the facts of a decision all come here, so they cannot differ.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from domain.account.account import (
    Accounts,
    Grant,
    PersonAccount,
    distinct,
    most_grants,
    same_matter,
)
from domain.account.home import found_same, together
from domain.assessment.amounts import in_window
from domain.assessment.inputs import (
    Circumstances,
    EarlierGrant,
    Finding,
    Override,
    Question,
)
from domain.assessment.plan import NotRelieved
from domain.assessment.result import Assessment, Trace, Verdict
from domain.case import small_sums
from domain.case.gates import covering
from domain.case.grounds import Named, well_named
from domain.case.reasons import amount_against, bears_out, said_against
from domain.case.records import Prescribed
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.ground.refusal import Code, Reason, Reasons, reason
from domain.ground.terms import FollowUp, Ground, Procedure, Subject
from domain.law.terms import Frequency, Window


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("9 10 12", "What the words of a command add to the facts on file.")
class Words:
    """``exception`` and ``overrides`` are the county's (12, 9); ``found`` is what it found to be so
    instead of what was recorded; ``findings`` are grounds of refusal somebody found now (10). ``on``
    is the day that is asked about, where it is not today.
    """

    exception: str | None = None
    overrides: tuple[Override, ...] = ()
    on: date | None = None
    found: Circumstances | None = None
    findings: tuple[Finding, ...] = ()


NO_WORDS = Words()
"""Only what is on file."""
UNASKED: Any = object()
"""Stands for the answer to what was not asked yet."""


@carries(
    "11.1 AMB-35",
    "The case as a question to the law. Before anything is recorded it tells only "
    "what was applied.",
)
def question(s: Situation, words: Words = NO_WORDS) -> Question:
    """Whoever died since the record is no member any more (11.1); the accounts of all members
    count, each grant once (AMB-35).
    """
    asked, record, granted = s.case.asked, s.case.known, covering(s)
    accepted = s.case.accepted_on or s.today
    return Question(
        circumstances=circumstances(s, words),
        township=asked.township,
        applied_on=asked.on,
        accepted_on=accepted,
        on=words.on or s.today,
        expense_year=s.today.year if record is None else record.expense_year,
        also_year=None if record is None else record.also_year,
        procedure=s.case.procedure or Procedure.GENERAL,
        lives_in_seat=asked.lives_in_seat,
        delegated_up_to=None if granted is None else granted.ceiling,
        earlier=earlier(s),
        grants_this_year=grants_this_year(s, words.on or s.today),
        same_matter=relieved(s),
        exception=words.exception,
        overrides=words.overrides,
        periods=None if record is None else record.periods,
        collective=s.case.resolved_by if s.pack.outcomes.maxima else None,
        ahead=ahead(s),
        waived=small_sums.waived_by_status(s),
    )


def circumstances(s: Situation, words: Words) -> Circumstances:
    """What was found to be so, as of today's members."""
    asked, record = s.case.asked, s.case.known
    if words.found is not None:
        known = words.found
    elif record is not None:
        known = record.circumstances
    else:
        known = Circumstances(
            subject=asked.subject, category=asked.category, cause=asked.matter.cause
        )
    findings, members = known.findings + words.findings, len(asked.members)
    if (known.members, known.findings) == (members, findings):
        return known
    return replace(known, members=members, findings=findings)


@carries(
    "12 AMB-14", "The case that relieved this matter before, as it is told or was found to be."
)
def relieved(s: Situation) -> str | None:
    """Where the law counts the grants of a year only, in that year."""
    rule = s.pack.outcomes.casework.frequency(Frequency.MATTER)
    window = None if rule is None else rule.window
    but = frozenset() if small_sums.on_course(s) else frozenset(g.case for g in small_grants(s))

    def counts(day: date) -> bool:
        return window is None or in_window(window is Window.CALENDAR, day, s.today)

    told = same_matter(household(s), s.case.asked.matter, s.case.id, counts, but)
    return told or found_same(s.homes.values(), {**s.around, **s.accounts}, s.case.id, counts, but)


def small_grants(s: Situation) -> tuple[Grant, ...]:
    """The small sums in any of its accounts: whoever had one may need more for the same matter."""
    grants = distinct({**household(s), **s.around}, s.case.id).values()
    return tuple(g for g in grants if g.small is not None)


@carries(
    "内部§小额快救 AMB-46",
    "What the family had at once for this very matter, where it lessens more.",
)
def ahead(s: Situation) -> Money | None:
    same = [g.amount for g in small_grants(s) if lessens(s, g)]
    return sum(same, ZERO) if same else None


@carries("内部§小额快救 AMB-46", "A small sum for this very matter that takes its part of more.")
def lessens(s: Situation, grant: Grant) -> bool:
    against = grant.small is not None and grant.small.against
    same = against and grant.matter.same(s.case.asked.matter)
    return same and not small_sums.on_course(s)


@carries("AMB-03 AMB-35", "The accounts by which a household's year is reckoned.")
def household(s: Situation) -> Accounts:
    """Of the members, and of those not listed whom they live or lived with."""
    living = (s.homes[one] for one in s.case.asked.members if one in s.homes)
    return {**together(living, s.around), **s.accounts} if s.around else s.accounts


@carries("11 AMB-03 AMB-35", "Every grant in any of its accounts, in the order of its day.")
def earlier(s: Situation) -> tuple[EarlierGrant, ...]:
    own = {
        grant.case
        for grant in s.accounts.get(s.case.asked.applicant, PersonAccount()).standing
        if grant.subject is Subject.INDIVIDUAL and grant.beneficiary
    }
    found = distinct(household(s), s.case.id).values()
    grants = sorted(found, key=lambda g: (g.on, g.case, g.booked))
    return tuple(
        EarlierGrant(
            case=grant.case,
            on=grant.on,
            subject=grant.subject,
            category=grant.category,
            amount=grant.amount,
            expense_year=grant.expense_year,
            own=grant.case in own,
            booked=grant.year,
            small=grant.small is not None,
        )
        for grant in grants
        if grant.counted or lessens(s, grant)
    )


@carries("12 AMB-13", "The most grants any member was helped by in the year that counts.")
def grants_this_year(s: Situation, on: date) -> int:
    rule = s.pack.outcomes.casework.frequency(Frequency.YEAR)
    own = None if rule is None else rule.window
    reading = s.pack.readings.get("AMB-13")
    named = own if own is not None or reading is None else reading.chosen
    calendar = named in (None, Window.CALENDAR)
    return most_grants(s.accounts, s.case.id, lambda day: in_window(calendar, day, on))


def assessed(s: Situation, words: Words = NO_WORDS) -> Assessment | None:
    """What the law prescribes; ``None`` where the pack does not relieve this kind of hardship."""
    answer: Assessment | None = s.answers.get(words, UNASKED)
    if answer is UNASKED:
        try:
            answer = s.engine.assess(question(s, words), s.references)
        except NotRelieved:
            answer = None
        s.answers[words] = answer
    return answer


@carries("2 8 9 10 11 12", "Everything that stands against relief, each with its article.")
def against(s: Situation, words: Words = NO_WORDS) -> tuple[Reason, ...]:
    found = assessed(s, words)
    if found is None:
        kind = s.case.asked.category.value
        return (reason(Code.NOT_COVERED, "8", what=f"category:{kind}", title=kind),)
    return tuple(chain.from_iterable(said_against(found, s.engine.pack)))


@carries("18.1.1", "Nobody signs or approves before the circumstances are on file.")
def recorded(s: Situation) -> Reason | None:
    """Those of the application as it stands: of what it said before they tell nothing."""
    if s.case.known is None and not small_sums.on_course(s):
        return reason(Code.CIRCUMSTANCES_MISSING, "18.1.1")
    return None


@carries(
    "8 9 10 11 12",
    "What stands against relief even if the county excepted and set aside all it may.",
)
def barred(s: Situation) -> Reasons:
    return against(s, waived(s, "any")) if not_entitled(s) else ()


@carries(
    "8 9 10 11 12",
    "What stands against relief where nobody may except or set aside: at the township.",
)
def not_entitled(s: Situation) -> Reasons:
    return () if s.case.known is None else against(s)


@carries("9", "As though the county excepted from article 12 and set aside each test it may.")
def waived(s: Situation, document: str) -> Words:
    overrides = tuple(
        Override(test.id, test.override, s.today, document)
        for test in s.pack.outcomes.tests
        if test.override is not None
    )
    return Words(exception=document, overrides=overrides)


@carries("11", "Why a sum is not what the law prescribes: above a cap, or outside the range.")
def prescribes(s: Situation, words: Words, amount: Money, field: str) -> Reasons:
    found = None if s.case.known is None else assessed(s, words)
    if found is None or amount <= ZERO:
        return None
    return amount_against(found, s.engine.pack, amount, field)


def borne_out(s: Situation, named: Named, words: Words) -> Reason | None:
    """A ground of refusal is one the assessment comes to, or one somebody found upon evidence (8 to 12).

    ``words`` hold that finding already.
    """
    unfit = well_named(s, named)
    if unfit is not None:
        return unfit
    found = assessed(s, words)
    if not_confirmed(s, named.ground) or bears_out(found, named.ground, named.id, s.pack):
        return None
    verdict = Verdict.NOT_COVERED if found is None else found.verdict
    return reason(
        Code.GROUND_NOT_BORNE_OUT,
        named.ground.article,
        "ground",
        ground=named.id,
        cited=named.ground.value,
        verdict=verdict.value,
    )


@carries("18.1.2 18.2.2", "What the county looked at itself and could not confirm (经核查符合).")
def not_confirmed(s: Situation, ground: Ground) -> bool:
    county = s.case.county
    if ground is Ground.NOT_CONFIRMED:
        return county.spot_checked is False
    return ground is Ground.NOT_VERIFIED and county.verified is False


def outgrown(s: Situation) -> bool:
    """Whether the recommended sum cannot be granted any more, so that only a new opinion helps.

    Between signature and decision a year may end, a grant be released, a record be found missing.
    """
    examination = s.case.examination
    if examination is None or examination.recommended <= ZERO:
        return False
    found = None if s.case.known is None else assessed(s, waived(s, "any"))
    if found is None or found.amount is None:
        return True
    return examination.recommended < found.amount.least


def on_record(s: Situation, found: Assessment | None, words: Words) -> Prescribed | None:
    """What a fact keeps of an assessment beside its trace."""
    if found is None:
        return None
    record = s.case.known
    own = record is not None and words.found is None
    return Prescribed(
        record=record.number if own and record is not None else None,
        verdict=found.verdict,
        amount=found.amount,
        flags=found.flags,
    )


@carries(
    "18.2.1 AMB-22 AMB-23", "Up to how much the township decides; ``None`` where the county does."
)
def ceiling(s: Situation) -> Money | None:
    try:
        return s.engine.ceiling(question(s), s.references)
    except NotRelieved:
        return None


@carries("18.2.1", "What the law of the case asks for after the township's decision.")
def owed(s: Situation) -> tuple[FollowUp, ...]:
    asked = question(s)
    rule = s.pack.outcomes.casework.delegation(asked.procedure, asked.circumstances.category)
    return () if rule is None else rule.duties


def trace(found: Assessment | None) -> Trace | None:
    """Everything the answer rests on, to be kept whole."""
    return None if found is None else found.trace
