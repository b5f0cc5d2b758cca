"""What is kept in plain text leads to nobody, whichever command says it, and papers keep their numbers."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from domain.case import commands as c
from domain.case.rules.plain import LEFT_ALONE, NUMBERS_OF_BANKS, leads_to_nobody, plain
from domain.identity import check_digit
from domain.personal import PersonalNumber, luhn, personal_number
from domain.refusal import Code
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.words import MONDAY, RIGHT, About

IDENTITY, CARD, MOBILE = "540121190106050017", "6222020012345678902", "13900001234"
NUMBERS = {
    PersonalNumber.IDENTITY: IDENTITY[:17] + check_digit(IDENTITY[:17]),
    PersonalNumber.CARD: next(CARD[:18] + d for d in "0123456789" if luhn(CARD[:18] + d)),
    PersonalNumber.MOBILE: MOBILE,
}
WORDS = [words(About()) for words in RIGHT.values()]
PLAIN = [
    (command, path, kind) for command in WORDS for path, _ in plain(command) for kind in NUMBERS
]


def put(record: Any, path: str, text: str) -> Any:
    """The same record with a text in that place."""
    name, _, rest = path.partition(".")
    if isinstance(record, tuple):
        place = int(name)
        return (*record[:place], put(record[place], rest, text), *record[place + 1 :])
    return replace(record, **{name: put(getattr(record, name), rest, text)}) if name else text


@pytest.mark.parametrize("kind", NUMBERS)
def test_no_plain_text_of_any_command_takes_a_number_of_a_person(kind: PersonalNumber) -> None:
    """Receipts, visitors, documents, an officer's id: each is named, with what was found in it."""
    situation = j.Journey().world.situation(WORDS[0], p.CASEWORKER, MONDAY)
    assert len(PLAIN) > 3 * 60
    for command, path, _ in filter(lambda one: one[2] is kind, PLAIN):
        refused = leads_to_nobody(situation, put(command, path, f"编号{NUMBERS[kind]}，见卷"))
        banks = path in NUMBERS_OF_BANKS and kind is PersonalNumber.CARD
        about = "officer" if path == "case" else path
        told = [(r.code, r.field, r.facts["number"]) for r in refused]
        wanted = [] if banks else [(Code.PERSONAL_NUMBER, about, kind.value)]
        assert told == wanted, (type(command), path)
        assert leads_to_nobody(situation, command) == ()


def test_it_is_refused_with_whatever_else_is_wrong_and_leaves_no_trace() -> None:
    """Asked together with the checks of the command itself (个人信息保护法 §51)."""
    story = given(j.approved).when(c.PayCash, receipt=f"收据 {MOBILE}")
    story.then_refused(Code.PERSONAL_NUMBER, article="个人信息保护法§51", about="receipt")


def test_what_is_left_alone_is_there() -> None:
    """A name in the lists of exceptions is one of a plain field of a command."""
    named = {one.name for kind in RIGHT for one in fields(kind)}
    assert named >= LEFT_ALONE.keys() | NUMBERS_OF_BANKS


NO_DIGIT = st.text(st.characters(exclude_categories=("Nd", "No", "Nl", "Cs")), max_size=8)
DAYS = st.dates(date(1900, 1, 1), date(1910, 12, 31))
GROUPED = {
    PersonalNumber.IDENTITY: lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    PersonalNumber.CARD: lambda n: " ".join(n[i : i + 4] for i in range(0, len(n), 4)),
    PersonalNumber.MOBILE: lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
}
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@st.composite
def numbers(draw: st.DrawFn) -> tuple[PersonalNumber, str]:
    """A number of each kind, invented."""
    kind = draw(st.sampled_from(PersonalNumber))
    if kind is PersonalNumber.MOBILE:
        return kind, f"1{draw(st.integers(3_000_000_000, 9_999_999_999))}"
    if kind is PersonalNumber.IDENTITY:
        first = f"540121{draw(DAYS):%Y%m%d}{draw(st.integers(0, 999)):03d}"
        return kind, first + check_digit(first)
    length = draw(st.integers(15, 18))
    first = "62" + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=length - 2, max_size=length - 2))
    )
    return kind, next(first + last for last in "0123456789" if luhn(first + last))


@supposing(numbers(), NO_DIGIT, NO_DIGIT, st.sampled_from(("as it is", "grouped", "wide", "small")))
def test_a_number_is_found_wherever_and_however_it_is_written(
    number: tuple[PersonalNumber, str], before: str, after: str, how: str
) -> None:
    """Between any words, in groups, in full-width digits, with a small x; wrong by one digit it is none."""
    kind, said = number
    written = {
        "as it is": said,
        "grouped": GROUPED[kind](said),
        "wide": said.translate(WIDE),
        "small": said.lower(),
    }[how]
    assert personal_number(before + written + after, MONDAY) is kind
    if kind is not PersonalNumber.MOBILE:
        last = "1" if said[-1] == "0" else "0"
        assert personal_number(before + said[:-1] + last + after, MONDAY) is not kind


YEARS, COUNTS = st.integers(1949, 2099), st.integers(1, 999_999)
OFFICES = st.sampled_from(("拉民发", "林委", "藏政办", "LSJZ", "CZ", "收据", "凭证"))
PAPERS = st.one_of(
    st.builds("{}〔{}〕{}号".format, OFFICES, YEARS, COUNTS),
    st.builds("{}-{}-{:06d}".format, OFFICES, YEARS, COUNTS),
    st.builds("{}{}{:06d}".format, OFFICES, YEARS, COUNTS),
    st.builds("{:%Y%m%d}{:06d}".format, st.dates(date(2018, 1, 1)), COUNTS),
    st.builds("540121{:03d}-{:%Y%m%d}-{:06d}".format, st.integers(0, 999), st.dates(), COUNTS),
    st.builds("{:%Y%m%d}{:010d}".format, st.dates(date(2018, 1, 1), date(2099, 1, 1)), COUNTS),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.binary(min_size=16, max_size=16).map(bytes.hex),
)


@supposing(PAPERS)
def test_numbers_of_papers_are_never_taken_for_a_persons(paper: str) -> None:
    """拉民发〔2026〕12号, LSJZ-2026-000123, a case's number, what begins with a day, a digest."""
    assert personal_number(paper, MONDAY) is None
