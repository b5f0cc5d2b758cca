"""What the README and ``docs/`` show is what the commands print, and what they name is there."""

import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from adapters.packs.parser import parse
from domain.case.table import EVERY_FACT
from domain.ground.money import Money
from relief.cli import main
from relief.options import parser
from tests.law.dating import FIRST, TEXT
from tests.support.written import BLOCKS, PAGES, ROOT, Block, links, missing, spans
from tests.tools.house import drawn, floors

ANSWERED = [block for block in BLOCKS if block.given and block.answered]
SESSION = "docs/audit.md"
"""One command after the other on one history: given again in ``tests/audit/test_session.py``."""
RUN = [b for b in ANSWERED if b.text.startswith("$ relief ") and b.page != SESSION]
"""A tool with what it prints: run here."""

ELSEWHERE: Mapping[str, str] = {
    "make demo": "tests/tools/test_demo.py::"
    "test_the_demo_prints_both_ledgers_broken_limits_and_one_case",
    "relief install --app-role relief_app": "tests/tools/test_install.py::"
    "test_the_service_works_as_the_lesser_role_and_cannot_change_history",
    "relief serve": "tests/crash/test_first_start.py::test_a_first_start_logs_no_error",
    "curl -s http://127.0.0.1:8202/v1/assessments": "tests/api/test_readme.py::"
    "test_the_shown_assessment_is_answered_as_shown",
}
"""Which test gives a command line that is shown, or its smaller like."""

NOT_RUN: Mapping[str, str] = {
    "make test": "it is what runs this test",
    "make bench": "it takes minutes and half a machine; its figures are one run's",
}
"""Which is given by no test, and why."""

PATH = re.compile(
    r"(?:(?:relief|adapters|projections|domain|tests|bench|tools|docs)/[^\s<]*|\w+\.md)"
)
SHIPPED = parse(TEXT)
NAMED_IN = re.compile(r"`(\w+)` \(`([\w/]+\.py)`")
TARGET = re.compile(r"^([\w-]+):", re.MULTILINE)


def started(line: str) -> str:
    """A command line up to its first option that is long."""
    return line.split(" -H ")[0]


@pytest.mark.day
@pytest.mark.parametrize("block", RUN, ids=lambda block: block.given[0])
def test_a_shown_command_prints_what_is_shown(
    block: Block,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Run as written in an empty folder, with nothing changed but what ``…`` leaves out."""
    monkeypatch.chdir(tmp_path)
    for setting in ("RELIEF_DATABASE", "RELIEF_MASTER_KEY", "RELIEF_TOKEN_KEY"):
        monkeypatch.delenv(setting, raising=False)
    assert main(shlex.split(block.given[0])[1:]) == 0
    assert list(missing(block.shown, capsys.readouterr().out)) == []


def test_the_commands_of_the_law_are_shown() -> None:
    """The blocks above were found: the law, one clause, and a time limit."""
    assert {block.given[0].split()[1] for block in RUN} == {"law", "calendar"}
    assert len(RUN) == 3


def test_what_is_printed_stands_below_its_own_command() -> None:
    """Below two commands nobody could tell which of them printed it."""
    assert all(len(block.given) == 1 for block in ANSWERED if block.page != SESSION)


def test_every_command_line_is_given_by_a_test_or_says_why_not() -> None:
    """No page shows a command that nobody tried."""
    here = {block.given[0] for block in RUN}
    pages = [block for block in BLOCKS if block.page != SESSION]
    given = {started(line) for block in pages for line in block.given}
    assert given - here == ELSEWHERE.keys() | NOT_RUN.keys()
    for named in ELSEWHERE.values():
        file, _, test = named.partition("::")
        assert f"def {test}(" in ROOT.joinpath(file).read_text(encoding="utf-8"), named


def every_span() -> Iterator[tuple[str, str]]:
    """Each piece of code in a sentence, with its page."""
    for page in (*PAGES, "DECISIONS.md", "GLOSSARY.md"):
        for span in spans(ROOT.joinpath(page).read_text(encoding="utf-8")):
            yield page, span


def test_every_tool_named_in_a_sentence_takes_these_words() -> None:
    """``relief …`` in a sentence is understood by the command line, placeholders and all."""
    named = [(page, span) for page, span in every_span() if span.startswith("relief ")]
    assert len(named) > 20
    for page, span in named:
        words = span.split()[1:]
        meant = [STANDS_FOR.get(word, word) for word in words]
        try:
            parser().parse_args([*meant, *OBJECTS.get(tuple(words), ())])
        except SystemExit:
            pytest.fail(f"{page}: {span}")


STANDS_FOR = {
    "DIVISION": "540121",
    "POST": "caseworker",
    "REASON": "audit",
    "PERSON": "a" * 32,
    "CASE": "540121200-1",
    "CODE": "540121200",
    "FIRST/LAST": "2026-01-01/2026-03-31",
    "POSITION": "1",
    "SIZE": "1",
    "N": "1",
}
"""What a word in capitals stands for, where not every word would do."""


OBJECTS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("replay",): ("CASE",),
    ("replay", "--json"): ("CASE",),
    ("calendar",): ("START", "SPAN"),
    ("audit",): ("verifier", "FOLDER"),
    ("audit", "verifier"): ("FOLDER",),
    ("witness",): ("begin", "FOLDER", "NAME"),
    ("witness", "begin"): ("FOLDER", "NAME"),
    ("witness", "end"): ("FOLDER", "NAME"),
    ("checkpoint", "--restored"): ("1",),
    ("document",): ("CASE",),
    ("token",): ("OFFICER", "540121", "caseworker"),
    ("law", "--pack"): ("NAME",),
    ("divisions",): ("FILE", "--officer", "CITY-OFFICER"),
    ("divisions", "FILE"): ("--officer", "CITY-OFFICER"),
    ("keys", "rotate"): ("--officer", "SECURITY-ADMIN"),
    ("keys", "retire"): ("--officer", "SECURITY-ADMIN", "--id", "OLD"),
}
"""What a tool needs that a sentence may leave out."""


def test_every_make_target_and_module_named_is_there() -> None:
    """``make x`` is a target, ``python -m x`` a module."""
    targets = set(TARGET.findall(ROOT.joinpath("Makefile").read_text(encoding="utf-8")))
    for page, span in every_span():
        words = span.split()
        if words[0] == "make" and len(words) == 2:
            assert words[1] in targets, (page, span)
        if words[:2] == ["python", "-m"]:
            assert find_spec(words[2]) is not None, (page, span)


def test_every_target_is_told() -> None:
    """What ``make help`` lists stands in a table, and so does each room of the tests."""
    told = spans(PAGES["docs/tests.md"])
    helped = re.findall(r'@echo "(make [\w-]+)', ROOT.joinpath("Makefile").read_text("utf-8"))
    assert len(helped) > 8 and set(helped) <= set(told)
    rooms = {f"tests/{file.parent.name}/" for file in ROOT.glob("tests/*/test_*.py")}
    assert rooms <= set(told)


def test_every_variable_of_the_tests_is_told() -> None:
    """Whoever looks how to ask more finds each of them, and none that is gone."""
    used = set[str]()
    for file in (*ROOT.glob("tests/**/*.py"), ROOT / "Makefile"):
        used |= set(re.findall(r"\bRELIEF_TEST_[A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8")))
    told = re.findall(r"^\| `(RELIEF_TEST_\w+)` \|", PAGES["docs/tests.md"], re.MULTILINE)
    assert sorted(told) == sorted(used)


def test_every_path_named_is_there() -> None:
    """Files and folders that pages, decisions and glossary name, also by a pattern; with a name left
    open in it, a path is not of this folder.
    """
    paths = ((page, span) for page, span in every_span() if PATH.fullmatch(span))
    named = [(page, span) for page, span in paths if "<" not in span]
    assert len(named) > 100
    assert [one for one in named if not any(ROOT.glob(one[1].rstrip("/")))] == []


def test_what_is_said_to_be_in_a_file_is_there() -> None:
    """A name with a file in brackets behind it: the file has that name."""
    pairs = [one for text in PAGES.values() for one in re.findall(NAMED_IN, text)]
    assert len(pairs) > 5
    for name, path in pairs:
        assert re.search(rf"\b{name}\b", ROOT.joinpath(path).read_text(encoding="utf-8")), name


def test_every_link_leads_somewhere() -> None:
    """To a page, and to a heading of it where one is named."""
    for page in (*PAGES, "DECISIONS.md", "GLOSSARY.md"):
        for link in links(ROOT.joinpath(page).read_text(encoding="utf-8")):
            name, _, heading = link.partition("#")
            file = ROOT.joinpath(page).parent / name if name else ROOT / page
            assert file.is_file(), (page, link)
            assert not heading or heading in headings(file), (page, link)


ENTRIES = [block.text for block in BLOCKS if block.kind == "toml"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split()[0])
def test_an_entry_that_is_shown_can_be_added_to_the_pack(entry: str) -> None:
    """It is read without a fault, and what it says counts from its day on and not before."""
    ((table, (added,)),) = tomllib.loads(entry).items()
    pack, day = parse(TEXT + entry), added.get("from", FIRST)
    if table == "limit":
        facts = {one.partition(":")[0] for one in (*added["starts"], *added["stops"])}
        unknown = sorted(facts - EVERY_FACT.keys())
        assert not unknown, (
            f"the [[limit]] {added['id']} starts or stops with {unknown}: no such fact"
        )
        assert pack.on(day).limits[added["id"]].length == added["length"]
        return
    old = SHIPPED.parameter(added["id"], day).value
    assert pack.parameter(added["id"], day).value == Money.of_yuan(added["value"]) != old
    if "corrects" in added:
        assert [book.known for book in pack.book.earlier] == [None]
    else:
        assert pack.parameter(added["id"], day - timedelta(days=1)).value == old


def headings(file: Path) -> set[str]:
    """What code hosts call the headings of a page."""
    told = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in told}


def test_every_page_is_linked_from_the_readme() -> None:
    """Nobody has to guess what lies in ``docs/``."""
    assert set(PAGES) - {"README.md"} <= set(links(PAGES["README.md"]))


def test_the_readme_is_read_at_one_sitting() -> None:
    """It tells what relief is and how its house stands; the rest is in ``docs/``."""
    assert PAGES["README.md"].count("\n") <= 200


def test_the_picture_shows_the_house() -> None:
    """Drawn anew (``python -m tests.tools.house``) it is the same: floors, rooms and who imports whom."""
    assert drawn(PAGES["README.md"]) == PAGES["README.md"]
    assert all(f"<b>{floor}/</b>" in PAGES["README.md"] for floor in floors())


WORDS = re.findall(
    r"^\| (.+?) \| (.+?) \| (.+?) \| `(\w+)` in `(.+?)` \|$", PAGES["docs/words.md"], re.MULTILINE
)


def test_each_own_word_is_where_it_is_said_to_be() -> None:
    """A word of the code stands in order, and its name in the file beside it."""
    told = [word for word, *_ in WORDS]
    assert told == sorted(told) and len(told) > 50
    assert len(told) == PAGES["docs/words.md"].count("\n| ") - 1
    for word, _, _, name, path in WORDS:
        code = ROOT.joinpath(path).read_text(encoding="utf-8")
        assert re.search(rf"\b{name}\b", code), (word, name, path)
