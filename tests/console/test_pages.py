"""What holds of every page: who may see it, what it loads, what it says, how it is kept."""

import re
from pathlib import Path

import httpx
import pytest

from relief.console import static
from relief.console.app import screens
from relief.console.pages import POLICY, TEMPLATES
from relief.words.dictionary import file
from tests.api.asked import PAGES, unplaced
from tests.api.conftest import Api
from tests.api.words import CASEWORKER
from tests.console.read import read
from tests.words.judged import english

CONSOLE = Path(static.__file__).parent
ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def ask(api: Api, path: str, **headers: str) -> httpx.Response:
    """A page, as the caseworker."""
    told = api.headers(CASEWORKER, **headers)
    return api.http.get(path, headers=told, follow_redirects=False)


def test_no_template_switches_escaping_off() -> None:
    """Neither a filter nor a block, and nothing that a strict policy would refuse stands in one."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for wrong in (r"\|\s*safe\b", "autoescape", r"\sstyle=", r"\son[a-z]+=", "javascript:"):
            assert not re.search(wrong, text), (path.name, wrong)
        assert not re.search(r"[\u4e00-\u9fff]", text), f"{path.name} has words of its own"


def test_every_word_of_the_pages_is_said_somewhere_and_there() -> None:
    """What templates and views ask for has words; what nobody asks for is no longer kept."""
    sources = [*TEMPLATES.rglob("*.html"), *CONSOLE.rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r"""(?:say|screen)\(["']([a-z.-]+)["'](?=[,)])""", text))
    there = {f"{table}.{key}" for table, keys in file("console").items() for key in keys}
    assert asked <= there, sorted(asked - there)
    made: tuple[str, ...] = ("titles.", *re.findall(r"""say\(["']([a-z.-]+)["'] ~""", text))
    made += tuple(re.findall(r"""screen\(f["']([a-z-]+\.)\{""", text))
    idle = sorted(name for name in there - asked if not name.startswith(made))
    assert not idle, idle


def test_the_script_is_small_and_old_browsers_read_it() -> None:
    """At most 10 KB, and nothing in it that Chromium 79 does not know; nothing such in the stylesheet."""
    script = (static.FOLDER / "console.js").read_text(encoding="utf-8")
    assert len(script.encode()) <= 10 * 1024
    assert not NEWER_SCRIPT.search(script)
    style = (static.FOLDER / "console.css").read_text(encoding="utf-8")
    assert not NEWER_STYLE.search(style) and "url(" not in style


NEWER_SCRIPT = re.compile(
    r"\?\.(?!\d)|\?\?|(\|\||&&)=|\bimport\b|\bexport\b|\bawait\b|#[a-z]\w*\s*[=(;]|\d_\d|\dn\b"
    r"|\.(replaceAll|replaceChildren|at|hasOwn|structuredClone|requestSubmit|allSettled|any)\("
    r"|Promise\.any|WeakRef|\(\?<"
)
NEWER_STYLE = re.compile(
    r":(is|where|has|not\([^)]*,)\(?|:focus-visible|\binset\b|[{;\s](row-|column-)?gap\s*:|@(layer|container|supports"
    r"|property|scope|import)|aspect-ratio|overflow-wrap:\s*anywhere|content-visibility|accent-color"
    r"|\b(clamp|min|max|color-mix)\(|\d(dvh|svh|lvh|cq[wh])|(margin|padding)-(inline|block)\s*:|&"
)


@pytest.mark.parametrize("text", ["a?.b", "a ?? b", "a ||= 1", "a.at(-1)", "class A { #b = 1 }"])
def test_newer_script_is_found(text: str) -> None:
    """Each of these an old browser does not read."""
    assert NEWER_SCRIPT.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "a:has(b) {}",
        "p { gap: 1px }",
        "p{inset:0}",
        "p { aspect-ratio: 1 }",
        "p { width: min(1px, 2px) }",
    ],
)
def test_newer_style_is_found(text: str) -> None:
    """Each of these an old browser passes over."""
    assert NEWER_STYLE.search(text)


@ONE_STORE
def test_every_page_is_in_the_matrix(api: Api) -> None:
    """A new page fails here until somebody has said whom it concerns."""
    assert unplaced(api.app) == []
    assert {one.name for one in screens(api.app)} == PAGES.keys()


@ONE_STORE
def test_a_stranger_is_sent_to_sign_in_and_comes_back(api: Api) -> None:
    """Every page for officers, with its address; what was sent is refused with a page."""
    for view in screens(api.app):
        path = view.way(**dict.fromkeys(view.numbers, "540121200-20250310-NOBODY"))
        if PAGES[view.name] == "anyone" or "GET" not in view.answering:
            continue
        told = api.http.get(path, follow_redirects=False)
        assert told.status_code == 303, path
        assert told.headers["location"].startswith("/console/sign-in?to=%2Fconsole"), path
    told = api.http.post("/console/sign-out", follow_redirects=False)
    assert told.status_code == 401 and "text/html" in told.headers["content-type"]


@ONE_STORE
def test_pages_are_strict_and_load_only_what_is_ours(api: Api) -> None:
    """The policy, the referrer that keeps forms working, no cache; files by names that never change."""
    for path in ("/console", "/console/sign-in", "/console/nothing", "/console?x=1"):
        told = ask(api, path)
        assert told.headers["content-security-policy"] == POLICY, path
        assert told.headers["referrer-policy"] == "same-origin"
        assert told.headers["cache-control"] == "no-store"
        page = read(told.text)
        assert page.loads and all(one.startswith("/console/static/") for one in page.loads)
        assert len(page.ids) == len(set(page.ids)), path
        for one in page.loads:
            kept = api.http.get(one)
            assert kept.status_code == 200 and "immutable" in kept.headers["cache-control"]
            assert kept.headers["content-encoding"] == "gzip"


@ONE_STORE
def test_pages_say_what_is_wrong_in_chinese(api: Api) -> None:
    """404, 400, 405 and 401 are pages with their status, in the words of the API."""
    known = {
        "/console/nothing": 404,
        "/console/do/cases?x=1": 400,
        "/console/static/console.css": 404,
    }
    for path, status in known.items():
        told = ask(api, path)
        assert told.status_code == status, path
        assert "text/html" in told.headers["content-type"]
        said = [text for text in read(told.text).texts if english(text, {CASEWORKER.id, "x"})]
        assert not [t for t in said if "编号" not in t], said
    told = api.http.post("/console", headers=api.headers(CASEWORKER))
    assert told.status_code == 405 and "text/html" in told.headers["content-type"]


@ONE_STORE
def test_what_another_sites_page_sends_is_refused(api: Api) -> None:
    """A foreign origin, none at all by name, and a browser that says it comes from elsewhere."""
    wrong = ({"Origin": "https://evil.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"})
    for headers in wrong:
        for path in ("/console/sign-out", "/console/sign-in"):
            told = api.http.post(
                path, headers={**api.headers(CASEWORKER), **headers}, follow_redirects=False
            )
            assert told.status_code == 401, (path, headers)
            assert "set-cookie" not in told.headers


@ONE_STORE
def test_an_answer_is_not_compressed_for_who_comes_from_elsewhere(api: Api) -> None:
    """The size of an answer tells another site's page nothing."""
    assert ask(api, "/console").headers["content-encoding"] == "gzip"
    elsewhere = ask(api, "/console", Sec_Fetch_Site="cross-site")
    assert "content-encoding" not in elsewhere.headers
