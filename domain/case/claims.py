"""Numbers of papers that prove one thing only: which facts claim one, and when an equal one may stand.

Equal numbers are refused where they are stored; what a fact claims follows from the fact alone, so
that the claims can be rebuilt from any history.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.case.decision.facts import ReliefApproved, ReliefRefused
from domain.case.intake.facts import (
    AcceptanceRefused,
    DeficienciesNotified,
    HandedToCompetent,
    HandedToReliefStation,
)
from domain.case.payment.facts import (
    CashDisbursed,
    GoodsDelivered,
    PaymentReturned,
    ReliefDisbursed,
    ReliefTakenBack,
)
from domain.case.revision.facts import (
    AcceptanceRefusalRevoked,
    DecisionChanged,
    DecisionRevoked,
)
from domain.case.service.facts import DocumentServed
from domain.ground.facts import Fact, Recorded
from domain.ground.numbers import batch_word, first_form, normal
from domain.ground.terms import NumberKind
from domain.registers.delegations.facts import DelegationGranted


@dataclass(frozen=True, slots=True)
class Claim:
    """One number claimed. An equal ``key`` is refused unless it is ``vouched`` for by a second
    person, or both are ``shared`` under the same word (one paper for a batch)."""

    kind: str
    key: str
    shared: str = ""
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A number used by a fact. ``shared``: the batch that may use it; ``vouched``: knowingly again."""

    kind: str
    key: str
    shared: str
    vouched: bool
    stream: str
    version: int

    def bars(self, later: "ClaimRow") -> bool:
        """Whether a later claim to the same number is refused because of this one."""
        same = (self.kind, self.key) == (later.kind, later.key)
        together = bool(later.shared) and self.shared == later.shared
        return same and not later.vouched and not together


FIELDS: Mapping[type[Fact], Mapping[str, NumberKind]] = {
    ReliefDisbursed: {"serial": NumberKind.BANK_SERIAL},
    CashDisbursed: {"receipt": NumberKind.RECEIPT},
    GoodsDelivered: {"receipt": NumberKind.RECEIPT, "procurement": NumberKind.PROCUREMENT},
    PaymentReturned: {"serial": NumberKind.BANK_SERIAL},
    ReliefTakenBack: {"receipt": NumberKind.RECEIPT},
    ReliefApproved: {"document": NumberKind.DECISION},
    ReliefRefused: {"document": NumberKind.DECISION},
    DecisionChanged: {"document": NumberKind.DECISION},
    DecisionRevoked: {"document": NumberKind.DECISION},
    AcceptanceRefusalRevoked: {"document": NumberKind.DECISION},
    DeficienciesNotified: {"document": NumberKind.DEFICIENCY_NOTICE},
    AcceptanceRefused: {"document": NumberKind.ACCEPTANCE_REFUSAL},
    HandedToCompetent: {"slip": NumberKind.STATION_SLIP},
    HandedToReliefStation: {"slip": NumberKind.STATION_SLIP},
    DocumentServed: {"receipt": NumberKind.SERVICE_RECEIPT},
    DelegationGranted: {"number": NumberKind.DELEGATION},
}
"""Which fields of which facts claim a number; every other field of the kind is in ``FREE``."""


FIELD_OF: Mapping[NumberKind, str] = {
    kind: field for named in FIELDS.values() for field, kind in named.items()
}
"""What the field is called in the command, as in the fact."""


_MANY = "one paper names several families or persons as a rule; it moves no money"


_OTHERS = "drawn by another office, in one paper for several families; it moves no money"


_PICTURE = "a picture or paper on file, told apart by its content and not by a number"


_HOUSE = "about an officer, a key, a division or the calendar: no family and no money"


_SYSTEM = "given or reckoned by the system itself, or checked against a closed list"


_GUARDED = "told apart by a rule of its own"


_GRANTS_SMALL = "the document that grants small sums at once: of all of them"


_BATCH = "the word by which several may share one paper: it is meant to be equal"


FREE: Mapping[str, str] = {
    "means-check-reported.consent": "signed once, and copied onto every later check of the family",
    "means-check-reported.report": _OTHERS,
    "community-appraisal-held.minutes": "one meeting of a village appraises several families",
    "account-correction-requested.document": "a copy of the bank's paper, which has no number",
    "account-correction-requested.visit": _PICTURE,
    "payment-account-corrected.visit": _PICTURE,
    "relief-disbursed.batch": _BATCH,
    "cash-disbursed.batch": _BATCH,
    "goods-delivered.batch": _BATCH,
    "relief-taken-back.handed": "names what was handed over, which claimed its number then",
    "relief-approved.batch": _BATCH,
    "relief-refused.batch": _BATCH,
    "document-served.batch": _BATCH,
    "number-vouched.number": "vouches for a number somebody else will claim",
    "public-notice-posted.text_digest": _SYSTEM,
    "public-notice-posted.evidence": _PICTURE,
    "public-notice-ended.evidence": _PICTURE,
    "objection-resolved.evidence": _PICTURE,
    "doubt-resolved.evidence": _PICTURE,
    "papers-excused.evidence": _PICTURE,
    "death-judged.evidence": _PICTURE,
    "name-judged.evidence": _PICTURE,
    "likeness-judged.evidence": _PICTURE,
    "household-joined.evidence": _PICTURE,
    "household-parted.evidence": _PICTURE,
    "known-status-recorded.evidence": _PICTURE,
    "complaint-answered.evidence": _PICTURE,
    "submitted-for-approval.files": "names of papers, not numbers",
    "relief-approved.delegation": "names the delegation, which claimed its number when granted",
    "relief-approved.small.document": _GRANTS_SMALL,
    "decision-changed.small.document": _GRANTS_SMALL,
    "service-failed.evidence": _PICTURE,
    "messages-agreed.document": _PICTURE,
    "identity-number-joined.document": "one register of a household names several children",
    "document-served.number": "the number of a paper that claimed it; it may be served twice",
    "document-served.sha256": _SYSTEM,
    "joint-meeting-held.minutes": "one meeting resolves on several families",
    "case-closed.volume": "a volume of the archive holds several files",
    "delegation-granted.document": "its number stands in the claim",
    "delegation-revoked.number": "names the delegation revoked",
    "delegation-revoked.document": _MANY,
    "holiday-notice-recorded.document": _HOUSE,
    "holiday-notice-withdrawn.document": _HOUSE,
    "divisions-proposed.document": _HOUSE,
    "reference-value-recorded.document": _HOUSE,
    "law-proposed.document": "the text of a law: the same is proposed, recorded and recorded again",
    "interpretation-proposed.document": "one document may interpret several ambiguities",
    "interpretation-recorded.document": "one document may interpret several ambiguities",
    "law-recorded.document": "the text of a law: its file is recorded again whenever it is another",
    "circumstances-recorded.correction": _PICTURE,
    "opinion-signed.evidence": _PICTURE,
    "opinion-signed.proposal": _PICTURE,
    "relief-refused.evidence": _PICTURE,
    "application-correction-requested.evidence": _PICTURE,
    "revision-proposed.evidence": _PICTURE,
    "review-recorded.document": "claimed by the revocation or change that follows from it",
    "decision-changed.evidence": _PICTURE,
    "decision-revoked.evidence": _PICTURE,
    "key-destruction-proposed.document": _MANY,
    "key-destroyed.document": _MANY,
    "key-destroyed.files": _SYSTEM,
    "officer-appointed.number": _GUARDED,
    "officer-appointed.document": _MANY,
    "appointment-ended.number": _GUARDED,
    "appointment-ended.document": _MANY,
    "kinship-declared.document": _MANY,
    "kinship-withdrawn.document": _MANY,
    "officer-named.document": _MANY,
    "sign-in-linked.document": _MANY,
    "sign-in-unlinked.document": _MANY,
}
"""Every other field that holds the number or name of a paper, and why two may be equal."""


def claims_of(recorded: Recorded) -> tuple[Claim, ...]:
    """The numbers a fact claims, from the fact and its envelope alone."""
    fact = recorded.fact
    named = FIELDS.get(type(fact))
    if named is None:
        return ()
    shared: str = _shared(recorded)
    vouched: tuple[NumberKind, ...] = getattr(fact, "vouched", ())
    return tuple(
        Claim(kind.value, key, shared, kind in vouched)
        for field, kind in named.items()
        for number in forms(kind, getattr(fact, field) or "", recorded.rules)
        for key in KEYS.get(kind, _by_office)(recorded, number)
    )


WRITTEN_ANYHOW = 3
"""From this edition of the rules on a number is one however its year and figure are written."""


def forms(kind: NumberKind, number: str, rules: int) -> tuple[str, ...]:
    """What a number is compared by: its first form, which facts of before have claimed, and from an
    edition on the one it shares with every other way of writing it.
    """
    first = first_form(kind, number)
    if not first:
        return ()
    plain = normal(kind, number) if rules >= WRITTEN_ANYHOW else first
    return (first,) if plain in ("", first) else (first, plain)


def _shared(recorded: Recorded) -> str:
    """The batch a paper is of; several services in one case may stand on one receipt."""
    fact: Any = recorded.fact
    word = batch_word(getattr(fact, "batch", None))
    if not word and isinstance(fact, DocumentServed):
        return recorded.stream
    return word


def _by_office(recorded: Recorded, number: str) -> tuple[str, ...]:
    """An office numbers its papers anew each year (the year the paper's fact happened)."""
    fact: Any = recorded.fact
    return (f"{recorded.authority.division}|{fact.on.year}|{number}",)


def _by_bank(recorded: Recorded, serial: str) -> tuple[str, ...]:
    """A bank's serial is its own for a day; in one office, whatever the bank is called.

    The second key holds where two officers call one bank by two names, or a fact of before says
    none.
    """
    fact: Any = recorded.fact
    where = [f"office:{recorded.authority.division[:6]}"]
    if bank := normal(NumberKind.BANK_SERIAL, fact.paying_bank or ""):
        where.append(f"bank:{bank}")
    return tuple(f"{one}|{fact.on}|{serial}" for one in where)


def _by_county(recorded: Recorded, number: str) -> tuple[str, ...]:
    """A delegation is numbered by its county."""
    fact: Any = recorded.fact
    return (f"{fact.county}|{fact.on.year}|{number}",)


KEYS: Mapping[NumberKind, Callable[[Recorded, str], tuple[str, ...]]] = {
    NumberKind.BANK_SERIAL: _by_bank,
    NumberKind.DELEGATION: _by_county,
}
"""What makes a number equal to another, where it is not office and year."""


def claimed(recorded: Recorded) -> list[ClaimRow]:
    """The rows of what a fact lays claim to; what it says twice it claims once."""
    return [
        ClaimRow(one.kind, one.key, one.shared, one.vouched, recorded.stream, recorded.version)
        for one in dict.fromkeys(claims_of(recorded))
    ]


class Ledger:
    """What was claimed so far, in the order of the history."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], list[ClaimRow]] = {}

    def add(self, row: ClaimRow) -> ClaimRow | None:
        """Count a claim in; the earlier one that bars it, if any does."""
        held = self._held.setdefault((row.kind, row.key), [])
        barring = next((one for one in held if one.bars(row)), None)
        held.append(row)
        return barring
