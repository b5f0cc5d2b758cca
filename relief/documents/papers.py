"""Papers: a case's documents, drawn from its facts, and drawn again as they were when served."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from domain.case.authority import CITY
from domain.case.decision.facts import ReliefRefused
from domain.case.documents import Drawn, Place, place
from domain.case.facts import CaseFact
from domain.case.governing import law_of
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.notice.commands import PostPublicNotice
from domain.case.service.commands import RecordFailedService, ServeDocument
from domain.case.service.facts import DocumentServed
from domain.case.situation import Situation
from domain.case.small_fast.commands import ApproveSmallRelief
from domain.case.state import Case
from domain.case.table import LETTERS
from domain.ground.commands import Command
from domain.ground.document import Document, Rendered, Undrawable
from domain.ground.facts import Authority, Recorded
from domain.ground.history import Conflict, KeyGone
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import DocumentFormat, DocumentKind
from domain.law.pack import Law, Pack
from domain.law.small_fast import RULE
from domain.time.calendar import Calendar
from relief.documents.facts import CaseFacts, Found, Open
from relief.documents.letters import LETTERS as WRITTEN
from relief.documents.offices import Offices
from relief.documents.telling import Called, NotForDisplay, Telling, by_id, rule_of
from relief.documents.wording import WORDING
from relief.office.calendars import Calendars
from relief.office.ports import Drawing, Journal
from relief.office.streams import case_stream
from relief.words.dictionary import Unworded
from relief.words.sentences import say


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
    """Words and draws documents. Thread-safe; keeps nothing.

    ``open`` shows a fact in clear, ``code`` makes that of a slip, ``called`` names officers.
    """

    def __init__(
        self,
        journal: Journal,
        open: Open,
        law: Law,
        calendars: Calendars,
        offices: Offices,
        drawing: Drawing,
        code: Callable[[str, int], str] = lambda case, renewed: "",
        called: Called = by_id,
    ) -> None:
        self._journal = journal
        self._open = open
        self._law = law
        self._calendars = calendars
        self._offices = offices
        self._drawing = drawing
        self._code = code
        self._called = called

    def facts(self, case: str) -> CaseFacts:
        """The facts of a case so far."""
        stream = case_stream(case)
        return CaseFacts(self._journal.read((stream,))[stream], self._open)

    def issued(self, facts: CaseFacts, kind: DocumentKind, serial: int | None) -> Told | None:
        """A document whose fact happened, as of now; ``None`` where it did not.

        Raises ``Unprintable``.
        """
        at = place(facts.state(), LETTERS[kind], serial)
        if at is None:
            return None
        return self._told(facts, kind, at, self._calendars.current(city(facts)))

    def again(self, facts: CaseFacts, served: DocumentServed) -> Rendered:
        """The file served, drawn again from what was known then. Raises ``Unprintable``.

        Only the edition that drew it draws the same bytes.
        """
        state = facts.upto(served.version).state()
        at = place(state, LETTERS[served.document], served.serial)
        if at is None:
            raise Unprintable("no-such-fact")
        calendar = self._calendars.as_known(served.calendar, city(facts))
        told = self._told(facts, served.document, at, calendar)
        return self.file(told.document, served.format)

    def preview(self, facts: CaseFacts, kind: DocumentKind, s: Situation) -> Told:
        """What a document would say were its command given now. Raises ``Unprintable``.

        A draft has no number. What hangs before it is recorded is worded whole. Raises
        ``LookupError`` for a kind that has no preview.
        """
        preview = WRITTEN[kind].preview
        if preview is None:
            raise LookupError(f"{kind} has no preview")
        case = s.case
        assert s.now is not None
        supposed = Recorded(
            stream=case_stream(case.id),
            version=case.version + 1,
            fact=preview.supposed(s),
            recorded_at=s.now,
            officer="",
            authority=Authority("", case.asked.township, ""),
            law=s.pack.name,
            command="",
        )
        after = facts.followed_by(supposed)
        at = place(after.state(), LETTERS[kind])
        assert at is not None
        return self._told(after, kind, at, s.calendar, draft=preview.draft)

    def file(self, document: Document, format: DocumentFormat) -> Rendered:
        """A document as a file. Raises ``Unprintable`` for signs no font has, or without the fonts."""
        try:
            return self._drawing.render(document, format)
        except Undrawable as error:
            raise Unprintable(error.why) from None

    @property
    def edition(self) -> str:
        """Which wording and which tools draw files now."""
        return self._drawing.edition(WORDING)

    def drawn(self, command: Command, s: Situation) -> Drawn | Reason | None:
        """The document a command is about, for the rules; ``None`` where there is none yet."""
        try:
            match command:
                case ServeDocument():
                    return self._to_serve(command, s.case)
                case RecordFailedService():
                    facts = self._as_seen(s.case)
                    told = self.issued(facts, command.document, command.number)
                    return None if told is None else for_rules(told)
                case PostPublicNotice() if s.case.examination is not None:
                    facts = self._remembered(s.case)
                    posted_on = command.posted_on or s.today
                    then = s if posted_on == s.today else replace(s, today=posted_on)
                    told = self.preview(facts, DocumentKind.PUBLIC_NOTICE, then)
                    if not self._shows(told.document, facts):
                        raise Unprintable("sign-without-font")
                    return for_rules(told)
                case ApproveSmallRelief() if s.case.accepted_on is not None:
                    if not self._addressed(self._remembered(s.case)):
                        raise Unprintable("sign-without-font")
                    return None
                case _:
                    return None
        except Unprintable as error:
            article = RULE if isinstance(command, ApproveSmallRelief) else "18.1.1"
            return reason(Code.DOCUMENT_NOT_PRINTABLE, article, fault=error.why)
        except LookupError as lost:
            raise Conflict(str(lost)) from lost

    def _to_serve(self, command: ServeDocument, case: Case) -> Drawn | None:
        if place(case, LETTERS[command.document], command.number) is None:
            return None
        facts = self._as_seen(case)
        told = self.issued(facts, command.document, command.number)
        assert told is not None
        return for_rules(told, self.file(told.document, command.format), self.edition)

    def _shows(self, document: Document, facts: CaseFacts) -> bool:
        """Whether letters can show what hangs, and whoever the letters that follow go to."""
        return self._addressed(facts) and all(map(self._drawing.drawable, document.texts()))

    def _addressed(self, facts: CaseFacts) -> bool:
        """Whether letters can show whoever they go to."""
        try:
            applicant = facts.member(facts.state().asked.applicant).name.reveal()
        except KeyGone:
            raise Unprintable("key-destroyed") from None
        return self._drawing.drawable(applicant)

    def _remembered(self, case: Case) -> CaseFacts:
        """The facts behind a state, which need not be read all for the few words that are asked for."""
        find = partial(self._journal.at, case_stream(case.id))
        return CaseFacts(Found(find, case.version), self._open, case)

    def _as_seen(self, case: Case) -> CaseFacts:
        """The facts behind a state. Raises ``Conflict`` where the history went back behind it."""
        facts = self.facts(case.id)
        if len(facts.recorded) < case.version:
            raise Conflict(f"{case.id} has no version {case.version}")
        return facts.upto(case.version)

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
        on = cast(CaseFact, rests.fact).on
        pack = law_of(case, self._law, on, case.asked.township)
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
            code=partial(self._code, case.id, case.slips),
            called=self._called,
        )
        try:
            document = WRITTEN[kind].tell(telling)
        except KeyGone:
            raise Unprintable("key-destroyed") from None
        except NotForDisplay:
            raise Unprintable("not-for-display") from None
        except Unworded:
            raise Unprintable("value-without-word") from None
        return Told(document, at, len(calendar.facts), rests.authority.division)


def city(facts: CaseFacts) -> str:
    """The city a case is in: its calendar counts. Nothing is opened for it."""
    return cast(ApplicationSubmitted, facts.recorded[0].fact).township[:CITY]


def number(case: Case, rests: Recorded, kind: DocumentKind, at: Place, pack: Pack) -> str:
    """The document's number (文号): the office's own where it gave one, else after the case."""
    fact = rests.fact
    if WRITTEN[kind].numbered_by_hand:
        return cast(ReliefRefused, fact).document
    again = f"-{at.serial}" if at.serial > 1 else ""
    on = cast(CaseFact, fact).on
    return say(
        "letters.number", sign=rule_of(pack, kind, on).sign, year=on.year, id=case.id, again=again
    )


def for_rules(told: Told, file: Rendered | None = None, edition: str = "") -> Drawn:
    """For the rules. Words alone need no font."""
    return Drawn(
        place=told.place,
        number=told.document.number,
        issued_on=told.document.on,
        issuer=told.issuer,
        text_digest=told.document.digest(),
        sha256="" if file is None else file.sha256,
        edition=edition,
        calendar=told.calendar,
    )
