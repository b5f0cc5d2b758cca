"""A witness over HTTP: ``POST …/add-checkpoint`` as c2sp.org/tlog-witness has it, and nothing else."""

from base64 import b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from adapters.proof import witness as w
from adapters.proof.merkle import HASH_BYTES
from adapters.proof.notes import WrongNote
from adapters.proof.witness import Lost, Refused, Witness
from relief.clock import Clock

MOST_BYTES, MOST_HASHES, WAIT_SECONDS = 65_536, 63, 10
ADD = "/add-checkpoint"
CODES = {w.UNKNOWN: 404, w.UNSIGNED: 403, w.SUPERSEDED: 403, w.BEHIND: 409, w.REWRITTEN: 422}
"""How C2SP tells each refusal."""
SIZE = "text/x.tlog.size"


class Answer(NamedTuple):
    """What goes back: a status, a body, and what it is."""

    code: int
    body: str = ""
    kind: str = "text/plain; charset=utf-8"


def read(body: bytes) -> tuple[int, list[bytes], str]:
    """The size the log thinks the witness has, the proof, the note. Raises ``ValueError``."""
    head, gap, note = body.decode("utf-8").partition("\n\n")
    first, *rest = head.split("\n")
    word, _, told = first.partition(" ")
    size = int(told)
    if word != "old" or str(size) != told or size < 0 or not gap or len(rest) > MOST_HASHES:
        raise ValueError
    proof = [b64decode(one, validate=True) for one in rest]
    if any(len(one) != HASH_BYTES for one in proof):
        raise ValueError
    return size, proof, note


def answer(witness: Witness, body: bytes, clock: Clock) -> Answer:
    """What a witness says of a request's body."""
    try:
        old, proof, note = read(body)
        return Answer(200, witness.add(old, proof, note, int(clock.now().timestamp())))
    except Refused as error:
        if error.why == w.BEHIND:
            return Answer(409, f"{error.size}\n", SIZE)
        return Answer(CODES[error.why])
    except (WrongNote, ValueError):
        return Answer(400)
    except (Lost, OSError):
        return Answer(503)


class Answering(BaseHTTPRequestHandler):
    """One request. Nothing of it is logged."""

    witness: Witness
    clock: Clock
    timeout = WAIT_SECONDS

    def do_POST(self) -> None:
        """``add-checkpoint`` below any prefix."""
        length = self.headers.get("Content-Length", "")
        if not self.path.endswith(ADD):
            self._send(Answer(404))
        elif not length.isascii() or not length.isdecimal() or int(length) > MOST_BYTES:
            self._send(Answer(400))
        else:
            self._send(answer(self.witness, self.rfile.read(int(length)), self.clock))

    def _send(self, told: Answer) -> None:
        body = told.body.encode()
        self.send_response(told.code)
        self.send_header("Content-Type", told.kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def version_string(self) -> str:
        """What it is."""
        return "relief-witness"


def listening(witness: Witness, clock: Clock, host: str, port: int) -> ThreadingHTTPServer:
    """The witness at an address; it answers once ``serve_forever`` is called. Raises ``OSError``."""
    handler = type("Handler", (Answering,), {"witness": witness, "clock": clock})
    return ThreadingHTTPServer((host, port), handler)
