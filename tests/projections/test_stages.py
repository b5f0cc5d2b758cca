"""Where a fact brings a case: the fold and the register say the same, from wherever it stood."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from domain.case.evolve import evolve
from domain.case.intake.facts import Competent
from domain.case.records import Changes, Stands
from domain.case.small_fast.facts import SmallFastLeft
from domain.case.stages import STEPS
from domain.case.state import Asked, Case
from domain.case.transfer.facts import FilePassedOn
from domain.ground.facts import Fact
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from domain.ground.terms import (
    Again,
    Category,
    Cause,
    Ending,
    FundSource,
    Material,
    MistakeGround,
    ObjectionOutcome,
    Residence,
    Stage,
    Subject,
)
from projections import register_moves
from projections.register import after, applied
from projections.register_moves import MOVES, CaseRow
from projections.rows import Row
from projections.tables import empty
from tests.case import journeys as j
from tests.projections.histories import day, secret
from tests.projections.test_journeys import JOURNEYS, changed, of_world, put_right, revoked
from tests.support import facts as e

STANDS = Stands(
    subject=Subject.HOUSEHOLD,
    category=Category.MEDICAL,
    cause=Cause.ILLNESS,
    happened_on=day(0),
    village="another",
    applicant=PersonId("c1-p2"),
    members=(PersonId("c1-p2"),),
)
ASKED = Asked(
    number=1,
    version=2,
    named=(),
    added=(),
    left=(),
    applicant=None,
    subject=None,
    category=None,
    matter=None,
    village=None,
)
SUM = Money(300_000)
"""What is approved, where anything is."""
MADE: tuple[Fact, ...] = (
    e.SupplementReceived(on=day(2), materials=(Material.LETTER,), later=False),
    e.ApplicationLapsed(on=day(2)),
    e.AcceptanceUndone(on=day(2), since=day(1), ground=MistakeGround.WRONG_KIND, reasons=secret()),
    e.ApplicationStruck(on=day(2), ground=MistakeGround.ENTERED_TWICE, reasons=secret()),
    e.ApplicationAmended(
        on=day(2), changes=Changes(), stands=STANDS, again=(Again.OPINION,), reasons=secret()
    ),
    e.ApplicationCorrected(
        on=day(5), number=1, stands=STANDS, again=(Again.OPINION,), reasons=secret()
    ),
    e.ExaminationReopened(on=day(5), correction=1),
    e.FileTakenOver(
        on=day(2),
        number=1,
        origin="540102012",
        township="540104200",
        village="v",
        lives_in="540104200",
        lives_in_seat=False,
        residence=Residence.LOCAL,
        ground=e.TransferGround.MOVED,
    ),
    SmallFastLeft(on=day(2), reasons=secret()),
    FilePassedOn(on=day(3), origin="540102012", township="540102013", since=day(3)),
    e.AcceptanceRefusalRevoked(on=day(9), since=day(1), document="d", reasons=secret()),
    e.AcceptanceRefused(on=day(1), reason=secret(), document="d"),
    e.HandedToCompetent(
        on=day(1), competent=Competent.OTHER_RULES, body="b", reasons=secret(), slip="2"
    ),
    e.HandedToReliefStation(on=day(1), station="s", slip="1"),
    e.OpinionSentBack(on=day(3), reasons=secret()),
    e.UrgencyNotConfirmed(on=day(3), reasons=secret()),
    e.PublicNoticeInterrupted(on=day(4), round=1, reason=secret()),
    e.ObjectionResolved(on=day(7), number=1, outcome=ObjectionOutcome.UNFOUNDED, findings=secret()),
    e.CashDisbursed(on=day(8), amount=SUM, source=FundSource.FISCAL, reason=secret(), receipt="1"),
    e.GoodsDelivered(
        on=day(8), items=(secret(),), amount=SUM, source=FundSource.FISCAL, receipt="1"
    ),
    e.ApplicationWithdrawn(on=day(9), reason=secret()),
    e.MemberDied(on=day(9), person=PersonId("c1-p9")),
    e.MembersRestored(on=day(9), correction=1, persons=(PersonId("c1-p9"),)),
    e.MembersRestored(on=day(9), correction=1, persons=(), amount=Money(180_000), unpaid=Money(0)),
    e.CaseTerminated(on=day(9), reason="death"),
)
"""One of each kind that the usual journeys do not bring about."""
VERSIONED = {"from_position", "to_position"}
"""Columns of every table that keeps its versions."""
STAND = {"stage", "ending", "amount_fen", "paid_fen"}
"""Columns that tell where a case stands."""
NAMED = sorted(kind.NAME for kind in MOVES)


@cache
def met() -> dict[str, tuple[Any, ...]]:
    """One fact of each kind as some journey brought it about, in all variants that bear on the stage."""
    found: dict[str, Any] = {fact.NAME: fact for fact in MADE}
    for start in (
        *JOURNEYS,
        j.referred,
        j.closed,
        j.sent_back,
        j.taken_back,
        put_right,
        revoked,
        changed,
    ):
        found |= {fact.NAME: fact for _, fact, _ in of_world(start().world)}
    return {name: tuple(variants(fact)) for name, fact in found.items()}


def variants(fact: Any) -> Iterator[Any]:
    """The fact, and the same with other answers."""
    match fact:
        case e.ObjectionResolved():
            yield from (replace(fact, outcome=one) for one in ObjectionOutcome)
        case e.SupplementReceived():
            yield from (replace(fact, lacking=one) for one in ((), fact.materials))
        case e.ReliefDisbursed() | e.CashDisbursed() | e.GoodsDelivered():
            yield from (replace(fact, amount=Money(one)) for one in (1, 150_000, 300_000))
        case e.PaymentReturned() | e.ReliefTakenBack():
            for stands, sum_ in product((None, ZERO), (1, 150_000, 300_000)):
                yield replace(fact, stands=stands, amount=Money(sum_))
        case e.CaseClosed():
            yield from (replace(fact, ending=one) for one in Ending)
        case _:
            yield fact


@cache
def rich() -> Case:
    """A case that has everything a fact may build on."""
    case, opened = j.at(j.in_notice).case, j.at(j.filed).case
    return replace(case, approval=opened.approval, asked_for=ASKED)


@cache
def line() -> Row:
    """The line of an application."""
    ((_, fact, _), *_) = of_world(j.received().world)
    assert isinstance(fact, e.ApplicationSubmitted)
    return applied(fact)


def standing(stage: Stage, granted: bool, paid: Money) -> tuple[Case, Row]:
    """A case and its line that stand at the same place."""
    whole = rich()
    assert whole.approval is not None
    approval = replace(whole.approval, amount=SUM) if granted else None
    payments = replace(whole.payments, disbursed=paid)
    case = replace(whole, stage=stage, ending=None, approval=approval, payments=payments)
    fen = SUM.fen if granted else None
    day = case.asked.on.isoformat() if granted else None
    said = {"stage": stage.value, "ending": None, "amount_fen": fen, "paid_fen": paid.fen}
    return case, {**line(), **said, "approved_on": day, "members": 1}


@pytest.mark.parametrize("name", NAMED)
def test_from_every_stage_a_fact_brings_case_and_line_to_the_same(name: str) -> None:
    """Stage and ending, before and after approval, with nothing, a part or all of the sum paid."""
    compared = 0
    assert name in met(), f"no journey brings about {name}, and MADE has none of the kind"
    for fact, stage, granted, paid in product(
        met()[name], set(Stage) - {Stage.UNKNOWN}, (False, True), (ZERO, Money(150_000), SUM)
    ):
        case, row = standing(stage, granted, paid)
        try:
            folded = evolve(case, fact, "x")
        except ValueError:
            # The fold says that this cannot have happened to such a case.
            continue
        after(row, fact, "x")
        told = row["stage"], row["ending"]
        assert told == (folded.stage, folded.ending), (fact, stage, granted, paid)
        compared += 1
    assert compared


def test_every_fact_that_brings_a_case_anywhere_is_on_its_line() -> None:
    """The register moves by every fact that has a step; the others leave a case where it stood."""
    lost = sorted(kind.__name__ for kind in STEPS.keys() - {*MOVES, e.ApplicationSubmitted})
    assert not lost, f"{lost} bring a case to a stage: name them in MOVES of register_moves.py"


class Line(Row):
    """A line that has nothing in a column it lacks."""

    def __missing__(self, column: str) -> int:
        return 0


def columns_in(node: ast.AST, moves: Mapping[str, ast.AST]) -> set[str]:
    """The columns a move names: ``row["x"]``, ``row.update(x=…)``, ``dated("x")``, and of what it calls."""
    found: set[str] = set()
    for one in ast.walk(node):
        match one:
            case ast.Subscript(ast.Name("row"), ast.Constant(str(column))):
                found.add(column)
            case ast.Call(ast.Attribute(ast.Name("row"), "update"), _, keywords):
                found |= {keyword.arg for keyword in keywords if keyword.arg}
            case ast.Call(ast.Name("dated"), [ast.Constant(str(column))]):
                found.add(column)
            case ast.Name(name) if name in moves:
                found |= columns_in(moves[name], moves)
    return found


def moved() -> dict[str, set[str]]:
    """By fact: the columns that its move names, whether or not a journey brings the fact about."""
    tree = ast.parse(Path(register_moves.__file__).read_text(encoding="utf-8"))
    moves = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    ((facts, how),) = [
        (table.keys, table.values)
        for one in tree.body
        if isinstance(one, ast.AnnAssign) and isinstance(table := one.value, ast.Dict)
    ]
    pairs = zip(facts, how, strict=True)
    return {fact.id: columns_in(one, moves) for fact, one in pairs if isinstance(fact, ast.Name)}


def test_what_a_fact_moves_is_a_column() -> None:
    """One that the line of the register does not have could be neither read nor kept."""
    found = moved()
    assert found.keys() == {kind.__name__ for kind in MOVES} and sum(map(len, found.values())) > 60
    found |= {"ApplicationSubmitted": set(line()), "any stage": STAND}
    assert not (
        lacking := [
            f"CaseRow has no column {column} that the move of {fact} changes"
            for fact, columns in found.items()
            for column in sorted(columns - empty(CaseRow).keys())
        ]
    ), f"{'; '.join(lacking)}: add it to CaseRow in projections/register_moves.py"


def test_every_column_is_told_by_some_fact() -> None:
    """By the application, or by a fact that moves it: another would stay empty for ever."""
    blank = empty(CaseRow)
    told = {column for column, value in line().items() if value != blank[column]} | VERSIONED
    _, stood = standing(Stage.APPROVED, True, ZERO)
    other = {name: 7 if blank[name] == 0 else "x" for name in blank if name not in STAND}
    for fact in (fact for name in NAMED for fact in met().get(name, ())):
        before = {**stood, **other}
        row = Line(before)
        after(row, fact, "somebody")
        told |= {column for column in row if row[column] != before.get(column)}
    unmet = sorted(set(NAMED) - met().keys())
    silent = sorted(blank.keys() - told)
    perhaps = f", or only {unmet} does, which no journey brings about" if unmet else ""
    assert not silent, (
        f"no move of projections/register_moves.py changes the columns {silent}{perhaps}"
    )
