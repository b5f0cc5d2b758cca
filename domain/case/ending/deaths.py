"""死亡: one member fewer, another representative, or the end of the case (内部)."""

from domain.account.events import GrantReleased
from domain.account.home import NOBODY
from domain.account.home import stream as home_stream
from domain.account.known import DeathKnown, Parting, PersonsParted
from domain.case.days import applied_on, entered_in_time, late_reason
from domain.case.decision.sampling import fell_away
from domain.case.ending import commands as c
from domain.case.ending import facts as e
from domain.case.intake.ability import CIVIL_CODE, INCAPABLE
from domain.case.intake.rules import bound_agent
from domain.case.records import CaseTerminated
from domain.case.releases import in_time, released_to
from domain.case.situation import Situation
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Ending, Stage, Subject
from domain.registers.roster.facts import CaseBeyondDraw, SpotCheckFellAway

BEFORE_PAYMENT = frozenset(Stage) - {
    *(Stage.UNKNOWN, Stage.REFUSED, Stage.PAID, Stage.ENDED, Stage.CLOSED)
}
PAID = frozenset({Stage.PAID, Stage.CLOSED})
"""Where a death learnt afterwards is recorded, too: what came after it is owed."""
STANDS_REFUSED = frozenset({Stage.REFUSED})
"""Where it changes to whom the letter goes; the refusal stands, and its file closes as one."""


@since(3)
@carries(
    "14.1",
    "A closed file without relief has nothing a death could change: another one is told of it.",
)
def relief_given(s: Situation) -> Reason | None:
    if s.case.stage is not Stage.CLOSED or s.case.ending is Ending.PAID:
        return None
    return reason(Code.NOTHING_TO_DO, "14.1", idle="death-to-record")


@carries("14.1", "The person who died belongs to the application.")
def is_member(s: Situation, command: c.RecordDeath) -> Reason | None:
    if command.person not in s.case.asked.members:
        return reason(Code.NOT_A_MEMBER, "14.1", "person")
    return None


@carries(
    "14.1", "A household whose applicant died names one of its members instead, and only then."
)
def represented(s: Situation, command: c.RecordDeath) -> Reason | None:
    asked = s.case.asked
    others = [m for m in asked.members if m != command.person]
    if asked.subject is Subject.INDIVIDUAL or command.person != asked.applicant or not others:
        if command.representative is None:
            return None
        return reason(Code.FIELD_INVALID, "14.1", "representative", fault="nobody-to-represent")
    if command.representative not in others:
        return reason(Code.NOT_A_MEMBER, field="representative")
    return None


@since(3)
@carries(
    "14.1", "Nobody died before the application that lists them, unless that very day is on record."
)
def alive_when_applied(s: Situation, command: c.RecordDeath) -> Reason | None:
    """Who was dead when it was made is taken out by a correction. For whom an agent applied, or whom
    somebody else found, the application tells nothing of that.
    """
    asked, day, earliest = s.case.asked, command.died_on, applied_on(s)
    by_others = command.person == asked.applicant and (asked.by_agent or asked.lead is not None)
    known = s.homes.get(command.person, NOBODY).died == day
    if day >= earliest or by_others or known:
        return None
    return reason(Code.DATE_TOO_EARLY, "14.1", "died_on", day=day, earliest=earliest)


@since(3)
@carries(
    "民法典§20 民法典§21 14.1",
    "Neither a minor nor who cannot act stands for a household alone: a guardian is named.",
)
def guardian_for_a_minor(s: Situation, command: c.RecordDeath) -> Reason | None:
    """Unless somebody does already; nobody else is given one, and none is a child, the dead, or whom
    they stand for.
    """
    minors, named = frozenset(command.under_age), command.guardian
    incapable = command.incapable and command.representative not in minors
    article = INCAPABLE if incapable else CIVIL_CODE
    if command.incapable and command.representative is None:
        return reason(Code.FIELD_INVALID, INCAPABLE, "incapable", fault="not-used-here")
    needed = _alone(s, command, incapable)
    if named is None:
        return reason(Code.GUARDIAN_MISSING, article, "guardian") if needed else None
    if not needed:
        return reason(Code.FIELD_INVALID, article, "guardian", fault="not-used-here")
    if command.guardian_is in minors | {command.person, command.representative}:
        return reason(Code.GUARDIAN_MISSING, article, "guardian.name")
    return None


def _alone(s: Situation, command: c.RecordDeath, incapable: bool) -> bool:
    """Whether nobody acts for a representative who cannot, or is a child with nobody of age left."""
    asked, minors = s.case.asked, frozenset(command.under_age)
    if asked.entrusted or asked.lead is not None:
        return False
    return incapable or (command.representative in minors and not _of_age(s, command))


def _of_age(s: Situation, command: c.RecordDeath) -> frozenset[PersonId]:
    """Who is left and of age."""
    return frozenset(s.case.asked.members) - frozenset(command.under_age) - {command.person}


@since(3)
@carries("民法典§20 14.1", "A minor stands for a household only where nobody of age is left in it.")
def represented_by_an_adult(s: Situation, command: c.RecordDeath) -> Reason | None:
    """Or where an agent applied, or somebody found them."""
    asked, minors = s.case.asked, frozenset(command.under_age)
    guarded = asked.entrusted or asked.lead is not None
    if guarded or not _of_age(s, command) or command.representative not in minors:
        return None
    return reason(Code.ADULT_LEFT, CIVIL_CODE, "representative")


def goes_on(s: Situation, command: c.RecordDeath) -> bool:
    """Whether somebody is left to be helped."""
    asked = s.case.asked
    left = len(asked.members) > 1
    return left and (asked.subject is Subject.HOUSEHOLD or command.person != asked.applicant)


@carries("AMB-02", "What reached the person by the day of the death stands, and no more.")
def standing(s: Situation, command: c.RecordDeath) -> Money | None:
    if goes_on(s, command):
        return None
    if s.case.approval is None:
        return ZERO
    return min(in_time(s.case.payments.kept, command.died_on), s.case.approval.amount)


def died(s: Situation, command: c.RecordDeath) -> tuple[Change, ...]:
    """One member fewer; with nobody left to help the case ends, unless something is owed or out."""
    stands, stands_for = standing(s, command), command.representative or s.case.asked.applicant
    fact = e.MemberDied(
        on=command.died_on,
        person=command.person,
        representative=command.representative,
        stands=stands,
        late_reason=late_reason(s, command),
        guardian=None if command.guardian is None else bound_agent(command.guardian, stands_for),
        incapable=command.incapable,
    )
    known = everywhere(s, command)
    if goes_on(s, command):
        return (Change(fact), *known)
    back = released_to(s, stands or ZERO, "death")
    paid = s.case.payments
    out = paid.pending is not None or paid.released > ZERO
    if out or s.case.stage in PAID | STANDS_REFUSED or paid.disbursed > (stands or ZERO):
        return (Change(fact), *back, *known)
    ended = Change(CaseTerminated(on=s.today, reason="death"))
    return (Change(fact), ended, *fell_away(s), *back, *known)


@carries(
    "14.1 AMB-35", "Whatever lists this person elsewhere is told, and whoever lived with them."
)
def everywhere(s: Situation, command: c.RecordDeath) -> tuple[Change, ...]:
    """What was granted up to the death stays used by those who lived together."""
    who, ties = command.person, s.homes.get(command.person, NOBODY).ties
    left = tuple(tie.other for tie in ties if tie.living)
    died = DeathKnown(on=command.died_on, person=who, case=s.case.id)
    sides = {who: left, **dict.fromkeys(left, (who,))} if left else {}
    parted = (
        PersonsParted(
            on=command.died_on, person=one, case=s.case.id, others=others, parting=Parting.DIED
        )
        for one, others in sides.items()
    )
    told = (Change(one, home_stream(one.person)) for one in parted)
    return (Change(died, home_stream(who)), *told)


RULES: Rules = {
    c.RecordDeath: Rule(
        article="14.1",
        by=(Post.CASEWORKER,),
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.CALENDAR, Stream.ROSTER),
        writes=(Stream.CASE, Stream.ACCOUNTS, Stream.HOMES, Stream.ROSTER),
        address="deaths",
        stages=BEFORE_PAYMENT | PAID | STANDS_REFUSED | {Stage.ENDED},
        guards=(relief_given,),
        checks=(
            is_member,
            represented,
            represented_by_an_adult,
            guardian_for_a_minor,
            happened_by_today("died_on"),
            alive_when_applied,
            entered_in_time("died_on"),
        ),
        facts=died,
        brings=(
            *(CaseTerminated, SpotCheckFellAway, CaseBeyondDraw),
            *(GrantReleased, DeathKnown, PersonsParted, e.MemberDied),
        ),
    ),
}
