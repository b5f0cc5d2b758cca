"""What is kept in plain text leads to nobody, whichever command says it, and papers keep their numbers."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from domain.case.intake.commands import SubmitApplication
from domain.case.payment import commands as c
from domain.case.payment.facts import CashDisbursed
from domain.case.plain import (
    LEFT_ALONE,
    Said,
    drawn_by_a_bank,
    leads_to_nobody,
    parted_leads_to_nobody,
    plain,
    plainly_written,
)
from domain.ground.figures import narrowed
from domain.ground.identity import check_digit
from domain.ground.parted import parted_number
from domain.ground.personal import PersonalNumber, Reckoned, luhn, personal_number
from domain.ground.refusal import Code, Refused
from domain.registers.keys.commands import (
    IntroduceIndexKey,
    IntroduceMasterKey,
    RecordKeyChecks,
    RetireMasterKey,
)
from domain.registers.keys.facts import KeyCheck, KeyRole
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
        refused = leads_to_nobody(situation, Said(put(command, path, f"编号{NUMBERS[kind]}，见卷")))
        banks = kind is PersonalNumber.CARD and drawn_by_a_bank(command, path)
        about = "officer" if path == "case" else path
        told = [(r.code, r.field, r.facts["number"]) for r in refused]
        wanted = [] if banks else [(Code.PERSONAL_NUMBER, about, kind.value)]
        assert told == wanted, (type(command), path)
        assert leads_to_nobody(situation, Said(command)) == ()


def test_a_key_is_named_by_what_follows_from_it_though_that_looks_like_a_card() -> None:
    """One key in forty thousand is called so: nobody typed it, and nobody can put it otherwise."""
    like_a_card = Reckoned(next(CARD[:15] + d for d in "0123456789" if luhn(CARD[:15] + d)))
    check = KeyCheck(KeyRole.MASTER, like_a_card, like_a_card)
    for story in (
        given(j.Journey).when(RecordKeyChecks, checks=(check,)),
        given(j.Journey).when(IntroduceMasterKey, key=like_a_card, check=like_a_card),
        given(j.Journey).when(IntroduceMasterKey, replaces=like_a_card),
        given(j.Journey).when(RetireMasterKey, key=like_a_card),
        given(j.Journey).when(IntroduceIndexKey, check=like_a_card),
    ):
        assert not isinstance(story.last, Refused), story.last


def test_it_is_refused_with_whatever_else_is_wrong_and_leaves_no_trace() -> None:
    """Asked together with the checks of the command itself (个人信息保护法 §51)."""
    story = given(j.approved).when(c.PayCash, receipt=f"收据 {MOBILE}")
    story.then_refused(Code.PERSONAL_NUMBER, article="个人信息保护法§51", about="receipt")


def test_what_is_left_alone_is_there() -> None:
    """A name in the lists of exceptions is one of a plain field of a command."""
    named = {one.name for kind in RIGHT for one in fields(kind)}
    gone = sorted(LEFT_ALONE.keys() - named)
    assert not gone, f"LEFT_ALONE leaves {gone} alone, and no command has such a field"
    drawn = {
        (kind.__name__, one.name)
        for kind, words in RIGHT.items()
        for one in fields(kind)
        if drawn_by_a_bank(words(About()), one.name)
    }
    assert drawn == {
        ("ConfirmPayment", "serial"),
        ("RecordPaymentReturn", "serial"),
        ("VouchNumber", "number"),
    }


AS_FIGURES = frozenset("0123456789lIOo")
"""Figures, and the letters that look like them, as they count."""
NO_DIGIT = st.text(
    st.characters(codec="utf-8").filter(lambda s: narrowed(s) not in AS_FIGURES),
    max_size=8,
)
"""Texts without figures, and without the letters that look like figures beside one."""
DAYS = st.dates(date(1900, 1, 1), date(1910, 12, 31))
GROUPED = {
    PersonalNumber.IDENTITY: lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    PersonalNumber.CARD: lambda n: " ".join(n[i : i + 4] for i in range(0, len(n), 4)),
    PersonalNumber.MOBILE: lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
}
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
TIBETAN = str.maketrans("0123456789", "༠༡༢༣༤༥༦༧༨༩")
WORDS_OF = str.maketrans("0123456789", "〇一二三四五六七八九")
ON_FORMS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
SPOKEN = str.maketrans("0123456789", "零幺二三四五六七八九")
IN_BRACKETS = str.maketrans("123456789", "㈠㈡㈢㈣㈤㈥㈦㈧㈨")
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "wide": lambda n: n.translate(WIDE),
    "small": str.lower,
    "in Tibetan digits": lambda n: n.translate(TIBETAN),
    "in words": lambda n: n.translate(WORDS_OF),
    "in words of forms": lambda n: n.translate(ON_FORMS),
    "as it is spoken": lambda n: n.translate(SPOKEN),
    "in signs with brackets": lambda n: n.translate(IN_BRACKETS),
    "spaced out": " ".join,
    "a dot after each": ".".join,
    "with what nobody sees": "\u200b".join,
    "with a sign over each": "\ufe0f\u20e3".join,
    "narrow spaces": "\u2009".join,
}
"""How a number is written by somebody who is in a hurry, writes Tibetan, or hides it."""


@st.composite
def numbers(draw: st.DrawFn) -> tuple[PersonalNumber, str]:
    """A number of each kind, invented."""
    kind = draw(st.sampled_from(tuple(NUMBERS)))
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


GROUPS = ("grouped", "dots", "commas", "colons", "brackets", "hyphens")
"""How what parts its groups may be written."""


@supposing(numbers(), NO_DIGIT, NO_DIGIT, st.sampled_from((*WAYS, *GROUPS)))
def test_a_number_is_found_wherever_and_however_it_is_written(
    number: tuple[PersonalNumber, str], before: str, after: str, how: str
) -> None:
    """Between any words, in groups, in any script's digits, with a small x, with what cannot be seen
    between them; wrong by one digit it is none, but an identity number is told by its day of birth as well.
    """
    kind, said = number
    parted = GROUPED[kind](said)
    first, _, rest = parted.partition(" ")
    grouped = {
        "grouped": parted,
        "dots": parted.replace(" ", "."),
        "commas": parted.replace(" ", "，"),
        "colons": parted.replace(" ", ":"),
        "brackets": f"（{first}）{rest}",
        "hyphens": _hyphens(parted),
    }
    written = grouped[how] if how in grouped else WAYS[how](said)
    assert personal_number(before + written + after, MONDAY) is kind, written
    if kind is not PersonalNumber.MOBILE:
        last = "1" if said[-1] == "0" else "0"
        wrong = before + said[:-1] + last + after
        assert personal_number(wrong, MONDAY, strict=True) is not kind
        told = personal_number(wrong, MONDAY)
        assert told is not None if kind is PersonalNumber.IDENTITY else told is not kind


def _hyphens(parted: str) -> str:
    """With hyphens, but where a year would stand between two of them: that is a paper's number."""
    middle = parted.split(" ")[1:-1]
    alike = any("2000" <= group <= "2039" for group in middle)
    return parted if alike else parted.replace(" ", "-")


YEARS, COUNTS = st.integers(1949, 2099), st.integers(1, 999_999)
OURS = st.integers(2000, 2039)
"""Years whose papers may look like a telephone: 139-1989-5678 is one."""
OFFICES = st.sampled_from(("拉民发", "林委", "藏政办", "LSJZ", "CZ", "收据", "凭证"))
PAPERS = st.one_of(
    st.builds("{}〔{}〕{}号".format, OFFICES, YEARS, COUNTS),
    st.builds("{}-{}-{:06d}".format, OFFICES, YEARS, COUNTS),
    st.builds("{}{}{:06d}".format, OFFICES, YEARS, COUNTS),
    st.builds("{:%Y%m%d}{:06d}".format, st.dates(date(2018, 1, 1)), COUNTS),
    st.builds("540121{:03d}-{:%Y%m%d}-{:06d}".format, st.integers(0, 999), st.dates(), COUNTS),
    st.builds(
        "{:09d}-{:%Y%m%d}-T98DTX".format, st.integers(3 * 10**8, 10**9), st.dates(date(2018, 1, 1))
    ),
    st.builds("{:%Y%m%d}{:010d}".format, st.dates(date(2018, 1, 1), date(2099, 1, 1)), COUNTS),
    st.builds("{:03d}-{}-{:04d}".format, st.integers(1, 999), OURS, st.integers(1, 9999)),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.binary(min_size=16, max_size=16).map(bytes.hex),
)


@supposing(PAPERS)
def test_numbers_of_papers_are_never_taken_for_a_persons(paper: str) -> None:
    """拉民发〔2026〕12号, LSJZ-2026-000123, a case's number, what begins with a day, a digest."""
    assert personal_number(paper, MONDAY) is None


HIDDEN = {
    "540121010605001": PersonalNumber.IDENTITY,
    "540121 010605 001": PersonalNumber.IDENTITY,
    "54012119010605001" + "0": PersonalNumber.IDENTITY,
    "54012119O1O6O5OO17": PersonalNumber.IDENTITY,
    "139*1234*5678": PersonalNumber.MOBILE,
    "139转1234转5678": PersonalNumber.MOBILE,
    "139杠1234杠5678": PersonalNumber.MOBILE,
    "139\U0001f6001234\U0001f6005678": PersonalNumber.MOBILE,
    "1\U0001f6003\U0001f6009\U0001f6001\U0001f6002\U0001f6003\U0001f6004\U0001f6005\U0001f600"
    "6\U0001f6007\U0001f6008": PersonalNumber.MOBILE,
    "139|1234|5678": PersonalNumber.MOBILE,
    "139#1234#5678": PersonalNumber.MOBILE,
    "l39l2345678": PersonalNumber.MOBILE,
    "I39I2345678": PersonalNumber.MOBILE,
    "139O0001234": PersonalNumber.MOBILE,
    "139。8910。2340": PersonalNumber.MOBILE,
    "139-1989-5678": PersonalNumber.MOBILE,
    "139○891○234": PersonalNumber.MOBILE,
    "013908910234": PersonalNumber.MOBILE,
    "+86 0139 0891 0234": PersonalNumber.MOBILE,
    "1259313908910234": PersonalNumber.MOBILE,
    "17909 139 0891 0234": PersonalNumber.MOBILE,
    "3-540121190106050017": PersonalNumber.IDENTITY,
}
"""Numbers as somebody writes them who was refused before; the persons are invented."""


@pytest.mark.parametrize("written", HIDDEN)
@pytest.mark.parametrize("around", ["{}", "联系：{}，见卷"])
def test_a_number_is_found_where_somebody_hides_it(written: str, around: str) -> None:
    """Of the last century's form, with a wrong check digit, parted by signs and words, with letters."""
    assert personal_number(around.format(written), MONDAY) is HIDDEN[written]


NOBODYS = (
    "540121200-20260302-000123",
    "540121200202603",
    "540121200-202603",
    "拉民发〔2026〕12号",
    "135-2026-0001",
    "收据2026000123",
    "1,300.00元、1,500.00元、2,000.00元",
    "2026-03-02至2026-03-31",
    "20260302154530123",
    "54010126 0000012345",
    "11540000741900567X",
    "52540100MJX1234567",
    "990121010605001",
    "540121011305001",
    "540121301301060017",
    "0891-6320000",
    "No. 00012345678901",
    "LSJZ-2026-000123",
    "IOIO2026OOO1",
    "棉被*2、大米*10",
)
"""Numbers of papers, cases, offices, sums and days: some as long as a person's."""


@pytest.mark.parametrize("paper", NOBODYS)
def test_what_only_is_as_long_is_nobodys(paper: str) -> None:
    """A province, a day of birth that there was: otherwise it is the number of something else."""
    assert personal_number(paper, MONDAY) is None


def test_a_banks_own_number_is_looked_at_strictly() -> None:
    """A serial that happens to begin like a person's number is taken; a whole one is not."""
    serial = "540121010605001"
    assert not given(j.ordered).when(c.ConfirmPayment, serial=serial).reasons
    whole = NUMBERS[PersonalNumber.IDENTITY]
    given(j.ordered).when(c.ConfirmPayment, serial=whole).then_refused(Code.PERSONAL_NUMBER)


@pytest.mark.parametrize(
    "receipt", ["收据\n12", "收据\u202e21", "12\u200b3", "12\x003", "1\u31642"]
)
def test_a_plain_text_is_written_in_signs_one_sees(receipt: str) -> None:
    """No line break, nothing that turns the direction of writing, nothing that only takes room."""
    story = given(j.approved).when(c.PayCash, receipt=receipt)
    story.then_refused(Code.FIELD_INVALID, about="receipt")


def test_every_plain_text_of_every_command_is_asked_for_signs_and_masks() -> None:
    """An officer's id and the words of records within it alike."""
    situation = j.Journey().world.situation(WORDS[0], p.CASEWORKER, MONDAY)
    for command, path, _ in PLAIN[:: len(NUMBERS)]:
        for text, code in (("一\u202e二", Code.FIELD_INVALID), ("见‹密封›", Code.MASKED_VALUE)):
            told = plainly_written(situation, Said(put(command, path, text)))
            assert [(r.code, r.field) for r in told] == [
                (code, "officer" if path == "case" else path)
            ]
        assert plainly_written(situation, Said(command)) == ()


CARD_OF_NOBODY = next(one for d in "0123456789" if luhn(one := f"622200001111222233{d}"))
PARTED = {
    "139-12-34-56-78": PersonalNumber.MOBILE,
    "139-123-45678": PersonalNumber.MOBILE,
    "+86 139-12-34-56-78": PersonalNumber.MOBILE,
    "139+1234+5678": PersonalNumber.MOBILE,
    "139<1234>5678": PersonalNumber.MOBILE,
    "139%1234%5678": PersonalNumber.MOBILE,
    "139年1234月5678": PersonalNumber.MOBILE,
    "139....1234....5678": PersonalNumber.MOBILE,
    "139     1234     5678": PersonalNumber.MOBILE,
    "139 -- 1234 -- 5678": PersonalNumber.MOBILE,
    "540121+190106+050018": PersonalNumber.IDENTITY,
    "540121 -- 19010605 -- 0018": PersonalNumber.IDENTITY,
    "-".join(CARD_OF_NOBODY[i : i + 2] for i in range(0, 19, 2)): PersonalNumber.CARD,
    "+".join(CARD_OF_NOBODY[i : i + 4] for i in range(0, 19, 4)): PersonalNumber.CARD,
    " -- ".join(CARD_OF_NOBODY[i : i + 4] for i in range(0, 19, 4)): PersonalNumber.CARD,
    "0891-6334567": PersonalNumber.LANDLINE,
    "（0891）6334567": PersonalNumber.LANDLINE,
    "010 8888 1234": PersonalNumber.LANDLINE,
    "+86-891-6334567": PersonalNumber.LANDLINE,
    "༠༨༩༡-༦༣༣༤༥༦༧": PersonalNumber.LANDLINE,
    "0891-6334567转12": PersonalNumber.LANDLINE,
    "0891-6334567/8": PersonalNumber.LANDLINE,
    "0891-6334567 3组": PersonalNumber.LANDLINE,
    "139-12-34-56-78转2": PersonalNumber.MOBILE,
    "12-139+12+34+56+78": PersonalNumber.MOBILE,
    "139。891。234": PersonalNumber.MOBILE,
    "139。。012。34，": PersonalNumber.MOBILE,
    "一三九。八九一。二三四": PersonalNumber.MOBILE,
    "139°891˚234": PersonalNumber.MOBILE,
    "139°l234567": PersonalNumber.MOBILE,
    "540121190106。50。18": PersonalNumber.IDENTITY,
    "0891-63。4567": PersonalNumber.LANDLINE,
}
NO_ONES = (
    "城关村139号，1234号院，5678室",
    "德吉路139号 电话见卷",
    "139.......1234.......5678",
    "2026年3月1日至2026年12月31日",
    "150-2026-03-02",
    "林民批〔2026〕13912号",
    "2026-03-02 13:30-15:30",
    "1,300.00元、1,500.00元、2,000.00元",
    "540121200-20260302-000123",
    "第3组12、15、18、20、22号",
    "第1。2。3。4。5。6。7。8。9户",
    "1390891023。家在村口",
    "东经91°08′，北纬29°39′",
)


@pytest.mark.parametrize("written", [*PARTED, *NO_ONES])
@pytest.mark.parametrize("around", ["{}", "德吉村{}，村口"])
def test_a_family_s_village_leads_to_nobody_however_figures_are_parted(
    written: str, around: str
) -> None:
    """By up to six signs that are no letters; a letter between ends a number."""
    command = put(RIGHT[SubmitApplication](About()), "village", around.format(written))
    situation = j.Journey().world.situation(command, p.CASEWORKER, MONDAY)
    told = (
        *leads_to_nobody(situation, Said(command)),
        *parted_leads_to_nobody(situation, Said(command)),
    )
    kind = PARTED.get(written)
    assert [one.facts["number"] for one in told] == ([] if kind is None else [kind.value])


def test_an_office_has_its_telephone_in_its_papers() -> None:
    """Only where a family lives a landline is theirs."""
    given(j.approved).when(c.PayCash, receipt="收据 0891-6334567").then(CashDisbursed)


@supposing(PAPERS)
def test_numbers_of_papers_are_never_taken_for_parted_ones(paper: str) -> None:
    """Whatever parts their year and figure."""
    assert parted_number(paper, MONDAY) is None
