"""The rules have editions: what begins says with which, and what a release asked is kept."""

from itertools import pairwise
from typing import Any

import pytest

from domain.case.decide import RULES
from domain.case.table import DEEDS, SEPARATE
from domain.ground.declared import named
from domain.ground.duties import APART, BEGAN, not_yet_apart
from domain.ground.editions import EDITIONS, FIRST, RELEASED, RULES_EDITION, began, since
from tests.case.editions import declared_up_to, kept

WAY_OUT = (
    "the rules of edition {n} are released and asked no such thing: declare it to begin with a"
    " newer edition (@since above a rule or command, `joined` in the row for an older rule, BEGAN in"
    " domain/ground/duties.py for deeds apart)"
)


def added(now: dict[str, Any], then: dict[str, Any]) -> list[str]:
    """What the code declares to have begun by an edition and its release did not ask."""
    found = [f"{pair} are apart" for pair in now["apart"] if pair not in then["apart"]]
    for command, row in now["commands"].items():
        if command not in then["commands"]:
            found.append(f"{command} is a command")
            continue
        before = then["commands"][command]
        for kind in ("guards", "checks", "cautions"):
            more = sorted({*row[kind]} - {*before[kind]})
            found += [f"{command} asks {one}" for one in more]
    return found


def narrowed(now: dict[str, Any], then: dict[str, Any], edition: int) -> list[str]:
    """Posts and stages a release allowed, and replay under its edition does not any more."""
    given_up = {
        (command.__name__, str(what))
        for command, rule in RULES.items()
        for what, until in rule.formerly.items()
        if until >= edition
    }
    return [
        f"{command} had {one}"
        for command, row in then["commands"].items()
        for kind in ("posts", "stages")
        for one in row[kind]
        if one not in now["commands"].get(command, row)[kind] and (command, one) not in given_up
    ]


@pytest.mark.parametrize("edition", range(FIRST, RELEASED + 1))
def test_nothing_begins_with_an_edition_that_is_released(edition: int) -> None:
    """A new guard, check, caution, command or duty would make older facts unlawful afterwards."""
    new = added(declared_up_to(edition), kept(edition))
    assert not new, f"{'; '.join(new)}: {WAY_OUT.format(n=edition)}"


@pytest.mark.parametrize("edition", range(FIRST, RELEASED + 1))
def test_what_a_power_allowed_once_stays_allowed_under_its_edition(edition: int) -> None:
    """A post or stage taken from a command stays in its row, with its last edition."""
    less = narrowed(declared_up_to(RULES_EDITION), kept(edition), edition)
    assert not less, (
        f"{'; '.join(less)}: say in `formerly` of its row up to which edition, as {{it: {RELEASED}}}"
    )


def test_the_list_notices_each_kind_of_thing_that_is_new() -> None:
    """A row, a guard on an older row, a duty, a post taken away: each is told by its name."""
    now, then = declared_up_to(FIRST), kept(FIRST)
    now["apart"].append(["answered", "ordered"])
    now["commands"]["NewCommand"] = {}
    now["commands"]["PayCash"]["guards"].append("something_new")
    now["commands"]["CloseCase"]["posts"].remove("approver")
    assert added(now, then) == [
        "['answered', 'ordered'] are apart",
        "PayCash asks something_new",
        "NewCommand is a command",
    ]
    assert narrowed(now, then, FIRST) == ["CloseCase had approver"]


def test_editions_are_numbered_dated_and_told() -> None:
    """One after the other; at most one that is not released; each says what changed."""
    assert list(EDITIONS) == list(range(FIRST, RULES_EDITION + 1))
    assert RULES_EDITION in {RELEASED, RELEASED + 1}
    assert all(one.began <= next.began for one, next in pairwise(EDITIONS.values()))
    assert all(len(one.changed) > 40 for one in EDITIONS.values())


def test_what_declares_nothing_began_with_the_first_edition() -> None:
    """And an edition nobody numbered cannot be declared."""

    @since(RULES_EDITION)
    def newer() -> None: ...

    def older() -> None: ...

    class Command: ...

    class Child(since(2)(Command)): ...  # type: ignore[misc]

    assert (began(newer), began(older), began(Command), began(Child)) == (RULES_EDITION, 1, 2, 1)
    with pytest.raises(ValueError, match="no edition"):
        since(RULES_EDITION + 1)


def test_what_is_said_of_earlier_editions_speaks_of_what_there_is() -> None:
    """Deeds that are apart; rules of that row; what a row had before the newest edition and lost."""
    loose = sorted("+".join(sorted(pair)) for pair in BEGAN.keys() - APART)
    assert not loose, (
        f"BEGAN in domain/ground/duties.py tells of {loose}, which APART does not name"
    )
    for command, row in RULES.items():
        name, asked = command.__name__, set(map(named, (*row.guards, *row.checks)))
        strange = sorted(row.joined.keys() - asked)
        assert not strange, f"{strange} stand in `joined` of {name}, and are not asked there"
        idle = sorted(
            named(one)
            for one in (*row.guards, *row.checks)
            if named(one) in row.joined
            and row.joined[named(one)] <= max(began(one), began(command))
        )
        assert not idle, f"{idle} stand in `joined` of {name}, and began no earlier by themselves"
        still = sorted(map(str, row.formerly.keys() & {*row.by, *row.stages, *row.brings}))
        assert not still, f"{still} stand in `formerly` of {name}, and its row has them"
        late = [str(one) for one, until in row.formerly.items() if until >= RULES_EDITION]
        assert not late, f"{late} stand in `formerly` of {name} up to the newest edition"


def test_under_the_newest_edition_every_duty_counts() -> None:
    """And under the first one only those that were there from the beginning."""
    for command in SEPARATE:
        own, kept = DEEDS[command], RULES[command].apart
        assert not not_yet_apart(own, kept, RULES_EDITION)
        for deed in not_yet_apart(own, kept, FIRST):
            assert BEGAN[frozenset({DEEDS[command], deed})] > FIRST
