"""A small store that speaks as much S3 as is spoken to it, and takes only what was signed.

It is no S3: signatures are looked for, not reckoned, and nothing is durable.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET, REGION, KEY = "relief", "lhasa-1", ("test-key-id", "test-secret")
STAMP = "%Y-%m-%dT%H:%M:%S.000Z"


@dataclass
class Bucket:
    """What is kept, and whether it answers."""

    address: str = ""
    held: dict[str, bytes] = field(default_factory=dict)
    unsigned: int = 0
    down: bool = False


@contextmanager
def bucket() -> Iterator[Bucket]:
    """One that listens."""
    kept = Bucket()
    handler = type("Handler", (_Handler,), {"bucket": kept})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    kept.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    bucket: Bucket
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        """Keep, unless it is there and was to be new."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._may():
            return
        if self.headers.get("If-None-Match") == "*" and self._name in self.bucket.held:
            self._answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
            return
        self.bucket.held[self._name] = body
        self._answer(200, etag=True)

    def do_GET(self) -> None:
        """One, or the list of all that begin alike."""
        if not self._may():
            return
        if self._name:
            self._one(body=True)
            return
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        now = f"{datetime.now(UTC):{STAMP}}"
        lines = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>{now}</LastModified>"
            f'<ETag>"e"</ETag><Size>{len(data)}</Size></Contents>'
            for name, data in sorted(self.bucket.held.items())
            if name.startswith(prefix)
        )
        told = f"<ListBucketResult><IsTruncated>false</IsTruncated>{lines}</ListBucketResult>"
        self._answer(200, told.encode())

    def do_HEAD(self) -> None:
        """Whether there is one."""
        if self._may():
            self._one(body=False)

    def do_DELETE(self) -> None:
        """It is gone, if it was there."""
        if self._may():
            self.bucket.held.pop(self._name, None)
            self._answer(204)

    @property
    def _name(self) -> str:
        path = unquote(urlsplit(self.path).path)
        return path.removeprefix(f"/{BUCKET}").removeprefix("/")

    def _may(self) -> bool:
        """Signed with our key, by a header or in the address; and it answers at all."""
        if self.bucket.down:
            self._answer(503, b"<Error><Code>SlowDown</Code></Error>")
            return False
        header, query = self.headers.get("Authorization", ""), unquote(urlsplit(self.path).query)
        by_header = re.match(rf"AWS4-HMAC-SHA256 Credential={KEY[0]}/.*Signature=\w{{64}}", header)
        by_query = re.search(rf"X-Amz-Credential={KEY[0]}/", query) and re.search(
            r"X-Amz-Signature=\w{64}", query
        )
        if by_header or by_query:
            return True
        self.bucket.unsigned += 1
        self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return False

    def _one(self, body: bool) -> None:
        data = self.bucket.held.get(self._name)
        if data is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", '"e"')
        now = datetime.now(UTC)
        self.send_header("Last-Modified", f"{now:%a, %d %b %Y %H:%M:%S GMT}")
        self.end_headers()
        if body:
            self.wfile.write(data)

    def _answer(self, status: int, body: bytes = b"", etag: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", '"e"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
