"""A checkpoint is stamped with the time by a stranger's service, and the token is told and held."""

import os
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from adapters.proof.stamping import Service, Unstamped, request, stamped
from relief.audit.asked import Asked
from relief.audit.bundling import bundle
from relief.audit.verify_bundle import stamped as stamped_again
from relief.audit.verify_bundle import verify
from relief.opening import for_reading
from relief.upkeep import checkpointing
from tests.audit.test_bundle import AUDITOR
from tests.proof.conftest import Copied
from tests.support.proving import CLOCK, signed_again

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("openssl") is None and not os.environ.get("CI"), reason="no stranger's service"
    ),
]
CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {0}/serial
signer_cert = {0}/cert.pem
signer_key = {0}/key.pem
certs = {0}/cert.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[req]
distinguished_name = dn
x509_extensions = stamps
[dn]
[stamps]
extendedKeyUsage = critical,timeStamping
"""


class Stranger:
    """OpenSSL's own time stamping, behind an address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.config = folder, folder / "tsa.conf"
        folder.mkdir()
        self.config.write_text(CONFIG.format(folder), encoding="utf-8")
        (folder / "serial").write_text("01\n", encoding="utf-8")
        self.run("req", "-new", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=stranger")

    def run(self, *words: str) -> None:
        """One of its tools."""
        ends = ("-keyout", "key.pem", "-out", "cert.pem") if words[0] == "req" else ()
        subprocess.run(
            ["openssl", *words, *ends, "-config", str(self.config)],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )

    def __call__(self, asked: httpx.Request) -> httpx.Response:
        """Answer a query."""
        (self.folder / "query").write_bytes(asked.content)
        self.run("ts", "-reply", "-queryfile", "query", "-out", "reply")
        return httpx.Response(200, content=(self.folder / "reply").read_bytes())

    def verifies(self, note: bytes, token: bytes) -> bool:
        """Whether OpenSSL finds the token over these bytes."""
        (self.folder / "data").write_bytes(note)
        (self.folder / "token").write_bytes(token)
        words = ("-data", "data", "-in", "token", "-CAfile", "cert.pem")
        done = subprocess.run(
            ["openssl", "ts", "-verify", *words], cwd=self.folder, capture_output=True, check=False
        )
        return done.returncode == 0


@pytest.fixture
def stranger(tmp_path: Path) -> Stranger:
    """A service of somebody else's making."""
    return Stranger(tmp_path / "stranger")


def test_a_strangers_token_is_read(stranger: Stranger) -> None:
    """What was stamped and when, read by both readers alike; torn, of another note, refused: none."""
    service = Service("http://stamps", httpx.MockTransport(stranger))
    token = service.stamp(b"note")
    assert stranger.verifies(b"note", token)
    digest, at, _ = stamped(token)
    assert (digest, at) == stamped_again(token) and digest == sha256(b"note").digest()
    old = Service(
        "http://stamps", httpx.MockTransport(lambda _: httpx.Response(200, content=token))
    )
    for wrong in (b"note", b"another"):
        with pytest.raises(Unstamped, match="another"):
            old.stamp(wrong)
    for answer in (b"", token[:40], request(b"note", b"\x01"), b"\x30\x05\x30\x03\x02\x01\x02"):
        given = httpx.Response(200, content=answer)
        with pytest.raises(Unstamped):
            Service("http://stamps", httpx.MockTransport(lambda _, one=given: one)).stamp(b"note")
    down = httpx.MockTransport(lambda _: httpx.Response(503))
    with pytest.raises(Unstamped, match="503"):
        Service("http://stamps", down).stamp(b"note")


def test_stamps_are_kept_told_and_held(
    copied: Copied, stranger: Stranger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the database, beside the note of a folder, in a bundle; another in its place is found."""
    monkeypatch.setattr(
        checkpointing, "Stamping", lambda to: Service(to, httpx.MockTransport(stranger))
    )
    with copied(tmp_path / "at") as at:
        here = replace(at, settings=replace(at.settings, stamp_service="http://stamps"))
        signed_again(here, witnessed=True)
        tokens = sorted((tmp_path / "at" / "witness").rglob("facts/checkpoints/*.tsr"))
        assert len(tokens) == 1
        assert stranger.verifies(tokens[0].with_suffix("").read_bytes(), tokens[0].read_bytes())
        assert here.faults() == []
        (case,) = at.run("SELECT stream FROM events WHERE stream LIKE ? LIMIT 1", ("case-%",))
        service = for_reading(here.settings, CLOCK, keys=True, looks=True)
        try:
            asked = Asked(case=case[0].removeprefix("case-"))
            bundle(service, asked, AUDITOR, tmp_path / "b.zip")
        finally:
            service.close()
        assert sorted(verify(tmp_path / "b.zip").stamps) == ["access", "facts", "rows", "sign-in"]
        at.run(
            "UPDATE proof_stamps SET token = (SELECT token FROM proof_stamps WHERE origin LIKE ?)"
            " WHERE origin LIKE ?",
            ("%rows", "%facts"),
            "proof",
        )
        assert len(here.faults()) == 1
