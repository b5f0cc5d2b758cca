"""Scans and photographs as offices send them, and as nobody should: all made here, of nobody."""

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from fpdf import FPDF
from PIL import Image

PLACE = b"Hsia-Places-1904"
"""What stands in a photograph beside the picture, and must not be kept."""
TAKEN = date(2026, 3, 2)


def photograph(seed: int = 1, size: tuple[int, int] = (64, 48), turned: int = 1) -> bytes:
    """A JPEG as a camera writes it: with the place, the owner, the day, and which way up it is."""
    picture = _noise(seed, size)
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = turned, PLACE.decode()
    exif.get_ifd(0x8769)[0x9003] = f"{TAKEN:%Y:%m:%d} 10:20:30"
    exif.get_ifd(0x8825)[29] = PLACE.decode()
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=90, exif=exif, comment=PLACE)
    return made.getvalue() + PLACE


def scan(seed: int = 1, size: tuple[int, int] = (64, 48)) -> bytes:
    """A PNG as a scanner writes it, with words about it."""
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", PLACE.decode())
    made = io.BytesIO()
    _noise(seed, size).save(made, "PNG", pnginfo=told)
    return made.getvalue() + PLACE


def grey(surplus: bytes = b"", behind: bytes = b"", *, passes: bool = False) -> bytes:
    """A PNG written by hand, with more points than it says, or something behind them, or in passes."""
    wide, high, random = 13, 11, Random(1)
    steps = ADAM7 if passes else ((0, 0, 1, 1),)
    rows = list[bytes]()
    for x, y, across, down in steps:
        row = len(range(x, wide, across))
        rows.extend(b"\x00" + random.randbytes(row) for _ in range(y, high, down) if row)
    header = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes((8, 0, 0, 0, passes))
    points = zlib.compress(b"".join(rows) + surplus, 0) + behind
    parts = ((b"IHDR", header), (b"IDAT", points), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""The seven passes of an interlaced PNG (ISO/IEC 15948, 8.2): start and step, across and down."""


def within(mark: int, body: bytes) -> bytes:
    """A photograph with one segment more."""
    made = photograph().removesuffix(PLACE).replace(PLACE, b"-" * len(PLACE))
    return made[:2] + bytes((0xFF, mark)) + (len(body) + 2).to_bytes(2, "big") + body + made[2:]


def beside(name: bytes, body: bytes) -> bytes:
    """A scan with one part more."""
    made = grey()
    return made[:33] + _chunk(name, body) + made[33:]


def paper(pages: int = 3, text: str = "") -> bytes:
    """A PDF of so many pages."""
    made = FPDF()
    made.set_creation_date(datetime(2026, 3, 2, tzinfo=UTC))
    for number in range(pages):
        made.add_page()
        made.set_font("helvetica", size=20)
        made.cell(text=f"{text}{number}")
    return bytes(made.output())


def large(many: int = 10 * 1024 * 1024) -> bytes:
    """A PNG of at least so many bytes: noise cannot be made smaller."""
    side = int((many / 3) ** 0.5) + 1
    noise = Image.frombytes("RGB", (side, side), Random(1).randbytes(3 * side * side))
    made = io.BytesIO()
    noise.save(made, "PNG", compress_level=0)
    return made.getvalue()


def picture_bomb(side: int = 30_000) -> bytes:
    """A small PNG that fills a gigabyte once somebody opens it."""
    row = b"\x00" + bytes(side // 8)
    deflate = zlib.compressobj(1)
    packed = b"".join(deflate.compress(row) for _ in range(side)) + deflate.flush()
    head = side.to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def paper_bomb(inflated: int = 200 * 1024 * 1024) -> bytes:
    """A small PDF whose table of contents is hundreds of megabytes once it is read."""
    deflate = zlib.compressobj(1)
    piece = bytes(1024 * 1024)
    packed = b"".join(deflate.compress(piece) for _ in range(inflated // len(piece)))
    packed += deflate.flush()
    head = b"%PDF-1.5\n"
    table = (
        b"1 0 obj\n<< /Type /XRef /Size 9 /W [1 2 1] /Root 2 0 R /Filter /FlateDecode /Length "
        + str(len(packed)).encode()
        + b" >>\nstream\n"
    )
    tail = b"\nendstream\nendobj\nstartxref\n" + str(len(head)).encode() + b"\n%%EOF\n"
    return head + table + packed + tail


def endless() -> bytes:
    """A PDF whose pages are each other's parents."""
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 2 /Kids [3 0 R] >>",
        b"<< /Type /Pages /Count 2 /Parent 2 0 R /Kids [2 0 R] >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 4\n0000000000 65535 f \n%strailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (rows, len(made))
    )


def locked() -> bytes:
    """A PDF that needs a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper(1))))
    writer.encrypt("not told", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _written(change: Callable[[Any], None]) -> bytes:
    """A PDF of one page with something more in it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper(1))))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def acting() -> bytes:
    """A PDF that runs a script when it is opened."""
    from pypdf.generic import NameObject, TextStringObject

    def act(writer: Any) -> None:
        action = _action("/JavaScript")
        action[NameObject("/JS")] = TextStringObject("app.alert(1)")
        writer.root_object[NameObject("/OpenAction")] = action

    return _written(act)


def carrying() -> bytes:
    """A PDF with a program in it."""
    return _written(lambda writer: writer.add_attachment("x.exe", b"MZ"))


def _marked(subtype: str, **more: Any) -> bytes:
    """A PDF with a mark on its page."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

    def mark(writer: Any) -> None:
        made = DictionaryObject()
        made[NameObject("/Type")] = NameObject("/Annot")
        made[NameObject("/Subtype")] = NameObject(subtype)
        made[NameObject("/Rect")] = ArrayObject(FloatObject(n) for n in (0, 0, 50, 50))
        for name, value in more.items():
            made[NameObject(f"/{name}")] = value
        annots = ArrayObject([writer._add_object(made)])
        writer.pages[0][NameObject("/Annots")] = annots

    return _written(mark)


def _action(kind: str) -> Any:
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    said = TextStringObject(PLACE.decode())
    return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/URI"): said})


def pinned() -> bytes:
    """A PDF with a file pinned to its page."""
    return _marked("/FileAttachment")


def launching() -> bytes:
    """A PDF that starts a program where somebody touches its page."""
    return _marked("/Link", A=_action("/Launch"))


def stamped() -> bytes:
    """A PDF with a stamp on its page that leads somewhere."""
    from pypdf.generic import DictionaryObject, NameObject

    look = DictionaryObject({NameObject("/N"): DictionaryObject()})
    return _marked("/Stamp", AP=look, A=_action("/URI"))


def telling() -> bytes:
    """A PDF that says who wrote it and what it is called, with words behind its end."""
    from pypdf.generic import DecodedStreamObject, NameObject

    def tell(writer: Any) -> None:
        writer.add_metadata({"/Author": PLACE.decode(), "/Title": PLACE.decode()})
        about = DecodedStreamObject()
        about.set_data(b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(about)
        writer.add_outline_item(PLACE.decode(), 0)

    return _written(tell) + PLACE


def archive() -> bytes:
    """A ZIP with a program in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zip:
        zip.writestr("x.exe", b"MZ")
    return made.getvalue()


def archived() -> bytes:
    """A PDF one of whose pages is a ZIP, word by word."""
    from pypdf.generic import DecodedStreamObject, NameObject

    def hide(writer: Any) -> None:
        hidden = DecodedStreamObject()
        hidden.set_data(archive())
        writer.pages[0][NameObject("/Contents")] = writer._add_object(hidden)

    return _written(hide)


def _noise(seed: int, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, Random(seed).randbytes(3 * size[0] * size[1]))


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
