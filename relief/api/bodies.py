"""Bodies of commands: strict models made once, at import, from the commands themselves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from domain.case import commands as c
from domain.case.events import Account, Incident, Member
from relief.api import fields as f
from relief.api.records import Body, IdField, IdsField, Shape, model, parts_of
from relief.api.routes import ROUTES, CommandRoute
from relief.people import listed

NUMBER = Shape(frozenset({"case"}))
MEMBER = model(Member, Shape(frozenset({"person"})), "ApplicationMember")
OWN_ACCOUNT = model(Account, Shape(other={"holder": f.PlaceField}), "ApplicationAccount")
INCIDENT = model(Incident, Shape(frozenset({"place_index"})))
MEMBERS = Annotated[tuple[MEMBER, ...], Field(max_length=f.LONGEST_LIST)]  # type: ignore[valid-type]

GROUND = {"evidence": IdsField, "county_ground": IdField | None}

SHAPES: Mapping[type[c.Command], Shape] = {
    c.SubmitApplication: Shape(
        NUMBER.without,
        {"members": MEMBERS, "account": OWN_ACCOUNT | None},
    ),
    c.ReceiveAtCounty: Shape(frozenset({"case", "seed"})),
    c.RecordHolidayNotice: Shape(NUMBER.without, {"region": f.RegionField}),
    c.RecordCircumstances: Shape(NUMBER.without, {"correction": IdField | None}),
    c.SignOpinion: Shape(NUMBER.without, {**GROUND, "proposal": IdField | None}),
    c.RefuseRelief: Shape(NUMBER.without, GROUND),
    c.RecordReferenceValue: Shape(NUMBER.without, {"region": f.AreaField}),
    c.DeclareKinship: Shape(frozenset({"case", "person"})),
}
"""Commands whose bodies differ from them by more than the number in the path."""

BODIES: Mapping[type[c.Command], type[Body]] = {
    route.command: model(route.command, SHAPES.get(route.command, NUMBER)) for route in ROUTES
}


def command_of(route: CommandRoute, body: Body, number: str) -> c.Command:
    """The command a body stands for, about the case (or lead, county) in its path."""
    parts = parts_of(body)
    command: c.Command = route.command(case=parts.pop("region", number), **parts)
    if isinstance(command, c.SubmitApplication):
        return replace(command, members=listed(command.members))
    return command
