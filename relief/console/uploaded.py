"""A file sent by a form: its bytes go aside sealed as they come, never to a plain file on the way."""

from asyncio import timeout
from dataclasses import dataclass, field
from functools import partial

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from relief.api.desk import Desk
from relief.api.evidence import UPLOAD_SECONDS, known_type
from relief.api.problems import Fault, Problem
from relief.outside import LARGEST_FILE, Spool
from relief.words.edges import Edge

LARGEST_REST = 16 * 1024
"""Bytes of a form beside its file."""
FILE = "file"
"""What the input of the file is named by."""


@dataclass(slots=True)
class Arrived:
    """A form with a file as it comes in: what the file is said to be, and its next bytes."""

    media: str = ""
    file: bytearray = field(default_factory=bytearray)
    rest: int = 0
    _header: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _name: str = ""

    def callbacks(self) -> dict[str, object]:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_part_data": self._data,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._headed,
            "on_headers_finished": self._named,
        }

    def _begin(self) -> None:
        self._headers.clear()

    def _headed(self) -> None:
        self._headers[bytes(self._header).lower()] = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _named(self) -> None:
        _, said = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = said.get(b"name", b"").decode(errors="replace")
        if self._name == FILE:
            self.media = self._headers.get(b"content-type", b"").decode("latin-1")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._name == FILE:
            self.file += data[start:end]
            return
        self.rest += end - start
        if self.rest > LARGEST_REST:
            raise _large()


async def received(desk: Desk, request: Request, spool: Spool) -> str:
    """A form's file put aside sealed; its media type as told.

    Raises ``Problem`` 400, 408, 413 and 415.
    """
    kind, said = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not said.get(b"boundary"):
        raise Problem(Fault(Edge.MEDIA_TYPE_WRONG))
    arrived = Arrived()
    parser = MultipartParser(said[b"boundary"], arrived.callbacks())  # type: ignore[arg-type]
    try:
        async with timeout(UPLOAD_SECONDS):
            async for part in request.stream():
                parser.write(part)
                if spool.size + len(arrived.file) > LARGEST_FILE:
                    raise _large()
                if arrived.file:
                    await desk.blocking(partial(spool.add, bytes(arrived.file)))
                    arrived.file.clear()
            parser.finalize()
            await desk.blocking(spool.end)
    except MultipartParseError:
        raise Problem(Fault(Edge.BODY_NOT_JSON)) from None
    except TimeoutError:
        fault = Fault(Edge.BODY_TOO_SLOW, facts={"seconds": str(int(UPLOAD_SECONDS))})
        raise Problem(fault, headers={"Connection": "close"}) from None
    return known_type(arrived.media)


def _large() -> Problem:
    fault = Fault(Edge.BODY_TOO_LARGE, facts={"most": str(LARGEST_FILE)})
    return Problem(fault, headers={"Connection": "close"})
