"""Editions: what a document says does not change under the number of an old wording."""

from hashlib import sha256

from adapters.drawing import edition
from relief.documents.wording import WORDING
from tests.documents import samples

WORDS = "1d17f42694410174"
"""The words of all samples in this edition."""


def test_new_words_need_a_new_edition():
    """Where this fails because documents say something else now: raise ``WORDING``, then write the
    digest down here. Files served before are drawn again by the edition that drew them."""
    digests = [make().digest() for make in samples.ALL.values()]
    assert (WORDING, sha256("".join(digests).encode()).hexdigest()[:16]) == (5, WORDS)


def test_an_edition_names_its_wording_and_its_tools():
    """Other libraries or fonts are another edition."""
    number, _, tools = edition(WORDING).partition("-")
    assert number == str(WORDING)
    assert len(tools) == 8
