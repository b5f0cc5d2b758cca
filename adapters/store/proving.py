"""The log of rows: a digest of what stands beside facts, kept in its transaction, sealed by the office.

Facts need none: their positions number them. What is hashed how, byte by byte: ``docs/proof.md``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from eventsourcing.persistence import StoredEvent

from domain.case.claims import ClaimRow
from domain.ground.history import CommandRow, PersonRow

Seal = Callable[[bytes], str]
"""Hex of a keyed digest, under a key that whoever owns the database has not."""

SAVE, PERSON, CLAIM, RETIRED, BEGAN = "save", "person", "claim", "retired", "began"
RESTORED = "restored"
SEALED = frozenset({SAVE, PERSON, RETIRED, RESTORED})
"""Of the rows after ``began``, those that carry a seal; claims follow from facts."""


SAVE_FORM, ROW_FORM = "relief-save/1", "relief-row/1"
"""What the messages under a seal begin with."""


class ProofRow(NamedTuple):
    """One row of the log, as it is stored but for its number."""

    kind: str
    key: str
    digest: str
    seal: str


def unsealed(_message: bytes) -> str:
    """What a store writes that no office uses."""
    return ""


def digest(*told: str) -> str:
    """Hex SHA-256 over some words, a line feed between them."""
    return sha256("\n".join(told).encode()).hexdigest()


def lines(*told: str) -> bytes:
    """Words as lines, each ended."""
    return "".join(f"{one}\n" for one in told).encode()


def receipt_digest(command: CommandRow) -> str:
    """Of a receipt as it is stored, its positions filled in."""
    positions = (str(command.first_position), str(command.last_position))
    return digest(SAVE, command.command_id, command.digest, *positions, command.outcome)


def person_digest(person: PersonRow) -> str:
    """Of a person's row."""
    return digest(PERSON, person.person_id, person.blind_index, person.wrapped_key)


def claim_key(claim: ClaimRow) -> str:
    """Under which key a claim's row stands."""
    return f"{claim.stream} {claim.version}"


def claim_digest(claim: ClaimRow) -> str:
    """Of a claim's row."""
    vouched = "1" if claim.vouched else "0"
    named = (claim.kind, claim.key, claim.shared, vouched, claim.stream, str(claim.version))
    return digest(CLAIM, *named)


def save_seal(seal: Seal, command: CommandRow, facts: Sequence[StoredEvent]) -> str:
    """The seal of a save: its command, and its facts as they are stored."""
    told = [SAVE_FORM, command.command_id, command.digest]
    told.append(sha256(command.outcome.encode()).hexdigest())
    for fact in facts:
        version, body = str(fact.originator_version), sha256(fact.state).hexdigest()
        told += (str(fact.originator_id), version, fact.topic, body)
    return seal(lines(*told))


def row_seal(seal: Seal, kind: str, key: str, digest: str) -> str:
    """The seal of a person's row, or of a retired key's."""
    return seal(lines(ROW_FORM, kind, key, digest))


def person_row(seal: Seal, person: PersonRow) -> ProofRow:
    """What is logged of a person's row when it is made, or its key wrapped anew."""
    told = person_digest(person)
    return ProofRow(PERSON, person.person_id, told, row_seal(seal, PERSON, person.person_id, told))


def retired_row(seal: Seal, key: str) -> ProofRow:
    """What is logged of a master key that is retired."""
    told = digest(RETIRED, key)
    return ProofRow(RETIRED, key, told, row_seal(seal, RETIRED, key, told))


def restored_row(seal: Seal, told: str) -> ProofRow:
    """What is logged of a restore; ``told`` is its own words (``adapters.proof.restored``)."""
    of = digest(RESTORED, told)
    return ProofRow(RESTORED, told, of, row_seal(seal, RESTORED, told, of))


def claim_row(claim: ClaimRow) -> ProofRow:
    """What is logged of a claim."""
    return ProofRow(CLAIM, claim_key(claim), claim_digest(claim), "")


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seals of one save: of its facts and receipt, and of each new person."""

    save: str = ""
    people: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        seal: Seal,
        command: CommandRow | None,
        facts: Sequence[StoredEvent],
        people: Sequence[PersonRow],
    ) -> "Sealed":
        """Made before anything is written: none depends on a position."""
        if seal is unsealed:
            return cls("", ("",) * len(people))
        save = "" if command is None else save_seal(seal, command, facts)
        return cls(save, [person_row(seal, one).seal for one in people])


UNSEALED = Sealed()


def rows_of(
    command: CommandRow | None,
    first: int,
    last: int,
    people: Sequence[PersonRow],
    claims: Sequence[ClaimRow],
    sealed: Sealed,
) -> list[ProofRow]:
    """What is logged of a save whose facts got these positions, in order."""
    rows = []
    if command is not None:
        told = replace(command, first_position=first, last_position=last)
        rows.append(ProofRow(SAVE, command.command_id, receipt_digest(told), sealed.save))
    for person, seal in zip(people, sealed.people, strict=True):
        rows.append(ProofRow(PERSON, person.person_id, person_digest(person), seal))
    return rows + [claim_row(claim) for claim in claims]
