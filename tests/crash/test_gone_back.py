"""The newest facts are lost under a running service, as after a failover: nobody is paid upon them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL
from structlog.testing import capture_logs

from adapters.store.errors import Emptied
from domain.case.intake.facts import ApplicationSubmitted
from domain.ground.refusal import Code, Refused
from domain.ground.terms import DocumentKind
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.office.requests import Receipt
from relief.readiness import readiness
from relief.tools.output import Output
from relief.tools.verify import verify
from relief.words.edges import Edge
from tests.case.people import family
from tests.case.words import MONDAY, RIGHT, About
from tests.support import commands as c
from tests.support.goneback import cut_off
from tests.support.offices import Counter, at, serving


@pytest.fixture
def clock() -> SimulatedClock:
    """The clock of the service."""
    return SimulatedClock(at(MONDAY))


@pytest.fixture
def service(database: URL, tmp_path: Path, clock: SimulatedClock) -> Iterator[Service]:
    """A running service."""
    with serving(tmp_path, database, clock) as running:
        yield running


def test_nobody_is_paid_for_a_case_approved_in_memory_only(service: Service, database: URL) -> None:
    """The approval was acknowledged and is gone: the payment is refused, and the case goes on."""
    counter, about = Counter(service), About()
    counter.examined(about)
    counter.go(about, c.SubmitForApproval, c.ReceiveAtCounty, c.ReportCountyVerification)
    head = service.journal.store.max_notification_id() or 0
    counter.go(about, c.ApproveRelief)
    cut_off(database, after=head)
    refused = counter.ask(about, c.InstructPayment)
    assert isinstance(refused, Refused)
    assert Code.OUT_OF_ORDER in {r.code for r in refused.reasons}
    facts = service.journal.read((f"case-{about.case}",))[f"case-{about.case}"]
    assert [r.version for r in facts] == list(range(1, len(facts) + 1))
    assert all(r.fact.NAME not in {"relief-approved", "payment-instructed"} for r in facts)
    counter.go(about, c.ApproveRelief, c.InstructPayment)


def test_nothing_is_paid_to_an_account_agreed_to_in_memory_only(
    service: Service, database: URL
) -> None:
    """The other account was agreed to, acknowledged, and is gone: the order is refused, not broken."""
    counter, about = Counter(service), About()
    counter.examined(about)
    counter.go(about, c.SubmitForApproval, c.ReceiveAtCounty, c.ReportCountyVerification)
    counter.go(about, c.ApproveRelief)
    first = service.journal.read((f"case-{about.case}",))[f"case-{about.case}"][0].fact
    assert isinstance(first, ApplicationSubmitted)
    words: Any = RIGHT[c.CorrectPaymentAccount](about)
    account = replace(words.account, holder=first.members[0].person)
    counter.go(about, c.CorrectPaymentAccount, account=account)
    head = service.journal.store.max_notification_id() or 0
    counter.go(about, c.ConfirmAccountCorrection)
    cut_off(database, after=head)
    refused = counter.ask(about, c.InstructPayment)
    assert isinstance(refused, Refused)
    assert Code.CORRECTION_PENDING in {r.code for r in refused.reasons}


def test_no_document_is_served_of_a_case_that_memory_alone_knows(
    service: Service, database: URL
) -> None:
    """What it rests on is gone: refused, and the case is at the stage the history holds."""
    counter, about = Counter(service), About()
    counter.go(about, c.SubmitApplication)
    head = service.journal.store.max_notification_id() or 0
    counter.go(about, c.AcceptApplication)
    cut_off(database, after=head)
    refused = counter.ask(about, c.ServeDocument, document=DocumentKind.ACCEPTANCE)
    assert isinstance(refused, Refused)
    assert Code.DOCUMENT_NOT_ISSUED in {r.code for r in refused.reasons}


def test_a_service_begins_no_other_history_where_its_own_is_gone(
    service: Service, database: URL
) -> None:
    """A command is answered as by a store that is away; readiness says so until it is put back."""
    counter, about = Counter(service), About()
    counter.go(about, c.SubmitApplication)
    cut_off(database, after=0)
    with pytest.raises(Emptied):
        counter.ask(About(), c.SubmitApplication)
    assert service.journal.head == 0
    causes = readiness(service).commands
    assert [(one.code, dict(one.facts)) for one in causes][:1] == [
        (Edge.STORE_DOWN, {"error": "Emptied"})
    ]


def test_whoever_is_lost_altogether_is_known_no_more(service: Service, database: URL) -> None:
    """Nothing of memory survives: the case, its persons' keys, the calendar are asked for afresh."""
    counter, about = Counter(service), About()
    head = service.journal.store.max_notification_id() or 0
    counter.go(about, c.SubmitApplication)
    cut_off(database, after=head)
    refused = counter.ask(about, c.AcceptApplication)
    assert isinstance(refused, Refused)
    assert [r.code for r in refused.reasons] == [Code.CASE_UNKNOWN]
    assert service.journal.store.max_notification_id() == head


def test_a_clock_set_back_records_nothing_and_says_so(
    service: Service, clock: SimulatedClock
) -> None:
    """Four days back: the stream does not run backwards; a second between two servers is no matter."""
    counter, about = Counter(service), About()
    counter.go(about, c.SubmitApplication)
    clock.set(clock.now() - timedelta(days=4))
    with capture_logs() as lines:
        refused = counter.ask(about, c.AcceptApplication)
    assert isinstance(refused, Refused)
    assert [r.code for r in refused.reasons] == [Code.CLOCK_BEHIND]
    assert [line["log_level"] for line in lines if "clock" in line] == ["error"]
    clock.set(clock.now() + timedelta(days=4) - timedelta(seconds=0.7))
    assert isinstance(counter.ask(about, c.AcceptApplication), Receipt)
    moments = [r.recorded_at for r in service.journal.read((f"case-{about.case}",)).popitem()[1]]
    assert moments == sorted(moments)


def test_a_case_that_begins_is_held_to_the_newest_fact_of_all(
    service: Service, clock: SimulatedClock, database: URL, tmp_path: Path
) -> None:
    """Nothing stands before it in its stream: days back it is refused, also by a server that was just
    started; some minutes, as long as a save may take, are no matter.
    """
    counter = Counter(service)
    counter.go(About(), c.SubmitApplication)
    now = clock.now()
    slow = SimulatedClock(now - timedelta(days=2))
    with serving(tmp_path, database, slow) as started:
        for name, office, behind in (("ONE", service, clock), ("TWO", started, slow)):
            behind.set(now - timedelta(days=2))
            other = About(f"540121200-20260302-{name}", family("丙", serial=9))
            refused = Counter(office).ask(other, c.SubmitApplication)
            assert isinstance(refused, Refused)
            assert [r.code for r in refused.reasons] == [Code.CLOCK_BEHIND]
            assert office.journal.store.clock_behind == timedelta(days=2).total_seconds()
    clock.set(now - timedelta(minutes=9))
    last = About("540121200-20260302-LAST", family("丙", serial=9))
    assert isinstance(counter.ask(last, c.SubmitApplication), Receipt)


def test_no_stream_is_a_way_round_a_clock_set_back(
    service: Service, clock: SimulatedClock, database: URL, tmp_path: Path
) -> None:
    """The first fact of another stream, an act in a file that rested, a new file after them: all refused,
    also by a server that was started since; readiness names both instants. Set right, all is kept.
    """
    counter = Counter(service)
    counter.go(old := About(), c.SubmitApplication)
    now = clock.now()
    clock.set(ahead := now + timedelta(days=4))
    counter.go(About("540121200-20260302-NEW", family("丙", serial=9)), c.SubmitApplication)
    clock.set(now + timedelta(days=1))
    head = service.journal.head
    with serving(tmp_path, database, clock) as started:
        for office in (service, started):
            new = About("540121200-20260302-LAST", family("丁", serial=10))
            for about, kind in (
                (old, c.AcceptApplication),
                (old, c.GrantDelegation),
                (new, c.SubmitApplication),
            ):
                refused = Counter(office).ask(about, kind)
                assert isinstance(refused, Refused)
                assert [r.code for r in refused.reasons] == [Code.CLOCK_BEHIND]
            (cause,) = (one for one in readiness(office).commands)
            assert (cause.code, cause.facts["seconds"]) == (Edge.CLOCK_BEHIND, "259200")
            assert cause.facts["clock"].startswith(str(clock.now().date()))
            assert cause.facts["recorded"].startswith(str(ahead.date()))
    assert service.journal.head == head
    clock.set(now + timedelta(days=4))
    assert not readiness(service).commands
    counter.go(old, c.AcceptApplication, c.GrantDelegation)


def test_verify_names_what_is_lost(
    service: Service, database: URL, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ledgers and receipts of facts that are gone; it reports, and does not crash."""
    counter, about = Counter(service), About()
    # The year's first application brings about the index key of the year as well.
    counter.go(About("earlier", family("丙", serial=9)), c.SubmitApplication)
    head = service.journal.store.max_notification_id() or 0
    counter.go(about, c.SubmitApplication)
    service.follower().catch_up()
    newest = service.journal.store.max_notification_id()
    assert verify(service, Output()) == 0
    cut_off(database, after=head, receipts=False)
    assert verify(service, Output()) == 4
    said = capsys.readouterr().out
    assert f"位置{head + 1}至" in said and "的事实不全" in said
    assert f"台账已到位置{newest}，而历史只到{head}" in said
