"""``relief verify``: is the history whole, do its keys open it, do the ledgers say what it says?

It only reads: whatever it folds goes to a place that is thrown away.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context

from adapters.proof.stretches import may_begin
from relief.bootstrap import Service
from relief.law.rewriting import Gone, Rewritten, rewritten
from relief.opening import for_reading
from relief.settings import Settings
from relief.tools.findings import Findings
from relief.tools.fitting import Fitting
from relief.tools.holding import Outcome, Way, gathered, outcomes
from relief.tools.indexes import Indexes
from relief.tools.kept_files import KeptFiles
from relief.tools.keys import left_keys
from relief.tools.lawfulness import Backwards
from relief.tools.ledgers import compare_ledgers
from relief.tools.lost import Claims, before_it, lost
from relief.tools.output import Output
from relief.tools.proven import check_proof
from relief.tools.reckoning import Reckoner
from relief.tools.sealed import PAGE, Sealed, check_beside
from relief.tools.spellings import Spellings
from relief.tools.walking import Walk, told
from relief.upkeep.anchoring import anchors
from relief.words.sayings import several
from relief.words.sayings import told as told_of
from relief.words.sentences import say

WAY = Way()
"""By as many processes as there are cores, noted nowhere."""


def verify(service: Service, output: Output, way: Way = WAY) -> int:
    """Check and report. Returns 0 where all is whole, 4 where anything is not."""
    found = Findings()
    with apart(service, way) as others:
        mine = {name: part(service, name, output, way) for name in PARTS if name not in others}
        for name in PARTS:
            found.take(others[name]() if name in others else mine[name])
    if output.json:
        output.data(asdict(found))
    for fault in found.faults:
        output.line(f"✗ {fault}")
    if found.beyond:
        output.line(say("verify.beyond", beyond=found.beyond))
    for note in found.notes:
        output.line(f"· {note}")
    for id, ways in found.spellings.items():
        output.line(say("verify.same-human", list=several(ways), id=id))
    if found.files and not found.faults:
        output.line("· " + say("kept.whole", files=found.files))
    if not found.faults:
        tell_whole(found, output)
    return 4 if found.faults else 0


def proof(service: Service, found: Findings, _: Output, way: Way) -> None:
    """Each log against its checkpoints, and what stands beside facts against its log."""
    check_proof(service, found, way.processes)


def ledgers(service: Service, found: Findings, _: Output, __: Way) -> None:
    """The ledgers against a fold made afresh."""
    compare_ledgers(service, found)


def logs(service: Service, found: Findings, _: Output, __: Way) -> None:
    """The logs beside the history, and what is sealed in them."""
    check_logs(service, found)
    check_beside(service, found)


def part(service: Service, name: str, output: Output, way: Way) -> Findings:
    """What one part of the work finds."""
    found = Findings()
    with told(name, found):
        PARTS[name](service, found, output, way)
    return found


@contextmanager
def apart(service: Service, way: Way) -> Iterator[Mapping[str, Callable[[], Findings]]]:
    """The parts other processes do meanwhile, and how to have what they found; none of a short history."""
    many = way.processes or len(os.sched_getaffinity(0))
    if many < 2 or service.journal.head < LONG or not may_begin():
        yield {}
        return
    with ProcessPoolExecutor(min(many, len(AWAY) + 1) - 1, get_context("spawn")) as pool:
        asked = {name: pool.submit(_alone, service.settings, name) for name in AWAY}
        yield {name: one.result for name, one in asked.items()}


def _alone(settings: Settings, name: str) -> Findings:
    service = for_reading(settings, keys=True)
    try:
        return part(service, name, Output(json=True), Way(processes=1))
    finally:
        service.close()


def tell_whole(found: Findings, output: Output) -> None:
    """Say what was found whole, and how much of it."""
    if found.leaves:
        told_of_logs = say("proven.whole", leaves=found.leaves, checkpoints=found.checkpoints)
        output.line(told_of_logs)
    output.line(
        say(
            "verify.whole",
            events=found.events,
            streams=found.streams,
            decisions=found.decisions,
            rules_held=rules_held(found),
            rows=found.rows,
            looks=found.looks,
            sign_ins=found.sign_ins,
            anchors=found.anchors,
            opened=found.opened,
            destroyed=found.destroyed,
        )
    )


def check_history(service: Service, found: Findings, output: Output, way: Way) -> None:
    """Every fact can be read and opened, every decision reckoned again; nothing lacks between them."""
    walk, indexes, spelled, claims = Walk(service, found), Indexes(service), Spellings(), Claims()
    sealed, backwards = Sealed(service, indexes), Backwards()
    reckoner = Reckoner(service.law, service.references.current())
    fitting = Fitting(service.law)
    kept = KeptFiles(service, found)
    looking = (
        kept.look,
        spelled.note,
        claims.add,
        reckoner.look,
        fitting.look,
        backwards.look,
        indexes.look,
    )
    for page in walk.pages(PAGE):
        for recorded in page:
            for look in looking:
                look(recorded)
        sealed.page(page, found)
        output.progress(say("verify.checking"), walk.position)
    output.progress_done()
    kept.others()
    found.events, found.streams = walk.position, len(walk.versions)
    found.spellings, found.decisions = spelled.several(), reckoner.decisions
    found.notes.extend((*reckoner.corrected, *backwards.notes(), *fitting.notes))
    for fault in (*check_law(service, fitting, found), *reckoner.faults):
        found.fault(fault)
    for fault in lost(service, walk.position):
        found.fault(fault)
    claims.compare(service, found)
    with told(say("verify.indexes"), found):
        indexes.report(service, found)
    with told(say("verify.rules"), found):
        check_rules(service, walk, found, output, way)


def check_law(service: Service, fitting: Fitting, found: Findings) -> Iterator[str]:
    """No entry was edited in place, no file is gone, every fingerprint is one of the law on record."""
    rewrites: tuple[Rewritten | Gone, ...] = ()
    with told(say("verify.law"), found):
        rewrites = rewritten(service.enactments)
    edited = {one.name if isinstance(one, Rewritten) else one.law.name for one in rewrites}
    yield from map(str, rewrites)
    yield from fitting.faults(edited)


def check_rules(service: Service, walk: Walk, found: Findings, output: Output, way: Way) -> None:
    """Every deed of every case was lawful under the edition of the rules it names, and every deed of
    a register done by whoever might.
    """
    done, every = 0, list[Outcome]()
    for many, outcome in outcomes(service, walk.versions, walk.whole, way):
        done += many
        every.append(outcome)
        output.progress(say("verify.holding"), done, len(walk.whole))
    output.progress_done()
    deeds, untold = gathered(every)
    found.registered, found.deeds = (
        sum(one.registered for one in every),
        dict(sorted(deeds.items())),
    )
    found.asked, found.unasked = sum(one.asked for one in every), dict(untold.most_common())
    for fault in (fault for one in every for fault in one.faults):
        found.fault(fault)


def rules_held(found: Findings) -> str:
    """How many deeds were held to which rules, and how much of them could not be asked."""
    editions = "、".join(
        say("verify.edition", edition=edition, many=many) for edition, many in found.deeds.items()
    )
    by = f"（{editions}）" if editions else ""
    unasked = sum(found.unasked.values())
    return say(
        "verify.held",
        sum=sum(found.deeds.values()),
        by=by,
        asked=found.asked,
        unasked=unasked,
        registered=found.registered,
    )


def check_logs(service: Service, found: Findings) -> None:
    """The logs have no gap, nothing in them was changed, and what was anchored is there."""
    for kept, chained in service.logs.items():
        anchored = anchors(service, kept)
        found.anchors += len(anchored)
        if not chained.stands():
            found.fault(say("verify.no-log", log=told_of(chained.chain.name)))
            continue
        for fault in chained.faults(anchored):
            found.fault(told_of(fault))
    for begun in before_it(service):
        found.fault(begun)
    if left := left_keys(service):
        found.notes.append(say("keys.left", list=several(left)))
    log, door = service.looks.log, service.sign_in.door.log
    found.looks = log.size() if log.stands() else 0
    found.sign_ins = door.size() if door.stands() else 0


PARTS: Mapping[str, Callable[[Service, Findings, Output, Way], None]] = {
    (PROOF := say("verify.proof")): proof,
    say("verify.history"): check_history,
    (LEDGERS := say("verify.ledgers")): ledgers,
    say("verify.logs"): logs,
}
"""In the order in which their faults are told, by what each is called."""
AWAY = (LEDGERS, PROOF)
"""Those other processes do, the longest first."""
LONG = 20_000
"""With fewer facts another process is not worth its start."""
