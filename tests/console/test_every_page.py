"""Every page and form of an office with open work: nothing bars anybody, nothing is large, all is Chinese."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Route

from domain.ground.names import AT_THE_CONSOLE
from relief.console import static
from tests.console.walked import ELSE, SITE, Page, walking
from tests.support.barriers import barriers
from tests.support.browser import opened
from tests.support.kinds import cover, faults, kinds
from tests.support.lengths import WHOLE
from tests.support.stopped import standing, stopped
from tests.words.judged import english

__all__ = ["stopped"]

FIRST, AFTER, SCRIPT = 60 * 1024, 15 * 1024, 10 * 1024
"""Bytes a page may take on the way: the first with everything it loads, each after it, the script."""
MANY = 300
"""A walk that opens fewer pages lost its way."""


@pytest.fixture(scope="module")
def pages(stopped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Page]]:
    """Everything there is to see, each page once."""
    place = copytree(stopped, tmp_path_factory.mktemp("walked") / "demo")
    with standing(place) as service, walking(service) as walk:
        yield [*walk.pages()]


@pytest.mark.slow
def test_every_screen_is_walked_and_none_breaks(pages: list[Page]) -> None:
    """Each by its route, without anybody naming it; what is refused is a page with its own status."""
    broken = [(one.how, one.officer.id) for one in pages if one.answer.status_code >= 500]
    assert broken == [] and len(pages) > MANY
    told = {one.answer.status_code for one in pages}
    assert {200, 400, 401, 403, 404, 405, 409, 412, 422} >= told >= {200, 400, 401, 404, 405, 422}


@pytest.mark.slow
def test_no_page_has_anything_inline_or_of_others_or_without_a_name(pages: list[Page]) -> None:
    """One heading, one main part, ids once, references that lead somewhere, inputs with labels."""
    wrong = {(one.name, fault) for one in pages for fault in faults(one.found)}
    assert wrong == set()


@pytest.mark.slow
def test_no_page_has_english_in_what_is_seen(pages: list[Page]) -> None:
    """What the code calls things stands in no visible text; ids, and what was typed, may."""
    ids = {one.officer.id for one in pages} | {*ELSE.values()}
    wrong = {(one.name, text) for one in pages for text in seen(one, ids) if english(text, ids)}
    assert wrong == set()


EXAMPLE = re.compile(r"例如[!-~ ]+$")
"""How something is typed, as a hint shows it."""
ENDING = re.compile(r"\b(?=\d*[A-Z])[0-9A-Z]{6}$")
"""The last signs of the number of a case."""
OPERATOR = re.compile(rf"{AT_THE_CONSOLE}\S+")
"""Who looked from the command line, as the log of looks has them."""
CONDITION = re.compile(r"“zz”|（[a-z_]+）")
"""What stands in an address, as its refusal names it."""


def seen(page: Page, ids: set[str]) -> Iterator[str]:
    """The visible texts, without what was typed here, what is to be typed, and ends of numbers."""
    known = page.typed | ids
    for text in page.found.texts:
        if not set(re.split("[\n、]", text)) <= known:
            refused = CONDITION.sub("", text) if page.answer.status_code == 400 else text
            yield OPERATOR.sub("", ENDING.sub("", EXAMPLE.sub("", refused)))


@pytest.mark.slow
def test_every_page_is_small(pages: list[Page]) -> None:
    """Compressed, with its frame: at most 60 KB the first time, 15 KB after; the script at most 10 KB."""
    kept = {name: len(one.small) for name, one in static.files().items()}
    (script,) = (one for name, one in static.files().items() if name.endswith(".js"))
    assert len(script.plain) <= SCRIPT
    large = {one.how: one.size for one in pages if one.size > AFTER}
    assert large == {}
    assert max(one.size for one in pages) + sum(kept.values()) <= FIRST


@pytest.mark.slow
def test_nothing_bars_anybody_from_any_page(pages: list[Page], browser: Browser) -> None:
    """axe-core at WCAG 2.2 AA, under the page's own policy; no message, no request to anywhere else.

    It looks at as many pages as together show every kind of element, and in long walks at all.
    """
    made = {str(n): one for n, one in enumerate(pages)}
    found = [(n, kinds(one.text)) for n, one in made.items()]
    chosen = [*made] if WHOLE else cover(found)

    def told(route: Route) -> None:
        one = made[route.request.url.rpartition("/")[2]]
        headers = {n: v for n, v in one.answer.headers.items() if n not in UNPACKED}
        route.fulfill(status=200, headers=headers, body=one.answer.content)

    def kept(route: Route) -> None:
        one = static.files()[route.request.url.rpartition("/")[2]]
        route.fulfill(status=200, content_type=one.kind, body=one.plain)

    wrong: dict[str, list[str]] = {}
    with opened(browser, SITE) as page:
        page.route("**/walked/*", told)
        page.route(f"**{static.PREFIX}/*", kept)
        for n in chosen:
            page.goto(f"/walked/{n}")
            if those := barriers(page):
                wrong[f"{made[n].how} {made[n].officer.id}"] = those
    assert wrong == {}


UNPACKED = ("content-encoding", "content-length")
