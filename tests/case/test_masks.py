"""What is shown in the place of a personal value never comes back as one (个人信息保护法 §8)."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from domain.case.intake.commands import SubmitApplication
from domain.case.payment import commands as c
from domain.case.plain import Said, nothing_masked, private
from domain.case.records import Birth, Changes, Contact, IdentityPaper, Member, PaperKind
from domain.ground.masks import DESTROYED, SEALED, is_mask
from domain.ground.people import Private
from domain.ground.refusal import Code
from relief.people.masking import Kind, masked
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.words import RIGHT, About

VALUES = {
    Kind.NAME: ("张三", "格桑卓玛·次仁", ""),
    Kind.IDENTITY: ("54012119010605001X", "540121190106050017", "1"),
    Kind.PHONE: ("13912345678", "0891-6320000"),
    Kind.CARD: ("6222000011112222337", "2512340100001234567", "12345678901"),
    Kind.TEXT: ("家中失火",),
}
MASKS = sorted(
    {masked(kind, text) for kind, texts in VALUES.items() for text in texts}
    | {SEALED, DESTROYED, f" {SEALED} ", f"住{SEALED}旁", "＊＊＊＊"}
)
COMMANDS = sorted(RIGHT, key=lambda command: command.__name__)


def full(command: Any) -> Any:
    """A command in which every private text is said, those that may be left out as well."""
    hints = get_type_hints(type(command))
    said = {
        one.name: p.secret("说明")
        for one in fields(command)
        if getattr(command, one.name) is None and Private in get_args(hints[one.name])
    }
    for name in hints.keys() & {"agent", "guardian"}:
        said[name] = p.AGENT  # type: ignore[assignment]
    if "helpers" in hints:
        said["helpers"] = (p.helper(),)  # type: ignore[assignment]
    if isinstance(getattr(command, "changes", None), Changes):
        asked = RIGHT[SubmitApplication](About())
        every = {name: getattr(asked, name) for name in ("members", "incident", "contact")}
        every["members"] = with_a_child(every["members"])
        every["contact"] = with_hukou(every["contact"])
        said["changes"] = replace(command.changes, **every)
    if "members" in hints:
        said["members"] = with_a_child(command.members)  # type: ignore[assignment]
        said["contact"] = with_hukou(command.contact)  # type: ignore[assignment]
    return replace(command, **said)


def with_hukou(contact: Contact) -> Contact:
    """The same, and where the hukou is."""
    return replace(contact, registered_at=p.secret("林周县"))


def with_a_child(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """The same, everything said of the last of them, by its number, its birth and a paper."""
    birth = Birth(born=p.secret("2025-02-20"), certificate=p.secret("X540012345"))
    paper = IdentityPaper(
        kind=PaperKind.PASSPORT,
        number=p.secret("N1234567"),
        born=p.secret("2025-02-20"),
        country=p.secret("NPL"),
    )
    more = {"shown": "540121250220001", "health": "患病", "occupation": "务农"}
    told: dict[str, Any] = {name: p.secret(text) for name, text in more.items()}
    return (*members[:-1], replace(members[-1], birth=birth, paper=paper, **told))


def put(record: Any, path: str, text: str) -> Any:
    """The same record with a private text in that place."""
    name, _, rest = path.partition(".")
    if not name:
        return p.secret(text)
    if isinstance(record, tuple):
        place = int(name)
        return (*record[:place], put(record[place], rest, text), *record[place + 1 :])
    return replace(record, **{name: put(getattr(record, name), rest, text)})


def private_fields(kind: Any) -> set[str]:
    """Names of the fields of a record that hold private text, at any depth."""
    found = set()
    for one in fields(kind):
        hint = get_type_hints(kind)[one.name]
        parts = (hint, *get_args(hint), *(x for part in get_args(hint) for x in get_args(part)))
        if Private in parts:
            found.add(one.name)
        for part in parts:
            if is_dataclass(part) and isinstance(part, type) and part.__module__ == RECORDS:
                found |= {f"{one.name}/{inner}" for inner in private_fields(part)}
    return found


RECORDS = "domain.case.records"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_no_private_field_of_any_command_takes_a_mask(command: Any) -> None:
    """Every mask the service makes, in every private field, is refused with the field named."""
    words = full(RIGHT[command](About()))
    paths = [path for path, _ in private(words)]
    shapes = {"/".join(part for part in path.split(".") if not part.isdigit()) for path in paths}
    assert shapes == private_fields(command)
    assert nothing_masked(Said(words)) == ()
    for path in paths:
        for mask in MASKS:
            told = [(r.code, r.field) for r in nothing_masked(Said(put(words, path, mask)))]
            assert told == [(Code.MASKED_VALUE, path)], mask


@pytest.mark.parametrize("kind", Kind)
def test_every_mask_the_service_makes_is_known(kind: Kind) -> None:
    """A new way of masking fails here until it is told from a value."""
    for text in VALUES[kind]:
        assert is_mask(masked(kind, text)), text


@pytest.mark.parametrize(
    "text",
    (
        "张三",
        "证件已销毁",
        "共 3*4 平方米房屋两间",
        "格桑·卓玛",
        "13912345678",
        "见附件* 所列各项费用",
    ),
)
def test_what_somebody_says_is_no_mask(text: str) -> None:
    """Words that only look a little like one are taken."""
    assert not is_mask(text)


def test_a_mask_is_refused_with_whatever_else_is_wrong_and_leaves_no_trace() -> None:
    """Asked together with the checks of the command itself."""
    story = given(j.approved).when(c.PayCash, witness=p.secret("村*"), receipt="  ")
    story.then_refused(Code.MASKED_VALUE, Code.FIELD_MISSING)
    assert [(r.field, r.article) for r in story.reasons] == [
        ("witness", "个人信息保护法§8"),
        ("receipt", None),
    ]


@pytest.mark.parametrize("text", ["‹密封›", "张*", "住‹略›旁", "已销毁", "139****5678", "＊＊＊＊"])
def test_no_plain_text_takes_a_mask(text: str) -> None:
    """A receipt, a serial or a village is not what the service shows in the place of something."""
    story = given(j.approved).when(c.PayCash, receipt=text)
    story.then_refused(Code.MASKED_VALUE, article="个人信息保护法§8", about="receipt")


@pytest.mark.parametrize("text", ["棉被*2", "被*2", "3*4", "附件*", "2026*12号"])
def test_a_quantity_is_no_mask(text: str) -> None:
    """A star between figures says how many."""
    assert not given(j.approved).when(c.PayCash, receipt=text).reasons
