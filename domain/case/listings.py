"""第十一条: who stands in one application together is known everywhere as one household."""

from collections.abc import Sequence
from datetime import date

from domain.account.home import stream as home_stream
from domain.account.known import PersonListed
from domain.ground.declared import carries
from domain.ground.matter import Matter
from domain.ground.people import PersonId
from domain.ground.rows import Change


@carries("AMB-03", "Each person's account has the application, its matter, and who is listed too.")
def listings(
    case: str, on: date, matter: Matter, members: Sequence[PersonId], *, joins: bool = True
) -> tuple[Change, ...]:
    return tuple(
        Change(
            PersonListed(
                on=on,
                person=person,
                case=case,
                matter=matter,
                others=tuple(one for one in members if joins and one != person),
            ),
            home_stream(person),
        )
        for person in members
    )
