"""Persons: a random ``PersonId`` in the history, everything else about them sealed."""

from typing import NewType

from domain.ground.texts import blank

PersonId = NewType("PersonId", str)
"""A random identifier; says nothing about the person."""

UNKNOWN = PersonId("")
"""Not identified yet: a value fresh from a form, before the office knows whom it is about."""


class StillSealed(ValueError):
    """A clear text was asked for of a value nobody opened."""


class Private:
    """Personal text: clear in memory on its way in, sealed in the history.

    Deliberately not a ``str``: encoders, logs and f-strings must not be able to write it in clear.
    ``about`` is the person whose data key seals it; ``box`` is base64 of nonce and ciphertext
    (AES-256-GCM bound to stream, version and field), ``None`` until the value was stored.
    """

    __slots__ = ("_text", "about", "box")

    def __init__(self, about: PersonId, text: str | None, box: str | None = None) -> None:
        if (text is None) == (box is None):
            raise ValueError("a private value is either clear or sealed")
        self.about = about
        self.box = box
        self._text = text

    def reveal(self) -> str:
        """The clear text of an unsealed value. Raises ``StillSealed``."""
        if self._text is None:
            raise StillSealed("this value is sealed; open it with the person's key")
        return self._text

    def bound(self, person: PersonId) -> "Private":
        """The same clear text, said to be about ``person``."""
        return Private(person, self.reveal())

    def __repr__(self) -> str:
        return "‹private›"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Private):
            return NotImplemented
        return (self.about, self._text, self.box) == (other.about, other._text, other.box)

    def __hash__(self) -> int:
        return hash((self.about, self._text, self.box))


def unsaid(text: Private | None) -> bool:
    """Whether a clear text is missing or blank. Raises ``StillSealed``."""
    return text is None or blank(text.reveal())
