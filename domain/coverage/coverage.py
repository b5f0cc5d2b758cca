"""What stands behind each provision: rules, powers, values, limits, grounds, papers, facts.

Collected from what runs, not from a list beside it: from the tables of rules and powers, from the
pack, and from what is declared above the functions, words and facts themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from types import ModuleType
from typing import Any

import domain.assessment.engine
import domain.assessment.faults
import domain.case
import domain.registers
from domain.account import account
from domain.case import (
    accounts,
    authority,
    entitlement,
    gates,
    numbers,
    papers,
    plain,
    reasons,
    releases,
    small_sums,
    words,
)
from domain.case.decide import RULES
from domain.coverage.not_modelled import NOT_MODELLED, PARTLY
from domain.coverage.proven import PROVEN
from domain.ground import terms
from domain.ground.declared import Declared, declared, is_declared, named
from domain.ground.facts import FACTS, Fact
from domain.ground.sayings import Saying
from domain.law.citations import exists
from domain.law.pack import Pack
from domain.law.provisions import PROVISIONS
from domain.time import due


def _rooms(house: ModuleType) -> tuple[ModuleType, ...]:
    """The modules of a package that are in use, in the order of their names."""
    return tuple(room for _, room in sorted(vars(house).items()) if isinstance(room, ModuleType))


WORDS = frozenset({"commands", "facts"})
"""What each chapter and register has beside its rules: words, which are asked for by themselves."""


def _chapters(floor: ModuleType) -> tuple[ModuleType, ...]:
    """The modules of all rooms of a floor, but their words."""
    rooms = (room for room in _rooms(floor) if hasattr(room, "__path__"))
    modules = (module for room in rooms for module in _rooms(room))
    return tuple(one for one in modules if one.__name__.rpartition(".")[2] not in WORDS)


REASONING: tuple[ModuleType, ...] = (
    *_chapters(domain.case),
    *_chapters(domain.registers),
    *(words, plain, numbers, accounts, small_sums),
    *(entitlement, reasons, gates, papers, releases, account, authority, due),
    *_rooms(domain.assessment),
)
"""Where rules and assessments do their work."""


class Kind(StrEnum):
    """What sort of thing stands behind a provision."""

    RULE = "rule"
    GUARD = "guard"
    CHECK = "check"
    POWER = "power"
    FUNCTION = "function"
    CATEGORY = "category"
    TEST = "test"
    BASE = "base"
    AMOUNT = "amount"
    SCALE = "scale"
    POOL = "pool"
    SERIES = "series"
    PROCEDURE = "procedure"
    DELEGATION = "delegation"
    FREQUENCY = "frequency"
    FUND = "fund"
    GROUND = "ground"
    MATERIAL = "material"
    LIMIT = "limit"
    PACK = "pack"
    PARAMETER = "parameter"
    READING = "reading"
    FACT = "fact"
    COMMAND = "command"
    LIST = "list"


CARRIES = frozenset(Kind) - {Kind.PARAMETER, Kind.READING, Kind.FACT, Kind.COMMAND, Kind.LIST}
"""Kinds that implement. A value, a reading or a word that no rule applies implements nothing."""


@dataclass(frozen=True, slots=True)
class Backing:
    """One thing, the provisions it cites, what it says of itself, the commands it belongs to.

    ``strange`` are citations of provisions that do not exist, ``readings`` the ambiguities named.
    """

    kind: Kind
    name: str
    places: frozenset[str]
    text: str = ""
    of: tuple[str, ...] = ()
    strange: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()


class Standing(StrEnum):
    """How a provision is accounted for."""

    CARRIED = "carried"
    BY_PARTS = "by-parts"
    NOT_MODELLED = "not-modelled"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every provision against what stands behind it.

    ``proven`` are those a test names and misses: what is only cited counts for nothing.
    """

    backings: tuple[Backing, ...]
    not_modelled: Mapping[str, str] = field(default_factory=lambda: NOT_MODELLED)
    partly: Mapping[str, str] = field(default_factory=lambda: PARTLY)
    proven: frozenset[str] = PROVEN
    _cited: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        carrying = (one.places for one in self.backings if one.kind in CARRIES)
        object.__setattr__(self, "_cited", frozenset(chain.from_iterable(carrying)))

    @classmethod
    def of(cls, pack: Pack) -> "Coverage":
        """What stands behind the regulation with this pack in force."""
        return cls(collect(pack))

    def behind(self, place: str) -> tuple[Backing, ...]:
        """Everything that cites a provision or a part of it."""
        return tuple(b for b in self.backings if any(within(p, place) for p in b.places))

    def carried(self, place: str) -> bool:
        """Whether something that implements cites the very provision, and a test misses it if gone."""
        return place in self.proven and self.cited(place)

    def cited(self, place: str) -> bool:
        """Whether something that implements cites the very provision."""
        return place in self._cited

    def standing(self, place: str) -> Standing:
        """How a provision is accounted for: by itself, by a reason, or by all of its parts."""
        if self.carried(place):
            return Standing.CARRIED
        if place in self.not_modelled:
            return Standing.NOT_MODELLED
        parts = {self.standing(p) for p in PROVISIONS if p != place and within(p, place)}
        if not parts or Standing.MISSING in parts:
            return Standing.MISSING
        return Standing.NOT_MODELLED if parts == {Standing.NOT_MODELLED} else Standing.BY_PARTS

    def accounted(self, place: str) -> bool:
        """Whether neither a provision nor any part of it is missing."""
        return all(self.standing(p) is not Standing.MISSING for p in PROVISIONS if within(p, place))

    def faults(self) -> tuple[Saying, ...]:
        """Everything wrong with the account; nothing where each provision is accounted for."""
        return tuple(chain(self._missing(), self._listed_wrongly(), self._strange()))

    def _missing(self) -> Iterator[Saying]:
        for place in PROVISIONS:
            if self.cited(place) and place not in self.proven:
                yield Saying(
                    "{place}: cited, but no test that names it fails when that is taken out",
                    place=place,
                )
            elif self.standing(place) is Standing.MISSING:
                yield Saying("{place}: nothing behind it", place=place)

    def _listed_wrongly(self) -> Iterator[Saying]:
        for place in (*self.not_modelled, *self.partly):
            if place not in PROVISIONS:
                yield Saying("{place}: listed, and there is no such provision", place=place)
            elif place in self.not_modelled and self.carried(place):
                yield Saying("{place}: listed as not modelled, yet implemented", place=place)
            elif place in self.partly and not self.carried(place):
                yield Saying("{place}: listed as modelled in part, yet nothing is", place=place)

    def _strange(self) -> Iterator[Saying]:
        for backing in self.backings:
            for place in sorted(backing.strange):
                yield Saying(
                    "{name} cites {place}: there is no such provision",
                    name=backing.name,
                    place=place,
                )


def within(place: str, whole: str) -> bool:
    """Whether a provision is another, or a part of it."""
    return place == whole or place.startswith((f"{whole}.", f"{whole}/"))


def collect(pack: Pack) -> tuple[Backing, ...]:
    """Everything that cites a provision: rules, powers, reasoning, words, and the pack's entries."""
    return (*_rules(), *_powers(), *_reasoning(), *_words(), *_facts(), *_entries(pack))


def _backing(kind: Kind, name: str, cited: Iterable[str], text: str, **more: Any) -> Backing:
    places = frozenset(cited)
    there = frozenset(filter(exists, places))
    return Backing(kind, name, there, text, strange=places - there, **more)


def _of(kind: Kind, name: str, said: Declared, *, of: Iterable[str] = ()) -> Backing:
    """A thing by its own declaration."""
    return _backing(kind, name, said.places, said.summary, of=tuple(of), readings=said.readings)


def _rules() -> Iterator[Backing]:
    """Each rule of a command, and each of its guards and checks with all commands it belongs to."""
    asked: dict[tuple[Kind, str, str], tuple[Callable[..., Any], list[str]]] = {}
    for command, rule in RULES.items():
        said = declared(command)
        readings = said.readings
        yield _backing(Kind.RULE, command.__name__, {rule.article}, said.summary, readings=readings)
        for kind, functions in ((Kind.GUARD, rule.guards), (Kind.CHECK, rule.checks)):
            for function in functions:
                key = (kind, function.__module__, named(function))
                asked.setdefault(key, (function, []))[1].append(command.__name__)
    for (kind, _, name), (function, commands) in asked.items():
        yield _of(kind, name, declared(function), of=commands)


def _powers() -> Iterator[Backing]:
    for command, power in authority.POWERS.items():
        posts = ", ".join(post.value for post in power.posts)
        yield _backing(Kind.POWER, command.__name__, {power.article}, posts)


def reasoning() -> Iterator[tuple[str, Any, Declared]]:
    """What works for rules and assessments, without being a guard or check of its own."""
    own = {f for rule in RULES.values() for f in (*rule.guards, *rule.checks)}
    for module in REASONING:
        for name, thing in vars(module).items():
            here = getattr(thing, "__module__", None) == module.__name__
            if here and is_declared(thing) and (isinstance(thing, type) or thing not in own):
                yield name, thing, declared(thing)


def _reasoning() -> Iterator[Backing]:
    for name, _, said in reasoning():
        yield _of(Kind.FUNCTION, name, said)


def _words() -> Iterator[Backing]:
    """Commands and closed lists: what may be said, which decides nothing yet."""
    lists = [t for t in vars(terms).values() if getattr(t, "__module__", "") == terms.__name__]
    for kind, some in ((Kind.COMMAND, RULES), (Kind.LIST, lists)):
        for word in some:
            yield _of(kind, word.__name__, declared(word))


def _facts() -> Iterator[Backing]:
    """Each fact, behind what it cites and behind the articles of the rules that bring it about."""
    articles: dict[type[Fact], set[str]] = {}
    for rule in RULES.values():
        for kind in rule.brings:
            articles.setdefault(kind, set()).add(rule.article)
    for name, fact in FACTS.items():
        if fact.__module__.startswith("domain."):
            said = declared(fact)
            cited = said.places | articles.get(fact, set())
            yield _backing(Kind.FACT, name, cited, said.summary, readings=said.readings)


def _entries(pack: Pack) -> Iterator[Backing]:
    """The entries of a pack; its heading stands for where (3) and since when (35) it applies."""
    heading = f"{pack.area}, {pack.valid_from}"
    yield _backing(Kind.PACK, pack.id, {"3", "35"}, heading)
    for table, place in pack.county.items():
        yield _backing(Kind.PACK, f"county.{table}", {place}, "what counties may add")
    out, work = pack.outcomes, pack.outcomes.casework
    for kind, some in (
        (Kind.CATEGORY, ((r.category, r.citation, r.title) for r in out.categories.values())),
        (Kind.TEST, ((r.id, r.citation, r.title) for r in out.tests)),
        (Kind.BASE, ((r.id, r.citation, r.costs) for r in out.bases.values())),
        (Kind.AMOUNT, ((", ".join(sorted(r.categories)), r.citation, r.kind) for r in out.amounts)),
        (Kind.SCALE, ((id, t.citation, id) for id, steps in pack.scales.items() for t in steps)),
        (Kind.POOL, ((r.id, r.citation, r.title) for r in out.pools.values())),
        (Kind.SERIES, ((r.id, r.citation, r.title) for r in out.series.values())),
        (Kind.PROCEDURE, ((r.procedure, r.citation, r.notice) for r in work.procedures)),
        (Kind.DELEGATION, ((r.procedure, r.citation, r.ceiling) for r in work.delegations)),
        (Kind.FREQUENCY, ((r.per, r.citation, r.count or "") for r in work.frequencies)),
        (Kind.FUND, ((r.id, r.citation, r.title) for r in work.funds)),
        (Kind.GROUND, ((r.id, r.citation, r.title) for r in work.grounds)),
        (Kind.MATERIAL, ((r.id, r.citation, r.title) for r in work.materials)),
        (Kind.LIMIT, ((r.id, r.citation, r.title) for r in pack.limits)),
        (Kind.PARAMETER, ((r.id, r.citation, r.title) for r in pack.parameters)),
        (Kind.READING, ((r.id, r.citation, r.question) for r in pack.readings.values())),
    ):
        for name, citation, text in dict.fromkeys(some):
            yield _backing(kind, str(name), {str(citation)}, str(text))
