"""Everything people are to read has a word: all types are walked, and what has none is told."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cache, partial
from pathlib import Path
from string import Formatter

import pytest

from domain.case.table import RULES
from domain.ground.refusal import Code
from domain.ground.terms import DocumentKind, PaymentFault
from domain.law.terms import Claim, Costs, Evidence
from relief.people.masking import FIELDS
from relief.words import slots
from relief.words.dictionary import (
    CHINESE,
    FOLDER,
    TIBETAN,
    Unworded,
    command,
    entry,
    fact,
    file,
    kind_of,
    knows,
    of,
    table,
    word,
)
from relief.words.edges import Edge
from relief.words.fields import ANYWHERE, PRIVATE, label, labelled, of_path
from relief.words.lists import joined
from relief.words.refusals import of_field, wording
from relief.words.sentences import template
from relief.words.verdicts import LISTS, lacking
from tests.support.complete import complete
from tests.words.judged import english
from tests.words.walked import closed_lists, columns, facts, models, records, rows

ROOT = Path(__file__).parents[2]

UNSEEN = {
    "Align": "how a paragraph is set",
    "Role": "how a cell of a table is set",
    "Style": "how a paragraph is set",
    "Typeface": "how a paragraph is set",
    "Part": "which set of ledgers a pointer points at",
    "Stream": "which kind of stream, for the store",
    "About": "what the number in an address names, for addresses",
    "Doing": "what a connection does, for the crowd",
    "Code": "refusals.toml",
    "Edge": "edges.toml",
    "Chapter": "commands.toml",
    "Tag": "commands.toml",
    "FieldName": "fields.toml",
    "Whom": "whom a question concerns, for routes",
    "MessageState": "how far a message has come, for the sweep",
}
"""Lists nobody reads, and those whose words are another file's."""

NO_TYPE = {
    *("ground-in-full", "whole", "oddity", "indexed", "needed", "lacking", "deed"),
    *("level", "fault", "unprintable", "counted", "idle"),
}
"""Tables of values.toml that no class lists."""


def listed() -> Iterator[type[Enum]]:
    """The closed lists that people read values of."""
    for kind in closed_lists():
        if kind.__name__ not in UNSEEN and kind.__module__ != "relief.people.masking":
            yield kind


def told(asked: Callable[[], str]) -> str:
    """Why something has no words; nothing where it has."""
    try:
        return "" if asked().strip() else "empty"
    except Unworded as lacking:
        return str(lacking)


def all_worded(lacks: Iterable[str]) -> None:
    """Says each sentence of what has no words."""
    said = sorted(set(filter(None, lacks)))
    assert not said, "; ".join(said)


def test_every_value_of_every_closed_list_has_its_word() -> None:
    """A new list, or a new value, fails here with the list and the value it lacks."""
    lacks = [told(partial(of, value)) for kind in listed() for value in kind]
    all_worded(lacks)
    assert len(lacks) > 400


def tables() -> Iterator[tuple[str, dict[str, str]]]:
    """The tables of values.toml, those within a module's table by both names."""
    for name, found in file("values").items():
        if all(isinstance(inner, dict) for inner in found.values()):
            for inner, values in found.items():
                yield f"{name}.{inner}", values
        else:
            yield name, found


def test_no_word_stands_for_what_the_code_no_longer_has() -> None:
    """A table is a list's and has its values only, and no two lists share one."""
    kinds = {kind_of(kind): kind for kind in listed()}
    assert len(kinds) == len(list(listed()))
    known = dict(tables())
    complete(known, kinds.keys() | NO_TYPE, f"relief/words/{CHINESE}/values.toml")
    for name, kind in kinds.items():
        here = f"[{name}] in relief/words/{CHINESE}/values.toml"
        complete(known[name], (str(value.value) for value in kind), here)


def test_every_fact_and_every_command_has_its_title() -> None:
    """Adding one without words fails with a sentence that says which."""
    lacks = [told(partial(fact, name)) for name in facts()]
    lacks += [told(partial(command, kind.__name__)) for kind in RULES]
    all_worded(lacks)
    complete(file("facts")["facts"], facts(), f"relief/words/{CHINESE}/facts.toml")
    given = [kind.__name__ for kind in RULES]
    complete(file("commands")["commands"], given, f"relief/words/{CHINESE}/commands.toml")


WALKED = [*records(), *rows(), *models()]


def test_every_field_of_every_record_row_and_model_has_its_label() -> None:
    """Commands, facts, what they hold, the ledgers' rows, bodies, queries and answers."""
    lacks = [told(partial(label, one, kind.__name__)) for kind in WALKED for one in columns(kind)]
    all_worded(lacks)
    assert len(lacks) > 1000


HEADERS = {
    *("relief_after", "if_match", "idempotency_key", "accept_language", "if_none_match"),
    *("content_type", "content_disposition", "x_request_id", "host"),
}
"""Headers, which are labelled as fields are."""


def test_no_label_stands_for_a_field_that_is_gone() -> None:
    """What fields.toml names is still there."""
    every = {column for kind in WALKED for column in columns(kind)}
    every |= {field for field in fields_of_reasons() if "." not in field} | HEADERS
    own = {PRIVATE: set(FIELDS)}
    for kind in WALKED:
        own.setdefault(kind.__name__, set()).update(columns(kind))
    for record, named in file("fields").items():
        if record == ANYWHERE:
            gone = sorted(named.keys() - every)
        elif record != "path":
            gone = sorted(named.keys() - own.get(record, set()))
        else:
            continue
        assert not gone, f"fields.toml has labels in [{record}] of fields that are gone: {gone}"


def slots_of(code: Code | Edge) -> Iterator[tuple[str, str]]:
    """Each slot of a code's sentences, with the field whose own sentence it stands in."""
    name = "refusals" if isinstance(code, Code) else "edges"
    for field in ("", *table(name, code.value).get("fields", {})):
        for slot in re.findall(r"\{(\w+)\}", of_field(code, field)[0]):
            yield slot, field


def test_every_slot_of_every_sentence_is_of_a_known_list() -> None:
    """The sentence and its own ones for single fields name only slots whose list is known."""
    for code in (*Code, *Edge):
        assert wording(code).title
        for slot, field in slots_of(code):
            if slot not in ("field", "what", "said", "applied"):
                for kind in slots.kinds(code, slot, field):
                    assert kind == "fact" or table("values", kind), (code, slot)


def test_no_sentence_is_kept_for_a_code_that_is_gone() -> None:
    """The files have the codes there are, and no others."""
    for name, codes in (("refusals", Code), ("edges", Edge)):
        there = [str(code.value) for code in codes]
        complete(file(name), there, f"relief/words/{CHINESE}/{name}.toml")


@cache
def calls() -> tuple[ast.Call, ...]:
    """Every call in the domain and above the adapters."""
    files = (path for floor in ("domain", "relief") for path in ROOT.joinpath(floor).rglob("*.py"))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files)
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))


def literals(name: str) -> Iterator[str]:
    """Every text that is given as a slot, or as a fault's name, somewhere in the code."""
    for call in calls():
        named = [k.value for k in call.keywords if k.arg == name]
        called = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if called == name and call.args:
            named.append(call.args[0])
        for value in named:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def test_every_fault_of_a_value_has_its_word() -> None:
    """What a reader of fields or a check calls wrong can be said."""
    known = set(literals("fault")) - {fault.value for fault in PaymentFault}
    assert len(known) > 20
    for name in known:
        assert slots.in_words(slots.KINDS["fault"], name)


def test_everything_lacking_has_its_word() -> None:
    """Each kind of lack of an assessment, with each value of its list."""
    for name in literals("lacking"):
        assert slots.in_words(slots.KINDS["lacking"], name)
    for claim in Claim:
        assert of(claim) in lacking(f"statement:{claim.value}", "")
    for paper in Evidence:
        assert of(paper) in lacking(f"evidence:{paper.value}", "")
    for costs in Costs:
        assert lacking(f"costs:{costs.value}", costs.value) == of(costs)
    unworded = sorted(LISTS.keys() - table("verdicts", "lacking").keys())
    assert not unworded, f"verdicts.toml has no [lacking] of {unworded}"


def fields_of_reasons() -> set[str]:
    """Every field that a reason is said to be about."""
    found = set(literals("field"))
    for call in calls():
        if getattr(call.func, "id", "") == "reason":
            third = call.args[2] if len(call.args) > 2 else None
            if isinstance(third, ast.Constant) and isinstance(third.value, str):
                found.add(third.value)
    return found - {"?"}


def test_every_field_a_reason_is_about_has_its_label() -> None:
    """A refusal names the field as people know it."""
    some = fields_of_reasons()
    assert len(some) > 30
    for path in some:
        assert of_path(path).isascii() is False, path


def test_a_field_is_called_by_its_record_where_that_says_otherwise() -> None:
    """A path is told part by part, with the places of list items."""
    submit = next(kind for kind in RULES if kind.__name__ == "SubmitApplication")
    assert of_path("members.0.id_number", submit) == "申请所列人员第1项的公民身份号码"
    assert of_path("account.number", submit) == "收款账户的账号"
    assert label("number") == "编号"


def test_what_has_no_words_says_so_by_name() -> None:
    """The type, the value and the file are in the error."""
    for asked, said in (
        (lambda: word("Stage", "nowhere"), "values.toml has no words for 'nowhere' of Stage"),
        (lambda: command("DoNothing"), "commands.toml has no words for 'DoNothing'"),
        (lambda: label("nothing", "Account"), "fields.toml has no words for 'nothing' of Account"),
        (lambda: fact("no-fact"), "facts.toml has no words for 'no-fact'"),
        (lambda: template("no-letter.title"), "no relief/words/zh-CN/sentences/no-letter.toml"),
        (lambda: slots.kinds(Code.BUSY, "strange", ""), "'{strange}' of busy"),
    ):
        with pytest.raises(Unworded, match=re.escape(said)):
            asked()
    assert not knows("Stage", "nowhere")


def test_another_language_is_told_in_chinese_where_it_has_no_words() -> None:
    """A folder of its own may be empty, or have some of the files and some of the entries."""
    assert entry("values", "Stage", "received", TIBETAN) == word("Stage", "received")
    assert fact("application-submitted", TIBETAN) == fact("application-submitted")


def test_files_are_well_formed_and_every_text_ends_clean() -> None:
    """No entry is empty or has blanks around it."""

    def texts(found: object) -> Iterator[str]:
        if isinstance(found, dict):
            for inner in found.values():
                yield from texts(inner)
        else:
            yield str(found)

    for path in FOLDER.joinpath(CHINESE).rglob("*.toml"):
        for text in texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            assert text and text == text.strip(" \t"), (path.name, text)


def said() -> Iterator[str]:
    """Every sentence the code asks for by its name."""
    for call in calls():
        if getattr(call.func, "id", "") in ("say", "titles", "template") and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def kept(found: object, path: str) -> Iterator[str]:
    """Every sentence of a file, by its name."""
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from kept(inner, f"{path}.{name}")
    else:
        yield path


WHOLE_TABLES = (
    "api.",
    "progress.",
    "law.",
    "usage.",
    "cli.act.",
    "cli.bundle-",
    "checkpoint.",
    "verifier.",
    "witness.",
    "cli.argument.",
    "cli.label.",
    "acceptance-notice.progress-",
    "acceptance-notice.papers-",
    "calendar.",
    "reckoning.of.",
    "histories.why.",
)
"""Sentences that are asked for by names made of parts."""


def test_every_sentence_that_is_asked_for_is_there_and_no_other() -> None:
    """A sentence without words fails here; so does one that nobody says any more."""
    asked = set(said())
    own = {f"{kind}.{what}" for kind in DocumentKind for what in ("title", "sign")}
    all_worded(told(partial(template, name)) for name in asked)
    files = FOLDER.joinpath(CHINESE, "sentences").glob("*.toml")
    every = {name for path in files for name in kept(file(f"sentences/{path.stem}"), path.stem)}
    idle = sorted(name for name in every - asked - own if not name.startswith(WHOLE_TABLES))
    assert not idle, f"relief/words/{CHINESE}/sentences has {idle}, which nothing says"


def test_a_sentence_is_given_every_slot_it_has() -> None:
    """What the template names is named where it is said."""
    wrong = []
    for call in calls():
        first = call.args[0] if call.args else None
        if getattr(call.func, "id", "") == "say" and isinstance(first, ast.Constant):
            given = {keyword.arg for keyword in call.keywords}
            slots_ = {name for _, name, _, _ in Formatter().parse(template(first.value)) if name}
            wrong += [first.value] if slots_ != given else []
    assert wrong == []


def visible(found: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text that people read, with its name; examples show codes on purpose."""
    if isinstance(found, dict):
        for name, inner in found.items():
            if name != "example":
                yield from visible(inner, f"{path}.{name}")
    else:
        yield path, str(found)


def test_no_english_identifier_stands_in_a_text() -> None:
    """Officers read Chinese: nothing is called by the name that the code has for it."""
    every = [
        one
        for path in FOLDER.joinpath(CHINESE).rglob("*.toml")
        for one in visible(tomllib.loads(path.read_text(encoding="utf-8")), path.stem)
    ]
    assert len(every) > 1500
    said = [(name, re.sub(r"\{[^{}]*\}", "", text)) for name, text in every]
    assert [(name, text) for name, text in said if english(text, (), quotes(name))] == []


CONSOLE = re.compile(r"RELIEF_|\brelief [a-z]+|relief(?=查)|/readyz|/v1/|\b(GET|POST) /")
"""Settings, tools and addresses: what nobody types who uses a page or a client."""

FOR_CLIENTS = frozenset(
    {"refusals", "edges", "values", "fields", "schemas", "commands", "facts", "forms"}
    | {"readings", "verdicts", "api", "progress", "enactment", "case", "beside"}
)
"""Files whose texts go out by the API."""


def test_what_goes_out_by_the_api_names_no_setting_tool_or_address() -> None:
    """Whoever reads a refusal sits at a page: what to do is said in words, not as a command line."""
    told = [
        (name, text)
        for path in FOLDER.joinpath(CHINESE).rglob("*.toml")
        if path.stem in FOR_CLIENTS
        for name, text in visible(tomllib.loads(path.read_text(encoding="utf-8")), path.stem)
        if CONSOLE.search(text)
    ]
    assert told == []


def quotes(name: str) -> bool:
    """Whether a text tells of a file or of what was typed, in quotation marks."""
    return name.startswith(("sayings.", "settings.", "cli.", "errors."))


def test_words_of_a_list_can_be_told_apart() -> None:
    """Values with 、 or ， in them stand apart by ；, and nothing is told twice."""
    assert slots.in_words(("ObjectionOutcome",), "upheld-amount,upheld-not-eligible") == (
        "异议成立，更改金额；异议成立，不予救助"
    )
    assert slots.in_words(("Post",), "approver,caseworker") == "经办人、县级审批人"
    assert joined(["甲", "乙", "甲"]) == "甲、乙"
    labels = [labelled(name, PRIVATE).label for name in FIELDS]
    assert len(set(labels)) == len(labels)
