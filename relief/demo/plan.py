"""Which families come, when, with what, and what goes wrong with their case."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.places import Level, Places
from domain.time.calendar import Calendar
from relief.clock import LHASA
from relief.demo.families import Families, Family

FIRST_DAY, LAST_DAY = date(2026, 2, 2), date(2026, 3, 3)
"""Crosses Spring Festival (15-23 February), Losar (24-26), and two Saturdays worked (14, 28)."""

AMOUNTS = ("2100.00", "2400.01", "4800.00", "5400.01", "9000.00", "10000.00")
"""What medical costs on the edges of the tiers come to (A11.2)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One family's story before it happens. ``twist`` is what does not go smoothly."""

    at: datetime
    township: str
    family: Family
    subject: str
    category: str
    cause: str
    amount: str
    urgent: bool
    twist: str = ""


GENERAL_TWISTS = (
    ("refused", 0.10),
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
    ("medical-expenditure", "major-illness", "household", 0.55),
    ("education-expenditure", "schooling", "household", 0.15),
    ("sudden-hardship", "fire", "household", 0.15),
    ("other-household", "other", "household", 0.08),
    ("unsupported-individual", "traffic-accident", "individual", 0.07),
)


def plans(cases: int, seed: int, places: Places, calendar: Calendar) -> list[Plan]:
    """``cases`` stories in order of time. The same for the same seed."""
    draw, families = random.Random(seed), Families(seed)
    townships = sorted(
        d.code for d in places.inside("5401", FIRST_DAY) if d.level is Level.TOWNSHIP
    )
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    working = [day for day in days if calendar.is_working(day)]
    made = [one(draw, families, townships, days, working) for _ in range(cases - 3)]
    made += fixed(families, townships)
    return sorted(made, key=lambda plan: plan.at)


def one(
    draw: random.Random,
    families: Families,
    townships: list[str],
    days: list[date],
    working: list[date],
) -> Plan:
    """A family of the usual mix."""
    category, cause, subject, _ = draw.choices(MIX, [m[3] for m in MIX])[0]
    urgent = category == "sudden-hardship"
    day = draw.choice(days if urgent else working)
    at = datetime.combine(day, time(9, 30), LHASA) + timedelta(minutes=draw.randrange(420))
    township = draw.choice(townships)
    family = families.make(township[:6], draw.choice((1, 2, 3, 4)) if urgent else None)
    if subject == "individual":
        family = families.make(township[:6], 1)
    return Plan(
        at,
        township,
        family,
        subject,
        category,
        cause,
        amount(draw, category, len(family.persons)),
        urgent,
        twist(draw, URGENT_TWISTS if urgent else GENERAL_TWISTS),
    )


def amount(draw: random.Random, category: str, persons: int) -> str:
    """A sum officers would recommend; one in five stands on an edge."""
    if category == "sudden-hardship":
        return f"{min(910 * persons, 10000)}.00" if draw.random() > 0.2 else "2000.00"
    if category == "unsupported-individual":
        return draw.choice(("910.00", "1365.00", "5000.00"))
    if draw.random() < 0.2:
        return draw.choice(AMOUNTS)
    return f"{draw.randrange(600, 6000)}.{draw.randrange(100):02d}"


def twist(draw: random.Random, chances: tuple[tuple[str, float], ...]) -> str:
    """What goes wrong, if anything."""
    mark = draw.random()
    for name, chance in chances:
        mark -= chance
        if mark < 0:
            return name
    return ""


def fixed(families: Families, townships: list[str]) -> Iterator[Plan]:
    """Three stories that must not be left to chance."""
    late_evening = datetime(2026, 2, 10, 23, 50, tzinfo=LHASA)
    saturday = datetime(2026, 2, 21, 11, 0, tzinfo=LHASA)
    for at, number, twist_name, yuan in (
        (late_evening, 20, "papers-later", "1820.00"),
        (saturday, 30, "cash", "2000.00"),
        (datetime(2026, 2, 17, 15, 0, tzinfo=LHASA), 40, "over-ceiling", "2000.01"),
    ):
        township = townships[number]
        family = families.make(township[:6], 2)
        yield Plan(
            at, township, family, "household", "sudden-hardship", "fire", yuan, True, twist_name
        )
