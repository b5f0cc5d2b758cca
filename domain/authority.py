"""Who may do what, where, and who may not because of what they already did in this case.

One table and one function. The authority returned is stored with every fact.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.case import commands as c
from domain.case.state import Hands
from domain.facts import Authority
from domain.refusal import Code, Reason, reason


class Post(StrEnum):
    """岗位."""

    CASEWORKER = "caseworker"
    TOWNSHIP_LEADER = "township-leader"
    COUNTY_CHECKER = "county-checker"
    APPROVER = "approver"
    FINANCE = "finance"
    CITY_OFFICER = "city-officer"
    CITY_READER = "city-reader"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system-administrator"
    SECURITY_ADMIN = "security-administrator"
    AUDIT_ADMIN = "audit-administrator"
    SYSTEM = "system"


ADMINISTRATORS = frozenset({Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDIT_ADMIN})
"""三员: they keep the system, its officers and its logs, apart from each other and from every case.

An internal rule (GB/T 22239 level 3), not the regulation's.
"""


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

CITY, COUNTY, TOWNSHIP = 4, 6, 9
"""Length of a division code at each level: the level is read from the code."""

LEVEL = {
    Post.CASEWORKER: TOWNSHIP,
    Post.TOWNSHIP_LEADER: TOWNSHIP,
    Post.COUNTY_CHECKER: COUNTY,
    Post.APPROVER: COUNTY,
    Post.FINANCE: COUNTY,
}
"""The level a post is held at. Posts absent here act for the city."""

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
class Officer:
    """Someone who acts: posts held in one division (4, 6 or 9 digits)."""

    id: str
    posts: frozenset[Post]
    division: str


SYSTEM = Officer("system", frozenset({Post.SYSTEM}), "5401")
"""The sweep: records what the passing of time brings about, and nothing else."""


@dataclass(frozen=True, slots=True)
class Power:
    """The posts that may do a thing, and the article that says so."""

    posts: tuple[Post, ...]
    article: str


TOWNSHIP_DESK = (Post.CASEWORKER, Post.TOWNSHIP_LEADER)
COUNTY_DESK = (Post.COUNTY_CHECKER, Post.APPROVER)

POWERS: Mapping[type[c.Command], Power] = {
    c.SubmitApplication: Power((Post.CASEWORKER,), "14.1"),
    c.NotifyDeficiencies: Power((Post.CASEWORKER,), "16/1"),
    c.ReceiveSupplement: Power((Post.CASEWORKER,), "16/1"),
    c.LapseApplication: Power((Post.CASEWORKER, Post.SYSTEM), "16/1"),
    c.EstablishUrgency: Power((Post.CASEWORKER, Post.TOWNSHIP_LEADER), "18.2.1"),
    c.AcceptApplication: Power((Post.CASEWORKER,), "15"),
    c.RefuseAcceptance: Power((Post.CASEWORKER,), "16/1"),
    c.HandToReliefStation: Power((Post.CASEWORKER,), "15"),
    c.ReportMeansCheck: Power((Post.CASEWORKER,), "18.1.1"),
    c.RecordHomeVisit: Power((Post.CASEWORKER,), "18.1.1"),
    c.RecordCommunityAppraisal: Power((Post.CASEWORKER,), "18.1.1"),
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
    c.ReferCase: Power((*TOWNSHIP_DESK, *COUNTY_DESK), "21"),
    c.RecordReferralAnswer: Power((*TOWNSHIP_DESK, *COUNTY_DESK), "21"),
    c.WithdrawApplication: Power((Post.CASEWORKER,), "14.1"),
    c.RecordDeath: Power((Post.CASEWORKER,), "14.1"),
    c.CloseCase: Power(COUNTY_DESK, "23/1"),
    c.RecordMissedLimit: Power((Post.SYSTEM,), "31"),
    c.RecordLead: Power((*TOWNSHIP_DESK, Post.COUNTY_CHECKER), "14.2"),
    c.CloseLead: Power((*TOWNSHIP_DESK, Post.COUNTY_CHECKER), "14.2"),
    c.GrantDelegation: Power((Post.APPROVER,), "18.2.1"),
    c.RevokeDelegation: Power((Post.APPROVER,), "18.2.1"),
    c.RecordHolidayNotice: Power((Post.CITY_OFFICER, Post.SYSTEM), "34"),
    c.RecordReferenceValue: Power((Post.CITY_OFFICER, Post.SYSTEM), "34"),
}
"""Every command, who may give it, by which article. Nothing else grants power."""


def reaches(officer: Officer, place: str) -> bool:
    """Whether a division lies in the officer's territory: division codes are prefixes."""
    return place.startswith(officer.division)


def authorise(
    command: c.Command, officer: Officer, place: str, hands: Hands
) -> Authority | tuple[Reason, ...]:
    """The power by which an officer gives a command about a case of ``place`` (A4, A18, A30).

    Territory comes first, so that an outsider learns nothing else about the case.
    """
    power = POWERS[type(command)]
    if not reaches(officer, place):
        return (reason(Code.OUT_OF_JURISDICTION, power.article),)
    post = competent(power, officer)
    if post is None:
        needed = ",".join(p.value for p in power.posts)
        return (reason(Code.POST_NOT_COMPETENT, power.article, posts=needed),)
    if clash := clashes(command, officer, hands):
        return (reason(Code.DUTIES_NOT_SEPARATE, "30", did=clash),)
    return Authority(post=post.value, division=officer.division, article=power.article)


def competent(power: Power, officer: Officer) -> Post | None:
    """The first competent post the officer really holds at its level.

    Whoever administers holds no other post, whatever else a list of posts may say.
    """
    held = officer.posts & ADMINISTRATORS or officer.posts
    for post in power.posts:
        if post in held and LEVEL.get(post, CITY) == len(officer.division):
            return post
    return None


Doers = Callable[[Hands], Mapping[str, frozenset[str]]]


def _one(officer: str | None) -> frozenset[str]:
    return frozenset() if officer is None else frozenset({officer})


def township_doers(hands: Hands) -> Mapping[str, frozenset[str]]:
    """Who visited, signed or examined at the township."""
    return {
        "visited": hands.visited,
        "signed": _one(hands.signed),
        "examined": _one(hands.examined),
    }


def all_checkers(hands: Hands) -> Mapping[str, frozenset[str]]:
    """Everyone who looked at the case before the decision, township and county."""
    return {**township_doers(hands), "checked": hands.checked}


SEPARATE: Mapping[type[c.Command], Doers] = {
    c.CompleteExamination: lambda h: {"signed": _one(h.signed)},
    c.ReportSpotCheck: township_doers,
    c.ReportCountyVerification: township_doers,
    c.ApproveRelief: all_checkers,
    c.RefuseRelief: all_checkers,
    c.ApproveUnderDelegation: lambda h: {"visited": h.visited, "signed": _one(h.signed)},
    c.Countersign: lambda h: {"approved": _one(h.approved), **all_checkers(h)},
    c.RefuseCountersignature: lambda h: {"approved": _one(h.approved), **all_checkers(h)},
    c.InstructPayment: lambda h: {"approved": _one(h.approved)},
    c.PayCash: lambda h: {"approved": _one(h.approved)},
    c.DeliverGoods: lambda h: {"approved": _one(h.approved)},
}
"""What an officer must not have done in this case to give a command (A18.1.1, A30). No switch."""


def clashes(command: c.Command, officer: Officer, hands: Hands) -> str | None:
    """What the officer already did in this case that forbids this command."""
    doers = SEPARATE.get(type(command))
    if doers is None:
        return None
    for deed, who in doers(hands).items():
        if officer.id in who:
            return deed
    return None
