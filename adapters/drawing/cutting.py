"""A face cut to the signs of one document: whole, a Chinese one has 65,000 and fills 20 MB."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import cast

import uharfbuzz as harfbuzz  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.fonts import HarfBuzzFont, TTFFont

from adapters.drawing.fonts import find
from adapters.drawing.styles import Typeface

SHAPED = frozenset({Typeface.TIBETAN})
"""Faces whose signs change with their neighbours. Their files are small, and are taken whole."""

LAYOUT = frozenset({"GDEF", "GPOS", "GSUB"})
"""Tables that shaping reads out of the data itself, and that no drawn file holds."""


class OutlinesOnly(TTFont):  # type: ignore[misc]
    """A font file of which the drawing library embeds the outlines alone: nobody needs it saved."""

    def save(self, file: object, reorderTables: object = None) -> None:
        """Nothing: to make a file takes as long as all the rest, and it would be thrown away."""


class Cut(TTFFont):
    """A face as the drawing library takes it, out of memory: what stands in a letter is on no disk."""

    def __init__(self, pdf: FPDF, face: Typeface, data: bytes) -> None:
        # It asks the path for its ending only, and hands it to what reads files as well as paths.
        super().__init__(pdf, cast(Path, BytesIO(data)), face.value, "")
        self._hbfont = HarfBuzzFont(harfbuzz.Face(data))
        if self.is_cff and self.is_cid_keyed:
            self.ttfont = OutlinesOnly(BytesIO(data), recalcTimestamp=False, lazy=True)
        for table in LAYOUT.intersection(self.ttfont.keys()):
            del self.ttfont[table]


def cut(face: Typeface, signs: Iterable[str]) -> bytes:
    """A font file with the outlines of these signs, as far as the face has them."""
    found = find(face)
    if face in SHAPED:
        return found.path.read_bytes()
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, signs))
    wanted.layout_feature_tag_set.clear()
    return bytes(harfbuzz.subset(found.face, wanted).blob.data)
