"""Time limits as a table: what starts one, what stops it, how long it is, what its end means."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.sayings import Saying


class Unit(StrEnum):
    """How a limit is measured. ``SAME_DAY`` runs to 24:00 of the start date, rest day or not."""

    WORKING_DAY = "WORKING_DAY"
    NATURAL_DAY = "NATURAL_DAY"
    SAME_DAY = "SAME_DAY"
    HOUR = "HOUR"


class Expiry(StrEnum):
    """What it means when the last day has passed and nothing stopped the limit."""

    LATE = "LATE"
    """Recorded as lateness; the case continues."""
    ENDS_NOTICE = "ENDS_NOTICE"
    """The period of the public notice is over."""
    LAPSES = "LAPSES"
    """The application closes without prejudice to a new one."""
    REMINDS = "REMINDS"
    """Somebody is reminded; nothing else follows."""


@says("Whether the law sets a value, or the office set it for itself. Never shown as each other.")
class Basis(StrEnum):
    STATUTORY = "STATUTORY"
    INTERNAL = "INTERNAL"


COURSES = ("general", "urgent-township", "urgent-seat", "urgent-other", "small-fast")
"""一般程序; 紧急程序: the township decides, or the county for its seat, or for others; 小额快救."""

DUTIES = ("caseworker", "township-leader", "county-checker", "approver", "finance", "applicant")
"""The posts that answer for a limit, and the applicant."""

CONDITIONS = {
    "papers-complete": "every required paper is there and the application awaits acceptance",
    "papers-lacking": "something the applicant was told to hand in has not come (16)",
    "papers-outstanding": "accepted first, papers to follow (17)",
    "consent-outstanding": "accepted first, the consent to the check to follow (17)",
    "at-the-counter": "a file taken over waits for the office, not for papers (27)",
    "no-residence": "neither registered nor holding a residence permit here (15)",
    "has-residence": "registered, or holding a residence permit here (15)",
    "positive-opinion": "the examination recommends relief",
    "negative-opinion": "the examination recommends refusal",
    "unfounded": "the objection changes nothing",
    "upheld-amount": "the objection is right about the amount",
    "upheld-not-eligible": "the objection is right: no relief is due",
    "formal-defect": "the county did not countersign because of a defect of form",
    "not-eligible-in-good-faith": "the county did not countersign: no relief was due (18.2.1)",
    "fraud": "the county did not countersign: something was forged or hidden (18.2.1)",
    "refused-on-substance": "the county did not countersign, and not for a defect of form (18.2.1)",
    "delegated": "the township decides under a delegation in force (18.2.1)",
    "to-file": "the township's approval is to be filed with the county (18.2.1)",
    "to-countersign": "the county is to countersign the township's approval (18.2.1)",
    "wholly-paid": "with this payment the whole approved sum has reached the family (19)",
    "to-pay": "what came back is to be paid again (19)",
    "raised": "a change left more to pay than stood before (19)",
    "to-show": "a raised sum hangs again before it is paid (18.1.1)",
    "credited": "the family was told that money was credited (27)",
    "returned": "the family was told that money came back (27)",
    "deficiency-notice": "the letter that tells what is lacking was served (16)",
    "relief-approval": "the letter of approval was served",
    "relief-refusal": "the letter of refusal was served",
    "decision-change": "the letter that tells of a change was served",
    "decision-revocation": "the letter that tells of a revocation was served",
    "handover-notice": "the letter that tells where an application went was served",
    "acceptance-undoing": "the letter that tells of an acceptance undone was served",
    "acceptance-refusal": "the letter that tells of a refused acceptance was served",
    "countersignature-refusal": "the letter that tells of a refused countersignature was served",
    "application-striking": "the letter that tells of an application struck was served",
    "by-the-county": "the county did it",
    "by-the-township": "the township did it",
    "file-open": "the case is over, and its file open until the family was served its letters (27)",
    "not-delegated": "the county decides: over the ceiling, or no delegation in force",
}
"""What may be asked of a case when a limit starts; the case says which hold at that fact."""


STAYS_OPEN = "file-open"
"""With this condition what ends all limits leaves those of letters, referrals and complaints."""
BESIDE = frozenset({"document-served", "referral-answered", "complaint-answered", "payment-told"})
"""What is owed the family or others wherever the case stands: such limits outlive its end."""


UNDOES: Mapping[str, frozenset[str]] = {
    "decision-revoked": frozenset(
        {
            "relief-approved",
            "relief-refused",
            "countersignature-refused",
            "payment-failed",
            "payment-returned",
            "relief-taken-back",
            "public-notice-posted",
            "public-notice-interrupted",
        }
    ),
    "examination-reopened": frozenset(
        {
            "application-examined",
            "public-notice-posted",
            "public-notice-interrupted",
            "public-notice-ended",
            "objection-resolved",
            "submitted-for-approval",
            "received-by-county",
            "county-verified",
        }
    ),
    "handed-to-competent": frozenset(
        {
            *("application-submitted", "deficiencies-notified", "supplement-received"),
            *("application-accepted", "urgency-not-confirmed"),
            *("objection-resolved", "examination-reopened"),
        }
    ),
    "small-fast-left": frozenset({"application-accepted", "returned-for-reexamination"}),
    "acceptance-undone": frozenset(
        {
            "application-accepted",
            "urgency-not-confirmed",
            "application-examined",
            "public-notice-posted",
            "public-notice-interrupted",
            "public-notice-ended",
            "objection-resolved",
            "submitted-for-approval",
            "received-by-county",
            "county-verified",
            "returned-for-reexamination",
            "examination-reopened",
        }
    ),
    "file-taken-over": frozenset(
        {
            *("application-submitted", "application-accepted", "urgency-not-confirmed"),
            *("acceptance-undone", "acceptance-refusal-revoked"),
        }
    ),
    "application-struck": frozenset(
        {"application-submitted", "deficiencies-notified", "supplement-received"}
    ),
}
"""By fact: the facts that count for nothing since. What they started stops, whatever a pack says."""


ALIKE: Mapping[str, str] = {
    "relief-disbursed:wholly-paid": "decision-changed:wholly-paid",
    "supplement-received": "papers-excused",
}
"""By stop: another that counts alike, whatever a pack says. A change may leave nothing to pay; what is
excused is awaited no more.
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit. ``length`` is in ``unit`` (0 for ``SAME_DAY``).

    It starts at a fact of ``starts`` where the case's course is one of ``courses`` (empty: any) and
    all of ``when`` hold, and stops at a fact of ``stops`` (``fact:condition``: only where that
    condition holds then); a new start restarts it. ``counts_from`` names a fact whose day counts as
    the start instead of the day of the starting fact. ``extends`` moves a last day that is a rest day
    to the next working day (民法典 §203). ``keyed`` limits run once per key (one per objection, one
    per referral). Raises ``ValueError`` where it contradicts itself.
    """

    id: str
    title: str
    length: int
    unit: Unit
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    duty: str
    expiry: Expiry
    basis: Basis
    citation: str
    courses: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    extends: bool = False
    counts_start: bool = False
    counts_from: str = ""
    keyed: bool = False

    def __post_init__(self) -> None:
        if (self.length == 0) != (self.unit is Unit.SAME_DAY) or self.length < 0:
            raise ValueError(
                Saying(
                    "limit {id!r}: length {length} does not fit {unit}",
                    id=self.id,
                    length=self.length,
                    unit=self.unit,
                )
            )
        _known(self.id, Saying("course"), self.courses, COURSES)
        if self.unit is Unit.HOUR and self.expiry in (Expiry.ENDS_NOTICE, Expiry.LAPSES):
            raise ValueError(
                Saying("limit {id!r}: what ends with its last day is not in hours", id=self.id)
            )
        asked = [stop.partition(":")[2] for stop in self.stops if ":" in stop]
        _known(self.id, Saying("condition"), (*self.when, *asked), CONDITIONS)
        _known(self.id, Saying("duty"), (self.duty,), DUTIES)

    def outlives(self, end: str) -> bool:
        """Whether it runs on once a case is over by a fact of that name, and its file still open."""
        stops = {stop.partition(":")[0] for stop in self.stops}
        return end not in stops and not BESIDE.isdisjoint(stops)

    def fits(self, course: str, conditions: frozenset[str]) -> bool:
        """Whether it applies to a case on this course under these conditions."""
        return (not self.courses or course in self.courses) and conditions.issuperset(self.when)


def _known(limit: str, what: Saying, used: Iterable[str], known: Iterable[str]) -> None:
    strange = set(used) - set(known)
    if strange:
        raise ValueError(
            Saying(
                "limit {limit!r}: no such {what}: {strange}",
                limit=limit,
                what=what,
                strange=tuple(sorted(strange)),
            )
        )


Step = tuple[tuple[str, ...], tuple[tuple[str, Limit], ...]]
"""What a fact does where certain limits run: the slots that stop, then what starts in which slot."""
STEPS = 20_000
"""How many of them are remembered: courses, conditions and what runs together are few, keys are not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of one policy pack; facts of ``ends_all`` stop every one of them.

    ``steps`` remembers what facts do where certain limits run: it follows from the table alone.
    """

    table: tuple[Limit, ...]
    ends_all: frozenset[str] = frozenset()
    _by_id: Mapping[str, Limit] = field(init=False, compare=False, repr=False)
    _starting: Mapping[str, tuple[Limit, ...]] = field(init=False, compare=False, repr=False)
    _stopping: Mapping[str, tuple[tuple[Limit, str], ...]] = field(
        init=False, compare=False, repr=False
    )
    _remembered: frozenset[str] = field(init=False, compare=False, repr=False)
    _concerned: frozenset[str] = field(init=False, compare=False, repr=False)
    _in_hours: bool = field(init=False, compare=False, repr=False)
    steps: dict[tuple[object, ...], Step] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        starting: dict[str, tuple[Limit, ...]] = {}
        stopping: dict[str, tuple[tuple[Limit, str], ...]] = {}
        for limit in self.table:
            for name in limit.starts:
                starting[name] = (*starting.get(name, ()), limit)
            undone = [name for name, those in UNDOES.items() if not those.isdisjoint(limit.starts)]
            alike = [ALIKE[stop] for stop in limit.stops if stop in ALIKE]
            for stop in (*limit.stops, *alike, *undone):
                name, _, condition = stop.partition(":")
                stopping[name] = (*stopping.get(name, ()), (limit, condition))
        object.__setattr__(self, "_by_id", {limit.id: limit for limit in self.table})
        object.__setattr__(self, "_starting", starting)
        object.__setattr__(self, "_stopping", stopping)
        remembered = frozenset(limit.counts_from for limit in self.table) - {""}
        object.__setattr__(self, "_remembered", remembered)
        concerned = frozenset((*starting, *stopping)) | remembered | self.ends_all
        object.__setattr__(self, "_concerned", concerned)
        hours = any(limit.unit is Unit.HOUR for limit in self.table)
        object.__setattr__(self, "_in_hours", hours)

    def __iter__(self) -> Iterator[Limit]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)

    def __contains__(self, limit: object) -> bool:
        return limit in self._by_id

    def __getitem__(self, limit: str) -> Limit:
        """The limit of that id. Raises ``KeyError`` where there is none."""
        return self._by_id[limit]

    def get(self, limit: str) -> Limit | None:
        """The limit of that id, where there is one."""
        return self._by_id.get(limit)

    def at(self, day: date) -> "Limits":
        """The same on every day."""
        return self

    @property
    def alone(self) -> "Limits":
        """The one table of all days."""
        return self

    def of_all(self, days: Iterable[date]) -> "Limits":
        """The one table of all days."""
        return self

    def keep(self, asked: tuple[object, ...], step: Step) -> Step:
        """Remember a step."""
        if len(self.steps) >= STEPS:
            self.steps.clear()
        self.steps[asked] = step
        return step

    def started_by(self, fact: str) -> tuple[Limit, ...]:
        """Limits a fact of that name can start."""
        return self._starting.get(fact, ())

    def stopped_by(self, fact: str, conditions: frozenset[str]) -> tuple[Limit, ...]:
        """Limits a fact of that name stops under these conditions, ``ends_all`` included."""
        if fact in self.ends_all:
            if STAYS_OPEN not in conditions:
                return self.table
            return tuple([limit for limit in self.table if not limit.outlives(fact)])
        some = self._stopping.get(fact, ())
        return tuple([limit for limit, needed in some if not needed or needed in conditions])

    def concerns(self, fact: str) -> bool:
        """Whether a fact of that name starts, stops or dates any limit."""
        return fact in self._concerned

    @property
    def in_hours(self) -> bool:
        """Whether any limit runs in hours, so that the instants of facts matter."""
        return self._in_hours

    def remembers(self, fact: str) -> bool:
        """Whether the day of that fact may be needed later (``counts_from``)."""
        return fact in self._remembered
