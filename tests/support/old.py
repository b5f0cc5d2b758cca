"""Chromium 79, the oldest browser the console works in, driven through two pipes."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import REFUSED

PACKAGE = Path(__file__).parents[1] / "console" / "old" / "node_modules" / "chrome-aws-lambda"
VERSION = "HeadlessChrome/79."
UNPACK = """
const [, from, to] = process.argv, fs = require("fs");
fs.writeFileSync(to, require("zlib").brotliDecompressSync(fs.readFileSync(from)), {mode: 0o755});
"""
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"),
    *("--disable-dev-shm-usage", "--remote-debugging-pipe", "--lang=zh-CN", "--hide-scrollbars"),
    "--window-size=1280,900",
)
PIPES = 'exec "$0" "$@" 3<&0 4>&1 >/dev/null 2>&1'
"""The browser hears on its third channel and answers on its fourth."""

DONE = "document.readyState === 'complete' && location.protocol !== 'about:'"


@dataclass
class Old:
    """One page of the browser. ``said``: what it complained of; where it asked for anything else."""

    process: "subprocess.Popen[bytes]"
    home: str = ""
    session: str = ""
    said: list[str] = field(default_factory=list)
    loaded: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol; what it answers. Raises ``AssertionError`` where it may not."""
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": params}
        if self.session:
            asked["sessionId"] = self.session
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked).encode() + b"\0")
        self.process.stdin.flush()
        while True:
            told = self._hear()
            if told.get("id") == number:
                assert "error" not in told, (method, told)
                result: dict[str, Any] = told["result"]
                return result

    def begin(self, script: bool) -> None:
        """A page nobody used before."""
        context = self.ask("Target.createBrowserContext")["browserContextId"]
        blank = {"url": "about:blank", "browserContextId": context}
        target = self.ask("Target.createTarget", **blank)["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setScriptExecutionDisabled", value=not script)

    def go(self, path: str) -> None:
        """To a page of the service, until it is whole."""
        seen = self.loaded
        self.ask("Page.navigate", url=f"{self.home}{path}")
        self._until_loaded(seen)

    def click(self, selector: str) -> None:
        """Onto something that leads to another page."""
        seen = self.loaded
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self._until_loaded(seen)

    def run(self, expression: str) -> Any:
        """What an expression is on the page. Raises ``AssertionError`` where it fails."""
        told = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def _until_loaded(self, seen: int) -> None:
        while self.loaded == seen or not self.run(DONE):
            if self.loaded == seen:
                self._hear()

    def _hear(self) -> dict[str, Any]:
        """The next answer or event."""
        assert self.process.stdout is not None
        heard = bytearray()
        while (one := self.process.stdout.read(1)) != b"\0":
            assert one, "the browser is gone"
            heard += one
        told: dict[str, Any] = json.loads(heard)
        self._note(told.get("method", ""), told.get("params", {}))
        return told

    def _note(self, event: str, about: dict[str, Any]) -> None:
        match event:
            case "Page.loadEventFired":
                self.loaded += 1
            case "Runtime.exceptionThrown":
                self.said.append(about["exceptionDetails"]["exception"].get("description", ""))
            case "Runtime.consoleAPICalled":
                self.said.append(str(about["args"]))
            case "Log.entryAdded":
                text = about["entry"]["text"]
                self.said += [] if text.startswith(REFUSED) else [text]
            case "Network.requestWillBeSent":
                url = about["request"]["url"]
                if not url.startswith((self.home, "about:")):
                    self.said.append(url)
            case _:
                pass


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The browser, unpacked. A failure where it is missing under CI, elsewhere the tests are left out."""
    packed = PACKAGE / "bin" / "chromium.br"
    if not packed.exists():
        assert not os.environ.get("CI"), "Chromium 79 is missing: make old-browser installs it"
        pytest.skip("Chromium 79 is not installed: make old-browser")
    made = tmp_path_factory.mktemp("old") / "chromium"
    subprocess.run(["node", "-e", UNPACK, packed, made], check=True)
    return made


@contextmanager
def opened_in_old(program: Path, home: str, script: bool = True) -> Iterator[Old]:
    """A page of it over a service. Fails where it complained of anything."""
    profile = f"--user-data-dir={program.parent / 'profile'}"
    process = subprocess.Popen(
        ["sh", "-c", PIPES, str(program), *FLAGS, profile],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    page = Old(process, home)
    try:
        page.begin(script)
        yield page
        assert page.said == [], page.said
    finally:
        process.kill()
        process.wait()
