"""Officers on the register of a real service, for those who go along on a visit."""

from datetime import date

from domain.case.authority import Officer, Post
from domain.ground.refusal import Code, Refused
from domain.registers.officers import commands as c
from relief.bootstrap import Service
from relief.office.requests import Request
from tests.support.waiting import until

APPOINTING = Officer("appointing", frozenset({Post.SECURITY_ADMIN}), "5401")
LONG_AGO = date(2018, 1, 1)


def appoint(service: Service, *those: Officer) -> None:
    """Appoint them to their posts, from long ago; nothing happens for whoever is there already."""
    known = service.officers.current().entries
    for one in those:
        for post in sorted(one.posts) if one.id not in known else ():
            number = f"{one.id}-{post}"
            command = c.AppointOfficer(
                case=one.id,
                number=number,
                post=post,
                division=one.division,
                valid_from=LONG_AGO,
                document="任用通知",
            )
            request = Request(command, APPOINTING, f"appointing/{number}", number)
            answer = service.office.execute(request)
            if isinstance(answer, Refused):
                assert {r.code for r in answer.reasons} == {Code.APPOINTMENT_EXISTS}, answer
    # Another thread's appointment is known once its office has learnt it.
    until(lambda: {one.id for one in those} <= service.officers.current().entries.keys())
