"""Officers at their desks: every act is one HTTP request, told apart by a key of its own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx

from adapters.identity.tokens import issue
from domain.case.authority import Officer, Post
from relief.bootstrap import Service

TOKEN_LIFE = timedelta(days=120)


class Refusal(Exception):
    """The service said no; ``codes`` say why, and so do ``sentences`` with their articles; ``facts`` are
    those of the first reason.
    """

    def __init__(
        self,
        status: int,
        codes: tuple[str, ...],
        sentences: tuple[str, ...],
        facts: Mapping[str, str],
    ) -> None:
        super().__init__(f"{status}: {', '.join(codes)}")
        self.status = status
        self.codes = codes
        self.sentences = sentences
        self.facts = facts


@dataclass(slots=True)
class Desks:
    """All officers' requests go through here, so that they can be counted."""

    service: Service
    http: httpx.Client
    requests: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    _tokens: dict[Officer, str] = field(default_factory=dict)

    def post(
        self, officer: Officer, path: str, body: dict[str, Any], version: int | None = None
    ) -> dict[str, Any]:
        """Give a command. Raises ``Refusal``."""
        self.requests += 1
        headers = {
            "Authorization": f"Bearer {self._token(officer)}",
            "Idempotency-Key": f"demo-{self.requests}",
        }
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self._answer(self.http.post(path, json=body, headers=headers))

    def get(self, officer: Officer, path: str, **query: Any) -> dict[str, Any]:
        """Ask. Raises ``Refusal``."""
        headers = {"Authorization": f"Bearer {self._token(officer)}"}
        return self._answer(self.http.get(path, params=query, headers=headers))

    def upload(self, officer: Officer, path: str, picture: bytes) -> str:
        """Send a photograph to a case; its number. Raises ``Refusal``."""
        self.requests += 1
        headers = {
            "Authorization": f"Bearer {self._token(officer)}",
            "Idempotency-Key": f"demo-{self.requests}",
            "Content-Type": "image/png",
        }
        return str(self._answer(self.http.post(path, content=picture, headers=headers))["file"])

    def printed(self, officer: Officer, path: str, number: int) -> str:
        """The digest of a document as it is printed."""
        headers = {"Authorization": f"Bearer {self._token(officer)}"}
        query: dict[str, str | int] = {"format": "docx", "number": number}
        file = self.http.get(path, params=query, headers=headers)
        return str(file.raise_for_status().headers["relief-document-sha256"])

    def _answer(self, response: httpx.Response) -> dict[str, Any]:
        told: dict[str, Any] = response.json()
        if response.is_success:
            return told
        codes = tuple(error["code"] for error in told.get("errors", ())) or (str(told["type"]),)
        self.refusals.update(codes)
        errors = told.get("errors", ())
        facts: Mapping[str, str] = next((error.get("facts", {}) for error in errors), {})
        raise Refusal(response.status_code, codes, tuple(map(sentence, errors)), facts)

    def _token(self, officer: Officer) -> str:
        token = self._tokens.get(officer)
        if token is None:
            now = self.service.clock.now()
            token = issue(self.service.settings.token_key, officer, now, TOKEN_LIFE)
            self._tokens[officer] = token
        return token


def sentence(error: dict[str, Any]) -> str:
    """A reason as an officer reads it."""
    article = error.get("article_text")
    return f"{error['message']}（{article}）" if article else str(error["message"])


def caseworker(township: str, number: int = 1) -> Officer:
    """经办人."""
    return Officer(f"cw{number}.{township}", frozenset({Post.CASEWORKER}), township)


def leader(township: str) -> Officer:
    """乡镇主管领导."""
    return Officer(f"ld.{township}", frozenset({Post.TOWNSHIP_LEADER}), township)


def checker(township: str, number: int = 1) -> Officer:
    """县级核查人."""
    county = township[:6]
    return Officer(f"ck{number}.{county}", frozenset({Post.COUNTY_CHECKER}), county)


def approver(township: str, number: int = 1) -> Officer:
    """县级审批人: the second takes back what the first decided."""
    name = "ap" if number == 1 else f"ap{number}"
    return Officer(f"{name}.{township[:6]}", frozenset({Post.APPROVER}), township[:6])


def finance(township: str, number: int = 1) -> Officer:
    """县级财务: one orders, the second answers for the bank."""
    name = "fi" if number == 1 else f"fi{number}"
    return Officer(f"{name}.{township[:6]}", frozenset({Post.FINANCE}), township[:6])


def office(county: str) -> tuple[Officer, ...]:
    """Everybody at a county's desk, as its register names them."""
    return checker(county), checker(county, 2), approver(county), finance(county)


SECURITY = Officer("security", frozenset({Post.SECURITY_ADMIN}), "5401")
"""市级安全管理员: keeps the register of officers."""
CITY = Officer("city", frozenset({Post.CITY_READER}), "5401")
"""市级查阅."""
RECORDER = Officer("city-office", frozenset({Post.CITY_OFFICER}), "5401")
"""市级经办: records the figures of a year, notices, and what becomes of divisions."""
SECOND_RECORDER = Officer("city-office-2", frozenset({Post.CITY_OFFICER}), "5401")
"""Another one: answers for what the first put on record."""
