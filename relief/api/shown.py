"""Rows and records as answers: sums in yuan as text, days in ISO form, lists as lists."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.responses import Response

from domain.ground.streams import Stream
from relief.api.routes import PREFIXES
from relief.sums import FEN, yuan

LISTS = frozenset({"methods", "sources", "referrals", "townships", "kinds"})
RENAMED = {"case_id": "case", "from_position": "position"}
HIDDEN = frozenset({"to_position", "runs"})
FILES = {"case": PREFIXES[Stream.CASE], "lead": PREFIXES[Stream.LEAD]}
"""Where a file is read, by its kind."""
HREF = "href"
"""What the address of the file a line is about is called."""


def named(column: str, renamed: Mapping[str, str]) -> str | None:
    """What an answer calls a ledger's column; ``None`` for one that is not shown."""
    if column in HIDDEN:
        return None
    name = renamed.get(column) or RENAMED.get(column, column)
    return name.removesuffix(FEN) if column.endswith(FEN) else name


def row(found: Mapping[str, Any], **renamed: str) -> dict[str, Any]:
    """A ledger's row as an answer has it; ``renamed`` gives columns other names."""
    shown: dict[str, Any] = {}
    for column, value in found.items():
        name = named(column, renamed)
        if name is None:
            continue
        if column.endswith(FEN):
            shown[name] = yuan(value)
        elif column in LISTS:
            shown[name] = [one for one in (value or "").split(",") if one]
        else:
            shown[name] = value
    return {**shown, HREF: file_of(found)} if files(found) else shown


def files(columns: Iterable[str]) -> bool:
    """Whether lines with these columns are about a file that can be read."""
    return not {"case_id", "lead"}.isdisjoint(columns)


def file_of(found: Mapping[str, Any]) -> str:
    """Where the file a row is about is read: a lead's row its lead, a limit's by the row's kind."""
    if "lead" in found:
        return file(found["lead"], "lead")
    return file(found["case_id"], found.get("kind", "case"))


def file(number: str, kind: str = "case") -> str:
    """The address of a case, or of a lead."""
    return FILES[kind].format(**{kind: number})


def answer(told: Any, headers: Mapping[str, str] | None = None) -> Response:
    """JSON as it is: nothing is guessed or coerced on the way out."""
    body = json.dumps(told, ensure_ascii=False).encode()
    return Response(body, 200, dict(headers or {}), "application/json")
