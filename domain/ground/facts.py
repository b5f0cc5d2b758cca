"""What a fact is: its stable name, and the envelope that says who recorded it, when and by what power."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Never, NoReturn, TypeVar, dataclass_transform

from domain.ground.declared import says
from domain.ground.editions import RULES_EDITION


class Fact:
    """Something that happened. Frozen, past tense, dated; never changed once recorded.

    ``NAME`` and ``VERSION`` are what the history stores: no Python path ever enters it.
    """

    __slots__ = ()
    NAME: ClassVar[str]
    VERSION: ClassVar[int]


F = TypeVar("F", bound=type[Fact])

FACTS: dict[str, type[Fact]] = {}
"""Every fact the system knows, by its stable name."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def fact(name: str, version: int = 1) -> Callable[[F], F]:
    """Declare a frozen, keyword-only fact under a stable name.

    Raises ``ValueError`` where two facts claim one name.
    """

    def declare(cls: F) -> F:
        if name in FACTS:
            raise ValueError(f"two facts are named {name!r}")
        cls.NAME, cls.VERSION = name, version
        made: Any = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        FACTS[name] = made
        return made  # type: ignore[no-any-return]

    return declare


def topics(*kinds: type[Fact]) -> tuple[str, ...]:
    """Facts of these kinds as they are stored, in every shape they ever had."""
    return tuple(f"{kind.NAME}/{n + 1}" for kind in kinds for n in range(kind.VERSION))


class NotFolded(TypeError):
    """A fact that a fold does not take in. Says which, and in which file it is lacking."""


def unfolded(fact: Never, fold: str) -> NoReturn:
    """Of a fact that no case of a fold takes in, which is a type error as well; ``fold`` is the name
    of its module. Raises ``NotFolded``.
    """
    kind: Any = type(fact)
    raise NotFolded(
        f"{file_of(fold)} does not fold {kind.NAME!r}: write a case for {kind.__name__} there"
    )


def file_of(module: str) -> str:
    """The file of a module, as it stands in the repository."""
    return f"{module.replace('.', '/')}.py"


@dataclass(frozen=True, slots=True)
@says("By what power an officer acted: post, division and the article (or document) that gives it.")
class Authority:
    """``delegation`` and ``appointment`` are the numbers of what the act rests on; none where an
    officer acts by a token (development) or the system by itself.
    """

    post: str
    division: str
    article: str
    delegation: str | None = None
    appointment: str | None = None


@dataclass(frozen=True, slots=True)
class LawApplied:
    """The law something was held to: its name, and the fingerprint of what decided in it that day."""

    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A fact in its envelope, as the history holds it.

    ``position`` is the global order, equal to commit order (0 before the fact is stored);
    ``version`` counts from 1 within ``stream``; ``law`` names the policy packs applied, ``rules``
    the edition of the procedure's rules it was decided under (``domain/ground/editions.py``).
    """

    stream: str
    version: int
    fact: Fact
    recorded_at: datetime
    officer: str
    authority: Authority
    law: str
    command: str
    rules: int = RULES_EDITION
    position: int = 0
