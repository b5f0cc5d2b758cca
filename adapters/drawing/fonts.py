"""The fonts: where they lie, which characters they have, and clear errors where either is lacking.

Noto (SIL Open Font License) comes from Debian: ``tools/ensure-fonts`` installs it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as harfbuzz  # type: ignore[import-untyped]

from adapters.drawing.styles import Typeface
from domain.ground.document import Undrawable
from domain.ground.texts import category

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


@dataclass(frozen=True, slots=True)
class Source:
    """A font file, the family within it, and the Debian package that brings it."""

    file: str
    family: str
    package: str


SOURCES = {
    Typeface.SONG: Source("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "fonts-noto-cjk"),
    Typeface.BOLD: Source("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "fonts-noto-cjk"),
    Typeface.HEI: Source("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "fonts-noto-cjk"),
    Typeface.TIBETAN: Source(
        "NotoSerifTibetan-Regular.ttf", "Noto Serif Tibetan", "fonts-noto-core"
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A font on this machine: its file, its outlines and tables, and the characters it has."""

    path: Path
    face: harfbuzz.Face
    points: frozenset[int]


class FontMissing(Undrawable):
    """A font is not installed. The message names the package that brings it."""

    why = "fonts-missing"

    def __init__(self, source: Source) -> None:
        super().__init__(
            f"the font {source.family} ({source.file}) is not installed, so no document can be "
            f"drawn; on Debian or Ubuntu: sudo apt-get install {source.package} "
            "(or run tools/ensure-fonts)"
        )
        self.package = source.package


class GlyphMissing(Undrawable):
    """Characters that cannot be printed: no font has them, or they are invisible controls."""

    why = "sign-without-font"

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = "".join(sorted(set(characters)))
        points = ", ".join(f"U+{ord(c):04X}" for c in self.characters)
        super().__init__(f"these characters cannot be printed: {points}")


@lru_cache(maxsize=32)
def find(face: Typeface, folders: tuple[Path, ...] = FOLDERS) -> Found:
    """The font of a face, read once in the life of the process.

    Raises ``FontMissing`` where it is in none of ``folders``.
    """
    source = SOURCES[face]
    for folder in folders:
        for path in sorted(folder.rglob(source.file)):
            return _open(path, source.family)
    raise FontMissing(source)


def is_tibetan(character: str) -> bool:
    """Whether the Tibetan face draws it."""
    return "\u0f00" <= character <= "\u0fff"


def check(text: str, face: Typeface, folders: tuple[Path, ...] = FOLDERS) -> None:
    """Raises ``GlyphMissing`` unless every character of ``text`` can be drawn in ``face``.

    Controls are refused whatever the font says: they could reorder or hide what is printed.
    """
    lacking = set()
    for character in set(text) - {"\n"}:
        found = find(Typeface.TIBETAN if is_tibetan(character) else face, folders)
        if category(character) in _CONTROLS or ord(character) not in found.points:
            lacking.add(character)
    if lacking:
        raise GlyphMissing(lacking)


def drawable(text: str) -> bool:
    """Whether letters can show a text; taken for granted where no fonts are at hand to tell."""
    try:
        check(text, Typeface.SONG)
    except GlyphMissing:
        return False
    except FontMissing:
        return True
    return True


_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _open(path: Path, family: str) -> Found:
    """The family within the file, which may be a collection."""
    data = harfbuzz.Blob.from_file_path(str(path))
    for index in range(harfbuzz.Face(data).count):
        face = harfbuzz.Face(data, index)
        if face.get_name(harfbuzz.OTNameIdPredefined.FONT_FAMILY) == family:
            return Found(path, face, frozenset(face.unicodes))
    raise ValueError(f"{path} has no family {family}")
