"""Law laid beside the program counts by two hands; the bureau's readings count from their first day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from adapters.packs.form import fingerprint
from domain.case.authority import Officer, Post
from domain.case.intake.facts import ApplicationAccepted
from domain.ground.refusal import Code, Refused
from domain.registers.law.state import Document
from relief.bootstrap import Service, build
from relief.clock import SimulatedClock
from relief.law.enactment import told
from relief.law.rewriting import Gone, LawRewritten
from relief.office.requests import Receipt, Request
from relief.opening import for_reading, waiting
from relief.settings import Settings
from relief.tools.output import Output
from relief.tools.verify import verify
from tests.case.people import family
from tests.case.words import MONDAY, About
from tests.law.dating import with_entries
from tests.law.test_overlay import TEXT as COUNTY
from tests.support import commands as c
from tests.support.offices import Counter, at
from tests.support.worker import settings_for

LHASA, LINZHOU = "lhasa-2018-202", "540121100"
ONE, TWO = (Officer(f"city.{n}", frozenset({Post.CITY_OFFICER}), "5401") for n in "ab")
DAY = date(2025, 4, 1)
STRICTER = COUNTY.replace("length = 5\n", "length = 4\n")
NEW = {"id": "linzhou-new", "title": "新", "needs_finding": True, "from": DAY, "citation": "10.10"}
LATER = with_entries([("ground", NEW)], COUNTY)
TOMORROW = MONDAY + timedelta(days=1)
AHEAD = COUNTY.replace("to = 2021-12-31\n", "").replace("2021-01-01", str(TOMORROW))


@dataclass
class House:
    """An installation that is started again and again, with files laid beside it."""

    folder: Path
    database: URL
    clock: SimulatedClock
    given: int = 0

    @property
    def files(self) -> Path:
        """Where the county's files lie."""
        found = self.folder / "overlays"
        found.mkdir(exist_ok=True)
        return found

    def lay(self, name: str, text: str) -> None:
        """Lay a file there."""
        (self.files / name).write_text(text, encoding="utf-8")

    @property
    def settings(self) -> Settings:
        """Its settings."""
        return replace(settings_for(self.database, self.folder), overlays=self.files)

    @contextmanager
    def started(self) -> Iterator[Service]:
        """Started once."""
        service = build(self.settings, self.clock)
        try:
            yield service
        finally:
            service.close()

    def give(self, service: Service, officer: Officer, command: c.Command) -> Receipt | Refused:
        """A command by an officer."""
        self.given += 1
        id = f"hand-{self.given}"
        digest = service.master.digest(id.encode())
        return service.office.execute(Request(command, officer, id, digest))

    def approve(self, service: Service) -> list[Receipt | Refused]:
        """Have the one file that waits proposed by one and approved by the other."""
        (document,) = service.enactments.waiting
        given = ((ONE, proposal(document)), (TWO, approval(document)))
        return [self.give(service, officer, command) for officer, command in given]


def proposal(document: Document) -> c.ProposeLaw:
    """That a file count."""
    return c.ProposeLaw(
        case=document.name,
        area="5401",
        document=document.document,
        valid_from=document.valid_from,
        sha256=document.sha256,
    )


def approval(document: Document) -> c.ApproveLaw:
    """That it does."""
    return c.ApproveLaw(case=document.name, area="5401", sha256=document.sha256)


@pytest.fixture
def house(database: URL, tmp_path: Path) -> House:
    """Nothing laid beside it yet, nothing installed."""
    return House(tmp_path, database, SimulatedClock(at(MONDAY)))


def accepted(service: Service, number: str, serial: int = 1) -> str:
    """A case accepted in the county; the law it names."""
    case = About(f"{LINZHOU}-1-{number}", family("甲", serial=serial), township=LINZHOU)
    Counter(service).go(case, c.SubmitApplication, c.AcceptApplication)
    fact = service.journal.read((f"case-{case.case}",))[f"case-{case.case}"][-1].fact
    assert isinstance(fact, ApplicationAccepted)
    return fact.pack


def test_a_file_laid_beside_a_running_installation_counts_by_two_hands_and_from_the_next_start(
    house: House,
) -> None:
    """Until then it is read and checked, not in force, and whoever starts the service is told so."""
    with house.started() as service:
        assert service.enactments.waiting == ()
    house.lay("linzhou.toml", AHEAD)
    with house.started() as service:
        (document,) = service.enactments.waiting
        assert "尚未入档，不适用" in told(document) and document.sha256 in told(document)
        assert waiting(house.settings) == (told(document),)
        assert accepted(service, "A") == LHASA
        assert all(isinstance(one, Receipt) for one in house.approve(service))
        house.clock.set(at(TOMORROW))
        assert accepted(service, "B", 20) == LHASA
    with house.started() as service:
        assert service.enactments.waiting == () == waiting(house.settings)
        assert accepted(service, "C", 40) == f"{LHASA}+linzhou-test"
        assert verify(service, Output(json=True)) == 0


def test_nobody_has_both_hands(house: House) -> None:
    """Whoever proposed a file does not approve it, and no other file is approved in its place."""
    with house.started():
        pass
    house.lay("linzhou.toml", COUNTY)
    with house.started() as service:
        house.approve(service)
        (document,) = service.enactments.waiting
        again = house.give(
            service, ONE, c.ApproveLaw(case=document.name, area="5401", sha256=document.sha256)
        )
        assert isinstance(again, Refused) and again.reasons[0].code is Code.LAW_NOT_PROPOSED


def test_what_is_laid_there_at_installation_is_installed(house: House) -> None:
    """The owner of the machine begins the history: afterwards two hands are needed."""
    house.lay("linzhou.toml", COUNTY)
    with house.started() as service:
        assert accepted(service, "A") == f"{LHASA}+linzhou-test"
        assert service.enactments.waiting == ()


def test_a_changed_file_lies_beside_the_one_that_counts_until_it_is_approved(house: House) -> None:
    """Laid in its place it is refused; beside it, it waits; one that rewrites facts is never approved."""
    house.lay("linzhou.toml", COUNTY)
    with house.started() as service:
        accepted(service, "A")
    house.lay("linzhou.toml", LATER)
    with (
        pytest.raises(LawRewritten, match=r"已入档的法规文件“linzhou-test”.*RELIEF_OVERLAYS"),
        house.started(),
    ):
        pass
    house.lay("linzhou.toml", COUNTY)
    house.lay("stricter.toml", STRICTER)
    with house.started() as service:
        refused, _ = house.approve(service)
        assert isinstance(refused, Refused)
        assert [(r.code, r.facts["entry"]) for r in refused.reasons] == [
            (Code.LAW_RESTED_ON, "limit payment")
        ]
    (house.files / "stricter.toml").unlink()
    house.lay("later.toml", LATER)
    with house.started() as service:
        assert all(isinstance(one, Receipt) for one in house.approve(service))
    (house.files / "linzhou.toml").unlink()
    house.clock.set(at(DAY))
    with house.started() as service:
        pack = service.law.governing(DAY, LINZHOU)
        assert "linzhou-new" in {one.id for one in pack.outcomes.casework.grounds}
        assert verify(service, Output(json=True)) == 0


def test_a_recorded_file_taken_away_stops_the_start(house: House) -> None:
    """By name, with the way out; verify names it, too. Where no fact rests on it yet, it is in force."""
    house.lay("linzhou.toml", COUNTY)
    with house.started():
        pass
    (house.files / "linzhou.toml").unlink()
    with pytest.raises(LawRewritten, match=r"而其仍在施行.*放回 RELIEF_OVERLAYS"), house.started():
        pass
    house.lay("linzhou.toml", COUNTY)
    with house.started() as service:
        accepted(service, "A")
        accepted(service, "B", 20)
    (house.files / "linzhou.toml").unlink()
    with pytest.raises(LawRewritten) as refused, house.started():
        pass
    (gone,) = refused.value.found
    assert isinstance(gone, Gone) and (gone.law.name, gone.facts) == ("linzhou-test", 4)
    assert "linzhou-test" in str(refused.value) and "放回 RELIEF_OVERLAYS" in str(refused.value)
    service = for_reading(house.settings, house.clock, keys=True)
    assert verify(service, Output(json=True)) == 4
    service.close()


def test_a_file_whose_days_are_over_may_go_where_nothing_rests_on_it(house: House) -> None:
    """It would govern nothing any more."""
    house.lay("linzhou.toml", COUNTY)
    with house.started():
        pass
    ended = "valid_from = 2021-01-01\nvalid_to = 2024-12-31\n"
    house.lay("ended.toml", COUNTY.replace("valid_from = 2021-01-01\n", ended, 1))
    with house.started() as service:
        assert all(isinstance(one, Receipt) for one in house.approve(service))
    for file in house.files.iterdir():
        file.unlink()
    with house.started() as service:
        assert accepted(service, "A") == LHASA
        assert verify(service, Output(json=True)) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('（虚构）"\ntitle', '（另一）"\ntitle'),
        ("valid_from = 2021-01-01\n", "valid_from = 2021-01-01\nvalid_to = 2024-12-31\n"),
    ],
)
def test_the_head_of_a_file_is_guarded_like_its_entries(house: House, old: str, new: str) -> None:
    """Another document, or a last day before facts that rest on it: not to be approved."""
    assert old in COUNTY
    house.lay("linzhou.toml", COUNTY)
    with house.started() as service:
        accepted(service, "A")
    house.lay("other.toml", COUNTY.replace(old, new, 1))
    with house.started() as service:
        refused, _ = house.approve(service)
        assert isinstance(refused, Refused)
        assert {one.code for one in refused.reasons} == {Code.LAW_RESTED_ON}


def interpretation(since: date, correction: bool = False) -> tuple[c.Command, c.Command]:
    """The two commands by which a sum is rounded down from a day on (AMB-33)."""
    return (
        c.ProposeInterpretation(
            case=LHASA,
            area="5401",
            reading="AMB-33",
            choice="down-once",
            since=since,
            document="拉民函〔2025〕3号（虚构）",
            correction=correction,
        ),
        c.ApproveInterpretation(case=LHASA, area="5401", reading="AMB-33"),
    )


@pytest.mark.article("34")
def test_an_interpretation_reads_the_law_otherwise_from_its_day_and_no_earlier(
    house: House,
) -> None:
    """The fingerprint of that day is another one, no earlier day's is; past decisions keep theirs.

    It counts from the next start; what was accepted in between stands by what was known then (34).
    """
    house.files.mkdir(exist_ok=True)
    with house.started() as service:
        before = {day: service.law.on(day).fingerprint for day in (MONDAY, DAY)}
        accepted(service, "A")
        for officer, command in zip((ONE, TWO), interpretation(DAY), strict=True):
            assert isinstance(house.give(service, officer, command), Receipt)
        house.clock.set(at(DAY))
        accepted(service, "B", 20)
    with house.started() as service:
        assert service.law.on(MONDAY).fingerprint == before[MONDAY]
        assert service.law.on(DAY - timedelta(days=1)).fingerprint == before[MONDAY]
        now = service.law.on(DAY)
        assert now.fingerprint != before[DAY] and now.reading("AMB-33") == "down-once"
        assert now.fingerprint == fingerprint(now.digests.values())
        pages = service.law.pages(LHASA, DAY)
        assert [page.fingerprint for page in pages] == [now.fingerprint, before[DAY]]
        accepted(service, "C", 40)
        assert verify(service, Output(json=True)) == 0
    with house.started() as service:
        assert verify(service, Output(json=True)) == 0


@pytest.mark.article("34")
def test_a_wrong_reading_is_corrected_by_an_interpretation_that_says_so(house: House) -> None:
    """It holds for days that have been; what was decided on the other reading is still found (34)."""
    with house.started() as service:
        before = service.law.on(MONDAY).fingerprint
        refused = house.give(service, ONE, interpretation(date(2020, 1, 1))[0])
        assert isinstance(refused, Refused)
        assert [one.code for one in refused.reasons] == [Code.INTERPRETATION_REACHES_BACK]
        for officer, command in zip(
            (ONE, TWO), interpretation(date(2020, 1, 1), True), strict=True
        ):
            assert isinstance(house.give(service, officer, command), Receipt)
    with house.started() as service:
        now, then = service.law.pages(LHASA, MONDAY)
        assert (now.reading("AMB-33"), then.fingerprint) == ("down-once", before)
        assert service.law.on(date(2019, 12, 31)).reading("AMB-33") == "half-up-once"
