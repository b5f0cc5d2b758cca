"""电子送达: sent only to whom it was agreed with, each attempt and its answer on record."""

import re

from domain.case.beside import Message
from domain.case.documents import Place, place, places
from domain.case.messages import commands as c
from domain.case.messages import facts as e
from domain.case.payment.facts import PaymentFailed, PaymentReturned, ReliefDisbursed
from domain.case.situation import Situation, happened
from domain.ground.declared import carries, internal
from domain.ground.editions import since
from domain.ground.letters import FAMILY, Letter
from domain.ground.people import Private, unsaid
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.service_terms import MessageFault, MessageState
from domain.ground.terms import DocumentKind, Stage
from domain.ground.words import said

PHONE = re.compile(r"1[3-9][0-9]{9}")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
ATTEMPTS = 3
"""So often a message is tried before it is given up."""
ANSWERS = (ReliefDisbursed, PaymentFailed, PaymentReturned)
"""What the bank answered: of this the family is told without a letter."""
STANDING = frozenset(Stage) - {Stage.UNKNOWN}
OPEN = frozenset({MessageState.QUEUED, MessageState.OUT})


@since(3)
@carries("27", "The family agreed to be written to, in a paper they signed.")
def agreed(s: Situation) -> Reason | None:
    return reason(Code.MESSAGES_NOT_AGREED, "27") if s.case.agreed is None else None


@since(3)
@internal("One telephone number or one mail address, of the form such have.")
def one_address(s: Situation, command: c.AgreeToMessages) -> Reason | None:
    phone, email = given(command.phone), given(command.email)
    if bool(phone) is bool(email):
        return reason(Code.FIELD_INVALID, field="phone", fault="one-or-the-other")
    field, form, text = ("phone", PHONE, phone) if phone else ("email", EMAIL, email)
    if form.fullmatch(text):
        return None
    return reason(Code.FIELD_INVALID, field=field, fault="wrong-form")


def given(text: Private | None) -> str:
    """What is said, if anything."""
    return "" if text is None or unsaid(text) else text.reveal().strip()


@since(3)
@carries("27", "There is such a document, and it is for the family.")
def of_the_familys(s: Situation, command: c.QueueMessage) -> Reason | None:
    if command.document is None:
        return None
    rests = s.row.serves[command.document]
    if rests.readers & FAMILY and place(s.case, rests, command.number) is not None:
        return None
    return reason(
        Code.DOCUMENT_NOT_ISSUED,
        rests.article,
        "document",
        document=command.document,
        awaited=rests.fact.NAME,
    )


@since(3)
@carries("27", "Of one document one message is under way, or went out.")
def not_told_already(s: Situation, command: c.QueueMessage) -> Reason | None:
    serial = which(s, command)
    told = (
        one
        for one in s.case.messages
        if (one.document, one.serial) == (command.document, serial)
        and (one.state in OPEN or (serial is not None and one.state is MessageState.DELIVERED))
    )
    return reason(Code.DONE_ALREADY, "27", "document") if next(told, None) else None


def which(s: Situation, command: c.QueueMessage) -> int | None:
    """The place of the document among those of its kind."""
    at = found(s, command)
    return None if at is None else at.serial


def found(s: Situation, command: c.QueueMessage) -> Place | None:
    """Where the document stands in the case; ``None`` where the message is of none."""
    if command.document is None:
        return None
    return place(s.case, s.row.serves[command.document], command.number)


@since(3)
@carries(
    "27", "What is told of happened: a letter lies ready for the family, or the bank answered."
)
def to_be_told(s: Situation, command: c.QueueForCause) -> Reason | None:
    if tells(s, command.cause) is None:
        return reason(Code.FIELD_INVALID, "27", "cause", fault="nothing-to-tell")
    return None


@since(3)
@carries("27", "Of one fact one message is queued, whoever asked for it; of a letter served none.")
def not_told_of(s: Situation, command: c.QueueForCause) -> Reason | None:
    told, letter = s.case.messages, tells(s, command.cause)
    served = letter is not None and any(one[:2] == letter for one in s.case.served)
    if served or any(one.cause == command.cause for one in told):
        return reason(Code.DONE_ALREADY, "27", "cause")
    return None


def tells(s: Situation, cause: int) -> tuple[DocumentKind | None, int | None] | None:
    """The letter that rests on a fact, or that it needs none; ``None`` where nobody is told of it."""
    name = s.case.moments[cause - 1].name if 0 < cause <= s.case.version else ""
    if name in {fact.NAME for fact in ANSWERS}:
        return None, None
    for kind, rests in s.row.serves.items():
        if name == rests.fact.NAME and told_of(rests):
            at = next(one for one in places(s.case, rests) if one.founded == cause)
            return kind, at.serial
    return None


def told_of(letter: Letter) -> bool:
    """Whether the family is told that such a letter lies ready: it is theirs, and says one thing."""
    return bool(letter.readers & FAMILY) and not (letter.grows or letter.conditions)


def for_cause(s: Situation, command: c.QueueForCause) -> e.MessageQueued:
    """The message that a fact asks for. Raises ``ValueError`` where it asks for none."""
    told = tells(s, command.cause)
    if told is None:
        raise ValueError("nobody is told of this fact")
    kind, serial = told
    number = len(s.case.messages) + 1
    return e.MessageQueued(
        on=s.today, number=number, document=kind, serial=serial, cause=command.cause
    )


def by_hand(s: Situation, command: c.QueueMessage) -> e.MessageQueued:
    """The message an officer asks for, of a document or of none in particular."""
    at = found(s, command)
    return e.MessageQueued(
        on=s.today,
        number=len(s.case.messages) + 1,
        document=command.document,
        serial=None if at is None else at.serial,
        cause=None if at is None else at.founded,
    )


@since(3)
@carries("27", "The message waits to be taken out for the next time.")
def waits(s: Situation, command: c.HandOverMessage) -> Reason | None:
    one = message(s, command.number)
    if one is None or one.state is not MessageState.QUEUED or command.attempt != one.attempts + 1:
        return reason(Code.DONE_ALREADY, "27", "number")
    return None


@since(3)
@carries("27", "The message is out for that attempt, and was not answered.")
def unanswered(s: Situation, command: c.ReportMessage) -> Reason | None:
    one = message(s, command.number)
    if one is None or one.state is not MessageState.OUT or command.attempt != one.attempts:
        return reason(Code.DONE_ALREADY, "27", "number")
    return None


def message(s: Situation, number: int) -> Message | None:
    """One of the case's messages."""
    return next((one for one in s.case.messages if one.number == number), None)


def agreeing(s: Situation, command: c.AgreeToMessages) -> e.MessagesAgreed:
    """Where to, and the paper."""
    applicant = s.case.asked.applicant
    phone, email = given(command.phone), given(command.email)
    return e.MessagesAgreed(
        on=s.today,
        phone=Private(applicant, phone) if phone else None,
        email=Private(applicant, email) if email else None,
        document=command.document,
    )


def reported(s: Situation, command: c.ReportMessage) -> tuple[Change, ...]:
    """It went out; or it did not, and is tried again while there is hope."""
    if command.fault is None:
        return happened(
            e.MessageDelivered(on=s.today, number=command.number, attempt=command.attempt)
        )
    hopeless = command.fault is not MessageFault.NOT_REACHED
    return happened(
        e.MessageFailed(
            on=s.today,
            number=command.number,
            attempt=command.attempt,
            fault=command.fault,
            final=hopeless or command.attempt >= ATTEMPTS,
        )
    )


RULES: Rules = {
    c.AgreeToMessages: Rule(
        article="27",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        by_article="4/2",
        address="messages/agreement",
        aside=True,
        stages=STANDING,
        checks=(one_address, *said("document")),
        facts=lambda s, k: happened(agreeing(s, k)),
        brings=(e.MessagesAgreed,),
    ),
    c.EndMessages: Rule(
        article="27",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        by_article="4/2",
        address="messages/agreement/end",
        aside=True,
        stages=STANDING,
        guards=(agreed,),
        checks=said("reason"),
        facts=lambda s, k: happened(
            e.MessagesEnded(on=s.today, reason=k.reason.bound(s.case.asked.applicant))
        ),
        brings=(e.MessagesEnded,),
    ),
    c.QueueMessage: Rule(
        article="27",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        by_article="4/2",
        address="messages",
        aside=True,
        stages=STANDING,
        guards=(agreed,),
        checks=(of_the_familys, not_told_already),
        facts=lambda s, k: happened(by_hand(s, k)),
        brings=(e.MessageQueued,),
    ),
    c.QueueForCause: Rule(
        article="27",
        by=(Post.SYSTEM,),
        stages=STANDING,
        guards=(agreed,),
        checks=(to_be_told, not_told_of),
        facts=lambda s, k: happened(for_cause(s, k)),
        brings=(e.MessageQueued,),
    ),
    c.HandOverMessage: Rule(
        article="27",
        by=(Post.SYSTEM,),
        stages=STANDING,
        checks=(waits,),
        facts=lambda s, k: happened(
            e.MessageHandedOver(on=s.today, number=k.number, attempt=k.attempt)
        ),
        brings=(e.MessageHandedOver,),
    ),
    c.ReportMessage: Rule(
        article="27",
        by=(Post.SYSTEM,),
        stages=STANDING,
        checks=(unanswered,),
        facts=reported,
        brings=(e.MessageDelivered, e.MessageFailed),
    ),
}
