"""不予批准告知书: facts, clause, reasons, rights of review (A18.1.2)."""

from dataclasses import dataclass
from datetime import date

from domain.assessment.housing import necessary
from domain.case.decision.facts import CountyVerified, ReliefRefused, SpotCheckReported
from domain.case.inquiry.facts import CommunityAppraisalHeld, HomeVisited, MeansCheckReported
from domain.case.records import CircumstancesRecorded
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper, Rights
from relief.documents.parts import contact, letter, p, rights_of_review
from relief.documents.telling import Telling, Writing, ground
from relief.documents.wording import day, figures
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefRefusal:
    """What 不予批准告知书 says. ``clause`` is where the ``ground`` stands, in words."""

    paper: Paper
    to: Addressee
    applied_on: date
    facts: str
    clause: str
    ground: str
    reasons: str
    rights: Rights


def tell(t: Telling) -> Document:
    """From the refusal, and what was found before it."""
    refused = t.founded(ReliefRefused)
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
    decided, known = t.facts.last(ReliefRefused), t.facts.last(CircumstancesRecorded)
    if decided is not None and decided.assessment is not None:
        facts = decided.assessment.question.circumstances
    elif known is not None:
        facts = known.circumstances
    else:
        return []
    income, deposits = facts.means.income_last_year, facts.means.deposits
    told = (
        (say("relief-refusal.income"), None if income is None else income.amount),
        (say("relief-refusal.deposits"), None if deposits is None else deposits.amount),
        (say("relief-refusal.spending"), necessary(t.pack, facts)),
    )
    parts = [f"{name}{figures(total)}" for name, total in told if total is not None]
    return [say("relief-refusal.reckoned", list="，".join(parts))] if parts else []


def _visited(visit: HomeVisited) -> str:
    signed = "" if visit.signed_by_household else say("relief-refusal.unsigned")
    return say(
        "relief-refusal.visited",
        day=day(visit.on),
        count=len(visit.visitors),
        helped=say("relief-refusal.helped") if visit.helpers else "",
        signed=signed,
    )


def found(t: Telling) -> tuple[str, ...]:
    """What was established and how, in the order it happened. Informants' words are not repeated."""
    asked, you = t.case.asked, t.to().you
    members = (
        say("relief-refusal.persons", you=you, count=len(asked.members))
        if you == say("letters.you-household")
        else ""
    )
    said = [
        say(
            "relief-refusal.matter",
            members=members,
            word=of(asked.matter.cause),
            category=t.category(),
        )
    ]
    said += figures_found(t)
    if check := t.facts.last(MeansCheckReported):
        said.append(say("relief-refusal.checked", report=check.report, word=of(check.result)))
    if visit := t.facts.last(HomeVisited):
        said.append(_visited(visit))
    if held := t.facts.last(CommunityAppraisalHeld):
        said.append(
            say(
                "relief-refusal.appraised",
                day=day(held.on),
                participants=held.participants,
                in_favour=held.in_favour,
            )
        )
    for seen in (t.facts.last(SpotCheckReported), t.facts.last(CountyVerified)):
        if seen is not None:
            result = (
                say("relief-refusal.true-so") if seen.confirmed else say("relief-refusal.not-shown")
            )
            said.append(say("relief-refusal.verified", day=day(seen.on), result=result))
    return tuple(said)


def refusal_notice(said: ReliefRefusal) -> Document:
    """不予批准告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "relief-refusal.refused",
                you=you,
                day=day(said.applied_on),
                case=paper.case,
                basis=paper.basis,
            ),
        ),
        p(Style.HEADING, say("relief-refusal.facts-title")),
        p(Style.BODY, said.facts),
        p(Style.HEADING, say("relief-refusal.law-title")),
        p(Style.BODY, f"{paper.regulation.cited}{said.clause}：{said.ground}。"),
        p(Style.HEADING, say("relief-refusal.grounds-title")),
        p(Style.BODY, said.reasons),
        p(Style.HEADING, say("relief-refusal.remedies-title")),
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(
            Style.BODY,
            say(
                "relief-refusal.again",
                you=you,
                named=paper.issuer.name,
                contact=contact(paper.issuer),
            ),
        ),
        p(Style.BODY, say("relief-refusal.closing")),
    ]
    return letter(DocumentKind.RELIEF_REFUSAL, paper, blocks)


LETTER = Writing(kind=DocumentKind.RELIEF_REFUSAL, tell=tell, numbered_by_hand=True)
