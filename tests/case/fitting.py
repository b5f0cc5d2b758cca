"""The words of a random command made to fit its case, so that it often succeeds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from domain.case.records import Birth, Changes, IdentityPaper, Incident, Member, PaperKind
from domain.case.revision.facts import OTHERS
from domain.case.service.owed import owed, still_to_tell
from domain.case.state import Case
from domain.case.table import LETTERS
from domain.ground.commands import Command
from domain.ground.files import EvidenceOf
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from domain.ground.service_terms import MessageState
from domain.ground.terms import (
    Category,
    CountersignatureOutcome,
    DocumentKind,
    Ground,
    Material,
    MeansCheck,
    ObjectionOutcome,
    Opinion,
    Procedure,
    Relation,
    Residence,
    ReviewResult,
    Stage,
    Subject,
)
from domain.time.running import RunningLimits
from tests.case import people as p
from tests.case.choosing import doubt, missing, to_tell
from tests.case.words import yuan
from tests.support import commands as c

AMOUNTS = tuple(
    yuan(a) for a in ("0", "0.01", "1000", "1999.99", "2000", "2000.01", "3000", "4999.99", "5000",
                      "5000.01", "8000", "10000", "10000.01")
)  # fmt: skip
GROUNDS = (Ground.IDLE_LAND, *(ground for ground in Ground if not ground.found_by_a_person))
HOUSEHOLDS = (Category.OTHER_HOUSEHOLD, Category.SUDDEN_HARDSHIP, Category.MEDICAL)
OUTCOMES = tuple(CountersignatureOutcome)
UNFOUNDED = ObjectionOutcome.UNFOUNDED
ANSWERS = (UNFOUNDED, UNFOUNDED, ObjectionOutcome.AMOUNT_WRONG, ObjectionOutcome.NOT_ELIGIBLE)
CHECKS = (MeansCheck.CONSISTENT,) * 4 + (MeansCheck.MISMATCH, MeansCheck.NOT_VERIFIABLE)
REVIEWS = (ReviewResult.REVOKED, ReviewResult.UPHELD, ReviewResult.CHANGED, ReviewResult.OF_OTHERS)
LATE = p.secret("路途遥远")
NEWBORN = PersonId("德吉-9")
PAPERS_WITH_NUMBERS = ("document", "serial", "receipt", "slip", "procurement")
ORIGIN = Material.ORIGIN_PROOF.value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody tries; numbers are taken modulo what there is to choose from.

    ``odd``: something nothing waits for; ``chance`` chooses among the words.
    """

    case: int
    command: int
    officer: int
    amount: int
    days: int
    onward: bool
    exception: bool
    odd: bool = False
    chance: int = 0

    def one(self, those: Iterable[T]) -> T:
        """One of them."""
        listed = tuple(those)
        return listed[self.chance % len(listed)]

    def seldom(self, times: int) -> bool:
        """Once in so many times."""
        return self.chance // 7 % times == 0


@dataclass(frozen=True, slots=True)
class Fit:
    """What words are made to fit: the case, the step, the day, the limits that run, how many tries."""

    case: Case
    step: Step
    day: date
    limits: Callable[[], RunningLimits]
    tried: int = 0

    def earlier(self, first: date | None) -> date:
        """Mostly today, sometimes a day between then and now."""
        if first is None or first >= self.day or not self.step.seldom(3):
            return self.day
        return first + (self.day - first) // 2


Words = Mapping[str, Any]
Fitting = Callable[[Any, Fit], Words]


def fitted(command: Command, fit: Fit) -> Command:
    """The command with other words, each paper under a number of its own but for a few."""
    if fit.case.application is None and not isinstance(command, c.SubmitApplication):
        return command
    changes = dict(FITTING.get(type(command), as_they_are)(command, fit))
    if fit.step.chance % 10:
        for name in PAPERS_WITH_NUMBERS:
            number = changes.get(name, getattr(command, name, None))
            if type(number) is str:
                changes[name] = f"{number} {fit.tried}"
    return replace(command, **changes)


def as_they_are(k: Command, f: Fit) -> Words:
    """Nothing else."""
    return {}


def submitted(k: c.SubmitApplication, f: Fit) -> Words:
    """Some bring few papers, some live here by permit, some have neither; some a newborn."""
    papers = k.materials[f.step.command % 3 :] if f.step.command % 4 == 0 else k.materials
    residence = {0: Residence.NEITHER, 1: Residence.PERMIT}.get(f.step.chance % 12, k.residence)
    more = k.subject is Subject.HOUSEHOLD and f.step.seldom(3)
    other = born_before(f.day) if f.step.command % 3 else from_elsewhere()
    members = (*k.members, other) if more else k.members
    return {"materials": papers, "residence": residence, "members": members}


def born_before(day: date) -> Member:
    """A child of the family with a certificate of birth, and no identity number yet."""
    return Member(
        person=NEWBORN,
        relation=Relation.CHILD,
        name=p.secret("旦增·测试"),
        birth=Birth(
            born=p.secret((day - timedelta(days=40)).isoformat()),
            certificate=p.secret("T540000001"),
        ),
    )


def from_elsewhere() -> Member:
    """A spouse who shows a passport."""
    paper = IdentityPaper(
        kind=PaperKind.PASSPORT,
        number=p.secret("N1234567"),
        born=p.secret("1905-06-05"),
        country=p.secret("NPL"),
    )
    name = p.secret("旅人·测试")
    return Member(person=NEWBORN, relation=Relation.SPOUSE, name=name, paper=paper)


def joined(k: c.JoinNumber, f: Fit) -> Words:
    """Who was listed without a number, where there is somebody."""
    return {"person": f.step.one(f.case.asked.unnumbered or (k.person,))}


def told_of_cause(k: c.QueueForCause, f: Fit) -> Words:
    """One of what the family is to learn of."""
    return {"cause": f.step.one(to_tell(f.case) or (k.cause,))}


def told_missing(k: c.NotifyDeficiencies, f: Fit) -> Words:
    """Everything."""
    return {"missing": tuple(sorted(missing(f.case) | origin(f.case)))}


def origin(case: Case) -> frozenset[str]:
    """The home county's proof, where it is asked for and not there."""
    permit = case.application is not None and case.asked.residence is Residence.PERMIT
    return frozenset({ORIGIN}) - case.materials if permit else frozenset()


def supplemented(k: c.ReceiveSupplement, f: Fit) -> Words:
    """What is outstanding, or a part of what is missing."""
    lacking = tuple(sorted(f.case.outstanding or missing(f.case) | origin(f.case)))
    some = lacking if f.step.exception else lacking[: 1 + f.step.command % 2]
    return {"materials": some or k.materials}


def accepted(k: c.AcceptApplication, f: Fit) -> Words:
    """As urgent where it is; what may follow follows."""
    if not f.case.urgent_kind:
        return {"outstanding": tuple(origin(f.case))}
    lacking = tuple(sorted(missing(f.case) | origin(f.case)))
    words = {"reason": p.secret("证件烧毁")} if lacking else {}
    return {"procedure": Procedure.URGENT, "outstanding": lacking, **words}


def opinion(k: c.SignOpinion, f: Fit) -> Words:
    """Negative where no sum is named, and sometimes."""
    if k.recommended <= ZERO or f.step.command % 5 == 0:
        ground = f.step.one((*GROUNDS, *(Ground.IDLE_LAND,) * len(GROUNDS)))
        negative = {"opinion": Opinion.NEGATIVE, "recommended": ZERO, "ground": ground}
        return {**negative, "evidence": ("paper-2",)}
    return {"proposal": "paper-3" if f.step.exception else None}


def circumstances(k: c.RecordCircumstances, f: Fit) -> Words:
    """Of as many as are listed; sometimes a correction."""
    told = replace(k.circumstances, members=len(f.case.asked.members))
    return {"correction": "paper-4" if f.step.exception else None, "circumstances": told}


def approved(k: c.ApproveRelief, f: Fit) -> Words:
    """With an exception sometimes, and mostly the recommended sum."""
    exception = p.secret("特殊情况") if f.step.exception else None
    return {"exception": exception, "lowered_reason": p.secret("x"), **recommended(f)}


def recommended(f: Fit) -> dict[str, Money]:
    """Mostly the very sum the township recommended."""
    if f.case.examination is None or f.step.seldom(4):
        return {}
    return {"amount": f.case.examination.recommended}


def another_sum(f: Fit) -> Money:
    """Mostly a part of what stands, or again what was recommended."""
    stands, examined = f.case.approval, f.case.examination
    if stands is None or examined is None or f.step.seldom(4):
        return AMOUNTS[f.step.amount]
    less = Money(stands.amount.fen // 2)
    return f.step.one((less, less, examined.recommended))


def refused(k: c.RefuseRelief, f: Fit) -> Words:
    """On a ground that may hold, upon another paper once a decision was taken back."""
    found = [Ground.IDLE_LAND]
    found += [Ground.NOT_CONFIRMED] * (f.case.county.spot_checked is False)
    found += [Ground.NOT_VERIFIED] * (f.case.county.verified is False)
    ground, paper = f.step.one((*GROUNDS, *found * len(GROUNDS))), f.case.revoked + 1
    if paper == 1 or f.step.seldom(2):
        return {"ground": ground}
    return {"ground": ground, "evidence": (f"土地台账 {paper}",)}


def looked(k: c.ReportSpotCheck | c.ReportCountyVerification, f: Fit) -> Words:
    """Now and then in odd company or not confirmed; a second time by others, with a reason."""
    county = f.case.county
    first = county.spot_checked if isinstance(k, c.ReportSpotCheck) else county.verified
    words: dict[str, Any] = {"confirmed": f.step.command % 5 > 0}
    if first is not None:
        return {**words, "visitors": ("co-c", "co-d"), "again": p.secret("天气原因")}
    if f.step.command % 9 == 0:
        words["visitors"] = ("co-a", f.step.one(("tw-caseworker", "co-checker", "co-approver")))
    return words


def died(k: c.RecordDeath, f: Fit) -> Words:
    """One of the family, today or some days ago since the application; who applied has a successor."""
    members, applicant = f.case.asked.members, f.case.asked.applicant
    if not members:
        return {}
    person = f.step.one(members)
    others = [one for one in members if one != person]
    heir = others[0] if person == applicant and others else None
    day = max(f.day - timedelta(days=f.step.one((0, 1, 5, 12))), f.case.asked.on)
    return {"person": person, "representative": heir, "died_on": day, "late_reason": LATE}


def objected(k: c.LodgeObjection, f: Fit) -> Words:
    """Received today, or in time and entered late."""
    notice = f.case.notice
    if notice is None:
        return {}
    last = notice.ended_on or notice.posted_on + timedelta(days=7)
    day = last if last < f.day else f.earlier(notice.posted_on)
    return {"received_on": day, "late_reason": LATE}


def complained(k: c.RecordComplaint, f: Fit) -> Words:
    """Of a day since the application."""
    return {"received_on": f.earlier(f.case.asked.on), "late_reason": LATE}


def answered(k: c.ResolveObjection, f: Fit) -> Words:
    """Right or not, with evidence."""
    words = {"outcome": f.step.one(ANSWERS), "evidence": ("核实记录 1",)}
    return (
        {"number": f.step.one(f.case.open_objections), **words} if f.case.open_objections else words
    )


def answered_complaint(k: c.AnswerComplaint, f: Fit) -> Words:
    """The first that is open, founded sometimes."""
    number = f.case.complaints.index(None) + 1 if None in f.case.complaints else 1
    return {"number": number, "founded": f.step.seldom(2)}


def visited(k: c.RecordHomeVisit, f: Fit) -> Words:
    """Since acceptance, by one of the township's."""
    who = f.step.one((p.CASEWORKER, p.CASEWORKER, p.SECOND_CASEWORKER, p.OTHER))
    return {"visited_on": f.earlier(f.case.accepted_on), "visitors": (who.id,)}


def posted(k: c.PostPublicNotice, f: Fit) -> Words:
    """Since it was examined."""
    since = f.case.examination.examined_on if f.case.examination else None
    return {"posted_on": f.earlier(since), "late_reason": LATE}


def handed(k: c.PayCash | c.DeliverGoods, f: Fit) -> Words:
    """The whole of what is unpaid, on a day since the first approval; sometimes the day it was given."""
    stood = f.case.payments.stood
    if not stood:
        return {}
    words = unpaid(k, f) if f.step.exception else {}
    first = stood[0][0]
    day = first if f.case.approval is None or f.step.seldom(3) else f.earlier(first)
    return {**words, "handed_on": day, "late_reason": LATE}


def unpaid(k: Any, f: Fit) -> Words:
    """The whole of what is unpaid beside what was set apart; a handing over, sometimes that as well."""
    if f.case.approval is None or not f.step.exception:
        return {}
    payments = f.case.payments
    of_it = isinstance(k, c.PayCash | c.DeliverGoods) and f.step.seldom(2)
    left = f.case.approval.amount - payments.disbursed - (ZERO if of_it else payments.released)
    return {"amount": left} if left > ZERO else {}


def returned(k: c.RecordPaymentReturn | c.TakeBack, f: Fit) -> Words:
    """One of those that the family has, some time since it came."""
    bank = isinstance(k, c.RecordPaymentReturn)
    those = [one for one in f.case.payments.reached if bool(one.payment) is bank]
    if not those:
        return {}
    one = f.step.one(those)
    named = {"payment": one.payment} if bank else {"handed": one.receipt}
    when = {"returned_on": f.earlier(one.on), "late_reason": LATE}
    return {**named, **when, "amount": one.amount}


def account(k: c.CorrectPaymentAccount, f: Fit) -> Words:
    """Somebody's of the family, seen there."""
    holder = f.step.one(f.case.asked.members or (p.STRANGER,))
    return {"account": replace(k.account, holder=holder), "visit": "记录 1"}


def elsewhere(case: Case) -> str:
    """The other of two townships."""
    return p.OTHER_TOWNSHIP if case.asked.township == p.TOWNSHIP else p.TOWNSHIP


def attached(k: c.AttachEvidence, f: Fit) -> Words:
    """A photograph of the notice about to be posted or the one that ended; else of a visit."""
    file = p.uploaded(f"{f.case.id} {f.tried}")
    words: dict[str, Any] = {"file": file.file, "sealed": file}
    notice = f.case.notice
    if f.case.stage is Stage.EXAMINED or (f.case.to_show and notice is None):
        start = {"of": EvidenceOf.NOTICE_START, "number": f.case.notices + 1}
        return {**words, **start, "taken_on": f.day}
    if notice is not None and notice.ended_on is not None:
        return {**words, "of": EvidenceOf.NOTICE_END, "number": notice.round, "taken_on": f.day}
    return words


def message(f: Fit, state: MessageState, next_one: int) -> Words:
    """The first that waits or is out, of the attempt it is at or comes to."""
    one = next((one for one in f.case.messages if one.state is state), None)
    return {} if one is None else {"number": one.number, "attempt": one.attempts + next_one}


def proposed(f: Fit) -> int:
    """The proposal that is open, or the last there was."""
    return f.case.proposals if f.case.proposal is None else f.case.proposal.number


def of_others(f: Fit) -> bool:
    """Whether it carries out what a review or a court said."""
    return f.case.proposal is not None and f.case.proposal.ground in OTHERS


def reviewed(k: c.RecordReview, f: Fit) -> Words:
    """Upheld, revoked, or changed to a sum."""
    result = f.step.one(REVIEWS)
    changed = result is ReviewResult.CHANGED
    amount = AMOUNTS[f.step.amount] if changed else None
    ordered, paper = changed and f.step.seldom(2), f"判 {f.tried}/{f.case.id}"
    said = {"result": result, "amount": amount, "ordered": ordered, "document": paper}
    if result is not ReviewResult.REVOKED or not f.step.seldom(2):
        return said
    return {**said, **({"procedural": True} if f.tried % 2 else {"at_least": AMOUNTS[-1]})}


def served(k: c.ServeDocument | c.RecordFailedService, f: Fit) -> Words:
    """Mostly a letter that is owed; else one of those there are, to whom it is for, on a day since."""
    if still_to_tell(f.case):
        return {"document": DocumentKind.DEFICIENCIES, "number": 1}
    left = next(owed(f.case), None)
    if left is not None and not f.step.seldom(3):
        return {"document": left.kind, "number": left.serial}
    if not isinstance(k, c.ServeDocument):
        return {}
    there = {moment.name: moment.on for moment in f.case.moments}
    letters = [letter for letter in LETTERS.values() if letter.fact.NAME in there]
    if not letters:
        return {}
    letter = f.step.one(letters)
    who = sorted(letter.readers)[f.step.command % len(letter.readers)]
    day = f.earlier(there[letter.fact.NAME])
    return {"document": letter.kind, "served_on": who, "delivered_on": day, "late_reason": LATE}


def run_out(k: c.RecordMissedLimit | c.RecordRecomputedLimit, f: Fit) -> Words:
    """One of the limits that run."""
    runs = tuple(f.limits().values())
    if not runs:
        return {}
    run = f.step.one(runs)
    return {"limit": run.limit, "key": run.key, "started_on": run.started_on}


def another(f: Fit) -> Changes:
    """Somebody forgotten, misnamed or who left, another kind, another day, another village."""
    case, step = f.case, f.step
    listed, asked = case.asked.members, case.asked
    serial = step.amount % 3
    forgotten = p.member(f"德吉-{6 + serial}", Relation.CHILD, 60 + serial, 1906)
    befell = Incident(
        cause=asked.matter.cause,
        on=date(2025, 3, 1),
        place=p.secret("某处"),
        place_index=f"{case.id}-{step.amount % 2}",
    )
    choices = (
        Changes(members=(forgotten,)),
        Changes(members=tuple(renamed(listed, asked.applicant))),
        Changes(left=listed[-1:]),
        Changes(category=HOUSEHOLDS[step.amount % len(HOUSEHOLDS)]),
        Changes(incident=befell),
        Changes(village=f"村{'甲乙丙'[step.amount % 3]}"),
    )
    return step.one(choices)


def renamed(listed: tuple[PersonId, ...], applicant: PersonId) -> Iterable[Any]:
    """The last of the family, as they are really called."""
    for person in listed[-1:]:
        relation = Relation.APPLICANT if person == applicant else Relation.CHILD
        yield replace(p.member(person, relation, 70, 1907), name=p.secret("卓玛·测试"))


FITTING: dict[type[Command], Fitting] = {
    c.SubmitApplication: submitted,
    c.NotifyDeficiencies: told_missing,
    c.ReceiveSupplement: supplemented,
    c.AcceptApplication: accepted,
    c.AmendApplication: lambda k, f: {"changes": another(f)},
    c.CorrectApplication: lambda k, f: {"changes": another(f)},
    c.ConfirmCorrection: lambda k, f: {"correction": f.case.corrections},
    c.RejectCorrection: lambda k, f: {"correction": f.case.corrections},
    c.JoinNumber: joined,
    c.ReportMeansCheck: lambda k, f: {"result": f.step.one(CHECKS)},
    c.ResolveDoubt: lambda k, f: {"doubt": doubt(f.case) or k.doubt},
    c.RecordHomeVisit: visited,
    c.RecordCircumstances: circumstances,
    c.SignOpinion: opinion,
    c.PostPublicNotice: posted,
    c.LodgeObjection: objected,
    c.ResolveObjection: answered,
    c.RecordComplaint: complained,
    c.AnswerComplaint: answered_complaint,
    c.ReceiveAtCounty: lambda k, f: {"seed": f"seed-{f.step.chance}"},
    c.ReportSpotCheck: looked,
    c.ReportCountyVerification: looked,
    c.ApproveRelief: approved,
    c.ApproveUnderDelegation: lambda k, f: {"lowered_reason": p.secret("x"), **recommended(f)},
    c.RefuseRelief: refused,
    c.RefuseCountersignature: lambda k, f: {"outcome": f.step.one(OUTCOMES)},
    c.ChangeSum: lambda k, f: {"amount": another_sum(f)},
    c.ProposeRevision: lambda k, f: {"amount": another_sum(f)} if f.step.exception else {},
    c.ApproveRevision: lambda k, f: {"proposal": proposed(f)},
    c.RejectRevision: lambda k, f: {"proposal": proposed(f), "entered_wrongly": of_others(f)},
    c.RecordReview: reviewed,
    c.InstructPayment: unpaid,
    c.ReleaseForHandover: unpaid,
    c.ConfirmPayment: lambda k, f: {
        "payment": f.case.payments.attempts,
        "paid_on": f.earlier(f.case.payments.pending_since),
        "late_reason": LATE,
    },
    c.ReportPaymentFailure: lambda k, f: {"payment": f.case.payments.attempts},
    c.RecordPaymentReturn: returned,
    c.TakeBack: returned,
    c.CorrectPaymentAccount: account,
    c.ConfirmAccountCorrection: lambda k, f: {"request": f.case.payments.corrections},
    c.RejectAccountCorrection: lambda k, f: {"request": f.case.payments.corrections},
    c.PayCash: handed,
    c.DeliverGoods: handed,
    c.AttachEvidence: attached,
    c.QueueForCause: told_of_cause,
    c.HandOverMessage: lambda k, f: message(f, MessageState.QUEUED, 1),
    c.ReportMessage: lambda k, f: message(f, MessageState.OUT, 0),
    c.ServeDocument: served,
    c.RecordFailedService: served,
    c.TellOfPayment: lambda k, f: {
        "payment": f.case.payments.untold[0].payment if f.case.payments.untold else k.payment
    },
    c.OfferFile: lambda k, f: {"township": elsewhere(f.case)},
    c.TakeOverFile: lambda k, f: {"lives_in": f.case.receiver or k.lives_in},
    c.RecordReferralAnswer: lambda k, f: {
        "number": f.case.referrals.index(None) + 1 if None in f.case.referrals else 1
    },
    c.RecordDeath: died,
    c.RecordMissedLimit: run_out,
    c.RecordRecomputedLimit: run_out,
}
"""By command; the words of any other fit as they are."""
