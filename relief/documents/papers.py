"""Papers: a case's documents, drawn from its facts, and drawn again as they were when served."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from adapters.documents import (
    Document,
    FontMissing,
    GlyphMissing,
    NotForDisplay,
    Rendered,
    edition,
    render,
    text_digest,
)
from adapters.journal import Journal
from adapters.keys.sealer import KeyMissing
from domain.authority import CITY
from domain.case import commands as c
from domain.case import events as e
from domain.case.documents import Drawn, Place, place
from domain.case.papers import missing
from domain.case.rules.notice import to_show
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.terms import DocumentFormat, DocumentKind, Procedure
from domain.facts import Authority, Recorded
from domain.law.pack import Law, Pack
from domain.refusal import Code, Reason, reason
from domain.time.calendar import Calendar
from relief.calendars import Calendars
from relief.documents import board, form, letters, sheets
from relief.documents.facts import CaseFacts
from relief.documents.offices import Offices
from relief.documents.telling import Telling, rule_of
from relief.personal import Personal
from relief.streams import case_stream

TELLERS: Mapping[DocumentKind, Callable[[Telling], Document]] = {
    DocumentKind.ACCEPTANCE: letters.acceptance,
    DocumentKind.DEFICIENCIES: letters.deficiencies,
    DocumentKind.ACCEPTANCE_REFUSAL: letters.not_accepted,
    DocumentKind.RELIEF_REFUSAL: letters.not_approved,
    DocumentKind.FORM: form.form,
    DocumentKind.PUBLIC_NOTICE: board.board,
    DocumentKind.COUNTERSIGNATURE: sheets.countersigning,
    DocumentKind.REFERRAL: sheets.referring,
}
NUMBERED_BY_HAND = (e.DeficienciesNotified, e.AcceptanceRefused, e.ReliefRefused)
"""Facts that carry the number the office gave their document."""


class Unprintable(Exception):
    """A document cannot be drawn. Says why, never which words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Told:
    """A document in words, where it stands in the case, and what it was told from."""

    document: Document
    place: Place
    calendar: int
    issuer: str


class Papers:
    """Words and draws documents. Thread-safe; keeps nothing."""

    def __init__(
        self,
        journal: Journal,
        personal: Personal,
        law: Law,
        calendars: Calendars,
        offices: Offices,
    ) -> None:
        self._journal = journal
        self._personal = personal
        self._law = law
        self._calendars = calendars
        self._offices = offices

    def facts(self, case: str) -> CaseFacts:
        """The facts of a case so far."""
        stream = case_stream(case)
        return CaseFacts(self._journal.read((stream,))[stream], self._personal.opened)

    def issued(self, facts: CaseFacts, kind: DocumentKind, serial: int | None) -> Told | None:
        """A document whose fact happened, as of now; ``None`` where it did not.

        Raises ``Unprintable``.
        """
        at = place(facts.state(), kind, serial)
        if at is None:
            return None
        return self._told(facts, kind, at, self._calendars.current(city(facts)))

    def again(self, facts: CaseFacts, served: e.DocumentServed) -> Rendered:
        """The file served, drawn again from what was known then. Raises ``Unprintable``.

        Only the edition that drew it draws the same bytes.
        """
        at = place(facts.upto(served.version).state(), served.document, served.serial)
        if at is None:
            raise Unprintable("no-such-fact")
        calendar = self._calendars.as_known(served.calendar, city(facts))
        told = self._told(facts, served.document, at, calendar)
        return drawn(told.document, served.format)

    def preview(self, facts: CaseFacts, kind: DocumentKind, s: Situation) -> Told:
        """What a document would say were its command given now. Raises ``Unprintable``.

        A draft has no number. A public notice is worded whole: it hangs before it is recorded.
        """
        case, last = s.case, facts.recorded[-1]
        supposed = Recorded(
            stream=last.stream,
            version=case.version + 1,
            fact=supposed_fact(s, kind),
            recorded_at=last.recorded_at,
            officer="",
            authority=Authority("", case.asked.township, ""),
            law=last.law,
            command="",
        )
        after = CaseFacts((*facts.recorded, supposed), facts.open)
        at = place(after.state(), kind)
        assert at is not None
        draft = kind is not DocumentKind.PUBLIC_NOTICE
        return self._told(after, kind, at, s.calendar, draft=draft)

    def drawn(self, command: c.Command, s: Situation) -> Drawn | Reason | None:
        """The document a command is about, for the rules; ``None`` where there is none yet."""
        try:
            match command:
                case c.ServeDocument():
                    return self._to_serve(command, s.case)
                case c.PostPublicNotice() if s.case.examination is not None:
                    facts = self.facts(s.case.id).upto(s.case.version)
                    return for_rules(self.preview(facts, DocumentKind.PUBLIC_NOTICE, s))
                case _:
                    return None
        except Unprintable as error:
            return reason(Code.DOCUMENT_NOT_PRINTABLE, "18.1.1", fault=error.why)

    def _to_serve(self, command: c.ServeDocument, case: Case) -> Drawn | None:
        if place(case, command.document, command.number) is None:
            return None
        facts = self.facts(case.id).upto(case.version)
        told = self.issued(facts, command.document, command.number)
        assert told is not None
        return for_rules(told, drawn(told.document, command.format))

    def _told(
        self,
        facts: CaseFacts,
        kind: DocumentKind,
        at: Place,
        calendar: Calendar,
        draft: bool = False,
    ) -> Told:
        """The document in words."""
        known = facts.upto(at.version)
        case, rests = known.state(), known.recorded[at.founded - 1]
        on = cast(e.CaseFact, rests.fact).on
        pack = law_of(self._law, case, on)
        telling = Telling(
            kind=kind,
            facts=known,
            case=case,
            pack=pack,
            calendar=calendar,
            offices=self._offices,
            division=rests.authority.division,
            on=on,
            number="" if draft else number(case, rests, kind, at, pack),
            draft=draft,
        )
        try:
            document = TELLERS[kind](telling)
        except KeyMissing:
            raise Unprintable("key-destroyed") from None
        except NotForDisplay:
            raise Unprintable("not-for-display") from None
        return Told(document, at, len(calendar.notices), rests.authority.division)


def city(facts: CaseFacts) -> str:
    """The city a case is in: its calendar counts. Nothing is opened for it."""
    return cast(e.ApplicationSubmitted, facts.recorded[0].fact).township[:CITY]


def supposed_fact(s: Situation, kind: DocumentKind) -> e.CaseFact:
    """The fact a preview rests on. Raises ``LookupError`` for a kind that has none."""
    lacking = tuple(sorted(missing(s)))
    match kind:
        case DocumentKind.DEFICIENCIES:
            return e.DeficienciesNotified(on=s.today, missing=lacking, document="")
        case DocumentKind.ACCEPTANCE:
            urgent = s.case.urgent_kind is not None
            return e.ApplicationAccepted(
                on=s.today,
                procedure=Procedure.URGENT if urgent else Procedure.GENERAL,
                pack=s.pack.name,
                outstanding=lacking,
            )
        case DocumentKind.PUBLIC_NOTICE:
            return e.PublicNoticePosted(
                on=s.today,
                round=s.case.notices + 1,
                place="",
                amount=to_show(s),
                text_digest="",
                evidence=(),
            )
        case _:
            raise LookupError(f"{kind} has no preview")


def law_of(law: Law, case: Case, on: date) -> Pack:
    """The law of a case as of a document: that of its acceptance, or of the day before there is one."""
    if case.pack is not None:
        return law.pack(case.pack)
    return law.governing(on, case.asked.township)


def number(case: Case, rests: Recorded, kind: DocumentKind, at: Place, pack: Pack) -> str:
    """The document's number (文号): the office's own where it gave one, else after the case."""
    fact = rests.fact
    if isinstance(fact, NUMBERED_BY_HAND):
        return fact.document
    again = f"-{at.serial}" if at.serial > 1 else ""
    year = cast(e.CaseFact, fact).on.year
    return f"{rule_of(pack, kind).sign}〔{year}〕{case.id}{again}号"


def drawn(document: Document, format: DocumentFormat) -> Rendered:
    """The file. Raises ``Unprintable`` for signs no font has, or without the fonts."""
    try:
        return render(document, format)
    except GlyphMissing:
        raise Unprintable("sign-without-font") from None
    except FontMissing:
        raise Unprintable("fonts-missing") from None


def for_rules(told: Told, file: Rendered | None = None) -> Drawn:
    """For the rules. Words alone need no font."""
    return Drawn(
        place=told.place,
        number=told.document.number,
        issued_on=told.document.on,
        issuer=told.issuer,
        text_digest=text_digest(told.document),
        sha256="" if file is None else file.sha256,
        edition="" if file is None else edition(),
        calendar=told.calendar,
    )
