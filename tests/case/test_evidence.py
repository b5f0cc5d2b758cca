"""证据文件: what becomes a part of a case, and the photographs by which a public notice is shown."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.ground.files import EvidenceKind, EvidenceOf
from domain.ground.refusal import Code
from domain.ground.terms import Material, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.bringing import waiting
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, About, after
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§证据文件"
ASKED = date(2027, 1, 11)
"""A Monday after photographs are asked for."""
PHOTOGRAPH, SCAN = EvidenceKind.PHOTOGRAPH, EvidenceKind.SCAN


def of(what: EvidenceOf, name: str = "", day: date | None = None, **more: Any) -> dict[str, Any]:
    """The words about one file; each name is another file."""
    kind = more.pop("kind", PHOTOGRAPH)
    media = more.pop("media", "image/jpeg")
    sealed = p.uploaded(name or what.value, media, day)
    return {"of": what, "kind": kind, "file": sealed.file, "sealed": sealed, **more}


def start(name: str = "a", day: date = MONDAY, round: int = 1) -> dict[str, Any]:
    """A photograph of the start of a notice."""
    return of(EvidenceOf.NOTICE_START, f"start {name}", day, number=round)


def end(name: str = "a", day: date = MONDAY, round: int = 1) -> dict[str, Any]:
    """A photograph of its end."""
    return of(EvidenceOf.NOTICE_END, f"end {name}", day, number=round)


def shown(journey: j.Journey, **words: Any) -> j.Journey:
    """The case with a photograph of the notice."""
    return journey.go(c.AttachEvidence, **words)


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.accepted,
        c.AttachEvidence,
        ("no such file", Code.FILE_UNKNOWN, HOUSE, "file", {"sealed": None}),
        ("a day to come", Code.DATE_IN_FUTURE, None, "taken_on", {"taken_on": after(1)}),
        ("a visit has no round", Code.FIELD_INVALID, HOUSE, "number", {"number": 1}),
        (
            "only a paper is called one",
            Code.FIELD_INVALID,
            HOUSE,
            "paper",
            {"paper": Material.HARDSHIP_PROOF},
        ),
        ("which paper", Code.FIELD_MISSING, HOUSE, "paper", of(EvidenceOf.PAPER)),
        (
            "a paper the case does not have",
            Code.FIELD_INVALID,
            HOUSE,
            "paper",
            of(EvidenceOf.PAPER, paper="another"),
        ),
        ("no notice ended", Code.NOTICE_MISSING, HOUSE, "number", end()),
        ("not the notice after the next", Code.NOTICE_MISSING, HOUSE, "number", start(round=2)),
        (
            "which notice",
            Code.FIELD_MISSING,
            HOUSE,
            "number",
            of(EvidenceOf.NOTICE_START, day=MONDAY),
        ),
        (
            "when it was taken",
            Code.FIELD_MISSING,
            HOUSE,
            "taken_on",
            of(EvidenceOf.NOTICE_START, number=1),
        ),
        (
            "a camera ahead of the day says nothing",
            Code.FIELD_MISSING,
            HOUSE,
            "taken_on",
            of(EvidenceOf.NOTICE_START, day=after(1), number=1),
        ),
        (
            "a scan shows no notice",
            Code.FIELD_INVALID,
            HOUSE,
            "kind",
            of(EvidenceOf.NOTICE_START, day=MONDAY, number=1, kind=SCAN),
        ),
        (
            "nor does a paper",
            Code.FIELD_INVALID,
            HOUSE,
            "kind",
            of(EvidenceOf.NOTICE_START, day=MONDAY, number=1, media="application/pdf"),
        ),
    ),
    *rows(
        lambda: shown(j.accepted()),
        c.AttachEvidence,
        ("once is enough", Code.DONE_ALREADY, HOUSE, "file"),
        (
            "the same picture as something else",
            Code.FILE_TWICE,
            HOUSE,
            "file",
            {"file": "0" * 32},
        ),
    ),
    *rows(
        j.in_notice,
        c.AttachEvidence,
        (
            "taken before its last day",
            Code.DATE_TOO_EARLY,
            HOUSE,
            "taken_on",
            end(day=MONDAY),
        ),
    ),
    *rows(
        j.examined,
        c.AttachEvidence,
        (
            "taken before there was anything to post",
            Code.DATE_TOO_EARLY,
            HOUSE,
            "taken_on",
            start(day=MONDAY - timedelta(days=400)),
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_file_from_becoming_a_part_of_a_case(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


def test_a_file_is_a_part_of_the_case_with_what_proves_it() -> None:
    """The fact holds what tells the sealed bytes right, and whose keys open them; no stage moves."""
    held = p.uploaded("visit", taken_on=MONDAY)
    story = (
        given(j.accepted)
        .when(c.AttachEvidence, sealed=held)
        .then(
            e.EvidenceAttached(
                on=MONDAY,
                file=held.file,
                kind=PHOTOGRAPH,
                of=EvidenceOf.VISIT,
                media="image/jpeg",
                size=held.size,
                pages=1,
                sha256=held.sha256,
                likeness=held.likeness,
                keys=held.keys,
                taken_on=MONDAY,
            )
        )
    )
    assert story.at(Stage.ACCEPTED)


def test_the_officer_knows_the_day_better_than_the_camera() -> None:
    """What the officer says counts; where the camera says another day, both are on record."""
    day, camera = MONDAY - timedelta(days=3), MONDAY - timedelta(days=900)
    held = p.uploaded("visit", taken_on=camera)
    story = given(j.accepted).when(c.AttachEvidence, sealed=held, taken_on=day)
    story.then(like(e.EvidenceAttached, taken_on=day, camera_on=camera))
    story = given(j.accepted).when(c.AttachEvidence, sealed=held, taken_on=camera)
    story.then(like(e.EvidenceAttached, taken_on=camera, camera_on=None))


def test_a_paper_of_the_case_is_scanned_also_after_it_is_closed() -> None:
    """What comes late is kept as well."""
    words = of(EvidenceOf.PAPER, kind=SCAN, media="application/pdf", paper=Material.HARDSHIP_PROOF)
    given(j.closed).when(c.AttachEvidence, **words).then(
        like(e.EvidenceAttached, paper=Material.HARDSHIP_PROOF, pages=1)
    )


def examined() -> j.Journey:
    """Ready to be posted, in the year in which photographs are asked for."""
    return j.examined(j.accepted(About(day=ASKED)))


def test_a_notice_is_posted_with_a_photograph_of_its_start() -> None:
    """Without one it is refused; one of the end, or of another round, is none."""
    given(examined).when(c.PostPublicNotice).then_refused(Code.PHOTOGRAPHS_MISSING)
    given(lambda: shown(examined(), **start(day=ASKED))).when(c.PostPublicNotice).then(
        e.PublicNoticePosted
    )


def posted() -> j.Journey:
    """It hangs, and its start is shown."""
    return shown(examined(), **start(day=ASKED)).go(c.PostPublicNotice)


def over() -> j.Journey:
    """It hung for its whole period, and the box was emptied."""
    journey = posted().on(after(9, ASKED))
    return journey.go(c.EndPublicNotice).on(after(10, ASKED))


def test_time_ends_a_notice_and_the_file_goes_up_with_a_photograph_of_the_end() -> None:
    """The end itself waits for nobody; what goes on over it does."""
    last = after(7, ASKED)
    given(over).when(c.SubmitForApproval).then_refused(Code.PHOTOGRAPHS_MISSING)
    given(lambda: shown(over(), **end(day=last))).when(c.SubmitForApproval).then(
        e.SubmittedForApproval
    )


def test_a_notice_torn_down_is_shown_anew() -> None:
    """The photographs of its first round are none of its second."""
    torn = posted().go(c.InterruptPublicNotice)
    given(lambda: torn).when(c.PostPublicNotice).then_refused(Code.PHOTOGRAPHS_MISSING)


def test_nothing_is_asked_of_what_was_posted_before() -> None:
    """Old cases go on as they were."""
    given(j.examined).when(c.PostPublicNotice).then(e.PublicNoticePosted)
    given(j.cleared).when(c.SubmitForApproval).then(e.SubmittedForApproval)


def test_a_list_names_the_photographs_that_are_lacking() -> None:
    """Of the start before the notice is posted, of the end before the file goes on; then no more."""
    shown_start = shown(examined(), **start(day=ASKED))
    shown_end = shown(over(), **end(day=after(7, ASKED)))
    assert [awaits(at) for at in (examined(), shown_start, posted(), over(), shown_end)] == [
        *(True, False, False, True, False)
    ]
    assert not awaits(j.examined()), "nobody asks for any yet"


def awaits(at: j.Journey) -> bool:
    """Whether the caseworker's list names it."""
    case = at.world.case(at.about.case)
    found = waiting(at.world, case, at.about.day)
    return any(one.command is c.AttachEvidence for one in found)
