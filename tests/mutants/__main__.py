"""``python -m tests.mutants``: every mutant, or a draw of some. Exit 1 where one survives.

Each is first asked of the test that killed it before, then of all. A run puts on record which test
killed which mutant, and which provisions are proven by that; broken off, it goes on where it was.
``--draw 20 --seed COMMIT`` runs twenty, chosen by the seed, and writes nothing; ``--like payment``
those named alike; ``--new`` those without a record; ``--list`` only names them.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence

from domain.law.provisions import PROVISIONS
from relief.tools.tested import naming_tests
from tests.mutants import kept, killed
from tests.mutants.catalogue import chosen, equivalent, every
from tests.mutants.forks import End, Outcome
from tests.mutants.mutant import Mutant
from tests.mutants.running import How, prove, run


def main(words: Sequence[str] | None = None) -> int:
    """Run them, and say which survived. 1 where any did."""
    asked = parser().parse_args(words)
    same, known, whole = equivalent(), killed.killed(), every()
    some = [one for one in whole if not (asked.new and one.id in known)]
    mutants = chosen(some, asked.draw, asked.seed, asked.like)
    if asked.list:
        for one in mutants:
            print(one.id, *sorted(one.places), "(equivalent)" if one.id in same else "")
        return 0
    struck = [one for one in mutants if one.id not in same]
    file = None if asked.draw else kept.kept_in()
    before = {} if file is None else kept.kept(file)
    outcomes = [before[one.id] for one in struck if one.id in before]

    def tell(outcome: Outcome) -> None:
        outcomes.append(outcome)
        print(f"{len(outcomes)}/{len(struck)} {line(outcome)}", flush=True)
        if file is not None:
            kept.keep(file, outcome)

    rest = [one for one in struck if one.id not in before]
    how = How(asked.jobs, asked.patience)
    run(rest, known, how, tell, whole)
    if file is not None:
        record([one for one in whole if one.id not in same], outcomes, how)
    return report(mutants, outcomes, len(mutants) - len(struck))


def parser() -> argparse.ArgumentParser:
    """The words it takes."""
    words = argparse.ArgumentParser(prog="python -m tests.mutants")
    words.add_argument("--draw", type=int, help="how many to draw (default: all)")
    words.add_argument("--seed", default="", help="decides the draw")
    words.add_argument("--like", help="those whose id matches this pattern")
    words.add_argument("--new", action="store_true", help="those without a record")
    cores = len(os.sched_getaffinity(0))
    words.add_argument("--jobs", type=int, default=cores, help="forks at a time (default: cores)")
    words.add_argument(
        "--patience", type=float, default=120.0, help="CPU seconds until one survived"
    )
    words.add_argument("--list", action="store_true", help="name them, run none")
    return words


def record(mutants: Sequence[Mutant], outcomes: Sequence[Outcome], how: How) -> None:
    """Put on record what was found; what was not asked keeps the record it had."""
    known = killed.killed()
    found = {one.mutant: one.test if one.end is End.KILLED else "" for one in outcomes}
    there = {one.id: found.get(one.id, known.get(one.id, "")) for one in mutants}
    on_record = {id: test for id, test in there.items() if test}
    killed.write(on_record)
    on_record |= proofs(mutants, on_record, how)
    killed.write(on_record)
    killed.write_proven(killed.proven(on_record, mutants))


def proofs(mutants: Sequence[Mutant], known: killed.Killed, how: How) -> dict[str, str]:
    """For what no test on record proves: tests that name it, asked about whatever carries it."""
    found: dict[str, str] = {}
    tests = naming_tests(killed.ROOT / "tests")
    for place in PROVISIONS:
        carriers = [one for one in mutants if place in one.places]
        if carriers and place not in killed.proven({**known, **found}, mutants):
            outcome = prove(place, carriers, how, tests)
            found |= {} if outcome is None else {outcome.mutant: outcome.test}
            print(
                f"{place}: " + ("no test that names it misses it" if outcome is None else "proven")
            )
    return found


def line(outcome: Outcome) -> str:
    """An outcome on one line."""
    proven = f" proves {', '.join(outcome.proven)}" if outcome.proven else ""
    return f"{outcome.end} {outcome.mutant} {outcome.seconds:.1f}s {outcome.test}{proven}"


def report(mutants: Sequence[Mutant], outcomes: Sequence[Outcome], equivalents: int) -> int:
    """Counts, and whatever no test noticed. 1 where there is any."""
    ends = Counter(one.end for one in outcomes)
    counts = ", ".join(f"{ends[end]} {end}" for end in End)
    print(f"\n{len(mutants)} mutants: {counts}; {equivalents} equivalent")
    lost = [one for one in outcomes if one.end is not End.KILLED]
    for one in lost:
        print(f"{one.end}: {one.mutant} {one.test}")
    untold = len(mutants) - equivalents - len(outcomes)
    if untold:
        print(f"{untold} were not run: the tests could not be collected")
    return int(bool(lost) or bool(untold))


if __name__ == "__main__":
    sys.exit(main())
