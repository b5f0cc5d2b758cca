"""Refusals as problem documents (RFC 9457): codes, articles, Chinese wording, the way out.

Nothing a client sent is repeated here but well-formed field names; no personal data, no traces.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as of
from functools import lru_cache
from typing import Any

from starlette.responses import Response

from domain.law.citations import as_cited
from domain.refusal import Code, Reason, Refused
from relief.api.routes import About
from relief.api.speech import spoken, wording
from relief.wording import Edge

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2

FIRST = (503, 500, 429, 421, 401, 404, 405, 403, 412, 428, 408, 413, 415, 409, 422, 400)
"""Which status a problem with several grounds has: the one to be cleared away first."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One ground, of the rules or of the edge."""

    code: Code | Edge
    article: str | None = None
    field: str | None = None
    facts: Mapping[str, str] = of(default_factory=dict)


class Problem(Exception):
    """A request that is not carried out, and every ground there is."""

    def __init__(
        self,
        *faults: Fault,
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(sorted(faults, key=lambda f: FIRST.index(wording(f.code).status)))
        self.headers = dict(headers or {})
        self.status = status or wording(self.faults[0].code).status


def refusal(refused: Refused, knows_of: Callable[[str], bool]) -> Problem:
    """What the office refused, as a problem; ``knows_of``: the divisions the reader may know of."""
    return Problem(*faults(refused.reasons, knows_of))


def nowhere(about: About) -> Problem:
    """No such case, or none the officer may know of."""
    if about is About.LEAD:
        return Problem(Fault(Code.LEAD_UNKNOWN), status=404)
    return Problem(Fault(Code.CASE_UNKNOWN if about is About.CASE else Edge.NOT_FOUND))


def faults(reasons: Iterable[Reason], knows_of: Callable[[str], bool]) -> tuple[Fault, ...]:
    """Reasons as an officer may read them."""
    return tuple(_fault(reason, knows_of) for reason in reasons)


def _fault(reason: Reason, knows_of: Callable[[str], bool]) -> Fault:
    """A reason without the number of a case that lies outside the officer's territory."""
    facts = {
        name: value for name, value in reason.facts.items() if name != "earlier" or knows_of(value)
    }
    return Fault(reason.code, reason.article, reason.field, facts)


def told(fault: Fault) -> dict[str, Any]:
    """One ground in words."""
    message, way_out = spoken(fault.code, fault.field, fault.facts)
    return {
        "code": fault.code.value,
        "field": fault.field,
        "article": fault.article,
        "article_text": article_text(fault.article),
        "message": message,
        "way_out": way_out,
        "facts": dict(fault.facts),
    }


@lru_cache(maxsize=256)
def article_text(article: str | None) -> str | None:
    """The article as a Chinese document cites it: ``拉政发〔2018〕202号第十五条``."""
    if article is None:
        return None
    known = as_cited(article)
    return f"{known.document}{known.wording}"


def document(problem: Problem, request: str) -> dict[str, Any]:
    """The problem document; ``instance`` is the number of the request."""
    errors = [told(fault) for fault in problem.faults]
    first = problem.faults[0].code
    more = f"（共{len(errors)}项，详见errors。）" if len(errors) > 1 else ""
    return {
        "type": f"urn:relief:problem:{first.value}",
        "title": wording(first).title,
        "status": problem.status,
        "detail": f"{errors[0]['message']}{errors[0]['way_out']}{more}",
        "instance": f"urn:relief:request:{request}",
        "errors": errors,
    }


def answer(problem: Problem, request: str) -> Response:
    """The problem as an HTTP answer."""
    headers = dict(problem.headers)
    if problem.status == 503:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="relief"'
    body = json.dumps(document(problem, request), ensure_ascii=False).encode()
    return Response(body, problem.status, headers, MEDIA_TYPE)
