"""schemathesis against the live service: no 5xx and no answer the document does not describe.

Every operation is asked at random, rightly and wrongly, and cases are walked along the document's
own links, by officers of every post. ``RELIEF_TEST_HUNT=20`` asks twenty times as much, with new
examples each time; a failure prints the request that led to it.
"""

import os
from asyncio import Runner
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from time import time_ns
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyStrategyDefinition
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks as c

from domain.case.authority import POWERS, Officer
from relief.api.routes import ROUTES
from tests.api.conftest import Api
from tests.api.posts import MINE, OFFICERS
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    FINANCE,
    LEADER,
    application,
)
from tests.api.world import World
from tests.case.words import MONDAY
from tests.support.live import live
from tests.support.offices import at

TIMES = int(os.environ.get("RELIEF_TEST_HUNT", "1"))
EXAMPLES = 3 * TIMES
WALKS, STEPS = 20 * TIMES, 6
MOST_ROUNDS = 50
CHECKS = [
    not_a_server_error,
    c.status_code_conformance,
    c.content_type_conformance,
    c.response_headers_conformance,
    c.response_schema_conformance,
]
HUNT = settings(
    max_examples=EXAMPLES,
    derandomize=TIMES == 1,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
LOCAL = (CASEWORKER, LEADER, CHECKER, APPROVER, FINANCE)
COMMANDS = {route.name: route.command for route in ROUTES}
FIRE = {"cause": "fire", "on": "2025-03-01", "place": "雪莲村"}
_serials = count(1)


@dataclass
class Target:
    """The live service, what the document says of it, and cases at several stages."""

    api: Api
    schema: BaseSchema
    cases: list[str]
    session: requests.Session

    def ask(self, case: Case[Any], officer: Officer) -> Any:
        """One request of an officer, and what is wrong with its answer."""
        said = {"Authorization": f"Bearer {self.api.token(officer)}"}
        answer = case.call(headers=said, session=self.session, timeout=60)
        case.validate_response(answer, checks=CHECKS)
        return answer

    def known(self, case: Case[Any], number: int) -> None:
        """Have a request be about something there is, as it stands now."""
        chosen = self.cases[number % len(self.cases)]
        names = {"case": chosen, "lead": f"{MINE}-20250310-LEAD", "code": MINE, "county": MINE[:6]}
        names["law"] = "lhasa-2018-202"
        named = {name: names[name] for name in case.path_parameters if name in names}
        case.path_parameters = {**case.path_parameters, **named}
        if "case" in named:
            found = self.api.service.office.situation(chosen, CASEWORKER)
            case.headers["If-Match"] = f'"{0 if found is None else found.case.version}"'


@pytest.fixture
def target(api: Api) -> Iterator[Target]:
    """The service behind a real server."""
    api.clock.set(at(MONDAY))
    with Runner() as loop:
        World(api, loop).settle(MINE)
    received = api.submit(serial=next(_serials), incident=FIRE)
    accepted = api.submit(serial=next(_serials), incident=FIRE)
    api.act(CASEWORKER, accepted, "acceptance", procedure="general")
    cases = [f"{MINE}-20250310-POSTED", f"{MINE}-20250310-GRANTED", received, accepted]
    with live(api.service) as (host, port), requests.Session() as session:
        schema = schemathesis.openapi.from_dict(signed_in(api.app.openapi()))
        schema.config.update(base_url=f"http://{host}:{port}")
        yield Target(api, schema, cases, session)


def signed_in(document: dict[str, Any]) -> dict[str, Any]:
    """The document without its security: who asks is chosen here, not made up."""
    open_document = deepcopy(document)
    del open_document["components"]["securitySchemes"]
    for methods in open_document["paths"].values():
        for operation in methods.values():
            operation.pop("security", None)
    return open_document


def operations(schema: BaseSchema) -> list[Any]:
    """Every operation of the document."""
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


@pytest.mark.parametrize(
    ("database", "mode"),
    [
        ("sqlite", GenerationMode.POSITIVE),
        ("sqlite", GenerationMode.NEGATIVE),
        ("postgresql", GenerationMode.POSITIVE),
    ],
    indirect=["database"],
)
def test_every_answer_is_described_and_none_is_a_failure(
    target: Target, mode: GenerationMode
) -> None:
    """Every operation, every post: words right in form, then words wrong in form."""
    asked = 0
    for operation in operations(target.schema):
        if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
            continue

        @HUNT
        @given(
            operation.as_strategy(generation_mode=mode),
            st.sampled_from(OFFICERS),
            st.integers(0, 5),
        )
        def hunt(case: Case[Any], officer: Officer, known: int) -> None:
            nonlocal asked
            asked += 1
            if known:
                target.known(case, known)
            target.ask(case, officer)

        hunt()
    assert asked > 40


def test_walks_along_the_links_meet_no_failure(target: Target) -> None:
    """Cases opened and followed up by whom the law names, and by whoever else comes along.

    The service remembers what was asked before, so a walk taken twice may go elsewhere: that ends
    a round, and the next begins, until enough was asked and a case was opened on the way. What an
    answer had wrong is kept, whatever comes of its round.
    """
    reached, opened = set[str](), set[str]()
    walked, wrong = 0, list[Exception]()

    class Walk(target.schema.as_state_machine()):  # type: ignore[misc]
        def call(self, case: Case[Any], **more: Any) -> Any:
            name = case.operation.definition.raw["operationId"]
            number = next(_serials)
            officers = OFFICERS if number % 4 == 0 else usual(name)
            if name == "SubmitApplication":
                case.body = application(serial=number % 400, incident=FIRE)
            elif case.path_parameters.get("case") not in opened:
                target.known(case, number)
            case.headers["Idempotency-Key"] = f"walk-{number}"
            answer = asked(case, officers[number % len(officers)])
            reached.add(f"{name} {answer.status_code}")
            if name == "SubmitApplication" and answer.status_code == 201:
                opened.add(answer.json()["case"])
            return answer

        def validate_response(self, *_: Any, **__: Any) -> None:
            """Held in ``ask`` already."""

    def asked(case: Case[Any], officer: Officer) -> Any:
        nonlocal walked
        walked += 1
        try:
            return target.ask(case, officer)
        except Exception as fault:
            wrong.append(fault)
            raise

    chosen = settings(
        HUNT,
        max_examples=WALKS,
        stateful_step_count=STEPS,
        derandomize=False,
        phases=[Phase.generate],
    )
    for number in count(1):
        try:
            seed(number if TIMES == 1 else time_ns())(Walk).run(settings=chosen)
        except FlakyStrategyDefinition:
            assert not wrong, wrong
        if walked >= WALKS * STEPS // 2 and opened:
            break
        assert number < MOST_ROUNDS, (walked, opened)
    assert len(reached) > 10, reached


def usual(name: str) -> tuple[Officer, ...]:
    """Who may give a command here; anybody of the place where it is none."""
    power = POWERS[COMMANDS[name]].posts if name in COMMANDS else ()
    return tuple(officer for officer in LOCAL if officer.posts & set(power)) or LOCAL
