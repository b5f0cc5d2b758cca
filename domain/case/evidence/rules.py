"""证据文件: what may become a part of a case, and what a photograph of a notice must show."""

from datetime import date

from domain.case.evidence import commands as c
from domain.case.evidence import facts as e
from domain.case.gates import notice_last_day
from domain.case.notice.rules import to_be_posted_since
from domain.case.photographs import HOUSE, photographer, to_show
from domain.case.situation import Situation, happened
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.files import EvidenceKind, EvidenceOf, SealedFile
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Stage

ATTACHERS = (*TOWNSHIP_DESK, *COUNTY_DESK)
"""Who makes a file a part of a case."""
PICTURES = ("image/jpeg", "image/png")
"""Media types of what a camera makes."""


@since(3)
@carries(HOUSE, "The file was uploaded to this very case, and is not a part of it yet.")
def file_waits(s: Situation, command: c.AttachEvidence) -> Reason | None:
    if any(one.file == command.file for one in s.case.evidence):
        return reason(Code.DONE_ALREADY, HOUSE, "file")
    return reason(Code.FILE_UNKNOWN, HOUSE, "file") if command.sealed is None else None


@since(3)
@carries(HOUSE, "The same file stands in a case once: one photograph does not show two things.")
def not_there_yet(s: Situation, command: c.AttachEvidence) -> Reason | None:
    if command.sealed is None:
        return None
    for place, one in enumerate(s.case.evidence, start=1):
        if one.likeness == command.sealed.likeness and one.file != command.file:
            return reason(Code.FILE_TWICE, HOUSE, "file", place=place)
    return None


@since(3)
@carries(
    HOUSE, "What it is of is there: a notice by its round, a paper that the case has or waits for."
)
def of_something(s: Situation, command: c.AttachEvidence) -> tuple[Reason, ...]:
    """The notice about to be posted has the next round."""
    told, faults = command.of, list[Reason]()
    if told.of_notice:
        last = s.case.notices + (told is EvidenceOf.NOTICE_START)
        if command.number is None:
            faults.append(reason(Code.FIELD_MISSING, HOUSE, "number"))
        elif not 1 <= command.number <= last:
            faults.append(reason(Code.NOTICE_MISSING, HOUSE, "number"))
    elif command.number is not None:
        faults.append(reason(Code.FIELD_INVALID, HOUSE, "number", fault="not-used-here"))
    if told is EvidenceOf.PAPER:
        if command.paper is None:
            faults.append(reason(Code.FIELD_MISSING, HOUSE, "paper"))
        elif command.paper not in papers(s):
            faults.append(reason(Code.FIELD_INVALID, HOUSE, "paper", fault="not-in-list"))
    elif command.paper is not None:
        faults.append(reason(Code.FIELD_INVALID, HOUSE, "paper", fault="not-used-here"))
    return tuple(faults)


def papers(s: Situation) -> frozenset[str]:
    """The papers the case has, or waits for."""
    return s.case.materials | s.case.outstanding | (s.case.notified or frozenset())


@since(3)
@carries(HOUSE, "A notice is shown by a photograph, of which the day is known.")
def photographed(s: Situation, command: c.AttachEvidence) -> tuple[Reason, ...]:
    sealed = command.sealed
    if not command.of.of_notice or sealed is None:
        return ()
    faults = list[Reason]()
    if command.kind is not EvidenceKind.PHOTOGRAPH or sealed.media not in PICTURES:
        faults.append(reason(Code.FIELD_INVALID, HOUSE, "kind", fault="not-in-list"))
    if taken_on(s, command) is None:
        faults.append(reason(Code.FIELD_MISSING, HOUSE, "taken_on"))
    return tuple(faults)


@since(3)
@carries(HOUSE, "A photograph of the start was taken once there was something to post.")
def shows_the_start(s: Situation, command: c.AttachEvidence) -> Reason | None:
    if command.of is not EvidenceOf.NOTICE_START or command.number != s.case.notices + 1:
        return None
    day, since = taken_on(s, command), to_be_posted_since(s)
    if day is None or since is None or day >= since:
        return None
    return reason(Code.DATE_TOO_EARLY, HOUSE, "taken_on", day=day, earliest=since)


@since(3)
@carries(HOUSE, "A photograph of the end was taken on the last day of its notice, or after it.")
def shows_the_end(s: Situation, command: c.AttachEvidence) -> Reason | None:
    notice = s.case.notice
    if command.of is not EvidenceOf.NOTICE_END or notice is None or notice.round != command.number:
        return None
    day = taken_on(s, command)
    last = notice.ended_on or notice_last_day(s)
    if day is None or day >= last:
        return None
    return reason(Code.DATE_TOO_EARLY, HOUSE, "taken_on", day=day, earliest=last)


def taken_on(s: Situation, command: c.AttachEvidence) -> date | None:
    """The day the officer says, else the camera's, where that can be."""
    return camera_on(s, command) if command.taken_on is None else command.taken_on


def camera_on(s: Situation, command: c.AttachEvidence) -> date | None:
    """The day the camera wrote down, where that can be."""
    day = None if command.sealed is None else command.sealed.taken_on
    return day if day is not None and day <= s.today else None


def sealed(command: c.AttachEvidence) -> SealedFile:
    """The file as it lies there."""
    if command.sealed is None:
        raise ValueError("no file was uploaded")
    return command.sealed


def attached(s: Situation, command: c.AttachEvidence) -> tuple[Change, ...]:
    """The file, and how its bytes are proven."""
    held, taken, camera = sealed(command), taken_on(s, command), camera_on(s, command)
    return happened(
        e.EvidenceAttached(
            on=s.today,
            file=held.file,
            kind=command.kind,
            of=command.of,
            media=held.media,
            size=held.size,
            pages=held.pages,
            sha256=held.sha256,
            likeness=held.likeness,
            keys=held.keys,
            number=command.number,
            paper=command.paper,
            taken_on=taken,
            camera_on=None if camera == taken else camera,
        )
    )


RULES: Rules = {
    c.AttachEvidence: Rule(
        article=HOUSE,
        by=ATTACHERS,
        by_article="4/2",
        reads=(Stream.CALENDAR,),
        address="evidence",
        awaited=True,
        turn=to_show,
        whose=photographer,
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        checks=(
            file_waits,
            not_there_yet,
            of_something,
            happened_by_today("taken_on"),
            photographed,
            shows_the_start,
            shows_the_end,
        ),
        facts=attached,
        brings=(e.EvidenceAttached,),
    ),
}
