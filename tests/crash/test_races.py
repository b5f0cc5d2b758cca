"""The same request or case in many hands at the same moment: one is done, the others are told why."""

from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import URL

from domain.case.intake.facts import ApplicationSubmitted
from domain.ground.refusal import Code, Refused
from relief.bootstrap import Service
from relief.office.requests import Receipt, Request
from tests.case import people as p
from tests.case.words import About, yuan
from tests.support import commands as c
from tests.support.offices import Counter, all_at_once, serving
from tests.support.wholeness import by_command, whole_history

TWINS = 50
NEIGHBOUR = "540121201"
"""Another township of the same county."""


@pytest.fixture
def services(database: URL, tmp_path: Path) -> Iterator[list[Service]]:
    """Two services on PostgreSQL, as two processes would be; one on SQLite, which has one writer."""
    number = 1 if database.get_backend_name() == "sqlite" else 2
    with ExitStack() as stack:
        yield [stack.enter_context(serving(tmp_path, database)) for _ in range(number)]


def codes(answers: list[Receipt | Refused]) -> Tally[Code]:
    """Why the losers lost."""
    refused = (answer for answer in answers if isinstance(answer, Refused))
    return Tally(reason.code for one in refused for reason in one.reasons)


def test_twins_of_one_request_get_one_receipt(services: list[Service]) -> None:
    """The same request 50 times at once: done once, told to each alike."""
    counter, about = Counter(services[0]), About()
    counter.go(about, c.SubmitApplication)
    request = counter.request(about, c.AcceptApplication, id="cw/twin")
    answers = all_at_once(
        [
            lambda n=n: services[n % len(services)].office.execute(request)  # type: ignore[misc]
            for n in range(TWINS)
        ]
    )
    receipts = [answer for answer in answers if isinstance(answer, Receipt)]
    assert len(receipts) == TWINS
    assert [r.repeated for r in receipts].count(False) == 1
    assert len({(r.version, r.position, r.facts) for r in receipts}) == 1
    assert len(by_command(whole_history(services[0]))["cw/twin"]) == 1


def test_one_key_over_two_contents_is_one_command(services: list[Service]) -> None:
    """Two different requests race under one id: one is done, the other is told of the reuse."""
    counter, about = Counter(services[0]), About()
    counter.go(about, c.SubmitApplication)
    first = counter.request(about, c.AcceptApplication, id="cw/one")
    other = replace(first, digest=services[0].master.digest(b"something else"))
    requests = [first, other] * (TWINS // 2)
    answers = all_at_once(
        [
            lambda n=n, request=request: services[n % len(services)].office.execute(request)  # type: ignore[misc]
            for n, request in enumerate(requests)
        ]
    )
    assert sum(isinstance(answer, Receipt) for answer in answers) == TWINS // 2
    assert codes(answers) == {Code.IDEMPOTENCY_KEY_REUSED: TWINS // 2}
    assert len(by_command(whole_history(services[0]))["cw/one"]) == 1


def test_of_decisions_over_the_same_version_one_counts(services: list[Service]) -> None:
    """Two leaders complete the examination they both saw: the second hears that it moved on."""
    counter, about = Counter(services[0]), About()
    counter.go(about, c.SubmitApplication, c.AcceptApplication)
    counter.go(about, c.ReportMeansCheck, c.RecordHomeVisit)
    counter.go(about, c.RecordCircumstances, c.SignOpinion)
    seen = 6
    leaders = [replace(p.LEADER, id=f"leader-{n}") for n in range(8)]
    answers = all_at_once(
        [
            lambda n=n, leader=leader: Counter(services[n % len(services)]).ask(  # type: ignore[misc]
                about, c.CompleteExamination, by=leader, seen=seen
            )
            for n, leader in enumerate(leaders)
        ]
    )
    assert sum(isinstance(answer, Receipt) for answer in answers) == 1
    assert codes(answers) == {Code.VERSION_STALE: len(leaders) - 1}


def test_another_township_neither_decides_nor_learns_by_racing(services: list[Service]) -> None:
    """Leaders of two townships decide over one case at once: only its own is heard."""
    counter, about = Counter(services[0]), About()
    counter.go(about, c.SubmitApplication, c.AcceptApplication)
    counter.go(about, c.ReportMeansCheck, c.RecordHomeVisit)
    counter.go(about, c.RecordCircumstances, c.SignOpinion)
    neighbour = replace(p.LEADER, id="neighbour", division=NEIGHBOUR)
    mine, theirs = all_at_once(
        [
            lambda: counter.ask(about, c.CompleteExamination, seen=6),
            lambda: Counter(services[-1]).ask(about, c.CompleteExamination, by=neighbour, seen=6),
        ]
    )
    assert isinstance(mine, Receipt)
    assert codes([theirs]) == {Code.OUT_OF_JURISDICTION: 1}


def test_a_person_first_seen_by_many_is_one_person(services: list[Service]) -> None:
    """24 first applications of one family at once, in two townships: one identifier for each member."""
    cases = [About(case=f"P-{n}", township=(p.TOWNSHIP, NEIGHBOUR)[n % 2]) for n in range(24)]
    requests: list[Request] = [
        Counter(services[0]).request(about, c.SubmitApplication) for about in cases
    ]
    answers = all_at_once(
        [
            lambda n=n, request=request: services[n % len(services)].office.execute(request)  # type: ignore[misc]
            for n, request in enumerate(requests)
        ]
    )
    assert all(isinstance(answer, Receipt) for answer in answers)
    families = {
        tuple(member.person for member in r.fact.members)
        for r in whole_history(services[0])
        if isinstance(r.fact, ApplicationSubmitted)
    }
    assert len(families) == 1
    (persons,) = families
    assert len(set(persons)) == len(p.GESANG.members)
    assert len(services[0].journal.store.people_by_id(list(persons))) == len(persons)


def test_no_opinion_rests_on_what_another_process_changed(services: list[Service]) -> None:
    """The account is remembered where it is only read; what was granted elsewhere meanwhile counts."""
    here, there = Counter(services[0]), Counter(services[-1])
    later = About(case="later")
    here.go(later, c.SubmitApplication, c.AcceptApplication)
    here.go(later, c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances)
    too_much = here.ask(later, c.SignOpinion, recommended=yuan(10_001))
    assert codes([too_much]) == {Code.ABOVE_HOUSEHOLD_CAP: 1}
    there.approved_by_county(About(case="sooner", amount=yuan(10_000)))
    refused = here.ask(later, c.SignOpinion)
    assert codes([refused]) == {Code.ANNUAL_CAP_REACHED: 1}
