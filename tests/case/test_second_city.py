"""Two cities side by side in one world: Beihe's whole procedure, from its file alone.

Months times persons, forty-eight hours, the township up to three standards without any act, the
notice after approval. Not a line of Python knows it.
"""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import pytest

from adapters.packs.parser import PackError, parse
from adapters.places import lhasa
from domain.case.authority import Officer
from domain.case.documents import places
from domain.case.table import LETTERS
from domain.ground.facts import Fact
from domain.ground.places import Division, Level, Places
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, DocumentKind, Ending, Material, Stage
from domain.law.pack import Law
from domain.law.reference import fold
from domain.law.terms import Register
from domain.registers.delegations.facts import DelegationGranted
from domain.time.due import LOCAL
from tests.case import journeys as j
from tests.case.hardship import REFERENCES
from tests.case.story import given, like
from tests.case.words import About, giver, yuan
from tests.case.world import LAW, World
from tests.support import commands as c
from tests.support import facts as e

FILE = Path(__file__).parents[1] / "assessment" / "packs" / "beihe-2022-9.toml"
TEXT = FILE.read_text(encoding="utf-8")
BEIHE = parse(TEXT)
MONDAY = date(2023, 3, 6)
PLACE = "990101001"
PLACES = Places.of(
    (
        *(one for some in lhasa().table.values() for one in some),
        Division("9901", "北河市（虚构）", Level.CITY, "市", "99"),
        Division("990101", "北河县（虚构）", Level.COUNTY, "县", "9901"),
        Division(PLACE, "北河镇（虚构）", Level.TOWNSHIP, "镇", "990101", seat=True),
    )
)


def local(kind: type[c.Command]) -> Officer:
    """Whoever usually gives a command, in Beihe."""
    usual = giver(kind)
    return replace(usual, id=f"{usual.id}-beihe", division=PLACE[: len(usual.division)])


class Beihe(j.Journey):
    """A journey whose officers sit in Beihe."""

    def do(
        self, command: type[c.Command], by: Officer | None = None, **changes: Any
    ) -> tuple[Fact, ...] | Refused:
        """Given by the officers of the place."""
        return super().do(command, by or local(command), **changes)


def beihe() -> Beihe:
    """A predicament in Beihe, in a world where Lhasa's law holds as well."""
    known = fold((*REFERENCES.recorded, *BEIHE.outcomes.published))
    world = World(law=Law.of((*LAW.packs, BEIHE)), places=PLACES, references=known)
    about = About(case="B-1", day=MONDAY, township=PLACE, category=Category.PREDICAMENT)
    return Beihe(about, world)


def received() -> Beihe:
    """Handed in with the one paper Beihe asks for."""
    at = beihe()
    at.go(c.SubmitApplication, materials=(Material.IDENTITY_CARD,))
    return at


J = TypeVar("J", bound=j.Journey)


def examined(at: Beihe | None = None) -> Beihe:
    """Accepted, looked into and signed by both."""
    found = at or received()
    return signed(found.go(c.AcceptApplication, c.ReportMeansCheck, c.RecordHomeVisit))


def signed(found: J) -> J:
    """Its circumstances are on record, and both signed."""
    told = found.words(c.RecordCircumstances)
    assert isinstance(told, c.RecordCircumstances)
    registered = replace(told.circumstances, registers=(Register.SUBSISTENCE,))
    found.go(c.RecordCircumstances, circumstances=registered)
    found.go(c.SignOpinion, c.CompleteExamination)
    return found


def refused(done: tuple[Fact, ...] | Refused) -> list[Code]:
    """Why something was refused."""
    assert isinstance(done, Refused), done
    return [one.code for one in done.reasons]


def test_beihes_own_papers_are_asked_for() -> None:
    """One paper is enough there; a paper Beihe has no name for is not taken (its article 8)."""
    (fact,) = received().world.facts(e.ApplicationSubmitted)
    assert isinstance(fact, e.ApplicationSubmitted) and fact.lacking == ()
    strange = beihe().do(c.SubmitApplication, materials=(Material.LETTER,))
    assert refused(strange) == [Code.FIELD_INVALID]


def test_from_application_to_archive() -> None:
    """The township decides without any act, pays at once, and posts for three working days."""
    at = examined()
    assert at.case.pack == "beihe-2022-9"
    assert set(at.world.limits("B-1")) == {"decision"}
    assert refused(at.do(c.PostPublicNotice)) == [Code.NOTICE_NOT_REQUIRED]
    at.go(c.ApproveUnderDelegation)
    assert set(at.world.limits("B-1")) == {"posting"}
    at.go(c.InstructPayment, c.ConfirmPayment)
    assert at.stage is Stage.PAID
    at.go(c.PostPublicNotice)
    assert set(at.world.limits("B-1")) == {"notice"}
    at.go(c.FeedBackResult).serve()
    assert refused(at.do(c.CloseCase)) == [Code.OBLIGATION_OPEN]
    assert refused(at.on(date(2023, 3, 9)).do(c.EndPublicNotice)) == [Code.NOTICE_NOT_OVER]
    at.on(date(2023, 3, 10)).go(c.EndPublicNotice, c.CloseCase)
    assert (at.stage, at.case.ending) == (Stage.CLOSED, Ending.PAID)
    assert at.world.replayed().cases == at.world.cases


FOLLOW_UPS = ((), ("filing",), ("countersignature",), ("filing", "countersignature"))


@pytest.mark.parametrize("asked", FOLLOW_UPS)
def test_what_follows_a_townships_approval_is_what_the_pack_asks_for(
    asked: tuple[str, ...],
) -> None:
    """Filing, countersignature, both or neither: nothing else is taken, and nothing less will do."""
    at = decided(asked)
    assert at.case.approval is not None and at.case.approval.owed == asked
    assert set(at.world.limits("B-1")) == {"posting", *asked}
    assert len(places(at.case, LETTERS[DocumentKind.COUNTERSIGNATURE])) == bool(asked)
    posted(at.go(c.InstructPayment, c.ConfirmPayment, c.FeedBackResult).serve())
    owed = {"filing": "filed-for-record", "countersignature": "countersigned"}
    if asked:
        left = at.do(c.CloseCase)
        assert isinstance(left, Refused)
        assert left.reasons[0].facts == {"lacking": ",".join(owed[one] for one in asked)}
    for command, duty in (
        (c.FileForRecord, "filing"),
        (c.Countersign, "countersignature"),
        (c.RefuseCountersignature, "countersignature"),
    ):
        story = given(at).when(command, local(command))
        if duty not in asked:
            story.then_refused(Code.OBLIGATION_NOT_REQUIRED)
        elif command is c.RefuseCountersignature:
            story.then_refused(Code.DONE_ALREADY)
        else:
            assert not isinstance(story.last, Refused)
    at.go(c.CloseCase)
    assert at.stage is Stage.CLOSED


@pytest.mark.article("7")
def test_a_duty_nobody_knows_is_no_duty() -> None:
    """The loader names what it can ask for (7)."""
    with pytest.raises(PackError, match=r"\[\[delegation\]\] 1 duties: must be some of filing"):
        parse(following("report-twice"))


def following(*asked: str) -> str:
    """Beihe's file, whose townships' approvals are followed by this, each within five days."""
    duties = ", ".join(f'"{one}"' for one in asked)
    text = TEXT.replace("[[delegation]]", f"[[delegation]]\nduties = [{duties}]", 1)
    for id, stop, when in (
        ("filing", "filed-for-record", "to-file"),
        ("countersignature", "countersigned", "to-countersign"),
    ):
        if id not in asked:
            continue
        text += f'''
[[limit]]
id = "{id}"
title = "{id}"
length = 5
unit = "NATURAL_DAY"
starts = ["relief-approved"]
stops = ["{stop}"]
when = ["{when}"]
duty = "township-leader"
expiry = "LATE"
basis = "STATUTORY"
citation = "7"
'''
    return text


def decided(asked: tuple[str, ...]) -> j.Journey:
    """Approved by the township under a law that asks for this afterwards."""
    at = received()
    at.world.law = Law.of((*LAW.packs, parse(following(*asked))))
    return examined(at).go(c.ApproveUnderDelegation)


def posted(at: j.Journey) -> j.Journey:
    """The notice hung for its three working days, and is over."""
    at.go(c.PostPublicNotice)
    return at.on(date(2023, 3, 10)).go(c.EndPublicNotice)


def test_forty_eight_hours_are_counted_from_the_instant_of_acceptance() -> None:
    """Accepted at three in the afternoon: late from three in the afternoon two days later on."""
    at = received()
    at.world.hour = time(15)
    examined(at)
    missed: dict[str, Any] = {"limit": "decision", "started_on": MONDAY}
    at.on(date(2023, 3, 8)).world.hour = time(14, 59)
    assert refused(at.do(c.RecordMissedLimit, **missed)) == [Code.LIMIT_NOT_OVER]
    at.world.hour = time(15)
    at.go(c.RecordMissedLimit, **missed)
    assert at.case.missed == {
        ("decision", "", MONDAY, datetime(2023, 3, 6, 15, tzinfo=LOCAL), at.case.moments[-1].on)
    }


URGENT = """
[[delegation]]
procedure = "urgent"
ceiling = "township_multiple"
series = "subsistence"
registered = true
seat = true
citation = "7"
"""


@pytest.mark.article("7")
def test_a_county_delegates_by_the_law_of_its_own_city() -> None:
    """Three standards, not Lhasa's 2,000 yuan; and where no act is needed, none is taken (7)."""
    at = beihe()
    act: dict[str, Any] = {"officer": local(c.GrantDelegation), "valid_from": MONDAY}
    given(at).when(c.GrantDelegation, **act).then_refused(Code.DELEGATION_NOT_PROVIDED)
    at.world.law = Law.of((*LAW.packs, parse(TEXT + URGENT)))
    story = given(at).when(c.GrantDelegation, **act, ceiling=yuan("3000.01"))
    story.then_refused(Code.ABOVE_DELEGATED_CEILING, about="ceiling")
    assert story.reasons[0].facts["ceiling"] == "3000.00"
    story.when(c.GrantDelegation, **act, ceiling=yuan(3000)).then(
        like(DelegationGranted, county="990101", ceiling=yuan(3000))
    )
    story = given(beihe().on(date(2024, 3, 6)))
    story.journey.world.law = at.world.law
    story.when(c.GrantDelegation, **act).then_refused(Code.FACTS_MISSING, about="ceiling")


def test_an_act_delegates_kinds_of_urgency_only() -> None:
    """In any other procedure it would decide nothing, so the loader refuses it."""
    text = TEXT.replace("registered = false", "registered = true")
    with pytest.raises(PackError, match=r"registered: an act delegates kinds of urgency"):
        parse(text)


HASTE = """
[[limit]]
id = "haste"
title = "登记后一小时内签署"
length = 1
unit = "HOUR"
starts = ["circumstances-recorded"]
stops = ["opinion-signed"]
duty = "caseworker"
expiry = "LATE"
basis = "INTERNAL"
citation = "7"
"""


def test_a_limit_in_hours_may_be_missed_twice_in_one_day() -> None:
    """Each run is known by the instant it began at; a day would take the second for the first."""
    at = received()
    at.world.law = Law.of((*LAW.packs, parse(TEXT + HASTE)))
    at.go(c.AcceptApplication, c.ReportMeansCheck, c.RecordHomeVisit)
    late: dict[str, Any] = {"limit": "haste", "started_on": MONDAY}
    for began, over in ((11, 12), (13, 14)):
        at.world.hour = time(began)
        at.go(c.RecordCircumstances)
        assert refused(at.do(c.RecordMissedLimit, **late)) == [Code.LIMIT_NOT_OVER]
        at.world.hour = time(over)
        at.go(c.RecordMissedLimit, **late)
        assert refused(at.do(c.RecordMissedLimit, **late)) == [Code.DONE_ALREADY]
    missed = at.world.facts(e.TimeLimitMissed)
    began_at = [fact.started_at for fact in missed if isinstance(fact, e.TimeLimitMissed)]
    assert [one and one.hour for one in began_at] == [11, 13]
    assert at.world.replayed().cases == at.world.cases


def test_over_three_standards_the_county_decides() -> None:
    """3,000 yuan are the township's, more is not; and no file is sampled."""
    at = examined()
    above = at.do(c.ApproveUnderDelegation, amount=yuan("3000.01"))
    assert Code.ABOVE_DELEGATED_CEILING in refused(above)
    at.go(c.SubmitForApproval, c.ReceiveAtCounty)
    assert not at.world.rosters
    at.go(c.ApproveRelief)
    assert at.stage is Stage.APPROVED


def test_both_cities_go_on_side_by_side() -> None:
    """In one world each case keeps to its own law, and a later pack changes neither."""
    at = examined()
    other = j.examined(j.accepted(About(case="L-1"), at.world))
    assert (other.case.pack, at.case.pack) == ("lhasa-2018-202", "beihe-2022-9")
    assert Code.NOT_URGENT in refused(other.do(c.ApproveUnderDelegation))
    other.go(c.PostPublicNotice)
    assert set(other.world.limits("L-1")) == {"public-notice"}
    since = "valid_from = 2022-07-01"
    older = TEXT.replace(since, f"{since}\nvalid_to = 2023-03-06", 1)
    newer = TEXT.replace("beihe-2022-9", "beihe-2023-1").replace(
        since, "valid_from = 2023-03-07", 1
    )
    at.world.law = Law.of((*LAW.packs, parse(older), parse(newer)))
    at.on(date(2023, 3, 7)).go(c.ApproveUnderDelegation)
    assert at.case.pack == "beihe-2022-9"
    assert at.world.law.governing(date(2023, 3, 7), PLACE).id == "beihe-2023-1"
