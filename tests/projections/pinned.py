"""The rows that kept histories come to, as a digest: held against the edition of the ledgers.

``python -m tests.projections.pinned`` notes them anew, after ``FOLDING`` in ``relief/editions.py``
was raised or the edition changed by itself.
"""

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from adapters.store.factory import open_recorder
from adapters.store.mapper import FactMapper
from relief import bootstrap
from relief.editions import edition
from tests.projections.folding import LAW, ledgers, tables
from tests.support.earlier import RELEASES, unpacked

EVERY_FACT = bootstrap
"""Facts are known once their modules are imported."""

NOTED = Path(__file__).with_name("pinned.json")


def rows(release: str) -> str:
    """A digest of every row that every fact of a kept history is folded to."""
    with TemporaryDirectory() as folder:
        recorder = open_recorder(unpacked(release, Path(folder)))
        stored = recorder.select_notifications(1, 1_000_000)
        recorder.close()
    mapper, digest = FactMapper(), sha256()
    with ledgers([mapper.to_domain_event(one) for one in stored]) as connection:
        for table in tables():
            ordered = connection.execute(select(table).order_by(*table.primary_key))
            digest.update(repr((table.name, [tuple(row) for row in ordered])).encode())
    return digest.hexdigest()


def found() -> dict[str, object]:
    """The edition of this code, and what it makes of each history."""
    return {"edition": edition(LAW), "rows": {release: rows(release) for release in RELEASES}}


def main() -> None:
    """Note them."""
    NOTED.write_text(json.dumps(found(), indent=2) + "\n")


if __name__ == "__main__":
    main()
