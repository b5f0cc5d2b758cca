"""One label serves one sort of value: where fields called alike hold others, each says its own."""

import re
from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin, is_typeddict

import pytest
from pydantic import BaseModel, ValidationError

from domain.assessment.inputs import HUNDREDTHS, Spending
from domain.ground.people import Private
from relief.api.records import Body, model
from relief.words.dictionary import file
from relief.words.fields import ANYWHERE, label, labelled, named, of_path
from tests.words.judged import english
from tests.words.walked import columns, facts, hints, models, records, rows

NAMES = (str, int, bool, date)

ALIKE = {
    "cursor": "a page is told by a number or a text, and nobody reads which",
    "state": "each list of what runs has its own states, of the one thing that is asked about",
    "status": "of a service, or of an answer: both say how it stands",
}
"""Fields of several sorts that one word is true of, and why."""


def sorts(hint: Any, of_text: bool) -> Iterator[str]:
    """What a field may hold, as far as a label must tell it: lists apart from single values."""
    inner = get_args(hint)
    if get_origin(hint) in (tuple, list, frozenset):
        for one in inner[:1]:
            yield from (f"list of {sort}" for sort in sorts(one, of_text))
    elif inner:
        for one in inner:
            yield from sorts(one, of_text)
    elif (isinstance(hint, type) and issubclass(hint, Enum)) or (
        hint in NAMES and (hint is not str or of_text)
    ):
        yield hint.__name__


def told(hint: Any) -> bool:
    """Whether it is a value whose sort a label must tell."""
    return hint in NAMES or (isinstance(hint, type) and issubclass(hint, Enum))


def held() -> Iterator[tuple[str, str, str]]:
    """Each field by its name, the record whose words tell of it if any does, and each sort it holds.

    Texts are told apart in commands, facts and bodies: answers and rows write anything as text.
    """
    for kind in (*records(), *rows(), *models()):
        strict = is_dataclass(kind) or (issubclass(kind, BaseModel) and issubclass(kind, Body))
        for name, hint in hints(kind).items():
            if is_typeddict(kind) and name.endswith("_fen"):
                continue
            for sort in sorts(hint, strict):
                yield name, own(name, kind), sort


def own(field: str, kind: type) -> str:
    """Which of a record's words tell of a field: of its own or of a base's table, else of none."""
    found = (name for name in named(kind) if field in file("fields").get(name, {}))
    return next(found, "")


def test_a_label_for_any_record_serves_one_sort_of_value() -> None:
    """A list of ids and a count, a day and a place, one list of grounds and another: told apart."""
    served: dict[str, set[str]] = {}
    for field, record, sort in held():
        if not record:
            served.setdefault(field, set()).add(sort)
    mixed = {field: of for field, of in served.items() if clashing(of) and field not in ALIKE}
    assert mixed == {}


NOUNS = ("日期", "数", "材料", "编号", "版本", "金额", "人员", "地址", "位置", "序号")
"""What is not so or not so."""

SAYING = {
    int: re.compile("数|年|第几|序号|版|位置|条|平方米|人口|次$|长度|状态"),
    bool: re.compile(f"^(须|仍|是否)|{''.join(f'(?<!{noun})' for noun in NOUNS)}$"),
    date: re.compile("日|起$|止$|首|末"),
}
"""What a label has in it where the value is a number, is so or not, or is a day."""

PARTS = ("fen",)
"""Numbers that are called by their unit."""


@pytest.mark.parametrize("sort", SAYING)
def test_a_label_says_that_a_value_is_a_number_a_day_or_so_or_not(sort: type) -> None:
    """A number says what it counts or measures; what is so or not is never called a number or paper."""
    wrong = set()
    for kind in (*records(), *rows(), *models()):
        for name, hint in hints(kind).items():
            if name in columns(kind) and name not in PARTS and sort.__name__ in sorts(hint, True):
                said = labelled(name, kind)
                if not SAYING[sort].search(said.label + (said.hint if sort is int else "")):
                    wrong.add((kind.__name__, name, said.label))
    assert wrong == set()


def test_a_number_of_parts_is_written_with_a_point() -> None:
    """Square metres are text with a unit in every form; what is stored counts hundredths."""
    parts = [
        (kind, one.name)
        for kind in records()
        for one in fields_of(kind)
        if HUNDREDTHS in one.metadata
    ]
    assert parts == [(Spending, "housing_area")]
    body = model(Spending)
    read = body.model_validate_json(
        '{"start": "2026-01-01", "end": "2026-02-01", "housing_area": "13.5"}'
    )
    assert vars(read)["housing_area"] == 1350
    schema = body.model_json_schema()["properties"]["housing_area"]["anyOf"][0]
    assert schema["type"] == "string" and "平方米" in schema["description"]
    for wrong in ("1350", '"1,3"', '"13.505"', '"-1"', '"13m"'):
        with pytest.raises(ValidationError):
            body.model_validate_json(
                f'{{"start": "2026-01-01", "end": "2026-02-01", "housing_area": {wrong}}}'
            )


def clashing(of: set[str]) -> bool:
    """Whether no one label can be true of values of these sorts; a list of some is called as one."""
    return len({sort.removeprefix("list of ") for sort in of}) > 1 or of >= {"list of str", "int"}


@pytest.mark.parametrize(
    ("field", "record", "said"),
    [
        ("holder", "Account", "户名"),
        ("ground", "ProposeKeyDestruction", "销毁密钥的理由"),
        ("persons", "Reveal", "查阅的人员"),
        ("note", "PersonSearch", "查阅说明"),
        ("code", "LocalSignIn", "验证码"),
        ("stage", "SchoolCost", "学段"),
        ("paid_on", "SchoolCost", "缴费日期"),
        ("as_of", "LedgerQuery", "查询位置"),
        ("document", "Paper", "文书"),
        ("number", "Paper", "文书序号"),
        ("officer", "LooksQuery", "查阅人标识"),
    ],
)
def test_what_was_called_by_anothers_name_has_its_own(field: str, record: str, said: str) -> None:
    """As a person reads it beside the field."""
    assert label(field, record) == said


def test_no_field_says_it_is_the_number_of_a_paper_where_it_is_none() -> None:
    """What findings, tests set aside and sums received are about has a help of its own."""
    for record, fields in {
        "Finding": ("ground", "by"),
        "Override": ("test", "post", "reason"),
        "Received": ("giver",),
    }.items():
        assert all(labelled(field, record).hint for field in fields), record
    assert ANYWHERE in file("fields")


def privates(hint: Any, path: str) -> Iterator[str]:
    """Where in a fact private values may stand, as the case file names the place."""
    if hint is Private:
        yield path
    elif isinstance(hint, type) and is_dataclass(hint):
        for name, inner in hints(hint).items():
            yield from privates(inner, f"{path}.{name}" if path else name)
    for inner in get_args(hint):
        place = f"{path}.0" if get_origin(hint) is tuple else path
        yield from privates(inner, place)


PRIVATES = [(kind, path) for kind in facts().values() for path in privates(kind, "")]


def test_every_private_value_of_a_fact_is_shown_by_its_label() -> None:
    """申请所列人员第1项的公民身份号码, never ``members.0.id_number``."""
    assert len(PRIVATES) > 60
    for kind, path in PRIVATES:
        assert not english(of_path(path, kind)), (kind, path)
