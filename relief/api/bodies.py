"""Bodies of commands: strict models made once, at import, from the commands themselves."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Annotated, get_args

from pydantic import Field

from domain.case.amendment.commands import AmendApplication, CorrectApplication, JoinNumber
from domain.case.decision.commands import (
    ReceiveAtCounty,
    RefuseRelief,
    ReportCountyVerification,
    ReportSpotCheck,
)
from domain.case.ending.commands import RecordDeath
from domain.case.evidence.commands import AttachEvidence
from domain.case.inquiry.commands import RecordCircumstances, RecordHomeVisit, SignOpinion
from domain.case.intake.commands import SubmitApplication
from domain.case.knowledge.commands import JudgeName
from domain.case.payment.commands import DeliverGoods, PayCash
from domain.case.records import Account, Birth, Changes, Helper, Incident, Member
from domain.case.small_fast.commands import ApproveSmallRelief
from domain.ground.commands import Command
from domain.registers.calendar.commands import Kept
from domain.registers.divisions.facts import DivisionChange
from domain.registers.law.commands import (
    ApproveInterpretation,
    ApproveLaw,
    ProposeInterpretation,
    ProposeLaw,
)
from domain.registers.officers.commands import DeclareKinship, NameOfficer
from domain.registers.values.commands import RecordReferenceValue
from relief.api import fields as f
from relief.api.records import Body, IdField, IdsField, Shape, model, parts_of
from relief.api.routes import ROUTES, CommandRoute
from relief.people.people import listed

NUMBER = Shape(frozenset({"case"}))
OTHERWISE = Shape(frozenset({"case", "otherwise"}))
NEWBORN = model(Birth, Shape(other={"guardian": f.PlaceField | None}), "ApplicationBirth")
FOUND_OUT = frozenset({"person", "shown"})
MEMBER = model(Member, Shape(FOUND_OUT, {"birth": NEWBORN | None}), "ApplicationMember")
AMENDED = model(Member, Shape(FOUND_OUT), "AmendedMember")
OWN_ACCOUNT = model(Account, Shape(other={"holder": f.PlaceField}), "ApplicationAccount")
INCIDENT = model(Incident, Shape(frozenset({"place_index"})))
MEMBERS = Annotated[tuple[MEMBER, ...], Field(max_length=f.LONGEST_LIST)]  # type: ignore[valid-type]
ANEW = Annotated[tuple[AMENDED, ...], Field(max_length=f.LONGEST_LIST)]  # type: ignore[valid-type]
DIVISION_CHANGE = model(
    DivisionChange,
    Shape(
        other={
            "code": f.NAMED_DIVISION,
            "parent": f.SOME_DIVISION,
            "successor": f.SOME_DIVISION,
            "origin": f.SOME_DIVISION,
        }
    ),
)
CHANGES = model(Changes, Shape(other={"members": ANEW}))

OFFICERS = Annotated[tuple[f.OfficerField, ...], Field(max_length=f.LONGEST_LIST)]
HELPER = model(Helper, Shape(frozenset({"person"})), "VisitHelper")
HELPERS = Annotated[tuple[HELPER, ...], Field(max_length=f.LONGEST_LIST)]  # type: ignore[valid-type]
VISIT = Shape(NUMBER.without, {"visitors": OFFICERS, "helpers": HELPERS})
WITNESSED = Shape(frozenset({"case", "witness_id"}), {"witness_officer": f.OfficerField | None})

STANDING_IN = Shape(NUMBER.without, {"deputy_for": f.OfficerField | None})
OF_A_REGION = Shape(NUMBER.without, {"region": f.RegionField})
OF_A_CITY = Shape(NUMBER.without, {"area": f.AreaField})
GROUND = {"evidence": IdsField, "county_ground": IdField | None}

SHAPES: Mapping[type[Command], Shape] = {
    SubmitApplication: Shape(
        OTHERWISE.without,
        {"members": MEMBERS, "account": OWN_ACCOUNT | None},
    ),
    AmendApplication: OTHERWISE,
    CorrectApplication: OTHERWISE,
    ReceiveAtCounty: Shape(frozenset({"case", "seed"})),
    ApproveSmallRelief: Shape(frozenset({"case", "seed"})),
    RecordHomeVisit: VISIT,
    ReportCountyVerification: VISIT,
    ReportSpotCheck: Shape(NUMBER.without, {"visitors": OFFICERS}),
    PayCash: WITNESSED,
    DeliverGoods: WITNESSED,
    **dict.fromkeys(get_args(Kept), OF_A_REGION),
    RecordCircumstances: Shape(NUMBER.without, {"correction": IdField | None}),
    SignOpinion: Shape(NUMBER.without, {**GROUND, "proposal": IdField | None}),
    RefuseRelief: Shape(NUMBER.without, GROUND),
    RecordReferenceValue: Shape(NUMBER.without, {"region": f.AreaField}),
    ProposeLaw: OF_A_CITY,
    ApproveLaw: OF_A_CITY,
    ProposeInterpretation: OF_A_CITY,
    ApproveInterpretation: OF_A_CITY,
    DeclareKinship: Shape(frozenset({"case", "person"})),
    RecordDeath: Shape(frozenset({"case", "under_age", "guardian_is"})),
    JudgeName: Shape(frozenset({"case", "others"})),
    JoinNumber: Shape(frozenset({"case", "shown", "known", "born", "otherwise", "held"})),
    NameOfficer: Shape(frozenset({"case", "person"})),
    AttachEvidence: Shape(frozenset({"case", "sealed"}), {"file": f.FileField}),
}
"""Commands whose bodies differ from them by more than the number in the path."""


def shaped(command: type[Command]) -> Shape:
    """How the body of a command differs from it; an officer who is away is named like any other."""
    usual = STANDING_IN if "deputy_for" in {one.name for one in fields(command)} else NUMBER
    return SHAPES.get(command, usual)


BODIES: Mapping[type[Command], type[Body]] = {
    route.command: model(route.command, shaped(route.command)) for route in ROUTES
}
APPLICATION = BODIES[SubmitApplication]
"""The form of an application: by it what an application lists is called."""


APPLICATION = BODIES[SubmitApplication]
"""The body an application was made with, by whose labels its values are called afterwards, too."""


def command_of(route: CommandRoute, body: Body, number: str) -> Command:
    """The command a body stands for, about the case (or lead, county) in its path."""
    parts = parts_of(body)
    command: Command = route.command(case=parts.pop("region", number), **parts)
    if isinstance(command, SubmitApplication):
        return replace(command, members=listed(command.members))
    if isinstance(command, AmendApplication | CorrectApplication):
        told = replace(command.changes, members=listed(command.changes.members))
        return replace(command, changes=told)
    return command
