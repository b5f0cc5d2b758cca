"""No case of another city is told an article of Lhasa's: whatever it is told, at every step."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

from domain.case.authority import authorise
from domain.case.decide import RULES, cautioned, standing
from domain.ground.refusal import Reason, Refused
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.law.citations import REGULATION, as_cited
from tests.case import journeys as j
from tests.case import people as p
from tests.case.test_second_city import BEIHE, PLACE, beihe, examined, local, posted, received
from tests.case.words import RIGHT
from tests.support import commands as c

Step = Callable[[], j.Journey]


def approved() -> j.Journey:
    """By the township, as its law lets it."""
    return examined().go(c.ApproveUnderDelegation)


def at_county() -> j.Journey:
    """Sent up instead."""
    return examined().go(c.SubmitForApproval, c.ReceiveAtCounty)


def paid() -> j.Journey:
    """The money arrived."""
    return approved().go(c.InstructPayment, c.ConfirmPayment, c.FeedBackResult)


def urgent() -> j.Journey:
    """Somebody says it is urgent."""
    return received().go(c.EstablishUrgency)


STEPS: tuple[Step, ...] = (
    beihe,
    received,
    urgent,
    lambda: received().go(c.AcceptApplication),
    examined,
    at_county,
    approved,
    paid,
    lambda: paid().go(c.PostPublicNotice),
    lambda: posted(paid()).serve().go(c.CloseCase),
)


def told(at: j.Journey) -> Iterator[Reason]:
    """Every reason anybody is given here: officers of the place, and of elsewhere; early and late."""
    for kind in RULES:
        of_case = at.stage is not Stage.UNKNOWN and Stage.UNKNOWN not in RULES[kind].stages
        strangers, idle = (p.CASEWORKER,) * of_case, replace(local(kind), posts=frozenset())
        words = RIGHT[kind](at.about)
        if isinstance(
            words, c.RecordReferenceValue | c.RecordHolidayNotice | c.WithdrawHolidayNotice
        ):
            words = replace(words, case=PLACE[:4])
        if RULES[kind].own is Stream.LAW and RULES[kind].address is not None:
            words = replace(cast(Any, words), area=PLACE[:4])
        for officer in (local(kind), idle, *strangers):
            world = at.world.copy()
            done = world.execute(words, officer, at.about.day)
            yield from done.reasons if isinstance(done, Refused) else ()
        if not of_case:
            continue
        seen = at.world.situation(words, local(kind), at.about.day)
        yield from (*standing(seen, RULES[kind]), *cautioned(seen, RULES[kind]))
        place, pack = seen.case.asked.township, seen.pack
        power = authorise(words, p.LEADER, place, seen.case, seen.today, seen.delegations, pack)
        yield from power if isinstance(power, tuple) else ()


def test_no_reason_in_another_city_cites_the_regulation_of_lhasa() -> None:
    """Its own provision, other law, or that its text says nothing; and each kind does occur."""
    found = {one.article for step in STEPS for one in told(step()) if one.article is not None}
    documents = {as_cited(article).document for article in found}
    assert REGULATION not in documents
    assert documents >= {BEIHE.document}
    assert {f"{BEIHE.document}§7", f"{BEIHE.document}§未列条款"} <= found


def test_powers_and_limits_are_cited_from_its_own_law() -> None:
    """What is stored with a fact or a limit names the document it was done by."""
    world = posted(paid()).world
    cited = {
        entry.authority.article
        for stream, entries in world.streams.items()
        for entry in entries
        if entry.authority is not None and stream == "case-B-1"
    }
    cited |= {limit.citation for limit in BEIHE.limits}
    assert {as_cited(article).document for article in cited} == {BEIHE.document}
