"""第二十七条: what the joint meeting (社会救助联席会议) came to in a grave matter is a fact of the case."""

from domain.case.ending import commands as c
from domain.case.ending import facts as e
from domain.case.situation import Situation, happened
from domain.case.state import WHILE_OPEN
from domain.case.words import happened_by_today
from domain.ground.posts import COUNTY_DESK
from domain.ground.rows import Change, Rule, Rules
from domain.ground.words import said


def held(s: Situation, command: c.RecordJointMeeting) -> tuple[Change, ...]:
    """What was resolved, on the day of the meeting; what follows is decided by who is competent."""
    return happened(
        e.JointMeetingHeld(
            on=s.today,
            held_on=command.held_on,
            minutes=command.minutes,
            resolution=command.resolution.bound(s.case.asked.applicant),
        )
    )


RULES: Rules = {
    c.RecordJointMeeting: Rule(
        article="27",
        by=COUNTY_DESK,
        address="joint-meetings",
        stages=WHILE_OPEN,
        checks=(
            *said("minutes", "resolution"),
            happened_by_today("held_on", lambda s: s.case.asked.on),
        ),
        facts=held,
        brings=(e.JointMeetingHeld,),
    ),
}
