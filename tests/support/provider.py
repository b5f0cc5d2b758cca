"""A certified OpenID provider (``oidc-provider``) as a process, its keys ours to turn."""

import json
import shutil
import socket
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
from joserfc.jwk import RSAKey

FOLDER = Path(__file__).parents[1] / "identity" / "provider"
START_SECONDS = 30.0
AUDIENCE = "urn:relief:api"


class ProviderMissing(Exception):
    """No provider to test against. The tests never run without one, and never skip."""


@cache
def key(name: str) -> RSAKey:
    """The signing key of this name, made once a run."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


def private(key: RSAKey) -> dict[str, Any]:
    """A key as the provider reads it."""
    return dict(key.as_dict(private=True))


def public(key: RSAKey) -> dict[str, Any]:
    """A key as everybody may see it."""
    return dict(key.as_dict(private=False))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RealProvider:
    """The provider on a port of its own; ``restart`` with other keys keeps the port."""

    redirect: str
    keys: list[RSAKey] = field(default_factory=lambda: [key("first")])
    system: RSAKey = field(default_factory=lambda: key("system"))
    us: RSAKey | None = None
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[str] | None = None

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        """Whether it is there to be asked."""
        return self._process is not None

    def __enter__(self) -> "RealProvider":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, and wait until it listens."""
        node = shutil.which("node")
        if node is None or not (FOLDER / "node_modules" / "oidc-provider").is_dir():
            raise ProviderMissing("run make provider")
        self._process = subprocess.Popen(
            [node, FOLDER / "provider.mjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(self._configuration()))
        self._process.stdin.close()
        said = self._process.stdout.readline()
        if said != "ready\n":
            raise ProviderMissing(f"the provider did not start: {said!r}")

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def turn(self, *keys: RSAKey) -> None:
        """Sign with the first of these keys from now on, and publish no others."""
        self.stop()
        self.keys = list(keys)
        self.start()

    def _configuration(self) -> dict[str, Any]:
        person: dict[str, Any] = {
            "client_id": "relief",
            "redirect_uris": [self.redirect],
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        }
        if self.us is not None:
            person["token_endpoint_auth_method"] = "private_key_jwt"
            person["token_endpoint_auth_signing_alg"] = "RS256"
            person["jwks"] = {"keys": [public(self.us)]}
        system = {
            "client_id": "bank",
            "redirect_uris": [],
            "response_types": [],
            "grant_types": ["client_credentials"],
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "RS256",
            "jwks": {"keys": [public(self.system)]},
        }
        return {
            "issuer": self.issuer,
            "port": self.port,
            "account": "subject-1",
            "keys": [private(one) for one in self.keys],
            "clients": [person, system],
        }


def through(address: str) -> str:
    """Go to the provider as a browser would; where it sends the browser back to."""
    with httpx.Client() as browser:
        for _ in range(10):
            answer = browser.get(address)
            target = answer.headers.get("location")
            assert target is not None, f"{answer.status_code} {answer.text}"
            address = str(answer.url.join(target))
            if not address.startswith("http://127.0.0.1:"):
                return address
    raise AssertionError("the provider sends the browser in circles")
