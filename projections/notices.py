"""The public-notice board (公示): what hangs where, until when. Nothing private: no names at all.

The last day of a notice that hangs is the last day of its time limit, reckoned there and only
there; reading the board needs the tables of ``projections.limits`` beside its own.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from sqlalchemy import Connection, Index, Table, and_, case, func, select

from domain.case.amendment.facts import (
    ApplicationAmended,
    ApplicationCorrected,
    ExaminationReopened,
    MembersRestored,
)
from domain.case.ending.facts import ApplicationWithdrawn, MemberDied
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.notice.facts import (
    ObjectionLodged,
    ObjectionResolved,
    PublicNoticeEnded,
    PublicNoticeInterrupted,
    PublicNoticePosted,
)
from domain.case.records import CaseTerminated
from domain.case.transfer.facts import FilePassedOn, FileTakenOver
from domain.ground.facts import Fact, Recorded
from domain.ground.terms import ObjectionOutcome
from domain.time.limits import Expiry
from projections.limit_rows import LIMITS
from projections.reading import Page, in_area, page
from projections.rows import Looks, Row, Rows
from projections.tables import table

UP, OBJECTION, INTERRUPTED, TAKEN_DOWN, ENDED = "up", "objection", "interrupted", "down", "ended"
"""``objection``: up, and an objection waits for its answer. ``down``: taken down, because an
objection was right or the case ended. ``ended``: the whole period is over."""


class NoticeRow(TypedDict):
    """One posting of a notice. ``amount_fen`` is the sum it shows."""

    case_id: str
    round: int
    county: str
    township: str
    village: str
    subject: str
    category: str
    members: int
    amount_fen: int
    place: str
    posted_on: str
    ended_on: str | None
    state: str


class BoardRow(NoticeRow):
    """A posting and the last day of its period; ``None`` once it was cut short.

    ``provisional``: the calendar of a year that decides it is not published yet.
    """

    last_day: str | None
    provisional: bool


class SubjectRow(TypedDict):
    """What a notice says of a case, and which posting is the latest (0: none)."""

    case_id: str
    township: str
    village: str
    subject: str
    category: str
    members: int
    round: int


NOTICES = table(
    "public_notices",
    NoticeRow,
    ("case_id", "round"),
    Index("public_notices_township", "township", "posted_on", "case_id", "round"),
    Index("public_notices_county", "county", "posted_on", "case_id", "round"),
    Index("public_notices_city", "posted_on", "case_id", "round"),
)
SUBJECTS = table("public_notice_subjects", SubjectRow, ("case_id",))
N = NOTICES.c
ORDER = (N.posted_on, N.case_id, N.round)


class PublicNotices:
    """Keeps the board."""

    tables: Sequence[Table] = (NOTICES, SUBJECTS)

    @property
    def looks(self) -> Looks:
        """What puts a notice up, marks it or takes it down."""
        return {
            **dict.fromkeys(_ACTS, ()),
            ApplicationSubmitted: ("members",),
            ApplicationAmended: ("stands",),
            ApplicationCorrected: ("stands",),
            MembersRestored: ("persons",),
        }

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Put up, mark or take down."""
        act = _ACTS.get(type(recorded.fact))
        if act is not None:
            act(rows, recorded.stream.partition("-")[2], recorded.fact)


def _applied(rows: Rows, case_id: str, fact: ApplicationSubmitted) -> None:
    rows.put(
        SUBJECTS,
        {
            "case_id": case_id,
            "township": fact.township,
            "village": fact.village,
            "subject": fact.subject.value,
            "category": fact.category.value,
            "members": len(fact.members),
            "round": 0,
        },
    )


def _subject(rows: Rows, case_id: str) -> Row:
    subject = rows.get(SUBJECTS, (case_id,))
    if subject is None:
        raise LookupError(f"no application of case {case_id}")
    return subject


def _died(rows: Rows, case_id: str, fact: MemberDied) -> None:
    subject = _subject(rows, case_id)
    rows.put(SUBJECTS, {**subject, "members": subject["members"] - 1})


def _restored(rows: Rows, case_id: str, fact: MembersRestored) -> None:
    subject = _subject(rows, case_id)
    rows.put(SUBJECTS, {**subject, "members": subject["members"] + len(fact.persons)})


def _amended(rows: Rows, case_id: str, fact: ApplicationAmended | ApplicationCorrected) -> None:
    stands = fact.stands
    said = {
        "village": stands.village,
        "subject": stands.subject.value,
        "category": stands.category.value,
        "members": len(stands.members),
    }
    rows.put(SUBJECTS, {**_subject(rows, case_id), **said})


def _taken_over(rows: Rows, case_id: str, fact: FileTakenOver) -> None:
    place = {"township": fact.township, "village": fact.village}
    rows.put(SUBJECTS, {**_subject(rows, case_id), **place})


def _passed_on(rows: Rows, case_id: str, fact: FilePassedOn) -> None:
    """What hangs, and whatever is put up after, is another township's."""
    rows.put(SUBJECTS, {**_subject(rows, case_id), "township": fact.township})
    _changed(rows, case_id, township=fact.township, county=fact.township[:6])


def _posted(rows: Rows, case_id: str, fact: PublicNoticePosted) -> None:
    subject = {**_subject(rows, case_id), "round": fact.round}
    rows.put(SUBJECTS, subject)
    notice = {
        "county": subject["township"][:6],
        "amount_fen": fact.amount.fen,
        "place": fact.place,
        "posted_on": fact.on.isoformat(),
        "ended_on": None,
        "state": UP,
    }
    rows.put(NOTICES, {**subject, **notice})


def _changed(rows: Rows, case_id: str, **values: Any) -> None:
    """The notice that hangs now, with other values; nothing where none hangs."""
    number = _subject(rows, case_id)["round"]
    notice = rows.get(NOTICES, (case_id, number)) if number else None
    if notice is not None and notice["state"] in (UP, OBJECTION):
        rows.put(NOTICES, {**notice, **values})


def _over(state: str) -> "Act":
    """A fact after which the notice hangs no longer."""

    def act(rows: Rows, case_id: str, fact: Any) -> None:
        _changed(rows, case_id, state=state, ended_on=fact.on.isoformat())

    return act


def _ended(rows: Rows, case_id: str, fact: PublicNoticeEnded) -> None:
    _changed(rows, case_id, state=ENDED, ended_on=fact.last_day.isoformat())


def _objected(rows: Rows, case_id: str, fact: ObjectionLodged) -> None:
    _changed(rows, case_id, state=OBJECTION)


def _answered(rows: Rows, case_id: str, fact: ObjectionResolved) -> None:
    if fact.outcome is ObjectionOutcome.UNFOUNDED:
        _changed(rows, case_id, state=UP)
    else:
        _over(TAKEN_DOWN)(rows, case_id, fact)


Act = Callable[[Rows, str, Any], None]

_ACTS: Mapping[type[Fact], Act] = {
    ApplicationSubmitted: _applied,
    MemberDied: _died,
    MembersRestored: _restored,
    ApplicationAmended: _amended,
    ApplicationCorrected: _amended,
    FileTakenOver: _taken_over,
    FilePassedOn: _passed_on,
    ExaminationReopened: _over(TAKEN_DOWN),
    PublicNoticePosted: _posted,
    PublicNoticeInterrupted: _over(INTERRUPTED),
    PublicNoticeEnded: _ended,
    ObjectionLodged: _objected,
    ObjectionResolved: _answered,
    ApplicationWithdrawn: _over(TAKEN_DOWN),
    CaseTerminated: _over(TAKEN_DOWN),
}


def board(
    connection: Connection,
    area: str,
    *,
    states: Sequence[str] = (),
    posted_from: str | None = None,
    posted_to: str | None = None,
    after: str | None = None,
    size: int = 100,
) -> Page[BoardRow]:
    """Notices of an area (4, 6 or 9 digits) by the day they were posted; days are ISO, included.

    Raises ``BadCursor``.
    """
    limit = LIMITS.c
    runs = and_(
        limit.case_id == N.case_id,
        limit.expiry == Expiry.ENDS_NOTICE.value,
        limit.key == "",
        limit.occurrence == N.round,
        N.state.in_((UP, OBJECTION)),
    )
    wanted = select(
        NOTICES,
        case((N.state == ENDED, N.ended_on), else_=limit.last_day).label("last_day"),
        func.coalesce(limit.provisional, 0).label("provisional"),
    ).select_from(NOTICES.outerjoin(LIMITS, runs))
    wanted = wanted.where(in_area(NOTICES, area))
    if states:
        wanted = wanted.where(N.state.in_(states))
    if posted_from is not None:
        wanted = wanted.where(N.posted_on >= posted_from)
    if posted_to is not None:
        wanted = wanted.where(N.posted_on <= posted_to)
    return page(connection, wanted, BoardRow, ORDER, after, size)
