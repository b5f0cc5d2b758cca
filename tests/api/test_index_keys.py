"""Values later rules must compare: indexed when they are recorded, under a key of the year."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from adapters.keys.years import row_id
from domain.case.authority import SYSTEM
from domain.case.indexed import Indexed, Meeting, Told, meeting, told
from domain.case.intake.facts import ApplicationSubmitted
from domain.ground import identity
from domain.ground.editions import RULES_EDITION
from domain.ground.history import IndexKeyGone
from domain.registers.keys.commands import (
    ConfirmKeyDestruction,
    IntroduceIndexKey,
    ProposeKeyDestruction,
)
from domain.registers.keys.facts import DestructionGround, IndexKeyDestroyed, IndexKeyIntroduced
from relief.bootstrap import Service, build
from relief.clock import LHASA
from relief.keys.keyring import on_record
from relief.keys.proof import KeysDoNotOpen
from relief.office.requests import Receipt, Request
from relief.opening import for_reading
from relief.people.indexing import Indexing, introduction
from relief.tools import indexes as tools
from relief.tools.keys import rewrap
from relief.tools.output import Output
from relief.tools.verify import verify
from relief.upkeep.sweep import Sweep
from tests.api.conftest import Api, codes
from tests.api.test_destruction import (
    AUDIT,
    FREE,
    PROPOSAL,
    SECURITY,
    destroy,
    kept_bytes,
    members,
    refused_case,
    second,
    wrapped,
)
from tests.api.words import CARD, CASEWORKER, MONDAY, PHONE, READER, application
from tests.support.following import catch_up

pytestmark = pytest.mark.slow
ONE_YEAR_ON = datetime(2027, 1, 4, 10, 0, tzinfo=LHASA)
TWO_YEARS_ON = datetime(2028, 1, 4, 10, 0, tzinfo=LHASA)
ANOTHER = {"cause": "fire", "on": "2026-02-26", "place": "别村"}
AGENT = {"reason": "标记理由", "name": "标记·代办人", "phone": "139 1234 5678"}


def entrusted(serial: int = 1, **changes: Any) -> dict[str, Any]:
    """An application by an agent, whose telephone is also the applicant's."""
    return application(serial, channel="on-behalf", agent=AGENT, **changes)


def indexing(service: Service) -> Indexing:
    """What a server's office indexes by."""
    found = service.office._people.indexing
    assert isinstance(found, Indexing)
    return found


def submitted(api: Api, case: str) -> ApplicationSubmitted:
    """The application as the history has it."""
    fact = api.service.journal.first(f"case-{case}").fact
    assert isinstance(fact, ApplicationSubmitted)
    return fact


def of(api: Api, case: str, path: str = "account.number") -> Told:
    """What is told of a value of an application."""
    return told(submitted(api, case))[path]


def year_facts(service: Service) -> list[tuple[type, int]]:
    """What the history says of index keys."""
    facts = (one.fact for one in service.journal.read(("keys",))["keys"])
    return [
        (type(fact), fact.year)
        for fact in facts
        if isinstance(fact, IndexKeyIntroduced | IndexKeyDestroyed)
    ]


def test_equal_values_of_two_families_are_told_without_opening_them(api: Api) -> None:
    """Account, telephones, house and agent, however written; nobody sees an index, no value stands clear."""
    one = api.submit()
    words: dict[str, Any] = {
        "contact": {"phone": "+86 １３９-1234-5678", "address": "雪莲村2号"},
        "account": {"holder": 0, "bank": "虚构银行", "number": "6222 0000 1111 2222 337"},
        "incident": {"cause": "fire", "on": "2026-02-26", "place": "别村"},
    }
    other = api.submit(serial=7, **words)
    third = api.submit(serial=9, contact={"phone": "13912345679", "address": "x"})
    for path in ("account.number", "contact.phone"):
        assert meeting(of(api, one, path), of(api, other, path)) is Meeting.SAME
    told_by = api.post(CASEWORKER, "/v1/cases", entrusted(11, incident=ANOTHER))
    assert told_by.status_code == 201, told_by.text
    by_agent = submitted(api, told_by.json()["case"])
    assert meeting(of(api, one, "contact.phone"), told(by_agent)["agent.phone"]) is Meeting.SAME
    assert isinstance(told(by_agent)["agent.name"], Indexed)
    phones = of(api, one, "contact.phone"), of(api, third, "contact.phone")
    assert meeting(*phones) is Meeting.APART
    assert meeting(of(api, one), of(api, one, "contact.phone")) is Meeting.APART
    assert year_facts(api.service) == [(IndexKeyIntroduced, 2026)]
    values = {index.value for index in submitted(api, one).indexes}
    assert len(values) == 3 and all(len(value) == 32 for value in values)
    shown = [
        api.get(CASEWORKER, f"/v1/cases/{one}").text,
        api.get(CASEWORKER, f"/v1/cases/{one}/history").text,
        api.log.getvalue(),
        repr(submitted(api, one)),
    ]
    for hidden in (*values, submitted(api, one).incident.place_index, CARD, PHONE):
        assert not [text for text in shown if hidden in text]
    body = api.service.journal.store.select_events(f"case-{one}")[0].state.decode()
    assert CARD not in body and PHONE not in body and all(value in body for value in values)
    assert verify(api.service, Output(json=True)) == 0


def test_a_fact_meets_those_of_the_year_before_and_none_older(api: Api) -> None:
    """Under its own year and the last: two cases within twelve months meet whichever year they are of."""
    cases = []
    for n, day in enumerate((MONDAY, ONE_YEAR_ON, TWO_YEARS_ON)):
        api.clock.set(day)
        fire = {"cause": "fire", "on": day.date().isoformat(), "place": f"村{n}"}
        cases.append(of(api, api.submit(serial=10 + n, incident=fire)))
    assert [sorted(one.by_year) for one in cases if isinstance(one, Indexed)] == [
        [2026],
        [2026, 2027],
        [2027, 2028],
    ]
    every = [v for one in cases if isinstance(one, Indexed) for v in one.by_year.values()]
    assert len(set(every)) == 3
    assert meeting(cases[0], cases[1]) is meeting(cases[1], cases[2]) is Meeting.SAME
    assert meeting(cases[0], cases[2]) is Meeting.UNKNOWN


def test_the_years_key_goes_with_the_last_person_indexed_under_it(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the same course, from every byte and process; what is left still verifies."""
    case, later = refused_case(api), api.submit(serial=9, incident=ANOTHER)
    api.not_accepted(later)
    box, index = wrapped(api, row_id(2026)), of(api, case)
    with second(api) as other:
        assert indexing(other).years.of(2026) is not None
        api.clock.set(FREE)
        destroy(api, members(api, case)[0])
        assert year_facts(api.service) == [(IndexKeyIntroduced, 2026)]
        assert box.encode() in kept_bytes(api)
        destroy(api, members(api, later)[0])
        assert year_facts(api.service)[1:] == [(IndexKeyDestroyed, 2026)]
        assert box.encode() not in kept_bytes(api)
        for service in (api.service, other):
            service.forgetting.catch_up()
            with pytest.raises(IndexKeyGone):
                indexing(service).years.of(2026)
    assert of(api, case) == index
    for _ in range(2):
        Sweep(api.service).run()
    assert year_facts(api.service)[1:] == [(IndexKeyDestroyed, 2026)]
    api.follow()
    assert verify(api.service, Output(json=False)) == 0
    noted = capsys.readouterr().out
    assert "· 2 条事实的索引曾经建立，所属年度的密钥已依规销毁" in noted and "未建索引" not in noted
    with second(api) as fresh:
        assert verify(fresh, Output(json=True)) == 0


def test_what_was_interrupted_between_the_two_destructions_is_made_good(
    api: Api, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Killed once the last person's key was gone: verify names the year, the next start's sweep mends it."""
    case = refused_case(api)
    api.clock.set(FREE)

    def killed() -> None:
        raise KeyboardInterrupt

    person = members(api, case)[0]
    asked = api.post(SECURITY, f"/v1/persons/{person}/key-destruction", PROPOSAL)
    assert asked.status_code == 201, asked.text
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(api.service.forgetting, "afterwards", [killed])
        api.service.office.execute(Request(ConfirmKeyDestruction(case=person), AUDIT, "aa/1", "0"))
    assert year_facts(api.service) == [(IndexKeyIntroduced, 2026)]
    with second(api) as restarted:
        catch_up(restarted)
        assert verify(restarted, Output(json=False)) == 4
        assert "✗ 2026年的索引密钥尚在" in capsys.readouterr().out
        Sweep(restarted).run()
        assert year_facts(restarted)[1:] == [(IndexKeyDestroyed, 2026)]
        assert verify(restarted, Output(json=False)) == 0


def test_nothing_is_indexed_under_a_year_whose_key_is_gone(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock set back into it is refused as what it is; in the year that is, a new key is made."""
    monkeypatch.setattr(identity, "OLDEST", 200)
    case = refused_case(api)
    api.clock.set(FREE)
    destroy(api, members(api, case)[0])
    api.clock.set(MONDAY)
    with second(api) as other:
        refused = other.office.execute(request(other, "2026"))
        assert codes_of(refused) == ["done-already"]
    told_back = api.post(CASEWORKER, "/v1/cases", application(5))
    assert (told_back.status_code, codes(told_back)) == (503, ["clock-behind"])
    api.clock.set(FREE)
    fire = {"cause": "fire", "on": "2056-12-30", "place": "x"}
    assert isinstance(again := of(api, api.submit(serial=5, incident=fire)), Indexed)
    assert [*again.by_year] == [2057]


def test_a_year_begun_by_a_clock_that_is_behind_says_so(api: Api) -> None:
    """The first application needs a year's key: what is told is why there is none, not to try again."""
    api.clock.set(ONE_YEAR_ON)
    assert isinstance(api.service.office.execute(request(api.service, "2027")), Receipt)
    api.clock.set(MONDAY)
    told = api.post(CASEWORKER, "/v1/cases", application())
    assert (told.status_code, codes(told)) == (503, ["clock-behind"])


def request(service: Service, year: str) -> Any:
    """The system asks for a year's key under another id than the one it had."""
    command = IntroduceIndexKey(case="keys", year=int(year))
    return Request(command, SYSTEM, "~again", service.master.digest(b"again"))


def codes_of(answer: Any) -> list[str]:
    """The codes of a refusal."""
    return [one.code.value for one in answer.reasons]


def owner(api: Api, statement: str) -> None:
    """Past every guard."""
    engine = create_engine(api.service.settings.database)
    sqlite = engine.dialect.name == "sqlite"
    off = "DROP TRIGGER people_keep" if sqlite else "ALTER TABLE people DISABLE TRIGGER USER"
    with engine.begin() as connection:
        connection.execute(text(off))
        if sqlite:
            connection.execute(text("DROP TRIGGER people_no_delete"))
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    "lost",
    [
        "DELETE FROM people WHERE person_id = 'index-2026'",
        "UPDATE people SET wrapped_key = '' WHERE person_id = 'index-2026'",
        "UPDATE people SET wrapped_key = 'AAAA' WHERE person_id = 'index-2026'",
    ],
    ids=["deleted", "emptied", "another"],
)
def test_without_a_years_key_nothing_starts_and_none_is_made_anew(api: Api, lost: str) -> None:
    """Neither to serve nor to read: the year is named with the way out."""
    api.submit()
    owner(api, lost)
    openings: tuple[Callable[[], Service], ...] = (
        lambda: build(api.service.settings, api.clock),
        lambda: for_reading(api.service.settings, api.clock, keys=True),
    )
    for opened in openings:
        with pytest.raises(KeysDoNotOpen, match="2026年的索引密钥"):
            opened()
    assert year_facts(api.service) == [(IndexKeyIntroduced, 2026)]


def test_processes_that_need_the_years_key_at_once_make_one(api: Api) -> None:
    """Whoever is second takes the one that stands; every index is under it."""
    with second(api) as other:
        services = (api.service, other)

        def made(service: Service) -> Any:
            given = service.office.execute
            return indexing(service)._keys(2026, given)[0]

        with ThreadPoolExecutor(4) as pool:
            keys = list(pool.map(made, services * 2))
    assert len({key._keys["account"] for key in keys}) == 1
    assert year_facts(api.service) == [(IndexKeyIntroduced, 2026)]


def test_a_years_key_is_wrapped_anew_with_the_persons(api: Api) -> None:
    """Under another master key it opens as before, by its check value."""
    case = api.submit()
    keys: Any = api.service.master.keys
    before = api.service.journal.store.people_by_id([row_id(2026)])[row_id(2026)].wrapped_key
    keys.use(keys.add())
    assert rewrap(api.service, Output()) == 3
    after = api.service.journal.store.people_by_id([row_id(2026)])[row_id(2026)].wrapped_key
    assert after != before and after.startswith(keys.current())
    with second(api) as other:
        again = indexing(other).years.of(2026)
        assert again is not None
        assert (
            again.index(of(api, case).kind, "account.number", CARD) in submitted(api, case).indexes
        )


def test_a_years_key_is_nobodys_person(api: Api) -> None:
    """It cannot be asked for, nor destroyed, as one; and it costs no look-up once it is known."""
    api.submit()
    command = ProposeKeyDestruction(
        case=row_id(2026), ground=DestructionGround.OTHER_LAW, document="销毁审批 1"
    )
    answer = api.service.office.execute(Request(command, SECURITY, "sa/1", "0"))
    assert codes_of(answer) == ["person-unknown"]
    years = indexing(api.service).years
    asked: list[Any] = []

    def never(ids: Any) -> Any:
        asked.append(ids)
        return {}

    years._lookup = never
    api.submit(serial=3, incident=ANOTHER)
    assert asked == []
    assert api.service.journal.store.command(introduction(2026)) is not None
    assert on_record(api.service.journal).years_standing() == (2026,)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_auditor_is_told_which_facts_were_never_indexed(
    api: Api, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a history of before: the case file and verify say so, and nothing is indexed afterwards.
    Of a fact that was recorded when everything was indexed already, it is a fault.
    """
    given = indexing(api.service)
    with monkeypatch.context() as patch:
        patch.setattr(given, "of", lambda fact, at, give: fact, raising=False)
        case = api.submit()
    file = api.get(CASEWORKER, f"/v1/cases/{case}/history").json()["items"]
    assert file[0]["notes"] == ["此前未建索引，无从与其他案件比对：收款账号、联系电话"]
    later = api.submit(serial=3, incident=ANOTHER)
    file = api.get(CASEWORKER, f"/v1/cases/{later}/history").json()["items"]
    assert file[0]["notes"] == [] and "indexes" not in json.dumps(file)
    assert meeting(of(api, case), of(api, later)) is Meeting.UNKNOWN
    api.follow()
    with monkeypatch.context() as before:
        before.setattr(tools, "INDEXED", RULES_EDITION + 1)
        assert verify(api.service, Output(json=False)) == 0
        assert "· 1 条事实此前未建索引（申请1）" in capsys.readouterr().out
    assert verify(api.service, Output(json=False)) == 4
    told = capsys.readouterr().out
    assert f"（case-{case}第1版）的收款账号、联系电话应有索引而没有" in told
    assert "此前未建索引" not in told
    assert api.get(READER, f"/v1/cases/{case}").status_code == 200
