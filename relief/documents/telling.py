"""What every document is told from: the case as of a version, its law, calendar, offices, its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from adapters.documents import Addressee, Limit, Missing, Office, Paper, Regulation, Rights
from domain.case.clock import running
from domain.case.state import Case
from domain.case.terms import Category, DocumentKind, Ground, Subject
from domain.law.citations import Citation, as_cited, cite
from domain.law.pack import Pack
from domain.law.paperwork import DocumentRule
from domain.time.calendar import Calendar
from domain.time.due import reckon
from domain.time.limits import Basis, Unit
from domain.time.limits import Limit as Prescribed
from relief.documents.facts import CaseFacts
from relief.documents.offices import COURT, Offices
from relief.terms import in_chinese

REVIEW = "社会救助暂行办法§65"
"""The statute that gives the rights of review."""
LENGTHS = {
    Unit.WORKING_DAY: "{}个工作日",
    Unit.NATURAL_DAY: "{}日",
    Unit.HOUR: "{}小时",
    Unit.SAME_DAY: "当日",
}
DAY_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One document about to be worded. ``kind`` says which; ``number`` is empty for a draft.

    ``division`` is that of the office that issues it, ``on`` the day it bears.
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

    def paper(self) -> Paper:
        """Its head."""
        rule = rule_of(self.pack, self.kind)
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

    def office(self, division: str) -> Office:
        """An office in print, as it was called on the day."""
        return self.offices.issuer(division, self.on)

    def name(self) -> str:
        """The applicant's, or of whoever stands for the household now."""
        return self.facts.member(self.case.asked.applicant).name.reveal()

    def id_number(self) -> str:
        """The applicant's."""
        return self.facts.member(self.case.asked.applicant).id_number.reveal()

    def to(self) -> Addressee:
        """Whom a letter addresses."""
        agent = self.facts.application.agent
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
        return tuple((self.pack.limits[one.limit], one.started_on) for one in found)

    def papers(self, wanted: Iterable[str]) -> tuple[Missing, ...]:
        """Papers to hand in, as the pack lists and calls them."""
        return tuple(Missing(material=title) for title in papers(self.pack, wanted))


def rule_of(pack: Pack, kind: DocumentKind) -> DocumentRule:
    """What the pack says of a kind of document; a plain title where it says nothing."""
    known = pack.documents.get(kind)
    return known or DocumentRule(kind=kind, title=in_chinese(kind.value, "document"), sign="临救")


def clauses(citations: tuple[Citation, ...]) -> str:
    """Provisions in words: 第十五条、第十六条."""
    return "、".join(one.wording for one in citations)


def law_named(citation: Citation) -> str:
    """A provision of another law with its law: 《行政复议法》第二十条."""
    return f"《{citation.document}》{citation.wording}"


def category(pack: Pack, kind: Category) -> str:
    """A kind of hardship as the pack calls it."""
    rule = pack.outcomes.categories.get(kind)
    return in_chinese(kind.value) if rule is None else rule.title


def papers(pack: Pack, wanted: Iterable[str]) -> tuple[str, ...]:
    """Papers as the pack calls them, in its order; those it does not know come last."""
    named = {rule.id: rule.title for rule in pack.outcomes.casework.materials}
    asked = frozenset(wanted)
    known = (title for id, title in named.items() if id in asked)
    return (*known, *(in_chinese(one) for one in sorted(asked - named.keys())))


def ground(pack: Pack, kind: Ground, county_ground: str | None = None) -> tuple[str, str]:
    """Where a ground of refusal stands, and what it says: the county's own in its words (10.10)."""
    for rule in pack.outcomes.casework.grounds:
        if rule.id == (county_ground or kind.value):
            return rule.citation.wording, rule.title
    return as_cited(pack.cited(kind.article)).wording, in_chinese(kind.value, "ground_in_full")
