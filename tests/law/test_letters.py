"""What each document is called, how its number begins, and which provisions it tells its reader."""

import pytest

from adapters.packs import law
from domain.case import table
from domain.ground.terms import DocumentKind
from relief.documents.telling import clauses, rule_of
from relief.words.dictionary import of

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


@pytest.mark.parametrize("kind", LETTERS)
def test_a_reader_is_told_what_a_letter_is_and_what_it_rests_on(kind: str) -> None:
    """Title, first words of the number and provisions of each kind are the shipped law's."""
    rule = rule_of(PACK, DocumentKind(kind), DAY)
    assert (rule.title, rule.sign, clauses(rule.basis)) == LETTERS[kind]


def test_no_two_letters_are_called_or_numbered_alike() -> None:
    """A number says of which kind a letter is; none is without its own."""
    untold = sorted({kind.value for kind in DocumentKind} - LETTERS.keys())
    assert not untold, (
        f"tests/law/test_letters.py does not tell in LETTERS what {untold} are called"
    )
    rules = [rule_of(PACK, kind, DAY) for kind in DocumentKind]
    assert len({rule.sign for rule in rules}) == len({rule.title for rule in rules}) == len(rules)


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_names_the_article_it_is_founded_on(kind: str) -> None:
    """Whatever fact lets a letter exist, the letter tells its reader the provision of that fact."""
    named = {str(one) for one in rule_of(PACK, DocumentKind(kind), DAY).basis}
    assert table.LETTERS[DocumentKind(kind)].article in named


def test_only_who_is_accepted_is_warned_of_false_statements() -> None:
    """The notice of acceptance reminds of article 32; no other letter reminds of anything."""
    warned = {kind: clauses(rule_of(PACK, kind, DAY).warns) for kind in DocumentKind}
    assert {kind.value: said for kind, said in warned.items() if said} == {
        "acceptance-notice": "第三十二条"
    }


def test_no_title_stands_in_the_dictionary_as_well() -> None:
    """What a paper is called is the pack's; the dictionary names the kind, in every city alike."""
    titles = {rule_of(PACK, kind, DAY).title for kind in DocumentKind}
    assert titles.isdisjoint(of(kind) for kind in DocumentKind)
