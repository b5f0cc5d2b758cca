"""申请审批表 (A16.7): everything the case knows so far, the rest left to be written by hand."""

from typing import cast

from domain.assessment.housing import necessary
from domain.assessment.inputs import EarlierGrant, Figure
from domain.assessment.result import Verdict
from domain.case.decision.facts import (
    CountyVerified,
    ReceivedByCounty,
    ReliefApproved,
    ReliefRefused,
    SpotCheckReported,
)
from domain.case.inquiry.facts import (
    ApplicationExamined,
    CommunityAppraisalHeld,
    HomeVisited,
    MeansCheckReported,
    OpinionSigned,
)
from domain.case.notice.facts import PublicNoticePosted
from domain.case.payment.facts import PaymentAccountCorrected, PaymentInstructed
from domain.case.records import Agent, CircumstancesRecorded, Member, Prescribed
from domain.ground.document import Document
from domain.ground.identity import is_male
from domain.ground.money import ZERO, Money
from domain.ground.people import Private
from domain.ground.terms import DocumentKind, Material, ObjectionOutcome, Procedure, Subject
from domain.law.terms import Claim
from relief.documents.form_inputs import (
    Applicant,
    ApplicationForm,
    BankAccount,
    CountyPart,
    FormMember,
    Inquiry,
    Means,
    TownshipPart,
)
from relief.documents.form_sheet import application_form
from relief.documents.letters.public_notice import hanging
from relief.documents.telling import Telling, Writing, age, identity_of, number_of, papers
from relief.documents.wording import day, figures
from relief.words.dictionary import of
from relief.words.sentences import say

PROPERTY = {
    True: say("form.property-within"),
    False: say("form.property-beyond"),
}
OUTCOMES = {
    None: say("form.objection-open"),
    ObjectionOutcome.UNFOUNDED: say("form.objection-unfounded"),
    ObjectionOutcome.AMOUNT_WRONG: say("form.objection-amount"),
    ObjectionOutcome.NOT_ELIGIBLE: say("form.objection-upheld"),
}


def tell(t: Telling) -> Document:
    """The form as of the telling."""
    asked, application = t.case.asked, t.facts.application
    return application_form(
        ApplicationForm(
            paper=t.paper(),
            household=asked.subject is Subject.HOUSEHOLD,
            category=t.category(),
            cause=of(asked.matter.cause),
            procedure="" if t.case.procedure is None else of(t.case.procedure),
            applicant=applicant(t),
            members=members(t),
            statement=application.statement.reveal(),
            means=means(t),
            account=account(t),
            inquiry=inquiry(t),
            township=township(t),
            county=county(t),
            attachments=attached(t),
        )
    )


def attached(t: Telling) -> tuple[str, ...]:
    """The papers handed in so far, the form itself left out."""
    return papers(t.pack, t.case.materials - {Material.APPLICATION_FORM})


def applicant(t: Telling) -> Applicant:
    """Who applies; sex as the identity number tells it."""
    application = t.facts.application
    address, agent = application.contact.address, t.facts.agent
    return Applicant(
        name=t.name(),
        sex=sex(number_of(t.facts.member(t.case.asked.applicant))),
        id_number=t.identity(),
        registered_at=revealed(application.contact.registered_at),
        lives_at=t.case.asked.village if address is None else address.reveal(),
        residence=of(application.residence),
        phone=t.phone(),
        agent=acting(agent, t.facts.incapable),
    )


def acting(agent: Agent | None, incapable: bool) -> str:
    """Who acts for whoever applies, and that these cannot, where it was said."""
    who = "" if agent is None else f"{agent.name.reveal()}（{agent.reason.reveal()}）"
    return f"{who}{say('form.incapable')}" if incapable else who


def revealed(told: Private | None) -> str:
    """What was told; empty where nothing was."""
    return "" if told is None else told.reveal()


def sex(number: str) -> str:
    """As an identity number tells it; left to be written by hand where there is none."""
    if not number:
        return ""
    return say("form.male") if is_male(number) else say("form.female")


def papers_of(member: Member) -> str:
    """The identity number; of who has none the paper shown, or the certificate of birth, if any."""
    if told := identity_of(member):
        return told
    birth = member.birth
    if birth is None or birth.certificate is None:
        return say("form.no-number")
    return say("form.certificate", number=birth.certificate.reveal())


def members(t: Telling) -> tuple[FormMember, ...]:
    """Everybody the application is for, as of the telling; ages on the day of application."""
    listed = (t.facts.member(person) for person in t.case.asked.members)
    return tuple(
        FormMember(
            name=member.name.reveal(),
            relation=of(member.relation),
            id_number=papers_of(member),
            age=age(member, t.case.asked.on),
            health=revealed(member.health),
            occupation=revealed(member.occupation),
            income=member.income_last_year,
        )
        for member in listed
    )


def means(t: Telling) -> Means:
    """D, I and E as recorded last (A9), and what was granted this year as the decision saw it."""
    known, granted = t.facts.last(CircumstancesRecorded), earlier(t)
    if known is None:
        return Means()
    facts = known.circumstances
    received = (*facts.aid, *facts.compensation)
    within = [one.holds for one in facts.statements if one.claim is Claim.PROPERTY_WITHIN_RULES]
    return Means(
        income=amount(facts.means.income_last_year),
        deposits=amount(facts.means.deposits),
        spending=necessary(t.pack, facts),
        property_note="" if not within else PROPERTY[within[-1]],
        other_aid="；".join(f"{day(one.on)}，{figures(one.amount)}" for one in received),
        grants_this_year=None if granted is None else len({one.case for one in granted}),
        granted_this_year=None if granted is None else Money(sum(g.amount.fen for g in granted)),
        last_granted_on=granted[-1].on if granted else None,
        last_granted=granted[-1].amount if granted else None,
    )


def amount(figure: Figure | None) -> Money | None:
    """The sum of a figure that was told."""
    return None if figure is None else figure.amount


def earlier(t: Telling) -> tuple[EarlierGrant, ...] | None:
    """The grants of the year the decision counted, in order; ``None`` before there is a decision."""
    decided = t.facts.last(ReliefApproved) or t.facts.last(ReliefRefused)
    if decided is None or decided.assessment is None:
        return None
    grants = decided.assessment.question.earlier
    return tuple(sorted((g for g in grants if g.on.year == decided.on.year), key=lambda g: g.on))


def prescribed(found: Prescribed | None) -> str:
    """What the law prescribed when the opinion was signed, in words (A11); a sum only where it is due."""
    if found is None or found.amount is None or found.verdict is not Verdict.DUE:
        return ""
    record = "" if found.record is None else say("form.record", record=found.record)
    least, most = figures(found.amount.least), figures(found.amount.most)
    between = least if least == most else say("form.between", least=least, most=most)
    if found.amount.least == ZERO:
        between = say("form.at-most", most=most)
    return say("form.prescribed", between=between, record=record)


def account(t: Telling) -> BankAccount:
    """Where relief is paid: as corrected, as instructed, or as applied for."""
    corrected, instructed = (
        t.facts.last(PaymentAccountCorrected),
        t.facts.last(PaymentInstructed),
    )
    told = corrected or instructed
    known = t.facts.application.account if told is None else told.account
    if known is None:
        return BankAccount()
    holder = t.facts.member(known.holder).name.reveal()
    return BankAccount(holder=holder, bank=known.bank.reveal(), number=known.number.reveal())


def inquiry(t: Telling) -> Inquiry:
    """What the township found (A18.1.1)."""
    check, visit = t.facts.last(MeansCheckReported), t.facts.last(HomeVisited)
    held = t.facts.last(CommunityAppraisalHeld)
    checked = ""
    if check is not None:
        checked = say(
            "form.checked",
            day=day(check.on),
            word=of(check.result),
            report=check.report,
        )
    return Inquiry(
        check=checked,
        village_opinion="" if visit is None else revealed(visit.village_opinion),
        visited_on=None if visit is None else visit.on,
        visitors=visiting(t),
        findings="" if visit is None else visit.findings.reveal(),
        appraised_on=None if held is None else held.on,
        participants=0 if held is None else held.participants,
        in_favour=0 if held is None else held.in_favour,
    )


def visiting(t: Telling) -> tuple[str, ...]:
    """Who went along on the last visit: officers by name, and helpers of the committee."""
    entry = t.facts.entry(HomeVisited)
    if entry is None:
        return ()
    visit = cast(HomeVisited, entry.fact)
    officers = (t.called(id, entry.recorded_at, None) for id in visit.visitors)
    return (*officers, *helping(visit))


def helping(visit: HomeVisited) -> tuple[str, ...]:
    """Who of the village's committee went along: they sign beside the officers."""
    return tuple(one.name.reveal() for one in visit.helpers)


def township(t: Telling) -> TownshipPart:
    """The opinion with its two signatures, and the notice that hung last."""
    examination = t.case.examination
    opinion, posted = t.facts.last(OpinionSigned), t.facts.last(PublicNoticePosted)
    if examination is None or opinion is None:
        return TownshipPart()
    first, period = (None, None) if posted is None else hanging(t, posted.on)
    return TownshipPart(
        opinion=examination.opinion,
        reasons=opinion.reasons.reveal(),
        recommended=examination.recommended if examination.recommended.fen else None,
        basis=prescribed(opinion.prescribed),
        caseworker=t.signed(OpinionSigned),
        leader=t.signed(ApplicationExamined) if examination.examined_on else "",
        signed_on=examination.examined_on,
        notice_place="" if posted is None else posted.place,
        notice_from=first,
        notice_to=None if period is None else period.last_day,
        objections=objections(t),
    )


def objections(t: Telling) -> str:
    """How many came and what became of them."""
    ended = t.case.notice is not None and t.case.notice.ended_on is not None
    if not t.case.objections:
        return say("form.no-objection") if ended else ""
    outcomes = (
        say("form.objection", n=n, what=OUTCOMES[o])
        for n, o in enumerate(t.case.objections, start=1)
    )
    return say("form.objections", count=len(t.case.objections)) + "，".join(outcomes)


def county(t: Telling) -> CountyPart:
    """The county's check and decision, or the township's under delegation."""
    seen = t.facts.last(SpotCheckReported) or t.facts.last(CountyVerified)
    checked = ""
    if seen is not None:
        result = say("form.confirmed") if seen.confirmed else say("form.not-confirmed")
        checked = say(
            "form.verified",
            day=day(seen.on),
            result=result,
            reveal=seen.findings.reveal(),
        )
    approved, refused = t.facts.last(ReliefApproved), t.facts.last(ReliefRefused)
    decided = approved or refused
    drawn = t.case.county.spot_check if t.facts.last(ReceivedByCounty) else None
    return CountyPart(
        drawn=None if t.case.procedure is Procedure.URGENT else drawn,
        checked=checked,
        approved=None if decided is None else approved is not None,
        reasons=why(t, approved),
        amount=None if approved is None else approved.amount,
        checker="" if seen is None else t.signed(type(seen)),
        approver="" if decided is None else t.signed(type(decided)),
        decided_on=None if decided is None else decided.on,
    )


def township_decided(approved: ReliefApproved) -> str:
    """By which act, where one delegates (18.2.1)."""
    act = approved.delegation
    return say("form.by-township") if act is None else say("form.by-delegation", act=act)


def why(t: Telling, approved: ReliefApproved | None) -> str:
    """What stands beside the decision: the delegation, or why less or more than usual."""
    if approved is None:
        refused = t.facts.last(ReliefRefused)
        return "" if refused is None else refused.reasons.reveal()
    by = township_decided(approved) if approved.delegated else ""
    written = (approved.lowered_reason, approved.exception)
    return "；".join([*filter(None, [by]), *(one.reveal() for one in written if one is not None)])


LETTER = Writing(kind=DocumentKind.FORM, tell=tell)
