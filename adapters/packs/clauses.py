"""The table ``[clauses]``: our provision, and the pack's own for it.

Rules are written by the articles of one regulation. A pack with provisions of its own says in
``[clauses]`` which of them stands in the place of each; what it says of a whole (``18``) holds for
its parts (``18.2.1``). Where it says nothing, that is said: never another city's article.
"""

from collections.abc import Mapping

from adapters.packs.findings import Findings
from adapters.packs.schema import Entry
from domain.ground.sayings import Saying
from domain.law.citations import REGULATION
from domain.law.provisions import PROVISIONS

TABLE = "clauses"


def clauses(
    written: list[Entry], provisions: Mapping[str, str], found: Findings
) -> Mapping[str, str]:
    """The table as it stands; places that do not exist on either side are mistakes."""
    entry = written[0] if written else {}
    for ours, own in entry.items():
        if not provisions:
            found.add(
                TABLE,
                0,
                ours,
                Saying("a pack without provisions of its own is {document}", document=REGULATION),
            )
        elif ours not in PROVISIONS:
            found.add(
                TABLE,
                0,
                ours,
                Saying("{document} has no {ours}", document=REGULATION, ours=ours),
            )
        elif not isinstance(own, str) or own not in provisions:
            found.add(TABLE, 0, ours, Saying("this document has no {own}", own=own))
    return entry
