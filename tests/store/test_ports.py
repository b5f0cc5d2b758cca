"""One history for the office, whoever keeps it: the same cases over memory, SQLite and PostgreSQL."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from adapters.journal import Journal as Stored
from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from domain.case.intake.facts import HandedToReliefStation
from domain.ground.facts import Authority, Fact, Recorded
from domain.ground.history import (
    ClaimTaken,
    ClockBehind,
    CommandAlreadyRecorded,
    CommandRow,
    Conflict,
    KeyGone,
    KeyMissing,
    PersonRow,
)
from domain.ground.people import PersonId, Private
from domain.registers.keys.facts import DestructionGround, KeyDestroyed
from domain.registers.leads.facts import LeadRecorded, LeadSource
from relief.clock import LHASA
from relief.office.memory import MemoryJournal
from relief.office.ports import Journal
from tests.case.hardship import standard

MASTER = MasterKey(bytes(range(32)))
DAY = date(2025, 3, 10)
NOON = datetime(2025, 3, 10, 12, tzinfo=LHASA)
CLERK = Authority(post="caseworker", division="540121200", article="7")
CLEAR = "桥下第三个桥洞"


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def journal(request: pytest.FixtureRequest) -> Iterator[Journal]:
    """An empty history of each kind."""
    if request.param == "memory":
        yield MemoryJournal()
        return
    kind = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url = request.getfixturevalue(kind).render_as_string(hide_password=False)
    seen: list[Stored] = []
    sealer = KeySealer(MASTER, lambda ids: seen[0].store.people_by_id(ids))
    seen.append(Stored(url, sealer))
    yield seen[0]
    seen[0].close()


def of(stream: str, version: int, fact: Fact | None = None, at: datetime = NOON) -> Recorded:
    """A fact in its envelope; a figure where none is named."""
    fact = fact or standard(2000 + version)
    return Recorded(stream=stream, version=version, fact=fact, recorded_at=at, officer="cw",
                    authority=CLERK, law="lhasa-2018-202", command="c-1")  # fmt: skip


def receipt(id: str) -> CommandRow:
    """A receipt."""
    return CommandRow(id, f"digest of {id}", "{}")


def slip(number: str) -> HandedToReliefStation:
    """A fact that claims a number."""
    return HandedToReliefStation(on=DAY, station="拉萨市救助管理站", slip=number)


def person(number: str) -> PersonRow:
    """Somebody new."""
    return MASTER.new_person(number)


def introduced(journal: Journal, number: str) -> PersonRow:
    """Somebody new, of whom whoever seals is told before they are stored."""
    who = person(number)
    if isinstance(journal, Stored):
        sealer_of(journal).introduce([who])
    return who


def sealer_of(journal: Stored) -> KeySealer:
    """Who seals for it."""
    assert isinstance(journal._sealer, KeySealer)
    return journal._sealer


def lead(who: PersonRow) -> LeadRecorded:
    """A fact that names somebody, with private text."""
    about = PersonId(who.person_id)
    return LeadRecorded(lead="L-1", on=DAY, township="540121200", source=LeadSource.POLICE,
                        category=None, person=about, whereabouts=Private(about, CLEAR))  # fmt: skip


def destroyed(who: PersonRow, seen: int) -> KeyDestroyed:
    """The fact that destroys a key."""
    ground = DestructionGround.KEPT_LONG_ENOUGH
    return KeyDestroyed(on=DAY, person=PersonId(who.person_id), ground=ground, document="销毁 1",
                        proposed_by="sec", files=(), seen=seen)  # fmt: skip


def everything(journal: Journal) -> list[Recorded]:
    """The whole history."""
    return journal.following(0, 10_000)


REFUSED: dict[str, tuple[type[Exception], Callable[[PersonRow], tuple[Any, ...]]]] = {
    "a version is left out": (Conflict, lambda who: ([of("s", 3)], receipt("c-2"))),
    "a version comes twice": (Conflict, lambda who: ([of("s", 1)], receipt("c-2"))),
    "the second fact of a save is not next": (
        Conflict,
        lambda who: ([of("t", 1), of("s", 1)], receipt("c-2"), [person("9")]),
    ),
    "a receipt stands already": (
        CommandAlreadyRecorded,
        lambda who: ([of("t", 1)], receipt("c-1")),
    ),
    "a twin, though its version and number stand as well": (
        CommandAlreadyRecorded,
        lambda who: ([of("s", 1), of("case-2", 1, slip("单 1"))], receipt("c-1")),
    ),
    "a number stands already": (
        ClaimTaken,
        lambda who: ([of("t", 1), of("case-2", 1, slip("单1"))], receipt("c-2")),
    ),
    "a number is used twice in one save": (
        ClaimTaken,
        lambda who: ([of("a", 1, slip("单 2")), of("b", 1, slip("单 2"))], receipt("c-2")),
    ),
    "a stream it rests on holds more than was looked at": (
        Conflict,
        lambda who: ([of("t", 1)], receipt("c-2"), (), None, {"case-1": 1, "s": 0}),
    ),
    "a stream it rests on holds less": (
        Conflict,
        lambda who: ([of("t", 1)], receipt("c-2"), (), None, {"s": 2}),
    ),
    "a twin, though what it rests on has moved on": (
        CommandAlreadyRecorded,
        lambda who: ([of("t", 1)], receipt("c-1"), (), None, {"s": 0}),
    ),
    "the clock is behind its stream": (
        ClockBehind,
        lambda who: ([of("s", 2, at=NOON - timedelta(seconds=1))], receipt("c-2")),
    ),
    "a person stands already": (
        Conflict,
        lambda who: ([of("t", 1)], receipt("c-2"), [replace(who, person_id="another")]),
    ),
    "nobody knows the person": (
        KeyMissing,
        lambda who: ([of("t", 1), of("lead-2", 1, lead(person("8")))], receipt("c-2")),
    ),
    "somebody was named since the files were looked at": (
        Conflict,
        lambda who: ([of(f"person-{who.person_id}", 1, destroyed(who, 2))], receipt("c-2")),
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_refused_leaves_nothing_and_no_hole(journal: Journal, why: str) -> None:
    """No fact, receipt, person or claim of it; the next save has the next position."""
    who = introduced(journal, "7")
    began = [of("s", 1), of("case-1", 1, slip("单 1")), of("lead-1", 1, lead(who))]
    assert journal.append(began, receipt("c-1"), [who]) == 3
    before, (error, save) = everything(journal), REFUSED[why]
    with pytest.raises(error):
        journal.append(*save(who))
    assert everything(journal) == before and journal.head == 3
    assert journal.command("c-2") is None
    assert not journal.people_by_blind_index([MASTER.blind_index("9")])
    assert journal.append([of("t", 1), of("case-3", 1, slip("单 3"))], receipt("c-3")) == 5
    assert [one.position for one in everything(journal)] == [1, 2, 3, 4, 5]


def test_what_rests_on_streams_that_stand_is_kept(journal: Journal) -> None:
    """Whether they hold facts or none; the save itself may write to another."""
    journal.append([of("s", 1), of("s", 2)], receipt("c-1"))
    rests = {"s": 2, "nothing": 0}
    assert journal.append([of("t", 1)], receipt("c-2"), (), None, rests) == 3


def test_a_taken_number_is_named_and_a_late_clock_told(journal: Journal) -> None:
    """The office tells the officer which number, and tries again by what the stream holds."""
    journal.append([of("case-1", 1, slip("单 1"))], receipt("c-1"))
    with pytest.raises(ClaimTaken) as taken:
        journal.append([of("case-2", 1, slip("单1"))], receipt("c-2"))
    assert taken.value.kind == "station-slip" and taken.value.key.endswith("|2025|单1")
    earlier = NOON - timedelta(minutes=5)
    with pytest.raises(ClockBehind) as behind:
        journal.append([of("case-1", 2, at=earlier)], receipt("c-2"))
    assert (behind.value.newest, behind.value.given) == (NOON, earlier)
    assert journal.append([of("case-2", 1, at=earlier)], receipt("c-2")) == 2


def test_a_receipt_says_where_its_facts_stand(journal: Journal) -> None:
    """First and last position; 0 where it recorded none; ``None`` where there is no receipt."""
    assert journal.command("c-1") is None
    journal.append([of("s", 1)], receipt("c-1"))
    journal.append([of("s", 2), of("t", 1)], receipt("c-2"))
    assert journal.append([], receipt("c-3")) == 0
    told = (replace(receipt("c-2"), first_position=2, last_position=3), receipt("c-3"))
    assert (journal.command("c-2"), journal.command("c-3")) == told


def test_facts_are_read_by_stream_and_by_position(journal: Journal) -> None:
    """Whole, from a version on, the first, one, the last; after a position, up to one, by name."""
    first, second, other = of("s", 1), of("s", 2), of("case-1", 1, slip("单 1"))
    journal.append([first, other], receipt("c-1"))
    journal.append([second], receipt("c-2"))
    assert journal.read(["s", "nothing"]) == {"s": [first, second], "nothing": []}
    assert journal.after("s", 1) == [second] == [journal.last("s")] == [journal.at("s", 2)]
    assert journal.since({"s": 2}) == {"s": [second]}
    several = {"s": 2, "case-1": 1, "nothing": 1, "s/2": 1}
    assert journal.since(several) == {"s": [second], "case-1": [other], "nothing": [], "s/2": []}
    assert journal.first("s") == first and journal.last("nothing") is None
    for none in (lambda: journal.first("nothing"), lambda: journal.at("s", 3)):
        with pytest.raises(LookupError):
            none()
    placed = [replace(one, position=n) for n, one in enumerate((first, other, second), start=1)]
    assert journal.following(0) == placed and journal.following(1, 1) == placed[1:2]
    assert journal.following(0, to=2) == placed[:2] and journal.following(3) == []
    topics = [f"{slip('').NAME}/{slip('').VERSION}"]
    assert journal.following(0, topics=topics) == placed[1:2]


def test_private_text_is_sealed_and_opens_where_it_stands(journal: Journal) -> None:
    """What is read holds no clear text; opened it does, all or below a path."""
    who = introduced(journal, "7")
    journal.append([of("lead-1", 1, lead(who))], receipt("c-1"), [who])
    (read,) = journal.read(["lead-1"])["lead-1"]
    assert isinstance(read.fact, LeadRecorded)
    with pytest.raises(ValueError, match="sealed"):
        read.fact.whereabouts.reveal()
    assert journal.opened(read).fact == lead(who)
    assert journal.opened(read, below="reporter") == read
    with pytest.raises(Exception, match="sealed"):
        journal.append([replace(read, version=2)], receipt("c-2"))
    assert journal.head == 1


def test_a_destroyed_key_is_gone_with_its_fact(journal: Journal) -> None:
    """Its row is empty, its number free, what it sealed opens no more and nothing new is sealed."""
    who = introduced(journal, "7")
    journal.append([of("lead-1", 1, lead(who))], receipt("c-1"), [who])
    (read,) = journal.read(["lead-1"])["lead-1"]
    assert journal.people_by_id([who.person_id, "nobody"]) == {who.person_id: who}
    journal.append([of(f"person-{who.person_id}", 1, destroyed(who, 1))], receipt("c-2"))
    assert not journal.people_by_blind_index([who.blind_index])
    assert journal.people_by_id([who.person_id])[who.person_id].wrapped_key == ""
    forget(journal, who)
    with pytest.raises(KeyGone):
        journal.opened(read)
    with pytest.raises(KeyGone):
        journal.append([of("lead-2", 1, lead(who))], receipt("c-3"))


def forget(journal: Journal, who: PersonRow) -> None:
    """As the office's memory of keys does once it learns of the fact."""
    if isinstance(journal, Stored):
        sealer_of(journal).forget(who.person_id)


def test_nothing_is_built_on_what_went_back(journal: Journal) -> None:
    """A save of another epoch than the present one is refused; every memory was emptied."""
    forgotten: list[bool] = []
    journal.epoch.forgetting.append(lambda: forgotten.append(True))
    number = journal.epoch.number
    assert journal.append([of("s", 1)], receipt("c-1"), (), number) == 1
    assert isinstance(journal, MemoryJournal | Stored)
    journal.epoch.turn(number)
    with pytest.raises(Conflict):
        journal.append([of("s", 2)], receipt("c-2"), (), number)
    assert forgotten == [True] and journal.head == 1
    assert journal.append([of("s", 2)], receipt("c-2"), (), journal.epoch.number) == 2


def test_writers_side_by_side_leave_no_hole(journal: Journal) -> None:
    """Half of them lose every race; the positions of the others follow one another."""

    def write(writer: int) -> int:
        kept = 0
        for n in range(1, 26):
            try:
                journal.append([of(f"s-{n}", 1), of(f"w-{writer}", n)], receipt(f"{writer}/{n}"))
                kept += 1
            except Conflict:
                journal.append([of(f"w-{writer}", n)], receipt(f"{writer}/{n} alone"))
        return kept

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(write, range(4))) == 25
    assert [one.position for one in everything(journal)] == list(range(1, 126))


def test_a_copy_in_memory_goes_its_own_way() -> None:
    """What is kept in the one is not in the other, whatever it is."""
    one = MemoryJournal()
    one.append([of("s", 1)], receipt("c-1"))
    two, who = one.copy(), person("7")
    assert one == two
    two.append([of("lead-1", 1, lead(who)), of("case-1", 1, slip("单 1"))], receipt("c-2"), [who])
    assert one != two and one.head == 1 and one.command("c-2") is None
    assert not one.people_by_id([who.person_id])
    assert one.append([of("case-2", 1, slip("单 1"))], receipt("c-2")) == 2
