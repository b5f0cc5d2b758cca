"""Sending a file of a case: put away sealed, and then attached by a form of its own."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from relief.api.asking import Whom
from relief.api.bodies import BODIES
from relief.api.casefile import asked
from relief.api.evidence import taken_in
from relief.api.problems import Problem
from relief.api.reading import usable_key
from relief.api.routes import ROUTES
from relief.console import uploaded
from relief.console.errors import faults, headers
from relief.console.forms import acts
from relief.console.forms import asked as a
from relief.console.forms.asked import form_of
from relief.console.forms.choices import kinds
from relief.console.view import Seat, View
from relief.console.views.doing import begun, form_page
from relief.outside import FILE_TYPES, LARGEST_FILE, Spool


class UploadQuery(BaseModel):
    """上传页条件。"""

    model_config = ConfigDict(extra="forbid")

    key: Annotated[str, Field(max_length=100)] = ""


UPLOAD = View("upload", "/do/cases/{case}/upload", Whom.NUMBER)
ATTACH = next(one for one in ROUTES if a.FILE in kinds(form_of(BODIES[one.command])))
"""What a file is sent for."""


@UPLOAD.get
async def shown(seat: Seat) -> Response:
    """Which file; in the address of the form is its key, so that sending it twice keeps it once."""
    _, situation = await asked(seat.desk, seat.request)
    seat.conditions(UploadQuery)
    return choosing(seat, situation.case.id, acts.fresh_key())


@UPLOAD.post
async def taken(seat: Seat) -> Response:
    """The file kept, and the form it is attached by; or what is wrong with it, to choose another."""
    officer, situation = await asked(seat.desk, seat.request)
    key = usable_key(seat.conditions(UploadQuery).key)

    async def arriving(spool: Spool) -> str:
        return await uploaded.received(seat.desk, seat.request, spool)

    try:
        file, _ = await taken_in(seat.desk, officer, situation, key, arriving)
    except Problem as problem:
        wrong = [{**one, "at": "file"} for one in faults(problem, None)]
        return choosing(seat, situation.case.id, acts.fresh_key(), problem, wrong)
    mine = await begun(seat, ATTACH)
    return form_page(mine, {a.FILE: [file.file]}, acts.fresh_key(), mine.version)


def choosing(
    seat: Seat,
    case: str,
    key: str,
    problem: Problem | None = None,
    wrong: list[dict[str, object]] | None = None,
) -> Response:
    """The page a file is chosen on."""
    return seat.page(
        "upload.html",
        200 if problem is None else problem.status,
        headers={} if problem is None else headers(problem),
        number=case,
        action=f"{UPLOAD.way(case=case)}?key={key}",
        wrong=wrong or [],
        most=LARGEST_FILE // (1024 * 1024),
        accept=",".join(FILE_TYPES),
    )
