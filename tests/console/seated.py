"""An office reached over the network, for a browser: a caseworker who signs in by both factors and types."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from domain.case.authority import SYSTEM, Officer, Post
from domain.registers.officers.facts import Credential
from relief.bootstrap import Service, build
from relief.clock import SystemClock
from relief.office.requests import Receipt, Request
from relief.settings import Settings
from tests.api.words import CASEWORKER
from tests.support import commands as c
from tests.support.browser import chromium
from tests.support.enrolling import enrol, secret
from tests.support.installed import MASTER, TOKENS
from tests.support.live import live

PASSWORD = "correct horse battery"
SECURITY = Officer("security", frozenset({Post.SECURITY_ADMIN}), "5401")


@dataclass
class Office:
    """A service that is reached over the network, and a caseworker on its local list."""

    service: Service
    address: str
    codes: pyotp.TOTP


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for these tests."""
    with chromium() as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A service of its own, on the clock of the machine."""
    settings = Settings(
        database=f"sqlite:///{tmp_path / 'relief.db'}",
        master_key=tmp_path / MASTER,
        token_key=tmp_path / TOKENS,
        files=tmp_path / "files",
        sign_in_local=True,
    )
    service = build(settings, SystemClock())
    appoint(service)
    codes = pyotp.TOTP(secret(enrol(service.sign_in, CASEWORKER.id, PASSWORD)))
    with live(service) as (host, port):
        yield Office(service, f"http://{host}:{port}", codes)
    service.close()


def appoint(service: Service) -> None:
    """The caseworker is appointed, and has a password on record."""
    credential = Credential.PASSWORD
    appointed: tuple[tuple[Any, Officer], ...] = (
        (
            c.AppointOfficer(
                case=CASEWORKER.id,
                number="任1",
                post=Post.CASEWORKER,
                division=CASEWORKER.division,
                valid_from=date(2020, 1, 1),
                document="任用通知",
            ),
            SECURITY,
        ),
        (c.RecordCredential(case=CASEWORKER.id, credential=credential, present=True), SYSTEM),
    )
    for n, (command, by) in enumerate(appointed):
        digest = service.master.digest(str(n).encode())
        done = service.office.execute(Request(command, by, f"{by.id}/{n}", digest))
        assert isinstance(done, Receipt), done


def sign_in(page: Page, office: Office) -> None:
    """By both factors, on the page that whoever is not signed in is sent to."""
    page.get_by_label("用户名").fill(CASEWORKER.id)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("动态验证码").fill(office.codes.now())
    page.get_by_role("button", name="登录").click()


def fill(page: Page, body: dict[str, Any], place: str = "") -> None:
    """What a body says, typed and chosen as an officer does."""
    for name, value in body.items():
        at = f"{place}{name}"
        if isinstance(value, dict):
            fill(page, value, f"{at}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for n, one in enumerate(value):
                while page.locator(f"[id='f-{at.replace('.', '-')}-{n}']").count() == 0:
                    page.locator(f"button[value='add:{at}']").evaluate(UNFOLD)
                    page.locator(f"button[value='add:{at}']").click()
                fill(page, one, f"{at}.{n}.")
        else:
            choose(page, at, value)


UNFOLD = """one => {
  for (let d = one.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
}"""
"""Opens what an input is folded away in."""


def choose(page: Page, name: str, value: Any) -> None:
    """One field."""
    every = page.locator(f"[name='{name}']")
    every.first.evaluate(UNFOLD)
    kind = every.first.evaluate("one => one.type || one.tagName")
    for one in value if isinstance(value, list) else [value]:
        text = str(one).lower() if isinstance(one, bool) else str(one)
        if kind in ("radio", "checkbox"):
            page.locator(f"[name='{name}'][value='{text}']").check()
        elif kind.startswith("select"):
            every.first.select_option(text)
        else:
            every.first.fill(text)
