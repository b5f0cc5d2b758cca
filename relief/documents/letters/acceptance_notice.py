"""受理通知书: procedure, time limit, papers that may follow (A15, A17)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.case.intake import facts as e
from domain.case.papers import missing
from domain.case.situation import Situation
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind, Procedure
from domain.law.citations import as_cited
from domain.time.limits import Limit as Prescribed
from relief.documents.inputs import Addressee, Limit, Missing, Paper
from relief.documents.parts import contact, last_day, letter, p, papers_table
from relief.documents.telling import APPLICANT, Preview, Telling, Writing, clauses
from relief.documents.wording import day
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What 受理通知书 says. ``outstanding`` papers may follow later (A17.2), by ``outstanding_by``.

    ``warns`` is the provision on what is got by deceit, in words.
    """

    paper: Paper
    to: Addressee
    applied_on: date
    accepted_on: date
    category: str
    procedure: str
    examination: Limit
    at_once: bool = False
    warns: str = ""
    outstanding: tuple[Missing, ...] = ()
    outstanding_by: Limit | None = None


def tell(t: Telling) -> Document:
    """From the acceptance, and the time limits that run since."""
    accepted = t.founded(e.ApplicationAccepted)
    office = next(run for run in t.runs() if run[0].duty != APPLICANT)
    mine = t.applicants_run()
    paper = t.paper()
    if accepted.outstanding and mine is not None:
        paper = replace(paper, provisions=later(t, mine[0]))
    return acceptance_notice(
        Acceptance(
            paper=paper,
            to=t.to(),
            applied_on=t.case.asked.on,
            accepted_on=accepted.on,
            category=t.category(),
            procedure=of(accepted.procedure),
            at_once=accepted.procedure is Procedure.SMALL_FAST,
            examination=t.due(*office),
            outstanding=t.papers(accepted.outstanding),
            outstanding_by=None if mine is None else t.due(*mine),
            warns=clauses(t.rule().warns),
        )
    )


def later(t: Telling, limit: Prescribed) -> str:
    """The provisions where papers follow later: that on acceptance, and that of their time limit."""
    first = t.rule().basis[:1]
    return clauses((*first, as_cited(limit.citation))) if first else ""


def supposed(s: Situation) -> e.ApplicationAccepted:
    """An acceptance today, as the case stands."""
    urgent = s.case.urgent_kind is not None
    return e.ApplicationAccepted(
        on=s.today,
        procedure=Procedure.URGENT if urgent else Procedure.GENERAL,
        pack=s.pack.name,
        outstanding=tuple(sorted(missing(s))),
    )


def sensible(s: Situation) -> bool:
    """An acceptance needs all papers, or urgency (A16, A17)."""
    return not missing(s) or s.case.urgent_kind is not None


def _limit(said: Acceptance) -> str:
    """Until when the office has examined it; of a small sum at once, paid it."""
    last = last_day(said.examination)
    if said.at_once:
        return say("acceptance-notice.limit-at-once", last_day=last)
    return say("acceptance-notice.limit", last_day=last)


def _duties(said: Acceptance) -> str:
    """What is asked of the family; of a small sum at once, no check and no visit."""
    if said.at_once:
        return say("acceptance-notice.duties-at-once", you=said.to.you, deceit=_deceit(said))
    return say("acceptance-notice.duties", you=said.to.you, deceit=_deceit(said))


def acceptance_notice(said: Acceptance) -> Document:
    """受理通知书."""
    paper, you = said.paper, said.to.you
    later = said.outstanding
    progress = "progress-fifth" if later else "progress-fourth"
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "acceptance-notice.accepted",
                you=you,
                day=day(said.applied_on),
                case=paper.case,
                papers=say(f"acceptance-notice.papers-{'later' if later else 'whole'}"),
                basis=paper.basis,
                day2=day(said.accepted_on),
            ),
        ),
        p(Style.HEADING, say("acceptance-notice.matter-title")),
        p(
            Style.BODY,
            say("acceptance-notice.matter", category=said.category, procedure=said.procedure),
        ),
        p(Style.HEADING, say("acceptance-notice.limit-title")),
        p(
            Style.BODY,
            _limit(said),
        ),
        p(Style.HEADING, say("acceptance-notice.duties-title")),
        p(Style.BODY, _duties(said)),
        *_later_papers(said),
        p(Style.HEADING, say(f"acceptance-notice.{progress}")),
        p(Style.BODY, say("acceptance-notice.progress", contact=contact(paper.issuer))),
        p(Style.BODY, say("acceptance-notice.closing")),
    ]
    return letter(DocumentKind.ACCEPTANCE, paper, blocks)


def _deceit(said: Acceptance) -> str:
    return (
        say("acceptance-notice.by-provision", warns=said.warns)
        if said.warns
        else say("acceptance-notice.by-provisions")
    )


def _later_papers(said: Acceptance) -> tuple[Block, ...]:
    if not said.outstanding:
        return ()
    by = (
        say("acceptance-notice.by-day", day=day(said.outstanding_by.last_day))
        if said.outstanding_by
        else say("acceptance-notice.soon")
    )
    return (
        p(Style.HEADING, say("acceptance-notice.later-title")),
        p(Style.BODY, say("acceptance-notice.later", by=by)),
        papers_table(said.outstanding),
    )


LETTER = Writing(
    kind=DocumentKind.ACCEPTANCE, tell=tell, preview=Preview(supposed=supposed, sensible=sensible)
)
