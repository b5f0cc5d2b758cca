"""What came of a command, and where one goes on from there."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from relief.api import ways
from relief.api.asking import Whom
from relief.api.routes import ROUTES, About
from relief.console.view import Seat, View
from relief.words.screens import screen


class DoneQuery(BaseModel):
    """办理结果页条件。"""

    model_config = ConfigDict(extra="forbid")

    act: Annotated[str, Field(max_length=60)]
    number: Annotated[str, Field(max_length=64, pattern=r"^[0-9A-Za-z._-]*$")] = ""


DONE = View("done", "/done", Whom.OFFICER)
BY_NAME = {one.name: one for one in ROUTES}


ONWARD: Mapping[str, tuple[tuple[str, str], ...]] = {
    "SubmitApplication": (
        ("slip", "/v1/cases/{case}/documents/progress-slip?format=pdf"),
        ("sheet", "/v1/cases/{case}/documents/application-form?format=pdf"),
    ),
    "RecordHomeVisit": (("photograph", "/console/do/cases/{case}/upload"),),
    "AttachEvidence": (("another-file", "/console/do/cases/{case}/upload"),),
    "NotifyDeficiencies": (("letters", "/console/cases/{case}/documents"),),
    "AcceptApplication": (("letters", "/console/cases/{case}/documents"),),
    "PostPublicNotice": (("photograph", "/console/do/cases/{case}/upload"),),
}
"""Where one goes on from what was given: what is printed then, or photographed."""


def onward(act: str, number: str) -> list[tuple[str, str]]:
    """The ways on, in words."""
    return [
        (screen(f"onward.{name}"), way.format(case=number)) for name, way in ONWARD.get(act, ())
    ]


@DONE.get
async def done(seat: Seat) -> Response:
    """What was given, and where it goes on. Reloading it does nothing."""
    told = seat.conditions(DoneQuery)
    route = BY_NAME.get(told.act)
    title = screen("titles.done") if route is None else route.summary
    where = About.NOTHING if route is None else ways.about(route)
    return seat.page(
        "done.html",
        title=title,
        number=told.number,
        about=where,
        beside=[],
        onward=onward(told.act, told.number),
    )
