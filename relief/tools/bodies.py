"""A body of the API from a file: read by the same reader, and who gives it."""

from domain.case.authority import Officer
from domain.ground.commands import Command
from relief.api import reading
from relief.api.bodies import BODIES
from relief.api.problems import Problem
from relief.api.records import Body
from relief.api.speech import spoken
from relief.bootstrap import Service
from relief.office.streams import WHOLE_CITY
from relief.terminal import complain


def read(raw: bytes, kind: type[Command]) -> Body | None:
    """The body of a command in a file; nothing where that is wrong, which is told with every fault."""
    try:
        return reading.body(raw, BODIES[kind])[0]
    except Problem as problem:
        for fault in problem.faults:
            message, way_out = spoken(fault.code, fault.field, fault.facts, BODIES[kind])
            complain(f"{message}{way_out}")
        return None


def giver(service: Service, officer: str) -> Officer:
    """The officer of an id as the register has them today; one without a post where it has none."""
    known = service.officers.current().officer(officer, service.clock.now().date())
    return known or Officer(officer, frozenset(), WHOLE_CITY)
