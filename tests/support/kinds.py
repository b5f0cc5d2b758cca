"""What a page is made of: each kind of element with the way to it, and what is wrong with its frame."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from tests.console.read import VOID, Read

TOLD = ("role", "type", "hidden", "aria-current", "aria-hidden", "aria-invalid", "open", "tabindex")
"""Attributes that make an element another kind of its own."""
INLINE = re.compile(r"style|on[a-z]+|srcdoc")
REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
TYPED = ("input", "select", "textarea")
UNSEEN = ("hidden", "submit", "button")


class Kinds(HTMLParser):
    """The elements of a page, each by the tags and classes above it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._above: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        told = dict(attrs)
        classes = sorted((told.get("class") or "").split())
        marks = [f"{name}={told[name]}" for name in TOLD if name in told]
        one = ".".join((tag, *classes)) + "".join(f"[{mark}]" for mark in marks)
        self.found.add(" ".join((*self._above, one)))
        if tag not in VOID:
            self._above.append(one)

    def handle_endtag(self, tag: str) -> None:
        """Its end."""
        while self._above:
            if re.match(rf"{tag}\b", self._above.pop()):
                return


def kinds(text: str) -> set[str]:
    """Every kind of element of a page."""
    made = Kinds()
    made.feed(text)
    return made.found


def faults(page: Read) -> Iterator[str]:
    """What no page may have: anything inline or of others, ids given twice, inputs without a name."""
    tags, names = page.tags, [tag for tag, _ in page.tags]
    for tag, count in (("html", 1), ("title", 1), ("h1", 1), ("main", 1)):
        if names.count(tag) != count:
            yield f"{names.count(tag)} × {tag}"
    if len(page.ids) != len(set(page.ids)):
        yield "an id twice"
    labelled = {told.get("for") for tag, told in tags if tag == "label"}
    for tag, told in tags:
        yield from (f"{tag} {name}=" for name in told if INLINE.fullmatch(name))
        lost = {one for name in REFERS for one in told.get(name, "").split()} - set(page.ids)
        if lost:
            yield f"{tag} refers to {sorted(lost)}"
        named = told.get("id") in labelled or "aria-label" in told or told.get("type") in CHOSEN
        if tag in TYPED and told.get("type") not in UNSEEN and not named:
            yield f"{tag} {told.get('name')} has no label"
        if int(told.get("tabindex") or 0) > 0:
            yield f"{tag} jumps the queue"
    yield from (f"loads {one}" for one in page.loads if not one.startswith("/console/static/"))
    yield from (
        f"sends to {one.action}"
        for one in page.forms
        if not re.match(r"/(console|demo)", one.action)
    )


CHOSEN = ("checkbox", "radio")
"""Their label is around them."""


def cover(pages: Iterable[tuple[str, set[str]]]) -> list[str]:
    """The fewest found of the pages that together show each kind of element any of them has."""
    left = sorted(pages, key=lambda one: -len(one[1]))
    chosen, seen = [], set[str]()
    for name, there in left:
        if not there <= seen:
            chosen.append(name)
            seen |= there
    return chosen
