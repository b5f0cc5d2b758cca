"""What a month holds besides straight courses, told from the facts of its cases alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from domain.case.amendment.facts import (
    ApplicationAmended,
    ApplicationCorrected,
    CorrectionRequested,
    NumberJoined,
)
from domain.case.decision.facts import ReliefApproved
from domain.case.ending.facts import TimeLimitMissed, TimeLimitRecomputed
from domain.case.evidence.facts import EvidenceAttached
from domain.case.intake.facts import SupplementReceived
from domain.case.notice.facts import ObjectionLodged
from domain.case.revision.facts import DecisionRevoked
from domain.case.service.facts import DocumentServed, ServiceFailed
from domain.case.transfer.facts import FilePassedOn, FileTakenOver
from domain.ground.facts import Fact, Recorded
from domain.ground.files import EvidenceOf
from domain.registers.roster.facts import CaseDrawnAgain

Facts = Sequence[Fact]


def member_corrected(facts: Facts) -> bool:
    """Somebody was listed who was forgotten, or as they are really called."""
    asked = [one.changes for one in facts if isinstance(one, ApplicationAmended)]
    if any(isinstance(one, ApplicationCorrected) for one in facts):
        asked += [one.changes for one in facts if isinstance(one, CorrectionRequested)]
    return any(changes.members or changes.left for changes in asked)


def newborn_joined(facts: Facts) -> bool:
    """A child was listed by its birth, and got its number later."""
    asked = [one.changes for one in facts if isinstance(one, ApplicationAmended)]
    unnumbered = any(member.birth is not None for one in asked for member in one.members)
    return unnumbered and any(isinstance(one, NumberJoined) for one in facts)


def objected_again(facts: Facts) -> bool:
    """A second objection was heard."""
    return any(isinstance(one, ObjectionLodged) and one.number > 1 for one in facts)


def decided_anew(facts: Facts) -> bool:
    """An approval was taken back, and another given."""
    kinds = [type(one) for one in facts if isinstance(one, DecisionRevoked | ReliefApproved)]
    return kinds[:3] == [ReliefApproved, DecisionRevoked, ReliefApproved]


def paper_late(facts: Facts) -> bool:
    """A paper that was to follow came after its last day."""
    over = False
    for one in facts:
        over = over or (isinstance(one, TimeLimitMissed) and one.limit == PAPERS)
        if over and isinstance(one, SupplementReceived) and one.later:
            return True
    return False


def visits_redrawn(facts: Facts) -> int:
    """Cases that a county drew in the place of one that fell away."""
    return sum(isinstance(one, CaseDrawnAgain) for one in facts)


def letter_served(facts: Facts) -> bool:
    """A letter was handed over."""
    return any(isinstance(one, DocumentServed) for one in facts)


def letter_undelivered(facts: Facts) -> bool:
    """A letter could not be handed over at first."""
    return any(isinstance(one, ServiceFailed) for one in facts)


def handed_over(facts: Facts) -> bool:
    """The whole file went to another township."""
    return any(isinstance(one, FileTakenOver) for one in facts)


def notice_photographed(facts: Facts) -> bool:
    """Photographs show the notice when it was posted, and when it came down."""
    shown = {one.of for one in facts if isinstance(one, EvidenceAttached)}
    return {EvidenceOf.NOTICE_START, EvidenceOf.NOTICE_END} <= shown


def passed_on(facts: Facts) -> bool:
    """The file lies with whoever stands for a township that is no more, or is offered to them."""
    return any(isinstance(one, FilePassedOn) for one in facts)


def limit_moved(facts: Facts) -> bool:
    """A notice moved the last day of a limit that ran."""
    return any(isinstance(one, TimeLimitRecomputed) for one in facts)


PAPERS = "outstanding-materials"
"""The limit within which papers that were to follow come."""

HOLDS: Mapping[str, Callable[[Facts], int]] = {
    "member-corrected": member_corrected,
    "newborn-joined": newborn_joined,
    "second-objection": objected_again,
    "revoked-approval": decided_anew,
    "late-paper": paper_late,
    "redrawn-visit": visits_redrawn,
    "served-letter": letter_served,
    "undelivered-letter": letter_undelivered,
    "handed-over": handed_over,
    "photographed-notice": notice_photographed,
    "passed-on-file": passed_on,
    "moved-limit": limit_moved,
}
"""By name, in the order of their titles (``demo.holds-head``); one more kind is one more entry."""


def holding(history: Iterable[Recorded]) -> Counter[str]:
    """How many cases of a history hold each."""
    streams: dict[str, list[Fact]] = defaultdict(list)
    for one in history:
        streams[one.stream].append(one.fact)
    found = Counter[str]()
    for facts in streams.values():
        found.update({name: count(facts) for name, count in HOLDS.items()})
    return found
