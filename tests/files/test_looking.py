"""What a file is: sniffed, counted, stripped in a limited process; what is none is refused."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from zlib import compress

import pytest
from PIL import Image
from pypdf import PdfReader

from adapters.files.inspector import MOST_BYTES, MOST_PAGES
from adapters.files.looking import Found, NotTaken, Unfit, looked_at
from tests.support import pictures

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"


def look(media: str, data: bytes) -> tuple[Found, bytes]:
    """What is found of a file, and what is kept of it."""

    def parts() -> Iterator[bytes]:
        for at in range(0, len(data), 50_000):
            yield data[at : at + 50_000]

    return looked_at(media, parts(), lambda kept: b"".join(kept))


def pixels(data: bytes) -> bytes:
    """The picture itself."""
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def test_a_photograph_keeps_its_picture_its_day_and_which_way_up_it_is() -> None:
    """Place, owner, comment and whatever follows its end are gone; every pixel is as it was."""
    taken = pictures.photograph(turned=6)
    assert taken.count(pictures.PLACE) == 4
    found, kept = look(JPEG, taken)
    assert found == Found(pages=1, taken_on=pictures.TAKEN)
    assert pictures.PLACE not in kept and b"2026:03" not in kept
    assert pixels(kept) == pixels(taken)
    exif = Image.open(io.BytesIO(kept)).getexif()
    assert dict(exif) == {0x0112: 6} and not exif.get_ifd(0x8825)


def test_a_photograph_that_stands_upright_keeps_no_exif_at_all() -> None:
    """There is nothing to say."""
    _, kept = look(JPEG, pictures.photograph())
    assert b"Exif" not in kept


def test_of_a_photograph_only_what_it_is_decoded_by_is_kept() -> None:
    """A segment nobody knows may hold anything."""
    strange = b"\xff\xf1" + (2 + len(pictures.PLACE)).to_bytes(2, "big") + pictures.PLACE
    made = pictures.photograph()
    _, kept = look(JPEG, made[:2] + strange + made[2:])
    assert pictures.PLACE not in kept and pixels(kept) == pixels(made)


def test_what_follows_the_end_of_a_file_is_cut() -> None:
    """An archive behind a picture or a paper is not kept."""
    for media, made in ((JPEG, pictures.photograph), (PNG, pictures.scan), (PDF, pictures.paper)):
        _, kept = look(media, made() + pictures.archive())
        assert not zipfile.is_zipfile(io.BytesIO(kept)), media


def test_a_scan_keeps_its_picture_only() -> None:
    """Words in it and behind it are gone."""
    found, kept = look(PNG, pictures.scan())
    assert found == Found(pages=1, taken_on=None)
    assert pictures.PLACE not in kept and pixels(kept) == pixels(pictures.scan())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_scan_of_any_kind_of_points_is_as_it_was(mode: str) -> None:
    """However many bits one of them has."""
    made = io.BytesIO()
    Image.open(io.BytesIO(pictures.scan(size=(37, 23)))).convert("L").convert(mode).save(
        made, "PNG"
    )
    _, kept = look(PNG, made.getvalue())
    assert pixels(kept) == pixels(made.getvalue())


def test_an_interlaced_scan_is_as_it_was() -> None:
    """Its points come in seven passes."""
    _, kept = look(PNG, pictures.grey(passes=True))
    assert pixels(kept) == pixels(pictures.grey(passes=True))


ROOM: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a profile of colours in a photograph": (
        JPEG,
        lambda: pictures.within(0xE2, b"ICC_PROFILE\x00\x01\x01" + pictures.PLACE),
    ),
    "behind how colours are meant": (
        JPEG,
        lambda: pictures.within(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01" + pictures.PLACE),
    ),
    "behind how dense the points are": (
        JPEG,
        lambda: pictures.within(
            0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + pictures.PLACE
        ),
    ),
    "a profile of colours in a scan": (
        PNG,
        lambda: pictures.beside(b"iCCP", b"a\x00\x00" + compress(pictures.PLACE, 0)),
    ),
    "in a part of fixed length": (PNG, lambda: pictures.beside(b"gAMA", pictures.PLACE)),
    "behind the points of a scan": (PNG, lambda: pictures.grey(behind=pictures.PLACE)),
}


@pytest.mark.parametrize("where", ROOM)
def test_nothing_is_kept_where_there_is_room_for_anything(where: str) -> None:
    """The picture is what it was."""
    media, make = ROOM[where]
    made = make()
    assert pictures.PLACE in made
    _, kept = look(media, made)
    assert pictures.PLACE not in kept and pixels(kept) == pixels(made)


def test_a_scan_of_more_points_than_it_says_is_not_taken_in() -> None:
    """Nobody would see them."""
    with pytest.raises(NotTaken) as refused:
        look(PNG, pictures.grey(surplus=pictures.PLACE))
    assert refused.value.why is Unfit("unreadable")


@pytest.mark.parametrize("many", [1, 3, MOST_PAGES])
def test_pages_are_counted(many: int) -> None:
    """A paper of several pages is kept page by page; the same file is kept alike each time."""
    data = pictures.paper(many, "page ")
    found, kept = look(PDF, data)
    assert found == Found(pages=many, taken_on=None)
    assert words(kept) == words(data) and len(words(kept)) == many
    assert look(PDF, data) == (found, kept)
    again, twice = look(PDF, kept)
    assert (again, words(twice)) == (found, words(data))


def words(data: bytes) -> list[str]:
    """What stands on each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def test_of_a_paper_only_its_pages_are_kept() -> None:
    """Who wrote it, on what, what it is called, and whatever follows its end are gone."""
    told = pictures.telling()
    assert pictures.PLACE in told
    found, kept = look(PDF, told)
    assert found.pages == 1 and pictures.PLACE not in kept
    assert words(kept) == words(told)
    assert kept.rstrip().endswith(b"%%EOF") and kept.count(b"%%EOF") == 1
    root: Any = PdfReader(io.BytesIO(kept))
    assert not root.metadata or pictures.PLACE.decode() not in str(root.metadata)
    assert root.trailer["/Root"].keys() <= {"/Type", "/Pages"}


def test_a_mark_on_a_page_keeps_its_look_and_loses_what_it_does() -> None:
    """A stamp is shown as before; where it leads to is gone."""
    found, kept = look(PDF, pictures.stamped())
    pages: Any = PdfReader(io.BytesIO(kept)).pages
    (mark,) = pages[0]["/Annots"]
    assert found.pages == 1 and "/AP" in mark.get_object()
    assert "/A" not in mark.get_object() and pictures.PLACE not in kept


WRONG: Mapping[str, tuple[str, Callable[[], bytes], Unfit]] = {
    "empty": (JPEG, lambda: b"", Unfit.EMPTY),
    "a scan said to be a photograph": (JPEG, lambda: pictures.scan(), Unfit.NOT_AS_SAID),
    "a photograph said to be a paper": (PDF, lambda: pictures.photograph(), Unfit.NOT_AS_SAID),
    "a page of the web": (PNG, lambda: b"<html><script>1</script></html>", Unfit.NOT_AS_SAID),
    "the sign of a photograph alone": (JPEG, lambda: b"\xff\xd8\xff" + bytes(99), Unfit.UNREADABLE),
    "half a photograph": (JPEG, lambda: pictures.photograph()[:2_000], Unfit.UNREADABLE),
    "half a scan": (PNG, lambda: pictures.scan()[:2_000], Unfit.UNREADABLE),
    "half a paper": (PDF, lambda: pictures.paper(3)[:700], Unfit.UNREADABLE),
    "a paper that needs a password": (PDF, lambda: pictures.locked(), Unfit.LOCKED),
    "a paper that runs a script": (PDF, lambda: pictures.acting(), Unfit.ACTIVE),
    "a paper with a program in it": (PDF, lambda: pictures.carrying(), Unfit.ACTIVE),
    "a page with a file pinned to it": (PDF, lambda: pictures.pinned(), Unfit.ACTIVE),
    "a page that starts a program": (PDF, lambda: pictures.launching(), Unfit.ACTIVE),
    "a paper that is an archive as well": (PDF, lambda: pictures.archived(), Unfit.ACTIVE),
    "a page too many": (PDF, lambda: pictures.paper(MOST_PAGES + 1), Unfit.TOO_MANY_PAGES),
    "a byte too many": (PNG, lambda: pictures.scan() + bytes(MOST_BYTES), Unfit.TOO_LARGE),
    "a picture that grows": (PNG, lambda: pictures.picture_bomb(), Unfit.BOMB),
    "a paper that grows": (PDF, lambda: pictures.paper_bomb(), Unfit.BOMB),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_evidence_is_not_taken_in(what: str) -> None:
    """Each for its own reason."""
    media, made, why = WRONG[what]
    with pytest.raises(NotTaken) as refused:
        look(media, made())
    assert refused.value.why is why


def test_a_paper_that_never_ends_ends_here() -> None:
    """Pages that are each other's parents keep nobody."""
    with pytest.raises(NotTaken):
        look(PDF, pictures.endless())


def test_a_day_that_is_none_is_not_taken_over() -> None:
    """A camera whose clock was never set says nothing."""
    made = pictures.photograph().replace(b"2026:03:02", b"0000:00:00")
    found, _ = look(JPEG, made)
    assert found.taken_on is None
    assert date.min < pictures.TAKEN
