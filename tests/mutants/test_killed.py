"""The record of which test noticed which mutant: complete, of what is there, and what it proves."""

import pytest

from domain.coverage.proven import PROVEN
from domain.law.provisions import PROVISIONS
from tests.law.test_coverage import COVERAGE
from tests.mutants.__main__ import report
from tests.mutants.catalogue import equivalent, every
from tests.mutants.forks import End, Outcome
from tests.mutants.killed import exists, killed, marks, proven

EVERY = {one.id: one for one in every()}
KILLED = killed()


def test_each_mutant_is_on_record_or_known_to_change_nothing() -> None:
    """A new rule counts once ``make mutants`` has seen a test fail without it."""
    new = sorted(EVERY.keys() - KILLED.keys() - equivalent().keys())
    assert not new, f"tests/mutants/killed.toml knows nothing of {new}: make mutants NEW=1"


def test_each_record_is_of_a_mutant_and_a_test_that_exist() -> None:
    """Whatever is renamed is put on record again by ``make mutants``."""
    gone = sorted(KILLED.keys() - EVERY.keys())
    assert not gone, f"tests/mutants/killed.toml tells of {gone}, and there is no such mutant"
    assert sorted(KILLED.keys() & equivalent().keys()) == []
    assert sorted({test for test in KILLED.values() if not exists(test)}) == []


def test_each_record_names_a_test_as_it_is_collected(request: pytest.FixtureRequest) -> None:
    """Its row as well, wherever its whole file is collected beside this one: in a whole run all are."""
    asked = request.config
    some = asked.option.keyword or asked.option.markexpr or any("::" in one for one in asked.args)
    there = set() if some else {item.nodeid for item in request.session.items}
    files = {one.partition("::")[0] for one in there}
    gone = sorted(
        f"{mutant}: {test}"
        for mutant, test in KILLED.items()
        if test.partition("::")[0] in files and "::" in test and test not in there
    )
    assert not gone, (
        f"{gone} of tests/mutants/killed.toml: no such row any more; make mutants NEW=1"
    )


def test_a_provision_is_proven_where_a_test_that_names_it_failed_without_what_carries_it() -> None:
    """The account of the law says so of these provisions, and of no others."""
    proofs = proven(KILLED, EVERY.values())
    assert proofs.keys() == PROVEN
    for place, mutant in proofs.items():
        assert place in EVERY[mutant].places
        assert marks()[KILLED[mutant].partition("[")[0]]


def test_every_provision_reported_as_carried_has_such_a_record() -> None:
    """Without the record of that test, citing it would count for nothing."""
    carried = {place for place in PROVISIONS if COVERAGE.carried(place)}
    assert carried
    assert carried - proven(KILLED, EVERY.values()).keys() == set()


@pytest.mark.parametrize("end", sorted(End))
def test_a_run_fails_where_a_mutant_is_not_noticed(end: End) -> None:
    """A survivor, one that never ends, one that is no pack at all: each fails the run, and a draw."""
    one = next(iter(EVERY.values()))
    assert report([one], [Outcome(one.id, end)], 0) == (end is not End.KILLED)
    assert report([one], [], 0) == 1, "not run at all"
    assert report([one], [], 1) == 0, "equivalent"
