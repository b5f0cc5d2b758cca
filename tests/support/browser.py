"""Debian's Chromium, driven by Playwright; where it is missing that is a failure under CI only."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
REFUSED = "Failed to load resource: the server responded with a status of 4"
"""What a browser says on its console of a page that tells what is wrong: that page is meant."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, started once."""
    if shutil.which(CHROMIUM) is None:
        if os.environ.get("CI"):
            raise AssertionError(f"{CHROMIUM} is missing: make setup installs it")
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--disable-dev-shm-usage"]
        )
        try:
            yield made
        finally:
            made.close()


@contextmanager
def opened(browser: Browser, address: str, script: bool = True) -> Iterator[Page]:
    """A page of a browser nobody used before. Fails where anything goes wrong that it would tell of.

    That is a message on its console, an error of the script, a request to anywhere else, or one for
    anything but a page that was refused.
    """
    context = browser.new_context(base_url=address, java_script_enabled=script, locale="zh-CN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: None if one.text.startswith(REFUSED) else said.append(one.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith(address) else said.append(one.url))
    page.on("response", lambda one: said.append(one.url) if _lacking(one) else None)
    page.set_default_timeout(30_000)
    try:
        yield page
        assert said == [], said
    finally:
        context.close()


def _lacking(answer: Response) -> bool:
    """Whether something a page needs was not to be had."""
    return answer.status >= 400 and answer.request.resource_type != "document"
