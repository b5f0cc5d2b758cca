"""The ceremony of a restore, as the office's half of it is logged: where the logs go on, and from what.

A history brought back from a backup is shorter than its checkpoints. It goes on under its next name;
a row of the log of rows, sealed by the office, names the old origins and how far each still agrees.
"""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, select

from adapters.proof import keys
from adapters.proof.restored import Restored
from adapters.store.proving import RESTORED
from adapters.store.schema import PROOF_ROWS
from relief.bootstrap import Service


def logged(engine: Engine, name: str) -> tuple[int, Restored] | None:
    """The number of the row by which the logs came to a name, and what it says."""
    c = PROOF_ROWS.c
    wanted = select(c.number, c.key).where(c.kind == RESTORED).order_by(c.number)
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    for number, told in rows:
        try:
            found = Restored.read(told)
        except ValueError:
            continue
        if found.name == name:
            return number, found
    return None


def go_on(service: Service, path: Path, agreed: Mapping[str, tuple[int, bytes]]) -> Restored:
    """Log the restore, then sign under the next name; broken off in between, it goes on when asked again.

    Raises ``OSError``.
    """
    name = keys.following(keys.signing(path).name)
    store = service.journal.store
    before = logged(store.engine, name)
    found = Restored(name, agreed) if before is None else before[1]
    if before is None:
        store.log_restore(found.told())
    keys.rename(path, name)
    return found
