"""公示照片: how many photographs a public notice is shown by, at its start and at its end."""

from datetime import date

from domain.case.gates import notice_time
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.files import EvidenceKind, EvidenceOf
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Opinion, Stage
from domain.law.terms import NoticeTime

PHOTOGRAPHS = "notice_photographs"
"""How many photographs are asked for, at the start and at the end each; nought: none."""
HOUSE = "内部§证据文件"


def lacking(s: Situation, of: EvidenceOf, round: int, day: date) -> Reason | None:
    """A photograph of a notice is of its round, and of its start or its end."""
    needed = s.pack.count(PHOTOGRAPHS, day) if s.pack.has(PHOTOGRAPHS, day) else 0
    have = sum(
        one.kind is EvidenceKind.PHOTOGRAPH and one.of is of and one.number == round
        for one in s.case.evidence
    )
    if have >= needed:
        return None
    return reason(Code.PHOTOGRAPHS_MISSING, HOUSE, needed=needed, have=have, of=of, number=round)


@since(3)
@carries(HOUSE, "A notice is posted with photographs of its start.")
def start_photographed(s: Situation) -> Reason | None:
    return lacking(s, EvidenceOf.NOTICE_START, s.case.notices + 1, s.today)


@since(3)
@carries(HOUSE, "The file goes on from a notice with photographs of its end.")
def end_photographed(s: Situation) -> Reason | None:
    """What was posted before photographs were asked for needs none."""
    notice = s.case.notice
    if notice is None or notice.ended_on is None:
        return None
    return lacking(s, EvidenceOf.NOTICE_END, notice.round, notice.posted_on)


def to_show(s: Situation) -> bool:
    """A notice ended, or is about to be posted, and its photographs are awaited."""
    return end_photographed(s) is not None or start_to_show(s)


def start_to_show(s: Situation) -> bool:
    """Examined, and so to be posted, since photographs are asked for.

    What was examined before and is posted since is told so by the posting itself.
    """
    examined = s.case.examination
    if s.case.stage is not Stage.EXAMINED or examined is None or examined.examined_on is None:
        return False
    if notice_time(s) is not NoticeTime.BEFORE or examined.opinion is not Opinion.POSITIVE:
        return False
    start, number = EvidenceOf.NOTICE_START, s.case.notices + 1
    return lacking(s, start, number, examined.examined_on) is not None


def photographer(s: Situation, post: Post) -> bool:
    """Who posts a notice shows it."""
    return post is Post.CASEWORKER
