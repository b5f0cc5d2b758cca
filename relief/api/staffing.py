"""What whoever appoints is told: an office with too few humans, and somebody nobody knows by number."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from domain.ground.commands import Command
from domain.ground.refusal import Code
from domain.registers.officers.commands import AppointOfficer, EndAppointment
from domain.registers.officers.staffing import NEEDED, lacking
from domain.registers.officers.state import Officers
from relief.api.problems import Fault, told

APPOINTING = (AppointOfficer, EndAppointment)
"""Commands, with those made from them, after which an office may have too few."""


def cautions(register: Officers, command: Command, today: date) -> list[dict[str, Any]]:
    """The cautions beside an appointment or its end, on the first day it tells; they forbid nothing."""
    return [
        told(one) for one in (*unidentified(register, command), *short(register, command, today))
    ]


def unidentified(register: Officers, command: Command) -> Iterator[Fault]:
    """Somebody is appointed of whom nobody said who they are: a second id of theirs is not known."""
    appointing = isinstance(command, AppointOfficer)
    if appointing and not register.selves(command.case):
        yield Fault(Code.OFFICER_UNIDENTIFIED, "30")


def short(register: Officers, command: Command, today: date) -> Iterator[Fault]:
    """An office has fewer humans than a whole course needs; of the city none is needed."""
    match command:
        case AppointOfficer():
            office, day = command.division, max(today, command.valid_from)
        case EndAppointment():
            held = register.appointment(command.case, command.number)
            office = "" if held is None else held.division
            day = max(today, command.last_day + timedelta(days=1))
        case _:
            return
    have = lacking(register, office, day)
    if have is not None:
        facts = {"division": office, "have": str(have), "least": str(NEEDED[len(office)])}
        yield Fault(Code.OFFICE_SHORT, "30", None, facts)
