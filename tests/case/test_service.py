"""文书送达: what was issued, as it was printed, by its office, to those it concerns (A16, A18)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.case.documents import place, places
from domain.case.service import facts as e
from domain.case.table import LETTERS
from domain.ground.refusal import Code
from domain.ground.terms import DocumentFormat, DocumentKind, Manner, Recipient
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, after
from tests.support import commands as c

LETTER: dict[str, Any] = {"document": DocumentKind.ACCEPTANCE}
REFUSAL: dict[str, Any] = {"document": DocumentKind.RELIEF_REFUSAL}

WRONG: tuple[Wrong, ...] = (
    *empty(j.received, c.ServeDocument, "receipt"),
    *rows(
        j.received,
        c.ServeDocument,
        (
            "an acceptance is served once there is one",
            Code.DOCUMENT_NOT_ISSUED,
            "15",
            "document",
            LETTER,
        ),
        (
            "another file than the recorded one",
            Code.DOCUMENT_DIFFERS,
            "16.7",
            "sha256",
            {"sha256": "sha256:other"},
        ),
        (
            "nothing is served tomorrow",
            Code.DATE_IN_FUTURE,
            None,
            "delivered_on",
            {"delivered_on": after(1)},
        ),
        (
            "nobody was entrusted",
            Code.FIELD_INVALID,
            "16.7",
            "served_on",
            {"served_on": Recipient.AGENT},
        ),
    ),
    *rows(
        j.accepted,
        c.ServeDocument,
        (
            "a letter goes to the applicant's side",
            Code.FIELD_INVALID,
            "15",
            "served_on",
            {**LETTER, "served_on": Recipient.COUNTY},
        ),
        (
            "nothing is served before its day",
            Code.DATE_TOO_EARLY,
            None,
            "delivered_on",
            {**LETTER, "delivered_on": MONDAY - timedelta(days=1)},
        ),
        (
            "the county does not serve the township's letters",
            Code.NOT_THE_ISSUER,
            "15",
            "document",
            {**LETTER, "officer": p.CHECKER},
        ),
    ),
    *rows(
        lambda: j.accepted().go(c.ServeDocument, **LETTER),
        c.ServeDocument,
        ("each is served once", Code.DONE_ALREADY, "15", "served_on", LETTER),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_service_refuses_what_does_not_hold(case: Wrong) -> None:
    """Each check says its code, article and field, and leaves no trace."""
    case.holds()


def test_a_service_says_all_it_takes_to_draw_the_file_again() -> None:
    """Version, calendar and edition stand beside the hash; no personal text does."""
    given(j.accepted).when(c.ServeDocument, **LETTER).then(
        e.DocumentServed(
            on=MONDAY,
            document=DocumentKind.ACCEPTANCE,
            serial=1,
            number="文号 1",
            format=DocumentFormat.PDF,
            sha256="sha256:2",
            edition="1-test",
            version=2,
            calendar=3,
            manner=Manner.DIRECT,
            served_on=Recipient.APPLICANT,
            receipt="送达回证 1/L-1",
        )
    )


def test_the_county_serves_its_refusal_on_applicant_and_family() -> None:
    """Two services of one document are two facts."""
    story = given(j.refused).when(c.ServeDocument, p.CHECKER, **REFUSAL).then(e.DocumentServed)
    story.when(c.ServeDocument, p.CHECKER, **REFUSAL, served_on=Recipient.RELATIVE)
    story.then(like(e.DocumentServed, served_on=Recipient.RELATIVE))
    story.when(c.ServeDocument, **REFUSAL).then_refused(Code.NOT_THE_ISSUER, Code.DONE_ALREADY)


def test_the_form_grows_and_may_be_handed_over_again() -> None:
    """申请审批表 is of the case as it stands; a letter is of its day for ever."""
    story = given(j.accepted).when(c.ServeDocument).then(like(e.DocumentServed, version=2))
    story.when(c.ServeDocument).then(like(e.DocumentServed, version=3))
    story.when(c.ServeDocument, **LETTER).then(like(e.DocumentServed, version=2))


def test_each_posting_is_a_notice_of_its_own() -> None:
    """公示 of the second round is the second document of its kind."""
    story = given(j.in_notice).when(c.InterruptPublicNotice).when(c.PostPublicNotice)
    case = story.journey.case
    assert [one.serial for one in places(case, LETTERS[DocumentKind.PUBLIC_NOTICE])] == [1, 2]
    assert place(case, LETTERS[DocumentKind.PUBLIC_NOTICE], 3) is None


LETTERS_GO_TO = {Recipient.APPLICANT, Recipient.RELATIVE, Recipient.AGENT}


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_document_is_for_those_it_concerns(kind: DocumentKind) -> None:
    """Letters go to the applicant's side, forms and slips to offices; a notice hangs for everybody."""
    others = {
        DocumentKind.FORM: LETTERS_GO_TO | {Recipient.COUNTY},
        DocumentKind.COUNTERSIGNATURE: {Recipient.COUNTY},
        DocumentKind.REFERRAL: {Recipient.RECEIVER},
        DocumentKind.PUBLIC_NOTICE: {Recipient.PUBLIC},
    }
    assert LETTERS[kind].readers == others.get(kind, LETTERS_GO_TO)
