"""The shape of a rule: one command, whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from domain.ground.commands import Command
from domain.ground.duties import NOTHING, Apart, Deed, apart
from domain.ground.facts import Fact
from domain.ground.letters import Letter
from domain.ground.posts import Post, Power
from domain.ground.refusal import Reasons
from domain.ground.streams import FIELDS, KEPT, UNREAD, NotDeclared, Stream, kind_of
from domain.ground.terms import DocumentKind, Stage


@dataclass(frozen=True, slots=True)
class Change:
    """A fact and the stream it belongs to. An empty stream is the command's own."""

    fact: Fact
    stream: str = ""


Guard = Callable[[Any], Reasons]
"""What must hold of the case, whatever the words of the command."""


Check = Callable[..., Reasons]
"""What must hold of the words: ``(situation, command) -> Reasons``."""


Facts = Callable[..., tuple[Change, ...]]
"""What happened: ``(situation, command) -> changes``."""


def always(_: Any) -> bool:
    """Of a case at the right stage, whatever became of it."""
    return True


def anybody(_: Any, __: Post) -> bool:
    """Of every post that may give it."""
    return True


def never(_: Any, __: Command) -> bool:
    """Of a command that tells of no day but the one it is given on."""
    return False


def nowhere(_: Any, __: Any) -> bool:
    """Of a command that comes at its own stages alone, whatever the law."""
    return False


class Chapter(StrEnum):
    """Where a command belongs among the others: the chapters of the API."""

    INTAKE = "intake"
    INQUIRY = "inquiry"
    NOTICE = "notice"
    DECISION = "decision"
    PAYMENT = "payment"
    PAPERS = "papers"
    ENDING = "ending"
    BESIDE = "beside"
    OFFICERS = "officers"
    PERSONAL = "personal"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One command, whole: whatever anybody asks about it is derived from here.

    **Who.** ``by`` are the posts that may give it; ``by_article`` gives the power where it is
    another article than the command's. ``hand`` is the deed it leaves in the case; ``together``
    what it allows all the same, ``short_handed`` what it allows a short-handed office: a caseworker
    where there is no third officer, an approver where there is no second. ``about`` are the deeds it
    may be about, and whoever did one of them does not give it.
    ``under_delegation``: the power is a delegation's, which the authority names. ``receives``: it is
    given by the township a file is offered to, not by the one that has it.

    **What it looks at.** ``reads`` and ``writes`` are kinds of streams; the first it writes is its
    own. It always reads its case. ``opens``: it begins its stream, and names the township itself.

    **When.** ``guards`` are asked of the case alone, so that "why not yet" can be answered before
    anyone fills in a form; ``checks`` are asked of the words. Both gather all reasons. ``cautions``
    are what some words could cure and checks ask again: told beforehand, they forbid nothing.
    ``later`` are stages at which it is in order as well where ``late`` says so of the case and its
    law. ``belated`` is asked of the case and the words: they tell a deed of a day on which it was in
    order, whatever became of the case since, so that the checks alone are asked.

    **What comes of it.** ``brings`` are the kinds of facts it may bring about; ``letters`` the
    documents that rest on it and are owed after it. ``awaited``: it meets a time limit, or brings
    the case a stage on; any other is only possible. ``turn`` tells when a case waits for it, of rows
    that some cases pass by, ``whose`` of which of the posts, and ``applicants`` that an officer only
    enters what the family did. ``aside``: beside every course, and told among what comes next only
    while a case waits for it. ``lifts`` are guards of other rows, about what is known elsewhere, that
    it answers: a case waits for it exactly while one of them stops an act it waits for otherwise.
    ``families`` are guards of its own that only the family can satisfy: where nothing else is against
    it, it waits for them.
    ``by_lot``: it is due only where the county has drawn too few, which lies beside the case.
    ``chance`` is the field that the office fills in with chance from outside.

    **Since when.** ``formerly`` are the posts, stages and facts it had up to an edition of the rules
    and has no more; ``joined`` the older guards and checks that are asked here since an edition, by
    name. What began with an edition altogether says so itself (``since``).

    **Where.** ``address`` is what follows the address of what it is about; ``None``: nobody gives
    it but the system. ``sees_version``: given only over the version of the case that was seen.
    ``serves`` are the letters it hands over: those of all rows, which the table puts in.
    """

    article: str
    stages: frozenset[Stage]
    facts: Facts
    by: tuple[Post, ...]
    by_article: str = ""
    hand: Deed | None = None
    together: frozenset[Deed] = NOTHING
    short_handed: frozenset[Deed] = NOTHING
    about: tuple[Deed, ...] = ()
    under_delegation: bool = False
    receives: bool = False
    reads: tuple[Stream, ...] = ()
    writes: tuple[Stream, ...] = (Stream.CASE,)
    opens: bool = False
    guards: tuple[Guard, ...] = ()
    checks: tuple[Check, ...] = ()
    cautions: tuple[Guard, ...] = ()
    belated: Callable[[Any, Any], bool] = never
    later: frozenset[Stage] = frozenset()
    late: Callable[[Any, Any], bool] = nowhere
    brings: tuple[type[Fact], ...] = ()
    letters: tuple[Letter, ...] = ()
    awaited: bool = False
    turn: Callable[[Any], bool] = always
    whose: Callable[[Any, Post], bool] = anybody
    applicants: bool = False
    by_lot: bool = False
    aside: bool = False
    lifts: tuple[Guard, ...] = ()
    families: tuple[Guard, ...] = ()
    chance: str = ""
    formerly: Mapping[Post | Stage | type[Fact], int] = field(default_factory=dict, hash=False)
    joined: Mapping[str, int] = field(default_factory=dict, hash=False)
    address: str | None = None
    sees_version: bool = False
    serves: Mapping[DocumentKind, Letter] = field(default_factory=dict, repr=False, compare=False)
    chapter: Chapter = Chapter.SERVICE
    power: Power = field(init=False, repr=False)
    apart: Apart = field(init=False, repr=False)
    view: Mapping[str, Any] = field(init=False, repr=False, compare=False)
    beside: tuple[Stream, ...] = field(init=False, repr=False)
    own: Stream = field(init=False, repr=False)
    """The kind of stream the command is itself about."""

    def __post_init__(self) -> None:
        """What every question needs is reckoned once, here."""
        unread = {FIELDS[kind]: UNREAD[kind] for kind in FIELDS if kind not in self.reads}
        object.__setattr__(self, "power", Power(self.by, self.by_article or self.article))
        object.__setattr__(self, "apart", apart(self.hand, self.together, self.about))
        seen = dict.fromkeys((*self.reads, *self.writes))
        kept = KEPT - set(self.writes)
        beside = tuple(kind for kind in seen if kind is not Stream.CASE and kind not in kept)
        object.__setattr__(self, "beside", beside)
        object.__setattr__(self, "own", self.writes[0])
        object.__setattr__(self, "view", {"asked": self, **unread})

    def in_order(self, case: Any, pack: Any) -> bool:
        """Whether a case is where the command may be given, by its law."""
        return case.stage in self.stages or (case.stage in self.later and self.late(case, pack))

    def may_write(self, stream: str) -> None:
        """Raises ``NotDeclared`` for a stream of a kind the row does not write to."""
        if kind_of(stream) not in self.writes:
            raise NotDeclared(
                f"a fact goes to {stream}, and the row of its command does not say so"
            )


Rules = Mapping[type[Command], Rule]


def rows(chapter: Chapter, those: Rules) -> Rules:
    """The rows of a chapter, each knowing which."""
    return {command: replace(rule, chapter=chapter) for command, rule in those.items()}


def stages(*names: Stage) -> frozenset[Stage]:
    """The stages in which a command is in order."""
    return frozenset(names)
