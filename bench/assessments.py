"""试算: the whole answer with its trace, in process and through HTTP, beside the bare sum.

The household is invented, and so is last year's income per resident.
"""

import asyncio
import json
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from adapters import packs
from adapters.identity.tokens import issue
from bench.databases import SQLITE, Databases
from bench.domain import RUNS, speed
from bench.figures import Figure, interleaved
from bench.general import TOWNSHIPS, desks
from bench.serving import serving
from bench.wire import Client
from domain.assessment import inputs as i
from domain.assessment.engine import Engine
from domain.ground.money import Money
from domain.ground.terms import Category, Cause, Subject
from domain.law.outcome import CategoryRule
from domain.law.pack import Pack
from domain.law.reference import INCOME_PER_RESIDENT, References, ReferenceValueRecorded, fold
from domain.law.terms import Claim, Effect, SchoolStage
from relief.api.assessed import plain
from relief.clock import LHASA

WANTED = 0.058
"""Assessments for each bare sum: 20,000 a second where 345,000 sums were reckoned."""
DAY = date(2021, 9, 6)
SEEN = i.Source(i.Certainty.VERIFIED, "paper-1", DAY)
CONNECTIONS = 4
CAUSES = {
    Category.SUDDEN_HARDSHIP: Cause.FIRE,
    Category.MEDICAL: Cause.ILLNESS,
    Category.EDUCATION: Cause.SCHOOLING,
    Category.UNSUPPORTED_INDIVIDUAL: Cause.TRAFFIC,
}


def figures(bases: Databases, quick: bool) -> list[Figure]:
    """Both."""
    return [in_process(20 if quick else 400), through_http(bases, 200 if quick else 2000)]


def in_process(rounds: int) -> Figure:
    """A question of each of the eight kinds, in turn."""
    pack = packs.law().on(DAY)
    engine, known = Engine(pack), references(pack)
    asked = [question(rule) for rule in pack.outcomes.categories.values()]

    def ours() -> int:
        for _ in range(rounds):
            for one in asked:
                engine.assess(one, known)
        return rounds * len(asked)

    def theirs() -> int:
        for _ in range(rounds):
            for one in asked:
                bare(one)
        return rounds * len(asked)

    found, peer = interleaved(RUNS, [lambda _: speed(ours), lambda _: speed(theirs)], 1, max)
    note = f"{len(asked)} kinds, with trace"
    sums = "the tiered sum alone, Decimal"
    return Figure("assessments", found, "1/s", sums, peer, note=note).least(WANTED)


TIERS = ((Decimal(3000), Decimal("0.7")), (Decimal(6000), Decimal("0.8")))
TOP, CAP = Decimal("0.9"), Decimal(10000)


def bare(asked: i.Question) -> Decimal:
    """The floor: bills to sum, and nothing else. No test, paper, article, value or year is kept."""
    cost = sum((Decimal(bill.total.fen) / 100 for bill in asked.circumstances.bills), Decimal(0))
    rate = next((rate for edge, rate in TIERS if cost <= edge), TOP)
    before = sum((Decimal(grant.amount.fen) / 100 for grant in asked.earlier), Decimal(0))
    due = min(cost * rate - before, CAP - before)
    return due.quantize(Decimal("0.01"), ROUND_HALF_UP)


def through_http(bases: Databases, count: int) -> Figure:
    """Medical questions over a few connections to one worker, beside its health answer."""
    folder = Path(bases.folder)
    with bases.fresh(SQLITE) as url, serving(url, folder) as port:
        rule = packs.law().on(DAY).outcomes.categories[Category.MEDICAL]
        body = json.dumps(flat(question(rule)), ensure_ascii=False).encode()
        officer = desks(TOWNSHIPS[0]).caseworker
        token = issue(folder / "keys/tokens.key", officer, datetime.now(LHASA), timedelta(hours=1))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        ours = Asked("POST", "/v1/assessments", headers, body)
        theirs = Asked("GET", "/healthz", {}, b"")
        found, peer = interleaved(
            3,
            [
                lambda _: asyncio.run(answered(port, ours, count)),
                lambda _: asyncio.run(answered(port, theirs, count)),
            ],
        )
    note = f"{CONNECTIONS} connections, one worker"
    return Figure("assessments over HTTP", found, "1/s", "its health answer", peer, note=note)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request sent again and again."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


async def answered(port: int, asked: Asked, count: int) -> float:
    """Answers a second. Raises ``RuntimeError`` where one is none."""
    client = Client(port)

    async def some() -> None:
        for _ in range(count // CONNECTIONS):
            answer = await client.ask(asked.method, asked.path, asked.headers, asked.body)
            if answer.status != 200:
                raise RuntimeError(answer)

    started = perf_counter()
    await asyncio.gather(*(some() for _ in range(CONNECTIONS)))
    taken = perf_counter() - started
    client.close()
    return count / taken


def references(pack: Pack) -> References:
    """The pack's own figures and an invented income of the year before."""
    income = ReferenceValueRecorded(
        series=INCOME_PER_RESIDENT,
        area="5401",
        period=DAY.year - 1,
        valid_from=None,
        valid_to=None,
        published_on=date(2021, 4, 20),
        value=Money(3_000_000),
        unit="yuan-per-year",
        document="invented",
        source="invented",
        on=date(2021, 4, 20),
    )
    return fold([*pack.outcomes.published, income])


def question(rule: CategoryRule) -> i.Question:
    """A household of three, or an individual, with everything its kind of hardship needs."""
    alone = rule.subject is Subject.INDIVIDUAL
    claims = (*rule.claims, Claim.PROPERTY_WITHIN_RULES)
    circumstances = i.Circumstances(
        subject=rule.subject,
        category=rule.category,
        cause=CAUSES.get(rule.category, Cause.OTHER),
        members=1 if alone else 3,
        other_aid=i.OtherAid.NOT_COVERED,
        effects=(Effect.EARNER_LOST,) if rule.effects else (),
        registers=tuple(sorted(rule.registers))[:1],
        evidence=rule.evidence,
        statements=tuple(i.Statement(claim, True, SEEN) for claim in claims),
        spending=i.Spending(
            start=date(2021, 1, 1), end=DAY, food=sum_of(9000), medical=sum_of(30000)
        ),
        means=i.Means(
            deposits=sum_of(1000), income_last_year=sum_of(12000), income_per_head=sum_of(8000)
        ),
        bills=bills() if rule.category is Category.MEDICAL else (),
        schooling=costs() if rule.category is Category.EDUCATION else (),
    )
    asked = i.Question(
        circumstances=circumstances,
        township=TOWNSHIPS[0],
        applied_on=DAY,
        accepted_on=DAY,
        on=DAY,
        expense_year=DAY.year,
    )
    return asked if rule.category is not Category.MEDICAL else replace(asked, earlier=(grant(),))


def sum_of(yuan: int) -> i.Figure:
    """A verified sum."""
    return i.Figure(Money(100 * yuan), SEEN)


def bills() -> tuple[i.MedicalBill, ...]:
    """Three stays in hospital, of which insurance paid half."""
    return tuple(
        i.MedicalBill(
            id=f"b-{n}",
            patient="member-2",
            settled_on=date(2021, 2 * n, 2),
            total=Money(400_000),
            basic_insurance=Money(200_000),
        )
        for n in (1, 2, 4)
    )


def costs() -> tuple[i.SchoolCost, ...]:
    """Two children at college."""
    return tuple(
        i.SchoolCost(
            id=f"s-{child}",
            child=child,
            paid_on=date(2021, 9, 1),
            stage=SchoolStage.COLLEGE,
            tuition=Money(320_000),
            lodging=Money(80_000),
        )
        for child in ("member-3", "member-4")
    )


def grant() -> i.EarlierGrant:
    """What the first stay was granted in spring."""
    return i.EarlierGrant(
        case="earlier",
        on=date(2021, 3, 1),
        subject=Subject.HOUSEHOLD,
        category=Category.MEDICAL,
        amount=Money(140_000),
        expense_year=2021,
    )


def flat(asked: i.Question) -> dict[str, Any]:
    """A question as the body of a request: circumstances and days side by side."""
    facts = plain(asked.circumstances)
    facts["household_size"] = facts.pop("members")
    own = {f.name for f in fields(asked)} - {"circumstances"}
    return {**facts, **{name: value for name, value in plain(asked).items() if name in own}}
