"""Rows and records as answers: sums in yuan as text, days in ISO form, lists as lists."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from domain.ground.money import Money

FEN = "_fen"
LISTS = frozenset({"methods", "sources", "referrals", "townships", "kinds"})
RENAMED = {"case_id": "case", "from_position": "position"}
HIDDEN = frozenset({"to_position", "runs"})


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
    return shown


def public(value: Any) -> Any:
    """A record's public form with its sums in yuan: keys ending in ``_fen`` lose that ending."""
    if isinstance(value, dict):
        return {
            name.removesuffix(FEN): yuan(inner) if name.endswith(FEN) else public(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [public(one) for one in value]
    return value


def yuan(fen: int | None) -> str | None:
    """``180000`` as ``1800.00``."""
    return None if fen is None else str(Money(fen))


def answer(told: Any, headers: Mapping[str, str] | None = None) -> Response:
    """JSON as it is: nothing is guessed or coerced on the way out."""
    body = json.dumps(told, ensure_ascii=False).encode()
    return Response(body, 200, dict(headers or {}), "application/json")
