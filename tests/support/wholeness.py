"""What must hold of a history after any crash, checked from the outside."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import make_url

from domain.ground.facts import Recorded
from relief.bootstrap import Service, build
from relief.settings import Settings
from tests.support.asking import Answer, Book
from tests.support.worker import tool

OF_THE_SYSTEM = tuple(
    f"~{doing}/"
    for doing in ("calendar", "divisions", "reference", "keys", "law", "sweep", "anchor")
)


def whole_history(service: Service) -> list[Recorded]:
    """Every fact; positions and each stream's versions follow one another without a gap."""
    facts: list[Recorded] = []
    while page := service.journal.following(len(facts), 2_000):
        facts.extend(page)
    assert [r.position for r in facts] == list(range(1, len(facts) + 1))
    versions: dict[str, list[int]] = defaultdict(list)
    for recorded in facts:
        versions[recorded.stream].append(recorded.version)
    for stream, found in versions.items():
        assert found == list(range(1, len(found) + 1)), f"{stream}: {found}"
    return facts


def by_command(facts: Sequence[Recorded]) -> dict[str, list[Recorded]]:
    """The facts of each command, in order."""
    found: dict[str, list[Recorded]] = defaultdict(list)
    for recorded in facts:
        found[recorded.command].append(recorded)
    return found


def agreed(answers: Sequence[Answer]) -> dict[str, Answer]:
    """One receipt for each command, told the same each time, as new at most once."""
    receipts: dict[str, Answer] = {}
    fresh: set[str] = set()
    for answer in answers:
        first = receipts.setdefault(answer.command, answer)
        told, before = ((a.case, a.version, a.position, a.facts) for a in (answer, first))
        assert told == before, f"{answer.command} was told two things: {before}, {told}"
        if not answer.repeated:
            assert answer.command not in fresh, f"{answer.command} was new twice"
            fresh.add(answer.command)
    return receipts


def once(receipts: dict[str, Answer], asked: set[str], facts: Sequence[Recorded]) -> None:
    """Each acknowledged command stands in the history exactly once; nothing nobody asked for."""
    found = by_command(facts)
    for command, receipt in receipts.items():
        mine = found.get(command, [])
        assert mine, f"{command} was acknowledged and is lost"
        assert tuple(r.fact.NAME for r in mine) == receipt.facts, command
        positions = [r.position for r in mine]
        last = receipt.position
        assert positions == list(range(last - len(mine) + 1, last + 1)), command
    strange = {one for one in found.keys() - asked if not one.startswith(OF_THE_SYSTEM)}
    assert not strange, f"nobody asked for {strange}"


def receipts_stored(service: Service, facts: Sequence[Recorded]) -> None:
    """The store keeps one receipt for each command that recorded facts, at the same positions."""
    for command, mine in by_command(facts).items():
        row = service.journal.store.command(command)
        assert row is not None, command
        assert (row.first_position, row.last_position) == (mine[0].position, mine[-1].position)


def sound_file(database: str) -> None:
    """SQLite finds nothing wrong with its own file."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and url.database:
        with sqlite3.connect(url.database) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def check(settings: Settings, book: Book) -> int:
    """All of the above, and ``relief verify``; how many facts there are."""
    assert not book.faults, book.faults[:5]
    service = build(settings)
    try:
        facts = whole_history(service)
        receipts = agreed(book.answers)
        once(receipts, book.asked, facts)
        receipts_stored(service, facts)
    finally:
        service.close()
    sound_file(settings.database)
    verified = tool(settings, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return len(facts)
