"""承接: who stands for a township that is no more goes on with its files (行政诉讼法 §26)."""

from datetime import date

from domain.case.state import Case
from domain.case.transfer.facts import FilePassedOn
from domain.ground.declared import carries
from domain.ground.places import Places

SUCCESSION = "行政诉讼法§26"


@carries(SUCCESSION, "How a file passes on as of a day; nothing where its township is there.")
def passing(case: Case, places: Places, day: date) -> FilePassedOn | None:
    """Where the township it is offered to is no more, whoever stands for that one answers; its village
    is the one that stands for it there, if any does.
    """
    if case.application is None:
        return None
    here, receiver, village = case.asked.township, case.receiver, case.asked.village_code
    those = (here, receiver, village)
    gone = [one for one in those if one and places.standing(one, day) != one]
    if not gone:
        return None
    received = None if receiver is None else places.standing(receiver, day)
    lies, part = places.standing(here, day), places.standing(village, day)
    return FilePassedOn(
        on=day,
        origin=here,
        township=lies,
        since=places.passed[gone[0]].since,
        received=None if received == receiver else received,
        village_code=part if part.startswith(lies) else "",
    )
