"""Each row says all there is to say of its command, and nothing that is not so."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import pytest

from domain.case.decide import RULES, decide
from domain.case.streams import OWN
from domain.case.table import LETTERS, OWED_AFTER, POWERS, SEPARATE
from domain.ground.duties import APART, Deed
from domain.ground.facts import Fact
from domain.ground.posts import LEVEL, SYSTEM, Post
from domain.ground.rows import Rule, always
from domain.ground.streams import FIELDS, KEPT, NotDeclared, Stream
from domain.ground.terms import DocumentKind, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.looking import looked_at
from tests.case.story import given
from tests.case.walk import walked
from tests.case.words import giver
from tests.case.world import PACK
from tests.support import commands as c
from tests.support.complete import complete

COMMANDS = sorted(RULES, key=lambda command: command.__name__)
each = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)

BY_THE_OFFICE = {
    (c.PostPublicNotice, Stream.CALENDAR): "the office words the notice by the calendar",
}
"""Reads that no line of the row itself makes."""

HOMES: dict[str, Stream] = {
    "domain.case": Stream.CASE,
    "domain.account.known": Stream.HOMES,
    "domain.account": Stream.ACCOUNTS,
    "domain.registers.roster": Stream.ROSTER,
    "domain.registers.leads": Stream.LEAD,
    "domain.registers.delegations": Stream.DELEGATIONS,
    "domain.law.reference": Stream.VALUES,
    "domain.time.notices": Stream.CALENDAR,
    "domain.registers.officers": Stream.OFFICERS,
    "domain.registers.divisions": Stream.DIVISIONS,
    "domain.registers.anchors": Stream.ANCHORS,
    "domain.registers.law": Stream.LAW,
}
"""By the room a fact stands in."""
OF_A_PERSON = {"key-destruction-proposed", "key-destroyed"}


def home(fact: type[Fact]) -> Stream:
    """The kind of stream a fact belongs to."""
    if fact.__module__.startswith("domain.registers.keys"):
        return Stream.PERSON_KEY if fact.NAME in OF_A_PERSON else Stream.MASTER_KEYS
    return next(
        kind for room, kind in HOMES.items() if f"{fact.__module__}.".startswith(f"{room}.")
    )


@each
def test_a_row_reads_what_its_lines_look_at_and_no_more(command: type[c.Command]) -> None:
    """What is not read is not loaded: a line that looks at it would decide on nothing."""
    looked, declared = looked_at(RULES[command]), set(RULES[command].reads)
    name = command.__name__
    for kind, line in looked.items():
        assert kind in declared, f"{name} does not read {kind.name}, and {line} looks at it"
    for kind in declared - looked.keys():
        known = (command, kind) in BY_THE_OFFICE
        assert known, f"{name} reads {kind.name}, and no line of its row looks at it"


@pytest.mark.parametrize(("command", "kind"), BY_THE_OFFICE)
def test_a_row_reads_what_the_office_draws_its_document_by(
    command: type[c.Command], kind: Stream
) -> None:
    """The words of the notice say until when it hangs: without the calendar none could be drawn."""
    assert kind in RULES[command].reads, f"{command.__name__} does not read {kind.name}"


@each
def test_a_row_writes_where_its_facts_belong_and_nowhere_else(command: type[c.Command]) -> None:
    """The first is its own stream."""
    row = RULES[command]
    homes = {home(fact) for fact in row.brings}
    missing = homes - set(row.writes)
    assert not missing, f"{command.__name__} does not write to {missing}, where its facts belong"
    assert homes == set(row.writes), f"{command.__name__} brings about nothing for {row.writes}"
    assert row.own in OWN and (Stage.UNKNOWN in row.stages or row.own is Stream.CASE)


@pytest.mark.parametrize("kind", FIELDS)
def test_what_a_row_does_not_read_cannot_be_looked_at(kind: Stream) -> None:
    """Whoever looks all the same is told which stream, loudly, however they look."""
    situation = j.accepted().world.situation(
        c.FileForRecord(case="L-1"), p.LEADER, j.accepted().about.day
    )
    found: Any = getattr(situation, FIELDS[kind])
    for look in (iter, len, bool, list, lambda one: one.version, lambda one: one == one, hash):
        with pytest.raises(NotDeclared, match=kind.name):
            look(found)


def without(row: Rule, kind: Stream) -> Rule:
    """A row with one kind of stream struck from what it reads."""
    return replace(row, reads=tuple(one for one in row.reads if one is not kind))


def test_a_fact_for_a_stream_the_row_does_not_write_to_is_not_recorded() -> None:
    """The office asks the row before it saves."""
    row = RULES[c.FileForRecord]
    row.may_write("case-L-1")
    with pytest.raises(NotDeclared, match="account-格桑"):
        row.may_write("account-格桑-1")


@each
def test_a_row_leaves_the_hand_it_says(command: type[c.Command]) -> None:
    """Duties are read from the hands that facts leave: a row without its deed keeps nobody apart."""
    left = {str(deed) for one, deed in walked().hands if one is command}
    hand = RULES[command].hand
    said = set() if hand is None else {str(hand)}
    name = command.__name__
    assert not left - said, (
        f"{name} leaves the deed {left - said} behind: say it as its row's `hand`"
    )
    assert not said - left, f"the row of {name} says `hand` {said}; no fact of it leaves that deed"


def test_every_deed_is_the_hand_of_some_command_and_apart_from_some_other() -> None:
    """A deed nobody does, or that is apart from none, is no duty."""
    complete((row.hand.value for row in RULES.values() if row.hand), Deed, "the rows' `hand`")
    complete((deed for pair in APART for deed in pair), Deed, "APART in domain/ground/duties.py")
    assert all(SEPARATE.values())


WITHOUT_ADDRESS = {
    c.LapseApplication: "the sweep gives it when the time for the papers is over",
    c.IntroduceMasterKey: "given at the machine that has the key",
    c.RetireMasterKey: "given at the machine that has the key",
}
"""Commands of people that are not sent to the API, and why."""


def named_by(posts: Iterable[Post]) -> str:
    """Posts in a sentence."""
    return ", ".join(sorted(post.value for post in posts))


@each
def test_a_row_is_given_by_somebody(command: type[c.Command]) -> None:
    """By a person where it has an address, by the system or at the machine where it has none."""
    row, name = RULES[command], command.__name__
    assert row.by == POWERS[command].posts and row.by, f"nobody may give {name}: say who in `by`"
    of_the_system = set(row.by) == {Post.SYSTEM}
    if row.address is None:
        known = of_the_system or command in WITHOUT_ADDRESS
        assert known, f"the row of {name} has no `address`: {named_by(row.by)} could not give it"
    else:
        assert not of_the_system, f"{name} has an address for nobody"


def those_with(field: str, told: Collection[type[c.Command]], where: str) -> None:
    """Those of a list have a field in their rows, and no others do."""
    for one, row in RULES.items():
        name, has = one.__name__, bool(getattr(row, field))
        assert has or one not in told, (
            f"the row of {name} has no `{field}`, and {where} says that it has: say it in the row"
        )
        assert not has or one in told, (
            f"the row of {name} has `{field}`, and {where} says nothing of it: write it there"
        )


DECIDING = {
    *(c.RefuseAcceptance, c.CompleteExamination, c.ResolveObjection, c.ReturnForReexamination),
    *(c.ApproveRelief, c.ApproveUnderDelegation, c.RefuseRelief),
    *(c.ApproveSmallRelief, c.LeaveSmallFast),
    *(c.UndoAcceptance, c.StrikeApplication),
    c.HandToCompetent,
    *(c.AmendApplication, c.CorrectApplication, c.ConfirmCorrection, c.RejectCorrection),
    *(c.OfferFile, c.TakeOverFile, c.SendFileBack),
    *(c.AnswerComplaint, c.ExcusePapers),
    *(c.RevokeDecision, c.ChangeSum, c.ApproveRevision, c.RejectRevision, c.RecordReview),
    *(c.Countersign, c.RefuseCountersignature),
    *(c.ConfirmAccountCorrection, c.RejectAccountCorrection),
}
"""Who decides on somebody's right, or answers what somebody else asked, has seen the case as it is."""


def test_whoever_decides_decides_on_the_version_they_saw() -> None:
    """Those and no others."""
    those_with("sees_version", DECIDING, "DECIDING in tests/case/test_rows.py")


LIMITS = PACK.on(max(PACK.book.since)).limits
"""Every limit of the shipped law as it is after its last change: rows are of today, and what other
entries of before asked was judged with the rows of then.
"""
STOPS = {stop.partition(":")[0] for limit in LIMITS for stop in limit.stops}


@each
def test_what_is_awaited_meets_a_limit_or_moves_the_case(command: type[c.Command]) -> None:
    """Or its row says when a case waits for it, or what it answers; else it is only possible."""
    row, name = RULES[command], command.__name__
    meets = {fact.NAME for fact in row.brings} & STOPS
    if row.awaited and row.turn is always and not row.lifts:
        assert meets or command in walked().moved, f"{name} is awaited, and nothing comes of it"


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.id)
def test_every_limit_waits_for_something_that_is_awaited(limit: Any) -> None:
    """A limit nobody is expected to meet would only ever be late."""
    stops = {stop.partition(":")[0] for stop in limit.stops}
    meeting = [
        one.__name__
        for one, row in RULES.items()
        if row.awaited and stops & {fact.NAME for fact in row.brings}
    ]
    assert meeting or not stops, f"no row that is awaited meets the limit {limit.id}"


PREPARES = {
    "supplement": "the family brings the papers",
    "outstanding-materials": "the family brings the papers",
    "urgent-consent": "the family brings the papers",
    "countersignature": "the township files, and the county signs what was filed",
    "countersignature-rectification": "the township mends, and the county signs what was mended",
}
"""Limits whose duty is to make ready what somebody of another office records."""


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.id)
def test_a_limit_is_the_duty_of_an_office_that_can_meet_it(limit: Any) -> None:
    """On the worklist of people who may give no command that stops it, it would only ever be late."""
    if limit.id in PREPARES:
        return
    stops = {stop.partition(":")[0] for stop in limit.stops}
    meets = {
        post
        for row in RULES.values()
        if stops & {fact.NAME for fact in row.brings}
        for post in row.by
    }
    levels = {LEVEL.get(post) for post in meets}
    able = LEVEL[Post(limit.duty)] in levels
    assert able, (
        f"{limit.id} is the duty of {limit.duty}; only {named_by(meets)} may give what stops it: name"
        " another duty in its entry, or another post in `by` of a row"
    )


def test_every_letter_is_owed_after_one_command() -> None:
    """It rests on a fact that this very command brings about."""
    unowed = sorted(kind.value for kind in set(DocumentKind) - LETTERS.keys())
    assert not unowed, f"no row owes {unowed}: put a Letter into the row of its command"
    every = Counter(letter.kind.value for row in RULES.values() for letter in row.letters)
    complete(every, DocumentKind, "the rows' `letters`")
    twice = sorted(kind for kind, often in every.items() if often > 1)
    assert not twice, f"several rows owe {twice}: one `Letter` for each kind"
    for kind, command in OWED_AFTER.items():
        rests = LETTERS[kind].fact
        brings = RULES[command].brings
        assert rests in brings, f"{kind} rests on {rests.NAME}: not {command.__name__}'s"


def test_what_opens_a_file_names_its_township() -> None:
    """Nothing is there yet that could say where it belongs."""
    told: set[type[c.Command]] = {c.SubmitApplication, c.RecordLead}
    those_with("opens", told, "this test")
    for one in told:
        assert "township" in one.__dataclass_fields__, f"{one.__name__} opens a file of no township"


def test_chance_goes_where_the_words_have_room_for_it() -> None:
    """A draw nobody could foresee is stored with what was drawn."""
    told: set[type[c.Command]] = {c.ReceiveAtCounty, c.DrawAgain, c.ApproveSmallRelief}
    those_with("chance", told, "this test")
    for one in told:
        field = RULES[one].chance
        assert field in one.__dataclass_fields__, f"{one.__name__} has no field {field} for chance"


def test_power_under_a_delegation_is_one_commands_alone() -> None:
    """Its authority names the delegation (18.2.1)."""
    those_with("under_delegation", {c.ApproveUnderDelegation}, "this test")


def test_kept_kinds_are_loaded_by_those_who_write_them_only() -> None:
    """Everybody else is given what is kept folded."""
    for row in RULES.values():
        assert not (KEPT - set(row.writes)) & set(row.beside)
        assert Stream.CASE not in row.beside
    assert SYSTEM.ids == {SYSTEM.id}


def test_a_row_that_reads_too_little_decides_nothing() -> None:
    """With the accounts struck, recording circumstances fails and does not go on without them."""
    command = j.accepted().words(c.RecordCircumstances)
    world = j.accepted().world
    situation = world.situation(command, giver(c.RecordCircumstances), j.accepted().about.day)
    poorer = situation.under(without(RULES[c.RecordCircumstances], Stream.ACCOUNTS))
    with pytest.raises(NotDeclared, match="ACCOUNTS"):
        decide(poorer, command)
    assert not given(j.accepted).when(c.RecordCircumstances).reasons
