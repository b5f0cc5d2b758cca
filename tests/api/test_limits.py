"""Every number, date, cursor and name of every route at its limits, from the document of the API.

Held of each answer: a status the document describes, no failure, no stack trace in the log, no
number of a person in answer or log; and of the store afterwards: none of them in clear.

All of it is some ten thousand requests. ``make test`` asks a part that is the same each time: of
each place every ``EVERY``-th value, each place beginning with another one, so that every kind of
value is tried at many places and every place with some. ``RELIEF_TEST_LIMITS=all`` (``make limits``)
asks everything, a number another part.
"""

import json
import os
from asyncio import Runner
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote
from zlib import crc32

import httpx
from sqlalchemy import create_engine, inspect

from domain.case.authority import POWERS, Officer, Post
from relief.api.routes import ROUTES
from relief.api.wordbook import book
from tests.api import limits
from tests.api.asked import Asked, body, operations
from tests.api.conftest import Api
from tests.api.described import as_described
from tests.api.words import COUNTY, TOWNSHIP, application

CHOSEN = os.environ.get("RELIEF_TEST_LIMITS", "29")
EVERY = 1 if CHOSEN == "all" else int(CHOSEN)
COMMANDS = {route.name: route.command for route in ROUTES}
TRACES = ("Traceback", '"exception"', "request failed")
LEFT_ALONE = frozenset({"issuer", "subject", "source", "serial"})
"""Plain fields whose words are given from outside (``domain.case.plain``)."""

AUDITOR = Officer("aa", frozenset({Post.AUDIT_ADMIN}), "5401")
READERS = {"AccessLog": AUDITOR, "SignIns": AUDITOR, "Officers": AUDITOR}


class Walk:
    """Asks with one value out of place, and holds the answer against everything promised."""

    def __init__(self, api: Api, loop: Runner) -> None:
        self.api, self.loop = api, loop
        self.document = api.app.openapi()
        self.check = as_described(self.document, book(api.service.law))
        self.asked = 0
        self.refused: dict[int, int] = {}
        case = api.submit()
        self.names = {
            "case": case,
            "lead": case,
            "county": COUNTY,
            "code": TOWNSHIP,
            "officer": "zhang.san",
            "law": "lhasa-2018-202",
            "person": "0" * 32,
            "kind": "application-form",
            "file": "0" * 32,
        }
        self.read = api.log.tell()

    def chosen(
        self, one: Asked, place: str, values: Mapping[str, Any]
    ) -> Iterator[tuple[str, Any]]:
        """The part of the values that is tried at a place."""
        first = crc32(f"{one.id}/{place}".encode())
        for n, (how, value) in enumerate(values.items()):
            if (first + n) % EVERY == 0:
                yield how, value

    def who(self, one: Asked) -> Officer:
        """Somebody who may ask."""
        if one.id in READERS:
            return READERS[one.id]
        power = (
            POWERS[COMMANDS[one.id]].posts if one.id in COMMANDS else frozenset({Post.CASEWORKER})
        )
        post = sorted(power)[0]
        length = {Post.CASEWORKER: 9, Post.TOWNSHIP_LEADER: 9}.get(post, 6)
        city = post.value.endswith(("administrator", "reader")) or post in (
            Post.CITY_OFFICER,
            Post.AUDITOR,
        )
        return Officer(f"o.{post.value}", frozenset({post}), "5401" if city else TOWNSHIP[:length])

    def ask(
        self,
        one: Asked,
        place: str,
        how: str,
        path: str,
        said: bytes | None = None,
        headers: Mapping[str, Any] | None = None,
    ) -> None:
        """One request."""
        self.asked += 1
        sent: dict[str, Any] = {
            **self.api.headers(self.who(one)),
            "Idempotency-Key": f"l-{self.asked}",
        }
        if "If-Match" in str(one.said.get("parameters")):
            sent["If-Match"] = '"1"'
        if said is not None:
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        answer = self.loop.run(self._send(one.method, path, said, sent))
        where = (one.id, place, how, answer.status_code)
        self.refused[answer.status_code] = self.refused.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, where
        try:
            self.check(answer)
        except AssertionError as wrong:
            raise AssertionError(f"{where}: {wrong}") from None
        self.api.log.seek(self.read)
        told = self.api.log.read()
        self.read = self.api.log.tell()
        for trace in TRACES:
            assert trace not in told, (where, told[-2000:])
        for number in limits.NUMBERS.values():
            assert number not in told, where
            if answer.headers["content-type"].startswith("application/"):
                assert number not in answer.text, where

    async def _send(
        self, method: str, path: str, said: bytes | None, headers: Any
    ) -> httpx.Response:
        inside = httpx.ASGITransport(self.api.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=inside, base_url="http://testserver") as http:
            return await http.request(method, path, content=said, headers=headers)

    def address(self, one: Asked, **names: str) -> str:
        """The path, whatever the names hold."""
        path = one.path
        for name in one.names:
            path = path.replace(f"{{{name}}}", names.get(name, self.names[name]))
        return path

    def paths(self, one: Asked) -> None:
        """What a path names."""
        said = None if one.method == "get" else b"{}"
        for name in sorted(one.names):
            for how, value in self.chosen(
                one, name, {**limits.TEXTS, **limits.DAYS, **limits.IN_QUERIES}
            ):
                text = quote(str(value)[:4000].encode("utf-8", "surrogatepass"), safe="")
                self.ask(one, name, how, self.address(one, **{name: text or "%20"}), said)

    def queries(self, one: Asked) -> None:
        """What a query asks."""
        for parameter in one.said.get("parameters", ()):
            if parameter["in"] != "query":
                continue
            every = {**limits.TEXTS, **limits.DAYS, **limits.INTEGERS, **limits.IN_QUERIES}
            known = {
                p["name"]: "examination" if p["name"] == "limit" else "2026-03-02"
                for p in one.said["parameters"]
                if p["in"] == "query" and p["required"]
            }
            for how, value in self.chosen(one, parameter["name"], every):
                given = {**known, parameter["name"]: str(value)[:6000]}
                query = "&".join(
                    f"{n}={quote(v.encode('utf-8', 'surrogatepass'), safe='')}"
                    for n, v in given.items()
                )
                self.ask(one, parameter["name"], how, f"{self.address(one)}?{query}")

    def headers(self, one: Asked) -> None:
        """What the headers say."""
        for name in (
            "If-Match",
            "Idempotency-Key",
            "Relief-After",
            "X-Request-Id",
            "Content-Length",
        ):
            for how, value in self.chosen(
                one, name, {**limits.TEXTS, **limits.INTEGERS, **limits.IN_QUERIES}
            ):
                text = str(value)[:2000].encode("utf-8", "surrogatepass").replace(b"\x00", b"")
                if name != "Content-Length" or text.isdigit():
                    said = None if one.method == "get" else b"{}"
                    self.ask(one, name, how, self.address(one), said, {name: text})

    def bodies(self, one: Asked) -> None:
        """What a body says, each place in turn."""
        told = one.said.get("requestBody", {}).get("content", {}).get("application/json")
        if told is None:
            return
        schema = told["schema"]
        right = body(one.said, self.document)
        if one.id == "SubmitApplication":
            right = application()
        for path, found in limits.places(schema, self.document):
            place = ".".join(map(str, path))
            for how, value in self.chosen(one, place, limits.at_limits(found, self.document)):
                if how in limits.NUMBERS and LEFT_ALONE & set(map(str, path)):
                    continue
                said = limits.with_value(right, path, value, schema, self.document)
                self.ask(one, place, how, self.address(one), json.dumps(said).encode())


def test_every_value_of_every_route_at_its_limits(api: Api) -> None:
    """Paths, queries, headers and bodies: refused in words or taken, never a failure or a leak."""
    api.follow()
    with Runner() as loop:
        walk = Walk(api, loop)
        for one in operations(walk.document):
            if one.id == "SignInLocally" and EVERY > 1:
                continue
            walk.paths(one)
            walk.queries(one)
            walk.headers(one)
            walk.bodies(one)
    assert walk.asked > 20_000 // EVERY // 2
    assert {400, 404, 422} <= walk.refused.keys()
    kept = everything_kept(api)
    for how, number in limits.NUMBERS.items():
        assert number not in kept, how


def everything_kept(api: Api) -> str:
    """Every row of every table, as text."""
    found: list[str] = []
    for url in (api.service.settings.database, *_beside(api)):
        engine = create_engine(url)
        with engine.connect() as connection:
            for table in inspect(engine).get_table_names():
                rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"')
                found.extend(_text(value) for row in rows for value in row)
        engine.dispose()
    return "\n".join(found)


def _beside(api: Api) -> Iterator[str]:
    """SQLite's other files."""
    path = api.service.settings.database
    if path.startswith("sqlite:///"):
        from pathlib import Path

        main = Path(path.removeprefix("sqlite:///"))
        yield from (f"sqlite:///{one}" for one in main.parent.glob("*.db") if one != main)


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)
