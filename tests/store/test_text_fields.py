"""Every text of every fact is sealed, or it is known why it need not be."""

import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from tests.support.complete import complete
from tests.words.walked import facts

CODE = "a code, number or name this system gives or checks against a closed list"
DOCUMENT = "the number or digest of a document, volume, receipt or picture on file"
ID = "the id of a person, paper or record on file; the API takes nothing but ids there"
OFFICER = "who acts: an officer, never an applicant"
OFFICE = "a bank, station or office, never an applicant's"
PUBLIC = "published by an authority, or shown on a public notice board"

PLAIN: dict[str, str] = {
    "application-amended.changes.incident.place_index": CODE,
    "application-amended.changes.village": PUBLIC,
    "application-amended.stands.place_index": CODE,
    "application-amended.stands.village": PUBLIC,
    "application-amended.lacking": CODE,
    "application-amended.indexes.field": CODE,
    "application-amended.indexes.value": CODE,
    "application-correction-requested.changes.incident.place_index": CODE,
    "application-correction-requested.changes.village": PUBLIC,
    "application-correction-requested.evidence": DOCUMENT,
    "application-correction-requested.indexes.field": CODE,
    "application-correction-requested.indexes.value": CODE,
    "application-corrected.stands.place_index": CODE,
    "application-corrected.stands.village": PUBLIC,
    "application-corrected.lacking": CODE,
    "application-submitted.case": CODE,
    "application-submitted.township": CODE,
    "application-submitted.village": PUBLIC,
    "application-submitted.lives_in": CODE,
    "application-submitted.lead": CODE,
    "application-submitted.incident.place_index": CODE,
    "application-submitted.materials": CODE,
    "application-submitted.lacking": CODE,
    "deficiencies-notified.missing": CODE,
    "deficiencies-notified.document": DOCUMENT,
    "supplement-received.materials": CODE,
    "supplement-received.lacking": CODE,
    "application-accepted.pack": CODE,
    "application-accepted.fingerprint": CODE,
    "application-accepted.outstanding": CODE,
    "acceptance-refused.document": DOCUMENT,
    "handed-to-relief-station.station": PUBLIC,
    "handed-to-relief-station.slip": DOCUMENT,
    "payment-account-corrected.visit": DOCUMENT,
    "account-correction-requested.document": DOCUMENT,
    "account-correction-requested.visit": DOCUMENT,
    "number-vouched.number": DOCUMENT,
    "relief-disbursed.paying_bank": OFFICE,
    "relief-disbursed.batch": DOCUMENT,
    "cash-disbursed.batch": DOCUMENT,
    "goods-delivered.batch": DOCUMENT,
    "relief-approved.batch": DOCUMENT,
    "relief-refused.batch": DOCUMENT,
    "document-served.batch": DOCUMENT,
    "means-check-reported.consent": DOCUMENT,
    "means-check-reported.report": DOCUMENT,
    "home-visited.visitors": OFFICER,
    "community-appraisal-held.minutes": DOCUMENT,
    "public-notice-posted.place": PUBLIC,
    "public-notice-posted.text_digest": DOCUMENT,
    "public-notice-posted.evidence": DOCUMENT,
    "public-notice-ended.evidence": DOCUMENT,
    "objection-resolved.evidence": DOCUMENT,
    "submitted-for-approval.files": DOCUMENT,
    "spot-check-selected.seed": CODE,
    "spot-check-reported.visitors": OFFICER,
    "county-verified.visitors": OFFICER,
    "decision-changed.document": DOCUMENT,
    "decision-changed.evidence": DOCUMENT,
    "decision-changed.law.name": CODE,
    "decision-changed.law.fingerprint": CODE,
    "review-recorded.document": DOCUMENT,
    "revision-proposed.evidence": DOCUMENT,
    "decision-revoked.document": DOCUMENT,
    "decision-revoked.evidence": DOCUMENT,
    "relief-approved.delegation": DOCUMENT,
    "relief-approved.document": DOCUMENT,
    "opinion-signed.county_ground": CODE,
    "opinion-signed.law.name": CODE,
    "opinion-signed.law.fingerprint": CODE,
    "application-examined.law.name": CODE,
    "application-examined.law.fingerprint": CODE,
    "relief-approved.law.name": CODE,
    "relief-approved.law.fingerprint": CODE,
    "relief-refused.law.name": CODE,
    "relief-refused.law.fingerprint": CODE,
    "relief-refused.county_ground": CODE,
    "relief-refused.document": DOCUMENT,
    "relief-disbursed.serial": DOCUMENT,
    "cash-disbursed.receipt": DOCUMENT,
    "cash-disbursed.witness_officer": OFFICER,
    "goods-delivered.witness_officer": OFFICER,
    "document-served.number": DOCUMENT,
    "document-served.sha256": DOCUMENT,
    "document-served.edition": CODE,
    "document-served.receipt": DOCUMENT,
    "goods-delivered.procurement": DOCUMENT,
    "goods-delivered.receipt": DOCUMENT,
    "case-terminated.reason": CODE,
    "time-limit-recomputed.limit": CODE,
    "time-limit-recomputed.key": CODE,
    "time-limit-recomputed.calendar": CODE,
    "time-limit-missed.limit": CODE,
    "time-limit-missed.key": CODE,
    "case-closed.volume": DOCUMENT,
    "grant-charged.case": CODE,
    "grant-charged.matter.place_index": CODE,
    "grant-released.case": CODE,
    "grant-released.reason": CODE,
    "lead-recorded.lead": CODE,
    "lead-recorded.township": CODE,
    "lead-closed.case": CODE,
    "delegation-granted.number": DOCUMENT,
    "delegation-granted.county": CODE,
    "delegation-granted.townships": CODE,
    "delegation-granted.document": DOCUMENT,
    "delegation-revoked.number": DOCUMENT,
    "delegation-revoked.document": DOCUMENT,
    "holiday-notice-recorded.region": CODE,
    "holiday-notice-recorded.name": PUBLIC,
    "holiday-notice-recorded.document": PUBLIC,
    "holiday-notice-recorded.source": PUBLIC,
    "holiday-notice-recorded.confidence": CODE,
    "reference-value-recorded.series": CODE,
    "reference-value-recorded.area": CODE,
    "reference-value-recorded.unit": CODE,
    "reference-value-recorded.document": PUBLIC,
    "reference-value-recorded.source": PUBLIC,
    "case-counted-for-spot-check.case": CODE,
    "key-destruction-proposed.document": DOCUMENT,
    "key-destroyed.document": DOCUMENT,
    "key-destroyed.proposed_by": OFFICER,
    "key-destroyed.files": CODE,
    "master-key-introduced.key": CODE,
    "master-key-introduced.replaces": CODE,
    "master-key-retired.key": CODE,
    "key-checks-recorded.checks.key": CODE,
    "key-checks-recorded.checks.value": CODE,
    "log-anchored.digest": CODE,
    "law-proposed.name": CODE,
    "law-proposed.document": DOCUMENT,
    "law-proposed.sha256": CODE,
    "interpretation-proposed.name": CODE,
    "interpretation-proposed.reading": CODE,
    "interpretation-proposed.choice": CODE,
    "interpretation-proposed.document": DOCUMENT,
    "interpretation-recorded.name": CODE,
    "interpretation-recorded.reading": CODE,
    "interpretation-recorded.choice": CODE,
    "interpretation-recorded.document": DOCUMENT,
    "interpretation-recorded.proposed_by": OFFICER,
    "law-recorded.name": CODE,
    "law-recorded.pack": CODE,
    "law-recorded.document": DOCUMENT,
    "law-recorded.area": CODE,
    "law-recorded.sha256": CODE,
    "law-recorded.entries.entry": CODE,
    "law-recorded.entries.digest": CODE,
    "case-counted-for-spot-check.seed": CODE,
    "officer-appointed.officer": OFFICER,
    "officer-appointed.division": CODE,
    "officer-appointed.number": CODE,
    "officer-appointed.document": DOCUMENT,
    "appointment-ended.officer": OFFICER,
    "appointment-ended.number": CODE,
    "appointment-ended.document": DOCUMENT,
    "kinship-declared.officer": OFFICER,
    "kinship-declared.document": DOCUMENT,
    "kinship-withdrawn.officer": OFFICER,
    "kinship-withdrawn.document": DOCUMENT,
    "sign-in-linked.officer": OFFICER,
    "sign-in-linked.issuer": CODE,
    "sign-in-linked.subject": OFFICER,
    "sign-in-linked.document": DOCUMENT,
    "sign-in-unlinked.officer": OFFICER,
    "sign-in-unlinked.issuer": CODE,
    "sign-in-unlinked.subject": OFFICER,
    "sign-in-unlinked.document": DOCUMENT,
    "credential-changed.officer": OFFICER,
    "circumstances-recorded.correction": ID,
    "opinion-signed.evidence": ID,
    "opinion-signed.proposal": ID,
    "relief-refused.evidence": ID,
    "application-submitted.indexes.field": CODE,
    "application-submitted.indexes.value": CODE,
    "home-visited.indexes.field": CODE,
    "home-visited.indexes.value": CODE,
    "spot-check-reported.indexes.field": CODE,
    "spot-check-reported.indexes.value": CODE,
    "county-verified.indexes.field": CODE,
    "county-verified.indexes.value": CODE,
    "payment-instructed.indexes.field": CODE,
    "payment-instructed.indexes.value": CODE,
    "account-correction-requested.indexes.field": CODE,
    "account-correction-requested.indexes.value": CODE,
    "payment-account-corrected.indexes.field": CODE,
    "payment-account-corrected.indexes.value": CODE,
    "cash-disbursed.indexes.field": CODE,
    "cash-disbursed.indexes.value": CODE,
    "goods-delivered.indexes.field": CODE,
    "goods-delivered.indexes.value": CODE,
    "index-key-introduced.check": CODE,
    "Source.evidence": ID,
    "MedicalBill.id": ID,
    "MedicalBill.patient": ID,
    "SchoolCost.id": ID,
    "SchoolCost.child": ID,
    "Received.giver": ID,
    "Received.evidence": ID,
    "Finding.ground": CODE,
    "Finding.by": OFFICER,
    "Finding.evidence": ID,
    "Override.test": CODE,
    "Override.post": CODE,
    "Override.reason": ID,
    "EarlierGrant.case": CODE,
    "Question.township": CODE,
    "Question.same_matter": CODE,
    "Question.exception": DOCUMENT,
    "Trace.pack": CODE,
    "Trace.fingerprint": CODE,
    "Trace.document": PUBLIC,
    "Trace.overlay": CODE,
    "Trace.readings": CODE,
    "Applied.id": CODE,
    "Applied.value": CODE,
    "Applied.unit": CODE,
    "Applied.article": CODE,
    "ReferenceUsed.series": CODE,
    "ReferenceUsed.fact.series": CODE,
    "ReferenceUsed.fact.area": CODE,
    "ReferenceUsed.fact.unit": CODE,
    "ReferenceUsed.fact.document": PUBLIC,
    "ReferenceUsed.fact.source": PUBLIC,
    "Share.whose": ID,
    "Share.rate": CODE,
    "Share.exact": CODE,
    "PoolUse.pool": CODE,
    "PoolUse.article": CODE,
    "Reckoning.article": CODE,
}
"""Every field that holds plain text, and why that is safe. All other text is ``Private``."""


def plain_texts(hint: typing.Any, path: str) -> Iterator[str]:
    """Where plain text stands inside a type. Raises ``TypeError`` for a kind it cannot judge.

    The records of an assessment stand in several facts and are judged once, by their own names.
    """
    if hint in (Private, PersonId, Money) or (isinstance(hint, type) and issubclass(hint, Enum)):
        return
    if hint is str:
        yield path
        return
    if isinstance(hint, type) and is_dataclass(hint):
        if hint.__module__.startswith("domain.assessment."):
            path = hint.__name__
        hints = typing.get_type_hints(hint)
        for one in fields(hint):
            yield from plain_texts(hints[one.name], f"{path}.{one.name}")
        return
    origin = typing.get_origin(hint)
    if origin in (tuple, frozenset, typing.Union, types.UnionType):
        for part in typing.get_args(hint):
            if part is not Ellipsis:
                yield from plain_texts(part, path)
        return
    if isinstance(hint, type) and hint.__module__ in ("builtins", "datetime"):
        return
    raise TypeError(f"{path}: {hint}")


def test_every_plain_text_of_every_fact_is_known_to_name_nobody() -> None:
    """A new text field is ``Private``, or it is listed above with its reason."""
    found = {path for name, kind in facts().items() for path in plain_texts(kind, name)}
    complete(PLAIN, found, "PLAIN in tests/store/test_text_fields.py (what is not Private)")
