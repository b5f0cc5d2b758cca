"""The outbox over HTTP: sent once, sent again where a process died, and nothing said beyond it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from domain.case.messages.facts import (
    MessageDelivered,
    MessageFailed,
    MessageHandedOver,
    MessageQueued,
)
from domain.ground.messages import NotSent, Outgoing
from domain.ground.service_terms import MessageChannel, MessageFault
from projections.outbox import to_tell, waiting
from relief.upkeep.outbox import AGAIN, LOST, Outbox
from tests.api import paperwork as w
from tests.api.conftest import Api
from tests.api.test_logs import MARKED
from tests.api.words import CASEWORKER
from tests.projections.folding import ledgers

PHONE = "13900000077"
AGREEMENT = {"phone": PHONE, "document": "电子送达确认书-1"}


class Killed(BaseException):
    """The process dies."""


@dataclass
class Recording:
    """A carrier that remembers, and may fail or die."""

    taken: list[Outgoing] = field(default_factory=list)
    fails: BaseException | None = None

    def send(self, message: Outgoing) -> None:
        """Remember it, and do as told."""
        self.taken.append(message)
        if self.fails is not None:
            raise self.fails


def carrying(api: Api) -> Recording:
    """The service with a carrier of short messages."""
    made = Recording()
    api.service.carriers = {MessageChannel.SMS: made}
    return made


def queued(api: Api) -> str:
    """A refused family that agreed to be written to; the letter lies ready."""
    case = w.refused(api)
    api.act(CASEWORKER, case, "messages/agreement", **AGREEMENT)
    api.act(CASEWORKER, case, "messages", document="relief-refusal")
    return case


def accepted(api: Api) -> str:
    """A family that agreed at the counter, and is accepted."""
    case = api.submit()
    api.act(CASEWORKER, case, "messages/agreement", **AGREEMENT)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    return case


def swept(api: Api) -> int:
    """One pass over what the ledgers know."""
    api.follow()
    return Outbox(api.service).run()


def of(api: Api, case: str, *kinds: type[Any]) -> list[Any]:
    """The facts of these kinds in a case."""
    recorded = api.service.papers.facts(case).recorded
    return [one.fact for one in recorded if isinstance(one.fact, kinds)]


@pytest.mark.article("27")
def test_a_message_goes_out_once_and_says_no_more_than_it_may(api: Api) -> None:
    """Number of the case, that something lies ready, the office: no name, sum or ground."""
    carrier, case = carrying(api), queued(api)
    assert (swept(api), swept(api)) == (1, 0)
    (sent,) = carrier.taken
    assert sent.to == PHONE and case in sent.text and "文书可以领取" in sent.text
    forbidden = (*MARKED, w.GROUND, w.REASON, "不予批准", PHONE)
    assert [mark for mark in forbidden if mark in sent.text + sent.subject + sent.id] == []
    assert len(of(api, case, MessageHandedOver)) == len(of(api, case, MessageDelivered)) == 1
    assert PHONE not in api.log.getvalue() and PHONE not in repr(sent)
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").text
    assert PHONE not in history


def test_a_process_that_dies_in_between_is_followed_by_one_that_sends_the_same_again(
    api: Api,
) -> None:
    """Under the same id, by which the provider knows it; and not while the first may be at it."""
    carrier, case = carrying(api), queued(api)
    carrier.fails = Killed()
    with pytest.raises(Killed):
        swept(api)
    carrier.fails = None
    assert swept(api) == 0
    api.clock.set(api.clock.now() + LOST + timedelta(seconds=1))
    assert swept(api) == 1
    first, second = carrier.taken
    assert first.id == second.id
    assert len(of(api, case, MessageHandedOver)) == len(of(api, case, MessageDelivered)) == 1


def test_of_two_sweeps_over_the_same_rows_one_sends(api: Api) -> None:
    """Whoever recorded that it is out."""
    carrier, _ = carrying(api), queued(api)
    api.follow()
    assert [Outbox(api.service).run() for _ in range(2)] == [1, 0]
    assert len(carrier.taken) == 1


def test_what_the_provider_does_not_take_now_waits_and_then_is_given_up(api: Api) -> None:
    """Longer after each attempt, each under an id of its own."""
    carrier, case = carrying(api), queued(api)
    carrier.fails = NotSent(MessageFault.NOT_REACHED)
    assert swept(api) == swept(api) == 0
    assert len(carrier.taken) == 1
    for attempt in (1, 2):
        api.clock.set(api.clock.now() + AGAIN * attempt)
        swept(api)
    api.clock.set(api.clock.now() + AGAIN * 9)
    swept(api)
    assert len({one.id for one in carrier.taken}) == len(carrier.taken) == 3
    assert [one.final for one in of(api, case, MessageFailed)] == [False, False, True]


def test_without_a_carrier_nothing_is_sent_and_that_is_on_record(api: Api) -> None:
    """As installed: none is there by default."""
    case = queued(api)
    assert api.service.carriers == {} and swept(api) == 0
    (failed,) = of(api, case, MessageFailed)
    assert (failed.fault, failed.final) == (MessageFault.NO_CARRIER, True)


def test_the_office_and_its_telephone_are_told_where_they_are_known(api: Api) -> None:
    """As letters have them."""
    carrier = carrying(api)
    known = api.service.office_of(
        api.get(CASEWORKER, f"/v1/cases/{queued(api)}").json()["township"]
    )
    offices = api.service.offices
    api.service.offices = Telephone(replace(known, phone="0891-0000101"))  # type: ignore[assignment]
    swept(api)
    api.service.offices = offices
    (sent,) = carrier.taken
    assert known.name in sent.text and "电话：0891-0000101。" in sent.text


@pytest.mark.article("27")
def test_what_lies_ready_is_queued_by_itself_once_and_goes_out(api: Api) -> None:
    """Two sweeps over the same rows, a ledger behind, a sweep after: one message of one cause."""
    carrier, case = carrying(api), accepted(api)
    api.follow()
    assert [Outbox(api.service).run() for _ in range(2)] == [0, 0]
    assert len(of(api, case, MessageQueued)) == 1
    assert (swept(api), swept(api)) == (1, 0)
    (queued_,) = of(api, case, MessageQueued)
    assert (queued_.document, queued_.cause) == ("acceptance-notice", 3)
    assert len(carrier.taken) == len(of(api, case, MessageDelivered)) == 1


def test_a_ledger_made_anew_queues_nothing_a_second_time(api: Api) -> None:
    """What was told stays told: the rows follow from the facts alone."""
    carrying(api)
    case = accepted(api)
    assert (swept(api), swept(api)) == (0, 1)
    recorded = api.service.papers.facts(case).recorded
    with ledgers(recorded) as connection:
        assert not to_tell(connection, size=9).rows and not waiting(connection, size=9).rows
    with ledgers(recorded[:3]) as connection:
        assert [*to_tell(connection, size=9).rows] == [{"case_id": case, "cause": 3}]


def test_nothing_is_queued_for_who_agrees_no_more_or_has_the_letter(api: Api) -> None:
    """Nor where an officer was quicker."""
    carrier = carrying(api)
    ended, asked, never = accepted(api), accepted(api), api.submit()
    api.act(CASEWORKER, ended, "messages/agreement/end", reason="不再使用该号码")
    api.act(CASEWORKER, asked, "messages", document="acceptance-notice")
    api.act(CASEWORKER, never, "acceptance", procedure="general")
    swept(api)
    swept(api)
    assert [len(of(api, case, MessageQueued)) for case in (ended, asked, never)] == [0, 1, 0]
    assert len(carrier.taken) == 1


def test_where_nothing_can_carry_a_message_none_is_queued_by_itself(api: Api) -> None:
    """It would be no attempt to reach anybody; once there is a carrier it is."""
    case = accepted(api)
    assert api.service.carriers == {}
    swept(api)
    assert of(api, case, MessageQueued) == []
    carrying(api)
    swept(api)
    assert len(of(api, case, MessageQueued)) == 1


@dataclass
class Telephone:
    """Every office is this one."""

    office: Any

    def issuer(self, code: str, on: Any) -> Any:
        """That one."""
        return self.office
