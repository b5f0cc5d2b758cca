"""法规入档、解释入档: law counts, and is read so, once that is on record: document, first day, hash."""

from collections.abc import Iterator

from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.names import folded
from domain.ground.places import VILLAGE, lies_in
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.law.mistakes import PackError
from domain.law.pack import NoLawInForce
from domain.registers.law import commands as c
from domain.registers.law.facts import (
    InterpretationProposed,
    InterpretationRecorded,
    LawProposed,
    LawRecorded,
)
from domain.registers.law.situation import Situation
from domain.registers.law.state import Laid

ON_RECORD = "内部§法规入档"
NO_CASE = stages(Stage.UNKNOWN)


@since(2)
@carries(ON_RECORD, "What is on record is another file: the same one is recorded once.")
def another_file(s: Situation, command: c.RecordLaw | c.ProposeLaw) -> Reason | None:
    newest = s.enacted.newest
    same = newest is not None and newest.sha256 == command.sha256
    return reason(Code.DONE_ALREADY, ON_RECORD, "sha256") if same else None


@carries(ON_RECORD, "Such a file was laid ready and read without a mistake.")
def laid_ready(s: Situation) -> Reason | None:
    return None if s.laid else reason(Code.LAW_FILE_UNKNOWN, ON_RECORD)


def chosen(s: Situation, sha256: str) -> Laid | None:
    """The file of that hash among those laid ready."""
    return next((one for one in s.laid if one.document.sha256 == sha256), None)


@carries(ON_RECORD, "Document, first day and hash are those of the file; so is the city.")
def as_in_the_file(s: Situation, command: c.ProposeLaw) -> tuple[Reason, ...]:
    if not s.laid:
        return ()
    file = chosen(s, command.sha256)
    if file is None:
        return (reason(Code.LAW_FILE_DIFFERS, ON_RECORD, "sha256"),)
    return (
        *_differing(command.document == file.document.document, "document"),
        *_differing(command.valid_from == file.document.valid_from, "valid_from"),
        *_differing(of_the_city(file.document.area, command.area), "area"),
    )


def of_the_city(area: str, city: str) -> bool:
    """Whether a law holds in a city: in a part of it, or in a whole that it lies in."""
    return lies_in(area, city) or lies_in(city, area)


def _differing(same: bool, field: str) -> Iterator[Reason]:
    if not same:
        yield reason(Code.LAW_FILE_DIFFERS, ON_RECORD, field)


@since(3)
@carries(
    ON_RECORD, "A law of a single village is of one that is on record, and names it by its code."
)
def village_on_record(s: Situation, command: c.ProposeLaw | c.ApproveLaw) -> Reason | None:
    file = chosen(s, command.sha256)
    if file is None or len(file.document.area) != VILLAGE:
        return None
    area, first = file.document.area, max(s.today, file.document.valid_from)
    if s.places.find(area, first) is not None:
        return None
    return reason(Code.DIVISION_UNKNOWN, ON_RECORD, "sha256", division=area)


@carries(ON_RECORD, "It says nothing else of a day that facts rest on already.")
def rewrites_nothing(s: Situation, command: c.ProposeLaw | c.ApproveLaw) -> tuple[Reason, ...]:
    file = chosen(s, command.sha256)
    found = () if file is None else file.rewrites
    return tuple(reason(Code.LAW_RESTED_ON, ON_RECORD, "sha256", entry=one) for one in found)


@carries(ON_RECORD, "It was proposed, this file and no other, and is still there.")
def file_proposed(s: Situation, command: c.ApproveLaw) -> Reason | None:
    asked = None if s.enacted.file is None else s.enacted.file.fact
    if not isinstance(asked, LawProposed) or asked.sha256 != command.sha256:
        return reason(Code.LAW_NOT_PROPOSED, ON_RECORD)
    file = chosen(s, command.sha256)
    if s.laid and (file is None or not of_the_city(file.document.area, command.area)):
        return reason(Code.LAW_FILE_DIFFERS, ON_RECORD, "sha256" if file is None else "area")
    return None


@carries(ON_RECORD, "Two persons: who proposed a file does not approve it.")
def file_by_another(s: Situation) -> Reason | None:
    if s.enacted.file is not None and folded(s.enacted.file.by) in s.officer.ids:
        return reason(Code.DUTIES_NOT_SEPARATE, ON_RECORD, did="proposed")
    return None


@carries("34", "The law is one that counts, and of this city.")
def law_counts(
    s: Situation, command: c.ProposeInterpretation | c.ApproveInterpretation
) -> Reason | None:
    if s.named is None or not s.named.area.startswith(command.area):
        return reason(Code.LAW_UNKNOWN, "34")
    return None


@carries("34", "The ambiguity is one of the text's, and the choice one that it leaves on that day.")
def reading_possible(s: Situation, command: c.ProposeInterpretation) -> Reason | None:
    if s.named is None:
        return None
    try:
        known = s.named.on(command.since).readings.get(command.reading)
    except NoLawInForce:
        return reason(Code.DATE_TOO_EARLY, "34", "since", day=command.since,
                      earliest=s.named.valid_from)  # fmt: skip
    if known is None:
        return reason(Code.READING_UNKNOWN, "34", "reading")
    if command.choice not in known.possible:
        listed = {"allowed": ",".join(known.possible), "list": f"readings.{known.id}"}
        return reason(Code.FIELD_INVALID, "34", "choice", fault="not-in-list", **listed)
    if command.choice == known.chosen:
        return reason(Code.DONE_ALREADY, "34", "choice")
    return None


@carries("34", "The law holds together when it is read so.")
def reads_without_contradiction(s: Situation, command: c.ProposeInterpretation) -> Reason | None:
    if s.named is None or reading_possible(s, command) is not None:
        return None
    try:
        s.named.interpreted(command.reading, command.choice, command.since, s.today)
    except PackError:
        return reason(Code.READING_IMPOSSIBLE, "34", "choice")
    return None


@carries("34", "It begins after today; of days that have been it is a correction, said to be one.")
def reaches_forward(s: Situation, command: c.ProposeInterpretation) -> Reason | None:
    ahead = command.since > s.today
    if ahead and command.correction:
        return reason(Code.INTERPRETATION_IN_FUTURE, "34", "since", day=command.since)
    if not ahead and not command.correction:
        return reason(Code.INTERPRETATION_REACHES_BACK, "34", "since", day=command.since)
    return None


def proposed_reading(s: Situation) -> InterpretationProposed | None:
    """What was proposed and not approved yet."""
    asked = None if s.enacted.reading is None else s.enacted.reading.fact
    return asked if isinstance(asked, InterpretationProposed) else None


@carries("34", "An interpretation of that ambiguity was proposed.")
def reading_proposed(s: Situation, command: c.ApproveInterpretation) -> Reason | None:
    asked = proposed_reading(s)
    if asked is None or asked.reading != command.reading:
        return reason(Code.LAW_NOT_PROPOSED, "34")
    return None


@carries("34", "It still begins after today, or was proposed as a correction.")
def still_ahead(s: Situation) -> Reason | None:
    asked = proposed_reading(s)
    if asked is None or asked.correction or asked.since > s.today:
        return None
    return reason(Code.INTERPRETATION_REACHES_BACK, "34", "since", day=asked.since)


@carries("34", "Two persons: who proposed an interpretation does not approve it.")
def reading_by_another(s: Situation) -> Reason | None:
    if s.enacted.reading is not None and folded(s.enacted.reading.by) in s.officer.ids:
        return reason(Code.DUTIES_NOT_SEPARATE, "34", did="proposed")
    return None


def recorded(s: Situation, command: c.RecordLaw) -> tuple[Change, ...]:
    """The file as it counts from now on."""
    fact = LawRecorded(
        on=s.today,
        name=command.case,
        pack=command.pack,
        document=command.document,
        area=command.area,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
        sha256=command.sha256,
        entries=command.entries,
    )
    return (Change(fact),)


def proposed(s: Situation, command: c.ProposeLaw) -> tuple[Change, ...]:
    """The proposal; a later one takes its place."""
    fact = LawProposed(
        on=s.today,
        name=command.case,
        document=command.document,
        valid_from=command.valid_from,
        sha256=command.sha256,
    )
    return (Change(fact),)


def approved(s: Situation, command: c.ApproveLaw) -> tuple[Change, ...]:
    """The file as it counts from the next start on. Raises ``ValueError`` where none was laid ready."""
    file = chosen(s, command.sha256)
    if file is None:
        raise ValueError("no such file was laid ready")
    of = file.document
    fact = LawRecorded(
        on=s.today,
        name=of.name,
        pack=of.pack,
        document=of.document,
        area=of.area,
        valid_from=of.valid_from,
        valid_to=of.valid_to,
        sha256=of.sha256,
        entries=of.entries,
    )
    return (Change(fact),)


def interpretation_proposed(s: Situation, command: c.ProposeInterpretation) -> tuple[Change, ...]:
    """The proposal; a later one takes its place."""
    fact = InterpretationProposed(
        on=s.today,
        name=command.case,
        reading=command.reading,
        choice=command.choice,
        since=command.since,
        document=command.document,
        correction=command.correction,
    )
    return (Change(fact),)


def interpreted(s: Situation, command: c.ApproveInterpretation) -> tuple[Change, ...]:
    """How the text is read from that day on. Raises ``ValueError`` where nothing was proposed."""
    asked = proposed_reading(s)
    if asked is None or s.enacted.reading is None:
        raise ValueError("nothing was proposed")
    fact = InterpretationRecorded(
        on=s.today,
        name=asked.name,
        reading=asked.reading,
        choice=asked.choice,
        since=asked.since,
        document=asked.document,
        proposed_by=s.enacted.reading.by,
        correction=asked.correction,
    )
    return (Change(fact),)


RULES: Rules = {
    c.RecordLaw: Rule(
        article=ON_RECORD,
        by=(Post.SYSTEM,),
        reads=(Stream.LAW,),
        writes=(Stream.LAW,),
        stages=NO_CASE,
        checks=(another_file,),
        facts=recorded,
        brings=(LawRecorded,),
    ),
    c.ProposeLaw: Rule(
        article=ON_RECORD,
        by=(Post.CITY_OFFICER,),
        by_article="34",
        reads=(Stream.LAW,),
        writes=(Stream.LAW,),
        address="proposal",
        stages=NO_CASE,
        guards=(laid_ready,),
        checks=(
            *said("document", "sha256"),
            *(another_file, as_in_the_file, village_on_record, rewrites_nothing),
        ),
        facts=proposed,
        brings=(LawProposed,),
    ),
    c.ApproveLaw: Rule(
        article=ON_RECORD,
        by=(Post.CITY_OFFICER,),
        by_article="34",
        reads=(Stream.LAW,),
        writes=(Stream.LAW,),
        address="approval",
        stages=NO_CASE,
        guards=(laid_ready, file_by_another),
        checks=(*said("sha256"), file_proposed, village_on_record, rewrites_nothing),
        facts=approved,
        brings=(LawRecorded,),
    ),
    c.ProposeInterpretation: Rule(
        article="34",
        by=(Post.CITY_OFFICER,),
        writes=(Stream.LAW,),
        address="interpretations",
        stages=NO_CASE,
        checks=(
            *said("document"),
            law_counts,
            reading_possible,
            reads_without_contradiction,
            reaches_forward,
        ),
        facts=interpretation_proposed,
        brings=(InterpretationProposed,),
    ),
    c.ApproveInterpretation: Rule(
        article="34",
        by=(Post.CITY_OFFICER,),
        reads=(Stream.LAW,),
        writes=(Stream.LAW,),
        address="interpretations/approval",
        stages=NO_CASE,
        guards=(reading_by_another, still_ahead),
        checks=(law_counts, reading_proposed),
        facts=interpreted,
        brings=(InterpretationRecorded,),
    ),
}
