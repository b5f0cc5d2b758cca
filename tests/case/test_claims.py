"""Numbers that prove one thing only: who claims one, when two are equal, and who may vouch (内部)."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, cast

import pytest
from hypothesis import given as supposing
from hypothesis import settings
from hypothesis import strategies as st

from domain.case.authority import Officer
from domain.case.claims import FIELD_OF, FIELDS, FREE, Claim, claims_of
from domain.ground.facts import Authority, Recorded
from domain.ground.numbers import normal
from domain.ground.refusal import Code, Refused
from domain.ground.terms import FundSource, NumberKind
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import RIGHT, About, after, yuan
from tests.case.world import World
from tests.store.test_text_fields import DOCUMENT, PLAIN
from tests.support import commands as c
from tests.support import facts as e
from tests.support.complete import complete
from tests.words.walked import facts

NAMES = {
    "document", "number", "receipt", "serial", "slip", "procurement", "consent", "report",
    "minutes", "evidence", "volume", "proposal", "correction", "visit", "files",
}  # fmt: skip
"""How fields are called that hold the number or name of a paper."""


def test_every_number_of_a_paper_is_claimed_or_it_is_known_why_not() -> None:
    """A new field of the kind fails here until somebody decides (every fact there is is walked)."""
    of_facts = {path: why for path, why in PLAIN.items() if path.partition(".")[0] in facts()}
    papers = {
        path
        for path, why in of_facts.items()
        if why is DOCUMENT or path.rpartition(".")[2] in NAMES
    }
    claimed = {f"{kind.NAME}.{field}" for kind, named in FIELDS.items() for field in named}
    complete(claimed | set(FREE), papers, "FIELDS or FREE in domain/case/claims.py")
    assert not claimed & set(FREE)
    assert set(FIELD_OF) == set(NumberKind)


def test_facts_that_claim_tell_what_was_vouched_for() -> None:
    """Each carries it, but for a delegation, which nobody vouches for."""
    for kind, named in FIELDS.items():
        told = "vouched" in kind.__dataclass_fields__  # type: ignore[attr-defined]
        assert told != (set(named.values()) == {NumberKind.DELEGATION})


SAME = (
    (NumberKind.DECISION, "林民发〔2026〕1号", "林民发[2026] 1 号"),
    (NumberKind.DECISION, "林民发〔2026〕1号", "林民发【２０２６】１号"),
    (NumberKind.DECISION, "林民发（2026）1号", "林民发(2026)1号"),
    *(
        (NumberKind.DECISION, "林民批〔2026〕1号", written)
        for written in (
            "林民批﹝2026﹞1號",
            "林民批〔2026〕第1号",
            "林民批2026-1号",
            "林民批2026－第1号",
            "林民批2026年第1号",
            "林民批〔2026〕-1號",
            "林民批〔2026〕1",
            "林民批〔2026年〕1号",
            "林民批〔二〇二六〕一号",
            "林民批〔2026〕一号",
            "林民批二〇二六年第一号",
            "林民批〔༢༠༢༦〕༡号",
            "林民批༢༠༢༦-༡号",
            "林民批｛2026｝1号",
            "林民批《2026》1号",
            "林民批〖2026〗1号",
            "林民批〔2026〕No.1号",
            "林民批〔2026〕№1",
            "林民批〔2026〕#1号",
            "林民批2026-1",
            "林民批第2026-1号",
            "“林民批〔2026〕1号”",
            "《林民批〔2026〕1号》",
            "「林民批〔2026〕1号」",
            "林民批〔2026〕1号。",
            "林民批〔2026〕1号文",
            "林民批〔2026〕1号文。",
        )
    ),
    (NumberKind.RECEIPT, "第17号", "17號"),
    (NumberKind.RECEIPT, "收据-01", "收据 01"),
    (NumberKind.RECEIPT, "收据—01", "收据01"),
    (NumberKind.RECEIPT, "no.17", "NO.17"),
    (NumberKind.RECEIPT, "收据\u200b01", "收据01"),
    (NumberKind.RECEIPT, "DS/065", "DS065"),
    (NumberKind.RECEIPT, "1/12", "1-12"),
    (NumberKind.BANK_SERIAL, "2026-0301-77", "2026030177"),
    (NumberKind.BANK_SERIAL, "DS/065", "ds065"),
    (NumberKind.BANK_SERIAL, "DS#06:5", "DS065"),
)
APART = (
    (NumberKind.RECEIPT, "收据-01", "收据-1"),
    (NumberKind.RECEIPT, "1-12", "11-2"),
    (NumberKind.DECISION, "林民发〔2026〕1号", "林民发〔2026〕11号"),
    (NumberKind.DECISION, "林民发2026-1号", "林民发20261号"),
    (NumberKind.DECISION, "林民发2026第1号", "林民发20261号"),
    (NumberKind.RECEIPT, "2026-1", "[2026]1"),
    (NumberKind.RECEIPT, "3-2026-1号", "3[2026]1号"),
    (NumberKind.DECISION, "林民批〔2026〕十一号", "林民批〔2026〕十号"),
    (NumberKind.DECISION, "林民批〔2026〕1号", "林民批〔2026〕01号"),
    (NumberKind.DECISION, "林民批〔2026〕1号", "林民批〔2026〕1号之二"),
    (NumberKind.DECISION, "林民批〔2026〕1号", "林民批〔2026〕1-1号"),
    (NumberKind.DECISION, "林民批〔2026〕1号", "林民批1号"),
)


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_width_case_blanks_hyphens_and_brackets_make_no_other_number(
    kind: NumberKind, one: str, other: str
) -> None:
    """Two people write one number in two ways."""
    assert normal(kind, one) == normal(kind, other)


@pytest.mark.parametrize(("kind", "one", "other"), APART)
def test_zeros_and_books_make_another_number(kind: NumberKind, one: str, other: str) -> None:
    """Leading zeros count, and a hyphen between digits parts book and leaf."""
    assert normal(kind, one) != normal(kind, other)


@supposing(st.sampled_from(NumberKind), st.text(max_size=12))
def test_a_number_is_brought_into_form_once(kind: NumberKind, number: str) -> None:
    """What is normal stays as it is."""
    assert normal(kind, normal(kind, number)) == normal(kind, number)


TENS = "〇一二三四五六七八九"


def spoken(figure: int) -> str:
    """A figure below 1000 as one says it."""
    hundreds, tens, ones = figure // 100, figure // 10 % 10, figure % 10
    said = f"{TENS[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{TENS[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (TENS[ones] if ones else "")


@st.composite
def written(draw: Any, office: str, year: int, figure: int) -> str:
    """One number of a paper, by some habit."""
    digits = draw(st.sampled_from(["0123456789", "０１２３４５６７８９", "༠༡༢༣༤༥༦༧༨༩"]))
    latin = str.maketrans("0123456789", digits)
    years = [str(year).translate(latin), str(year).translate(str.maketrans("0123456789", TENS))]
    about = draw(
        st.sampled_from(["〔〕", "[]", "（）", "｛｝", "《》", "〖〗", "【】", "「」", "年 ", "- "])
    )
    before, after = ("", about[0]) if about[1] == " " else about
    said = draw(st.sampled_from(["", "第", "No.", "#"]))
    number = draw(st.sampled_from([str(figure).translate(latin), spoken(figure)]))
    if said == "No." or about == "「」":
        number = str(figure)
        before, after = ("〔", "〕") if about == "「」" else (before, after)
    ends = draw(st.sampled_from(["号", "號", "号。", "号文", "号文。", ""]))
    year_said = draw(st.sampled_from(years)) + draw(st.sampled_from(["", "年"] if before else [""]))
    text = f"{office}{before}{year_said}{after}{said}{number}{ends}"
    quotes = draw(st.sampled_from(["", "“”", "《》", '""', "『』"]))
    return f"{quotes[:1]}{text}{quotes[1:]}"


OFFICES = st.sampled_from(["林民批", "林民发", "城关民批", "拉民函"])
PAPERS = st.tuples(OFFICES, st.integers(1990, 2035), st.integers(1, 999))


@settings(max_examples=400)
@supposing(st.data(), PAPERS, PAPERS)
def test_whatever_the_habit_one_number_is_one_and_two_are_two(
    data: st.DataObject, one: tuple[str, int, int], other: tuple[str, int, int]
) -> None:
    """Office, year and figure make it, and nothing else does."""
    first, again, second = (data.draw(written(*paper)) for paper in (one, one, other))
    usual = f"{one[0]}[{one[1]}]{one[2]}号"
    assert normal(NumberKind.DECISION, first) == normal(NumberKind.DECISION, again) == usual
    assert (normal(NumberKind.DECISION, second) == usual) == (one == other)


def recorded(fact: Any, division: str = p.COUNTY, stream: str = "case-L-1") -> Recorded:
    """A fact in its envelope, by an officer of a division."""
    return Recorded(
        stream=stream,
        version=9,
        fact=fact,
        recorded_at=None,  # type: ignore[arg-type]
        officer="x",
        authority=Authority("finance", division, "19"),
        law="",
        command="",
    )


def credited(on: date = date(2026, 3, 2), bank: str | None = "农行", **more: Any) -> Any:
    """A payment credited."""
    fact = e.ReliefDisbursed(
        on=on,
        payment=1,
        amount=yuan(1),
        source=FundSource.FISCAL,
        serial="流水-7",
        paying_bank=bank,
    )
    return replace(fact, **more)


def equal(one: Recorded, other: Recorded) -> bool:
    """Whether two facts claim one number."""
    return not {x.key for x in claims_of(one)}.isdisjoint({x.key for x in claims_of(other)})


def test_facts_of_before_claim_what_they_claimed_and_bar_every_way_of_writing() -> None:
    """Their rows are rebuilt as they stand; a new fact claims both forms, so that either is met."""
    fact = cast(e.ReliefApproved, j.approved().world.facts(e.ReliefApproved)[0])
    usual, other = (replace(fact, document=f"林民批{year}号") for year in ("〔2026〕1", "2026-1"))
    before = [replace(recorded(one), rules=2) for one in (usual, other)]
    assert [len(claims_of(one)) for one in before] == [1, 1] and not equal(*before)
    (first, plain) = claims_of(recorded(other))
    assert [first] == [*claims_of(before[1])] and [plain] == [*claims_of(before[0])]
    assert equal(recorded(other), before[0]) and equal(recorded(other), recorded(usual))
    assert claims_of(recorded(usual)) == claims_of(before[0])


def test_a_serial_is_the_banks_own_for_a_day() -> None:
    """Wherever it is recorded; in one office whatever the bank is called, or if none is named."""
    mine = recorded(credited())
    assert equal(mine, recorded(credited(), p.OTHER_COUNTY))
    assert equal(mine, recorded(credited(bank="农业银行拉萨支行")))
    assert equal(mine, recorded(credited(bank=None)))
    assert not equal(mine, recorded(credited(bank="中国银行"), p.OTHER_COUNTY))
    assert not equal(mine, recorded(credited(bank=None), p.OTHER_COUNTY))
    assert not equal(mine, recorded(credited(on=date(2026, 3, 3))))


def test_a_receipt_is_its_offices_own_for_a_year() -> None:
    """Another office, or the same next year, begins anew; cash and goods share one book."""
    cash = e.CashDisbursed(
        on=date(2026, 3, 2),
        amount=yuan(1),
        source=FundSource.FISCAL,
        reason=p.secret("x"),
        receipt="收据-01",
        witness=p.secret("x"),
    )
    goods = e.GoodsDelivered(
        on=date(2026, 5, 4),
        items=(),
        amount=yuan(1),
        source=FundSource.FISCAL,
        procurement="采-1",
        receipt="收据 01",
    )
    assert equal(recorded(cash), recorded(goods))
    assert not equal(recorded(cash), recorded(cash, p.TOWNSHIP))
    assert not equal(recorded(cash), recorded(replace(cash, on=date(2027, 1, 4))))
    kinds = [claim.kind for claim in claims_of(recorded(goods))]
    assert kinds == ["receipt", "procurement"]
    assert [x.kind for x in claims_of(recorded(replace(goods, procurement=None)))] == ["receipt"]


def test_a_batch_is_shared_under_its_word_and_a_vouched_number_says_so() -> None:
    """Each claim carries what lets an equal one stand; only the kind that was vouched for."""
    (one, _) = claims_of(recorded(credited(batch="三月 第1批")))
    (same, _) = claims_of(recorded(credited(batch="三月第１批")))
    assert one.shared and one == same
    (one, _) = claims_of(recorded(credited(vouched=(NumberKind.BANK_SERIAL,))))
    assert one == Claim("bank-serial", one.key, "", True)


def test_several_services_in_one_case_may_stand_on_one_receipt() -> None:
    """One 送达回证 lists what was handed over; in another case it is another paper."""
    at = j.approved().go(c.ServeDocument)
    (fact,) = at.world.facts(e.DocumentServed)
    (here,) = claims_of(recorded(fact))
    (there,) = claims_of(recorded(fact, stream="case-L-2"))
    assert here.key == there.key and here.shared != there.shared


WRONG: tuple[Wrong, ...] = (
    *empty(j.approved, c.VouchNumber, "number", "reason"),
    *rows(
        j.approved,
        c.VouchNumber,
        (
            "a county numbers its own delegations",
            Code.FIELD_INVALID,
            None,
            "kind",
            {"kind": NumberKind.DELEGATION},
        ),
    ),
    *(
        row
        for start, command, field in (
            (j.ordered, c.ConfirmPayment, "serial"),
            (j.approved, c.PayCash, "receipt"),
            (j.approved, c.DeliverGoods, "receipt"),
            (j.approved, c.DeliverGoods, "procurement"),
            (j.under_county, c.ApproveRelief, "document"),
        )
        for row in rows(
            start,
            command,
            (f"{command.__name__}.{field}", Code.FIELD_MISSING, None, field, {field: " — "}),
        )
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_a_number_says_something(case: Wrong) -> None:
    """Blanks and hyphens alone are no number: they would claim nothing."""
    case.holds()


def test_a_number_another_person_vouched_for_may_stand_again_once() -> None:
    """The fact says so; the second payment of the case needs a word of its own."""
    story = given(j.approved().go(c.InstructPayment, amount=yuan(1000)))
    story.when(c.VouchNumber, p.CASEWORKER, number="银行流水  1／L-1").then(e.NumberVouched)
    story.when(c.ConfirmPayment).then(like(e.ReliefDisbursed, vouched=(NumberKind.BANK_SERIAL,)))
    story.when(c.InstructPayment, amount=yuan(800))
    story.when(c.ConfirmPayment, payment=2)
    story.then_refused(Code.NUMBER_USED_ALREADY, about="serial")


def test_nobody_vouches_for_themselves() -> None:
    """Whoever uses the number has not been told by another."""
    story = given(j.ordered).when(c.VouchNumber, p.SECOND_FINANCE).then(e.NumberVouched)
    story.when(c.ConfirmPayment).then(like(e.ReliefDisbursed, vouched=()))


def test_a_word_for_one_kind_of_paper_is_none_for_another() -> None:
    """The receipt was vouched for, the procurement was not."""
    story = given(j.approved)
    story.when(c.VouchNumber, kind=NumberKind.RECEIPT, number="领条 2/L-1").then(e.NumberVouched)
    story.when(c.DeliverGoods).then(like(e.GoodsDelivered, vouched=(NumberKind.RECEIPT,)))


def test_decisions_and_notices_may_be_vouched_for() -> None:
    """One document for a family that stands in it, too."""
    story = given(j.under_county)
    story.when(c.VouchNumber, p.CASEWORKER, kind=NumberKind.DECISION, number="批准 1/L-1")
    story.when(c.ApproveRelief)
    assert story.last[0].vouched == (NumberKind.DECISION,)  # type: ignore[index, union-attr]


@cache
def three_approved() -> World:
    """Three families of one township whose relief may be paid."""
    world = World()
    for n in (1, 2, 3):
        about = About(case=f"L-{n}", family=p.family(f"家{n}", serial=10 * n))
        j.approved(j.accepted(about, world))
    return world


PAYERS = (p.FINANCE, p.SECOND_FINANCE)
TRIED = st.lists(
    st.tuples(
        st.sampled_from(("L-1", "L-2", "L-3")),
        st.sampled_from(("pay", "pay", "vouch")),
        st.sampled_from(PAYERS),
        st.sampled_from(("收据-1", "收据 １", "收据-2")),
        st.sampled_from((None, None, "甲批", "乙批")),
    ),
    max_size=14,
)


@settings(deadline=None)
@supposing(TRIED)
def test_no_order_of_commands_keeps_one_number_twice_without_a_word_for_it(
    tried: list[tuple[str, str, Officer, str, str | None]],
) -> None:
    """It stands again in one batch, or on another person's word, each used once; else it is refused."""
    world, kept = three_approved().copy(), list[tuple[str, str | None]]()
    words = dict[tuple[str, str], list[str]]()
    for case, deed, officer, number, batch in tried:
        plain = number.replace(" ", "").replace("-", "").replace("１", "1")
        if deed == "vouch":
            vouch: Any = RIGHT[c.VouchNumber](About(case=case))
            vouch = replace(vouch, number=number, kind=NumberKind.RECEIPT)
            assert isinstance(world.execute(vouch, officer, after(8)), tuple)
            words.setdefault((case, plain), []).append(officer.id)
            continue
        cash: Any = RIGHT[c.PayCash](About(case=case))
        cash = replace(cash, amount=yuan(1), receipt=number, batch=batch)
        done = world.execute(cash, officer, after(8))
        others = [who for who in words.get((case, plain), ()) if who != officer.id]
        alike = [known for known in kept if known[0] == plain]
        if not others and not all(batch and known[1] == batch for known in alike):
            assert isinstance(done, Refused)
            assert [one.code for one in done.reasons] == [Code.NUMBER_USED_ALREADY]
            continue
        assert isinstance(done, tuple), done
        wanted = (NumberKind.RECEIPT,) if others else ()
        assert like(e.CashDisbursed, vouched=wanted).fits(done[0])
        if others:
            words.pop((case, plain))
        kept.append((plain, batch))
