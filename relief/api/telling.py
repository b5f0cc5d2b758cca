"""How a refusal is told: as a problem document, or as a page where a page was asked for."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response
from starlette.types import Scope

from relief.api.problems import Problem, answer

Teller = Callable[[Scope, Problem, type | None], Response]
"""Tells a problem with the record it is about, if it is about one."""


def tell(scope: Scope, problem: Problem, record: type | None = None) -> Response:
    """The answer, by whoever tells what is wrong at this address; else the problem document."""
    own: Teller | None = getattr(scope.get("route"), "teller", None)
    if own is not None:
        return own(scope, problem, record)
    app = scope.get("app")
    tellers: dict[str, Teller] = getattr(getattr(app, "state", None), "tellers", {})
    path = scope["path"]
    for prefix, teller in tellers.items():
        if path == prefix or path.startswith(f"{prefix}/"):
            return teller(scope, problem, record)
    return answer(problem, number(scope), record)


def number(scope: Scope) -> str:
    """The number of a request."""
    found: Any = scope["relief"]
    return str(found.request)
