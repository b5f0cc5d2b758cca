"""Setting down in the history how far the logs beside it have come.

Once a day where a log moved on, and after each destroyed key: what was in it by then cannot be cut
off unnoticed, neither by hand nor by bringing back an older file. The command ids name the day or
the destruction, so that it happens once however many processes look. The line in the service's own
log carries the same anchor out of the database's reach.
"""

from typing import Any, cast

import structlog

from adapters.chain.log import ChainedLog
from domain.case.authority import SYSTEM
from domain.ground.facts import Recorded
from domain.ground.refusal import Refused
from domain.registers.anchors.commands import AnchorLog
from domain.registers.anchors.facts import KeptLog, LogAnchored
from domain.registers.anchors.state import EMPTY, stream
from relief.bootstrap import Service
from relief.keys.forgetting import TOPICS as DESTROYED
from relief.office.requests import Request, system_id

log = structlog.get_logger(__name__)
MANY = 1_000
"""Destructions looked at in one go: the newest of them is occasion enough."""


def anchor(service: Service) -> None:
    """Anchor every log that moved on, where there is an occasion."""
    for kept, chained in service.logs.items():
        _anchor(service, kept, chained)


def anchors(service: Service, kept: KeptLog) -> list[LogAnchored]:
    """Every anchor of a log, the oldest first."""
    recorded = service.journal.read((stream(kept),))[stream(kept)]
    return [cast(LogAnchored, one.fact) for one in recorded]


def _anchor(service: Service, kept: KeptLog, chained: ChainedLog[Any]) -> None:
    recorded = service.journal.last(stream(kept))
    last = None if recorded is None else cast(LogAnchored, recorded.fact)
    head, before = chained.head(), (0, EMPTY) if last is None else (last.number, last.digest)
    occasion = None if head == before else _occasion(service, recorded)
    if occasion is None:
        return
    if chained.digest(before[0]) != before[1]:
        log.error("a log was cut off or changed since it was anchored", of=kept.value)
    id = system_id("anchor", kept.value, occasion)
    command = AnchorLog(case=kept.value, number=head[0], digest=head[1])
    answer = service.office.execute(
        Request(command, SYSTEM, id, service.master.digest(id.encode()))
    )
    if isinstance(answer, Refused):
        codes = [reason.code.value for reason in answer.reasons]
        log.warning("a log was not anchored", of=kept.value, refused=codes)
    elif not answer.repeated:
        log.info("a log was anchored", of=kept.value, number=head[0], digest=head[1])


def _occasion(service: Service, last: Recorded | None) -> str | None:
    """A key destroyed since the last anchor, or else a day that has none yet."""
    position = 0 if last is None else last.position
    destroyed = service.journal.following(position, MANY, topics=DESTROYED)
    if destroyed:
        return f"destruction-{destroyed[-1].position}"
    today = service.clock.now().date()
    fresh = last is None or cast(LogAnchored, last.fact).on < today
    return f"day-{today}" if fresh else None
