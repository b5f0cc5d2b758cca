"""A pack that cannot work is refused before it is used: what never starts, no area, two at once."""

from dataclasses import replace
from datetime import date

import pytest

from adapters.packs import law, shipped
from adapters.packs.county import parse_overlay
from adapters.packs.parser import PackError, parse
from domain.case.reachable import (
    AFTER_CLOSING,
    ON,
    SEEN,
    TOGETHER,
    courses_at,
    follows,
    holds_at,
)
from domain.case.table import RULES
from domain.case.timing import CONDITIONS, COURSES
from domain.ground.places import NATION
from domain.ground.terms import Stage
from domain.law.apart import Twice
from domain.law.mistakes import Fault
from domain.law.pack import Law
from domain.time.limits import CONDITIONS as NAMED
from relief.words.sayings import told
from tests.assessment.test_another_city import TEXT, line_of
from tests.law.test_overlay import PACK as LHASA
from tests.law.test_overlay import TEXT as COUNTY

DAY = date(2023, 5, 8)

START = 'starts = ["application-accepted"]'
STOP = 'stops = ["relief-approved", "relief-refused"]'
LIMIT = f"""
[[limit]]
id = "more"
title = "另一时限"
length = 3
unit = "WORKING_DAY"
{START}
{STOP}
duty = "caseworker"
expiry = "LATE"
basis = "INTERNAL"
citation = "7"
"""


def problems(text: str) -> list[tuple[int, str, Fault]]:
    """What is wrong, each with its line, in words, and of what sort."""
    with pytest.raises(PackError) as raised:
        parse(text)
    return [(one.line, told(one.message), one.fault) for one in raised.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "part", "fault"),
    [
        (START, "starts = []", "永远不会开始", Fault.NEVER_STARTS),
        (
            START,
            'starts = ["application-acepted"]',
            "没有“application-acepted”",
            Fault.NEVER_STARTS,
        ),
        (STOP, 'stops = ["relief-aproved"]', "没有“relief-aproved”", Fault.NEVER_STARTS),
        (START, 'starts = ["filed-for-record"]', "没有要求", Fault.NEVER_STARTS),
        (START, f'{START}\nwhen = ["positive-opinion"]', "不会同时", Fault.NEVER_STARTS),
        (START, f'{START}\nwhen = ["has-residence"]', "不会同时", Fault.NEVER_STARTS),
        (START, f'{START}\ncourses = ["urgent-seat"]', "没有案件", Fault.NEVER_STARTS),
        (
            START,
            'starts = ["relief-approved"]\nwhen = ["delegated", "not-delegated"]',
            "不会同时",
            Fault.NEVER_STARTS,
        ),
        (START, 'starts = ["relief-approved"]\nwhen = ["to-file"]', "没有要求", Fault.NEVER_STARTS),
        (STOP, 'stops = ["relief-refused:credited"]', "不会出现", Fault.NEVER_STOPS),
        (STOP, "stops = []", "没有任何事实可以停止", Fault.NEVER_STOPS),
        (STOP, 'stops = ["countersigned"]', "没有任何事实可以停止", Fault.NEVER_STOPS),
    ],
)
def test_a_limit_that_can_never_start_or_stop_is_refused(
    old: str, new: str, part: str, fault: Fault
) -> None:
    """With the line of the very key, and the sort of fault for programs."""
    assert parse(TEXT + LIMIT).limits["more"].length == 3
    text = TEXT + LIMIT.replace(old, new)
    key = new.splitlines()[-1]
    found = problems(text)
    assert [(line, sort) for line, _, sort in found] == [
        (text[: text.rindex(key)].count("\n") + 1, fault)
    ]
    assert part in found[0][1]


def test_every_one_of_them_is_told_at_once() -> None:
    """Three limits, three faults, three lines."""
    text = TEXT + "".join(
        LIMIT.replace("more", f"more-{n}").replace(START, f'starts = ["no-{n}"]') for n in range(3)
    )
    assert len(problems(text)) == 3


def test_limits_of_a_notice_need_a_procedure_that_posts() -> None:
    """Where nothing is ever posted, nothing runs from it; where it is only named otherwise, it does."""
    text = TEXT.replace('notice = "after-approval"\nnotice_limit = "notice"', 'notice = "none"')
    found = problems(text)
    assert line_of(text, 'starts = ["public-notice-posted"]') in [line for line, _, _ in found]
    assert {sort for _, _, sort in found} == {Fault.NEVER_STARTS, Fault.NEVER_STOPS}


def test_what_ends_a_file_ends_its_limits() -> None:
    """A pack that does not name the closing would let limits run on for ever."""
    text = TEXT.replace('"application-withdrawn", "case-closed"', '"application-withdrawn"')
    (found,) = problems(text)
    assert (found[0], found[2]) == (line_of(text, "ends_all"), Fault.ENDLESS)
    assert problems(TEXT.replace('"case-closed"]', '"case-closed", "case-shut"]'))


def test_a_countys_limit_can_start_too() -> None:
    """Held to the same."""
    text = COUNTY + LIMIT.replace('citation = "7"', 'citation = "18"').replace(
        START, 'starts = ["means-check"]'
    )
    with pytest.raises(PackError) as raised:
        parse_overlay(text, LHASA)
    assert [one.fault for one in raised.value.problems] == [Fault.NEVER_STARTS]


@pytest.mark.parametrize("fact", SEEN)
def test_what_can_hold_at_a_fact_is_listed_for_each_that_says_what_held(fact: str) -> None:
    """A fact that tells limits something is in the table, and only such; all it says is a condition."""
    kind = SEEN[fact]
    assert (kind in TOGETHER) == (kind in CONDITIONS)
    assert (kind in ON) == (kind in COURSES)
    assert courses_at(fact)
    assert frozenset().union(*holds_at(fact)) <= NAMED.keys()


AREAS = (
    "",
    "5",
    "54",
    "5401",
    "54010",
    "540102",
    "540102003",
    "540102003001",
    "00",
    "x",
    "540000",
    "99",
    "19",
    "1901",
)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_is_a_division_from_village_to_nation(area: str) -> None:
    """Anything else is refused where it is written, not when the service starts."""
    text = TEXT.replace('area = "9901"\nvalid_from = 2022', f'area = "{area}"\nvalid_from = 2022')
    if area in {"54", "5401", "540102", "540102003", "540102003001", NATION}:
        assert parse(text).area == area
        return
    (found,) = problems(text)
    assert (found[0], found[2]) == (line_of(text, f'area = "{area}"'), Fault.AREA)


def of(area: str, id: str = "") -> str:
    """The text of a pack of an area."""
    head = f'id = "{id or "pack-" + area}"'
    text = TEXT.replace('id = "beihe-2022-9"', head, 1)
    return text.replace('area = "9901"\nvalid_from = 2022', f'area = "{area}"\nvalid_from = 2022')


def test_the_narrowest_area_wins() -> None:
    """Nation, province, city, county, township, village: each where no narrower one holds."""
    areas = (NATION, "65", "6501", "650101", "650101001", "650101001001")
    every = Law.of([parse(of(area)) for area in areas])
    for place, area in [
        ("110101001", NATION),
        ("6502", "65"),
        ("650102", "6501"),
        ("650101002", "650101"),
        ("650101001", "650101001"),
        ("650101001001", "650101001001"),
        ("650101001002", "650101001"),
    ]:
        assert every.on(DAY, area=place).area == area


def test_two_laws_for_one_day_and_area_are_refused_all_of_them() -> None:
    """Each two of them, wherever they stand between others; apart in days they may follow on."""
    one, two, three = (parse(of("9901", name)) for name in ("a", "b", "c"))
    with pytest.raises(Twice) as raised:
        Law.of([one, two, three])
    assert [told(clash) for clash in raised.value.clashes] == [
        f"政策文件“{first}”与“{second}”施行于同一天：给先施行的写上最后一天（valid_to），或者改其地域"
        for first, second in (("a", "b"), ("a", "c"), ("b", "c"))
    ]
    ended = replace(one, valid_to=date(2023, 12, 31))
    Law.of([ended, replace(two, valid_from=date(2024, 1, 1))])


def test_a_law_inside_another_hides_behind_no_third() -> None:
    """2018 to 2030, with one of 2019 inside: told, though a third lies between them in order."""
    long = replace(parse(of("9901", "a")), valid_from=date(2018, 1, 1), valid_to=date(2030, 1, 1))
    early = replace(
        parse(of("9901", "b")), valid_from=date(2019, 1, 1), valid_to=date(2019, 12, 31)
    )
    late = replace(parse(of("9901", "c")), valid_from=date(2021, 1, 1), valid_to=date(2021, 2, 1))
    with pytest.raises(Twice) as raised:
        Law.of([long, early, late])
    assert len(raised.value.clashes) == 2


def test_the_shipped_law_passes() -> None:
    """No limit of it is idle."""
    assert shipped() and law().packs


@pytest.mark.parametrize(
    ("old", "new", "part", "fault"),
    [
        (START, 'starts = ["case-closed"]', "之后，其中任何一项", Fault.NEVER_STOPS),
        (START, 'starts = ["lead-recorded"]', "之后，其中任何一项", Fault.NEVER_STOPS),
        (STOP, 'stops = ["application-submitted"]', "之后，其中任何一项", Fault.NEVER_STOPS),
        (START, f'{START}\ncounts_from = "case-closed"', "不会先于", Fault.NEVER_STARTS),
        (START, f'{START}\ncounts_from = "lead-recorded"', "不会先于", Fault.NEVER_STARTS),
    ],
)
def test_a_limit_is_stopped_by_what_follows_and_counts_from_what_came_before(
    old: str, new: str, part: str, fault: Fault
) -> None:
    """After the closing nothing is decided, a lead is another file, and nothing is before the first."""
    found = problems(TEXT + LIMIT.replace(old, new))
    assert [sort for _, _, sort in found] == [fault] and part in found[0][1]


def test_what_follows_the_closing_is_what_its_rows_allow() -> None:
    """The table of what can happen in a closed file is that of the rows of commands."""
    there = (row for row in RULES.values() if Stage.CLOSED in row.stages)
    assert {fact.NAME for row in there for fact in row.brings} & SEEN.keys() == AFTER_CLOSING
    after = 'starts = ["case-closed"]\nstops = ["document-served"]'
    assert parse(TEXT + LIMIT.replace(f"{START}\n{STOP}", after)).limits["more"].starts
    assert follows("lead-closed", "lead-recorded") and not follows("lead-closed", "lead-closed")


@pytest.mark.parametrize("table", ["step", "procedure"])
def test_a_text_without_a_procedure_has_no_steps_of_it(table: str) -> None:
    """小额快救 is there only where its document is; what is said of it elsewhere can never come."""
    written = {
        "step": 'procedure = "small-fast"\nid = "home-visit"\ncitation = "7"\n',
        "procedure": 'id = "small-fast"\nnotice = "none"\nbasis = "INTERNAL"\ncitation = "7"\n',
    }
    found = problems(f"{TEXT}\n[[{table}]]\n{written[table]}")
    assert [sort for _, _, sort in found] == [Fault.UNREACHABLE]
    assert "没有“small-fast”程序" in found[0][1]


@pytest.mark.parametrize("id", ["../../x", "", "-a", "Lhasa", "a" * 61, "拉萨"])
def test_a_law_has_a_name_that_can_stand_anywhere(id: str) -> None:
    """It stands in addresses and names of files; a county's is held to the same."""
    found = problems(TEXT.replace('id = "beihe-2022-9"', f'id = "{id}"', 1))
    assert [message for _, message, _ in found] == [
        "须为1至60位小写字母、数字或“-”，以字母或数字开头"
    ]
    with pytest.raises(PackError, match="small letters"):
        parse_overlay(COUNTY.replace('id = "linzhou-test"', f'id = "{id}"'), LHASA)


def test_no_law_begins_before_anything_is_reckoned() -> None:
    """A slip of the year is told where it is written."""
    text = TEXT.replace("valid_from = 2022", "valid_from = 0001", 1)
    assert "早于1949年" in [message for _, message, _ in problems(text)]
