"""``relief checkpoint --restored``: how far a history brought back agrees with what was signed of it."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.proof import keys
from adapters.proof.logs import FACTS, LOGS, Gap, Source
from adapters.proof.merkle import EMPTY_ROOT, Edge
from adapters.proof.stretches import Tiles
from adapters.proof.tiles import WIDTH
from relief.bootstrap import Service
from relief.tools.findings import Findings
from relief.tools.output import Output
from relief.tools.proven import Claim, Proven
from relief.upkeep.checkpointing import named, remotes, witnesses
from relief.upkeep.restoring import go_on
from relief.words.sentences import say


@dataclass(frozen=True, slots=True)
class Agreed:
    """One old log: up to which entry it still agrees, with which root, and how far it had come.

    ``counts``: something is lost where it lacks, as no restore told of it before.
    """

    log: str
    origin: str
    size: int
    root: bytes
    newest: int
    counts: bool


def agreed(source: Source, claims: Sequence[Claim], tiles: Tiles, most: int) -> tuple[int, bytes]:
    """Up to which entry a log is as somebody holds it, no further than ``most``; the root over that.

    Where only notes tell that it differs, it agrees up to the last one it continues.
    """
    left, edge, sure = deque(claims), Edge(), (0, EMPTY_ROOT)
    hashes = source.hashes(0, min(most, source.head()))
    held: list[list[bytes]] = []
    try:
        for at, hash in enumerate(hashes):
            if at % WIDTH == 0:
                held = [one for _, one in tiles.held(at // WIDTH)]
            if any(at % WIDTH < len(one) and one[at % WIDTH] != hash for one in held):
                break
            edge.add(hash)
            while left and left[0].size == edge.size:
                if left.popleft().root != edge.root():
                    return sure
                sure = edge.size, edge.root()
    except Gap:
        pass
    return edge.size, edge.root()


def compared(proven: Proven, facts: int | None) -> list[Agreed]:
    """Every log under every name it had, the newest name first; the newest of facts up to ``facts``."""
    assert proven.name is not None
    found, untold = list[Agreed](), proven.untold
    for log in LOGS:
        source = proven.sources[log]
        for name in (proven.name, *keys.older(proven.name)):
            origin = f"{name}/{log}"
            claims = proven.claims(origin)
            if not claims:
                continue
            newest = claims[-1].size
            first = log == FACTS and not any(one.log == FACTS for one in found)
            most = min(newest, facts) if first and facts is not None else newest
            told = (0, EMPTY_ROOT)
            if source.stands():
                told = agreed(source, claims, proven.tiles({origin: None}), most)
            found.append(Agreed(log, origin, *told, newest, untold or name == proven.name))
    return found


def restored(service: Service, output: Output, size: int) -> int:
    """Log that the history was brought back, and that it agrees with the old one up to a fact.

    Returns 0; 4 where it agrees up to another one, or nothing was lost: then nothing is logged.
    """
    found, settings = Findings(), service.settings
    keys.signing(settings.proof_key)
    proven = Proven(service, found)
    try:
        every = compared(proven, None if witnesses(settings) else size)
    finally:
        proven.close()
    for fault in found.faults:
        output.line(f"✗ {fault}")
    refused = "" if found.faults else _refused(service, every, size)
    if refused:
        output.line(refused)
    if found.faults or refused:
        return 4
    told = go_on(service, settings.proof_key, {one.origin: (one.size, one.root) for one in every})
    _tell(output, told.name, every)
    return 0


def _refused(service: Service, every: Sequence[Agreed], size: int) -> str:
    """Why nothing is logged, if so."""
    lost = any(one.counts and one.size < one.newest for one in every)
    facts = next((one.size for one in every if one.log == FACTS), 0)
    if not every or not (lost or remotes(service.settings)):
        return say("checkpoint.nothing-lost")
    return "" if facts == size else say("checkpoint.agrees-otherwise", size=size, found=facts)


def _tell(output: Output, name: str, every: Sequence[Agreed]) -> None:
    if output.json:
        told = [{"origin": one.origin, "size": one.size, "root": one.root.hex()} for one in every]
        output.data({"name": name, "agreed": told})
    output.line(say("checkpoint.goes-on", name=name))
    for one in every:
        log = named(one.log)
        output.line(
            say(
                "checkpoint.agreed",
                log=log,
                origin=one.origin,
                size=one.size,
                newest=one.newest,
            )
        )
    output.line(say("checkpoint.tell-witnesses"))
    for one in every:
        if one.size:
            new = f"{name}/{one.log}"
            output.line(say("checkpoint.witness-restore", old=one.origin, size=one.size, new=new))
