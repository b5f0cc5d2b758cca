"""What facts say, in words: each field by its label, codes by what they mean, persons by masked names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.ground.facts import FACTS as KINDS
from domain.law.pack import Law
from relief.api import coded, legal
from relief.words.dictionary import command, fact, knows, word
from relief.words.fields import label, of_path
from relief.words.lists import joined
from relief.words.screens import screen

ITEM = re.compile(r"\.\d+(?=\.|$)")
"""The place of an item, within a path."""


TRACES = ("assessment", "trace")
"""Fields that hold a whole reckoning, which the page of the decision tells."""


@dataclass(frozen=True)
class Teller:
    """Puts facts into words: by the law on record, with the names of persons by their identifiers."""

    law: Law
    named: Mapping[str, str]

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, str]]:
        """What the law on record calls its own."""
        return {
            coded.LIMITS: {id: one.title for id, one in legal.limits(self.law).items()},
            coded.MATERIALS: legal.materials(self.law),
            coded.SERIES: legal.series(self.law),
            coded.LAWS: legal.laws(self.law),
        }

    def fields(self, name: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What a fact says: label and words of each value that is there."""
        lists, kind = coded.of_facts().get(name, {}), KINDS[name]
        told: dict[str, list[str]] = {}
        said = {part: value for part, value in fields.items() if part not in TRACES}
        for path, value in leaves(said):
            bare = ITEM.sub("", path)
            last = bare.rpartition(".")[2]
            list_ = lists.get(bare) or coded.ANYWHERE.get(last) or coded.SENT.get(last)
            shown = path[: -len(place[0])] if (place := re.search(r"\.\d+$", path)) else path
            told.setdefault(of_path(shown, kind), []).append(self.value(list_, value))
        return [(name, joined(values)) for name, values in told.items()]

    def value(self, kind: str | None, value: Any) -> str:
        """One value in words: by its list, where it is a code."""
        if isinstance(value, bool):
            return screen("forms.yes" if value else "forms.no")
        text = str(value)
        if kind is None:
            return self.named.get(text, text)
        if kind == coded.FACTS:
            return fact(text)
        if kind == coded.COMMANDS:
            return command(text)
        if kind in self._titles:
            code, _, number = text.partition("/")
            return f"{self._titles[kind].get(code, code)}{number}"
        if knows(kind, text):
            return word(kind, text)
        return self.named.get(text, text)

    def figures(self, after: Mapping[str, Any]) -> dict[str, str]:
        """Where a case stands after a fact, by label; what there is nothing of is left out."""
        told = {}
        for name, value in after.items():
            if value in (None, [], "0.00"):
                continue
            kind, several = coded.ANYWHERE.get(name), isinstance(value, list)
            each = [self.value(kind, one) for one in (value if several else [value])]
            told[label(name)] = joined(each)
        return told


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value within a fact that is there, by its path."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}.{place}")
    elif value not in (None, ""):
        yield path, value


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What a fact changed: label, words before and after; empty where there was or is nothing."""
    names = dict.fromkeys((*before, *after))
    both = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return [one for one in both if one[1] != one[2]]
