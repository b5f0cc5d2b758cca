"""What the visit finds: invented costs, means and papers, as caseworkers record them.

No sum of relief stands here: it follows from these facts (11), or is judged within what they allow.
"""

from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

MEDICAL, EDUCATION, SUDDEN = "medical-expenditure", "education-expenditure", "sudden-hardship"
OTHER, UNSUPPORTED = "other-household", "unsupported-individual"

EDGES = {
    MEDICAL: (300_000, 300_001, 600_000, 600_001, 1_000_000, 1_000_001),
    EDUCATION: (200_000, 200_001, 400_001, 600_001, 800_001, 1_052_632),
}
"""Costs in fen on the edges of the tiers (11.2)."""

EVIDENCE = {
    MEDICAL: ["medical-bills-and-settlement-slips", "visit-record"],
    EDUCATION: ["enrolment-proof", "fee-receipts", "visit-record"],
    SUDDEN: ["event-proof", "visit-record"],
    OTHER: ["other-measures-record", "visit-record"],
    UNSUPPORTED: ["no-family-support-declaration", "contact-attempts", "visit-record"],
}
FOUND = {
    MEDICAL: ["remaining-cost-still-heavy"],
    EDUCATION: ["remaining-cost-still-heavy"],
    SUDDEN: ["income-cannot-make-up-the-loss"],
    OTHER: ["other-measures-did-not-suffice", "basic-living-cannot-be-kept-up"],
    UNSUPPORTED: ["family-cannot-support-for-now", "basic-living-cannot-be-kept-up"],
}
"""What article 8 asks of each kind; article 9 asks that property lies within the rules."""


@dataclass(frozen=True, slots=True)
class Hardship:
    """A family's hardship. ``costs`` are what it paid itself, bill by bill, in fen.

    ``well_off``: its income lies above the line of its kind.
    """

    subject: str
    category: str
    cause: str
    members: int
    costs: tuple[int, ...] = ()
    well_off: bool = False

    def halved(self) -> "Hardship":
        """As a later check found it: half the costs were paid back."""
        return replace(self, costs=tuple(cost // 2 for cost in self.costs))

    def body(self, day: date) -> dict[str, Any]:
        """The circumstances as recorded on a day."""
        seen = {"certainty": "verified", "evidence": "report-1", "on": str(day)}
        claims = (*FOUND[self.category], "property-within-subsistence-rules")
        return {
            "subject": self.subject,
            "category": self.category,
            "cause": self.cause,
            "members": self.members,
            "other_aid": "covered-still-difficult",
            "effects": ["heavy-property-loss"] if self.category == SUDDEN else [],
            "evidence": EVIDENCE[self.category],
            "statements": [{"claim": one, "holds": True, "source": seen} for one in claims],
            "spending": {
                "start": f"{day.year - 1}-{day:%m}-01",
                "end": str(day),
                "food": {"amount": "30000.00", "source": seen},
            },
            "means": self.means(seen),
            "bills": self.bills(day) if self.category == MEDICAL else [],
            "schooling": self.schooling(day) if self.category == EDUCATION else [],
        }

    def means(self, seen: dict[str, str]) -> dict[str, Any]:
        """Deposits and income as the means check found them."""
        return {
            "deposits": {"amount": "1000.00", "source": seen},
            "income_last_year": {
                "amount": "60000.00" if self.well_off else "12000.00",
                "source": seen,
            },
            "income_per_head": {
                "amount": "36000.00" if self.well_off else "6000.00",
                "source": seen,
            },
        }

    def bills(self, day: date) -> list[dict[str, Any]]:
        """Each bill, of which insurance paid as much again."""
        return [
            {
                "id": f"bill-{n}",
                "patient": "patient-1",
                "settled_on": f"{day.year}-01-{8 + 7 * n:02d}",
                "total": yuan(2 * cost),
                "basic_insurance": yuan(cost),
            }
            for n, cost in enumerate(self.costs)
        ]

    def schooling(self, day: date) -> list[dict[str, Any]]:
        """Fees of each child at college."""
        return [
            {
                "id": f"fees-{n}",
                "child": f"child-{n}",
                "paid_on": f"{day.year}-01-{10 + n}",
                "stage": "college",
                "tuition": yuan(cost),
            }
            for n, cost in enumerate(self.costs)
        ]


def drawn(draw: Random, category: str) -> tuple[int, ...]:
    """What was paid, in one to three parts; one family in five stands on an edge."""
    if category not in EDGES:
        return ()
    edge = draw.random() < 0.2
    total = draw.choice(EDGES[category]) if edge else draw.randrange(80_000, 1_100_000)
    parts = draw.choice((1, 1, 2, 3))
    return (*(total // parts for _ in range(parts - 1)), total - total // parts * (parts - 1))


def yuan(fen: int) -> str:
    """As a body writes it."""
    return f"{fen // 100}.{fen % 100:02d}"
