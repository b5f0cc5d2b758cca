"""An office reached over the network, for a browser: a caseworker who signs in by both factors and types."""

from collections.abc import Iterator, Mapping
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


@dataclass
class Tally:
    """What officers had to do: values in all, of them typed and chosen; and what they clicked on."""

    fields: int = 0
    typed: int = 0
    chosen: int = 0
    clicks: int = 0


def fill(page: Page, body: Mapping[str, Any], place: str = "", tally: Tally | None = None) -> None:
    """What a body says, typed and chosen as an officer does."""
    tally = Tally() if tally is None else tally
    for name, value in body.items():
        at = f"{place}{name}"
        if isinstance(value, Mapping):
            fill(page, value, f"{at}.", tally)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for n, one in enumerate(value):
                while page.locator(f"[id='f-{at.replace('.', '-')}-{n}']").count() == 0:
                    page.locator(f"button[value='add:{at}']").evaluate(UNFOLD)
                    with page.expect_navigation():
                        page.locator(f"button[value='add:{at}']").click()
                    tally.clicks += 1
                fill(page, one, f"{at}.{n}.", tally)
        elif value is not None and value != []:
            choose(page, at, value, tally)


UNFOLD = """one => {
  for (let d = one.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
}"""
"""Opens what an input is folded away in."""


def choose(page: Page, name: str, value: Any, tally: Tally) -> None:
    """One field; nothing is done where that stands there already."""
    every = page.locator(f"[name='{name}']")
    every.first.evaluate(UNFOLD)
    kind = every.first.evaluate("one => one.type || one.tagName")
    several = [written(one) for one in (value if isinstance(value, list) else [value])]
    if kind in ("radio", "checkbox"):
        for text in several:
            one = page.locator(f"[name='{name}'][value='{text}']")
            tally.chosen += not one.is_checked()
            one.check()
        return
    text = "\n".join(several)
    if kind == "hidden" or every.first.input_value() == text:
        return
    if kind.startswith("select"):
        tally.chosen += 1
        every.first.select_option(text)
    else:
        tally.typed += 1
        every.first.fill(text)


def written(value: Any) -> str:
    """A value as an input has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
