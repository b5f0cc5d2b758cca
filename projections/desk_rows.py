"""The rows of the desks: what a case waits for from officers of one post, and what is due first."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypedDict

from sqlalchemy import Index

from domain.case.moves import Move, Party, moves
from domain.case.state import Case
from domain.case.transfer.facts import FileOffered
from domain.ground.posts import Post
from domain.law.pack import Pack
from domain.time.running import Running, RunningLimits
from projections.elsewhere import KIND_OF
from projections.rows import Row
from projections.tables import empty, table

NEVER = "9999-12-31"
"""The day something is due that no limit asks for: after everything else."""

CASE = "case"
"""The kind of a row that waits in a case."""

JUDGING = "judging"
"""Who moves by an act of the office that answers what is known elsewhere, while that stops something."""

APPLICANT = "applicant"
"""Whose duty a limit of papers is."""

Place = tuple[str, str, str]
"""Where a row of a case stands: the post, who moves, and the township."""


class DeskRow(TypedDict):
    """What a case waits for from officers of one post. No personal data: persons are random ids.

    ``kind`` is ``case``, or ``lead``: then ``case_id`` is the lead's number, and there is no stage.
    ``acts`` are the commands by name, each with whoever may not give it because of what they did
    (``name:id,id``), separated by blanks; ``apart`` are those who may give none of them, between
    commas, and so are the ``members`` whom the case is about. ``since`` is the day it has waited from;
    ``due_on`` the last day of the limit that is met first, ``NEVER`` where none runs. A row of time's
    waits for that day to be over; one of the applicant's for the applicant; one of the lot's for the
    county's roster (``projections/rosters.py``) to fall short. ``ripe`` tells when its acts may be
    given: now, from a day on, ``kept`` while that roster does not fall short, or ``never`` by hand.
    ``stops`` tell, between commas, what that is known elsewhere of the ``members`` and open
    (``projections/elsewhere.py``) stops all its acts; a row that is ``judging`` waits only then, any
    other only else. Beside them: ``dead``, who was a member, and the deaths ``heard`` of that were
    found to be another's.
    ``unsure`` are the acts that more than the case decides: whoever shows the row asks them again.
    """

    kind: str
    case_id: str
    post: str
    party: str
    county: str
    township: str
    village: str
    applicant: str
    members: str
    stage: str
    acts: str
    unsure: str
    ripe: str
    apart: str
    stops: str
    dead: str
    heard: str
    since: str
    due_on: str
    until: str | None
    limit: str | None
    basis: str | None
    citation: str | None
    pack: str
    started_on: str | None
    provisional: bool


DESKS = table(
    "desks",
    DeskRow,
    ("case_id", "post", "party", "township"),
    Index("desks_township", "township", "post", "due_on", "case_id"),
    Index("desks_county", "county", "post", "due_on", "case_id"),
    Index("desks_city", "due_on", "case_id"),
)
DUE = ("due_on", "until", "provisional")
"""Columns that a new calendar may change."""


def place_of(row: Row) -> Place:
    """Where a row of a case stands."""
    return row["post"], row["party"], row["township"]


def lines(
    case: Case, pack: Pack, limits: RunningLimits, ends: Callable[[Running], Row]
) -> Iterator[tuple[Place, Row]]:
    """The rows of a case but for the day since when; by post, by who moves, and where."""
    desks = by_place(case, pack, limits)
    over = {run: ends(run) for run in limits.values()} if desks else {}
    for (post, party, place), found in desks.items():
        met = {run for move in found for run in move.meets}
        owed = [over[run] for run in met]
        if place == case.asked.township and not all(move.meets for move in found):
            # What stops no limit itself is one step towards whatever the office owes next.
            owed += [end for run, end in over.items() if owed_by_office(pack, run, end)]
        first = min(
            answered_for(post, owed), key=lambda one: (one["last_day"], one["limit"]), default=None
        )
        row = line(case, pack, post, party, found, first)
        row.update(county=place[:6], township=place)
        yield place_of(row), row


def answered_for(post: Post, owed: list[Row]) -> list[Row]:
    """Of what is owed what the post itself answers for; where it answers for none, all of it."""
    return [end for end in owed if end["duty"] == post.value] or owed


def owed_by_office(pack: Pack, run: Running, end: Row) -> bool:
    """Whether the office that has the case answers for a limit, not the family, nor another office."""
    starts = pack.limit(run.limit, run.started_on).starts
    return end["duty"] != APPLICANT and FileOffered.NAME not in starts


def by_place(
    case: Case, pack: Pack, limits: RunningLimits
) -> dict[tuple[Post, str, str], list[Move]]:
    """The moves of a case by post, by who moves, and where."""
    desks: dict[tuple[Post, str, str], list[Move]] = {}
    for move in moves(case, pack, limits):
        # What no limit ends is not left to time: nobody would ever be told.
        party = move.party if move.meets or move.party is not Party.TIME else Party.OFFICE
        mover = JUDGING if move.lifting else party.value
        for post in move.posts:
            desks.setdefault((post, mover, move.place), []).append(move)
    return desks


def awaited(case: Case, pack: Pack, limits: RunningLimits) -> dict[Place, frozenset[str]]:
    """The names of the acts that a case waits for, by the place of their row."""
    return {
        (post.value, party, place): frozenset(one.command.__name__ for one in found)
        for (post, party, place), found in by_place(case, pack, limits).items()
    }


def line(
    case: Case, pack: Pack, post: Post, party: str, found: list[Move], first: Row | None
) -> Row:
    """The row of one post; ``first`` is the limit that is over first."""
    asked = case.asked
    return {
        **empty(DeskRow),
        "kind": CASE,
        "case_id": case.id,
        "post": post.value,
        "party": party,
        "county": asked.township[:6],
        "township": asked.township,
        "village": asked.village,
        "applicant": asked.applicant,
        "members": _list(asked.members),
        "stage": case.stage.value,
        "acts": " ".join(f"{one.command.__name__}:{','.join(sorted(one.apart))}" for one in found),
        "unsure": " ".join(one.command.__name__ for one in found if not one.sure),
        "ripe": min(one.ripe for one in found),
        "apart": _list(sorted(frozenset.intersection(*(one.apart for one in found)))),
        "pack": pack.name,
        **stopped_by(case, party, found),
        **due_first(first),
    }


def stopped_by(case: Case, party: str, found: list[Move]) -> Row:
    """What would stop all of some moves, or what some of them would answer, and what it hangs on."""
    each = [one.stops for one in found]
    stops = frozenset.union(*each) if party == JUDGING else frozenset.intersection(*each)
    if not stops:
        return {}
    return {
        "stops": _list(sorted(KIND_OF[one] for one in stops)),
        "dead": _list(case.asked.died),
        "heard": _list(sorted(f"{one}/{day.isoformat()}" for one, day in case.heard.alive)),
    }


def due_first(end: Row | None) -> Row:
    """What a row has of the limit that is over first, or of none."""
    return {"due_on": NEVER} if end is None else due(end)


def due(end: Row) -> Row:
    """What a row has of the limit that is met first."""
    return {
        "due_on": end["last_day"],
        "until": end["until"],
        "limit": end["limit"],
        "basis": end["basis"],
        "citation": end["citation"],
        "started_on": end["started_on"],
        "provisional": end["provisional"],
    }


def acts_of(told: str) -> dict[str, frozenset[str]]:
    """The acts of a row by name, each with who may not give it."""
    pairs = (one.partition(":") for one in told.split())
    return {name: frozenset(ids.split(",")) - {""} for name, _, ids in pairs}


def _list(ids: Iterable[Any]) -> str:
    """Ids between commas, so that each is found with its commas around it."""
    told = ",".join(ids)
    return f",{told}," if told else ""
