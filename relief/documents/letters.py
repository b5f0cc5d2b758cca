"""Letters to the applicant, each from the fact it rests on (articles 15, 16 and 18)."""

from dataclasses import replace
from typing import TypeVar

from adapters.documents import (
    Acceptance,
    AcceptanceRefusal,
    Deficiencies,
    Document,
    ReliefRefusal,
    acceptance_notice,
    acceptance_refusal,
    deficiency_notice,
    refusal_notice,
)
from adapters.documents.wording import day, figures
from domain.case import events as e
from domain.facts import Fact
from domain.law.citations import as_cited
from domain.money import Money
from domain.time.limits import Limit
from relief.documents.telling import Telling, clauses, ground, rule_of
from relief.terms import in_chinese

F = TypeVar("F", bound=Fact)
APPLICANT = "applicant"
"""The duty of time limits that bind the applicant."""


def founded(t: Telling, kind: type[F]) -> F:
    """The fact a document rests on. Raises ``LookupError`` where it never happened."""
    fact = t.facts.last(kind)
    if fact is None:
        raise LookupError(f"{t.kind} rests on {kind.NAME}, which never happened")
    return fact


def acceptance(t: Telling) -> Document:
    """受理通知书: procedure, time limit, papers that may follow (A15, A17)."""
    accepted = founded(t, e.ApplicationAccepted)
    office = next(run for run in t.runs() if run[0].duty != APPLICANT)
    mine = next((run for run in t.runs() if run[0].duty == APPLICANT), None)
    paper = t.paper()
    if accepted.outstanding and mine is not None:
        paper = replace(paper, provisions=later(t, mine[0]))
    return acceptance_notice(
        Acceptance(
            paper=paper,
            to=t.to(),
            applied_on=t.case.asked.on,
            accepted_on=accepted.on,
            category=t.category(),
            procedure=in_chinese(accepted.procedure.value),
            examination=t.due(*office),
            outstanding=t.papers(accepted.outstanding),
            outstanding_by=None if mine is None else t.due(*mine),
            warns=clauses(rule_of(t.pack, t.kind).warns),
        )
    )


def later(t: Telling, limit: Limit) -> str:
    """The provisions where papers follow later: that on acceptance, and that of their time limit."""
    first = rule_of(t.pack, t.kind).basis[:1]
    return clauses((*first, as_cited(limit.citation))) if first else ""


def deficiencies(t: Telling) -> Document:
    """一次性补正告知书: all that is missing, and until when (A16.2)."""
    told = founded(t, e.DeficienciesNotified)
    mine = next((run for run in t.runs() if run[0].duty == APPLICANT), None)
    return deficiency_notice(
        Deficiencies(
            paper=t.paper(),
            to=t.to(),
            received_on=t.case.asked.on,
            missing=t.papers(told.missing),
            supplement_by=None if mine is None else t.due(*mine),
        )
    )


def not_accepted(t: Telling) -> Document:
    """不予受理告知书: the reason in writing, and the rights of review (A16.1)."""
    refused = founded(t, e.AcceptanceRefused)
    return acceptance_refusal(
        AcceptanceRefusal(
            paper=t.paper(),
            to=t.to(),
            applied_on=t.case.asked.on,
            reasons=refused.reason.reveal(),
            rights=t.rights(),
        )
    )


def not_approved(t: Telling) -> Document:
    """不予批准告知书: facts, clause, reasons, rights of review (A18.1.2)."""
    refused = founded(t, e.ReliefRefused)
    clause, title = ground(t.pack, refused.ground, refused.county_ground)
    return refusal_notice(
        ReliefRefusal(
            paper=t.paper(),
            to=t.to(),
            applied_on=t.case.asked.on,
            facts="".join(found(t)),
            clause=clause,
            ground=title,
            reasons=refused.reasons.reveal(),
            rights=t.rights(),
        )
    )


def figures_found(t: Telling) -> list[str]:
    """Income, deposits and necessary spending the decision rested on, else as recorded (A9)."""
    decided, known = t.facts.last(e.ReliefRefused), t.facts.last(e.CircumstancesRecorded)
    if decided is not None and decided.assessment is not None:
        facts = decided.assessment.question.circumstances
    elif known is not None:
        facts = known.circumstances
    else:
        return []
    income, deposits = facts.means.income_last_year, facts.means.deposits
    spent = None if facts.spending is None else Money(facts.spending.fen)
    told = (
        ("上年家庭可支配收入", None if income is None else income.amount),
        ("家庭存款", None if deposits is None else deposits.amount),
        ("生活必需支出", spent),
    )
    parts = [f"{name}{figures(total)}" for name, total in told if total is not None]
    return [f"经核定，{'，'.join(parts)}。"] if parts else []


def found(t: Telling) -> tuple[str, ...]:
    """What was established and how, in the order it happened. Informants' words are not repeated."""
    asked, you = t.case.asked, t.to().you
    members = f"{you}申请救助的人员共{len(asked.members)}人，" if you == "你户" else ""
    said = [f"{members}申请事由为{in_chinese(asked.matter.cause.value)}（{t.category()}）。"]
    said += figures_found(t)
    if check := t.facts.last(e.MeansCheckReported):
        said.append(f"经家庭经济状况核对（{check.report}），{in_chinese(check.result.value)}。")
    if visit := t.facts.last(e.HomeVisited):
        signed = "" if visit.signed_by_household else "，被访人未签名"
        said.append(f"{day(visit.on)}，{len(visit.visitors)}名工作人员入户调查{signed}。")
    if held := t.facts.last(e.CommunityAppraisalHeld):
        said.append(f"{day(held.on)}民主评议，参加{held.participants}人，同意{held.in_favour}人。")
    for seen in (t.facts.last(e.SpotCheckReported), t.facts.last(e.CountyVerified)):
        if seen is not None:
            result = "情况属实" if seen.confirmed else "未能证实申请所述情况"
            said.append(f"{day(seen.on)}，县（区）民政部门入户核查，{result}。")
    return tuple(said)
