"""Cases in several townships, and any operation of the document asked about them."""

from asyncio import Runner
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from domain.case.authority import Officer
from tests.api.asked import Asked
from tests.api.conftest import Api
from tests.api.posts import TOWNSHIPS
from tests.case.people import Family, family
from tests.case.words import About
from tests.support import commands as c
from tests.support.offices import EXAMINATION, Counter


@dataclass
class World:
    """Cases in some townships, and requests about them."""

    api: Api
    loop: Runner
    numbers: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: Iterator[int] = field(default_factory=count)

    def settle(self, township: str) -> None:
        """A case on the public-notice board, an approved one, a lead; and their county's delegation."""
        counter = Counter(self.api.service)
        serial = 10 * (1 + TOWNSHIPS.index(township))
        posted = About(
            f"{township}-20250310-POSTED", family("甲", serial=serial), township=township
        )
        counter.go(posted, c.SubmitApplication, c.AcceptApplication, *EXAMINATION)
        counter.go(posted, c.PostPublicNotice)
        paid = self.about(township, "GRANTED", family("乙", serial=serial + 5))
        counter.approved_by_county(paid)
        lead = self.about(township, "LEAD", family())
        counter.go(lead, c.RecordLead)
        applicant = posted.family.members[0].id_number
        assert applicant is not None
        number = applicant.reveal()
        self.numbers[township] = {"case": posted.case, "lead": lead.case, "person": number}
        self.api.follow()

    def about(self, township: str, name: str, those: Family) -> About:
        """What a case of the township is about."""
        return About(f"{township}-20250310-{name}", those, township=township)

    def ask(
        self, officer: Officer, one: Asked, named: dict[str, str], query: dict[str, str], said: Any
    ) -> httpx.Response:
        """The operation about these names, always under the same number: answers can be compared."""
        headers = self.api.headers(officer, X_Request_Id="same")
        if one.method == "post":
            headers |= {"Idempotency-Key": f"m-{next(self.keys)}"}
        if "If-Match" in str(one.said.get("parameters")):
            headers |= {"If-Match": '"1"'}
        if one.id == "Upload":
            headers |= {"Content-Type": "image/png"}
        return self.loop.run(self._send(one, named, params=query, json=said, headers=headers))

    def look(self, officer: Officer, path: str) -> httpx.Response:
        """A page, under the same number as well."""
        headers = self.api.headers(officer, X_Request_Id="same")
        return self.loop.run(self._get(path, headers))

    async def _get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        inside = httpx.ASGITransport(self.api.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=inside, base_url="http://testserver") as http:
            return await http.get(path, headers=headers)

    async def _send(self, one: Asked, named: dict[str, str], **more: Any) -> httpx.Response:
        """Straight into the application: thousands of requests would be slow through a client's thread."""
        inside = httpx.ASGITransport(self.api.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=inside, base_url="http://testserver") as http:
            return await http.request(one.method, one.address(**named), **more)
