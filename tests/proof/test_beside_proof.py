"""What no log covers follows from what one does: ledgers from facts, the filing of looks from looks."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, update

from relief.bootstrap import build
from relief.opening import for_reading
from relief.tools.holding import Way
from relief.tools.ledgers import standing
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from relief.tools.verify import verify
from tests.proof.conftest import FEW, SEED, TRIALS, Copied
from tests.support.proving import CLOCK, Heard, Proven, rebuilt_and_verified
from tests.support.tampering_more import another

pytestmark = pytest.mark.slow
EACH = 1 if TRIALS <= FEW else TRIALS // 50


def verified(at: Proven) -> list[str]:
    """The faults `relief verify` tells of the ledgers as they are."""
    service, said = for_reading(at.settings, CLOCK, keys=True), Heard()
    try:
        verify(service, said, Way(processes=1))
    finally:
        service.close()
    return [one for one in said.lines if one.startswith("✗")]


@pytest.mark.parametrize("n", range(EACH))
def test_a_row_of_the_ledgers(copied: Copied, n: int, tmp_path: Path) -> None:
    """Any field of any row, or a row that is gone: the table is named; a rebuild mends it."""
    dice = Random(f"{SEED} ledgers {n}")
    with copied(tmp_path) as at:
        service = build(at.settings, CLOCK)
        rebuild(service, Output(json=True))
        place = standing(service)
        assert place is not None
        recipe = service.keeper.sharing.recipe
        with place.writing() as connection:
            tables = [table for one in recipe.projections() for table in one.tables]
            filled = [one for one in tables if connection.execute(select(one).limit(1)).first()]
            table = dice.choice(filled)
            row = dice.choice(sorted(connection.execute(select(table)).all(), key=repr))._mapping
            keys = [column == row[column.name] for column in table.primary_key] or [
                column == row[column.name] for column in table.c if row[column.name] is not None
            ]
            texts = [c for c in table.c if isinstance(row[c.name], str) and row[c.name]]
            if texts and dice.random() < 0.7:
                column = dice.choice(texts)
                change = {column.name: another(dice, row[column.name])}
                connection.execute(update(table).where(*keys).values(change))
            else:
                connection.execute(table.delete().where(*keys))
        service.close()
        assert any(table.name in one for one in verified(at)), (table.name, verified(at))
        assert rebuilt_and_verified(at) == (0, [])


@pytest.mark.parametrize("n", range(EACH))
@pytest.mark.parametrize("column", ["officer", "case_id", "person"])
def test_how_a_look_is_filed(copied: Copied, column: str, n: int, tmp_path: Path) -> None:
    """Under another officer, another case, another person than it tells: found with its number."""
    dice = Random(f"{SEED} filed {column} {n}")
    table = "access_persons" if column == "person" else "access_log"
    with copied(tmp_path) as at:
        asked = f"SELECT number, {column} FROM {table} WHERE {column} <> ''"
        number, value = dice.choice(sorted(map(tuple, at.run(asked, (), "access"))))
        change = f"UPDATE {table} SET {column} = ? WHERE number = ? AND {column} = ?"
        at.run(change, (another(dice, value), number, value), "access")
        told = verified(at)
        assert any(str(number) in one for one in told), (number, told)
        assert rebuilt_and_verified(at)[0] == 4
