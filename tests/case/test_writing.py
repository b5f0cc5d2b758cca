"""How names, telephones and addresses come in: put right, or refused where nobody could carry them on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as some

from domain.case.intake.ability import minor
from domain.case.intake.children import FULL_AGE
from domain.case.plain import private, right_written
from domain.case.records import Birth, Changes, Contact
from domain.ground import habits, names
from domain.ground.identity import check_digit
from domain.ground.masks import is_mask, masked_name
from domain.ground.personal import personal_number
from domain.ground.refusal import Code
from domain.ground.terms import Channel, Relation
from domain.ground.texts import spelled
from domain.ground.writing import Written, put_right, written, wrong
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.test_masks import COMMANDS, full, put
from tests.case.words import MONDAY, RIGHT, About
from tests.support import commands as c

DOTS = "\u00b7\u2027\u30fb\u2022\uff65\u22c5\u2219\u0387\u2e31"
HIDDEN = ("\u200b", "\u200e", "\u2060", "\ufe0f", "\u3164", "\x85")


NEWER = ("\U0002ebf0", "\U00031350", "\U0002b739", "\U000323af", "\U0002ceae")
"""Ideographs of Unicode 15 to 17: identity cards have them, older tables of letters do not."""


@pytest.mark.parametrize("sign", NEWER)
def test_an_ideograph_newer_than_the_machine_is_a_letter(sign: str) -> None:
    """In names and places, alone and beside others; it tells two names apart, and stands in a mask."""
    for kind in (Written.NAME, Written.ADDRESS, Written.TEXT):
        assert wrong(kind, sign) is wrong(kind, f"王{sign}") is None
    assert spelled(f"王{sign}") != spelled("王") and spelled(f"王 {sign}") == f"王{sign}"
    assert masked_name(f"{sign}王") == f"{sign}*"
    assert names.seen(f"王{sign}") == habits.seen(f"王{sign}") == f"王{sign}"
    assert personal_number(f"{sign}13900000001{sign}", MONDAY) is not None


@pytest.mark.parametrize("sign", ["\U0002fffe", "\U0003ffff", "\U000e0fff", "\u2065", "\ufdd0"])
def test_what_will_never_be_a_letter_stays_unseen(sign: str) -> None:
    """Whatever Unicode becomes."""
    assert wrong(Written.NAME, f"王{sign}") == "unseen-signs"


@pytest.mark.parametrize("name", ["小孩·测试", "小孩测试", " 小孩・测试"])
def test_no_minor_is_their_own_guardian(name: str) -> None:
    """Who is called like the minor who applies, however it is written."""
    first17 = "549999201006050019"[:17]
    young = p.secret(first17 + check_digit(first17))
    who = replace(p.GESANG.members[0], name=p.secret("小孩·测试"), id_number=young)
    told: dict[str, Any] = {"members": (who, *p.GESANG.members[1:]), "channel": Channel.ON_BEHALF}
    agent = replace(p.AGENT, name=p.secret(name))
    (only,) = given(j.Journey).when(c.SubmitApplication, **told, agent=agent).reasons
    assert (only.code, only.field) == (Code.GUARDIAN_MISSING, "agent.name")


@pytest.mark.parametrize("dot", DOTS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.__name__)
def test_whatever_names_somebody_has_one_dot(command: type[c.Command], dot: str) -> None:
    """Of applicants, agents, helpers and witnesses, whichever dot was typed, and with blanks beside it."""
    said = full(RIGHT[command](About()))
    named = [path for path, _ in private(said) if written(path) is Written.NAME]
    for path in named:
        told = dict(private(right_written(put(said, path, f"卓玛 {dot}　次仁"))))
        assert told[path].reveal() == "卓玛\u00b7次仁"


@pytest.mark.parametrize("sign", HIDDEN)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.__name__)
def test_no_personal_text_hides_a_sign(command: type[c.Command], sign: str) -> None:
    """It could never be printed: refused by the field's name, and nothing is stored."""
    said = full(RIGHT[command](About()))
    for path, value in private(said):
        kind = written(path)
        assert wrong(kind, f"{value.reveal()}{sign}次") == "unseen-signs", path


@pytest.mark.article("14.1")
@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        ("name", "次仁\u200b卓玛", "unseen-signs"),
        ("name", "·", "no-letter"),
        ("name", "88", "no-letter"),
        ("name", "多·", "misplaced-dot"),
        ("name", "·多", "misplaced-dot"),
        ("name", "央金··拉姆", "misplaced-dot"),
        ("name", "央金…", "no-sign-of-names"),
        ("name", "张（小名）", "no-sign-of-names"),
        ("name", "\u2f45丽", "look-alike-signs"),
        ("name", "\uf9e1明", "look-alike-signs"),
        ("name", "不详", "nothing-said"),
    ],
)
def test_a_name_nobody_could_print_is_refused(field: str, text: str, fault: str) -> None:
    """At the counter, before anything rests on it."""
    members = p.GESANG.members
    wrong_one = replace(members[1], name=p.secret(text))
    story = given().when(c.SubmitApplication, members=(members[0], wrong_one, *members[2:]))
    story.then_refused(Code.FIELD_INVALID, about="members.1.name")
    assert story.reasons[0].facts == {"fault": fault}


RIGHT_NUMBERS = {
    "139 0000 0001": "139 0000 0001",
    "＋８６ １３９０００００００１": "+86 13900000001",
    "13900000001": "13900000001",
    "༡༣༩༠༠༠༠༠༠༠༡": "13900000001",
    "0891—6320000": "0891-6320000",
    "（0891）6320000": "(0891)6320000",
    "0891-6320000-12": "0891-6320000-12",
    "6320000": "6320000",
    "+977 1 4200000": "+977 1 4200000",
}
WRONG_NUMBERS = (
    *("1390000000", "139000000012", "12900000001", "63200", "电话同上", "139000O0001", "0891"),
    *("13900000001/13900000002", "+86 1390000000", "无"),
)


@pytest.mark.parametrize("typed", RIGHT_NUMBERS)
def test_a_telephone_is_kept_as_it_is_dialled(typed: str) -> None:
    """In plain digits and hyphens, whichever keyboard it came from."""
    told = put_right(Written.TELEPHONE, typed)
    assert (told, wrong(Written.TELEPHONE, told)) == (RIGHT_NUMBERS[typed], None)


@pytest.mark.parametrize("typed", WRONG_NUMBERS)
def test_what_nobody_can_dial_is_no_telephone(typed: str) -> None:
    """Neither of the applicant, nor of an agent, nor in an amendment."""
    contact = Contact(phone=p.secret(typed))
    for command, words, about in (
        (c.SubmitApplication, {"contact": contact}, "contact.phone"),
        (
            c.SubmitApplication,
            {"agent": replace(p.AGENT, phone=p.secret(typed)), "channel": Channel.ON_BEHALF},
            "agent.phone",
        ),
    ):
        given().when(command, **words).then_refused(Code.FIELD_INVALID, about=about)
    changed = given(j.received()).when(c.AmendApplication, changes=Changes(contact=contact))
    changed.then_refused(Code.FIELD_INVALID, about="changes.contact.phone")


def test_an_address_says_a_place() -> None:
    """Figures in the width they are printed in, and not figures alone."""
    assert put_right(Written.ADDRESS, "　雪莲村３组Ａ座 ") == "雪莲村3组A座"
    assert wrong(Written.ADDRESS, "3-12") == "no-letter"
    assert wrong(Written.ADDRESS, "\u2f45村1号") == "look-alike-signs"
    for typed in ("12", "无", "同上"):
        story = given().when(c.SubmitApplication, contact=Contact(address=p.secret(typed)))
        story.then_refused(Code.FIELD_INVALID, about="contact.address")


@pytest.mark.parametrize("bank", ["-", "6222", "无"])
def test_a_bank_has_a_name(bank: str) -> None:
    """At the counter, and where an account is put right."""
    told = replace(p.GESANG.account, bank=p.secret(bank))
    story = given().when(c.SubmitApplication, account=told)
    story.then_refused(Code.FIELD_INVALID, about="account.bank")


@pytest.mark.parametrize(
    "name", ["央金·拉姆", "JEAN-LUC O'NEIL JR.", "བསྟན་འཛིན", "\ufa0e明", "王\U00031350", "边巴2"]
)
def test_a_name_of_any_script_is_a_name(name: str) -> None:
    """With what stands between its letters there; a sign of its own is no look-alike of another."""
    assert wrong(Written.NAME, put_right(Written.NAME, name)) is None


@supposing(
    some.text(max_size=40),
    some.sampled_from((Written.NAME, Written.TELEPHONE, Written.ADDRESS, Written.TEXT)),
)
def test_putting_right_twice_is_putting_right_once(text: str, kind: str) -> None:
    """And what was put right is as blank, or as wrong, as it will ever be."""
    once = put_right(kind, text)
    assert put_right(kind, once) == once


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("多", "*"),
        (" 多 ", "*"),
        ("多\u200b", "*"),
        ("多吉", "多*"),
        ("格桑·卓玛", "格*"),
        ("\U00020164", "*"),
        ("བཀྲ་", "*"),
        ("བཀྲ", "བ*"),
        ("བཀྲ་ཤིས་", "བཀྲ་*"),
    ],
)
def test_a_name_of_one_sign_is_not_shown_by_its_mask(name: str, shown: str) -> None:
    """A child called 多 would stand on the board by name (P7); the mask is known as one."""
    assert masked_name(name) == shown
    assert is_mask(shown)


def number(born: date) -> str:
    """A number of a place that is none: nobody has it."""
    first17 = f"549999{born:%Y%m%d}001"
    return first17 + check_digit(first17)


@pytest.mark.parametrize(
    ("born", "day", "grown"),
    [
        (date(1902, 3, 1), date(1920, 2, 29), False),
        (date(1902, 3, 1), date(1920, 3, 1), True),
        (date(1904, 2, 29), date(1922, 2, 28), False),
        (date(1904, 2, 29), date(1922, 3, 1), True),
        (date(1905, 1, 1), date(1909, 5, 1), False),
    ],
)
def test_full_age_is_reached_on_the_birthday(born: date, day: date, grown: bool) -> None:
    """民法典 §17; of a wrong number nothing is said."""
    assert FULL_AGE == 18
    applicant = p.GESANG.members[0]
    assert minor((replace(applicant, id_number=p.secret(number(born))),), day) is not grown
    assert not minor((replace(applicant, id_number=p.secret("1" * 18)),), day)


CHILD = date(2021, 6, 5)


def child_applying() -> dict[str, Any]:
    """The words of an application whose applicant is four years old."""
    first, *others = p.GESANG.members
    return {"members": (replace(first, id_number=p.secret(number(CHILD))), *others)}


@pytest.mark.article("14.2", "17")
def test_a_minor_applies_by_a_guardian_or_upon_a_lead() -> None:
    """Never alone at the counter (民法典 §20): by an agent, or where the township found the child."""
    words = child_applying()
    alone = given().when(c.SubmitApplication, **words)
    alone.then_refused(Code.GUARDIAN_MISSING, article="民法典§20", about="agent")
    entrusted = {**words, "agent": p.AGENT, "channel": Channel.ON_BEHALF}
    assert not given().when(c.SubmitApplication, **entrusted).reasons
    lead = {**words, "channel": Channel.LEAD, "lead": "lead-1"}
    assert Code.GUARDIAN_MISSING not in {
        one.code for one in given().when(c.SubmitApplication, **lead).reasons
    }


@pytest.mark.article("14.2", "17")
def test_whoever_cannot_act_applies_by_a_guardian_or_upon_a_lead() -> None:
    """A grown-up of whom the counter learns it (民法典 §21)."""
    alone = given().when(c.SubmitApplication, incapable=True)
    alone.then_refused(Code.GUARDIAN_MISSING, article="民法典§21", about="agent")
    entrusted: dict[str, Any] = {"incapable": True, "agent": p.AGENT, "channel": Channel.ON_BEHALF}
    assert not given().when(c.SubmitApplication, **entrusted).reasons
    minors = given().when(c.SubmitApplication, incapable=True, **child_applying())
    minors.then_refused(Code.GUARDIAN_MISSING, article="民法典§20", about="agent")


@pytest.mark.article("14.2", "17")
@pytest.mark.parametrize("identity", ["number", "birth"])
@pytest.mark.parametrize("applicant", ["child", "grown"])
def test_no_listed_minor_is_an_agent(applicant: str, identity: str) -> None:
    """By number or known by birth, whoever applies: a sister of seven is nobody's guardian."""
    words = child_applying() if applicant == "child" else {"members": p.GESANG.members}
    first, second, *others = words["members"]
    told = (
        {"id_number": p.secret(number(date(2019, 3, 5)))}
        if identity == "number"
        else {
            "id_number": None,
            "birth": Birth(born=p.secret("2019-03-05"), guardian=others[0].person),
        }
    )
    sister = replace(second, name=p.secret("标记姊"), relation=Relation.OTHER, **told)
    words["members"] = (first, sister, *others)
    agent = replace(p.AGENT, name=p.secret("标记姊"))
    story = given().when(c.SubmitApplication, **words, agent=agent, channel=Channel.ON_BEHALF)
    story.then_refused(Code.GUARDIAN_MISSING, about="agent.name")


@pytest.mark.article("14.2", "17")
@pytest.mark.parametrize("command", [c.AmendApplication, c.CorrectApplication])
def test_an_amendment_leaves_no_minor_alone_either(command: type[c.Command]) -> None:
    """A number put right may tell that the applicant is a child."""
    start = j.received() if command is c.AmendApplication else j.examined()
    first = replace(p.GESANG.members[0], id_number=p.secret(number(CHILD)))
    story = given(start).when(command, changes=Changes(members=(first,)))
    assert Code.GUARDIAN_MISSING in {one.code for one in story.reasons}


@pytest.mark.article("14.2", "17")
@pytest.mark.parametrize("command", [c.AmendApplication, c.CorrectApplication])
def test_an_amendment_leaves_nobody_alone_who_cannot_act(command: type[c.Command]) -> None:
    """Whoever applies from now on (民法典 §21); where an agent applied, somebody acts for them."""
    start = j.received if command is c.AmendApplication else j.examined
    changes = Changes(members=(p.GESANG.members[0],))
    story = given(start()).when(command, changes=changes, incapable=True)
    found = [(one.code, one.article, one.field) for one in story.reasons]
    assert (Code.GUARDIAN_MISSING, "民法典§21", "incapable") in found
    entrusted: dict[str, Any] = {"agent": p.AGENT, "channel": Channel.ON_BEHALF}
    acted = j.received(**entrusted) if command is c.AmendApplication else None
    if acted is not None:
        story = given(acted).when(command, changes=changes, incapable=True)
        assert Code.GUARDIAN_MISSING not in {one.code for one in story.reasons}
