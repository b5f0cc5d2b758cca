"""The one table of commands, and what is derived from its rows. Nothing else describes a command."""

from collections.abc import Mapping
from dataclasses import replace

from domain.case.amendment import joining
from domain.case.amendment import rules as amendment
from domain.case.complaint import rules as complaint
from domain.case.countersignature import rules as countersignature
from domain.case.decision import county
from domain.case.decision import rules as decision
from domain.case.ending import meetings
from domain.case.ending import rules as ending
from domain.case.evidence import rules as evidence
from domain.case.inquiry import circumstances, doubts, opinion, owed
from domain.case.inquiry import rules as inquiry
from domain.case.intake import acceptance, elsewhere, mistakes
from domain.case.intake import rules as intake
from domain.case.knowledge import called, deaths, households, likeness
from domain.case.messages import rules as messages
from domain.case.notice import rules as notice
from domain.case.payment import numbers
from domain.case.payment import rules as payment
from domain.case.revision import rules as revision
from domain.case.service import rules as service
from domain.case.service import slips, telling
from domain.case.small_fast import rules as small_fast
from domain.case.transfer import rules as transfer
from domain.ground.commands import Command
from domain.ground.duties import Deed
from domain.ground.facts import FACTS, Fact
from domain.ground.letters import Letter
from domain.ground.posts import Power
from domain.ground.rows import Chapter, Rule, Rules, rows
from domain.ground.tables import Table
from domain.ground.terms import DocumentKind
from domain.registers.anchors import rules as anchoring
from domain.registers.calendar import rules as calendar
from domain.registers.delegations import rules as delegations
from domain.registers.divisions import rules as divisions
from domain.registers.keys import rules as keeping
from domain.registers.law import rules as enactment
from domain.registers.leads import rules as leads
from domain.registers.officers import appointments, identities, names
from domain.registers.values import rules as values

ROWS: Rules = {
    **rows(Chapter.INTAKE, intake.RULES),
    **rows(Chapter.INTAKE, acceptance.RULES),
    **rows(Chapter.INTAKE, elsewhere.RULES),
    **rows(Chapter.INTAKE, mistakes.RULES),
    **rows(Chapter.INTAKE, amendment.RULES),
    **rows(Chapter.INTAKE, joining.RULES),
    **rows(Chapter.INTAKE, transfer.RULES),
    **rows(Chapter.INQUIRY, inquiry.RULES),
    **rows(Chapter.INQUIRY, circumstances.RULES),
    **rows(Chapter.INQUIRY, doubts.RULES),
    **rows(Chapter.INQUIRY, owed.RULES),
    **rows(Chapter.INQUIRY, deaths.RULES),
    **rows(Chapter.INQUIRY, households.RULES),
    **rows(Chapter.INQUIRY, likeness.RULES),
    **rows(Chapter.INQUIRY, called.RULES),
    **rows(Chapter.INQUIRY, opinion.RULES),
    **rows(Chapter.INQUIRY, evidence.RULES),
    **rows(Chapter.NOTICE, notice.RULES),
    **rows(Chapter.NOTICE, complaint.RULES),
    **rows(Chapter.DECISION, county.RULES),
    **rows(Chapter.DECISION, decision.RULES),
    **rows(Chapter.DECISION, small_fast.RULES),
    **rows(Chapter.DECISION, countersignature.RULES),
    **rows(Chapter.DECISION, revision.RULES),
    **rows(Chapter.PAYMENT, payment.RULES),
    **rows(Chapter.PAYMENT, numbers.RULES),
    **rows(Chapter.PAPERS, service.RULES),
    **rows(Chapter.PAPERS, telling.RULES),
    **rows(Chapter.PAPERS, slips.RULES),
    **rows(Chapter.PAPERS, messages.RULES),
    **rows(Chapter.ENDING, ending.RULES),
    **rows(Chapter.ENDING, meetings.RULES),
    **rows(Chapter.BESIDE, leads.RULES),
    **rows(Chapter.BESIDE, calendar.RULES),
    **rows(Chapter.BESIDE, divisions.RULES),
    **rows(Chapter.BESIDE, values.RULES),
    **rows(Chapter.BESIDE, delegations.RULES),
    **rows(Chapter.PERSONAL, keeping.RULES),
    **rows(Chapter.SERVICE, anchoring.RULES),
    **rows(Chapter.BESIDE, enactment.RULES),
    **rows(Chapter.OFFICERS, appointments.RULES),
    **rows(Chapter.OFFICERS, identities.RULES),
    **rows(Chapter.OFFICERS, names.RULES),
}
"""Every command and its row, as its chapter has it."""

EVERY_FACT: Mapping[str, type[Fact]] = FACTS
"""Every fact there is, by its stable name: who has read all rows has read what declares each."""


def unlisted(command: type[Command]) -> str:
    """What is said of a command without a row."""
    return (
        f"{command.__name__} has no row: write one into RULES of its chapter or register, and list"
        " those in domain/case/table.py"
    )


def unowed(kind: DocumentKind) -> str:
    """What is said of a kind of letter that no row owes."""
    return f"no row owes the letter {kind.value!r}: put a Letter into the row of its command"


LETTERS: Mapping[DocumentKind, Letter] = Table(
    {letter.kind: letter for rule in ROWS.values() for letter in rule.letters}, unowed
)
"""Every letter there is. Nothing else lists them."""

RULES: Rules = Table(
    {
        command: replace(rule, serves=LETTERS) if rule.chapter is Chapter.PAPERS else rule
        for command, rule in ROWS.items()
    },
    unlisted,
)
"""Every command and its row."""


def row_of(command: Command) -> Rule:
    """The row of a command."""
    return RULES[type(command)]


def powers() -> Mapping[type[Command], Power]:
    """Every command, who may give it, by which article. Nothing else grants power."""
    return Table({command: rule.power for command, rule in RULES.items()}, unlisted)


def deeds() -> Mapping[type[Command], Deed]:
    """Whose hand a command is."""
    return {command: rule.hand for command, rule in RULES.items() if rule.hand is not None}


def separate() -> Mapping[type[Command], tuple[Deed, ...]]:
    """What somebody must not have done in a case to give a command, where it leaves a hand."""
    return {command: RULES[command].apart.deeds for command in deeds()}


POWERS = powers()
DEEDS = deeds()
SEPARATE = separate()
TOGETHER = {command: rule.together for command, rule in RULES.items() if rule.together}
SHORT_HANDED = {command: rule.short_handed for command, rule in RULES.items() if rule.short_handed}
OWED_AFTER: Mapping[DocumentKind, type[Command]] = Table(
    {letter.kind: command for command, rule in RULES.items() for letter in rule.letters}, unowed
)
"""The command each letter is owed after."""
