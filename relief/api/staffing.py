"""What whoever keeps the register is told: an office with too few humans, somebody nobody knows by number,
and a human who has several ids.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from domain.ground.commands import Command
from domain.ground.names import folded
from domain.ground.refusal import Code
from domain.registers.officers.commands import TELLING, AppointOfficer, EndAppointment
from domain.registers.officers.facts import Kinship
from domain.registers.officers.staffing import NEEDED, lacking
from domain.registers.officers.state import Officers
from relief.api.problems import Fault, told

SELF = Kinship.SELF
APPOINTING = (AppointOfficer, EndAppointment, *TELLING)
"""Commands, with those made from them, after which an office may have too few, or one human two ids."""


def cautions(register: Officers, command: Command, today: date) -> list[dict[str, Any]]:
    """The cautions beside an appointment, its end, or what tells who somebody is; they forbid nothing."""
    found = (
        *unidentified(register, command),
        *of_several_ids(register, command),
        *short(register, command, today),
    )
    return [told(one) for one in found]


def unidentified(register: Officers, command: Command) -> Iterator[Fault]:
    """Somebody is appointed of whom nobody said who they are: a second id of theirs is not known."""
    appointing = isinstance(command, AppointOfficer)
    if appointing and not register.selves(command.case):
        yield Fault(Code.OFFICER_UNIDENTIFIED, "30")


def of_several_ids(register: Officers, command: Command) -> Iterator[Fault]:
    """A human has this id and others, by number or by sign-in: duties and offices count them once."""
    others = register.human(command.case) - {folded(command.case)}
    if others and (isinstance(command, AppointOfficer) or _of_oneself(command)):
        facts = {"others": "、".join(sorted(others))}
        yield Fault(Code.OFFICER_OF_SEVERAL_IDS, "30", None, facts)


def _of_oneself(command: Command) -> bool:
    """Whether it says who somebody is, and not whose kin."""
    return isinstance(command, TELLING) and getattr(command, "relation", SELF) is SELF


def short(register: Officers, command: Command, today: date) -> Iterator[Fault]:
    """An office has fewer humans than a whole course needs; of the city none is needed."""
    for office, day in _touched(register, command, today):
        have = lacking(register, office, day)
        if have is not None:
            facts = {"division": office, "have": str(have), "least": str(NEEDED[len(office)])}
            yield Fault(Code.OFFICE_SHORT, "30", None, facts)


def _touched(register: Officers, command: Command, today: date) -> Iterator[tuple[str, date]]:
    """The offices that may have one human less, each with the first day it tells."""
    match command:
        case AppointOfficer():
            yield command.division, max(today, command.valid_from)
        case EndAppointment():
            held = register.appointment(command.case, command.number)
            if held is not None:
                yield held.division, max(today, command.last_day + timedelta(days=1))
        case _ if _of_oneself(command):
            those = register.all_of(command.case) if len(register.human(command.case)) > 1 else ()
            for office in sorted({one.division for one in those if one.in_force(today)}):
                yield office, today
        case _:
            pass
