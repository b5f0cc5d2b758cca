"""The case file: every fact of one case in order, with who, when, by what power, and what came of it.

Not a table: a fold over one stream. Private values are never opened here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import cast

from domain.case.clock import running
from domain.case.documents import FOUNDATIONS
from domain.case.events import CaseFact, DocumentServed
from domain.case.evolve import NEW, evolve
from domain.case.state import Case
from domain.facts import Authority, Fact, Recorded
from domain.law.pack import Law, Pack
from domain.money import Money
from domain.people import Private

SEALED = "‹密封›"
"""What stands in the place of a private value."""

Public = str | int | bool | None | list["Public"] | dict[str, "Public"]
"""A value fit for JSON: sums in fen, days as ISO text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Where a case stands after a fact. Sums in fen; ``limits`` are those that run now."""

    stage: str
    ending: str | None
    procedure: str | None
    recommended_fen: int | None
    approved_fen: int | None
    paid_fen: int
    notice_round: int
    open_objection: int | None
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One fact of the file, and the case after it.

    ``articles`` are those the fact rests on: the one its authority names, then that of its ground.
    """

    position: int
    version: int
    recorded_at: datetime
    on: date
    officer: str
    authority: Authority
    law: str
    command: str
    name: str
    fact_version: int
    fields: Mapping[str, Public]
    articles: tuple[str, ...]
    after: Figures


def case_file(recorded: Sequence[Recorded], law: Law) -> list[Entry]:
    """The entries of one case, in order. ``recorded`` is the whole stream from its first fact.

    Raises ``ValueError`` where the first fact given is not the first of its stream.
    """
    if recorded and recorded[0].version != 1:
        raise ValueError("a case file begins with the first fact of the case")
    entries, case = [], NEW
    for one in recorded:
        fact = cast(CaseFact, one.fact)
        case = evolve(case, fact, one.officer, one.recorded_at)
        entries.append(_entry(one, fact, figures(case, law), law))
    return entries


def _entry(recorded: Recorded, fact: CaseFact, after: Figures, law: Law) -> Entry:
    return Entry(
        position=recorded.position,
        version=recorded.version,
        recorded_at=recorded.recorded_at,
        on=fact.on,
        officer=recorded.officer,
        authority=recorded.authority,
        law=recorded.law,
        command=recorded.command,
        name=fact.NAME,
        fact_version=fact.VERSION,
        fields=public_fields(fact),
        articles=articles(recorded, law.pack(recorded.law)),
        after=after,
    )


def figures(case: Case, law: Law) -> Figures:
    """The key figures of a case."""
    day, area = case.moments[-1].on, case.asked.township
    pack = law.governing(day, area) if case.pack is None else law.pack(case.pack)
    examination, approval = case.examination, case.approval
    return Figures(
        stage=case.stage.value,
        ending=None if case.ending is None else case.ending.value,
        procedure=None if case.procedure is None else case.procedure.value,
        recommended_fen=None if examination is None else examination.recommended.fen,
        approved_fen=None if approval is None else approval.amount.fen,
        paid_fen=case.payments.disbursed.fen,
        notice_round=case.notices,
        open_objection=case.open_objection,
        limits=tuple(sorted(running(case, pack))),
    )


def public_fields(fact: Fact) -> dict[str, Public]:
    """What a fact says, private values masked."""
    return {field.name: public(getattr(fact, field.name)) for field in _fields(fact)}


def public(value: object) -> Public:
    """A value as JSON has it. Raises ``TypeError`` for a kind of value no fact should hold."""
    match value:
        case Private():
            return SEALED
        case Money():
            return value.fen
        case Enum():
            return str(value.value)
        case None | bool() | int() | str():
            return value
        case date() | datetime():
            return value.isoformat()
        case tuple() | frozenset():
            return [public(one) for one in value]
        case _ if is_dataclass(value):
            return {field.name: public(getattr(value, field.name)) for field in _fields(value)}
        case _:
            raise TypeError(f"a {type(value).__name__} has no public form")


def _fields(value: object) -> tuple[Field[object], ...]:
    return fields(value)  # type: ignore[arg-type]


def articles(recorded: Recorded, pack: Pack) -> tuple[str, ...]:
    """The article of the authority, then that of the ground, or of the document served."""
    fact, ground = recorded.fact, getattr(recorded.fact, "ground", None)
    stands = [] if ground is None else [ground.article]
    if isinstance(fact, DocumentServed):
        stands.append(FOUNDATIONS[fact.document].article)
    return (recorded.authority.article, *map(pack.cited, stands))
