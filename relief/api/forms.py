"""The forms of the API: every body, and every record inside one, with the groups of its fields."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from relief.api.addresses import QUESTIONS
from relief.api.bodies import BODIES
from relief.words.dictionary import CHINESE
from relief.words.forms import Group, groups


@cache
def forms(language: str = CHINESE) -> Mapping[str, tuple[Group, ...]]:
    """The groups of each form by its name in the OpenAPI document. Raises ``Unworded``."""
    sent = (*BODIES.values(), *(one.body for one in QUESTIONS if one.body is not None))
    found = {one.__name__: one for body in sent for one in _within(body)}
    return {name: groups(name, [*one.model_fields], language) for name, one in found.items()}


def _within(hint: Any) -> Iterator[type[BaseModel]]:
    """A body and every record inside it."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
        for field in hint.model_fields.values():
            yield from _within(field.annotation)
    for inner in get_args(hint):
        yield from _within(inner)
