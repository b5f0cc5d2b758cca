"""Who may do what, where, and who may not because of what they already did in this case.

One table and one function. The authority returned is stored with every fact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from domain.case import commands as c
from domain.case.state import Case
from domain.delegation import Delegations
from domain.duties import clash
from domain.facts import Authority
from domain.law.clauses import by_own_law
from domain.law.pack import Pack
from domain.people import PersonId
from domain.posts import (
    ADMINISTRATORS,
    CITY,
    COUNTY,
    LEVEL,
    SYSTEM,
    TOWNSHIP,
    Appointment,
    Officer,
    Post,
    city_for,
    reaches,
)
from domain.refusal import Code, Reason, reason

__all__ = [
    "ACCESS_LOG_READERS",
    "ADMINISTRATORS",
    "CITY",
    "COUNTY",
    "DUTY_POSTS",
    "LEVEL",
    "POWERS",
    "REVEALERS",
    "SYSTEM",
    "TOWNSHIP",
    "Officer",
    "Post",
    "Power",
    "authorise",
    "city_for",
    "reaches",
]

REVEALERS = frozenset(
    {
        Post.CASEWORKER,
        Post.TOWNSHIP_LEADER,
        Post.COUNTY_CHECKER,
        Post.APPROVER,
        Post.FINANCE,
        Post.AUDITOR,
    }
)
"""Who may ask for clear values, or for a person, in the territory they read (internal)."""

ACCESS_LOG_READERS = frozenset({Post.AUDIT_ADMIN})
"""Who may ask who looked (internal, GB/T 22239 level 3)."""

DUTY_POSTS = {
    "caseworker": Post.CASEWORKER,
    "township-leader": Post.TOWNSHIP_LEADER,
    "county-checker": Post.COUNTY_CHECKER,
    "approver": Post.APPROVER,
    "finance": Post.FINANCE,
    "applicant": Post.CASEWORKER,
}
"""Whose worklist a limit stands on: what an applicant owes, the caseworker reminds them of."""


@dataclass(frozen=True, slots=True)
class Power:
    """The posts that may do a thing, and the article that says so.

    ``needs`` is reckoned from the posts: each with its level, and whether it administers.
    """

    posts: tuple[Post, ...]
    article: str
    needs: tuple[tuple[Post, int, bool], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Looked up once here, not at every question."""
        needs = tuple((p, LEVEL.get(p, CITY), p in ADMINISTRATORS) for p in self.posts)
        object.__setattr__(self, "needs", needs)


TOWNSHIP_DESK = (Post.CASEWORKER, Post.TOWNSHIP_LEADER)
COUNTY_DESK = (Post.COUNTY_CHECKER, Post.APPROVER)

POWERS: Mapping[type[c.Command], Power] = {
    c.SubmitApplication: Power((Post.CASEWORKER, Post.COUNTY_CHECKER), "14.1"),
    c.NotifyDeficiencies: Power((Post.CASEWORKER,), "16/1"),
    c.ReceiveSupplement: Power((Post.CASEWORKER,), "16/1"),
    c.LapseApplication: Power((Post.CASEWORKER, Post.SYSTEM), "16/1"),
    c.EstablishUrgency: Power((*TOWNSHIP_DESK, Post.COUNTY_CHECKER), "18.2.1"),
    c.AcceptApplication: Power((Post.CASEWORKER, Post.COUNTY_CHECKER), "15"),
    c.RefuseAcceptance: Power((Post.CASEWORKER,), "16/1"),
    c.HandToReliefStation: Power((Post.CASEWORKER,), "15"),
    c.ReportMeansCheck: Power((Post.CASEWORKER,), "18.1.1"),
    c.RecordHomeVisit: Power((Post.CASEWORKER,), "18.1.1"),
    c.RecordCommunityAppraisal: Power((Post.CASEWORKER,), "18.1.1"),
    c.RecordCircumstances: Power((Post.CASEWORKER,), "18.1.1"),
    c.SignOpinion: Power((Post.CASEWORKER,), "18.1.1"),
    c.CompleteExamination: Power((Post.TOWNSHIP_LEADER,), "18.1.1"),
    c.SendBackOpinion: Power((Post.TOWNSHIP_LEADER,), "18.1.1"),
    c.RejectUrgency: Power((Post.TOWNSHIP_LEADER, Post.APPROVER), "18.2.1"),
    c.PostPublicNotice: Power((Post.CASEWORKER,), "18.1.1"),
    c.InterruptPublicNotice: Power((Post.CASEWORKER,), "18.1.1"),
    c.EndPublicNotice: Power((Post.CASEWORKER, Post.SYSTEM), "18.1.1"),
    c.LodgeObjection: Power(TOWNSHIP_DESK, "18.1.1"),
    c.ResolveObjection: Power((Post.TOWNSHIP_LEADER,), "18.1.1"),
    c.SubmitForApproval: Power(TOWNSHIP_DESK, "18.1.1"),
    c.ReceiveAtCounty: Power((Post.COUNTY_CHECKER,), "18.1.2"),
    c.ReportSpotCheck: Power((Post.COUNTY_CHECKER,), "18.1.2"),
    c.ReportCountyVerification: Power((Post.COUNTY_CHECKER,), "18.2.2"),
    c.ReturnForReexamination: Power(COUNTY_DESK, "18.1.2"),
    c.ApproveRelief: Power((Post.APPROVER,), "4/2"),
    c.ApproveUnderDelegation: Power((Post.TOWNSHIP_LEADER,), "18.2.1"),
    c.RefuseRelief: Power((Post.APPROVER,), "4/2"),
    c.FileForRecord: Power(TOWNSHIP_DESK, "18.2.1"),
    c.Countersign: Power((Post.APPROVER,), "18.2.1"),
    c.RefuseCountersignature: Power((Post.APPROVER,), "18.2.1"),
    c.FeedBackResult: Power((Post.COUNTY_CHECKER, Post.APPROVER, *TOWNSHIP_DESK), "18.1.2"),
    c.InstructPayment: Power((Post.FINANCE,), "19"),
    c.ConfirmPayment: Power((Post.FINANCE,), "19"),
    c.ReportPaymentFailure: Power((Post.FINANCE,), "19"),
    c.CorrectPaymentAccount: Power((Post.CASEWORKER, Post.FINANCE), "19"),
    c.PayCash: Power((Post.FINANCE, Post.CASEWORKER), "19"),
    c.DeliverGoods: Power((Post.FINANCE, Post.CASEWORKER), "20"),
    c.ServeDocument: Power((*TOWNSHIP_DESK, *COUNTY_DESK), "4/2"),
    c.ReferCase: Power((*TOWNSHIP_DESK, *COUNTY_DESK), "21"),
    c.RecordReferralAnswer: Power((*TOWNSHIP_DESK, *COUNTY_DESK), "21"),
    c.WithdrawApplication: Power((Post.CASEWORKER,), "14.1"),
    c.RecordDeath: Power((Post.CASEWORKER,), "14.1"),
    c.CloseCase: Power(COUNTY_DESK, "23/1"),
    c.RecordRecomputedLimit: Power((Post.SYSTEM,), "民法典§203"),
    c.RecordMissedLimit: Power((Post.SYSTEM,), "31"),
    c.RecordLead: Power((*TOWNSHIP_DESK, Post.COUNTY_CHECKER), "14.2"),
    c.CloseLead: Power((*TOWNSHIP_DESK, Post.COUNTY_CHECKER), "14.2"),
    c.GrantDelegation: Power((Post.APPROVER,), "18.2.1"),
    c.RevokeDelegation: Power((Post.APPROVER,), "18.2.1"),
    c.RecordHolidayNotice: Power((Post.CITY_OFFICER, Post.SYSTEM), "34"),
    c.RecordReferenceValue: Power((Post.CITY_OFFICER, Post.SYSTEM), "34"),
    c.AppointOfficer: Power((Post.SECURITY_ADMIN,), "内部§三员分立"),
    c.EndAppointment: Power((Post.SECURITY_ADMIN,), "内部§三员分立"),
    c.AppointAdministrator: Power((Post.CITY_OFFICER, Post.SYSTEM), "内部§三员分立"),
    c.EndAdministration: Power((Post.CITY_OFFICER,), "内部§三员分立"),
    c.DeclareKinship: Power((Post.SECURITY_ADMIN,), "公务员法§76"),
    c.WithdrawKinship: Power((Post.SECURITY_ADMIN,), "公务员法§76"),
    c.LinkSignIn: Power((Post.SECURITY_ADMIN, Post.SYSTEM), "内部§身份鉴别"),
    c.UnlinkSignIn: Power((Post.SECURITY_ADMIN,), "内部§身份鉴别"),
    c.RecordCredential: Power((Post.SYSTEM,), "内部§身份鉴别"),
    c.ProposeKeyDestruction: Power((Post.SECURITY_ADMIN,), "个人信息保护法§47"),
    c.ConfirmKeyDestruction: Power((Post.AUDIT_ADMIN,), "个人信息保护法§47"),
    c.IntroduceMasterKey: Power((Post.SECURITY_ADMIN,), "内部§密钥管理"),
    c.RetireMasterKey: Power((Post.SECURITY_ADMIN,), "内部§密钥管理"),
    c.AnchorLog: Power((Post.SYSTEM,), "内部§审计记录"),
}
"""Every command, who may give it, by which article. Nothing else grants power."""

NONE_GRANTED = Delegations()


def authorise(
    command: c.Command,
    officer: Officer,
    place: str,
    case: Case,
    day: date,
    delegations: Delegations = NONE_GRANTED,
    pack: Pack | None = None,
) -> Authority | tuple[Reason, ...]:
    """The power by which an officer gives a command about a case of ``place`` (A4, A18, A30).

    Cited as the law of the place has it, where ``pack`` says which that is.

    Territory comes first, so that an outsider learns nothing else about the case; then a post in
    force on ``day``; then kin and what the officer already did in this case.
    """
    kind = type(command)
    power = POWERS[kind]
    held = competent(power, officer, place, day)
    if held is None:
        return _refused(incompetent(power, officer, place), pack)
    if officer.kin and not officer.kin.isdisjoint(concerned(command, case)):
        return _refused(reason(Code.KIN_CONCERNED, "公务员法§76"), pack)
    did = clash(kind, officer.id, case.hands)
    if did is not None:
        return _refused(reason(Code.DUTIES_NOT_SEPARATE, "30", did=did.value), pack)
    mandate = _mandate(case, day, delegations) if kind is c.ApproveUnderDelegation else None
    article = power.article if pack is None else pack.cited(power.article)
    return _authority(*held, article, mandate)


def _refused(why: Reason, pack: Pack | None) -> tuple[Reason, ...]:
    return (why,) if pack is None else by_own_law(pack, (why,))


def incompetent(power: Power, officer: Officer, place: str) -> Reason:
    """Whether the officer has no say in that place at all, or only none in this."""
    if not reaches(officer, place):
        return reason(Code.OUT_OF_JURISDICTION, power.article)
    needed = ",".join(p.value for p in power.posts)
    return reason(Code.POST_NOT_COMPETENT, power.article, posts=needed)


@lru_cache(maxsize=4096)
def _authority(
    post: str, division: str, appointment: str | None, article: str, delegation: str | None
) -> Authority:
    """Made once for each officer's post and article: authority is asked for very often."""
    return Authority(post, division, article, delegation, appointment)


Held = tuple[str, str, str | None]
"""A post as it is held: its name, the division, the number of the appointment."""


def competent(power: Power, officer: Officer, place: str, day: date) -> Held | None:
    """The first competent post the officer really holds, at its level, there and on that day.

    Whoever administers holds no other post, whatever else a list of posts may say.
    """
    if officer.appointments:
        return _appointed(power, officer.appointments, place, day)
    held = officer.posts & ADMINISTRATORS or officer.posts
    division = officer.division
    for post, level, _ in power.needs:
        if post in held and level == len(division) and place.startswith(division):
            return post.value, division, None
    return None


def _appointed(
    power: Power, appointments: tuple[Appointment, ...], place: str, day: date
) -> Held | None:
    for post, level, administrator in power.needs:
        for one in appointments:
            division = one.division
            if one.post is post and place.startswith(division) and len(division) == level:
                if not one.in_force(day):
                    continue
                if not administrator and len(appointments) > 1 and administers(appointments, day):
                    return None
                return post.value, division, one.number
    return None


def administers(appointments: tuple[Appointment, ...], day: date) -> bool:
    """Whether one of them is an administrator's post, in force on a day."""
    return any(one.post in ADMINISTRATORS and one.in_force(day) for one in appointments)


def concerned(command: c.Command, case: Case) -> tuple[PersonId, ...]:
    """Whose matter it is: who is named in the application, or in the one being handed in."""
    if case.application is not None:
        return case.application.members
    if isinstance(command, c.SubmitApplication):
        return tuple(member.person for member in command.members)
    return ()


def _mandate(case: Case, day: date, delegations: Delegations) -> str | None:
    """The number of the delegation a township decides under (A18.2.1)."""
    if case.urgent_kind is None:
        return None
    found = delegations.covering(case.asked.township, case.urgent_kind, day)
    return None if found is None else found.number
