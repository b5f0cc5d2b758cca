"""一次性补正告知书: all that is missing, and until when (A16.2)."""

from dataclasses import dataclass
from datetime import date

from domain.case.intake import facts as e
from domain.case.papers import missing
from domain.case.situation import Situation
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Limit, Missing, Paper
from relief.documents.parts import contact, last_day, letter, p, papers_table
from relief.documents.telling import Preview, Telling, Writing
from relief.documents.wording import day
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Deficiencies:
    """What 一次性补正告知书 says (A16.2): everything that is missing, once."""

    paper: Paper
    to: Addressee
    received_on: date
    missing: tuple[Missing, ...]
    supplement_by: Limit | None


def tell(t: Telling) -> Document:
    """From the notification, and the time limit that runs since."""
    told = t.founded(e.DeficienciesNotified)
    mine = t.applicants_run()
    return deficiency_notice(
        Deficiencies(
            paper=t.paper(),
            to=t.to(),
            received_on=t.case.asked.on,
            missing=t.papers(told.missing),
            supplement_by=None if mine is None else t.due(*mine),
        )
    )


def supposed(s: Situation) -> e.DeficienciesNotified:
    """A notification today of all that is missing."""
    return e.DeficienciesNotified(on=s.today, missing=tuple(sorted(missing(s))), document="")


def sensible(s: Situation) -> bool:
    """A notice of deficiencies needs some (A16)."""
    return bool(missing(s))


def deficiency_notice(said: Deficiencies) -> Document:
    """一次性补正告知书. Raises ``ValueError`` where nothing is missing."""
    if not said.missing:
        raise ValueError("a notice of deficiencies must list something")
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "deficiency-notice.lacking",
                day=day(said.received_on),
                you=you,
                case=paper.case,
                basis=paper.basis,
                count=len(said.missing),
            ),
        ),
        papers_table(said.missing),
        p(Style.BODY, _by(said)),
        p(
            Style.BODY,
            say("deficiency-notice.no-more"),
        ),
        p(
            Style.BODY,
            say(
                "deficiency-notice.contact", named=paper.issuer.name, contact=contact(paper.issuer)
            ),
        ),
        p(Style.BODY, say("deficiency-notice.closing")),
    ]
    return letter(DocumentKind.DEFICIENCIES, paper, blocks)


def _by(said: Deficiencies) -> str:
    """The limit for the supplement; one the office set is said to be its own, and none is none."""
    limit = said.supplement_by
    if limit is None:
        return say("deficiency-notice.soon", you=said.to.you)
    own = "" if limit.statutory else say("deficiency-notice.own-limit")
    return say("deficiency-notice.by", last_day=last_day(limit), own=own, you=said.to.you)


LETTER = Writing(
    kind=DocumentKind.DEFICIENCIES,
    tell=tell,
    preview=Preview(supposed=supposed, sensible=sensible),
    numbered_by_hand=True,
)
