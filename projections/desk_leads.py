"""Leads on the desks (14.2): each waits for whoever must look into it, as long as it is open."""

from collections.abc import Iterator

from domain.case.clock import START, tick
from domain.case.moves import Party
from domain.case.state import Moment
from domain.case.table import RULES
from domain.ground.posts import LEVEL, TOWNSHIP
from domain.law.pack import Pack
from domain.registers.leads.commands import CloseLead
from domain.registers.leads.facts import LeadPassedOn, LeadRecorded
from domain.time.running import Running
from projections.desk_rows import DESKS, place_of
from projections.rows import Row, Rows

LEAD = "lead"
"""The kind of a row that waits in a lead."""
POSTS = tuple(post for post in RULES[CloseLead].by if LEVEL[post] == TOWNSHIP)
"""Who looks into it; the county, which may as well, sees that it waits for them."""


def runs(lead: LeadRecorded, pack: Pack) -> tuple[Running, ...]:
    """The limits that its being recorded starts."""
    _, limits = tick(*START, Moment(lead.NAME, lead.on), pack)
    return tuple(limits.values())


def waits(lead: LeadRecorded, pack: Pack) -> Iterator[Row]:
    """What its row has of itself, for each post."""
    for post in POSTS:
        yield {
            "kind": LEAD,
            "case_id": lead.lead,
            "post": post.value,
            "party": Party.OFFICE.value,
            "county": lead.township[:6],
            "township": lead.township,
            "village": "",
            "applicant": lead.person,
            "members": f",{lead.person},",
            "stage": "",
            "acts": f"{CloseLead.__name__}:",
            "apart": "",
            "since": lead.on.isoformat(),
            "pack": pack.name,
        }


def pass_on(rows: Rows, fact: LeadPassedOn, lead: str) -> None:
    """It waits for whoever stands for the township that is no more."""
    for row in rows.find(DESKS, case_id=lead):
        rows.delete(DESKS, (lead, *place_of(row)))
        rows.put(DESKS, {**row, "county": fact.township[:6], "township": fact.township})
