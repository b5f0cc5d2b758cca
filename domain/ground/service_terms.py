"""Closed lists of documents and their service. Values are stored in facts and never renamed."""

from enum import StrEnum

from domain.ground.declared import carries, says


@carries("16/1 16.7 18 21", "文书: the documents of a case.")
class DocumentKind(StrEnum):
    ACCEPTANCE = "acceptance-notice"
    DEFICIENCIES = "deficiency-notice"
    ACCEPTANCE_REFUSAL = "acceptance-refusal"
    RELIEF_APPROVAL = "relief-approval"
    RELIEF_REFUSAL = "relief-refusal"
    FORM = "application-form"
    PUBLIC_NOTICE = "public-notice"
    COUNTERSIGNATURE = "countersignature-form"
    REFERRAL = "referral-slip"
    REVOCATION = "decision-revocation"
    CHANGE = "decision-change"
    ACCEPTANCE_UNDOING = "acceptance-undoing"
    STRIKING = "application-striking"
    TRANSFER = "transfer-notice"
    SLIP = "progress-slip"
    HANDOVER = "handover-notice"
    COUNTERSIGNATURE_REFUSAL = "countersignature-refusal"


@says("文书格式: printable, or editable in an office program.")
class DocumentFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"


@says("送达方式: 直接、留置、邮寄、公告、电子.")
class Manner(StrEnum):
    DIRECT = "direct"
    LEFT = "left-at-residence"
    POST = "post"
    ANNOUNCEMENT = "announcement"
    ELECTRONIC = "electronic"


@says("受送达人: the applicant's side; an office; whoever else is concerned; or everybody.")
class Recipient(StrEnum):
    APPLICANT = "applicant"
    RELATIVE = "adult-relative"
    AGENT = "agent"
    RECEIVER = "receiving-office"
    COUNTY = "county-office"
    PUBLIC = "public"
    CONCERNED = "person-concerned"


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
