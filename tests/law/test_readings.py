"""There is no dead switch: every reading changes an outcome, every value is read by some rule."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from adapters.calendar import national
from domain.assessment.engine import Engine
from domain.assessment.inputs import CareCost, Received, Signals
from domain.assessment.result import Assessment
from domain.ground.terms import Category, Procedure
from domain.law.pack import Pack
from domain.law.terms import CareKind
from domain.time.calendar import Calendar
from domain.time.due import last_day
from tests.assessment.facts import (
    DAY,
    LATE_DAY,
    LATE_PACK,
    LAW,
    MEANS,
    PACK,
    REFERENCES,
    SPENDING,
    assess,
    bill,
    education,
    figure,
    grant,
    medical,
    of_late,
    question,
    school,
    yuan,
)

Asked = Callable[[Pack], Any]
CALENDAR = Calendar.of(national(range(2018, 2027), date(2018, 1, 1)))
SUDDEN, FRIDAY = Category.SUDDEN_HARDSHIP, date(2021, 9, 10)


def of(**facts: Any) -> Asked:
    """What a sudden hardship comes to."""
    return lambda pack: shown(assess(SUDDEN, rules=Engine(pack), **facts))


def ill(*amounts: str | int, **facts: Any) -> Asked:
    """What medical costs come to."""
    return lambda pack: shown(medical(*amounts, rules=Engine(pack), **facts))


def late(category: Category, **facts: Any) -> Asked:
    """What a hardship of December 2026 comes to."""
    return lambda pack: shown(of_late(category, Engine(pack), **facts))


def shown(found: Assessment) -> Any:
    """What an officer acts on."""
    return found.verdict, found.amount, found.room, found.decider, found.tests


def ends(limit: str) -> Asked:
    """When a limit that starts on a Friday ends, or that there is none."""
    return lambda pack: (
        last_day(pack.limits[limit], FRIDAY, CALENDAR) if limit in pack.limits else None
    )


def later(pack: Pack) -> Any:
    """Accepted in the last days of one standard, decided under the next."""
    asked = question(SUDDEN, date(2021, 1, 4), Engine(pack), accepted_on=date(2020, 12, 30))
    return Engine(pack).assess(asked, REFERENCES).amount


SMALL: dict[str, Any] = {"members": 1, "procedure": Procedure.URGENT}
CARE = CareCost(id="c-1", kind=CareKind.HOSPITAL, paid_on=LATE_DAY, total=yuan(6000))
HOME = replace(SPENDING, housing=figure(1200), housing_area=12000)
COMPENSATED: dict[str, Any] = {
    "signals": Signals(third_party=True),
    "compensation": (Received("driver", yuan(500), date(2021, 8, 1), "paper-3"),),
}

ASKED: Mapping[str, Asked] = {
    "AMB-01": ill(9000, earlier=(grant(6000, SUDDEN, date(2020, 11, 2)),)),
    "AMB-03": ill(9000, earlier=(grant(4000, Category.OTHER_INDIVIDUAL),)),
    "AMB-04": ill(bills=(bill(5000, social_aid=yuan(1500)),)),
    "AMB-05": ill(bills=(bill(2500, patient="one"), bill(2600, patient="two"))),
    "AMB-06": of(members=11),
    "AMB-07": ill(5000),
    "AMB-08": ill(10500),
    "AMB-10": lambda pack: shown(
        assess(Category.MEDICAL, date(2022, 2, 7), Engine(pack), bills=(bill(5000, DAY),))
    ),
    "AMB-12": later,
    "AMB-16": ends("public-notice"),
    "AMB-18": ends("submission"),
    "AMB-19": ends("countersignature"),
    "AMB-21": of(**COMPENSATED),
    "AMB-22": of(**SMALL, delegated_up_to=yuan(2000), lives_in_seat=True),
    "AMB-23": of(**SMALL),
    "AMB-25": lambda pack: pack.limits["county-decision"].starts,
    "AMB-33": ill("1000.01"),
    "AMB-36": lambda pack: shown(
        education(
            schooling=(school(4000, child="one"), school(4000, child="two", id="other")),
            rules=Engine(pack),
        )
    ),
    "AMB-38": ill(5000, means=MEANS.__class__(
        deposits=figure(90000),
        income_last_year=figure(90000),
        income_per_head=MEANS.income_per_head,
    )),
}  # fmt: skip
"""Ambiguity to a question whose answer depends on it."""

ASKED_LATER: Mapping[str, Asked] = {
    "AMB-42": late(Category.EDUCATION, spending=HOME),
    "AMB-43": late(Category.EDUCATION, spending=replace(HOME, housing_dangerous=True)),
    "AMB-37": late(
        Category.MEDICAL,
        on=date(2027, 1, 20),
        bills=(bill(9000, LATE_DAY),),
        expense_year=2026,
        earlier=(grant(6000, SUDDEN, LATE_DAY),),
    ),
    "AMB-39": late(Category.DESTITUTE, care=(CARE,)),
    "AMB-41": late(Category.MEDICAL, bills=(bill(5000, LATE_DAY, compensation=yuan(4000)),)),
}
"""The same of what is asked since December 2026."""

OF_CASES = {"AMB-13", "AMB-30", "AMB-32"}
"""Readings that change what happens to a case, not what is prescribed: ``tests/case``."""


@pytest.mark.parametrize("ambiguity", [*ASKED, *ASKED_LATER])
def test_every_reading_changes_an_outcome(ambiguity: str) -> None:
    """The same facts read otherwise have another answer, for each reading the pack offers."""
    ask, pack = {**ASKED, **ASKED_LATER}[ambiguity], PACK if ambiguity in ASKED else LATE_PACK
    offered = pack.readings[ambiguity].possible
    answers = [repr(ask(pack.read_as({ambiguity: choice}))) for choice in offered]
    assert len(set(answers)) == len(offered) > 1, answers


def test_no_reading_is_left_untried() -> None:
    """Each ambiguity the pack offers a choice of is asked about above, or in a story."""
    assert PACK.readings.keys() - ASKED.keys() == OF_CASES
    assert LATE_PACK.readings.keys() - ASKED.keys() - ASKED_LATER.keys() == OF_CASES


@pytest.mark.article("18.1.1")
def test_a_notice_posted_on_friday_ends_on_another_day_under_each_reading() -> None:
    """Seven days after, seven days with the posting day, seven working days (18.1.1, AMB-16)."""
    chosen = [PACK.read_as({"AMB-16": one}) for one in PACK.readings["AMB-16"].possible]
    assert [str(ends("public-notice")(pack)) for pack in chosen] == [
        "2021-09-17",
        "2021-09-16",
        "2021-09-22",
    ]


@pytest.mark.article("10.8")
def test_part_of_a_compensation_refuses_at_once_only_where_it_is_read_so() -> None:
    """The county decides on a candidate; or any compensation refuses (10.8, AMB-21)."""
    refused = PACK.read_as({"AMB-21": "refused"})
    found = assess(SUDDEN, rules=Engine(refused), **COMPENSATED)
    assert [(one.ground, one.holds) for one in found.grounds] == [
        ("10.8-compensated-by-third-party", True)
    ]
    open_one = assess(SUDDEN, **COMPENSATED)
    assert [one.holds for one in open_one.grounds] == [False]


def strings(folder: Path) -> Iterator[str]:
    """Every text constant in the modules below a folder."""
    for module in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def named_by(pack: Pack) -> Iterator[str | None]:
    """Every parameter an entry of the pack names."""
    out = pack.outcomes
    yield from (test.times for test in out.tests)
    yield from (amount.factor for amount in out.amounts)
    yield from (pool.cap for pool in out.pools.values())
    yield from (rule.ceiling for rule in out.casework.delegations)
    yield from (rule.count for rule in out.casework.frequencies)


@pytest.mark.parametrize("pack", LAW.packs, ids=lambda pack: pack.id)
def test_every_value_is_read_by_some_rule(pack: Pack) -> None:
    """A parameter neither named by an entry nor by code would be a number for show."""
    rooms = [Path(str(files(room))) for room in ("domain", "relief.documents")]
    known = {*named_by(pack), *(text for room in rooms for text in strings(room))}
    assert [one.id for one in pack.parameters if one.id not in known] == []
