"""A page as its reader finds it: what is visible, where links and forms lead, what inputs hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "link", "meta", "br", "hr", "img", "wbr"})
SPOKEN = ("alt", "title", "placeholder", "aria-label")


@dataclass
class Form:
    """A form: where it goes and what it would send."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Read(HTMLParser):
    """Everything of a page."""

    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in told:
            self.ids.append(told["id"])
        self.texts += [told[name] for name in SPOKEN if name in told]
        if tag == "a":
            self.links.append(told.get("href", ""))
        if tag in ("script", "link", "img"):
            self.loads.append(told.get("src") or told.get("href", ""))
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told.get("method", "get")))
        if tag in ("input", "textarea") and "name" in told and self.forms:
            kind = told.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in told:
                self.forms[-1].fields.append((told["name"], told.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Its end."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text, of what can be seen."""
        if data.strip() and not {"script", "style"} & set(self.open):
            self.texts.append(data.strip())


def read(text: str) -> Read:
    """A page, read."""
    made = Read()
    made.feed(text)
    return made
