"""The past is held to the law that was known then: a county's later file reaches back to nothing."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from domain.ground.refusal import Code, Refused
from domain.ground.terms import Procedure
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.law.rewriting import rewrites
from relief.office.requests import Receipt
from relief.opening import for_reading
from relief.tools.output import Output
from relief.tools.verify import verify
from relief.words.refusals import wording
from tests.case.people import family
from tests.case.words import MONDAY, About
from tests.law.test_overlay import TEXT as COUNTY
from tests.support import commands as c
from tests.support.histories import History
from tests.support.offices import Counter, at
from tests.tools.test_corrected_reading import marginal
from tests.tools.test_rules_held import Capture, rewritten
from tests.tools.test_two_hands import (
    LHASA,
    LINZHOU,
    ONE,
    TWO,
    House,
    accepted,
    approval,
    proposal,
)


@pytest.fixture
def house(database: URL, tmp_path: Path) -> House:
    """Nothing laid beside it yet, nothing installed."""
    return House(tmp_path, database, SimulatedClock(at(MONDAY)))


@pytest.mark.article("34")
def test_a_new_file_that_begins_where_facts_rest_is_refused_at_either_hand(house: House) -> None:
    """By its first day, with the way out; where nothing of its area rests on its days, it counts."""
    house.files.mkdir(exist_ok=True)
    with house.started():
        pass
    house.lay("linzhou.toml", COUNTY)
    with house.started() as service:
        elsewhere = About("540122100-1-A", family("甲", serial=60), township="540122100")
        Counter(service).go(elsewhere, c.SubmitApplication, c.AcceptApplication)
        (document,) = service.enactments.waiting
        assert rewrites(document, service.enactments) == ()
        first = house.give(service, ONE, proposal(document))
        assert isinstance(first, Receipt)
        assert accepted(service, "A") == LHASA
        for officer, command in ((ONE, proposal(document)), (TWO, approval(document))):
            refused = house.give(service, officer, command)
            assert isinstance(refused, Refused)
            assert [(r.code, r.facts["entry"]) for r in refused.reasons] == [
                (Code.LAW_RESTED_ON, "valid_from 2021-01-01")
            ]
            assert "首日须在今日之后" in wording(Code.LAW_RESTED_ON).way_out


def test_a_file_that_counts_already_does_not_reach_what_was_recorded_before_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Approved by a release that let it begin in the past: what rests on the law of then stands."""
    with house.started():
        pass
    house.lay("linzhou.toml", COUNTY.replace("sudden-hardship", About().category.value))
    with house.started() as service:
        assert accepted(service, "A") == LHASA
        monkeypatch.setattr("relief.law.rewriting._reaching_back", lambda *_: ())
        assert all(isinstance(one, Receipt) for one in house.approve(service))
    with house.started() as service:
        assert service.law.governing(MONDAY, LINZHOU).name == f"{LHASA}+linzhou-test"
        assert verify(service, Output(json=True)) == 0


def test_a_fingerprint_that_no_law_on_record_has_is_named(house: House, capsys: Capture) -> None:
    """Written into an acceptance by whoever owns the database."""
    house.files.mkdir(exist_ok=True)
    with house.started() as service:
        accepted(service, "A")
        named = service.law.on(MONDAY).fingerprint
        assert verify(service, Output(json=True)) == 0
    history = History(house.settings.database, house.folder / "none", house.folder)
    forged = f"{named[:5]}{'0' if named[5] != '0' else '1'}{named[6:]}"
    rewritten(history, f"replace(body, '{named[2:]}', '{forged[2:]}')", "stream LIKE 'case-%'")
    service = for_reading(house.settings, house.clock, keys=True)
    capsys.readouterr()
    assert verify(service, Output()) == 4
    service.close()
    told = [line for line in capsys.readouterr().out.splitlines() if forged in line]
    assert len(told) == 1 and "（受理）所载的法规指纹" in told[0]


def forged(house: House, number: str) -> None:
    """An acceptance names the city's law alone; whoever owns the database wrote it so."""
    with house.started() as service:
        own, city = service.law.governing(MONDAY, LINZHOU), service.law.on(MONDAY)
    history = History(house.settings.database, house.folder / "none", house.folder)
    body = f"replace(body, '{own.name}', '{LHASA}')"
    body = f"replace({body}, '{own.fingerprint[2:]}', '{city.fingerprint[2:]}')"
    which = f"stream = 'case-{LINZHOU}-1-{number}' AND name LIKE 'application-accepted/%'"
    rewritten(history, body, which)


def told(house: House, capsys: Capture) -> tuple[int, str]:
    """How verify ends, and what it says of an acceptance without the county's law."""
    service = for_reading(house.settings, house.clock, keys=True)
    capsys.readouterr()
    code = verify(service, Output())
    service.close()
    lines = capsys.readouterr().out.splitlines()
    return code, "".join(one for one in lines if "linzhou-test" in one)


@pytest.mark.article("34")
def test_an_acceptance_without_the_countys_law_that_counted_already_is_named(
    house: House, capsys: Capture
) -> None:
    """Within a day a server that was not started again may have done so: then it is a note (34).

    That the bodies were rewritten is told by the log, whatever they say.
    """
    house.lay("linzhou.toml", COUNTY)
    with house.started() as service:
        accepted(service, "A")
        accepted(service, "B", 20)
        house.clock.set(at(MONDAY + timedelta(days=2)))
        accepted(service, "C", 40)
    assert told(house, capsys) == (0, "")
    forged(house, "B")
    code, said = told(house, capsys)
    assert (code, said[:2]) == (4, "· ") and "1-B第2条事实受理未适用已经施行的县级规定" in said
    forged(house, "C")
    code, said = told(house, capsys)
    assert code == 4 and "1-C第2条事实（受理）只适用“lhasa-2018-202”，而“" in said


@pytest.mark.article("34")
def test_two_servers_side_by_side_across_a_correction_are_accused_of_nothing(
    house: House, capsys: Capture
) -> None:
    """One was started again and reads the law as corrected, the other goes on: a note for a day (34)."""
    house.files.mkdir(exist_ok=True)
    with house.started() as old:
        for officer, command in zip((ONE, TWO), marginal(date(2020, 1, 1)), strict=True):
            assert isinstance(house.give(old, officer, command), Receipt)
        with house.started() as new:
            signs, (one, other) = Counter(old), (begun(new, "A", 1), begun(new, "B", 40))
            signs.go(one, c.SignOpinion)
            capsys.readouterr()
            assert verify(new, Output()) == 0
            assert "所依为更正之前的政策" in capsys.readouterr().out
            house.clock.set(at(MONDAY + timedelta(days=2)))
            signs.go(other, c.SignOpinion)
            capsys.readouterr()
            assert verify(new, Output()) == 4
            assert "是更正之前的，而本案" in capsys.readouterr().out


def begun(service: Service, number: str, serial: int) -> About:
    """A case accepted and looked into there, of which the opinion is not signed yet."""
    case = About(f"{LINZHOU}-1-{number}", family("甲", serial=serial), township=LINZHOU)
    counter = Counter(service)
    counter.go(case, c.SubmitApplication, c.EstablishUrgency)
    counter.go(case, c.AcceptApplication, procedure=Procedure.URGENT)
    counter.go(case, c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances)
    return case
