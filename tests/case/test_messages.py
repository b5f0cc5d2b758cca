"""电子送达: to whom it was agreed with, each attempt once, and nothing said in a fact (A27)."""

from typing import Any

import pytest

from domain.case.messages import facts as e
from domain.case.messages.rules import ATTEMPTS
from domain.case.service.facts import DocumentServed
from domain.ground.people import Private
from domain.ground.refusal import Code
from domain.ground.service_terms import MessageFault, MessageState
from domain.ground.terms import DocumentKind, Manner
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.support import commands as c

LETTER: dict[str, Any] = {"document": DocumentKind.ACCEPTANCE}
BY_MESSAGE: dict[str, Any] = {**LETTER, "manner": Manner.ELECTRONIC}


def agreed() -> j.Journey:
    """The family may be written to."""
    return j.accepted().go(c.AgreeToMessages)


def queued() -> j.Journey:
    """A message waits that the acceptance lies ready."""
    return agreed().go(c.QueueMessage, **LETTER)


def out() -> j.Journey:
    """It was taken out."""
    return queued().go(c.HandOverMessage)


def decided() -> j.Journey:
    """The family agreed before it was accepted: the acceptance is what it is told of."""
    return j.received().go(c.AgreeToMessages, c.AcceptApplication)


ACCEPTED: dict[str, Any] = {"cause": 3}
NO_PHONE: dict[str, Any] = {"phone": None}
WRONG: tuple[Wrong, ...] = (
    *empty(j.received, c.AgreeToMessages, "document"),
    *empty(agreed, c.EndMessages, "reason"),
    *rows(
        j.received,
        c.AgreeToMessages,
        ("one of the two", Code.FIELD_INVALID, None, "phone", NO_PHONE),
        ("not both", Code.FIELD_INVALID, None, "phone", {"email": p.secret("a@b.cn")}),
        (
            "a mobile telephone",
            Code.FIELD_INVALID,
            None,
            "phone",
            {"phone": p.secret("0891-6320000")},
        ),
        *(
            (
                f"no mail address: {text!r}",
                Code.FIELD_INVALID,
                None,
                "email",
                {**NO_PHONE, "email": p.secret(text)},
            )
            for text in ("a@b", "a b@c.cn", "a@b.cn\nBcc: x@y.cn", "@b.cn")
        ),
    ),
    *rows(j.accepted, c.QueueMessage, ("nobody agreed", Code.MESSAGES_NOT_AGREED, "27", None)),
    *rows(j.accepted, c.EndMessages, ("nobody agreed", Code.MESSAGES_NOT_AGREED, "27", None)),
    *rows(
        agreed,
        c.QueueMessage,
        (
            "there is no such letter",
            Code.DOCUMENT_NOT_ISSUED,
            "18.1.2",
            "document",
            {"document": DocumentKind.RELIEF_REFUSAL},
        ),
    ),
    *rows(
        lambda: j.in_notice().go(c.AgreeToMessages),
        c.QueueMessage,
        (
            "a notice is not for the family",
            Code.DOCUMENT_NOT_ISSUED,
            "18.1.1",
            "document",
            {"document": DocumentKind.PUBLIC_NOTICE},
        ),
    ),
    *rows(queued, c.QueueMessage, ("it waits", Code.DONE_ALREADY, "27", "document", LETTER)),
    *rows(
        lambda: out().go(c.ReportMessage),
        c.QueueMessage,
        ("it went out", Code.DONE_ALREADY, "27", "document", LETTER),
    ),
    *rows(
        j.accepted,
        c.QueueForCause,
        ("nobody agreed", Code.MESSAGES_NOT_AGREED, "27", None, {"cause": 2}),
    ),
    *rows(
        decided,
        c.QueueForCause,
        *(
            (f"nobody is told of {what}", Code.FIELD_INVALID, "27", "cause", {"cause": at})
            for what, at in (("the form", 1), ("an agreement", 2), ("what never was", 4), ("0", 0))
        ),
    ),
    *rows(
        lambda: decided().go(c.QueueForCause, **ACCEPTED),
        c.QueueForCause,
        ("it is queued", Code.DONE_ALREADY, "27", "cause", ACCEPTED),
    ),
    *rows(
        lambda: decided().go(c.QueueMessage, **LETTER),
        c.QueueForCause,
        ("an officer queued it", Code.DONE_ALREADY, "27", "cause", ACCEPTED),
    ),
    *rows(
        lambda: decided().go(c.ServeDocument, **LETTER),
        c.QueueForCause,
        ("the family has it", Code.DONE_ALREADY, "27", "cause", ACCEPTED),
    ),
    *rows(
        queued,
        c.HandOverMessage,
        ("no such message", Code.DONE_ALREADY, "27", "number", {"number": 2}),
        ("not that attempt", Code.DONE_ALREADY, "27", "number", {"attempt": 2}),
    ),
    *rows(out, c.HandOverMessage, ("taken out", Code.DONE_ALREADY, "27", "number")),
    *rows(queued, c.ReportMessage, ("not out", Code.DONE_ALREADY, "27", "number")),
    *rows(
        out,
        c.ReportMessage,
        ("not that attempt", Code.DONE_ALREADY, "27", "number", {"attempt": 2}),
        ("no such message", Code.DONE_ALREADY, "27", "number", {"number": 2}),
    ),
    *rows(
        out,
        c.ServeDocument,
        ("nothing went out yet", Code.MESSAGE_NOT_DELIVERED, "27", "manner", BY_MESSAGE),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_messages_have_their_bounds(case: Wrong) -> None:
    """Each guard and check says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("27")
def test_a_letter_is_served_by_message_once_the_message_went_out() -> None:
    """Agreed, queued, taken out, delivered: then served, and no fact holds a word of it."""
    story = given(j.accepted).when(c.AgreeToMessages)
    phone = Private(p.GESANG.applicant, "13800000000")
    day = story.journey.about.day
    story.then(e.MessagesAgreed(on=day, phone=phone, document="电子送达确认书 1"))
    story.when(c.QueueMessage, **LETTER)
    kind = DocumentKind.ACCEPTANCE
    story.then(e.MessageQueued(on=day, number=1, document=kind, serial=1, cause=2))
    story.when(c.HandOverMessage).then(e.MessageHandedOver(on=day, number=1, attempt=1))
    story.when(c.ReportMessage).then(e.MessageDelivered(on=day, number=1, attempt=1))
    story.when(c.ServeDocument, **BY_MESSAGE)
    story.then(like(DocumentServed, manner=Manner.ELECTRONIC))


@pytest.mark.article("27")
def test_a_mail_address_will_do() -> None:
    """Instead of a telephone."""
    words: dict[str, Any] = {"phone": None, "email": p.secret("sample@example.cn")}
    given(j.accepted).when(c.AgreeToMessages, **words).then(like(e.MessagesAgreed, phone=None))


@pytest.mark.article("27")
def test_a_provider_that_cannot_be_reached_is_tried_again_and_then_given_up() -> None:
    """Then another manner is open, as after any attempt that reached nobody."""
    story = given(queued)
    for attempt in range(1, ATTEMPTS + 1):
        story.when(c.HandOverMessage, attempt=attempt).then(e.MessageHandedOver)
        fault = MessageFault.NOT_REACHED
        story.when(c.ReportMessage, attempt=attempt, fault=fault)
        story.then(like(e.MessageFailed, attempt=attempt, final=attempt == ATTEMPTS))
    case = story.journey.case
    assert case.messages[0].state is MessageState.GIVEN_UP
    assert case.undelivered == {(DocumentKind.ACCEPTANCE, 1, Manner.ELECTRONIC)}
    story.when(c.ServeDocument, **LETTER, manner=Manner.ANNOUNCEMENT).then(DocumentServed)


@pytest.mark.parametrize("fault", sorted(set(MessageFault) - {MessageFault.NOT_REACHED}))
def test_what_will_never_go_out_is_given_up_at_once(fault: MessageFault) -> None:
    """And a new message may be queued."""
    story = given(out).when(c.ReportMessage, fault=fault)
    story.then(like(e.MessageFailed, fault=fault, final=True))
    story.when(c.QueueMessage, **LETTER).then(like(e.MessageQueued, number=2))


def test_news_of_no_document_leaves_no_manner_behind() -> None:
    """It may be said again and again, once it went out."""
    story = given(agreed().go(c.QueueMessage, c.HandOverMessage, c.ReportMessage))
    story.when(c.QueueMessage).then(like(e.MessageQueued, number=2, document=None, serial=None))
    story.when(c.HandOverMessage, number=2)
    story.when(c.ReportMessage, number=2, fault=MessageFault.NOT_TAKEN)
    assert story.journey.case.undelivered == frozenset()


def test_who_agrees_no_more_is_sent_nothing_that_still_waits() -> None:
    """What is out already is answered; what waits is dropped."""
    journey = out().go(c.QueueMessage)
    story = given(journey).when(c.EndMessages, reason=p.secret("换了号码")).then(e.MessagesEnded)
    states = [one.state for one in story.journey.case.messages]
    assert states == [MessageState.OUT, MessageState.GIVEN_UP]
    story.when(c.HandOverMessage, number=2).then_refused(Code.DONE_ALREADY)
    story.when(c.ReportMessage).then(e.MessageDelivered)


@pytest.mark.article("27")
def test_a_letter_that_lies_ready_is_told_of_without_being_asked() -> None:
    """By the system, of the very fact, and then as any message: taken out, answered, served."""
    story = given(decided).when(c.QueueForCause, **ACCEPTED)
    story.then(like(e.MessageQueued, document=DocumentKind.ACCEPTANCE, serial=1, cause=3))
    story.when(c.QueueMessage, **LETTER).then_refused(Code.DONE_ALREADY)
    story.when(c.HandOverMessage).then(e.MessageHandedOver)
    story.when(c.ReportMessage).then(e.MessageDelivered)
    story.when(c.ServeDocument, **BY_MESSAGE).then(DocumentServed)


@pytest.mark.article("27")
def test_that_money_came_is_told_of_without_a_letter() -> None:
    """The bank answered: there is something new to ask about, and no more is said."""
    story = given(j.paid().go(c.AgreeToMessages))
    moments = story.journey.case.moments
    cause = next(n for n, one in enumerate(moments, start=1) if one.name == "relief-disbursed")
    story.when(c.QueueForCause, cause=cause)
    story.then(like(e.MessageQueued, document=None, serial=None, cause=cause))
