"""Closed lists of the service of documents. Values are stored in facts and never renamed."""

from enum import StrEnum

from domain.ground.declared import says


@says("送达方式: 直接、留置、邮寄、公告、电子.")
class Manner(StrEnum):
    DIRECT = "direct"
    LEFT = "left-at-residence"
    POST = "post"
    ANNOUNCEMENT = "announcement"
    ELECTRONIC = "electronic"


@says("受送达人: the applicant, an adult of the household, the agent; an office; or everybody.")
class Recipient(StrEnum):
    APPLICANT = "applicant"
    RELATIVE = "adult-relative"
    AGENT = "agent"
    RECEIVER = "receiving-office"
    COUNTY = "county-office"
    PUBLIC = "public"


@says("告知方式: how the family was told of a payment.")
class TellingWay(StrEnum):
    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    MESSAGE = "message"
    LETTER = "letter"


@says("未能送达的原因.")
class ServiceFault(StrEnum):
    NOT_FOUND = "addressee-not-found"
    NOBODY_THERE = "nobody-there"
    DECLINED = "declined"
    RETURNED = "returned-by-post"
    NOT_DELIVERED = "not-delivered-electronically"


@says("消息渠道: by what a message goes.")
class MessageChannel(StrEnum):
    SMS = "sms"
    EMAIL = "email"


@says("消息未发出的原因.")
class MessageFault(StrEnum):
    NO_CARRIER = "no-carrier"
    NOT_TAKEN = "not-taken"
    NOT_REACHED = "provider-not-reached"
    NO_ADDRESS = "no-address"


class MessageState(StrEnum):
    """How far a message has come. No fact holds it."""

    QUEUED = "queued"
    OUT = "out"
    DELIVERED = "delivered"
    GIVEN_UP = "given-up"
