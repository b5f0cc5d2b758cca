"""What says nothing is not said, whatever signs nobody sees it is made of."""

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from domain.assessment.inputs import Finding
from domain.case.plain import Said, nothing_blank_listed, within
from domain.ground.people import PersonId, Private
from domain.ground.refusal import Code
from domain.ground.texts import blank, hides, unseen
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.words import RIGHT, About
from tests.support import commands as c


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


def lists(hint: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every list of texts or persons that a word of a command can hold, at any depth."""
    if get_origin(hint) in (tuple, frozenset):
        (of, *_) = get_args(hint)
        if of in (str, Private, PersonId):
            yield path, of
        hint, path = of, f"{path}.*"
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        for one in fields(hint):
            yield from lists(hints[one.name], f"{path}.{one.name}".removeprefix("."))
    elif get_origin(hint) not in (tuple, frozenset):
        for part in get_args(hint):
            yield from lists(part, path)


LISTS = sorted({(kind, path, of) for kind in RIGHT for path, of in lists(kind, "")}, key=str)
OWN = [(kind, path, of) for kind, path, of in LISTS if "." not in path and of is not PersonId]
WITHIN = {
    *("circumstances.findings.*.evidence", "found.findings.*.evidence"),
    *(
        "changes.left",
        "changes.mistaken",
        "changes.alive",
        "changes.parted.persons",
        "persons",
        "otherwise",
        "under_age",
    ),
}
"""What is asked beside: lists in records, and of persons, whom their own checks call no members."""


def test_every_list_of_a_command_is_known() -> None:
    """A new one is asked like the others, or stands above."""
    assert {path for _, path, of in LISTS if "." in path or of is PersonId} == WITHIN
    assert {"evidence", "visitors", "materials", "items"} <= {path for _, path, _ in OWN}


@pytest.mark.parametrize("blanks", ["", " ", "\u3000", "\u200b"])
@pytest.mark.parametrize(
    ("command", "path", "of"), OWN, ids=[f"{kind.__name__}-{path}" for kind, path, _ in OWN]
)
def test_no_list_of_any_command_takes_a_blank(
    command: Any, path: str, of: Any, blanks: str
) -> None:
    """Refused by its place; what is beside it says something, and an empty list is not its matter."""
    said, empty = ("一", blanks) if of is str else (p.secret("一"), p.secret(blanks))
    words: Any = RIGHT[command](About())
    told = nothing_blank_listed(Said(replace(words, **{path: (said, empty)})))
    assert [(one.code, one.field) for one in told] == [(Code.FIELD_MISSING, f"{path}.1")]
    assert nothing_blank_listed(Said(replace(words, **{path: ()}))) == ()
    assert nothing_blank_listed(Said(words)) == ()


def test_a_list_within_a_record_is_walked_like_any() -> None:
    """The evidence of a finding among circumstances."""
    found = Finding("10.3-gambling", True, "caseworker", date(2026, 3, 2), ("", "照片"))
    assert ("findings.0.evidence.0", "") in within((found,), "findings")


def test_blank_evidence_is_refused_by_its_place() -> None:
    """Whatever else is right."""
    story = given(j.approved).when(c.RevokeDecision, evidence=("照片", "\u200b"))
    story.then_refused(Code.FIELD_MISSING, about="evidence.1")
    story = given(j.in_notice).when(
        c.EndPublicNotice, day=j.after_notice(j.in_notice()), evidence=(" ",)
    )
    story.then_refused(Code.FIELD_MISSING, about="evidence.0")
