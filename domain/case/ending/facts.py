"""转介与结案: what happens in a case. A vocabulary."""

from datetime import date, datetime

from domain.case.records import Agent, CaseTerminated
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import Ending, ReferralPurpose


@fact("case-referred", version=2)
@carries("21", "转介.")
class CaseReferred(Fact):
    on: date
    number: int
    receiver: Private
    purpose: ReferralPurpose


@fact("referral-answered", version=2)
@says("The receiver answered.")
class ReferralAnswered(Fact):
    on: date
    number: int
    accepted: bool
    result: Private


@fact("joint-meeting-held")
@carries("27", "社会救助联席会议: what it resolved, and where that is written.")
class JointMeetingHeld(Fact):
    on: date
    held_on: date
    minutes: str
    resolution: Private


@fact("application-withdrawn", version=2)
@says("撤回 before payment.")
class ApplicationWithdrawn(Fact):
    on: date
    reason: Private
    unserved: bool = False


@fact("member-died", version=3)
@says("A person of the application died; a household names a new representative.")
class MemberDied(Fact):
    """``stands``: what of an approval still stands where nobody is left to help; what was paid above
    it is owed. ``guardian``: who stands from now on for the child who represents the household, or for
    who does and is ``incapable``.
    """

    on: date
    person: PersonId
    representative: PersonId | None = None
    stands: Money | None = None
    late_reason: Private | None = None
    guardian: Agent | None = None
    incapable: bool = False


@fact("time-limit-missed", version=2)
@says("A limit ran out (督办). Lateness recorded as lateness: the case goes on.")
class TimeLimitMissed(Fact):
    """``started_at`` is the instant a limit in hours began, which may begin twice in one day."""

    on: date
    limit: str
    key: str = ""
    started_on: date
    started_at: datetime | None = None
    last_day: date


@fact("time-limit-recomputed")
@carries(
    "民法典§203",
    "A holiday notice moved the last day of a limit that runs: from ``was`` to ``now``.",
)
class TimeLimitRecomputed(Fact):
    """``calendar`` is the version of the calendar that gave the new day."""

    on: date
    limit: str
    key: str = ""
    started_on: date
    was: date
    now: date
    calendar: str


@fact("case-closed")
@says("归档.")
class CaseClosed(Fact):
    on: date
    ending: Ending
    volume: str


EndingFact = (
    CaseReferred
    | ReferralAnswered
    | JointMeetingHeld
    | ApplicationWithdrawn
    | MemberDied
    | CaseTerminated
    | TimeLimitMissed
    | TimeLimitRecomputed
    | CaseClosed
)
