"""Which families come, when, with what, and what goes wrong with their case."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.ground.places import Level, Places
from domain.time.calendar import Calendar
from relief.clock import LHASA
from relief.demo.families import Families, Family
from relief.demo.hardship import (
    EDUCATION,
    MEDICAL,
    OTHER,
    SUDDEN,
    UNSUPPORTED,
    Hardship,
    drawn,
)

FIRST_DAY, LAST_DAY = date(2026, 2, 2), date(2026, 3, 3)
"""Crosses Spring Festival (15-23 February), Losar (24-26), and two Saturdays worked (14, 28)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One family's story before it happens. ``twist`` is what does not go smoothly.

    ``judged`` is the sum officers come to where the law leaves a judgement (11).
    """

    at: datetime
    township: str
    family: Family
    hardship: Hardship
    urgent: bool
    judged: str | None = None
    twist: str = ""


GENERAL_TWISTS = (
    ("refused", 0.07),
    ("well-off", 0.03),
    ("supplement", 0.18),
    ("objection-unfounded", 0.02),
    ("objection-amount", 0.015),
    ("objection-not-eligible", 0.01),
    ("returned", 0.04),
    ("payment-fails", 0.03),
    ("late-examination", 0.04),
    ("late-decision", 0.03),
    ("too-early", 0.02),
    ("interrupted", 0.015),
    ("withdrawn", 0.015),
    ("no-residence", 0.015),
    ("on-behalf", 0.03),
    ("lead", 0.03),
    ("death", 0.01),
    ("lapses", 0.01),
)
URGENT_TWISTS = (
    ("over-ceiling", 0.12),
    ("late-countersignature", 0.10),
    ("not-urgent", 0.06),
    ("papers-later", 0.25),
    ("cash", 0.15),
    ("goods", 0.08),
)
MIX = (
    (MEDICAL, "major-illness", "household", 0.55),
    (EDUCATION, "schooling", "household", 0.15),
    (SUDDEN, "fire", "household", 0.15),
    (OTHER, "other", "household", 0.08),
    (UNSUPPORTED, "traffic-accident", "individual", 0.07),
)


def plans(cases: int, seed: int, places: Places, calendar: Calendar) -> list[Plan]:
    """``cases`` stories in order of time. The same for the same seed."""
    draw, families = random.Random(seed), Families(seed)
    townships = sorted(
        d.code for d in places.inside("5401", FIRST_DAY) if d.level is Level.TOWNSHIP
    )
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    working = [day for day in days if calendar.is_working(day)]
    made = [one(draw, families, townships, days, working) for _ in range(cases - len(FIXED))]
    return sorted(made + fixed(families, townships), key=lambda plan: plan.at)


def one(
    draw: random.Random,
    families: Families,
    townships: list[str],
    days: list[date],
    working: list[date],
) -> Plan:
    """A family of the usual mix."""
    category, cause, subject, _ = draw.choices(MIX, [m[3] for m in MIX])[0]
    urgent = category == SUDDEN
    day = draw.choice(days if urgent else working)
    at = datetime.combine(day, time(9, 30), LHASA) + timedelta(minutes=draw.randrange(420))
    township = draw.choice(townships)
    family = families.make(township[:6], draw.choice((1, 2, 3, 4)) if urgent else None)
    if subject == "individual":
        family = families.make(township[:6], 1)
    persons = len(family.persons)
    story = twist(draw, URGENT_TWISTS if urgent else GENERAL_TWISTS)
    hardship = Hardship(subject, category, cause, persons, drawn(draw, category))
    if story == "well-off" and category not in (MEDICAL, EDUCATION):
        story = ""
    hardship = replace(hardship, well_off=story == "well-off")
    return Plan(at, township, family, hardship, urgent, judged(draw, category, persons), story)


def judged(draw: random.Random, category: str, persons: int) -> str | None:
    """A sum officers would come to; ``None`` where it follows from the facts."""
    if category == SUDDEN:
        return "2000.00" if persons == 1 and draw.random() < 0.2 else None
    if category == UNSUPPORTED:
        return draw.choice(("800.00", "1500.00", "5000.00"))
    if category == OTHER:
        return f"{draw.randrange(600, 6000)}.{draw.randrange(100):02d}"
    return None


def twist(draw: random.Random, chances: tuple[tuple[str, float], ...]) -> str:
    """What goes wrong, if anything."""
    mark = draw.random()
    for name, chance in chances:
        mark -= chance
        if mark < 0:
            return name
    return ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A story that must not be left to chance: when, in which township of the list, and which."""

    at: datetime
    township: int
    twist: str
    category: str = MEDICAL
    cause: str = "major-illness"
    size: int = 3
    judged: str | None = None

    def plan(self, families: Families, townships: list[str]) -> Plan:
        """With a family of its own."""
        township = townships[self.township]
        costs = (480_000,) if self.category == MEDICAL else ()
        hardship = Hardship("household", self.category, self.cause, self.size, costs)
        hardship = replace(hardship, well_off=self.twist == "well-off")
        family = families.make(township[:6], self.size)
        urgent = self.category == SUDDEN
        return Plan(self.at, township, family, hardship, urgent, self.judged, self.twist)


def moment(day: int, hour: int = 10, minute: int = 0, month: int = 2) -> datetime:
    """In February, or the month named."""
    return datetime(2026, month, day, hour, minute, tzinfo=LHASA)


def fire(at: datetime, township: int, twist: str, judged: str | None = None) -> Fixed:
    """Two people whose house burnt down."""
    return Fixed(at, township, twist, SUDDEN, "fire", 2, judged)


FIXED = (
    fire(moment(10, 23, 50), 20, "papers-later"),
    fire(moment(21, 11), 30, "cash"),
    fire(moment(17, 15), 40, "over-ceiling", "2000.01"),
    Fixed(moment(2), 10, "well-off"),
    Fixed(moment(2, 11), 12, "forgotten-child"),
    Fixed(moment(2, 12), 14, "mistyped-name"),
    Fixed(moment(5, 12), 24, "newborn"),
    Fixed(moment(3), 22, "two-objections"),
    Fixed(moment(3, 11), 32, "revoked"),
    fire(moment(4, 12), 42, "papers-late"),
    Fixed(moment(2, 9), 16, "withdrawn-unvisited"),
    Fixed(moment(3, 9), 17, "drawn-instead"),
    Fixed(moment(2, 9), 46, "withdrawn-unvisited"),
    Fixed(moment(3, 9), 47, "drawn-instead"),
    Fixed(moment(4), 52, "undelivered"),
    Fixed(moment(4, 11), 54, "handed-over"),
    Fixed(moment(5), 56, "photographed"),
    Fixed(moment(2, 10, 30, month=3), 19, "refused"),
    Fixed(moment(3, 12, month=3), 19, "signed-later"),
    Fixed(moment(5, 10, 45, month=3), 19, "fresh"),
    Fixed(moment(2, month=3), 34, "passed-on"),
    fire(moment(9, 16, month=3), 34, "passed-on"),
    Fixed(moment(9, 11, month=3), 26, "offered-on"),
)
"""One more story is one more entry; what happens in it stands in ``beside.py``. The last three wait in, or
are offered to, the township that passes into another (``city.py``)."""


def fixed(families: Families, townships: list[str]) -> list[Plan]:
    """The stories of ``FIXED``."""
    return [one.plan(families, townships) for one in FIXED]
