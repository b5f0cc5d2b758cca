"""What every document is told from: the case as of a version, its law, calendar, offices, its day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from domain.case import facts as e
from domain.case.clock import running
from domain.case.governing import for_deeds
from domain.case.intake.identities import day_of
from domain.case.records import Member
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.table import LETTERS
from domain.ground.document import Document
from domain.ground.facts import Fact
from domain.ground.identity import born
from domain.ground.terms import Category, DocumentKind, Ground, Subject
from domain.law.citations import Citation, as_cited, cite
from domain.law.pack import Pack
from domain.law.paperwork import DocumentRule
from domain.time.calendar import Calendar
from domain.time.due import reckon
from domain.time.limits import Basis, Unit
from domain.time.limits import Limit as Prescribed
from relief.documents.facts import CaseFacts
from relief.documents.inputs import Addressee, Limit, Missing, Office, Paper, Regulation, Rights
from relief.documents.offices import COURT, Offices
from relief.words.dictionary import Unworded, of, word
from relief.words.sentences import say, template

REVIEW = "社会救助暂行办法§65"
"""The statute that gives the rights of review."""
LENGTHS = {
    Unit.WORKING_DAY: say("letters.working-days"),
    Unit.NATURAL_DAY: say("letters.natural-days"),
    Unit.HOUR: say("letters.hours"),
    Unit.SAME_DAY: say("letters.same-day"),
}
DAY_HOURS = 24
APPLICANT = "applicant"
"""The duty of time limits that bind the applicant."""
F = TypeVar("F", bound=Fact)


class NotForDisplay(ValueError):
    """A public notice would have shown what must not be shown."""


Called = Callable[[str, datetime, str | None], str]
"""How an officer is called in print, at an instant, who acted by the appointment of this number."""


def by_id(id: str, at: datetime, appointment: str | None) -> str:
    """By their id, where nobody knows names."""
    return id


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One document about to be worded. ``kind`` says which; ``number`` is empty for a draft.

    ``division`` is that of the office that issues it, ``on`` the day it bears.
    ``code`` makes the code of the slip, ``called`` says what an officer was called at an instant.
    """

    kind: DocumentKind
    facts: CaseFacts
    case: Case
    pack: Pack
    calendar: Calendar
    offices: Offices
    division: str
    on: date
    number: str
    draft: bool = False
    code: Callable[[], str] = str
    called: Called = by_id

    def paper(self) -> Paper:
        """Its head."""
        rule = self.rule()
        return Paper(
            title=rule.title,
            number=self.number,
            on=self.on,
            issuer=self.office(self.division),
            case=self.case.id,
            regulation=Regulation(title=self.pack.title, number=self.pack.document),
            provisions=clauses(rule.basis),
            draft=self.draft,
        )

    def rule(self) -> DocumentRule:
        """What the pack says of such documents on the day this one bears."""
        return rule_of(self.pack, self.kind, self.on)

    def office(self, division: str) -> Office:
        """An office in print, as it was called on the day."""
        return self.offices.issuer(division, self.on)

    def founded(self, kind: type[F]) -> F:
        """The fact the document rests on. Raises ``LookupError`` where it never happened."""
        fact = self.facts.last(kind)
        if fact is None:
            raise LookupError(f"{self.kind} rests on {kind.NAME}, which never happened")
        return fact

    def signed(self, kind: type[Fact]) -> str:
        """Room to sign by hand, and whose signature the record holds; empty where nobody signed."""
        entry = self.facts.entry(kind)
        if entry is None:
            return ""
        by = self.called(entry.officer, entry.recorded_at, entry.authority.appointment)
        return f"　　　　　（{by}）"

    def name(self) -> str:
        """The applicant's, or of whoever stands for the household now."""
        return self.facts.member(self.case.asked.applicant).name.reveal()

    def identity(self) -> str:
        """The applicant's number or paper; empty where a child without one stands for the household."""
        return identity_of(self.facts.member(self.case.asked.applicant))

    def to(self) -> Addressee:
        """Whom a letter addresses."""
        agent = self.facts.agent
        return Addressee(
            applicant=self.name(),
            household=self.case.asked.subject is Subject.HOUSEHOLD,
            agent="" if agent is None else agent.name.reveal(),
        )

    def phone(self) -> str:
        """The applicant's, where it was told."""
        phone = self.facts.application.contact.phone
        return "" if phone is None else phone.reveal()

    def category(self) -> str:
        """The kind of hardship, as the pack calls it."""
        return category(self.pack, self.case.asked.category)

    def rights(self) -> Rights:
        """How the decision can be contested, by the limits of its day."""
        days = self.pack.parameter("review_days", self.on)
        months = self.pack.parameter("litigation_months", self.on)
        return Rights(
            statute=law_named(cite(REVIEW)),
            authority=self.offices.review(self.division, self.on),
            review_days=self.pack.count("review_days", self.on),
            review_law=law_named(days.citation),
            court=COURT,
            litigation_months=self.pack.count("litigation_months", self.on),
            litigation_law=law_named(months.citation),
        )

    def due(self, limit: Prescribed, start: date) -> Limit:
        """A time limit in words, with its last day by the calendar of this telling."""
        length = LENGTHS[limit.unit].format(limit.length)
        statutory = limit.basis is Basis.STATUTORY
        if limit.unit is Unit.HOUR:
            last = start + timedelta(days=-(-limit.length // DAY_HOURS))
            return Limit(length=length, last_day=last, statutory=statutory)
        end = reckon(limit, start, self.calendar)
        return Limit(
            length=length,
            last_day=end.last_day,
            provisional=end.provisional,
            statutory=statutory,
        )

    def runs(self) -> tuple[tuple[Prescribed, date], ...]:
        """The time limits that run in the case as of the document, each since when."""
        found = running(self.case, self.pack).values()
        return tuple((self.pack.limit(one.limit, one.started_on), one.started_on) for one in found)

    def applicants_run(self) -> tuple[Prescribed, date] | None:
        """The time limit that binds the applicant as of the document, and since when."""
        return next((run for run in self.runs() if run[0].duty == APPLICANT), None)

    def papers(self, wanted: Iterable[str]) -> tuple[Missing, ...]:
        """Papers to hand in, as the pack lists and calls them."""
        return tuple(Missing(material=title) for title in papers(self.pack, wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How a letter can be looked at before its command was given: the case says all it will say.

    ``supposed`` is the fact it would rest on, ``sensible`` whether there is anything to say. A
    ``draft`` has neither number nor force; what is none hangs before it is recorded.
    """

    supposed: Callable[[Situation], e.CaseFact]
    sensible: Callable[[Situation], bool] = lambda _: True
    draft: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How one letter is written: ``tell`` makes its blocks from the facts.

    ``numbered_by_hand``: the fact it rests on carries the number the office gave it.
    """

    kind: DocumentKind
    tell: Callable[[Telling], Document]
    preview: Preview | None = None
    numbered_by_hand: bool = False


def number_of(member: Member) -> str:
    """Somebody's identity number; empty of who has none."""
    return "" if member.id_number is None else member.id_number.reveal()


def identity_of(member: Member) -> str:
    """Somebody's identity number, or the paper that stands for it; empty of a child without one."""
    paper = member.paper
    if member.id_number is not None or paper is None:
        return number_of(member)
    return say("letters.paper", kind=of(paper.kind), number=paper.number.reveal().strip())


def born_on(member: Member) -> date | None:
    """The day somebody was born, by the number or as it was said; ``None`` where neither tells."""
    if member.id_number is not None:
        return born(member.id_number.reveal())
    told = member.paper or member.birth
    return None if told is None else day_of(told)


def age(member: Member, on: date) -> int | None:
    """Full years on a day."""
    birth = born_on(member)
    if birth is None:
        return None
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def rule_of(pack: Pack, kind: DocumentKind, on: date) -> DocumentRule:
    """What a kind of document is called on a day: by the pack, else by the letter's own sentences.

    One that neither of them names has a plain title and rests on nothing it could tell.
    """
    known = for_deeds(pack, on).documents.get(kind)
    if known is not None:
        return known
    try:
        title, sign = template(f"{kind}.title"), template(f"{kind}.sign")
    except Unworded:
        return DocumentRule(kind=kind, title=of(kind), sign=say("letters.sign"))
    basis = (as_cited(pack.cited(LETTERS[kind].article)),)
    return DocumentRule(kind=kind, title=title, sign=sign, basis=basis)


def clauses(citations: tuple[Citation, ...]) -> str:
    """Provisions in words: 第十五条、第十六条."""
    return "、".join(one.wording for one in citations)


def law_named(citation: Citation) -> str:
    """A provision of another law with its law: 《行政复议法》第二十条."""
    return f"《{citation.document}》{citation.wording}"


def category(pack: Pack, kind: Category) -> str:
    """A kind of hardship as the pack calls it."""
    rule = pack.outcomes.categories.get(kind)
    return of(kind) if rule is None else rule.title


def papers(pack: Pack, wanted: Iterable[str]) -> tuple[str, ...]:
    """Papers as the pack calls them, in its order; those it does not know come last."""
    named = {rule.id: rule.title for rule in pack.outcomes.casework.materials}
    asked = frozenset(wanted)
    known = (title for id, title in named.items() if id in asked)
    return (*known, *(word("Material", one) for one in sorted(asked - named.keys())))


def ground(pack: Pack, kind: Ground, county_ground: str | None = None) -> tuple[str, str]:
    """Where a ground of refusal stands, and what it says: the county's own in its words (10.10)."""
    for rule in pack.outcomes.casework.grounds:
        if rule.id == (county_ground or kind.value):
            return rule.citation.wording, rule.title
    said = of(kind) if kind.found_by_a_person else word("ground-in-full", kind)
    return as_cited(pack.cited(kind.article)).wording, said
