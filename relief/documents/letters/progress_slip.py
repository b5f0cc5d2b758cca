"""收件凭条: the number of the case and the code with which one asks how it stands."""

from dataclasses import dataclass
from datetime import date

from domain.ground.document import Block, Document, Style, Table
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper
from relief.documents.parts import contact, letter, p, row
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day
from relief.people.slips import in_print
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What 收件凭条 says. ``code`` is set off for reading out."""

    paper: Paper
    to: Addressee
    applied_on: date
    code: str


def tell(t: Telling) -> Document:
    """From the application; the code is made, and stands in no fact."""
    return slip(
        Slip(paper=t.paper(), to=t.to(), applied_on=t.case.asked.on, code=in_print(t.code()))
    )


def slip(said: Slip) -> Document:
    """收件凭条."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(Style.BODY, say("progress-slip.received", you=you, day=day(said.applied_on))),
        Table(
            (16, 34, 16, 30),
            (
                row(
                    say("progress-slip.number"),
                    paper.case,
                    say("progress-slip.code"),
                    said.code,
                ),
            ),
        ),
        p(Style.BODY, say("progress-slip.asking", contact=contact(paper.issuer))),
        p(Style.NOTE, say("progress-slip.keep")),
    ]
    return letter(DocumentKind.SLIP, paper, blocks, served=False)


LETTER = Writing(kind=DocumentKind.SLIP, tell=tell)
