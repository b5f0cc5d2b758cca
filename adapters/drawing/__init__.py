"""Documents drawn: as files to print or to edit, the same bytes again from the same document.

What a document says is not known here: it comes as the blocks of ``domain.ground.document``::

    file = render(document, DocumentFormat.PDF)
    file.data, file.sha256

``render`` reads fonts, and draws nothing it has no font for.
"""

from adapters.drawing.edition import edition
from adapters.drawing.fonts import FontMissing, GlyphMissing, drawable
from adapters.drawing.render import ready, render

__all__ = ["FontMissing", "GlyphMissing", "drawable", "edition", "ready", "render"]
