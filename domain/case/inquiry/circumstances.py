"""第八、九、十、十一条: the circumstances the assessment rests on, as declared and verified."""

from collections.abc import Iterator
from dataclasses import replace

from domain.assessment.costs import base_of
from domain.assessment.faults import Wrong, faults, out_of_window, shrunk, unknown_to
from domain.assessment.inputs import Circumstances, Question
from domain.assessment.years import of_year
from domain.case import records as e
from domain.case import turns
from domain.case.entitlement import Words, question
from domain.case.inquiry import commands as c
from domain.case.situation import Situation, happened
from domain.case.small_sums import ordinary_way
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.texts import blank
from domain.law.outcome import BaseRule

OWN_FIELDS = {"known_base": "correction", "periods": "periods", "also_year": "also_year"}
"""Fields of the command itself, as it calls them; the others are inside the circumstances."""


@carries(
    "8 11", "Nothing is recorded that cannot be: impossible days and sums, costs that became less."
)
def possible(s: Situation, command: c.RecordCircumstances) -> tuple[Reason, ...]:
    known = known_base(s, command.expense_year) if blank(command.correction) else None
    asked = replace(
        question(s, Words(found=command.circumstances)),
        expense_year=command.expense_year,
        also_year=command.also_year,
        periods=command.periods,
        known_base=known,
        earlier=(),
    )
    future = command.expense_year > s.today.year
    late = (invalid("expense_year", Wrong.IN_FUTURE),) if future else ()
    found = (*late, *impossible(s, asked, "circumstances"))
    return found or year_before_shrunk(s, asked, command)


@carries("11.2 AMB-37", "The costs of the year before became less than they were assessed to be.")
def year_before_shrunk(
    s: Situation, asked: Question, command: c.RecordCircumstances
) -> tuple[Reason, ...]:
    rule, also = base_rule(s), command.also_year
    if rule is None or also is None or not blank(command.correction):
        return ()
    before = replace(of_year(asked, also), known_base=known_base(s, also))
    return (invalid("correction", Wrong.SHRUNK),) if shrunk(rule, before) else ()


YEARS_BACK = 10
"""Costs of an earlier year than so many before the application answer no hardship of today."""


@since(2)
@carries("8 11.1", "The year of the costs is that of the application, or not long before it.")
def year_of_the_case(s: Situation, command: c.RecordCircumstances) -> Reason | None:
    if command.expense_year >= s.case.asked.on.year - YEARS_BACK:
        return None
    return reason(Code.FIELD_INVALID, None, "expense_year", fault="long-ago")


def impossible(s: Situation, asked: Question, within: str) -> Iterator[Reason]:
    """Every fault of facts, by its field in the command."""
    pack = s.engine.pack
    doubts = (*unknown_to(pack.outcomes, asked), *out_of_window(pack, asked))
    for found in (*faults(asked, base_rule(s)), *doubts):
        field = OWN_FIELDS.get(found.field) or f"{within}.{found.field}"
        if found.field.startswith("overrides."):
            field = found.field.replace(".reason", ".document")
        yield invalid(field, found.wrong)


def invalid(field: str, wrong: Wrong) -> Reason:
    """A field and what is wrong with it."""
    return reason(Code.FIELD_INVALID, None, field, fault=wrong.value)


def base_rule(s: Situation) -> BaseRule | None:
    """The costs an amount of this kind of hardship is reckoned from, if any."""
    outcomes = s.engine.pack.outcomes
    rule = outcomes.amount(s.case.asked.category)
    return None if rule is None or rule.base is None else outcomes.bases[rule.base]


@carries(
    "11.2", "The most the year's costs came to before: in this case, or for a grant to any member."
)
def known_base(s: Situation, year: int) -> Money | None:
    rule, record = base_rule(s), s.case.circumstances
    if rule is None:
        return None
    sums = [
        grant.base
        for account in s.accounts.values()
        for grant in account.standing
        if grant.base is not None
        and (grant.category, grant.expense_year) == (s.case.asked.category, year)
    ]
    if record is not None and year in (record.expense_year, record.also_year):
        told = of_year(question(s, Words(found=record.circumstances)), year)
        sums.append(Money(base_of(rule, told).total))
    return max(sums, default=None)


@carries("8 11.1", "The circumstances are those of this application and its living members.")
def as_applied(s: Situation, command: c.RecordCircumstances) -> tuple[Reason, ...]:
    return tuple(unlike(s, command.circumstances, "circumstances"))


@carries("8", "Each field that says otherwise than the application.")
def unlike(s: Situation, told: Circumstances, within: str) -> Iterator[Reason]:
    asked = s.case.asked
    for field, said, applied in (
        ("subject", told.subject, asked.subject),
        ("category", told.category, asked.category),
        ("cause", told.cause, asked.matter.cause),
        ("members", told.members, len(asked.members)),
    ):
        if said != applied:
            yield reason(
                Code.DIFFERS_FROM_APPLICATION, "8", f"{within}.{field}", said=said, applied=applied
            )


@carries(
    "10", "A ground of refusal is found, or found not to be, by who records it, upon evidence."
)
def found_in_person(s: Situation, command: c.RecordCircumstances) -> tuple[Reason, ...]:
    before = s.case.circumstances
    known = () if before is None else before.circumstances.findings
    return tuple(unfounded(s, command.circumstances, known, "circumstances"))


@carries("10", "Findings somebody else is said to have made, or that rest on nothing.")
def unfounded(
    s: Situation, told: Circumstances, known: tuple[object, ...], within: str
) -> Iterator[Reason]:
    for place, finding in enumerate(told.findings):
        field = f"{within}.findings.{place}"
        if finding not in known and finding.by != s.officer.id:
            yield reason(Code.FIELD_INVALID, "10", f"{field}.by", fault="found-by-another")
        if not finding.evidence:
            yield reason(Code.FIELD_MISSING, "10", f"{field}.evidence")


def circumstances_recorded(s: Situation, command: c.RecordCircumstances) -> e.CircumstancesRecorded:
    """A new record; the earlier ones stay in the file."""
    before = s.case.circumstances
    return e.CircumstancesRecorded(
        on=s.today,
        number=1 if before is None else before.number + 1,
        expense_year=command.expense_year,
        circumstances=command.circumstances,
        periods=command.periods,
        correction=command.correction,
        also_year=command.also_year,
    )


RULES: Rules = {
    c.RecordCircumstances: Rule(
        article="18.1.1",
        by=(Post.CASEWORKER,),
        hand=Deed.RECORDED,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS),
        address="circumstances",
        awaited=True,
        turn=turns.not_recorded,
        stages=stages(Stage.ACCEPTED, Stage.RETURNED),
        guards=(ordinary_way,),
        checks=(possible, year_of_the_case, as_applied, found_in_person),
        facts=lambda s, k: happened(circumstances_recorded(s, k)),
        brings=(e.CircumstancesRecorded,),
    ),
}
