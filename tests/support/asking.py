"""Clients that never give up: the same request under the same key until it is answered.

Some requests are sent twice on purpose, at the same time or once more after the answer.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Any

import httpx

from adapters.identity.tokens import issue
from domain.case.authority import Officer

TOKEN_LIFE = timedelta(days=1500)
DUPLICATES = 0.22
"""Drawn, so that never less than 15 % of all commands are sent twice."""
PATIENCE_SECONDS = 90.0
BUSY = frozenset({"busy", "version-stale"})


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a walk. ``path`` hangs below the case; without one it opens a case.

    ``decision``: given over the version seen. ``patient``: refused until its day has come.
    """

    officer: Officer
    path: str
    body: dict[str, Any]
    decision: bool = False
    patient: bool = False
    absolute: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service acknowledged, under the id the history knows the command by."""

    command: str
    case: str
    version: int
    position: int
    facts: tuple[str, ...]
    repeated: bool


@dataclass(slots=True)
class Book:
    """Everything asked and everything acknowledged, by all clients."""

    token_key: Path
    start: datetime
    asked: set[str] = field(default_factory=set)
    answers: list[Answer] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    in_flight: int = 0
    lock: Lock = field(default_factory=Lock)
    _tokens: dict[Officer, str] = field(default_factory=dict)

    @property
    def doubled(self) -> int:
        """How many commands were sent twice on purpose."""
        return self.counts["duplicates at once"] + self.counts["duplicates after the answer"]

    def token(self, officer: Officer) -> str:
        """The officer's token, signed once."""
        with self.lock:
            if officer not in self._tokens:
                signed = issue(self.token_key, officer, self.start, TOKEN_LIFE)
                self._tokens[officer] = signed
            return self._tokens[officer]

    def write(self, answer: Answer) -> None:
        """Keep what was acknowledged."""
        with self.lock:
            self.answers.append(answer)

    def count(self, what: str) -> None:
        """Count something seen."""
        with self.lock:
            self.counts[what] += 1

    def ask(self, command: str, by: int) -> None:
        """A request goes out (1) or has come back (-1)."""
        with self.lock:
            self.asked.add(command)
            self.in_flight += by


class GaveUp(Exception):
    """A request was not answered in any amount of time worth waiting."""


class Client:
    """One client with a connection and a seeded chance of its own."""

    def __init__(self, name: str, url: str, book: Book, seed: str, enough: Event) -> None:
        self.random = Random(seed)
        self.book = book
        self.enough = enough
        self._name = name
        self._http = httpx.Client(base_url=url, timeout=30)
        self._number = 0

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def give(self, case: str, version: int, step: Step) -> Answer:
        """Send until acknowledged, sometimes twice. Raises ``GaveUp``."""
        self._number += 1
        key = f"{self._name}-{self._number}"
        chance = self.random.random()
        twin: Thread | None = None
        if chance < DUPLICATES / 2:
            self.book.count("duplicates at once")
            twin = Thread(target=self._echo, args=(key, case, version, step))
            twin.start()
        try:
            answer = self._persist(self._http, key, case, version, step)
            if DUPLICATES / 2 <= chance < DUPLICATES:
                self.book.count("duplicates after the answer")
                self._persist(self._http, key, case, version, step)
        finally:
            if twin is not None:
                twin.join()
        return answer

    def look(self, officer: Officer, case: str) -> dict[str, Any]:
        """The case as it stands."""
        seen: dict[str, Any] = self._read(officer, f"/v1/cases/{case}").json()
        return seen

    def printed(self, officer: Officer, case: str, kind: str) -> str:
        """The digest of a document as it is printed."""
        path = f"/v1/cases/{case}/documents/{kind}?format=docx"
        return self._read(officer, path).headers["relief-document-sha256"]

    def _read(self, officer: Officer, path: str) -> httpx.Response:
        """An answer to a question, asked until it comes. Raises ``GaveUp``."""
        deadline = monotonic() + PATIENCE_SECONDS
        headers = {"Authorization": f"Bearer {self.book.token(officer)}"}
        while monotonic() < deadline:
            try:
                found = self._http.get(path, headers=headers)
            except httpx.TransportError:
                sleep(0.03)
                continue
            if found.status_code == 200:
                return found
            self._unexpected(found, "look")
        raise GaveUp(path)

    def _echo(self, key: str, case: str, version: int, step: Step) -> None:
        """The same request at the same time, through a connection of its own."""
        with httpx.Client(base_url=self._http.base_url, timeout=30) as http:
            try:
                self._persist(http, key, case, version, step)
            except GaveUp as error:
                if not self.enough.is_set():
                    self.book.faults.append(f"twin gave up: {error}")

    def _persist(self, http: httpx.Client, key: str, case: str, version: int, step: Step) -> Answer:
        """The same request again and again."""
        command = f"{step.officer.id}/{key}"
        deadline = monotonic() + PATIENCE_SECONDS
        while monotonic() < deadline and not (step.patient and self.enough.is_set()):
            try:
                told = self._send(http, key, case, version, step)
            except httpx.TransportError:
                self.book.count("unanswered")
                sleep(0.02)
                continue
            if told.is_success:
                return self._acknowledged(command, told)
            version = self._refused(told, case, version, step)
        raise GaveUp(f"{command}: {step.path}")

    def _send(
        self, http: httpx.Client, key: str, case: str, version: int, step: Step
    ) -> httpx.Response:
        below = f"/v1/cases/{case}/{step.path}" if step.path else "/v1/cases"
        headers = {
            "Authorization": f"Bearer {self.book.token(step.officer)}",
            "Idempotency-Key": key,
        }
        if step.decision:
            headers["If-Match"] = f'"{version}"'
        command = f"{step.officer.id}/{key}"
        self.book.ask(command, 1)
        try:
            return http.post(step.path if step.absolute else below, json=step.body, headers=headers)
        finally:
            self.book.ask(command, -1)

    def _acknowledged(self, command: str, told: httpx.Response) -> Answer:
        said = told.json()
        answer = Answer(
            command,
            said["case"],
            said["version"],
            said["position"],
            tuple(said["facts"]),
            said["repeated"],
        )
        if answer.repeated is not (told.status_code == 200):
            self.book.faults.append(f"{command}: {told.status_code} repeated={answer.repeated}")
        self.book.write(answer)
        return answer

    def _refused(self, told: httpx.Response, case: str, version: int, step: Step) -> int:
        """Wait where waiting helps; the version to try again with."""
        codes = {error["code"] for error in told.json()["errors"]}
        for code in codes:
            self.book.count(f"refused: {code}")
        if "version-stale" in codes:
            seen: int = self.look(step.officer, case)["version"]
            return seen
        if told.status_code == 503 or codes <= BUSY or step.patient:
            sleep(0.05)
            return version
        self._unexpected(told, step.path)
        return version

    def _unexpected(self, told: httpx.Response, what: str) -> None:
        if told.status_code == 503:
            sleep(0.05)
            return
        self.book.faults.append(f"{what}: {told.status_code} {told.text[:300]}")
        raise GaveUp(self.book.faults[-1])
