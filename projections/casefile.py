"""The case file: every fact of one case in order, with who, when, by what power, and what came of it.

Not a table: a fold over one stream. Private values are never opened here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import cast

from domain.assessment.inputs import HUNDREDTHS
from domain.case.clock import running
from domain.case.evolve import NEW, evolve
from domain.case.facts import CaseFact
from domain.case.governing import law_of
from domain.case.indexed import not_indexed
from domain.case.service.facts import DocumentServed, ServiceFailed
from domain.case.state import Case
from domain.case.table import LETTERS
from domain.ground.facts import Authority, Fact, Recorded
from domain.ground.masks import SEALED
from domain.ground.money import Money
from domain.ground.people import Private
from domain.law.pack import Law, Pack

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
    debt_fen: int
    notice_round: int
    open_objection: int | None
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One fact of the file, and the case after it.

    ``articles`` are those the fact rests on: the one its authority names, then that of its ground.
    ``rules`` is the edition of the procedure's rules it was decided under.
    ``not_indexed`` are the values, by path, of which no keyed index was kept.
    """

    position: int
    version: int
    recorded_at: datetime
    on: date
    officer: str
    authority: Authority
    law: str
    rules: int
    command: str
    name: str
    fact_version: int
    fields: Mapping[str, Public]
    articles: tuple[str, ...]
    not_indexed: tuple[str, ...]
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
        rules=recorded.rules,
        command=recorded.command,
        name=fact.NAME,
        fact_version=fact.VERSION,
        fields=public_fields(fact),
        articles=articles(recorded, law.pack(recorded.law)),
        not_indexed=not_indexed(fact),
        after=after,
    )


def figures(case: Case, law: Law) -> Figures:
    """The key figures of a case."""
    day, area = case.moments[-1].on, case.asked.township
    pack = law_of(case, law, day, area)
    examination, approval = case.examination, case.approval
    return Figures(
        stage=case.stage.value,
        ending=None if case.ending is None else case.ending.value,
        procedure=None if case.procedure is None else case.procedure.value,
        recommended_fen=None if examination is None else examination.recommended.fen,
        approved_fen=None if approval is None else approval.amount.fen,
        paid_fen=case.payments.disbursed.fen,
        debt_fen=case.debt.fen,
        notice_round=case.notices,
        open_objection=case.open_objection,
        limits=tuple(sorted(running(case, pack))),
    )


def public_fields(fact: Fact) -> dict[str, Public]:
    """What a fact says, private values masked, sums in yuan and what counts hundredths as text.

    Keyed indexes (``repr=False``) are nobody's to see.
    """
    return {field.name: _told(getattr(fact, field.name)) for field in _fields(fact) if field.repr}


def _told(value: object) -> Public:
    if isinstance(value, tuple):
        return [_told(one) for one in value]
    if isinstance(value, Money):
        return str(value)
    if not is_dataclass(value):
        return public(value)
    return {
        f.name: _in_parts(getattr(value, f.name))
        if HUNDREDTHS in f.metadata
        else _told(getattr(value, f.name))
        for f in _fields(value)
        if f.repr
    }


def _in_parts(value: int | None) -> Public:
    """A number of hundredths as people write it."""
    return None if value is None else f"{value // 100}.{value % 100:02}"


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
    """The article of the authority, then that of the ground, or of the document to be served."""
    fact, ground = recorded.fact, getattr(recorded.fact, "ground", None)
    stands = [] if ground is None else [ground.article]
    if isinstance(fact, DocumentServed | ServiceFailed):
        stands.append(LETTERS[fact.document].article)
    return (recorded.authority.article, *map(pack.cited, stands))
