"""What whoever appoints is told: an office that has fewer humans than a whole course needs."""

from datetime import date, timedelta
from typing import Any

from domain.ground.commands import Command
from domain.ground.refusal import Code
from domain.registers.officers.commands import (
    AppointAdministrator,
    AppointOfficer,
    EndAdministration,
    EndAppointment,
)
from domain.registers.officers.staffing import NEEDED, lacking
from domain.registers.officers.state import Officers
from relief.api.problems import Fault, told


def cautions(register: Officers, command: Command, today: date) -> list[dict[str, Any]]:
    """The caution beside an appointment or its end, on the first day it tells; forbids nothing."""
    match command:
        case AppointAdministrator() | EndAdministration():
            return []
        case AppointOfficer():
            office, day = command.division, max(today, command.valid_from)
        case EndAppointment():
            held = register.appointment(command.case, command.number)
            office = "" if held is None else held.division
            day = max(today, command.last_day + timedelta(days=1))
        case _:
            return []
    have = lacking(register, office, day)
    if have is None:
        return []
    facts = {"division": office, "have": str(have), "least": str(NEEDED[len(office)])}
    return [told(Fault(Code.OFFICE_SHORT, "30", None, facts))]
