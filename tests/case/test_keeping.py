"""Destroying a person's key: two persons, a ground, and only what need not be kept any more."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.ground.personal import Reckoned
from domain.ground.refusal import Code
from domain.registers.anchors.facts import KeptLog, LogAnchored
from domain.registers.anchors.state import EMPTY
from domain.registers.keys.facts import (
    CheckedBy,
    DestructionGround,
    IndexKeyDestroyed,
    IndexKeyIntroduced,
    KeyCheck,
    KeyChecksRecorded,
    KeyDestroyed,
    KeyDestructionProposed,
    KeyRole,
    MasterKeyIntroduced,
    MasterKeyRetired,
)
from domain.registers.keys.state import KeptFile, kept_until, later
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.words import KEYS, MONDAY
from tests.case.world import PACK
from tests.support import commands as c

ERASURE, KEPT, HOUSE = "个人信息保护法§47", "内部§档案保管", "内部§密钥管理"
CLOSED = date(2025, 3, 18)
LAST = date(2055, 3, 18)
"""The last day a case closed on 18 March 2025 must be kept."""
FREE = date(2055, 3, 19)


def closed() -> j.Journey:
    """A general case, paid and in the archive."""
    return j.closed()


def free() -> j.Journey:
    """The same, on the first day it need not be kept any more."""
    return closed().on(FREE)


def proposed() -> j.Journey:
    """The security administrator asked for the end of the applicant's key."""
    return free().go(c.ProposeKeyDestruction)


def test_two_administrators_destroy_a_key_for_good() -> None:
    """One proposes with ground and document, the other confirms; the fact names the files seen."""
    story = given(free).when(c.ProposeKeyDestruction)
    story.then(
        KeyDestructionProposed(
            on=FREE,
            person=p.GESANG.applicant,
            ground=DestructionGround.KEPT_LONG_ENOUGH,
            document="销毁审批 1",
        )
    )
    story.when(c.ConfirmKeyDestruction).then(
        like(
            KeyDestroyed,
            person=p.GESANG.applicant,
            document="销毁审批 1",
            proposed_by=p.SECURITY.id,
            files=("L-1",),
        )
    )
    for again in (c.ConfirmKeyDestruction, c.ProposeKeyDestruction):
        story.when(again).then_refused(Code.DONE_ALREADY, article=ERASURE)


@pytest.mark.parametrize("command", [c.ProposeKeyDestruction, c.ConfirmKeyDestruction])
def test_a_file_that_must_be_kept_keeps_its_keys(command: type[c.Command]) -> None:
    """To the last day of its term, and always while any file of the person is open."""
    refused = (
        (Code.FILE_KEPT,)
        if command is c.ProposeKeyDestruction
        else (Code.FILE_KEPT, Code.NOT_PROPOSED)
    )
    given(closed().on(LAST)).when(command).then_refused(*refused)
    given(j.approved().on(FREE)).when(command).then_refused(*refused)
    given(j.lead_recorded().on(FREE)).when(command, case="whom-it-is-about").then_refused(*refused)


def test_an_open_case_of_any_member_stands_in_the_way() -> None:
    """The key of everybody the application named is kept with it."""
    given(j.approved().on(FREE)).when(
        c.ProposeKeyDestruction, case=p.GESANG.persons[-1]
    ).then_refused(Code.FILE_KEPT, article=KEPT)


def test_who_proposes_does_not_confirm() -> None:
    """Nor does anybody confirm what nobody proposed (internal)."""
    both = p.officer(p.SECURITY.id, "5401", *p.AUDIT_ADMIN.posts)
    given(proposed).when(c.ConfirmKeyDestruction, both).then_refused(
        Code.DUTIES_NOT_SEPARATE, article=HOUSE
    )
    given(free).when(c.ConfirmKeyDestruction).then_refused(Code.NOT_PROPOSED, article=ERASURE)
    for officer, command in (
        (p.AUDIT_ADMIN, c.ProposeKeyDestruction),
        (p.SECURITY, c.ConfirmKeyDestruction),
        (p.CITY, c.ConfirmKeyDestruction),
    ):
        given(proposed).when(command, officer).then_refused(Code.POST_NOT_COMPETENT)


@pytest.mark.parametrize("command", [c.ProposeKeyDestruction, c.ConfirmKeyDestruction])
def test_nobody_ends_the_key_of_their_own_people(command: type[c.Command]) -> None:
    """Whoever administers keeps out of what concerns their kin, as everybody does (公务员法 §76)."""
    start, who = (
        (free, p.SECURITY) if command is c.ProposeKeyDestruction else (proposed, p.AUDIT_ADMIN)
    )
    related = replace(who, kin=frozenset({p.GESANG.applicant}))
    given(start).when(command, related).then_refused(Code.KIN_CONCERNED, article="公务员法§76")


def test_nobody_is_destroyed_who_is_not_there() -> None:
    """And the document is said."""
    given(free).when(c.ProposeKeyDestruction, case=p.STRANGER).then_refused(
        Code.PERSON_UNKNOWN, article=ERASURE
    )
    given(free).when(c.ConfirmKeyDestruction, case=p.STRANGER).then_refused(
        Code.PERSON_UNKNOWN, Code.NOT_PROPOSED
    )
    given(free).when(c.ProposeKeyDestruction, document=" ").then_refused(Code.FIELD_MISSING)


def test_a_master_key_comes_once_and_goes_once() -> None:
    """Ids only, in the name of the security administrator."""
    story = given(j.Journey).when(c.IntroduceMasterKey)
    check = KeyCheck(KeyRole.MASTER, KEYS[2], Reckoned("2c" * 32))
    story.then(
        MasterKeyIntroduced(on=MONDAY, key="k-2", replaces="k-1"),
        KeyChecksRecorded(on=MONDAY, checks=(check,), by=CheckedBy.INTRODUCED),
    )
    story.when(c.IntroduceMasterKey).then_refused(Code.DONE_ALREADY, article=HOUSE)
    story.when(c.RetireMasterKey).then(MasterKeyRetired(on=MONDAY, key="k-1"))
    story.when(c.RetireMasterKey).then_refused(Code.DONE_ALREADY, article=HOUSE)
    for command, key, more in (
        (c.IntroduceMasterKey, "", {}),
        (c.IntroduceMasterKey, "k-9", {"replaces": " "}),
        (c.IntroduceMasterKey, "k-9", {"check": ""}),
        (c.RetireMasterKey, "", {}),
    ):
        changes: dict[str, Any] = {"key": key, **more}
        story.when(command, **changes).then_refused(Code.FIELD_MISSING)


def test_which_keys_open_the_history_is_told_once() -> None:
    """By the system alone; the keys on record are those named and not retired."""
    story = given(j.Journey).when(c.RecordKeyChecks)
    check = KeyCheck(KeyRole.MASTER, KEYS[1], Reckoned("1c" * 32))
    story.then(KeyChecksRecorded(on=MONDAY, checks=(check,), by=CheckedBy.FIRST))
    story.when(c.RecordKeyChecks).then_refused(Code.DONE_ALREADY, article=HOUSE)
    story.when(c.RecordKeyChecks, p.SECURITY).then_refused(Code.POST_NOT_COMPETENT)
    given(j.Journey).when(c.RecordKeyChecks, checks=()).then_refused(Code.DONE_ALREADY)
    known = story.journey.world.master_keys
    assert known.standing() == {"k-1"} and known.checks == (check,)
    story.when(c.IntroduceMasterKey).then(like(MasterKeyIntroduced), like(KeyChecksRecorded))
    known = story.journey.world.master_keys
    assert known.standing() == {"k-1", "k-2"} and known.newest == "k-2"
    story.when(c.RetireMasterKey).then(like(MasterKeyRetired))
    assert story.journey.world.master_keys.standing() == {"k-2"}


def test_a_year_has_one_index_key_made_by_the_system_within_the_year() -> None:
    """Once, with its check value, and for no other year than this one."""
    story = given(j.Journey).when(c.IntroduceIndexKey)
    story.then(IndexKeyIntroduced(on=MONDAY, year=2025, check="6d" * 32))
    story.when(c.IntroduceIndexKey).then_refused(Code.DONE_ALREADY, article=HOUSE)
    story.when(c.IntroduceIndexKey, p.SECURITY).then_refused(Code.POST_NOT_COMPETENT)
    for year in (2024, 2026):
        given(j.Journey).when(c.IntroduceIndexKey, year=year).then_refused(Code.FIELD_INVALID)
    given(j.Journey).when(c.IntroduceIndexKey, check=" ").then_refused(Code.FIELD_MISSING)
    assert story.journey.world.master_keys.years_standing() == (2025,)


def test_an_index_key_goes_once_nobody_indexed_under_it_has_a_key() -> None:
    """Not within its year nor the next, whose facts are indexed under it as well; never twice."""
    story = given(lambda: j.Journey().go(c.IntroduceIndexKey).on(date(2026, 12, 31)))
    story.when(c.DestroyIndexKey).then_refused(Code.FIELD_INVALID, article=ERASURE)
    over = given(lambda: j.Journey().go(c.IntroduceIndexKey).on(date(2027, 1, 1)))
    over.when(c.DestroyIndexKey, living=True).then_refused(Code.FIELD_INVALID, article=ERASURE)
    over.when(c.DestroyIndexKey, p.SECURITY).then_refused(Code.POST_NOT_COMPETENT)
    over.when(c.DestroyIndexKey, year=2024).then_refused(Code.NOTHING_TO_DO, article=ERASURE)
    over.when(c.DestroyIndexKey).then(IndexKeyDestroyed(on=date(2027, 1, 1), year=2025))
    over.when(c.DestroyIndexKey).then_refused(Code.DONE_ALREADY, article=ERASURE)
    over.when(c.IntroduceIndexKey).then_refused(Code.DONE_ALREADY, article=HOUSE)
    assert over.journey.world.master_keys.years_standing() == ()


@pytest.mark.parametrize(
    ("closed_on", "aided_on", "until"),
    [
        (None, None, None),
        (date(2025, 1, 1), None, date(2055, 1, 1)),
        (date(2025, 1, 1), date(2024, 12, 1), date(2055, 1, 1)),
        (date(2024, 2, 29), None, date(2054, 3, 1)),
    ],
)
def test_a_file_is_kept_from_its_closing(
    closed_on: date | None, aided_on: date | None, until: date | None
) -> None:
    """Thirty years after closing; never while open; a leap day ends on 1 March."""
    file = KeptFile(number="c", closed_on=closed_on, aided_on=aided_on)
    assert kept_until(file, 30, 3) == until


def test_the_office_keeps_files_thirty_years_and_three_after_the_last_aid() -> None:
    """案卷保管年限, and the least the province asks for: both are set in the pack (internal)."""
    years, after_aid = (PACK.count(name, MONDAY) for name in ("case_file_years", "aid_file_years"))
    assert (years, after_aid) == (30, 3)
    file = KeptFile(number="c", closed_on=date(2025, 1, 1), aided_on=date(2054, 1, 1))
    assert kept_until(file, years, after_aid) == date(2057, 1, 1)


def test_the_longer_term_counts() -> None:
    """Where an office keeps files shortly, three years after the last aid still hold (甘民发〔2009〕21号)."""
    file = KeptFile(number="c", closed_on=date(2025, 1, 1), aided_on=date(2024, 12, 1))
    assert kept_until(file, 1, 3) == date(2027, 12, 1)
    assert later(date(2025, 1, 1), 3) == date(2028, 1, 1)


def test_a_log_is_anchored_whenever_it_moved_on() -> None:
    """By the system alone; one found shorter, or written anew, is set down as it is."""
    story = given(j.Journey).when(c.AnchorLog)
    story.then(LogAnchored(on=MONDAY, log=KeptLog.ACCESS, number=3, digest="3d" * 32))
    story.when(c.AnchorLog).then_refused(Code.DONE_ALREADY, article="内部§审计记录")
    for number, digest in ((5, "5d" * 32), (2, "2d" * 32), (2, "2e" * 32), (0, EMPTY)):
        story = given(story.journey).when(c.AnchorLog, number=number, digest=digest)
        story.then(like(LogAnchored, number=number, digest=digest))
    story.when(c.AnchorLog, number=0, digest=EMPTY).then_refused(Code.DONE_ALREADY)
    story.when(c.AnchorLog, case="sign-in").then(like(LogAnchored, log=KeptLog.SIGN_IN))
    story.when(c.AnchorLog, p.SECURITY, number=9).then_refused(Code.POST_NOT_COMPETENT)
