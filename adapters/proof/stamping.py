"""Time stamps of RFC 3161 over checkpoints: asked of a service, held to what was asked, and kept.

Who signed a token is not asked here: whoever doubts it has `openssl ts -verify` and the certificate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes
from typing import Protocol

import httpx

SECONDS, MOST_BYTES = 10.0, 65_536
SEQUENCE, SET, INTEGER, OCTETS, TIME, INNER = 0x30, 0x31, 0x02, 0x04, 0x18, 0xA0
SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""The algorithm, as DER has it."""
GRANTED = (0, 1)


class Unstamped(Exception):
    """The service did not answer, refused, or stamped something else."""


class Stamper(Protocol):
    """Whoever stamps: a service over HTTP, or a device."""

    def stamp(self, note: bytes) -> bytes:
        """The answer with its token, over the bytes of a note. Raises ``Unstamped``."""
        ...


def der(tag: int, content: bytes) -> bytes:
    """A value as DER has it."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    told = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(told))) + told + content


def read(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The values that stand one after the other. Raises ``ValueError``."""
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError(at)
        tag, size, at = data[at], data[at + 1], at + 2
        if size & 0x80:
            many = size & 0x7F
            size, at = int.from_bytes(data[at : at + many]), at + many
        if at + size > len(data):
            raise ValueError(at)
        yield tag, data[at : at + size]
        at += size


def request(note: bytes, nonce: bytes) -> bytes:
    """What is asked: the SHA-256 of the note stamped, with the service's certificate."""
    imprint = der(SEQUENCE, SHA256 + der(OCTETS, sha256(note).digest()))
    asked = der(INTEGER, b"\x01") + imprint + der(INTEGER, nonce) + b"\x01\x01\xff"
    return der(SEQUENCE, asked)


def stamped(answer: bytes) -> tuple[bytes, str, list[bytes]]:
    """The hash an answer's token stamps, its time, and its whole numbers. Raises ``ValueError``."""
    ((_, whole),) = read(answer)
    (_, status), (_, token) = read(whole)
    if int.from_bytes(next(read(status))[1]) not in GRANTED:
        raise ValueError("refused")
    _, (_, explicit) = read(token)
    ((_, signed),) = read(explicit)
    content = list(read(signed))[2][1]
    _, (_, wrapped) = read(content)
    ((_, octets),) = read(wrapped)
    ((_, info),) = read(octets)
    fields = list(read(info))
    algorithm, digest = read(fields[2][1])
    if der(*algorithm) != SHA256:
        raise ValueError("algorithm")
    (time,) = (told for tag, told in fields if tag == TIME)
    return digest[1], time.decode("ascii"), [told for tag, told in fields if tag == INTEGER]


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its address."""

    address: str
    transport: httpx.BaseTransport | None = None

    def stamp(self, note: bytes) -> bytes:
        """Its answer, where it stamps this note and no other. Raises ``Unstamped``."""
        nonce = b"\x01" + token_bytes(8)
        headers = {"content-type": "application/timestamp-query"}
        try:
            with httpx.Client(transport=self.transport, timeout=SECONDS) as client:
                body = request(note, nonce)
                answer = client.post(self.address, content=body, headers=headers)
            found = answer.content
            if answer.status_code != 200 or len(found) > MOST_BYTES:
                raise Unstamped(str(answer.status_code))
            digest, _, numbers = stamped(found)
        except httpx.HTTPError as error:
            raise Unstamped(type(error).__name__) from None
        except (ValueError, IndexError):
            raise Unstamped("answer") from None
        if digest != sha256(note).digest() or nonce not in numbers:
            raise Unstamped("another")
        return found
