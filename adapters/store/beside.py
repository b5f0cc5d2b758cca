"""What stands beside each fact: rows derived of it, kept in its transaction or not at all.

Claims are the first; another kind (such as a leaf of a proof) needs, and never the history anew:

1. a field of ``Beside``, and in ``Beside.of`` how its rows follow from facts and their stored form
   (what is sealed is sealed by then, so that a digest can be taken of it);
2. a table in ``schema``, and where its rows are written: ``sqlite_saves.keep_beside``, and on
   PostgreSQL ``postgres_params.beside_columns`` with its parameter of ``relief_append``: both hold the
   position of each fact at that moment;
3. for facts from before, rows derived page by page at installing, as ``claims.rebuild_claims`` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.store.errors import ClaimTaken
from domain.case.claims import FIELDS, ClaimRow, claimed
from domain.ground.facts import Recorded


@dataclass(frozen=True, slots=True)
class Beside:
    """All that is kept beside the facts of one save."""

    claims: Sequence[ClaimRow] = ()

    @classmethod
    def of(cls, recorded: Sequence[Recorded]) -> "Beside":
        """What follows from facts, in their order."""
        claims = [row for one in recorded if type(one.fact) in FIELDS for row in claimed(one)]
        return cls(claims=claims) if claims else NOTHING

    def check(self) -> None:
        """Raises ``ClaimTaken`` where the save itself uses a number twice."""
        for n, claim in enumerate(self.claims):
            if any(earlier.bars(claim) for earlier in self.claims[:n]):
                raise ClaimTaken(claim.kind, claim.key)


NOTHING = Beside()
