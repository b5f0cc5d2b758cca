"""What each document is called, how its number begins, and which provisions it tells its reader."""

from collections import Counter
from dataclasses import replace

import pytest

from adapters.packs import law
from domain.case import table
from domain.ground.terms import DocumentKind
from relief.documents import telling
from relief.documents.telling import clauses, rule_of
from relief.words.dictionary import Unworded, of
from relief.words.sentences import template

PACK = law().pack("lhasa-2018-202")
DAY = PACK.first
"""Since when the shipped law is as it is after its last change."""

LETTERS = {
    "acceptance-notice": ("临时救助申请受理通知书", "临救受", "第十五条、第十六条"),
    "deficiency-notice": ("临时救助申请材料一次性补正告知书", "临救补", "第十六条第一款"),
    "acceptance-refusal": ("临时救助申请不予受理告知书", "临救不受", "第十六条第一款"),
    "relief-approval": ("临时救助申请批准告知书", "临救批", "第二十七条"),
    "relief-refusal": ("临时救助申请不予批准告知书", "临救不批", "第十八条第（一）项第（2）目"),
    "application-form": ("拉萨市城乡困难群众临时救助申请审批表", "临救审", "第十六条第（七）项"),
    "public-notice": ("临时救助对象审核情况公示", "临救示", "第十八条第（一）项第（1）目"),
    "countersignature-form": (
        "临时救助委托审批报备（补签）表",
        "临救备",
        "第十八条第（二）项第（1）目",
    ),
    "acceptance-undoing": ("临时救助申请撤销受理告知书", "临救撤受", "规定：登记更正"),
    "application-striking": ("临时救助申请撤销登记告知书", "临救撤登", "规定：登记更正"),
    "transfer-notice": ("临时救助申请移送告知书", "临救移", "第十五条、第二十七条"),
    "decision-change": ("临时救助决定变更告知书", "临救变", "规定：决定更正"),
    "decision-revocation": ("临时救助决定撤销告知书", "临救撤", "规定：决定更正"),
    "countersignature-refusal": (
        "临时救助不予补签告知书",
        "临救不补",
        "第十八条第（二）项第（1）目",
    ),
    "handover-notice": ("临时救助申请转办告知书", "临救办", "第二十七条"),
    "progress-slip": ("临时救助申请收件及进度查询凭条", "临救收", "第二十七条"),
    "referral-slip": ("临时救助转介单", "临救转", "第二十一条"),
}
"""Every kind: its title, the first words of its number, and what it says it is issued by."""


each = pytest.mark.parametrize("kind", DocumentKind, ids=lambda kind: kind.value)
TITLES = "title", "sign"
"""What a letter's own file of sentences says in the place of the pack."""


@each
def test_a_reader_is_told_what_a_letter_is_and_what_it_rests_on(kind: DocumentKind) -> None:
    """Title, first words of the number and provisions of each kind are the shipped law's."""
    rule = rule_of(PACK, kind, DAY)
    assert rule.basis, (
        f"nothing says what {kind.value} is called: write `title` and `sign` into relief/words/zh-CN/"
        f"sentences/{kind.value}.toml, or a [[document]] into domain/law/packs/{PACK.id}.toml"
    )
    assert kind in LETTERS, (
        f"LETTERS in tests/law/test_letters.py does not tell what {kind.value} is called"
    )
    assert (rule.title, rule.sign, clauses(rule.basis)) == LETTERS[kind]


def test_no_two_letters_are_called_or_numbered_alike() -> None:
    """A number says of which kind a letter is; none is without its own."""
    rules = [rule_of(PACK, kind, DAY) for kind in DocumentKind]
    for what in TITLES:
        every = Counter(getattr(rule, what) for rule in rules)
        twice = {
            rule.kind.value: getattr(rule, what) for rule in rules if every[getattr(rule, what)] > 1
        }
        assert not twice, f"several letters have one {what}: {twice}"


@each
def test_a_letter_is_named_in_one_place(kind: DocumentKind) -> None:
    """By the pack, or by its own sentences, which the pack would never let be read."""
    named = {what for what in TITLES if worded(f"{kind.value}.{what}")}
    known = kind in PACK.documents
    assert not (known and named), (
        f"the pack has a [[document]] {kind.value}: strike {sorted(named)} from its sentences"
    )
    assert named in (set(), set(TITLES)), f"sentences/{kind.value}.toml has only {sorted(named)}"


@each
def test_a_letter_names_the_article_it_is_founded_on(kind: DocumentKind) -> None:
    """Whatever fact lets a letter exist, the letter tells its reader the provision of that fact."""
    named = {str(one) for one in rule_of(PACK, kind, DAY).basis}
    article, row = table.LETTERS[kind].article, table.OWED_AFTER[kind].__name__
    assert article in named, (
        f"{row} owes {kind.value} by {article}: its [[document]] in the pack has no such `basis`"
    )


def worded(name: str) -> bool:
    """Whether there is such a sentence."""
    try:
        return bool(template(name))
    except Unworded:
        return False


def test_what_the_pack_does_not_name_is_named_by_its_own_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Title and sign stand with the letter's sentences, and it rests on what its row says."""
    kind = DocumentKind.HANDOVER
    monkeypatch.setattr(telling, "for_deeds", lambda pack, _: replace(pack, documents={}))
    plain = rule_of(PACK, kind, DAY)
    assert (plain.title, plain.sign, plain.basis) == (of(kind), template("letters.sign"), ())
    own = {f"{kind.value}.title": "甲书", f"{kind.value}.sign": "甲"}
    monkeypatch.setattr(telling, "template", lambda name: own[name])
    rule = rule_of(PACK, kind, DAY)
    assert (rule.title, rule.sign, clauses(rule.basis)) == ("甲书", "甲", "第二十七条")


def test_only_who_is_accepted_is_warned_of_false_statements() -> None:
    """The notice of acceptance reminds of article 32; no other letter reminds of anything."""
    warned = {kind: clauses(rule_of(PACK, kind, DAY).warns) for kind in DocumentKind}
    assert {kind.value: said for kind, said in warned.items() if said} == {
        "acceptance-notice": "第三十二条"
    }


def test_no_title_stands_in_the_dictionary_as_well() -> None:
    """What a paper is called is the pack's; the dictionary names the kind, in every city alike."""
    titles = {rule_of(PACK, kind, DAY).title for kind in DocumentKind}
    both = sorted(titles & {of(kind) for kind in DocumentKind})
    assert not both, f"values.toml calls kinds of letters as their titles: {both}; say it shorter"
