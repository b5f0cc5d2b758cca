"""Looks at one file in a process of its own, and gives it back without what nobody asked for.

Run as a script, never imported by the service: the file comes by standard input, its findings leave
by standard output as one line of JSON, then its bytes. The process has little memory, little time and
no environment; whatever a file does to it ends here.
"""

import io
import json
import re
import resource
import signal
import sys
import zipfile
import zlib
from datetime import datetime
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS, SECONDS = 15, 30
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 100_000_000
MOST_PAGES = 200
MOST_OBJECTS = 200_000

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
SIGNS = {JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", PDF: b"%PDF-"}
ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""Where each of the seven passes of an interlaced picture begins, and its steps, across and down."""
ORIENTATION, EXIF_PART, TAKEN = 0x0112, 0x8769, 0x9003

BARE = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""Where the coded part of a photograph ends: a mark that is neither data nor a restart."""
LENGTHS = {b"IHDR": 13, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1}
"""What a picture needs to look as it does, and how long each is."""
TABLES = {b"PLTE": 768, b"tRNS": 256}
"""Tables it looks its colours up in, and how long each may be. Texts, times, places and profiles, in
which anything may be written, are left out."""


FRAMES = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF)) - {0xC8}
"""The segments a photograph is decoded by; whatever else stands in one is said about it."""

ACTS = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute")
)
HOLDS = frozenset(("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"))
CARRIES = frozenset(("/JS", "/XFA", "/EmbeddedFiles", "/EF"))
"""By which a paper does something of its own, or has another file in it."""
OF_PAGE = frozenset(
    ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Annots")
)
"""What a page needs to look as it does."""
BESIDE = frozenset(("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF"))
TOLD = BESIDE | {"/A", "/PA", "/Dest", "/Parent", "/P", "/Popup", "/IRT", "/StructParent"}
"""What stands beside the look of anything, and beside that of a mark on a page."""


class Fault(Exception):
    """Why a file is not taken in: one of the words the service knows."""


def main(said: str) -> None:
    """Look at what comes in, which is ``said`` to be of a media type."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(SECONDS)
    found: dict[str, object]
    data = b""
    try:
        given = sys.stdin.buffer.read(MOST_BYTES + 1)
        found, data = looked_at(said, given)
    except Fault as fault:
        found = {"fault": str(fault)}
    except Exception as error:
        found = {"fault": "bomb" if grows(error) else "unreadable"}
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def grows(error: BaseException | None) -> bool:
    """Whether what went wrong began with a bound of memory, depth or size."""
    while error is not None:
        if isinstance(error, MemoryError | RecursionError) or "Limit" in type(error).__name__:
            return True
        error = error.__cause__ or error.__context__
    return False


def looked_at(said: str, data: bytes) -> tuple[dict[str, object], bytes]:
    """What a file is, and its bytes as they are kept. Raises ``Fault``."""
    if not data:
        raise Fault("empty")
    if len(data) > MOST_BYTES:
        raise Fault("too-large")
    if sniffed(data) != said:
        raise Fault("not-as-said")
    found, kept = paper(data) if said == PDF else picture(said, data)
    if zipfile.is_zipfile(io.BytesIO(kept)):
        raise Fault("active")
    return found, kept


def sniffed(data: bytes) -> str | None:
    """The media type a file begins like."""
    return next((type for type, sign in SIGNS.items() if data.startswith(sign)), None)


def paper(data: bytes) -> tuple[dict[str, object], bytes]:
    """A paper's pages and nothing else of it: each as it looks. Raises ``Fault``."""
    import logging

    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    if b"%%EOF" not in data[-2048:]:
        raise Fault("unreadable")
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise Fault("locked")
    many = len(reader.pages)
    if many > MOST_PAGES:
        raise Fault("too-many-pages")
    if not many:
        raise Fault("unreadable")
    for page in reader.pages:
        page.mediabox  # noqa: B018
    idle(reader.trailer["/Root"])
    return {"pages": many, "taken_on": None}, bare_pdf(reader)


def idle(root: Any) -> None:
    """Raises ``Fault`` where a paper does anything by itself, or has another file in it."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    seen, left = set[tuple[int, int]](), [root]
    while left:
        one = left.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if len(seen) > MOST_OBJECTS or len(left) > MOST_OBJECTS:
            raise Fault("bomb")
        if isinstance(one, DictionaryObject):
            if one.keys() & CARRIES or one.get("/S") in ACTS or one.get("/Subtype") in HOLDS:
                raise Fault("active")
            left.extend(one.values())
        elif isinstance(one, ArrayObject):
            left.extend(one)


def bare_pdf(reader: Any) -> bytes:
    """The same pages, written anew: no outline, no form, no author, no word about them."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    writer = PdfWriter()
    for page in reader.pages:
        for name in page.keys() - OF_PAGE:
            del page[name]
        marks = [one.get_object() for one in page.get("/Annots") or ()]
        shown = [one for one in marks if isinstance(one, DictionaryObject) and "/AP" in one]
        for mark in shown:
            for name in mark.keys() & TOLD:
                del mark[name]
        page.pop("/Annots", None)
        if shown:
            page[NameObject("/Annots")] = ArrayObject(shown)
        writer.add_page(page)
    writer.metadata = None
    for one in writer._objects:
        if isinstance(one, DictionaryObject):
            for name in one.keys() & BESIDE:
                del one[name]
        if isinstance(one, StreamObject) and one.get("/Filter") == "/DCTDecode":
            one._data = without_exif(one._data)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def without_exif(data: bytes) -> bytes:
    """A photograph on a page, bare where it can be told what it is made of."""
    try:
        return bare_jpeg(data, None)
    except Fault:
        return data


def picture(said: str, data: bytes) -> tuple[dict[str, object], bytes]:
    """A photograph or scan without all that tells where, when and by whom. Raises ``Fault``."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    kind = "JPEG" if said == JPEG else "PNG"
    with Image.open(io.BytesIO(data), formats=(kind, "MPO") if said == JPEG else (kind,)) as seen:
        small(seen.size)
        exif = seen.getexif()
        turned, taken = exif.get(ORIENTATION), exif.get_ifd(EXIF_PART).get(TAKEN)
    kept = bare_jpeg(data, turned) if said == JPEG else bare_png(data)
    with Image.open(io.BytesIO(kept), formats=(kind,)) as bare:
        small(bare.size)
        if said == JPEG:
            bare.draft("L", (1, 1))
        bare.load()
    return {"pages": 1, "taken_on": day(taken)}, kept


def small(size: tuple[int, int]) -> None:
    """Raises ``Fault`` for a picture that fills the memory of whoever opens it."""
    if size[0] * size[1] > MOST_PIXELS:
        raise Fault("bomb")


def day(taken: object) -> str | None:
    """The day a camera wrote down, where it is one."""
    try:
        return datetime.strptime(str(taken)[:10], "%Y:%m:%d").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None


def bare_jpeg(data: bytes, turned: object) -> bytes:
    """The same photograph: tables, frames and scans, its colours, which way up; nothing else."""
    at, kept = 2, list[bytes]()
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        mark = data[at + 1 : at + 2]
        if data[at : at + 1] != b"\xff" or not mark:
            raise Fault("unreadable")
        if mark == b"\xd9":
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            raise Fault("unreadable")
        if wanted(mark[0], data[at + 4 : at + 18]):
            kept.append(fixed(mark[0], data[at:end]))
        if mark == b"\xda":
            found = BARE.search(data, end)
            if found is None:
                raise Fault("unreadable")
            kept.append(data[end : found.start()])
            end = found.start()
        at = end
    if isinstance(turned, int) and 2 <= turned <= 8:
        kept.insert(int(kept[0][1:2] == b"\xe0"), which_way_up(turned))
    return b"".join((b"\xff\xd8", *kept, b"\xff\xd9"))


def wanted(mark: int, begins: bytes) -> bool:
    """Whether a segment is a part of the photograph, and not said about it."""
    if 0xE0 <= mark <= 0xEF:
        own = {0xE0: b"JFIF\x00", 0xEE: b"Adobe"}.get(mark)
        return own is not None and begins.startswith(own)
    return mark in FRAMES


def fixed(mark: int, segment: bytes) -> bytes:
    """A segment without room for anything else: how dense the points are, how colours are meant."""
    if mark == 0xE0:
        said = segment[9:16]
        return b"\xff\xe0\x00\x10JFIF\x00" + said.ljust(7, b"\x00")[:7] + b"\x00\x00"
    if mark == 0xEE:
        return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + segment[15:16].ljust(1, b"\x00")
    return segment


def which_way_up(turned: int) -> bytes:
    """The one entry of EXIF without which the photograph lies on its side."""
    tiff = b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + ORIENTATION.to_bytes(2, "big")
    body = (
        b"Exif\x00\x00" + tiff + b"\x00\x03\x00\x00\x00\x01" + bytes((0, turned, 0, 0)) + bytes(4)
    )
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def bare_png(data: bytes) -> bytes:
    """The same picture: its own parts, each as long as it is, and its points with nothing behind them.

    Raises ``Fault`` where its points are not as many as it says.
    """
    at, kept, points = len(SIGNS[PNG]), [SIGNS[PNG]], list[bytes]()
    while True:
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        part, body = data[at + 4 : at + 8], data[at + 8 : end - 4]
        if end > len(data) or len(part) < 4:
            raise Fault("unreadable")
        if part == b"IDAT":
            points.append(body)
        elif LENGTHS.get(part) == len(body) or len(body) <= TABLES.get(part, -1):
            kept.append(chunk(part, body))
        if part == b"IEND":
            packed = alone(b"".join(points), many(kept[1][8:21]))
            return b"".join((*kept, chunk(b"IDAT", packed), chunk(b"IEND", b"")))
        at = end


def many(header: bytes) -> int:
    """How many bytes the points of a picture are, unpacked."""
    wide, high = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    bits = header[8] * {2: 3, 4: 2, 6: 4}.get(header[9], 1)
    steps = ADAM7 if header[12] else ((0, 0, 1, 1),)
    parts = ((-(-(wide - x) // dx), -(-(high - y) // dy)) for x, y, dx, dy in steps)
    return sum(rows * (1 + -(-row * bits // 8)) for row, rows in parts if row > 0 and rows > 0)


def alone(packed: bytes, length: int) -> bytes:
    """What is packed, where it is so long, without what stands behind it. Raises ``Fault``."""
    unpacking, left = zlib.decompressobj(), packed
    try:
        while left and not unpacking.eof:
            length -= len(unpacking.decompress(left, 1 << 20))
            left = unpacking.unconsumed_tail
            if length < 0:
                break
    except zlib.error:
        raise Fault("unreadable") from None
    if length != 0 or not unpacking.eof:
        raise Fault("unreadable")
    return packed[: len(packed) - len(unpacking.unused_data)]


def chunk(part: bytes, body: bytes) -> bytes:
    """One part of a picture, with its length and its sum."""
    sum = zlib.crc32(part + body)
    return len(body).to_bytes(4, "big") + part + body + sum.to_bytes(4, "big")


if __name__ == "__main__":
    main(sys.argv[1])
