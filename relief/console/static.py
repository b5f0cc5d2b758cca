"""Stylesheet, script and icon under names that change with their content, so browsers may keep them."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from relief.api.problems import Fault, Problem
from relief.words.edges import Edge

FOLDER = Path(__file__).parent / "static"
PREFIX = "/console/static"
KEPT = "public, max-age=31536000, immutable"
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is sent, plain and compressed."""

    plain: bytes
    small: bytes
    kind: str


@cache
def files() -> Mapping[str, Kept]:
    """Every file by the name it is asked by."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in TYPES:
            data = path.read_bytes()
            mark = sha256(data).hexdigest()[:12]
            small = gzip.compress(data, 9, mtime=0)
            found[f"{path.stem}.{mark}{path.suffix}"] = Kept(data, small, TYPES[path.suffix])
    return found


@cache
def address(name: str) -> str:
    """Where a file is to be had now. Raises ``KeyError`` for one there is not."""
    stem, _, suffix = name.rpartition(".")
    for known in files():
        if known.startswith(f"{stem}.") and known.endswith(f".{suffix}"):
            return f"{PREFIX}/{known}"
    raise KeyError(name)


def wants_small(request: Request) -> bool:
    """Whether a browser takes compressed answers."""
    return "gzip" in request.headers.get("accept-encoding", "")


async def sent(request: Request) -> Response:
    """A file by its name. Raises ``Problem`` 404."""
    kept = files().get(request.path_params["file"])
    if kept is None:
        raise Problem(Fault(Edge.NOT_FOUND))
    small = wants_small(request)
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    if small:
        headers["Content-Encoding"] = "gzip"
    return Response(kept.small if small else kept.plain, 200, headers, kept.kind)
