"""What says nothing is not said, whatever signs nobody sees it is made of."""

import sys

import pytest

from domain.case.payment import commands as c
from domain.ground.refusal import Code
from domain.ground.texts import blank, hides, unseen
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000", "\u200b", "\u2060\ufeff", "\t\u200d", "\u3164", "\ufe0f", "\u2800 "]
)
def test_signs_nobody_sees_say_nothing(text: str) -> None:
    """Blanks, joiners and byte order marks alike, in plain fields and in private ones."""
    assert blank(text)
    told = given(j.ordered).when(c.ConfirmPayment, paying_bank=text)
    told.then_refused(Code.FIELD_MISSING)
    given(j.approved).when(c.PayCash, reason=p.secret(text)).then_refused(Code.FIELD_MISSING)


@pytest.mark.parametrize("text", ["无", ".", "1", "\u200b一"])
def test_one_sign_says_something(text: str) -> None:
    """What it means is for whoever reads it."""
    assert not blank(text)


def test_a_text_hides_what_one_of_its_signs_hides() -> None:
    """Most texts are let go at one look: no sign of all there are may slip through it."""
    signs = map(chr, range(sys.maxunicode + 1))
    assert [f"{ord(sign):x}" for sign in signs if hides(f"村{sign}") is not unseen(sign)] == []
