"""What hangs of a case and what was said against it, with the photographs and scans of the case."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
from starlette.responses import Response

from domain.case.authority import REVEALERS
from domain.ground.files import EvidenceKind
from relief.api.asking import Whom
from relief.api.evidence import files_of
from relief.api.legal import materials
from relief.api.problems import Problem
from relief.api.territory import competent
from relief.console.case import File, opened
from relief.console.lists import Cell, table
from relief.console.pages import HOME
from relief.console.view import Seat, View, called
from relief.words.dictionary import word
from relief.words.screens import screen

NOTICE = View("notice", "/cases/{case}/notice", Whom.NUMBER)


class NoticePageQuery(BaseModel):
    """公示和照片页条件。"""

    model_config = ConfigDict(extra="forbid")

    photos: Annotated[bool, BeforeValidator(lambda given: given == "yes")] = False


@NOTICE.get
async def shown(seat: Seat) -> Response:
    """The notice, objections, and files; photographs themselves only where they are asked for."""
    asked, file = seat.conditions(NoticePageQuery), await opened(seat, theirs=True)
    situation = file.situation
    items = await files_of(seat.desk, file.officer, situation)
    may = reveals(file)
    lines = [await line(seat, one, may) for one in items]
    pictures = [one for one in items if one["kind"] == EvidenceKind.PHOTOGRAPH.value]
    return file.page(
        "notice.html",
        notice=situation.case.notice,
        objections=[*enumerate(situation.case.objections, 1)],
        list=table("files", ("file", "of", "recorded", "taken", "officer", "alike"), lines),
        pictures=[(one["href"], what(seat, one)) for one in pictures if may and asked.photos],
        more=bool(pictures) and may and not asked.photos,
        way=NOTICE.way(case=situation.case.id),
        upload=f"{HOME}/do/cases/{situation.case.id}/upload",
    )


def reveals(file: File) -> bool:
    """Whether somebody may have the files themselves."""
    try:
        competent(file.officer, REVEALERS, file.situation.case.asked.township)
    except Problem:
        return False
    return True


async def line(seat: Seat, one: dict[str, Any], may: bool) -> list[Any]:
    """A file: what it shows, since when, by whom, and in how many other cases it lies as well."""
    alike = one["alike"]
    others = 0 if alike is None else len(alike) + one["elsewhere"]
    return [
        Cell(word("EvidenceKind", one["kind"]), one["href"] if may else ""),
        what(seat, one),
        one["on"],
        one["taken_on"] or one["camera_on"] or "",
        await called(seat.desk, one["officer"]),
        screen("notice.alike", count=others) if others else "",
    ]


def what(seat: Seat, one: dict[str, Any]) -> str:
    """What a file is evidence of: a paper by its title."""
    if one["paper"]:
        return materials(seat.desk.service.law).get(one["paper"], one["paper"])
    return word("EvidenceOf", one["of"])
