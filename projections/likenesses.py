"""Which applications share a telephone, an account or an address, by keyed indexes: no value stands here."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from sqlalchemy import Connection, Index, Table, select

from domain.account.home import AlikeFile
from domain.case.amendment.facts import ApplicationAmended
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.payment.facts import PaymentAccountCorrected
from domain.ground.facts import Fact, Recorded
from domain.ground.indexes import Index as ValueIndex
from domain.ground.matter import Likeness
from domain.ground.people import PersonId
from projections.rows import Looks, Rows
from projections.tables import table, typed


class LikenessRow(TypedDict):
    """One indexed value of an application. ``value`` is of one year's key."""

    value: str
    case_id: str
    likeness: str
    applicant: str
    position: int


LIKENESSES = table(
    "likenesses",
    LikenessRow,
    ("value", "case_id"),
    Index("likenesses_newest", "value", "position"),
    Index("likenesses_case", "case_id"),
)
K = LIKENESSES.c
LOOKS: Looks = {
    ApplicationSubmitted: ("indexes",),
    ApplicationAmended: ("indexes", "stands"),
    PaymentAccountCorrected: ("indexes",),
}
"""What it looks at."""

OF = {
    "contact.phone": Likeness.TELEPHONE,
    "changes.contact.phone": Likeness.TELEPHONE,
    "agent.phone": Likeness.AGENT,
    "account.number": Likeness.ACCOUNT,
    "contact.address": Likeness.ADDRESS,
    "changes.contact.address": Likeness.ADDRESS,
}
"""Which values of an application are compared, by their path: the family's own; and its agent's telephone
with what others say is theirs, never with other agents': one agent helps many.
"""

OF_MANY = frozenset({Likeness.ADDRESS, Likeness.AGENT})
"""What tells of none where more applications share it than are told of."""

MOST = 16
"""How many applications are told of at most; an address of more is a village's, and tells of none."""


class Likenesses:
    """Keeps the indexes of the family's own telephone, account and address."""

    tables: Sequence[Table] = (LIKENESSES,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Enter what an application says of them, or says since."""
        fact = recorded.fact
        if not isinstance(
            fact, ApplicationSubmitted | ApplicationAmended | PaymentAccountCorrected
        ):
            return
        case = recorded.stream.removeprefix("case-")
        for value, likeness in values_of(fact):
            row = {"value": value, "case_id": case, "likeness": likeness.value}
            applicant = applicant_of(fact, rows, case)
            rows.put(LIKENESSES, {**row, "applicant": applicant, "position": recorded.position})


def applicant_of(fact: Fact, rows: Rows, case: str) -> str:
    """Whose application it is: a correction of the account does not say."""
    match fact:
        case ApplicationSubmitted(applicant=applicant):
            return applicant
        case ApplicationAmended(stands=stands):
            return stands.applicant
        case _:
            known = rows.find(LIKENESSES, case_id=case)
            return known[0]["applicant"] if known else ""


def values_of(fact: Fact) -> list[tuple[str, Likeness]]:
    """The indexed values of a fact that are compared; an agent's that is the family's own, as its own."""
    told: Iterable[ValueIndex] = getattr(fact, "indexes", ())
    found = [(one.value, OF[one.field]) for one in told if one.value and one.field in OF]
    own = {value for value, likeness in found if likeness is not Likeness.AGENT}
    return [
        (v, likeness) for v, likeness in found if v not in own or likeness is not Likeness.AGENT
    ]


def shared(mine: Likeness, theirs: Likeness) -> Likeness | None:
    """In what two applications are alike that tell one value; ``None`` where only their agents are."""
    if Likeness.AGENT not in (mine, theirs):
        return theirs
    return None if mine is theirs else Likeness.AGENT


def alike(
    connection: Connection, values: Sequence[tuple[str, Likeness]], case: str
) -> list[AlikeFile]:
    """The applications of others with one of these values, the newest first, each once."""
    found: dict[str, AlikeFile] = {}
    for value, mine in dict.fromkeys(values):
        wanted = (
            select(LIKENESSES).where(K.value == value).order_by(K.position.desc()).limit(MOST + 1)
        )
        rows = [typed(LikenessRow, one) for one in connection.execute(wanted).mappings()]
        if len(rows) > MOST and Likeness(rows[0]["likeness"]) in OF_MANY:
            continue
        for row in rows:
            told = shared(mine, Likeness(row["likeness"]))
            if row["case_id"] != case and row["applicant"] and told is not None:
                known = found.get(row["case_id"])
                likenesses = dict.fromkeys((*(known.likenesses if known else ()), told))
                found[row["case_id"]] = AlikeFile(
                    PersonId(row["applicant"]), row["case_id"], tuple(likenesses)
                )
    return list(found.values())[:MOST]
