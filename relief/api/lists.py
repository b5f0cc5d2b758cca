"""Closed lists that ledgers and logs keep as text: what is asked for, and what lines say."""

from enum import StrEnum

from domain.ground.terms import CountersignatureOutcome
from projections import leads, limit_boards, limit_rows, notices, register_moves
from projections.limit_rows import ENDED, LATE, MET, MISSED, RUNNING


class LimitState(StrEnum):
    """How a run of a limit stands."""

    RUNNING = RUNNING
    LATE = LATE
    MISSED = MISSED
    MET = MET
    ENDED = ENDED


class NoticeState(StrEnum):
    """How a posting of a notice stands."""

    UP = notices.UP
    OBJECTION = notices.OBJECTION
    INTERRUPTED = notices.INTERRUPTED
    DOWN = notices.TAKEN_DOWN
    ENDED = notices.ENDED


class LeadState(StrEnum):
    """How a lead stands."""

    OPEN = leads.OPEN
    CLOSED = leads.CLOSED


class ReadyPart(StrEnum):
    """Which part of the service is asked whether it can work."""

    ALL = "all"
    COMMANDS = "commands"


class Mark(StrEnum):
    """How near the last day of something on a worklist is."""

    LATE = limit_boards.OVERDUE
    TODAY = limit_boards.TODAY
    SOON = limit_boards.SOON
    LATER = limit_boards.LATER


class Duty(StrEnum):
    """Whose duty a limit is."""

    CASEWORKER = "caseworker"
    LEADER = "township-leader"
    CHECKER = "county-checker"
    APPROVER = "approver"
    FINANCE = "finance"
    APPLICANT = "applicant"


class FileKind(StrEnum):
    """What a line is about."""

    CASE = limit_rows.CASE
    LEAD = limit_rows.LEAD


class CountersignatureState(StrEnum):
    """How a countersignature stands that was asked for."""

    OPEN = register_moves.AWAITED
    GIVEN = register_moves.COUNTERSIGNED
    DEFECT = CountersignatureOutcome.FORMAL.value
    NOT_ELIGIBLE = CountersignatureOutcome.NOT_ELIGIBLE.value
    FRAUD = CountersignatureOutcome.FRAUD.value


class DoorEvent(StrEnum):
    """What happened at the door."""

    IN = "signed in"
    OUT = "signed out"
    REFUSED = "refused"
    WAIT = "made to wait"
    PASSWORD = "password changed"
    FACTOR = "second factor changed"
    INVITED = "invitation accepted"


class DoorMethod(StrEnum):
    """By which way in."""

    PROVIDER = "provider"
    PASSWORD = "password"
    DEMO = "demo"


class DeskList(StrEnum):
    """Which list of what waits."""

    MINE = "mine"
    OTHERS = "others"
