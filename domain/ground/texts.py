"""Whether a text says anything, and whether two say the same."""

import unicodedata


def blank(text: str | None) -> bool:
    """Whether a text is missing, or only blanks and signs nobody sees."""
    return all(sign.isspace() or unicodedata.category(sign)[0] == "C" for sign in text or "")


def spelled(text: str) -> str:
    """A text without what only writes it differently: dots, blanks, width, letter case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LMN")
