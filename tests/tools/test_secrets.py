"""No secret in the repository, on a command line or in what a process says; no call to strangers."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from relief.options import parser

ROOT = Path(__file__).parents[2]
KEY_LIKE = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    rb"|AKIA[0-9A-Z]{16}"
    rb"|gh[pousr]_[A-Za-z0-9]{30,}"
    rb"|relief1\.[A-Za-z0-9_-]{40,}\."
    rb"|eyJ[A-Za-z0-9_-]{20,}\.eyJ"
    rb"|(?i:(?:secret|password|passwd|token|api_?key|master_?key))[\"']?\s*[:=]\s*[\"'][A-Za-z0-9+/_=-]{24,}[\"']"
    rb"|[a-z]+://[^/\s:@\"'{}]+:[^/\s@\"'{}]{8,}@"
)
"""Private keys, cloud and forge keys, our own and others' tokens, long literal secrets, passwords in URLs."""

OUTWARD = {
    "httpx",
    "requests",
    "urllib.request",
    "http.client",
    "socket",
    "aiohttp",
    "smtplib",
    "ftplib",
}
MAY_CALL_OUT: set[str] = {
    "adapters/files/bucket.py",
    "adapters/identity/provider.py",
    "relief/demo/desk.py",
    "relief/demo/run.py",
    "relief/demo/serving.py",
    "adapters/outbox/gateway.py",
    "adapters/outbox/mail.py",
    "adapters/proof/remote.py",
    "adapters/proof/stamping.py",
    "relief/listening.py",
}
"""Files that open connections by themselves: to the registered sign-in provider, whose every address
is checked against what was registered (``tests/identity``); to the store of files and the carriers of
messages, to the witnesses and the time stamp service that the settings name; the demo talks to its own
service, which listens itself."""

SECRETS = re.compile("key|secret|password|passphrase|token")


def tracked() -> list[Path]:
    """Every file of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    return [ROOT / name.decode() for name in listed.split(b"\0") if name]


def test_the_repository_holds_nothing_that_looks_like_a_key() -> None:
    """Neither keys nor tokens nor passwords are kept with the code."""
    found = [
        str(file.relative_to(ROOT))
        for file in tracked()
        if file.is_file() and file.suffix != ".lock" and KEY_LIKE.search(file.read_bytes())
    ]
    assert found == []


def test_the_pattern_knows_a_key_when_it_sees_one() -> None:
    """Each kind, put together here so that this file holds none."""
    kinds = [
        b"-----BEGIN " + b"RSA PRIVATE KEY-----",
        b"AKIA" + b"A" * 16,
        b"relief1." + b"a" * 40 + b".b",
        b"master_key = '" + b"a" * 32 + b"'",
        b"postgresql://u:" + b"hunter22" + b"@h/d",
    ]
    assert all(KEY_LIKE.search(kind) for kind in kinds)


def test_no_tool_takes_a_secret_on_its_command_line() -> None:
    """Command lines are read by everybody on the machine."""
    tools = next(a for a in parser()._actions if a.dest == "tool").choices
    assert tools is not None
    for name, tool in dict(tools).items():
        for action in (one for one in tool._actions if one.nargs != 0):
            assert not SECRETS.search(action.dest), f"relief {name} {action.dest}"


def imports(file: Path) -> set[str]:
    """The modules a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_only_named_files_open_connections() -> None:
    """No address that somebody sends is ever called: hardly any file could call one."""
    callers = {
        str(file.relative_to(ROOT))
        for floor in ("relief", "adapters", "projections", "domain")
        for file in (ROOT / floor).rglob("*.py")
        if imports(file) & OUTWARD
    }
    assert callers == MAY_CALL_OUT


@pytest.mark.day
def test_a_wrong_database_address_is_not_repeated(tmp_path: Path) -> None:
    """A password in a setting turns up neither in the error nor in the log of a failed start."""
    asked = [sys.executable, "-m", "relief.cli", "verify"]
    url = "postgresql://u:" + "hunter22" + "@127.0.0.1:1/none?connect_timeout=2"
    env = {
        "RELIEF_DATABASE": url,
        "RELIEF_MASTER_KEY": str(tmp_path / "k"),
        "RELIEF_TOKEN_KEY": str(tmp_path / "t"),
        "PYTHONPATH": str(ROOT),
    }
    told = subprocess.run(asked, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60)
    assert told.returncode != 0
    assert "hunter22" not in told.stdout + told.stderr
