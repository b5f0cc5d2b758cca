"""第十八条: visits are made by people: officers in post there that day, and helpers of the village."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.ground.people import PersonId
from domain.ground.posts import Appointment, Officer, Post
from domain.ground.refusal import Code
from domain.ground.terms import Procedure
from domain.ground.texts import spelled
from domain.registers.officers.state import Entry, Officers
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, About, after
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e

CW = p.CASEWORKER.id
AT_VISIT = c.RecordHomeVisit


def officer_under_a_name() -> tuple[e.Helper, ...]:
    """An officer's id where a helper's name belongs."""
    return (p.helper("helper-9", "Tw-Leader"),)


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.accepted,
        AT_VISIT,
        (
            "nobody on the register",
            Code.OFFICER_UNKNOWN,
            "30",
            "visitors",
            {"visitors": (CW, "幽灵")},
        ),
        (
            "an officer of another county",
            Code.OFFICER_UNKNOWN,
            "30",
            "visitors",
            {"visitors": (CW, "elsewhere")},
        ),
        (
            "an administrator touches no case",
            Code.OFFICER_UNKNOWN,
            "30",
            "visitors",
            {"visitors": (CW, "administrator")},
        ),
        (
            "one person in two letter cases is one",
            Code.FIELD_INVALID,
            None,
            "visitors",
            {"visitors": (CW, CW.upper()), "helpers": ()},
        ),
        (
            "one helper twice is one",
            Code.FIELD_INVALID,
            None,
            "visitors",
            {"visitors": (), "helpers": (p.helper(), p.helper())},
        ),
        *(
            (
                f"{told} told twice may stand for somebody left out",
                Code.FIELD_INVALID,
                None,
                field,
                {field: words},
            )
            for told, field, words in (
                ("an officer", "visitors", (CW, CW)),
                ("an officer in another letter case", "visitors", (CW, CW.upper())),
                ("a helper", "helpers", (p.helper(), p.helper())),
            )
        ),
        (
            "helpers alone do not visit",
            Code.FIELD_INVALID,
            None,
            "visitors",
            {"visitors": (), "helpers": (p.helper(), p.helper("helper-2"))},
        ),
        (
            "a helper has a name",
            Code.FIELD_MISSING,
            None,
            "helpers",
            {"helpers": (p.helper(name=" "),)},
        ),
        (
            "a helper is of another family",
            Code.NOT_AN_OUTSIDER,
            "30",
            "helpers",
            {"helpers": (p.helper(p.GESANG.persons[1]),)},
        ),
        (
            "an officer is no helper",
            Code.FIELD_INVALID,
            "30",
            "helpers",
            {"helpers": officer_under_a_name()},
        ),
    ),
    *rows(
        j.urgent_at_county,
        c.ReportCountyVerification,
        (
            "outside the seat the township helps",
            Code.FIELD_INVALID,
            "18.2.2",
            "helpers",
            {"helpers": (p.helper("helper-2"),)},
        ),
        (
            "nobody on the register",
            Code.OFFICER_UNKNOWN,
            "30",
            "visitors",
            {"visitors": ("co-a", "zz")},
        ),
    ),
    *(
        row
        for start, command in (
            (j.urgent_at_county, c.ReportCountyVerification),
            (j.drawn, c.ReportSpotCheck),
        )
        for row in rows(
            lambda start=start: start(),  # type: ignore[misc]
            command,
            (
                f"{command.__name__}: an officer told twice",
                Code.FIELD_INVALID,
                None,
                "visitors",
                {"visitors": ("co-a", "co-b", "co-b")},
            ),
        )
    ),
    *rows(
        lambda: j.drawn(),
        c.ReportSpotCheck,
        (
            "nobody on the register",
            Code.OFFICER_UNKNOWN,
            "30",
            "visitors",
            {"visitors": ("co-a", "zz")},
        ),
    ),
)


def with_others(start: j.Journey) -> j.Journey:
    """The same with officers on the register who may not go along."""
    elsewhere = p.officer("elsewhere", p.OTHER_TOWNSHIP, Post.CASEWORKER)
    admin = p.officer("administrator", "5401", Post.SECURITY_ADMIN)
    entries = {**p.REGISTER.entries, **p.register(elsewhere, admin).entries}
    start.world.staffed(Officers(entries=entries))
    return start


@pytest.mark.parametrize("wrong", WRONG, ids=sentence)
def test_a_visit_is_refused_without_people_who_may_make_it(wrong: Wrong) -> None:
    """Exactly this reason, and nothing recorded."""
    start = wrong.start() if callable(wrong.start) else wrong.start
    assert isinstance(start, j.Journey)
    replace(wrong, start=with_others(start.copy())).holds()


SPELLINGS = (
    "ｔｗ－ｌｅａｄｅｒ",
    "tw-lea\u200bder",
    "t w - l e a d e r",
    "TW·Leader",
    "tw-le\u0301ader",
    "tw-leade\u3164r",
    "tw-l\u0435\u0430d\u0435r",
    "tw-leader\ufe0f",
)
"""An officer's id as somebody might write it where a name belongs."""


@pytest.mark.parametrize("written", SPELLINGS)
def test_an_officer_is_no_helper_in_whatever_spelling(written: str) -> None:
    """In full width, spaced out, with signs nobody sees (told as well), with letters that look alike."""
    story = given(j.accepted).when(AT_VISIT, helpers=(p.helper("helper-9", written),))
    told = {(one.code, one.article, one.field) for one in story.reasons}
    assert (Code.FIELD_INVALID, "30", "helpers") in told


def called_alike(held: Appointment) -> World:
    """Among the officers there is one whose name is a helper's."""
    entries = {**p.REGISTER.entries, "namesake": Entry(appointments=(held,))}
    return World().staffed(Officers(entries=entries, persons={NAMESAKE: "namesake"}))


NAMESAKE = PersonId("an-officers-own")
APPOINTED = Appointment(
    number="n",
    post=Post.APPROVER,
    division=p.COUNTY,
    valid_from=MONDAY,
    valid_to=None,
    document="d",
)
GONE = replace(
    APPOINTED, valid_from=MONDAY - timedelta(days=9), valid_to=MONDAY - timedelta(days=1)
)
ELSEWHERE = replace(APPOINTED, post=Post.CASEWORKER, division=p.OTHER_TOWNSHIP)
HELPING: dict[str, Any] = {"helpers": (p.helper(NAMESAKE, "同名·测试"),)}
WITNESSING: dict[str, Any] = {"witness": p.secret("同名·测试"), "witness_id": NAMESAKE}


@pytest.mark.article("30")
@pytest.mark.parametrize(("held", "taken"), [(APPOINTED, False), (GONE, True), (ELSEWHERE, True)])
def test_who_is_called_like_an_officer_there_is_taken_for_them(
    held: Appointment, taken: bool
) -> None:
    """Whoever can act in the case is named by id, and has the duties of one hand; no name hides that."""
    at = j.accepted(world=called_alike(held))
    story = given(at).when(AT_VISIT, **HELPING)
    if taken:
        assert not story.reasons
    else:
        story.then_refused(Code.FIELD_INVALID, article="30", about="helpers")
        assert story.reasons[0].facts["fault"] == "officer-by-name"


@pytest.mark.article("30")
@pytest.mark.parametrize("hand", [p.CASEWORKER, p.LEADER, p.FINANCE])
def test_who_had_a_hand_in_the_case_witnesses_under_no_name(hand: Officer) -> None:
    """Whoever recorded, signed or pays: not even where the register knows of no post of theirs."""
    at = j.approved()
    entries = {id: entry for id, entry in p.REGISTER.entries.items() if id != hand.id}
    at.world.staffed(Officers(entries=entries, persons={NAMESAKE: hand.id}))
    story = given(at).when(c.PayCash, **WITNESSING)
    story.then_refused(Code.FIELD_INVALID, article="30", about="witness")


@pytest.mark.parametrize("written", ["边巴", "扎西·次仁", "Tw-Leaders", "བཀྲ་ཤིས།"])
def test_a_name_that_is_no_officers_id_is_a_helper(written: str) -> None:
    """Names of any script are taken."""
    assert not given(j.accepted).when(AT_VISIT, helpers=(p.helper("helper-9", written),)).reasons


@pytest.mark.parametrize("written", ["格\u3164桑", "格\ufe0f桑", "ｇ\u034f", "\u200b格 桑"])
def test_names_are_equal_by_what_is_seen(written: str) -> None:
    """A member of the household is known again, whatever nobody sees stands in the name."""
    assert spelled(written) in {"格桑", "g"}


def in_post(since: date, until: date | None) -> Officers:
    """A register on which one more caseworker stands for a time."""
    held = Appointment(
        number="n",
        post=Post.CASEWORKER,
        division=p.TOWNSHIP,
        valid_from=since,
        valid_to=until,
        document="d",
    )
    return Officers(entries={**p.REGISTER.entries, "late": Entry(appointments=(held,))})


@pytest.mark.article("18.1.1", "30")
@pytest.mark.parametrize(
    ("since", "until", "knows"),
    [
        (MONDAY, MONDAY, True),
        (MONDAY, None, True),
        (after(1), None, False),
        (MONDAY - timedelta(days=9), MONDAY - timedelta(days=1), False),
    ],
)
def test_a_visitor_was_in_post_on_the_day_of_the_visit(
    since: date, until: date | None, knows: bool
) -> None:
    """Not today: who left since still visited, and who came since did not (18.1.1, 30)."""
    journey = j.accepted(world=World().staffed(in_post(since, until))).on(after(2))
    story = given(journey).when(AT_VISIT, visited_on=MONDAY, visitors=(CW, "late"), helpers=())
    if knows:
        story.then(like(e.HomeVisited, visitors=(CW, "late")))
    else:
        story.then_refused(Code.OFFICER_UNKNOWN, about="visitors")
        assert story.reasons[0].facts == {"place": "2"}


def test_who_records_the_visit_was_let_in_as_themself() -> None:
    """An officer without an entry (a development token) is known; their companion is not."""
    nobody = World().staffed(Officers())
    given(j.accepted(world=nobody)).when(AT_VISIT).then(
        like(
            e.HomeVisited,
            visitors=(CW,),
            helpers=(e.Helper(person=p.helper().person, name=p.kept("边巴·测试")),),
        )
    )
    story = given(j.accepted(world=World().staffed(Officers()))).when(
        AT_VISIT, visitors=(CW, p.OTHER.id)
    )
    story.then_refused(Code.OFFICER_UNKNOWN, about="visitors")


@pytest.mark.article("30")
def test_visitors_are_kept_in_their_one_spelling() -> None:
    """Whoever went along as ``TW-LEADER`` is the leader, and may not decide for the county (30)."""
    story = given(j.accepted).when(AT_VISIT, visitors=(CW, "TW-LEADER"), helpers=())
    story.then(like(e.HomeVisited, visitors=(CW, p.LEADER.id)))
    assert story.journey.case.hands.visited == {CW, p.LEADER.id}


def urgent_in_the_seat() -> j.Journey:
    """A case of a county's seat that waits for the county's own verification."""
    clerk = p.officer("clerk", p.SEAT, Post.CASEWORKER)
    leader = p.officer("leader", p.SEAT, Post.TOWNSHIP_LEADER)
    at = j.Journey(About(township=p.SEAT)).go(c.SubmitApplication, c.EstablishUrgency, by=clerk)
    at.go(c.AcceptApplication, by=clerk, procedure=Procedure.URGENT)
    at.go(c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances, c.SignOpinion, by=clerk)
    at.go(c.CompleteExamination, c.SubmitForApproval, by=leader).go(c.ReceiveAtCounty)
    return at


@pytest.mark.article("18.2.2")
def test_the_committee_helps_the_county_in_its_seat() -> None:
    """当天要在村（居）民委员会协助下 (18.2.2): one officer and a helper of the committee."""
    at = urgent_in_the_seat()
    helped: dict[str, Any] = {"visitors": ("co-a",), "helpers": (p.helper("helper-2"),)}
    given(at).when(c.ReportCountyVerification, p.IN_COUNTY[0], **helped).then(
        like(e.CountyVerified, visitors=("co-a",))
    )
    assert at.case.inquiry.helpers == {"helper-1", "helper-2"}


@pytest.mark.article("30")
def test_a_helper_of_the_county_is_of_another_family_too() -> None:
    """Whoever helps to look at a family does not belong to it, whichever office looks (30)."""
    story = given(urgent_in_the_seat()).when(
        c.ReportCountyVerification,
        p.IN_COUNTY[0],
        visitors=("co-a",),
        helpers=(p.helper(p.GESANG.persons[1]),),
    )
    story.then_refused(Code.NOT_AN_OUTSIDER, about="helpers")
