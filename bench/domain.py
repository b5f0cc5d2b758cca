"""The rules themselves: due dates, authority, sealing. Best of several runs, one thread."""

from collections.abc import Callable
from datetime import date, timedelta
from os import urandom
from statistics import median
from time import perf_counter, process_time

from chinese_calendar import find_workday
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters import calendar, packs
from adapters.keys.keys import MasterKey
from adapters.keys.sealer import KeySealer
from bench.databases import Databases
from bench.figures import Figure, in_loops, interleaved
from bench.general import TOWNSHIPS, desks
from domain.case.authority import authorise
from domain.case.decision import commands as c
from domain.case.state import Case
from domain.ground.duties import Hands
from domain.ground.facts import Authority
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.posts import Appointment, Post, appointed
from domain.time.calendar import Calendar
from domain.time.due import reckon
from domain.time.limits import Limit, Unit

RUNS = 5
SEALING_WANTED = 8.0
DUE_WANTED = 30.0
AUTHORITY_LOOPS = 0.5
"""So many times ciphers alone, and a library's days; 200,000 a second, where a loop takes 10 µs."""
FIRST_DAY = date(2026, 1, 5)


def speed(work: Callable[[], int]) -> float:
    """Answers a second of processor time in one run; ``work`` says how many it gave."""
    started = process_time()
    return work() / (process_time() - started)


def fastest(work: Callable[[], int]) -> float:
    """Answers a second in the best of some runs."""
    return max(speed(work) for _ in range(RUNS))


def figures(_: Databases, quick: bool) -> list[Figure]:
    """All of them."""
    rounds = 20 if quick else 200
    return [due_dates(rounds), *authorities(rounds * 50), *sealing(rounds * 5)]


def due_dates(rounds: int) -> Figure:
    """Every limit in working or natural days of the shipped pack, from every day of a year's half.

    The peer is a library's five working days from the same days: no notices of the city, no
    extension, no provisional ends, and one day off where the start is a rest day.
    """
    known = Calendar.of(
        (*calendar.national(range(2018, 2027), FIRST_DAY), *calendar.lhasa(FIRST_DAY))
    )
    limits: list[Limit] = [
        limit for limit in packs.law().on(FIRST_DAY).limits if limit.unit is not Unit.HOUR
    ]
    days = [FIRST_DAY + timedelta(days=n) for n in range(max(1, rounds * 180 // 200))]

    def ours() -> int:
        for day in days:
            for limit in limits:
                reckon(limit, day, known)
        return len(limits) * len(days)

    def theirs() -> int:
        for day in days:
            for _ in range(4):
                find_workday(5, day)
        return 4 * len(days)

    found, peer = interleaved(RUNS, [lambda _: speed(ours), lambda _: speed(theirs)], 1, max)
    name = "due dates reckoned"
    library = "chinesecalendar.find_workday"
    note = f"{len(limits)} limits"
    return Figure(name, found, "1/s", library, peer, note=note).least(DUE_WANTED)


def authorities(count: int) -> list[Figure]:
    """An appointed approver with kin of their own, whom four sets of hands could exclude.

    The floor is what any answer costs: a fresh record of who may do what, without asking anything.
    """
    at = desks(TOWNSHIPS[0])
    held = Appointment(
        number="1",
        post=Post.APPROVER,
        division=at.approver.division,
        valid_from=FIRST_DAY,
        valid_to=None,
        document="d",
    )
    officer = appointed(at.approver.id, frozenset({PersonId("kin")}), (held,))
    hands = Hands(
        visited=frozenset({"a", "b"}),
        signed=frozenset({"a"}),
        examined=frozenset({"c"}),
        checked=frozenset({"d", "e"}),
    )
    case = Case(hands=hands)
    command = c.ApproveRelief(case="x", amount=Money(1), document="d")

    def work() -> int:
        for _ in range(count):
            authorise(command, officer, at.township, case, FIRST_DAY)
        return count

    def floor() -> int:
        for _ in range(count):
            Authority("approver", "540102", "4/2", None, "1")
        return count

    ours, least = fastest(work), fastest(floor)
    record = Figure("authority asked", ours, "1/s", "a bare record of authority", least)
    return [in_loops("authority asked", 1 / ours, "µs").most(AUTHORITY_LOOPS), record]


def sealing(count: int) -> list[Figure]:
    """The personal data of an event sealed and opened again, key at hand; median of single events.

    The floor is AES-256-GCM alone over the same bytes, with a nonce of chance each time.
    """
    visit = ("家中三口，房屋烧毁两间，衣被口粮全部损失，现借住亲戚家。",)
    form = ("扎西顿珠", "540121190001010010", "13900000000", "6222000011112222333") * 3
    return [
        sealed("sealed and opened: a home visit", visit, count),
        sealed("sealed and opened: an application of 12 values", form, count, promised=False),
    ]


def sealed(name: str, texts: tuple[str, ...], count: int, promised: bool = True) -> Figure:
    """One figure, in microseconds for the whole event."""
    sealer = KeySealer(MasterKey(bytes(32)), lambda ids: {})
    person = PersonId(sealer.new_person("540121190001010010").person_id)
    clear = [(Private(person, text), f"field.{n}") for n, text in enumerate(texts)]
    cipher, raw, place = AESGCM(bytes(32)), [text.encode() for text in texts], b"case-x|1|field"

    def ours() -> None:
        for private, path in clear:
            sealer.open(sealer.seal(private, "case-x", 1, path), "case-x", 1, path)

    def floor() -> None:
        for text in raw:
            nonce = urandom(12)
            cipher.decrypt(nonce, cipher.encrypt(nonce, text, place), place)

    mine, least = middle(ours, count), middle(floor, count)
    figure = Figure(name, mine, "µs", "bare AES-256-GCM", least)
    return figure.most(SEALING_WANTED) if promised else figure


def middle(work: Callable[[], None], count: int) -> float:
    """The median of single runs, in microseconds."""

    def once() -> float:
        started = perf_counter()
        work()
        return perf_counter() - started

    return median(once() for _ in range(count)) * 1e6
