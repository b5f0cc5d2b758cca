"""A real application on each database, and officers who talk to it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import URL
from starlette.testclient import TestClient

from adapters.identity.tokens import issue
from domain.case.authority import Officer
from domain.case.letters import DECISIONS
from relief.bootstrap import Service, build
from relief.clock import SimulatedClock
from relief.console.app import with_console
from relief.logs import configure
from relief.settings import Settings
from tests.api.described import described
from tests.api.spoken import spoken
from tests.api.words import CASEWORKER, CHECKER, MONDAY, application
from tests.support.following import catch_up
from tests.support.installed import MASTER, TOKENS, database

__all__ = ["database"]

LIFE = timedelta(days=400)
DECIDED = frozenset(one.value for one in DECISIONS.values())


@dataclass
class Api:
    """The API as officers use it; every write has a key of its own unless it names one."""

    service: Service
    clock: SimulatedClock
    app: FastAPI
    http: httpx.Client
    log: StringIO
    _keys: Iterator[int] = field(default_factory=count)

    def token(self, officer: Officer) -> str:
        """A token good for a year."""
        now = self.clock.now()
        issued = now if now - MONDAY > LIFE else min(MONDAY, now)
        return issue(self.service.settings.token_key, officer, issued, LIFE)

    def headers(self, officer: Officer, **more: str) -> dict[str, str]:
        """Who asks."""
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.token(officer)}", **named}

    def post(
        self,
        officer: Officer,
        path: str,
        body: Any = None,
        version: int | None = None,
        key: str | None = None,
    ) -> httpx.Response:
        """Give a command."""
        headers = self.headers(officer, Idempotency_Key=key or f"t-{next(self._keys)}")
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.http.post(path, json={} if body is None else body, headers=headers)

    def raw(
        self, content: bytes, path: str = "/v1/cases", kind: str = "application/json"
    ) -> httpx.Response:
        """Send bytes as they are, as the caseworker."""
        headers = self.headers(
            CASEWORKER, Idempotency_Key=f"r-{next(self._keys)}", Content_Type=kind
        )
        return self.http.post(path, content=content, headers=headers)

    def get(self, officer: Officer, path: str, **query: Any) -> httpx.Response:
        """Ask."""
        return self.http.get(path, params=query, headers=self.headers(officer))

    def submit(self, **changes: Any) -> str:
        """An application; its number."""
        done = self.post(CASEWORKER, "/v1/cases", application(**changes))
        assert done.status_code == 201, done.text
        return str(done.json()["case"])

    def act(self, officer: Officer, case: str, path: str, **body: Any) -> dict[str, Any]:
        """A command that must succeed, over the version now."""
        version = self.get(officer, f"/v1/cases/{case}").json()["version"]
        done = self.post(officer, f"/v1/cases/{case}/{path}", body, version)
        assert done.status_code == 201, done.text
        told: dict[str, Any] = done.json()
        return told

    def serve(self, case: str, officer: Officer = CHECKER) -> None:
        """Every decision of a case is served on the applicant, by an officer of its office."""
        for one in self.get(officer, f"/v1/cases/{case}/documents").json()["items"]:
            if one["document"] in DECIDED and one["standing"] == "issued" and not one["served"]:
                file = self.get(officer, one["href"], format="docx", number=one["number"])
                words = {"document": one["document"], "number": one["number"], "format": "docx"}
                words["sha256"] = file.headers["relief-document-sha256"]
                words |= {"manner": "direct", "served_on": "applicant"}
                day = str(self.clock.now().date())
                receipt = f"送达回证-{case}"
                self.act(officer, case, "documents", **words, delivered_on=day, receipt=receipt)

    def not_accepted(self, case: str) -> None:
        """The application is not accepted, the family is told so, and the file closes."""
        self.act(
            CASEWORKER, case, "acceptance-refusal", reason="标记理由", document=f"不予受理 {case}"
        )
        self.serve(case, CASEWORKER)
        self.act(CHECKER, case, "closing", volume="卷")

    def position(self) -> int:
        """The newest position of the history."""
        return self.service.journal.store.max_notification_id() or 0

    def follow(self) -> None:
        """Bring the ledgers up to date."""
        catch_up(self.service)

    def lines(self) -> list[dict[str, Any]]:
        """The log so far."""
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


@pytest.fixture
def api(database: URL, tmp_path: Path) -> Iterator[Api]:
    """The real application on a fresh database of each kind."""
    log = StringIO()
    configure("INFO", log)
    settings = Settings(
        database=database.render_as_string(hide_password=False),
        master_key=tmp_path / MASTER,
        token_key=tmp_path / TOKENS,
        files=tmp_path / "files",
        development=True,
        address_rate=0,
        officer_rate=0,
    )
    clock = SimulatedClock(MONDAY)
    service = build(settings, clock)
    app = with_console(service)
    with TestClient(app, raise_server_exceptions=False) as http:
        http.event_hooks["response"].extend((described(app, service.law), spoken))
        yield Api(service, clock, app, http, log)
    service.close()


def codes(response: httpx.Response) -> list[str]:
    """The codes of a problem, in order."""
    return [error["code"] for error in response.json()["errors"]]
