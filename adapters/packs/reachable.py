"""Whether the time limits of a pack can start and stop: one that never starts would bind nobody."""

from collections.abc import Iterator, Mapping, Set

from adapters.packs.findings import Findings
from domain.case.reachable import CLOSED, SEEN, courses_at, follows, holds_at
from domain.ground.sayings import Saying
from domain.ground.terms import FollowUp, Procedure
from domain.law.casework import Casework
from domain.law.mistakes import Fault
from domain.law.parts import LimitEntry
from domain.law.steps import USUAL
from domain.law.terms import NoticeTime, Step
from domain.time.limits import Expiry, Limit

NO_NOTICE = Saying("no procedure of this text has a public notice")
NOT_ASKED = Saying("no procedure of this text asks for it")
NO_DUTY = Saying("no delegation of this text asks for it")
NO_DELEGATION = Saying("no township decides by this text")

NOTICED = (
    *("public-notice-posted", "public-notice-interrupted", "public-notice-ended"),
    *("objection-lodged", "objection-resolved"),
)
"""What happens only where a notice hangs."""

DONE_BY: Mapping[Step, tuple[str, ...]] = {
    Step.MEANS_CHECK: ("means-check-reported",),
    Step.HOME_VISIT: ("home-visited",),
    Step.APPRAISAL: ("community-appraisal-held",),
    Step.VERIFICATION: ("county-verified",),
}
"""The facts by which a step is done."""


def never_asked(casework: Casework, step: Step) -> bool:
    """Whether a text says of each procedure, for all kinds, that it does not ask for a step.

    Of one that asks for nothing by itself (小额快救) nothing has to be said.
    """
    said = {rule.procedure for rule in casework.steps if rule.step is step and not rule.categories}
    asked = any(rule.step is step and rule.asked for rule in casework.steps)
    return said >= {procedure for procedure in Procedure if USUAL[procedure]} and not asked


OWED: Mapping[FollowUp, tuple[str, ...]] = {
    FollowUp.FILING: ("filed-for-record", "to-file"),
    FollowUp.COUNTERSIGNATURE: ("countersigned", "countersignature-refused", "to-countersign"),
}
"""What happens, and what holds, only where a township's decision is followed by it."""


def absent_under(casework: Casework) -> dict[str, Saying]:
    """Facts that cannot happen under a law, and conditions that never hold, each with the reason."""
    absent: dict[str, Saying] = {}
    if all(rule.notice is NoticeTime.NONE for rule in casework.procedures):
        absent |= dict.fromkeys(NOTICED, NO_NOTICE)
    if not casework.delegations:
        absent["delegated"] = NO_DELEGATION
    for step, facts in DONE_BY.items():
        if never_asked(casework, step):
            absent |= dict.fromkeys(facts, NOT_ASKED)
    asked = {duty for rule in casework.delegations for duty in rule.duties}
    for duty, those in OWED.items():
        if duty not in asked:
            absent |= dict.fromkeys(those, NO_DUTY)
    return absent


def check_reachable(
    limits: Mapping[int, LimitEntry], absent: Mapping[str, Saying], found: Findings
) -> None:
    """``absent`` are facts that cannot happen under this law, each with the reason."""
    for index, entry in limits.items():
        for key, message, fault in _wrong(entry.limit, absent):
            found.add("limit", index, key, message, fault)


def check_end(ends_all: Set[str], found: Findings) -> None:
    """What ends all limits are facts there are, the closing of the file among them."""
    for name in sorted(ends_all - SEEN.keys()):
        found.add("pack", 0, "ends_all", Saying("there is no fact {name!r}", name=name))
    if CLOSED not in ends_all:
        what = Saying("limits would have no end: it must name {name!r}", name=CLOSED)
        found.add("pack", 0, "ends_all", what, Fault.ENDLESS)


Wrong = tuple[str, Saying, Fault]


def _wrong(limit: Limit, absent: Mapping[str, Saying]) -> Iterator[Wrong]:
    named = [("starts", one, "") for one in limit.starts]
    named += [("stops", *_parted(one)) for one in limit.stops]
    if limit.counts_from:
        named.append(("counts_from", limit.counts_from, ""))
    strange = [(key, name) for key, name, _ in named if name not in SEEN]
    for key, name in strange:
        yield key, Saying("there is no fact {name!r}", name=name), Fault.NEVER_STARTS
    if strange:
        return
    yield from _never_starts(limit, absent)
    yield from _never_before(limit)
    yield from _never_stops(limit, absent)
    yield from _never_after(limit)


def _parted(stop: str) -> tuple[str, str]:
    name, _, condition = stop.partition(":")
    return name, condition


def _never_starts(limit: Limit, absent: Mapping[str, Saying]) -> Iterator[Wrong]:
    """Not by a fact that can happen, on one of its courses, where all it asks for can hold."""
    if not limit.starts:
        yield "starts", Saying("it can never start: it names no fact"), Fault.NEVER_STARTS
        return
    left = [name for name in limit.starts if name not in absent]
    never = [("when", one) for one in limit.when if one in absent]
    if not left:
        never.append(("starts", limit.starts[0]))
    if never:
        key, what = never[0]
        yield key, Saying("it can never start: {why}", why=absent[what]), Fault.NEVER_STARTS
        return
    left = [name for name in left if _together(name, limit.when)]
    if not left:
        yield (
            "when",
            Saying("it can never start: at {starts} never hold {when} together",
                   starts=limit.starts, when=limit.when),
            Fault.NEVER_STARTS,
        )  # fmt: skip
    elif limit.courses and not any(courses_at(one) & set(limit.courses) for one in left):
        yield (
            "courses",
            Saying("it can never start: no case is on {courses} at {starts}",
                   courses=limit.courses, starts=limit.starts),
            Fault.NEVER_STARTS,
        )  # fmt: skip


def _never_before(limit: Limit) -> Iterator[Wrong]:
    """Where it counts from a fact that comes before none of those it starts at."""
    since = limit.counts_from
    if since and not any(one == since or follows(one, since) for one in limit.starts):
        message = Saying("{name!r} never comes before {starts}", name=since, starts=limit.starts)
        yield "counts_from", message, Fault.NEVER_STARTS


def _never_after(limit: Limit) -> Iterator[Wrong]:
    """Where it starts at a fact after which none of those comes that stop it."""
    stops = [_parted(stop)[0] for stop in limit.stops]
    for start in limit.starts:
        if stops and not any(follows(stop, start) for stop in stops):
            yield "stops", Saying("nothing of that follows {name!r}", name=start), Fault.NEVER_STOPS


def _together(fact: str, when: tuple[str, ...]) -> bool:
    return any(alternative.issuperset(when) for alternative in holds_at(fact))


def _never_stops(limit: Limit, absent: Mapping[str, Saying]) -> Iterator[Wrong]:
    """Each condition can hold at its fact; and something stops it, unless its end is the point."""
    for stop in limit.stops:
        name, condition = _parted(stop)
        if condition and not _together(name, (condition,)):
            message = Saying(
                "{condition!r} never holds at {name!r}", condition=condition, name=name
            )
            yield "stops", message, Fault.NEVER_STOPS
    ends_itself = limit.expiry in (Expiry.ENDS_NOTICE, Expiry.LAPSES)
    if not ends_itself and all(_parted(stop)[0] in absent for stop in limit.stops):
        yield "stops", Saying("nothing can stop it"), Fault.NEVER_STOPS
