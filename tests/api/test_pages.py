"""``/docs``: the document to read, whole, with nothing from elsewhere and nothing that runs."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from typing import Any

from relief.api import pages
from relief.words.dictionary import examples
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE

VOID = {"meta"}
READ = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "article", "code"),
    *("table", "tr", "th", "td", "pre", "ul", "li", "a", "div"),
}
"""What the page is made of: nothing that fetches or runs."""


class Walked(HTMLParser):
    """The elements of a page, their ids and links; every one that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.ids, self.links = set[str](), list[str](), set[str]()
        self.attributes, self.open = set[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element."""
        self.tags.add(tag)
        said: dict[str, Any] = dict(attrs)
        self.attributes |= said.keys()
        self.ids += [said["id"]] if "id" in said else []
        self.links |= {said["href"]} if "href" in said else set()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Its end."""
        assert self.open.pop() == tag


def walked(text: str) -> Walked:
    """A page, read."""
    found = Walked()
    found.feed(text)
    assert found.open == []
    return found


@ONE_STORE
def test_the_page_tells_every_operation_and_every_schema(api: Api) -> None:
    """All of the document stands there, every link leads to something on the page."""
    text = api.http.get("/docs").text
    found, document = walked(text), api.app.openapi()
    names = {
        said["operationId"] for methods in document["paths"].values() for said in methods.values()
    }
    schemas = {f"schema-{name}" for name in document["components"]["schemas"]}
    assert sorted(found.ids) == sorted(names | schemas)
    assert found.links <= {f"#{id}" for id in found.ids}
    assert text.count("<pre>") == len(examples())
    assert "县级批准" in text and "1800.00" in text


@ONE_STORE
def test_the_page_explains_every_parameter_that_the_document_explains(api: Api) -> None:
    """What is to be minded of a condition, a header or a number in the address is read there too."""
    text, document = api.http.get("/docs").text, api.app.openapi()
    explained = [
        one["description"]
        for methods in document["paths"].values()
        for said in methods.values()
        for one in said.get("parameters", ())
        if "description" in one
    ]
    assert len(explained) > 100
    for each in set(explained):
        assert text.count(escape(each)) >= explained.count(each), each


@ONE_STORE
def test_the_page_runs_nothing_and_takes_nothing_from_elsewhere(api: Api) -> None:
    """It is served without signing in, under a policy that lets in its own style and no more."""
    answer = api.http.get("/docs")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    found = walked(answer.text)
    assert found.tags == READ
    assert found.attributes == {"id", "href", "lang", "charset"}
    assert "//" not in re.sub(r"<(pre|td)>.*?</\1>", "", answer.text, flags=re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert answer.headers["content-security-policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_whatever_a_document_says_stays_text() -> None:
    """A name or a sentence with signs of the page's own language is shown, not obeyed."""
    wild = "<script>alert(1)</script>\"'&"
    said = {
        "operationId": wild,
        "summary": wild,
        "description": wild,
        "tags": [wild],
        "parameters": [{"name": wild, "schema": {"title": wild, "type": wild, "pattern": wild}}],
        "requestBody": {
            "content": {
                "application/json": {
                    "schema": {"$ref": f"#/components/schemas/{wild}"},
                    "examples": {"usual": {"value": {wild: wild}}},
                }
            }
        },
        "responses": {wild: {"description": wild}},
    }
    schema = {"title": wild, "description": wild, "enum": [wild], "x-enum-descriptions": [wild]}
    text = pages.page(
        {
            "info": {"title": wild, "version": wild, "description": wild},
            "tags": [{"name": wild}],
            "paths": {wild: {"get": said}},
            "components": {"schemas": {wild: {**schema, "properties": {wild: schema}}}},
        }
    )
    found = walked(text)
    assert found.tags <= READ
    assert set(found.ids) == {wild, f"schema-{wild}"}
