"""Refusals as problem documents (RFC 9457): codes, articles, Chinese wording, the way out.

Nothing a client sent is repeated here but well-formed field names; no personal data, no traces.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as of
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from starlette.responses import Response

from domain.ground.masks import REMOVED
from domain.ground.parted import number_of_a_person
from domain.ground.refusal import Code, Reason, Refused
from domain.law.citations import as_cited
from relief.api.records import NOT_REPEATED, SHORTENED, Body
from relief.api.routes import About
from relief.api.speech import label, spoken
from relief.words.edges import Edge
from relief.words.refusals import wording
from relief.words.sentences import say

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2
"""What is said in the place of a person's number."""
MOST_TOLD = 20
"""How many grounds one answer tells; nobody mends more at a time, and none is made large by them."""

KEY, VERSION, TYPE, AFTER = "Idempotency-Key", "If-Match", "Content-Type", "Relief-After"
POSITION, DISPOSITION, HOST = "Relief-Position", "Content-Disposition", "Host"
"""Headers that may be wrong."""

HEADERS: Mapping[Code | Edge, str] = {
    **dict.fromkeys((Edge.KEY_MISSING, Edge.KEY_INVALID, Code.IDEMPOTENCY_KEY_REUSED), KEY),
    **dict.fromkeys((Edge.VERSION_MISSING, Edge.VERSION_INVALID, Code.VERSION_STALE), VERSION),
    **dict.fromkeys((Edge.MEDIA_TYPE_WRONG, Edge.FILE_TYPE_WRONG), TYPE),
    Edge.FILE_NAME_LEADS: DISPOSITION,
    Edge.HOST_UNKNOWN: HOST,
}
"""Codes about one header: whoever refuses by one need not name it."""


class Place(StrEnum):
    """In which part of a request a fault is, as the OpenAPI document says where a parameter is."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    BODY = "body"


PLACES: Mapping[Code | Edge, Place] = {
    Edge.PATH_INVALID: Place.PATH,
    **dict.fromkeys(
        (Edge.QUERY_INVALID, Edge.QUERY_MISSING, Edge.QUERY_UNKNOWN, Edge.QUERY_REPEATED),
        Place.QUERY,
    ),
    **dict.fromkeys((Edge.HEADER_INVALID, *HEADERS), Place.HEADER),
}
"""Codes about one part of a request: their field is the name of a parameter there."""

NONE: Mapping[About, Code] = {
    About.CASE: Code.CASE_UNKNOWN,
    About.LEAD: Code.LEAD_UNKNOWN,
}
"""What is said where there is none, and where there is none for the officer."""

SPELT: Mapping[About, str] = {
    About.COUNTY: "not-a-county-code",
    About.LAW: "not-a-law-id",
    About.OFFICER: "not-an-officer-id",
    About.PERSON: "not-a-person-id",
}
"""What is wrong with what cannot be the number of anything else."""

WORDS_IN: Mapping[Place, int] = {Place.PATH: 404, Place.QUERY: 400}
"""What a code about words is answered with (422 of a body) where they are no words of a body."""

FIRST = (503, 500, 429, 421, 401, 404, 405, 403, 412, 428, 408, 413, 415, 409, 400, 422)
"""Which status a problem with several grounds has: the one to be cleared away first."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One ground, of the rules or of the edge.

    ``place``: where its field is; ``None`` where it is a field of the rules, and nothing was sent.
    """

    code: Code | Edge
    article: str | None = None
    field: str | None = None
    facts: Mapping[str, str] = of(default_factory=dict)
    place: Place | None = Place.BODY

    def __post_init__(self) -> None:
        if self.field is None and self.code in HEADERS:
            object.__setattr__(self, "field", HEADERS[self.code])

    @property
    def where(self) -> Place | None:
        """In which part of the request its field is, if it is about one."""
        return None if self.field is None else PLACES.get(self.code, self.place)

    @property
    def status(self) -> int:
        """The status a problem of this ground alone has."""
        found = wording(self.code).status
        return WORDS_IN.get(self.where or Place.BODY, found) if found in (400, 422) else found


class Problem(Exception):
    """A request that is not carried out, and every ground there is; ``more`` were counted only."""

    def __init__(
        self,
        *faults: Fault,
        headers: Mapping[str, str] | None = None,
        more: int = 0,
    ) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(sorted(faults, key=lambda fault: FIRST.index(fault.status)))
        self.more = more
        self.headers = dict(headers or {})
        self.status = self.faults[0].status


class Gathering:
    """Refusals that do not wait for each other: each part of a request is read, then all are told."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._headers: dict[str, str] = {}
        self._more = 0

    @property
    def any(self) -> bool:
        """Whether anything was refused so far."""
        return bool(self._faults)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What is refused within is kept for later."""
        try:
            yield
        except Problem as problem:
            self._faults += problem.faults
            self._headers |= problem.headers
            self._more += problem.more

    def told(self) -> None:
        """Raises ``Problem`` with everything that was kept, if anything was."""
        if self._faults:
            raise Problem(*self._faults, headers=self._headers, more=self._more)


def refusal(refused: Refused, knows_of: Callable[[str], bool]) -> Problem:
    """What the office refused, as a problem; ``knows_of``: the divisions the reader may know of."""
    return Problem(*faults(refused.reasons, knows_of))


def nowhere(about: About) -> Problem:
    """No such case or lead, or none the officer may know of."""
    return Problem(Fault(NONE[about], field=about.value, place=Place.PATH))


def misspelt(about: About) -> Problem:
    """Something in a path that cannot be what it should name: one of a file reads like none at all."""
    if about in NONE:
        return nowhere(about)
    facts = {"fault": SPELT[about]}
    return Problem(Fault(Edge.PATH_INVALID, field=about.value, facts=facts))


def faults(reasons: Iterable[Reason], knows_of: Callable[[str], bool]) -> tuple[Fault, ...]:
    """Reasons as an officer may read them."""
    return tuple(_fault(reason, knows_of) for reason in reasons)


def _fault(reason: Reason, knows_of: Callable[[str], bool]) -> Fault:
    """A reason without the number of a case that lies outside the officer's territory."""
    facts = {
        name: value for name, value in reason.facts.items() if name != "earlier" or knows_of(value)
    }
    return Fault(reason.code, reason.article, reason.field, facts)


def told(fault: Fault, record: type | None = None) -> dict[str, Any]:
    """One ground in words; ``record`` is the class whose field it is about, where that is known."""
    facts, field, where = unnumbered(fault.facts), fault.field, fault.where
    if where in (Place.PATH, Place.HEADER) or (where is Place.QUERY and sent(record)):
        record = None
    message, way_out = spoken(fault.code, field, facts, record)
    return {
        "code": fault.code.value,
        "place": where,
        "field": field,
        "pointer": None if field is None or where is not Place.BODY else pointer(field),
        "label": None if field is None else label(fault.code, field, record),
        "article": fault.article,
        "article_text": article_text(fault.article),
        "message": message,
        "way_out": way_out,
        "facts": facts,
    }


def sent(record: type | None) -> bool:
    """Whether a form is the body of a request, and no record of conditions."""
    return record is not None and issubclass(record, Body)


def pointer(path: str) -> str:
    """Where a field stands in the body (RFC 6901); of one whose name is not told whole, what it is in."""
    parts = path.split(".")
    if NOT_REPEATED in parts[-1] or SHORTENED in parts[-1]:
        parts.pop()
    return "".join(f"/{one}" for one in parts)


def unnumbered(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts as they may be repeated: what holds a number of a person is left out of them."""
    day = date.max
    return {n: REMOVED if number_of_a_person(value, day) else value for n, value in facts.items()}


@lru_cache(maxsize=256)
def article_text(article: str | None) -> str | None:
    """The article as a Chinese document cites it: ``拉政发〔2018〕202号第十五条``."""
    if article is None:
        return None
    known = as_cited(article)
    return f"{known.document}{known.wording}"


def document(problem: Problem, request: str, record: type | None = None) -> dict[str, Any]:
    """The problem document; ``instance`` is the number of the request."""
    errors = [told(fault, record) for fault in problem.faults[:MOST_TOLD]]
    first, every = problem.faults[0].code, len(problem.faults) + problem.more
    untold = every - len(errors)
    which = "some" if untold else "every"
    more = say(f"api.problems.{which}", every=every, told=len(errors)) if every > 1 else ""
    return {
        "type": f"urn:relief:problem:{first.value}",
        "title": wording(first).title,
        "status": problem.status,
        "detail": f"{errors[0]['message']}{errors[0]['way_out']}{more}",
        "instance": f"urn:relief:request:{request}",
        "errors": errors,
        "more": untold,
    }


def answer(problem: Problem, request: str, record: type | None = None) -> Response:
    """The problem as an HTTP answer; ``record`` is the command it is about, if it is about one."""
    headers = dict(problem.headers)
    if problem.status == 503:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="relief"'
    body = json.dumps(document(problem, request, record), ensure_ascii=False).encode()
    return Response(body, problem.status, headers, MEDIA_TYPE)
