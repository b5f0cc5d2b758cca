"""Three texts of other places, unlike in structure: a whole case each, from its file alone.

Hubei: urgent without means check and appraisal, more by a meeting. Anhui: the township decides up to ten
standards. Zouping: help within 24 hours, papers and visit afterwards. Not a line of Python knows them.
"""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from adapters.packs.parser import parse
from adapters.places import lhasa
from domain.case.authority import Officer
from domain.ground.facts import Fact
from domain.ground.places import Division, Level, Places
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, Cause, Ending, Material, Procedure, Stage
from domain.law.pack import Law, Pack
from domain.law.reference import fold
from relief.cli import main
from tests.case import journeys as j
from tests.case.hardship import REFERENCES, bill
from tests.case.people import secret
from tests.case.words import About, giver, yuan
from tests.case.world import LAW, World
from tests.support import commands as c
from tests.support import facts as e

FOLDER = Path(__file__).parents[1] / "law" / "packs"
FILES = sorted(FOLDER.glob("*.toml"))
HUBEI, ANHUI, ZOUPING = (
    parse((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("hubei-2018", "anhui-2025", "zouping-2018")
)
TOWNSHIPS = {HUBEI.id: "420101001", ANHUI.id: "340101001", ZOUPING.id: "371681001"}
LEVELS = ((4, Level.CITY, "市"), (6, Level.COUNTY, "县"), (9, Level.TOWNSHIP, "镇"))
PLACES = Places.of(
    (
        *(one for some in lhasa().table.values() for one in some),
        *(
            Division(
                code[:n],
                f"虚构{code[:n]}",
                level,
                kind,
                code[: n - (3 if n == 9 else 2)],
                seat=True if n == 9 else None,
            )
            for code in TOWNSHIPS.values()
            for n, level, kind in LEVELS
        ),
    )
)


class There(j.Journey):
    """A journey whose officers sit in the township of its pack."""

    def do(
        self, command: type[c.Command], by: Officer | None = None, **changes: Any
    ) -> tuple[Fact, ...] | Refused:
        """Given by the officers of the place."""
        usual = by or giver(command)
        place = self.about.township[: len(usual.division)]
        local = replace(usual, id=f"{usual.id}-there", division=place)
        return super().do(command, local, **changes)


def there(pack: Pack, on: date, category: Category, cause: Cause, amount: int) -> There:
    """A household there, in a world where Lhasa's law and the other places' hold as well."""
    laws = Law.of((*LAW.packs, HUBEI, ANHUI, ZOUPING))
    known = fold((*REFERENCES.recorded, *pack.outcomes.published))
    about = About(
        case="W-1",
        day=on,
        township=TOWNSHIPS[pack.id],
        category=category,
        cause=cause,
        amount=yuan(amount),
    )
    return There(about, World(law=laws, places=PLACES, references=known))


def told(at: There, **changes: Any) -> There:
    """The circumstances are on record."""
    usual = at.words(c.RecordCircumstances)
    assert isinstance(usual, c.RecordCircumstances)
    return at.go(c.RecordCircumstances, circumstances=replace(usual.circumstances, **changes))


def paid(at: There) -> There:
    """Ordered, credited, told."""
    return at.go(c.InstructPayment, c.ConfirmPayment)


def closed(at: There) -> There:
    """Fed back, served, archived; told again from its history alone."""
    at.go(c.FeedBackResult).serve()
    at.go(c.CloseCase)
    assert (at.stage, at.case.ending) == (Stage.CLOSED, Ending.PAID)
    assert at.world.replayed().cases == at.world.cases
    return at


def refused(done: tuple[Fact, ...] | Refused) -> set[Code]:
    """Why something was refused."""
    assert isinstance(done, Refused), done
    return {one.code for one in done.reasons}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_each_file_is_clean_and_names_its_source(file: Path) -> None:
    """``relief law check`` says so, and the file names whence it was taken, when and from where."""
    assert main(["law", "check", str(file)]) == 0
    head = file.read_text(encoding="utf-8").partition("[pack]")[0]
    assert "20" in head and "测试所设" in head and ("http" in head or ".com" in head)


HUBEI_DAY = date(2019, 3, 4)


def in_hubei(amount: int) -> There:
    """A fire; accepted as urgent, with no means check and no visit by the county ahead."""
    at = there(HUBEI, HUBEI_DAY, Category.SUDDEN_HARDSHIP, Cause.FIRE, amount)
    at.go(c.SubmitApplication, materials=(Material.LETTER, Material.IDENTITY_CARD))
    at.go(c.EstablishUrgency)
    return at.go(c.AcceptApplication, procedure=Procedure.URGENT)


def test_hubei_decides_urgency_without_check_or_appraisal_in_two_working_days() -> None:
    """The visit alone is asked; the county decides without a verification of its own (2)."""
    at = in_hubei(2000)
    assert set(at.world.limits("W-1")) == {"urgent-decision"}
    at.go(c.RecordHomeVisit)
    told(at).go(c.SignOpinion, c.CompleteExamination)
    assert refused(at.do(c.ApproveUnderDelegation)) == {Code.NOT_DELEGATED}
    at.go(c.SubmitForApproval, c.ReceiveAtCounty, c.ApproveRelief)
    assert at.case.inquiry.means_check is None and at.case.county.verified is None
    closed(paid(at))


def test_hubei_gives_more_by_a_meeting_on_record() -> None:
    """Above four standards by what the county's coordination resolved, with its minutes (4)."""
    at = in_hubei(4000).go(c.RecordHomeVisit)
    told(at)
    assert refused(at.do(c.SignOpinion)) == {Code.AMOUNT_OUTSIDE_RANGE}
    at.go(c.RecordJointMeeting, minutes="协调〔2019〕3号")
    at.go(c.SignOpinion, c.CompleteExamination, c.SubmitForApproval, c.ReceiveAtCounty)
    at.go(c.ApproveRelief)
    (approved,) = at.world.facts(e.ReliefApproved)
    assert isinstance(approved, e.ReliefApproved) and approved.assessment is not None
    reckoning = approved.assessment.reckoning
    assert reckoning is not None
    assert [one.minutes for one in reckoning.raised] == ["协调〔2019〕3号"]
    closed(paid(at))


ANHUI_DAY = date(2025, 3, 3)


def in_anhui(category: Category, cause: Cause, amount: int) -> There:
    """Accepted in the ordinary procedure with the one paper asked for."""
    at = there(ANHUI, ANHUI_DAY, category, cause, amount)
    at.go(c.SubmitApplication, materials=(Material.LETTER,))
    return at.go(c.AcceptApplication)


def test_anhuis_township_decides_up_to_ten_standards() -> None:
    """8,000 yuan without any act, and the same day; a fen more is nobody's (2, 3)."""
    at = in_anhui(Category.SUDDEN_HARDSHIP, Cause.FIRE, 8000).go(c.RecordHomeVisit)
    told(at)
    assert refused(at.do(c.SignOpinion, recommended=yuan("8000.01"))) == {Code.ABOVE_HOUSEHOLD_CAP}
    at.go(c.SignOpinion, c.CompleteExamination)
    assert refused(at.do(c.PostPublicNotice)) == {Code.NOTICE_NOT_REQUIRED}
    closed(paid(at.go(c.ApproveUnderDelegation)))


def test_anhuis_expenditure_is_checked_and_posted_before_its_township_decides() -> None:
    """The greater of 40 % and a standard a head; three working days on the board (3, 4)."""
    at = in_anhui(Category.MEDICAL, Cause.ILLNESS, 4000)
    assert refused(at.do(c.SignOpinion)) >= {Code.INQUIRY_INCOMPLETE}
    at.go(c.ReportMeansCheck, c.RecordHomeVisit)
    told(at, bills=(bill(yuan(10000), ANHUI_DAY),))
    at.go(c.SignOpinion, c.CompleteExamination)
    assert refused(at.do(c.ApproveUnderDelegation)) == {Code.NOTICE_MISSING}
    at.go(c.PostPublicNotice).on(date(2025, 3, 7)).go(c.EndPublicNotice)
    closed(paid(at.go(c.ApproveUnderDelegation)))


ZOUPING_DAY = date(2019, 11, 4)


def test_zouping_helps_within_a_day_and_puts_the_papers_in_order_afterwards() -> None:
    """Paid on the application letter; the visit and the proof follow, and the file waits for both (4)."""
    at = there(ZOUPING, ZOUPING_DAY, Category.SUDDEN_HARDSHIP, Cause.FIRE, 3000)
    at.world.hour = time(9)
    at.go(c.SubmitApplication, materials=(Material.LETTER,)).go(c.EstablishUrgency)
    at.go(
        c.AcceptApplication,
        procedure=Procedure.URGENT,
        outstanding=(Material.HARDSHIP_PROOF,),
        reason=secret("先行救助"),
    )
    assert set(at.world.limits("W-1")) == {"first-help", "papers-afterwards"}
    told(at).go(c.SignOpinion, c.CompleteExamination, c.ApproveUnderDelegation)
    assert Code.INQUIRY_INCOMPLETE in refused(at.do(c.RecordHomeVisit))
    paid(at)
    assert set(at.world.limits("W-1")) == {"papers-afterwards"}
    at.go(c.FeedBackResult).serve()
    assert refused(at.do(c.CloseCase)) == {Code.MATERIALS_MISSING, Code.INQUIRY_INCOMPLETE}
    at.go(c.RecordHomeVisit).go(c.ReceiveSupplement, materials=(Material.HARDSHIP_PROOF,))
    at.go(c.CloseCase)
    assert (at.stage, at.case.ending) == (Stage.CLOSED, Ending.PAID)
    assert at.world.replayed().cases == at.world.cases


@pytest.mark.parametrize(("on", "most"), [(date(2019, 3, 4), 2000), (ZOUPING_DAY, 3000)])
def test_zoupings_ordinary_relief_is_appraised_visited_and_posted(on: date, most: int) -> None:
    """2,000 until October 2019, 3,000 since: each case by the sum of its day (1, 2)."""
    at = there(ZOUPING, on, Category.OTHER_HOUSEHOLD, Cause.OTHER, most)
    at.go(c.SubmitApplication, materials=(Material.LETTER, Material.HARDSHIP_PROOF))
    at.go(c.AcceptApplication)
    assert Code.INQUIRY_INCOMPLETE in refused(at.do(c.RecordHomeVisit))
    at.go(c.RecordCommunityAppraisal, c.RecordHomeVisit)
    told(at)
    assert refused(at.do(c.SignOpinion, recommended=yuan(most + 1))) == {Code.AMOUNT_OUTSIDE_RANGE}
    at.go(c.SignOpinion, c.CompleteExamination, c.PostPublicNotice)
    at.on(on.replace(day=on.day + 2)).go(c.EndPublicNotice, c.ApproveUnderDelegation)
    closed(paid(at))


def test_the_same_matter_counts_for_a_year_in_anhui() -> None:
    """A second fire of the same house within twelve months is one matter, a later one is not (1)."""
    at = in_anhui(Category.SUDDEN_HARDSHIP, Cause.FIRE, 1000).go(c.RecordHomeVisit)
    told(at).go(c.SignOpinion, c.CompleteExamination, c.ApproveUnderDelegation)
    incident = j.application_incident(at)
    for on, right in ((date(2026, 3, 2), False), (date(2026, 3, 3), True)):
        again = There(replace(at.about, case=f"W-{on}", day=on), at.world)
        again.go(c.SubmitApplication, materials=(Material.LETTER,), incident=incident)
        again.go(c.AcceptApplication, c.RecordHomeVisit)
        told(again)
        done = again.do(c.SignOpinion)
        assert isinstance(done, Refused) != right, done
        if not right:
            assert refused(done) == {Code.SAME_MATTER}


def test_the_three_are_unlike() -> None:
    """Who decides, what is asked and how it is reckoned differ; no two have one order of steps."""
    orders = {
        pack.id: {
            (procedure, category): pack.outcomes.casework.order(procedure, category).before
            for procedure in Procedure
            for category in (Category.SUDDEN_HARDSHIP,)
        }
        for pack in (HUBEI, ANHUI, ZOUPING)
    }
    assert len({repr(sorted_(one)) for one in orders.values()}) == 3


def sorted_(orders: dict[Any, Any]) -> list[Any]:
    """In an order that hangs on no hash."""
    return sorted(
        (str(key), sorted((step.value, sorted(before)) for step, before in found.items()))
        for key, found in orders.items()
    )
