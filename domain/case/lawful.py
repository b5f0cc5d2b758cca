"""A case held again to the rules it was decided under: each deed of it, by the edition its facts name.

What was lawful when it was done stays so; what never was is named. Asked are the post, its
territory and appointment, kin, separation of duties, the stage, every guard and every check of the
words, as far as the facts tell what they ask for. What cannot be asked is counted, never passed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Any, cast

from domain.case.asking import (
    UNTOLD,
    Beside,
    asked_again,
    day_of,
    law_named,
    laws,
    situation,
    words,
)
from domain.case.authority import concerned
from domain.case.decide import RULES
from domain.case.evolve import NEW, evolve
from domain.case.facts import CaseFact
from domain.case.governing import area_of
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.once import listed_once
from domain.case.plain import (
    Said,
    leads_to_nobody,
    nothing_blank_listed,
    nothing_masked,
    parted_leads_to_nobody,
    plainly_written,
    within,
)
from domain.case.resting import Rests, fixed
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.transfer.facts import FileSentBack, FileTakenOver
from domain.ground.commands import Command
from domain.ground.declared import named
from domain.ground.duties import Deed, Hands, clash, not_yet_apart
from domain.ground.editions import EDITIONS, FIRST, ONE_SPELLING, UNSEEN_IS_BLANK, began
from domain.ground.facts import Authority, Fact, Recorded
from domain.ground.names import folded
from domain.ground.posts import CITY, LEVEL, Post
from domain.ground.refusal import Code
from domain.ground.rows import Rule
from domain.ground.terms import Stage
from domain.ground.texts import blank
from domain.law.pack import Law, Pack
from domain.registers.officers.staffing import excused
from domain.registers.officers.state import Officers


@dataclass(frozen=True, slots=True)
class Against:
    """What stood against a deed: the rule, and the code of its refusal."""

    rule: str
    code: str


@dataclass(frozen=True, slots=True)
class Held:
    """One deed held again. Without ``against`` it was lawful as far as ``asked``.

    ``version`` is that of its first fact in the case; ``untold`` names the rules that could not be
    asked.
    """

    version: int
    fact: str
    edition: int
    asked: int
    untold: tuple[str, ...]
    against: tuple[Against, ...]


Knowing = Callable[[Recorded, Case], Iterable[Beside]]
"""What stood beside a case when something was recorded in it: one answer, or several where nobody
can tell which of them was known to whoever decided."""


def held(facts: Sequence[Recorded], beside: Knowing) -> Iterator[Held]:
    """Each deed of a case, from its first fact on; lawful where it was so by one of what was known."""
    case, spelled, newest = NEW, Hands(), FIRST
    whole = (fixed(one.fact) for one in facts)
    ground = next((one for one in whole if one is not None and one.fingerprint is not None), None)
    for _, some in groupby(facts, key=lambda one: one.command):
        deed = tuple(some)
        found = _held(deed, _Case(case, spelled, ground), beside)
        odd = tuple(Against("envelope", code) for code in _oddities(deed, newest))
        yield replace(found, against=(*odd, *found.against))
        newest = max(newest, deed[0].rules)
        for one in deed:
            spelled = with_spelled(spelled, case, one)
            case = evolve(case, cast(CaseFact, one.fact), one.officer, one.recorded_at)


def _oddities(deed: Sequence[Recorded], newest: int) -> Iterator[str]:
    """What no office writes: one deed in several envelopes, rules older than those before."""
    if len({(one.rules, one.officer, one.authority) for one in deed}) > 1:
        yield "envelopes-differ"
    if deed[0].rules < newest:
        yield "edition-went-back"


def _held(deed: Sequence[Recorded], of: "_Case", beside: Knowing) -> Held:
    """By the command that might have brought it about, and the knowledge, that say least against."""
    first = deed[0]
    edition = first.rules
    commands = brought_by(deed, edition)
    if edition not in EDITIONS or not commands:
        unknown = Against("edition", "unknown-to-the-edition")
        return Held(first.version, first.fact.NAME, edition, 0, (), (unknown,))
    best: Held | None = None
    for known in beside(first, of.case):
        for kind in commands:
            for pack in of.laws(known.law, kind, first) or (None,):
                found = _Asking(kind, deed, of, known, pack).answer()
                if best is None or len(found.against) < len(best.against):
                    best = found
                if not best.against:
                    return best
    assert best is not None
    return best


def brought_by(deed: Sequence[Recorded], edition: int) -> tuple[type[Command], ...]:
    """The commands that bring about such facts under an edition."""
    kinds = {type(one.fact) for one in deed}
    found = [
        command
        for command, rule in RULES.items()
        if began(command) <= edition
        and (kinds <= set(rule.brings) or any(had(rule, kind, edition) for kind in kinds))
    ]
    return tuple(found)


def had(rule: Rule, what: Post | Stage | type[Fact], edition: int) -> bool:
    """Whether a row had something under an edition that it has no more."""
    return edition <= rule.formerly.get(what, 0)


def began_in(kind: type[Command], rule: Any) -> int:
    """With which edition a guard or check has been asked of a command."""
    return max(began(rule), RULES[kind].joined.get(named(rule), FIRST))


def with_spelled(spelled: Hands, case: Case, recorded: Recorded) -> Hands:
    """Who did what, with the ids as they were spelled: they told persons apart once."""
    fact: Any = recorded.fact
    alone = evolve(replace(case, hands=Hands()), fact, recorded.officer).hands
    names = (recorded.officer, *getattr(fact, "visitors", ()))
    if alone == Hands():
        return spelled
    return Hands(
        **{
            one.name: getattr(spelled, one.name)
            | {name for name in names if folded(name) in getattr(alone, one.name)}
            for one in fields(Hands)
        }
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """A case before a deed, who had done what as it was spelled, and on which law it rests."""

    case: Case
    spelled: Hands
    ground: Rests | None

    def laws(self, law: Law, kind: type[Command], recorded: Recorded) -> tuple[Pack, ...]:
        day, place = day_of(kind, recorded), governed_in(recorded, self.case)
        return laws(self.case, law, day, place, self.ground, law_named(recorded))


class _Asking:
    """One deed, one command that may have brought it about, what was known: everything is asked."""

    def __init__(
        self,
        kind: type[Command],
        deed: Sequence[Recorded],
        of: _Case,
        beside: Beside,
        pack: Pack | None,
    ) -> None:
        self._kind, self._beside, self._pack = kind, beside, pack
        case = self._case = of.case
        self._first = deed[0]
        self._edition = self._first.rules
        told = [one.fact for one in deed]
        self._place = township_of(self._first, case)
        self._words = words(kind, case.id or getattr(told[0], "case", ""), told)
        by_spelling = self._edition < ONE_SPELLING
        self._who = self._first.officer if by_spelling else folded(self._first.officer)
        self._hands = of.spelled if by_spelling else case.hands
        self._asked, self._untold = 0, list[str]()
        self._against: list[Against] = []

    def answer(self) -> Held:
        """Everything that stood against it."""
        self._power(self._first.authority)
        self._rules()
        first, untold = self._first, tuple(self._untold)
        return Held(
            first.version, first.fact.NAME, self._edition, self._asked, untold, tuple(self._against)
        )

    def _said(self, rule: str, *codes: Code | None) -> None:
        self._asked += 1
        self._against += [Against(rule, code.value) for code in codes if code is not None]

    def _power(self, power: Authority) -> None:
        """The post, where it is held, by which appointment; kin; what the same hand did before."""
        place, day = self._place, day_of(self._kind, self._first)
        lawful = power.post in self._posts()
        self._said("post", None if lawful else Code.POST_NOT_COMPETENT)
        level = LEVEL.get(cast(Post, power.post), CITY)
        reached = place.startswith(power.division) and len(power.division) == level
        self._said("territory", None if reached else Code.OUT_OF_JURISDICTION)
        register = self._beside.officers
        if power.appointment is not None:
            found = register.appointment(self._who, power.appointment)
            holds = found is not None and (found.post, found.division) == (
                power.post,
                power.division,
            )
            stands = holds and found is not None and register.holds(found, day)
            self._said("appointment", None if stands else Code.POST_NOT_COMPETENT)
        self._kin(register)
        ids = frozenset((self._who,))
        if self._edition >= ONE_SPELLING:
            ids = register.human(self._who)
        kept = RULES[self._kind].apart
        did = clash(kept, ids, self._hands, self._excused(register))
        self._said("duties", None if did is None else Code.DUTIES_NOT_SEPARATE)

    def _posts(self) -> set[str]:
        row = RULES[self._kind]
        return {*row.power.posts, *(post for post in Post if had(row, post, self._edition))}

    def _kin(self, register: Officers) -> None:
        """Under several spellings somebody was several people once: whose kin, nobody can tell."""
        if self._edition < ONE_SPELLING and register.entry(self._who).spellings:
            self._untold.append("kin")
            return
        family = concerned(self._words, self._case, self._edition)
        apart = register.kin(self._who).isdisjoint(family)
        self._said("kin", None if apart else Code.KIN_CONCERNED)

    def _excused(self, register: Officers) -> frozenset[Deed]:
        row = RULES[self._kind]
        day, post = day_of(self._kind, self._first), self._first.authority.post
        who = register.human(self._who)
        joined = excused(register, who, post, self._place, day, row.short_handed)
        return not_yet_apart(row.hand, row.apart, self._edition) | joined

    def _rules(self) -> None:
        """The stage, then every guard and check of the edition."""
        kind, rule = self._kind, RULES[self._kind]
        stage = self._case.stage
        known = began(rule.belated) <= self._edition
        belated = known and rule.belated(self._case, self._words)
        in_order = belated or stage in rule.stages or had(rule, stage, self._edition)
        if not in_order and stage in rule.later:
            in_order = self._pack is None or rule.late(self._case, self._pack)
        self._said("stage", None if in_order else Code.OUT_OF_ORDER)
        if not in_order:
            return
        asked = () if belated else rule.guards
        guards = [one for one in asked if began_in(kind, one) <= self._edition]
        checks = [one for one in rule.checks if began_in(kind, one) <= self._edition]
        if self._pack is None:
            self._untold += map(named, (*guards, *checks))
            return
        then = situation(kind, self._case, self._first, self._who, self._beside, self._pack)
        for guard in guards:
            self._ask(guard, then)
        self._checks(checks, then)

    def _checks(self, checks: Sequence[Any], then: Situation) -> None:
        """What is asked of the words; not where they are only signs nobody sees, once taken as said."""
        told, said = self._words, Said(self._words)
        unseen = self._edition < UNSEEN_IS_BLANK and any(
            blank(text) and text.strip() for _, text in plain_told(told)
        )
        if unseen:
            self._untold += map(named, checks)
            return
        for check in checks:
            self._ask(check, then, told)
        if began(leads_to_nobody) <= self._edition:
            self._ask(leads_to_nobody, then, said)
        if began(parted_leads_to_nobody) <= self._edition:
            self._ask(parted_leads_to_nobody, then, said)
        if began(nothing_masked) <= self._edition:
            self._ask(nothing_masked, said)
        if began(plainly_written) <= self._edition:
            self._ask(plainly_written, then, said)
        if began(listed_once) <= self._edition:
            self._ask(listed_once, told)
        if began(nothing_blank_listed) <= self._edition:
            self._ask(nothing_blank_listed, said)

    def _ask(self, rule: Any, *of: Any) -> None:
        found = asked_again(rule, *of)
        if found is UNTOLD:
            self._untold.append(named(rule))
        else:
            self._said(named(rule), *(one.code for one in found))


def plain_told(told: Command) -> Iterator[tuple[str, str]]:
    """Every plain text of a command that is told."""
    for one in fields(told):
        if hasattr(told, one.name):
            yield from within(getattr(told, one.name), one.name)


def governed_in(recorded: Recorded, case: Case) -> str:
    """By whose law a deed goes: of the village on record that its case lies in, else of where it is
    decided about.
    """
    place = township_of(recorded, case)
    if isinstance(recorded.fact, FileTakenOver | ApplicationSubmitted):
        return recorded.fact.village_code or place
    return area_of(case, place)


def township_of(recorded: Recorded, case: Case) -> str:
    """Where a deed is decided about: the case's township, the one its file is offered to where that one
    answers, or that of the application handed in.
    """
    if isinstance(recorded.fact, FileTakenOver | FileSentBack) and case.receiver is not None:
        return case.receiver
    if case.application is not None:
        return case.application.township
    return str(getattr(recorded.fact, "township", ""))
