"""What the month came to: both ledgers, the broken limits, one case replayed."""

from collections import Counter
from itertools import chain

from domain.ground.refusal import Code
from projections import limit_boards
from relief.bootstrap import Service
from relief.demo.changed import changed
from relief.demo.changed import told as told_of
from relief.demo.desk import CITY, Desks
from relief.demo.hardship import yuan
from relief.demo.holds import HOLDS, holding
from relief.demo.staff import DESKS, Waiting
from relief.demo.story import Teller
from relief.tools.limits import basis
from relief.tools.output import Output
from relief.tools.replay import replay
from relief.upkeep.sweep import Swept
from relief.words.dictionary import of, word
from relief.words.refusals import wording
from relief.words.sentences import say, titles


def report(
    service: Service,
    desks: Desks,
    told: list[Teller],
    swept: Swept,
    seconds: float,
    output: Output,
) -> None:
    """Print everything."""
    today = service.clock.now().date()
    counties = [d for d in service.divisions.inside("5401", today) if len(d.code) == 6]
    events = service.journal.store.max_notification_id()
    output.line(
        say("demo.total", count=len(told), requests=desks.requests, events=events, seconds=seconds)
    )
    county_ledgers(desks, [(d.code, d.name) for d in counties], output)
    township_ledger(desks, busiest(told), output)
    sums(told, output)
    not_relieved(told, output)
    broken(service, output)
    output.line()
    output.line(say("demo.swept", due=swept.due, acted=swept.acted))
    refused = "，".join(
        f"{wording(Code(code)).title} {n}" for code, n in desks.refusals.most_common()
    )
    output.line(say("demo.refused", refused=refused))
    output.line(say("demo.holds", holds=held(service)))
    output.line(say("demo.desks", desks=waits(service)))
    changes(service, output)
    output.line()
    replay(service, showcase(told), None, output)


def held(service: Service) -> str:
    """What people erred in and what came late, each with the number of cases."""
    found = holding(chain.from_iterable(service.journal.pages()))
    head = titles("demo.holds-head")
    return "，".join(f"{title} {found[name]}" for name, title in zip(HOLDS, head, strict=True))


def waits(service: Service) -> str:
    """How much waits at the desks of each post, in the whole city."""
    waiting = Waiting(service)
    return "，".join(f"{of(post)} {waiting.of(post, '5401')}" for post in DESKS)


def changes(service: Service, output: Output) -> None:
    """What the city put on record in the later weeks, and what became of it."""
    output.line()
    output.line(say("demo.changes"))
    found = changed(chain.from_iterable(service.journal.pages()))
    for sentence in told_of(found, service.division_book.current()):
        output.line(f"  {sentence}")


def busiest(told: list[Teller]) -> str:
    """The township with the most applications."""
    return Counter(t.township for t in told).most_common(1)[0][0]


def showcase(told: list[Teller]) -> str:
    """A case worth reading: one with an objection, else any."""
    marked = [t for t in told if t.plan.twist == "objection-unfounded"]
    return (marked or told)[0].case


def county_ledgers(desks: Desks, counties: list[tuple[str, str]], output: Output) -> None:
    """One line per county, from the API."""
    rows = []
    for code, name in counties:
        totals = desks.get(CITY, f"/v1/ledgers/county/{code}", limit=1)["totals"]
        rows.append(
            (
                name,
                totals["cases"],
                totals["approved_cases"],
                totals["approved_persons"],
                totals["approved"],
                totals["paid"],
            )
        )
    output.line()
    output.line(say("demo.county"))
    head = titles("demo.county-head")
    output.table(head, rows)


def township_ledger(desks: Desks, township: str, output: Output) -> None:
    """The first lines of one township's ledger, from the API."""
    page = desks.get(CITY, f"/v1/ledgers/township/{township}", limit=12)
    output.line()
    output.line(say("demo.township", township=township))
    rows = [
        (
            row["case"],
            row["village"],
            word("Category", row["category"]),
            row["members"],
            word("Stage", row["stage"]),
            row["approved"] or "",
            row["paid"] or "",
        )
        for row in page["items"]
    ]
    output.table(titles("demo.township-head"), rows)


def sums(told: list[Teller], output: Output) -> None:
    """How sums came about: some of each kind, costs and persons beside what the law prescribes."""
    some: dict[str, list[Teller]] = {}
    for t in told:
        if t.amount and not t.against:
            some.setdefault(t.plan.hardship.category, []).append(t)
    rows = [
        (
            t.case,
            word("Category", t.plan.hardship.category),
            t.plan.hardship.members,
            yuan(sum(t.plan.hardship.costs)) if t.plan.hardship.costs else "",
            t.amount,
            say("demo.judged") if t.plan.judged else say("demo.by-standard"),
        )
        for category in some.values()
        for t in category[:3]
    ]
    output.line()
    output.line(say("demo.sums"))
    output.table(titles("demo.sums-head"), rows)


def not_relieved(told: list[Teller], output: Output) -> None:
    """A case for which nobody could sign, with the reasons given."""
    for t in told:
        if t.against:
            output.line()
            output.line(say("demo.against", case=t.case))
            for sentence in t.against:
                output.line(f"  {sentence}")
            return


def broken(service: Service, output: Output) -> None:
    """Limits that were missed or met late, by limit."""
    with service.ledgers.reading() as connection:
        counted = limit_boards.counts(connection, "5401")
    limits = service.law.on(service.clock.now().date()).limits
    rows = [
        (
            limits[row["limit"]].title,
            basis(limits[row["limit"]]),
            word("LimitState", row["state"]),
            row["count"],
        )
        for row in counted
        if row["state"] in ("late", "missed")
    ]
    output.line()
    output.line(say("demo.late"))
    output.table(titles("demo.late-head"), rows)
