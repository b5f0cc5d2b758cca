"""Random orders of random commands: a few families who share persons, right and wrong officers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from domain.case.authority import Officer
from domain.case.decide import RULES
from domain.case.entitlement import assessed
from domain.case.records import Changes, Incident
from domain.case.state import Case
from domain.ground.facts import Fact
from domain.ground.money import ZERO, Money
from domain.ground.refusal import Refused
from domain.ground.terms import (
    Category,
    Cause,
    CountersignatureOutcome,
    Ground,
    Opinion,
    Procedure,
    Relation,
    Stage,
    Subject,
)
from tests.case import people as p
from tests.case.words import PAPERS, RIGHT, About, delegation_of, giver, yuan
from tests.case.world import World
from tests.support import commands as c

KIN = p.family("德吉", size=4)
COUSINS = p.Family((replace(KIN.members[1], relation=KIN.members[0].relation), *KIN.members[2:]))
OFFICERS = (
    p.CASEWORKER, p.SECOND_CASEWORKER, p.LEADER, p.SECOND_LEADER, p.BOTH_TOWNSHIP_POSTS, p.CHECKER,
    p.APPROVER, p.SECOND_APPROVER, p.FINANCE, p.ALL_COUNTY_POSTS, p.CITY, p.AUDITOR, p.SWEEP,
    p.officer("stranger", p.OTHER_COUNTY, *p.ALL_COUNTY_POSTS.posts),
)  # fmt: skip
AMOUNTS = tuple(
    yuan(a) for a in ("0", "0.01", "1000", "1999.99", "2000", "2000.01", "3000", "4999.99", "5000",
                      "5000.01", "8000", "10000", "10000.01")
)  # fmt: skip
GROUNDS = (Ground.IDLE_LAND, *(ground for ground in Ground if not ground.found_by_a_person))
FILING = (c.FileForRecord, c.FileForRecord, c.PayCash, c.InstructPayment, c.ReleaseForHandover)
COUNTERSIGNING = (c.Countersign, c.RefuseCountersignature, c.RefuseCountersignature, c.PayCash)
NUMBERED = (
    c.RecordReview,
    c.ApproveRelief,
    c.RefuseRelief,
    c.RevokeDecision,
    c.ChangeSum,
    c.ApproveRevision,
)
"""Decisions, of which a case may have several, each with a number of its own."""
CLOSING = frozenset({Stage.PAID, Stage.REFUSED, Stage.CLOSED})
HOUSEHOLDS = (Category.OTHER_HOUSEHOLD, Category.SUDDEN_HARDSHIP, Category.MEDICAL)
OUTCOMES = tuple(CountersignatureOutcome)
ALONE = {"subject": Subject.INDIVIDUAL, "category": Category.OTHER_INDIVIDUAL}
CASES = (
    About(case="L-1", family=KIN),
    About(case="L-2", family=COUSINS, category=Category.SUDDEN_HARDSHIP),
    About(case="L-3", family=KIN.alone(0), **ALONE),  # type: ignore[arg-type]
    About(case="L-4", family=KIN.alone(0), **ALONE),  # type: ignore[arg-type]
    About(case="L-5", family=KIN, category=Category.MEDICAL, cause=Cause.ILLNESS),
    About(case="L-6", family=COUSINS.alone(0), **ALONE),  # type: ignore[arg-type]
    About(case="L-7", family=COUSINS, category=Category.MEDICAL, cause=Cause.ILLNESS),
)
COMMANDS = tuple(x for x in RIGHT if RULES[x].stages != frozenset({Stage.UNKNOWN}))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody tries; numbers are taken modulo what there is to choose from."""

    case: int
    command: int
    officer: int
    amount: int
    days: int
    onward: bool
    exception: bool


def steps(seed: int, length: int) -> Iterator[Step]:
    """The same steps for the same seed; a shorter run is the beginning of a longer one."""
    chance = Random(seed)
    case = 0
    for _ in range(length):
        case = case if chance.random() < 0.93 else chance.randrange(len(CASES))
        usual = chance.random() < 0.85
        yield Step(
            case=case,
            command=chance.randrange(10_000),
            officer=len(OFFICERS) if usual else chance.randrange(len(OFFICERS)),
            amount=chance.randrange(len(AMOUNTS)),
            days=chance.choice((0, 0, 0, 0, 0, 1, 1, 2, 8, 8, 8, 40)),
            onward=chance.random() < 0.85,
            exception=chance.random() < 0.7,
        )


RUNS = st.builds(
    lambda seed, length: list(steps(seed, length)), st.integers(0, 2**32), st.integers(1, 450)
)
"""Random runs: drawn from a seed, because drawing every step by itself is slower than the code."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What one accepted command brought about."""

    case: str
    officer: Officer
    day: date
    facts: tuple[Fact, ...]


@dataclass
class Machine:
    """A world under random commands, and the history of what it accepted."""

    world: World = field(default_factory=World)
    day: date = date(2025, 3, 10)
    history: list[Happened] = field(default_factory=list)
    refusals: int = 0

    def __post_init__(self) -> None:
        """The county's delegation is in force from the start, and for years."""
        granted = replace(delegation_of(About()), valid_to=date(2099, 12, 31))
        self.world.execute(granted, p.APPROVER, self.day)

    def run(self, steps: list[Step]) -> "Machine":
        """Try them all, one after the other."""
        for step in steps:
            self.try_one(step)
        return self

    def try_one(self, step: Step) -> None:
        """Give a command; where it is refused nothing at all may have changed."""
        self.day += timedelta(days=step.days)
        about = replace(CASES[step.case], day=self.day, amount=AMOUNTS[step.amount])
        case = self.world.case(about.case)
        about = as_amended(about, case)
        kind = choose(case, step)
        asked = prescribed(fitted(RIGHT[kind](about), case, step), self, step)
        officer = self.who(kind, step)
        before = self.world.journal.copy()
        done = self.world.execute(asked, officer, self.day)
        if isinstance(done, Refused):
            self.refusals += 1
            assert self.world.journal == before, f"refused {kind.__name__} left a trace"
        else:
            self.history.append(Happened(about.case, officer, self.day, done))

    def who(self, kind: type[c.Command], step: Step) -> Officer:
        """Mostly the officer who usually gives a command, sometimes anybody."""
        return giver(kind) if step.officer >= len(OFFICERS) else OFFICERS[step.officer]


def as_amended(about: About, case: Case) -> About:
    """What a case is about since its application was said anew."""
    if case.application is None:
        return about
    asked = case.application
    said = {"category": asked.category, "subject": asked.subject, "cause": asked.matter.cause}
    return replace(about, **said)  # type: ignore[arg-type]


def another(case: Case, step: Step) -> Changes:
    """Somebody forgotten, somebody who left, another kind, another day, another village."""
    listed = case.application.members if case.application else ()
    forgotten = p.member(f"德吉-{6 + step.amount % 3}", Relation.CHILD, 60 + step.amount % 3, 1906)
    befell = Incident(
        cause=case.asked.matter.cause if case.application else Cause.FIRE,
        on=date(2025, 3, 1),
        place=p.secret("某处"),
        place_index=f"{case.id}-{step.amount % 2}",
    )
    choices = (
        Changes(members=(forgotten,)),
        Changes(left=listed[-1:]),
        Changes(category=HOUSEHOLDS[step.amount % len(HOUSEHOLDS)]),
        Changes(incident=befell),
        Changes(village=f"村{'甲乙丙'[step.amount % 3]}"),
    )
    return choices[step.command % len(choices)]


def choose(case: Case, step: Step) -> type[c.Command]:
    """Mostly something that leads onward, sometimes anything at all."""
    choices = onward(case) if step.onward else (*COMMANDS, c.SubmitApplication)
    return choices[step.command % len(choices)]


def onward(case: Case) -> tuple[type[c.Command], ...]:
    """What an office would likely do next."""
    positive = case.examination is not None and case.examination.opinion is Opinion.POSITIVE
    urgent = case.procedure is Procedure.URGENT
    match case.stage:
        case Stage.UNKNOWN:
            return (c.SubmitApplication,)
        case _ if case.asked_for is not None and case.stage not in CLOSING:
            return (c.ConfirmCorrection, c.ConfirmCorrection, c.RejectCorrection)
        case Stage.RECEIVED | Stage.SUPPLEMENT_REQUESTED if missing(case):
            return (c.NotifyDeficiencies, c.ReceiveSupplement, c.EstablishUrgency)
        case Stage.RECEIVED | Stage.SUPPLEMENT_REQUESTED:
            return (*(c.AcceptApplication,) * 4, *(c.EstablishUrgency,) * 2, c.AmendApplication)
        case Stage.ACCEPTED | Stage.RETURNED if case.inquiry.means_check is None:
            return (c.ReportMeansCheck,)
        case Stage.ACCEPTED | Stage.RETURNED if case.inquiry.visited_on is None:
            return (c.RecordHomeVisit,)
        case Stage.ACCEPTED | Stage.RETURNED if case.known is None:
            return (c.RecordCircumstances,)
        case Stage.ACCEPTED:
            return (*(c.SignOpinion,) * 9, *(c.RecordCircumstances,) * 2, c.AmendApplication)
        case Stage.RETURNED:
            return (c.SignOpinion, c.SubmitForApproval, c.RecordCircumstances)
        case Stage.OPINION_SIGNED:
            return (c.CompleteExamination,)
        case Stage.EXAMINED if positive and not urgent:
            return (c.PostPublicNotice, c.PostPublicNotice, c.SubmitForApproval)
        case Stage.EXAMINED if positive:
            return (c.ApproveUnderDelegation, c.ApproveUnderDelegation, c.SubmitForApproval)
        case Stage.EXAMINED | Stage.CLEARED:
            return (*(c.SubmitForApproval,) * 9, c.CorrectApplication)
        case Stage.IN_NOTICE if case.open_objection:
            return (c.ResolveObjection,)
        case Stage.IN_NOTICE:
            return (c.EndPublicNotice, c.EndPublicNotice, c.EndPublicNotice, c.LodgeObjection)
        case Stage.SUBMITTED:
            return (c.ReceiveAtCounty,)
        case Stage.UNDER_COUNTY if case.county.spot_check and case.county.spot_checked is None:
            return (c.ReportSpotCheck, c.ReportSpotCheck, c.ApproveRelief)
        case Stage.UNDER_COUNTY if urgent and case.county.verified is None:
            return (c.ReportCountyVerification, c.ReportCountyVerification, c.ApproveRelief)
        case Stage.UNDER_COUNTY:
            no = (*(c.RefuseRelief, c.ReturnForReexamination) * 2, c.CorrectApplication)
            return (*(c.ApproveRelief,) * 8, *no)
        case Stage.APPROVED | Stage.PAID | Stage.REFUSED if case.proposal:
            return (c.ApproveRevision, c.ApproveRevision, c.RejectRevision, c.InstructPayment)
        case Stage.APPROVED if case.payments.correction:
            return (c.ConfirmAccountCorrection, c.RejectAccountCorrection, c.InstructPayment)
        case Stage.APPROVED if case.payments.pending:
            return (c.ConfirmPayment, c.ConfirmPayment, c.ReportPaymentFailure, c.PayCash)
        case Stage.APPROVED | Stage.PAID if unsigned(case):
            return COUNTERSIGNING if case.approval and case.approval.filed else FILING
        case Stage.APPROVED:
            others = (c.PayCash, c.CorrectPaymentAccount, c.RevokeDecision, c.ChangeSum)
            return (*(c.InstructPayment,) * 3, *others, c.ProposeRevision)
        case Stage.PAID:
            return (c.ProposeRevision, *COMMANDS[::3])
        case _:
            return COMMANDS


def missing(case: Case) -> frozenset[str]:
    """What families of these villages still have to hand in: no kind of theirs needs more."""
    return frozenset(PAPERS) - case.materials


def unsigned(case: Case) -> bool:
    """Decided by the township, and the county has not said whether it signs."""
    approval = case.approval
    return (
        approval is not None
        and approval.delegated
        and not approval.countersigned
        and approval.countersignature_outcome in {None, CountersignatureOutcome.FORMAL}
    )


def fitted(command: c.Command, case: Case, step: Step) -> c.Command:
    """The words made to fit the case, so that random commands often succeed."""
    changes: dict[str, Any] = {}
    match command:
        case c.AmendApplication() | c.CorrectApplication() if case.application:
            changes = {"changes": another(case, step)}
        case c.ConfirmCorrection() | c.RejectCorrection() if case.asked_for:
            changes = {"correction": case.asked_for.number}
        case c.AcceptApplication() if case.urgent_kind:
            changes = {"procedure": Procedure.URGENT}
        case c.SignOpinion(recommended=amount) if amount <= ZERO or step.command % 7 == 0:
            changes = {"opinion": Opinion.NEGATIVE, "recommended": ZERO}
            changes |= {"ground": GROUNDS[step.command % len(GROUNDS)], "evidence": ("paper-2",)}
        case c.SignOpinion():
            changes = {"proposal": "paper-3" if step.exception else None}
        case c.RecordCircumstances(circumstances=told) if case.application:
            told = replace(told, members=len(case.application.members))
            changes = {"correction": "paper-4" if step.exception else None, "circumstances": told}
        case c.RefuseRelief():
            changes = {"ground": GROUNDS[step.command % len(GROUNDS)]}
        case c.ApproveRelief():
            exception = p.secret("特殊情况") if step.exception else None
            changes = {"exception": exception, "lowered_reason": p.secret("x")}
            changes |= recommended(case, step)
        case c.ApproveUnderDelegation():
            changes = {"lowered_reason": p.secret("x")} | recommended(case, step)
        case c.ReportSpotCheck() | c.ReportCountyVerification():
            mixed = ("co-a", OFFICERS[step.command % len(OFFICERS)].id)
            changes = {"confirmed": step.command % 5 > 0}
            changes |= {"visitors": mixed} if step.command % 3 == 0 else {}
        case c.RefuseCountersignature():
            changes = {"outcome": OUTCOMES[step.command % len(OUTCOMES)]}
        case c.RecordDeath(person=person) if step.exception:
            changes = {"person": case.application.applicant if case.application else person}
        case c.NotifyDeficiencies() | c.ReceiveSupplement() if case.application:
            lacking = tuple(sorted(missing(case)))
            if isinstance(command, c.NotifyDeficiencies):
                changes = {"missing": lacking}
            else:
                changes = {"materials": lacking[: 1 + step.command % 2]}
        case c.SubmitApplication(materials=papers) if step.command % 4 == 0:
            changes = {"materials": papers[step.command % 3 :]}
        case c.ConfirmPayment() | c.ReportPaymentFailure() if case.payments.pending:
            changes = {"payment": case.payments.pending}
        case c.ConfirmAccountCorrection() | c.RejectAccountCorrection() if case.payments.correction:
            changes = {"request": case.payments.correction.number}
        case c.ChangeSum():
            changes = {"amount": AMOUNTS[step.amount]} | recommended(case, step)
        case c.ProposeRevision() if step.exception:
            changes = {"amount": AMOUNTS[step.amount]}
        case c.ApproveRevision() | c.RejectRevision() if case.proposal:
            changes = {"proposal": case.proposal.number}
        case c.CorrectPaymentAccount() if case.application:
            members = case.application.members
            holder = members[step.command % len(members)] if members else p.STRANGER
            changes = {"account": replace(command.account, holder=holder), "visit": "记录 1"}
        case c.ResolveObjection() if case.open_objection:
            changes = {"number": case.open_objection}
        case c.PayCash() | c.InstructPayment() | c.DeliverGoods() if (
            step.exception and case.approval
        ):
            changes = {"amount": case.approval.amount - case.payments.disbursed}
    if isinstance(command, NUMBERED):
        changes["document"] = f"{command.document} {case.revoked}-{case.proposals}"
    return replace(command, **changes)


def recommended(case: Case, step: Step) -> dict[str, Money]:
    """Every second time the very sum the township recommended."""
    if case.examination is None or step.command % 2:
        return {}
    return {"amount": case.examination.recommended}


def prescribed(command: c.Command, machine: Machine, step: Step) -> c.Command:
    """Where the law proposes a sum, an opinion recommends that, the least or the most of it."""
    if not isinstance(command, c.SignOpinion) or step.command % 3 == 0:
        return command
    if machine.world.stage(command.case) is Stage.UNKNOWN:
        return command
    situation = machine.world.situation(command, p.CASEWORKER, machine.day)
    found = assessed(situation) if situation.case.known else None
    due = None if found is None else found.amount
    if command.opinion is Opinion.NEGATIVE or due is None or due.proposed is None:
        return command
    return replace(command, recommended=(due.least, due.proposed, due.most)[step.amount % 3])
