"""A witness that is asked over HTTP (c2sp.org/tlog-witness): it sees notes and proofs, no entry."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from adapters.proof import merkle
from adapters.proof.folder import Away, Refused
from adapters.proof.notes import Checkpoint, Verifier
from adapters.proof.tiles import TileTree

SECONDS = 10.0
"""So long a witness may take to answer."""
BEHIND, REWRITTEN = 409, 422
MOST_DIGITS, MOST_BYTES = 18, 16_384


@dataclass(slots=True)
class Remote:
    """A witness by the address below which ``add-checkpoint`` is; ``folder`` is how it is told of."""

    folder: str
    transport: httpx.BaseTransport | None = None

    def deposit(
        self, point: Checkpoint, note: str, tree: TileTree, keys: Sequence[Verifier]
    ) -> str:
        """Have a checkpoint signed: the lines it answers. Raises ``Refused``; ``Away`` where it does
        not answer or knows neither log nor key.
        """
        answer = self._add(0, [], note)
        if answer.status_code == BEHIND:
            size = self._size(answer.text)
            if size > point.size:
                raise Refused("shorter")
            answer = self._add(size, merkle.consistency(tree, size, point.size), note)
        if answer.status_code == REWRITTEN:
            raise Refused("another")
        if answer.status_code != 200:
            raise Away(str(answer.status_code))
        return answer.text if len(answer.content) <= MOST_BYTES else ""

    def _add(self, old: int, proof: Sequence[bytes], note: str) -> httpx.Response:
        hashes = "".join(f"{b64encode(one).decode()}\n" for one in proof)
        body = f"old {old}\n{hashes}\n{note}".encode()
        try:
            with httpx.Client(transport=self.transport, timeout=SECONDS) as client:
                return client.post(f"{self.folder.rstrip('/')}/add-checkpoint", content=body)
        except httpx.HTTPError as error:
            raise Away(type(error).__name__) from None

    def _size(self, told: str) -> int:
        text = told.removesuffix("\n")
        if not text.isascii() or not text.isdecimal() or len(text) > MOST_DIGITS:
            raise Away(str(BEHIND))
        return int(text)
